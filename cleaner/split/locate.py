"""Where in the source a run of text stood, found by a cursor that only moves forward."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from html.entities import codepoint2name

__all__ = ["Locator"]

_NEEDLE = 40
"""Characters of a text node to look for; longer needles meet more character references."""
_PLAIN = re.compile(r"[^&<>\"'\u0080-\U0010ffff]{8,}")
"""The start of a node that nobody writes with character references, long enough to be telling."""
_FAR = 30_000
"""Characters: how far ahead the start of a node is believed; more than most scripts and inline images take."""
_HIDDEN = 1_000_000
"""Characters of a script or style sheet that are looked through for its end."""
_LOST = 3
"""Blocks not found in a row after which a long needle is looked for in all of the rest."""
_TELLING = 16
"""Visible characters from which a needle is unlikely to stand in a wrong place."""
_EFFORT = 8
"""How many times the length of the source unsuccessful searches may read before the locator gives up."""


class Locator:
    """Finds text nodes in HTML source, in reading order, in linear time.

    The parser reports no positions for text, so the node's first characters are looked for behind a
    ``>``, as it is or with the usual character references.
    Where nothing is found the block gets an empty stretch at the cursor.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.cursor = 0
        self.lost = 0
        self.effort = _EFFORT * len(source) + 10_000

    def skip(self, tag: str) -> None:
        """Move past the end of an element without visible text that stands ahead."""
        at = self.source.find(f"</{tag}", self.cursor, self.cursor + _HIDDEN)
        if at >= 0:
            self.cursor = at

    def locate(self, pieces: list[str]) -> tuple[int, int]:
        """Return start and end offset of the block whose text nodes are `pieces`."""
        source = self.source
        last = len(pieces) - 1
        while pieces[last].isspace():
            last -= 1
        start = self._find(pieces[0])
        if start < 0:
            self.lost += 1
            return self.cursor, self.cursor
        self.lost = 0
        self.cursor = start
        if last:
            at = self._find(pieces[last])
            self.cursor = at if at >= 0 else start
        end = source.find("<", self.cursor)
        if end < 0:
            end = len(source)
        self.cursor = end
        while end > start and source[end - 1].isspace():
            end -= 1
        return start, end

    def _find(self, piece: str) -> int:
        """Return where the visible text of `piece` starts, or -1."""
        source, cursor = self.source, max(0, self.cursor - 1)
        visible = piece.lstrip()
        lead = len(piece) - len(visible)
        needle = ">" + piece[: lead + _NEEDLE]
        at = source.find(needle, cursor, cursor + _FAR)
        if at >= 0:
            return at + 1 + lead
        if self.effort < 0:
            return -1
        self.effort -= _FAR
        for variant in _as_written(piece[: lead + _NEEDLE]):
            at = source.find(variant, cursor, cursor + _FAR)
            if at >= 0:
                return at + 1 + lead
        if self.lost >= _LOST and len(visible) >= _TELLING:
            self.effort -= len(source) - cursor
            at = source.find(needle, cursor)
            if at >= 0:
                return at + 1 + lead
        return -1


def _as_written(start: str) -> Iterator[str]:
    """Yield the ways in which the start of a text node may stand in the source, character references resolved."""
    plain = _PLAIN.match(start)
    if plain:
        yield f">{plain.group()}"
        return
    escaped = escape(start, quote=False)
    yield ">" + escaped.replace("\u00a0", "&nbsp;")
    yield ">" + "".join(_named(character) for character in escaped)
    yield ">" + escape(start).replace("&#x27;", "&#39;")
    yield ">" + escaped.encode("ascii", "xmlcharrefreplace").decode()


def _named(character: str) -> str:
    name = codepoint2name.get(ord(character)) if character > "\x7f" else None
    return f"&{name};" if name else character
