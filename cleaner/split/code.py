"""Preformatted elements that hold a division for each line: one block, as if line breaks stood between."""

from __future__ import annotations

from itertools import islice

from cleaner.document import BlockKind
from cleaner.split.layout import Layout

__all__ = ["join_lines"]

_LINE = "div"


def join_lines(layout: Layout, node: int) -> None:
    """Make the blocks of the preformatted container `node`, which closes, one block of their lines.

    Nothing happens where anything but divisions stands in it: one that was never closed may hold half a page.
    """
    first = layout.first_blocks[node]
    count = len(layout) - first
    if count > 1 and all(tag == _LINE for tag in islice(layout.tags, node + 1, None)):
        layout.join_blocks(first, ["", *["\n"] * (count - 1)], BlockKind.PREFORMATTED, node)
