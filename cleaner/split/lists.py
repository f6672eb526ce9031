"""List items in flat text: the marker that opens one, and how deep it stands."""

from __future__ import annotations

import re

__all__ = ["ITEM_OPENERS", "ItemDepth", "is_item"]

_BULLETS = "•◦‣⁃▪▫■□●○▸►➤✓✔✗·*+-\uf0a7\uf0b7\uf0d8\uf0fc"
"""The last four are those of word processors, in fonts of signs, as texts taken from PDF and DOCX have them."""
ITEM_OPENERS = frozenset(_BULLETS + "(0123456789")
"""The characters an item may open with, to pass over most lines cheaply."""
_ITEM = re.compile(rf"(?:[{re.escape(_BULLETS)}]|\d{{1,2}}[.)]|\(\d{{1,2}}\))\s+\S")
"""Two digits at most: "2021. Then" is the end of a sentence."""


def is_item(text: str) -> bool:
    """Return whether a block of this text is a list item; its marker stays in the text."""
    return text[0] in ITEM_OPENERS and _ITEM.match(text) is not None


class ItemDepth:
    """Counts how deep items are nested, from the columns that they are indented by."""

    def __init__(self) -> None:
        self._open: list[int] = []  # the indents of the items around

    def of_item(self, indent: int) -> int:
        """Return the depth, from 1, of the next item."""
        while self._open and self._open[-1] >= indent:
            self._open.pop()
        self._open.append(indent)
        return len(self._open)

    def pass_text(self, indent: int) -> None:
        """Note a block that is no item; one that stands left of a list ends it."""
        if self._open and indent <= self._open[0]:
            self._open.clear()
