"""Where in the source a run of text stood, found by a cursor that only moves forward."""

from __future__ import annotations

import re

__all__ = ["Locator"]

_NEEDLE = 40
"""Characters of a text node to look for; longer needles meet more character references."""
_PLAIN = re.compile(r"[0-9A-Za-z ,.]{3,}")
_NEAR = 3_000
"""Characters: how far ahead a weak hint, a plain run from inside a node, is believed."""
_FAR = 30_000
"""Characters: how far ahead the start of a node is believed; more than most scripts and inline images take."""
_LOST = 3
"""Blocks not found in a row after which a long needle is looked for in all of the rest."""
_TELLING = 16
"""Visible characters from which a needle is unlikely to stand in a wrong place."""
_EFFORT = 8
"""How many times the length of the source unsuccessful searches may read before the locator gives up."""


class Locator:
    """Finds text nodes in HTML source, in reading order, in linear time.

    The parser reports no positions for text, so the node's first characters are looked for behind a
    ``>``. A node that was written with character references is found by its first plain run.
    Where nothing is found the block gets an empty stretch at the cursor.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.cursor = 0
        self.lost = 0
        self.effort = _EFFORT * len(source) + 10_000

    def skip(self, length: int) -> None:
        """Move past `length` characters that certainly stand between here and the next text."""
        self.cursor = min(len(self.source), self.cursor + length)

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
        plain = _PLAIN.search(visible)
        if plain is not None:
            at = source.find(plain.group()[:_NEEDLE].strip(), cursor, cursor + _NEAR)
            if at >= 0:  # the run may stand behind characters written as references
                return max(cursor, source.rfind(">", cursor, at) + 1) if plain.start() else at
        if self.lost >= _LOST and len(visible) >= _TELLING:
            self.effort -= len(source) - cursor
            at = source.find(needle, cursor)
            if at >= 0:
                return at + 1 + lead
        return -1
