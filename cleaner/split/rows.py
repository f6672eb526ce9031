"""Table rows: short cells become one block."""

from __future__ import annotations

from array import array

from cleaner.document import BlockKind, Link
from cleaner.split.layout import Layout

__all__ = ["merge_row"]

_CELLS = frozenset({"td", "th"})
_LONGEST_CELL = 200
"""A table cell with more characters than this is prose in a layout table, and keeps a block of its own."""
_NARROWEST_ROW = 2
_WIDEST_ROW = 60
"""Cells; a row with more is a layout table, and looking through it again at each level would be slow."""
_SEPARATOR = " | "


def merge_row(layout: Layout, first: int, row: int) -> None:
    """Make the blocks from `first` on, the cells of the table row at container `row`, one block.

    Nothing happens where a cell holds prose or several blocks, for then the table is there for the layout.
    """
    count = len(layout.texts)
    if not _NARROWEST_ROW <= count - first <= _WIDEST_ROW or any(
        len(text) > _LONGEST_CELL for text in layout.texts[first:]
    ):
        return
    nodes = layout.nodes[first:]
    if len(set(nodes)) < len(nodes) or any(
        layout.tags[node] not in _CELLS or layout.parents[node] != row for node in nodes
    ):
        return
    offset = 0
    links: list[Link] = []
    for index in range(first, count):
        links += [Link(a + offset, b + offset, href) for a, b, href in layout.links[index]]
        offset += len(layout.texts[index]) + len(_SEPARATOR)
    layout.texts[first:] = [_SEPARATOR.join(layout.texts[first:])]
    layout.links[first:] = [tuple(links)]
    layout.ends[first:] = layout.ends[-1:]
    layout.link_chars[first:] = [sum(layout.link_chars[first:])]
    layout.kinds[first:] = [BlockKind.ROW]
    layout.nodes[first:] = array("q", [row])
    layout.levels[first:] = [0]
    del layout.starts[first + 1 :]
    layout.end_blocks[row] = first + 1
    layout.drop_containers(row + 1)  # the block is the row's, and its cells hold none
