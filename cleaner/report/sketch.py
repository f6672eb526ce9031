"""A sketch of a page: where on it each block stood, laid out from its elements alone.

Nothing is rendered: what stands in an element flows down its box, cells of a table row stand side by
side, and what is named as standing beside the story has the right-hand column. That is enough to recognise
a page, and it costs no browser.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import NamedTuple

from cleaner.document import BlockKind
from cleaner.rules.structure import StructureRules, structure_rules
from cleaner.split.layout import Layout

__all__ = ["WIDTH", "Box", "sketch"]

WIDTH = 100.0
"""Width of the page, the unit of everything here."""

_SIDE_SHARE = 0.3
_LEAST_FOR_COLUMNS = 40.0
"""A narrower box is not divided."""
_GUTTER = 2.0
_CHARACTER = 1.0
"""Width of a character: a column of the story holds some 65."""
_LINE = 2.2
_HEADING_SCALE = 1.5
_SPACE = 1.4
"""Between blocks."""
_SHORT = 24
"""Characters of a block that may share its row with its neighbours, as the entries of a menu do."""
_DEEPEST = 40
"""Elements within one another that are laid out; the blocks of deeper ones flow in the last of them."""
_NAMES_OF_ASIDES = "structure/aside"
_CELLS = frozenset({"td", "th"})
_NEVER_ASIDE = frozenset({"html", "body", "main", "article"})
"""Elements whose class names speak of what stands in them, such as a page with a sidebar."""


class Box(NamedTuple):
    """A block's place on the page: left and upper edge and size, where the page is `WIDTH` wide."""

    block: int
    x: float
    y: float
    width: float
    height: float


Part = tuple[bool, int]
"""What stands in an element: whether it is an element, and its number among the elements or the blocks."""


def sketch(layout: Layout) -> list[Box]:
    """Return a box for each block of an HTML layout, in no particular order; none for a flat text."""
    if not layout.tags or not len(layout):
        return []
    return list(_Page(layout).place(0, 0.0, 0.0, WIDTH, 0)[1])


class _Page:
    """Lays out the elements of one page."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.parts = _parts(layout)
        self.asides = _asides(layout)

    def place(self, node: int, x: float, y: float, width: float, depth: int) -> tuple[float, list[Box]]:
        """Return the height of an element that stands at `x` and `y`, and the boxes of its blocks."""
        parts = self._opened(node)
        if depth == _DEEPEST:
            first, end = self.layout.first_blocks[node], self.layout.end_blocks[node]
            parts = [(False, block) for block in range(first, end)]
        if self._is_row(parts):
            return self._row(parts, x, y, width, depth)
        main, side = list[Part](), list[Part]()
        for is_element, number in parts:
            (side if is_element and self.asides[number] else main).append((is_element, number))
        if not side or not main or width < _LEAST_FOR_COLUMNS:
            return self._column(parts, x, y, width, depth)
        beside = width * _SIDE_SHARE
        column = width - beside - _GUTTER
        left, boxes = self._column(main, x, y, column, depth)
        right, others = self._column(side, x + column + _GUTTER, y, beside, depth)
        return max(left, right), boxes + others

    def _opened(self, node: int) -> list[Part]:
        """Return what stands in an element, or in the only element that stands in it, and so on."""
        parts = self.parts[node]
        while len(parts) == 1 and parts[0][0]:
            parts = self.parts[parts[0][1]]
        return parts

    def _is_row(self, parts: Sequence[Part]) -> bool:
        tags = self.layout.tags
        return len(parts) > 1 and all(is_element and tags[number] in _CELLS for is_element, number in parts)

    def _row(
        self, parts: Sequence[Part], x: float, y: float, width: float, depth: int
    ) -> tuple[float, list[Box]]:
        """Place cells side by side, each as wide as the root of its text's length asks."""
        layout = self.layout
        sizes = [
            sum(map(len, layout.texts[layout.first_blocks[node] : layout.end_blocks[node]])) ** 0.5
            for _, node in parts
        ]
        height, boxes = 0.0, list[Box]()
        for (_, node), size in zip(parts, sizes, strict=True):
            share = width * size / sum(sizes)
            used, found = self.place(node, x, y, max(1.0, share - _GUTTER / 2), depth + 1)
            height, x = max(height, used), x + share
            boxes += found
        return height, boxes

    def _column(
        self, parts: Sequence[Part], x: float, y: float, width: float, depth: int
    ) -> tuple[float, list[Box]]:
        """Place parts one below the other, but neighbouring short blocks in rows."""
        top, boxes = y, list[Box]()
        row: list[int] = []
        for is_element, number in parts:
            inner = self._opened(number) if is_element else [(False, number)]
            if len(inner) == 1 and len(self.layout.texts[inner[0][1]]) <= _SHORT:
                row.append(inner[0][1])
                continue
            y = self._flow(row, x, y, width, boxes)
            if is_element:
                used, found = self.place(number, x, y, width, depth + 1)
                boxes += found
                y += used
            else:
                box = self._box(number, x, y, width)
                boxes.append(box)
                y += box.height + _SPACE
        return self._flow(row, x, y, width, boxes) - top, boxes

    def _flow(self, row: list[int], x: float, y: float, width: float, boxes: list[Box]) -> float:
        """Place the waiting short blocks from left to right and empty `row`; return where the next may stand."""
        at = x
        for block in row:
            box = self._box(block, at, y, width)
            needed = min(width, max(4.0, len(self.layout.texts[block]) * _CHARACTER))
            if at > x and at + needed > x + width:
                at, y = x, y + box.height + _SPACE
            boxes.append(box._replace(x=at, y=y, width=needed))
            at += needed + _GUTTER
        if row:
            y += boxes[-1].height + _SPACE
        row.clear()
        return y

    def _box(self, block: int, x: float, y: float, width: float) -> Box:
        scale = _HEADING_SCALE if self.layout.kinds[block] is BlockKind.HEADING else 1.0
        lines = ceil(len(self.layout.texts[block]) * _CHARACTER * scale / width)
        return Box(block, x, y, width, max(1, lines) * _LINE * scale)


def _parts(layout: Layout) -> list[list[Part]]:
    """Return for each element the elements and the blocks that stand directly in it, in order."""
    entries: list[list[tuple[int, bool, int]]] = [[] for _ in layout.tags]
    for node, parent in enumerate(layout.parents):
        if parent >= 0:
            entries[parent].append((layout.first_blocks[node], True, node))
    for block, node in enumerate(layout.nodes):
        entries[node].append((block, False, block))
    return [[(is_element, number) for _, is_element, number in sorted(found)] for found in entries]


def _asides(layout: Layout) -> list[bool]:
    """Return which elements the structure rules call something beside the story."""
    rules = [rule for rule in structure_rules().rules if rule.id == _NAMES_OF_ASIDES]
    # Some sites call the element itself what others write into its class.
    asides = StructureRules([rule._replace(tags=rule.tags | rule.words) for rule in rules])
    return [
        tag not in _NEVER_ASIDE and asides.match(tag, marks) >= 0
        for tag, marks in zip(layout.tags, layout.marks, strict=True)
    ]
