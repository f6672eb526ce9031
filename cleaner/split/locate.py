"""Where in the source a run of text stood, found by a cursor that only moves forward."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape
from html.entities import codepoint2name

__all__ = ["Locator", "Nowhere"]

_NEEDLE = 40
"""Characters of a text node to look for; longer needles meet more character references."""
_PLAIN = re.compile(r"[\x00-!#-%(-;=?-\x7f]{8,}")
"""The start of a node that nobody writes with character references, long enough to be telling: ASCII, but no
ampersand, quote or angle bracket."""
_SEGMENT = re.compile(r"(?:>|\A)\s*(?:-->\s*)?([^<\s][^<]{0,200})")
"""A run of text behind a tag as it stands in the source, the end of a comment that may stand between taken off."""
_NEAR = 3_000
"""Characters: how far ahead a node is looked for as it may be spelt; most stand in the first hundred."""
_CLOSE = 500
"""Characters: how far behind the node before a short one is looked for in the middle of a block."""
_SEAM = 3
"""Characters of a node before a stray tag, which the parser drops, that tell which node it is."""
_DROPPED = 5
"""Tags in a row without effect that a text is followed through."""
_FAR = 30_000
"""Characters: how far ahead the start of a node is believed; more than most scripts and inline images take."""
_HIDDEN = 1_000_000
"""Characters of a script or style sheet that are looked through for its end."""
_LOST = 3
"""Blocks not found in a row after which a long needle is looked for in all of the rest."""
_TELLING = 16
"""Visible characters from which a needle is unlikely to stand in a wrong place."""
_EFFORT = 32
"""How many times the length of the source unsuccessful searches may read before only the nearest text is read."""


class Locator:
    """Finds text nodes in HTML source, in reading order, in linear time.

    The parser reports no positions for text, so the node's first characters are looked for behind a
    ``>``, as they are or with character references. Where nothing is found the block gets an empty
    stretch at the cursor.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.cursor = 0
        self.lost = 0
        self.effort = _EFFORT * len(source) + 10_000
        self.uppercase = False  # whether end tags are

    def skip(self, tag: str, inside: int) -> None:
        """Move past the end of an element without visible text that stands ahead.

        It holds at least `inside` characters, which need not be looked through.
        """
        ahead = min(self.cursor + inside, len(self.source))
        if self._skip_to(f"</{tag.upper() if self.uppercase else tag}", ahead):
            return
        if self._skip_to(f"</{tag if self.uppercase else tag.upper()}", ahead):
            self.uppercase = not self.uppercase

    def _skip_to(self, end_tag: str, ahead: int) -> bool:
        at = self._search(end_tag, ahead, _HIDDEN)
        if at >= 0:
            self.cursor = at + len(end_tag)
        return at >= 0

    def skip_comment(self, data: str) -> None:
        """Move past a comment, for markup in it would be taken for the page's."""
        at = self._search(f"<!--{data[:_NEEDLE]}", self.cursor, _FAR)
        if at >= 0:
            self.cursor = at + len("<!--") + len(data)

    def locate(self, pieces: list[str]) -> tuple[int, int]:
        """Return start and end offset of the block whose text nodes are `pieces`; the first is not blank."""
        start = self._find(pieces[0])
        if start < 0:
            self.lost += 1
            return self.cursor, self.cursor
        self.lost = 0
        source = self.source
        if len(pieces) == 1:
            visible = pieces[0].strip()
            # An ampersand at the end may begin its own spelling.
            if not visible.endswith("&") and source.startswith(visible, start):
                self.cursor = start + len(visible)
                return start, self.cursor
        self.cursor = start
        last = self._follow(pieces) if len(pieces) > 1 else pieces[0]
        end = self.cursor = self._end_of_text(len(last.strip()))
        while end > start and source[end - 1].isspace():
            end -= 1
        return start, end

    def _follow(self, pieces: list[str]) -> str:
        """Move to the start of the block's last visible piece, which is returned.

        The way goes by the telling pieces, and by all of them if the last one is short and may stand there twice.
        """
        last = len(pieces) - 1
        while pieces[last].isspace():
            last -= 1
        found, start = pieces[0], self.cursor
        is_short = len(pieces[last]) < _TELLING
        for piece in pieces[1:last]:
            if len(piece) >= _TELLING or is_short:
                reach = _NEAR if len(piece) >= _TELLING else _CLOSE
                at = self._search(_needle(piece), self._next_tag(start), reach)
                if at >= 0:
                    found, start = piece, at + 1
        if last:
            self.cursor = self._next_tag(start)
            at = self._find(pieces[last])
            if at >= 0:
                found, start = pieces[last], at
        self.cursor = start
        return found

    def _end_of_text(self, length: int) -> int:
        """Return where a text of so many characters that starts at the cursor ends: at a tag.

        A ``<`` before anything but a tag is text, and a text goes on behind tags that the parser dropped:
        spelt in whatever way, it is no shorter in the source.
        """
        start, end = self.cursor, self._next_tag(self.cursor)
        left = _DROPPED
        while length > end - start and left:
            length -= end - start
            start = self.source.find(">", end) + 1
            if not start:
                break
            end = self._next_tag(start)
            left -= 1
        return end

    def _next_tag(self, start: int) -> int:
        source = self.source
        end = source.find("<", start)
        while end >= 0:
            character = source[end + 1 : end + 2]
            if character in "/!?" or character.isalpha():
                return end
            end = source.find("<", end + 1)
        return len(source)

    def _search(self, needle: str, start: int, reach: int) -> int:
        """Return where `needle` stands at most `reach` characters ahead, or -1; failures use up the effort."""
        if self.effort < 0:
            reach = min(reach, _NEAR)
        at = self.source.find(needle, start, start + reach)
        if at < 0:
            self.effort -= min(reach, len(self.source) - start)
        return at

    def _find(self, piece: str) -> int:
        """Return where the visible text of `piece` starts, or -1."""
        cursor = self.cursor - 1 if self.cursor else 0
        visible = piece.lstrip()
        lead = len(piece) - len(visible)
        needle = _needle(piece, lead)
        at = self.source.find(needle, cursor, cursor + _NEAR)
        if at >= 0 and (cursor or self.source.startswith("<")):  # else there may be text before the first tag
            return at + 1 + lead
        if self.effort < 0:
            return -1
        at = self._nearby(visible[:_NEEDLE], cursor)
        if at >= 0:
            return at
        reach = _FAR
        if self.lost >= _LOST and len(visible) >= _TELLING:
            reach = len(self.source)
        at = self._search(needle, cursor, reach)
        if at >= 0:
            return at + 1 + lead
        for variant in _as_written(piece[: lead + _NEEDLE]):
            at = self._search(variant, cursor, _FAR)
            if at >= 0:
                return at + 1 + lead
        return -1

    def _nearby(self, visible: str, cursor: int) -> int:
        """Return where a text reads as `visible`, whatever its spelling, or -1."""
        for segment in _SEGMENT.finditer(self.source, cursor, cursor + _NEAR):
            written = segment[1]
            if written[0] == visible[0] or written[0] == "&":
                read = unescape(written).lstrip()[:_NEEDLE]
                seam = len(read) >= _SEAM and visible.startswith(read)
                if seam or read.rstrip() == visible.rstrip():
                    self.effort -= segment.end() - cursor
                    return segment.start(1)
        self.effort -= min(_NEAR, len(self.source) - cursor)
        return -1


class Nowhere:
    """Stands in the place of a `Locator` where nobody asks for places, and finds everything at 0."""

    source = ""

    def skip(self, tag: str, inside: int) -> None:
        """Pass over an element."""

    def skip_comment(self, data: str) -> None:
        """Pass over a comment."""

    def locate(self, pieces: list[str]) -> tuple[int, int]:  # noqa: ARG002 - as in `Locator`
        """Return no stretch."""
        return 0, 0


def _needle(piece: str, lead: int = 0) -> str:
    """Return the start of a node with `lead` blanks as it stands in the source, with the end of a short one."""
    end = lead + _NEEDLE
    return f">{piece}<" if len(piece) <= end else f">{piece[:end]}"


def _as_written(start: str) -> Iterator[str]:
    """Yield other ways in which the start of a text node may stand in the source."""
    plain = _PLAIN.match(start)
    if plain:
        if plain.end() < len(start):
            yield f">{plain.group()}"
        return
    escaped = escape(start, quote=False)
    spelt = {
        escaped.replace("\u00a0", "&nbsp;"),
        "".join(_named(character) for character in escaped),
        escape(start).replace("&#x27;", "&#39;"),
        escaped.encode("ascii", "xmlcharrefreplace").decode(),
    }
    yield from sorted(f">{spelling}" for spelling in spelt - {start})


def _named(character: str) -> str:
    name = codepoint2name.get(ord(character)) if character > "\x7f" else None
    return f"&{name};" if name else character
