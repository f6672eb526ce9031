"""Text inside a Markdown line: characters escaped, links written, nothing of the page left active."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from urllib.parse import quote, urljoin

from cleaner.document import Link
from cleaner.render.text import Piece
from cleaner.render.visible import UNFIT

__all__ = ["escape", "escape_start", "inline", "without_unsafe"]

SAFE_SCHEMES = frozenset({"http", "https", "mailto"})
"""Schemes whose links are kept; of any other, `javascript:` and `data:` among them, the text stays."""

_LINE_BREAKS = re.compile("[\t-\r\x1c-\x1e\x85\u2028\u2029]")

_ENTITY_START = r"&(?=#?\w{1,32};)"
_ACTIVE = rf"[\\`*_\[\]~{{]|<(?! )|{_ENTITY_START}"
_SNAKE = r"(?P<snake>(?<=[^\W_])_+(?=[^\W_]))"  # Between letters an underscore emphasises nothing.
_BORDER = r"(?P<border>(?:(?<= )|^)\|(?= ))"
_ESCAPE = re.compile(f"{_SNAKE}|{_ACTIVE}")
_ESCAPE_CELLS = re.compile(rf"{_SNAKE}|{_BORDER}|{_ACTIVE}|\|")
_ENTITY = re.compile(_ENTITY_START)
_ENTITIES = {"<": "&lt;", "&": "&amp;"}
_BLOCK_START = re.compile(r"[#+\-=>:]|\d{1,9}[.)](?=\s|$)")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_BROWSERS_IGNORE = re.compile(r"[\x00-\x1f\x7f]")  # They read "java\nscript:" as "javascript:".
_CELL_BORDER = " | "
_URL_CHARACTERS = "!#$&'*+,-./:;=?@_~%"


def escape(text: str, *, cells: bool = False) -> str:
    """Return `text` with everything escaped that acts inside a line of Markdown or HTML.

    With `cells`, " | " stays as the border between two table cells.
    """
    text = without_unsafe(_LINE_BREAKS.sub(" ", text))
    return (_ESCAPE_CELLS if cells else _ESCAPE).sub(_escaped, text)


def escape_start(line: str) -> str:
    """Return an escaped line so that its beginning opens no heading, list, quotation or rule."""
    found = _BLOCK_START.match(line)
    if not found:
        return line
    return f"{line[: found.end() - 1]}\\{line[found.end() - 1 :]}"


def without_unsafe(text: str) -> str:
    """Return `text` without control characters (except tab and newline) and direction overrides."""
    return UNFIT.sub("", text)


def inline(
    text: str, links: Sequence[Link], pieces: Sequence[Piece], base: str, *, cells: bool = False
) -> str:
    """Return a block's text as one line of Markdown.

    `links` are in offsets of the block's whole text, of which `text` holds the `pieces`, or all if
    there are none. Relative links are resolved against `base`, which may be empty.
    """
    if not links:
        return escape(text, cells=cells).strip()
    parts: list[str] = []
    position = 0
    for start, end, target in _targets(text, links, pieces, base, cells=cells):
        before = escape(text[position:start], cells=cells)
        if before.endswith("!"):
            before = f"{before[:-1]}\\!"  # An exclamation mark would turn the link into an image.
        label = escape(text[start:end], cells=cells)
        parts.append(f"{before}[{label}]({target})")
        position = end
    parts.append(escape(text[position:], cells=cells))
    return "".join(parts).strip()


def _escaped(found: re.Match[str]) -> str:
    """Return one active character escaped; what a named group matched stays."""
    active = found.group()
    return active if found.lastgroup else _ENTITIES.get(active) or f"\\{active}"


def _targets(
    text: str, links: Sequence[Link], pieces: Sequence[Piece], base: str, *, cells: bool
) -> Iterator[Link]:
    """Yield the links to write, in order and apart, in offsets of `text`, with safe targets."""
    position = 0
    for start, end, href in _moved(sorted(links), pieces):
        first = max(start, position)
        label = text[first:end]
        if cells:
            label = label.partition(_CELL_BORDER)[0]
        first += len(label) - len(label.lstrip())
        last = first + len(label.strip())
        target = _destination(href, base) if first < last else ""
        if target:
            yield Link(first, last, target)
            position = last


def _moved(links: Sequence[Link], pieces: Sequence[Piece]) -> Iterator[Link]:
    """Yield the links with offsets in the pieces that stayed; a link that was cut out is dropped."""
    if not pieces:
        yield from links
        return
    starts = [piece.start for piece in pieces]
    ends = [piece.end for piece in pieces]
    for start, end, href in links:
        first = bisect_right(ends, start)  # the first piece that ends behind the link's start
        last = bisect_left(starts, end) - 1  # the last piece that starts before the link's end
        if first > last:
            continue
        head, tail = pieces[first], pieces[last]
        moved_start = head.target + max(start - head.start, 0)
        moved_end = tail.target + min(end, tail.end) - tail.start
        yield Link(moved_start, moved_end, href)


def _destination(href: str, base: str) -> str:
    """Return a link target that is safe to write between brackets, or an empty string for none."""
    href = _BROWSERS_IGNORE.sub("", href).strip()
    if not href or (href[0] == "#" and not base):
        return ""
    try:
        href = urljoin(base, href)
    except ValueError:
        return ""
    scheme = _SCHEME.match(href)
    if scheme and scheme[1].lower() not in SAFE_SCHEMES:
        return ""
    return _ENTITY.sub("&amp;", quote(href, safe=_URL_CHARACTERS, errors="replace"))
