"""Elements without visible text: what they say about the page, which is noted while the parser walks it."""

from __future__ import annotations

from cleaner.split.layout import Head
from cleaner.split.markup import FALLBACK

__all__ = ["Unseen"]

_CLOSED = {name: name for name in ("script", "style", "template", "title")} | {FALLBACK: "noscript"}
"""Elements whose end tag certainly stands in the source, as it is spelt there."""
_DATA = "application/json"
_META_NAMES = ("property", "name", "itemprop", "http-equiv")


class Unseen:
    """The element without visible text that is open, and what those before it told.

    What a `meta`, a canonical `link`, a title or a script with JSON says goes into `head`. `fallbacks` are
    what is shown where no script runs, with their tags.
    """

    def __init__(self, head: Head) -> None:
        self.fallbacks: list[str] = []
        self.nested = False
        """Whether the open element holds others."""
        self.chars = 0
        """Characters of text in the open element."""
        self._head = head
        self._captured: list[str] | None = None  # text of a title, a script with JSON or a fallback
        self._scripts = head.json_ld  # where such a script goes

    def start(self, tag: str, attrs: tuple[tuple[str, str | None], ...]) -> None:
        """Open an element."""
        self.nested = False
        self.chars = 0
        if tag in ("title", FALLBACK):
            self._captured = []
        elif tag == "script":
            kind = next((value for name, value in attrs if name == "type" and value), "")
            if "ld+json" in kind or kind == _DATA:
                self._captured = []
                self._scripts = self._head.data if kind == _DATA else self._head.json_ld
        elif tag == "meta":
            values = dict(attrs)
            name = next((values[kind] for kind in _META_NAMES if values.get(kind)), None)
            content = values.get("content")
            if name and content:
                self._head.metas.setdefault(name.lower(), content)
        elif tag == "link":
            values = dict(attrs)
            if values.get("rel") == "canonical":
                self._head.canonical = values.get("href") or ""

    def take(self, data: str) -> None:
        """Take a run of text in the open element."""
        self.chars += len(data)
        if self._captured is not None:
            self._captured.append(data)

    def end(self, tag: str) -> None:
        """Close the element."""
        if self._captured is None:
            return
        text = "".join(self._captured)
        self._captured = None
        if tag == FALLBACK:
            self.fallbacks.append(text)
        elif tag == "script":
            self._scripts.append(text)
        elif not self._head.title:
            self._head.title = " ".join(text.split())

    def end_tag(self, tag: str) -> str:
        """Return the name by which the source surely closes the element that was open, or nothing."""
        return _CLOSED.get(tag, tag if tag == "svg" and self.nested else "")
