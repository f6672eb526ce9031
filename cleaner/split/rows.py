"""Table rows: short cells become one block, and each stays in its column."""

from __future__ import annotations

import re
from operator import sub

from cleaner.document import BlockKind
from cleaner.split.elements import CELLS, Attributes
from cleaner.split.layout import Layout

__all__ = ["Rows"]

_LONGEST_CELL = 200
"""A table cell with more characters than this is prose in a layout table, and keeps a block of its own."""
_NARROWEST_ROW = 2
_WIDEST_ROW = 60
"""Columns; a row with more is a layout table, and looking through it again at each level would be slow."""
_BORDER = "| "
_DIGITS = re.compile(r"\s*(\d{1,4})")


class Rows:
    """The tables that are open, and what is known of the columns in their rows.

    A column is counted for a cell without text, and for each that a cell spans, as in the table model of HTML.
    """

    def __init__(self) -> None:
        # Of each open group, and of rows outside any: the columns that cells of rows above reach into.
        self._taken: list[dict[int, int]] = [{}]
        self._rows: list[_Row] = []

    def start_group(self) -> None:
        """Open a row group."""
        self._taken.append({})

    def end_group(self) -> None:
        """Close the row group opened last."""
        self._taken.pop()

    def start_row(self, first: int) -> None:
        """Open a row whose first block will be block `first`."""
        self._rows.append(_Row(first, self._taken[-1]))

    def start_cell(self, attrs: Attributes, block: int) -> None:
        """Open a cell whose first block will be `block`."""
        if self._rows:
            self._rows[-1].add(attrs, block)

    def end_row(self, layout: Layout, node: int) -> None:
        """Close the row at container `node`, and make its cells one block."""
        row = self._rows.pop()
        self._taken[-1] = row.reaching_down()
        _merge(layout, row, node)


class _Row:
    """An open row: its first block, and the column of the cell that each block opens."""

    def __init__(self, first: int, taken: dict[int, int]) -> None:
        self.first = first
        self.columns: dict[int, int] = {}
        self._next = 0
        self._taken = taken
        self._reaching: dict[int, int] = {}

    def add(self, attrs: Attributes, block: int) -> None:
        """Count a cell; one that turns out to have no text gives its block to the next."""
        column = self._next
        while column in self._taken:
            column += 1
        width = height = 1
        for name, value in attrs:
            if name == "colspan":
                width = _span(value)
            elif name == "rowspan":
                height = _span(value)
        self.columns[block] = column
        self._next = column + width
        if height > 1:
            self._reaching.update(dict.fromkeys(range(column, min(self._next, _WIDEST_ROW)), height))

    def reaching_down(self) -> dict[int, int]:
        """Return the columns that the next row finds taken, and for how many rows."""
        both = {**self._taken, **self._reaching}
        return {column: rows - 1 for column, rows in both.items() if rows > 1}


def _span(value: str | None) -> int:
    """Return how many columns or rows the value of an attribute says."""
    digits = _DIGITS.match(value or "")
    return max(1, int(digits[1])) if digits else 1


def _merge(layout: Layout, row: _Row, node: int) -> None:
    """Make the blocks of a row one block.

    Nothing happens where a cell holds prose or several blocks, for then the table is there for the layout.
    """
    first, count = row.first, len(layout.texts)
    if not _NARROWEST_ROW <= count - first <= _WIDEST_ROW or any(
        len(text) > _LONGEST_CELL for text in layout.texts[first:]
    ):
        return
    nodes = layout.nodes[first:]
    if len(set(nodes)) < len(nodes) or any(
        layout.tags[cell] not in CELLS or layout.parents[cell] != node for cell in nodes
    ):
        return
    columns = [row.columns.get(index, index - first) for index in range(first, count)]
    if columns[-1] >= _WIDEST_ROW:
        return
    gaps = map(sub, columns, [0, *columns])
    borders = [(" " if index else "") + _BORDER * gap for index, gap in enumerate(gaps)]
    layout.join_blocks(first, borders, BlockKind.ROW, node)
