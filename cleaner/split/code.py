"""Preformatted elements that hold a division for each line: one block, as if line breaks stood between."""

from __future__ import annotations

from cleaner.document import BlockKind
from cleaner.split.layout import Layout

__all__ = ["join_lines"]

_LINE = "div"
_LONGEST = 300
"""Characters of a line of code; what is longer is prose."""


def join_lines(layout: Layout, node: int) -> None:
    """Make the blocks of the preformatted container `node`, which closes, one block of their lines.

    Nothing happens where anything but divisions stands in it, each with one line, and no text beside them: what
    was never closed may hold half a page.
    """
    first, count = layout.first_blocks[node], len(layout)
    lines = layout.nodes[first:]
    if count - first < 2:  # noqa: PLR2004 - one line is one block as it is
        return
    if any(layout.tags[inner] != _LINE for inner in range(node + 1, len(layout.tags))):
        return
    is_apart = node not in lines and len(set(lines)) == len(lines)
    if is_apart and max(map(len, layout.texts[first:])) <= _LONGEST:
        layout.join_blocks(first, ["", *["\n"] * (count - first - 1)], BlockKind.PREFORMATTED, node)
