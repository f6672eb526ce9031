"""Sentences with a control in their middle: a name that opens a card, the number of a note."""

from __future__ import annotations

from collections.abc import Container

from cleaner.split.broken import is_close
from cleaner.split.layout import Layout
from cleaner.split.sentences import CLAUSE_ENDS

__all__ = ["join_sentence"]

_FEWEST_WORDS = 4
"""Before a control in a sentence: "By Una Holt" has fewer, and what follows there is a button to follow her."""


def join_sentence(layout: Layout, node: int, torn: Container[int]) -> None:
    """Make the blocks of the paragraph at container `node`, the last ones, one where its controls stand in a sentence.

    `torn` holds the blocks that begin at either end of a control. A control behind a sentence or behind the whole
    paragraph is one that acts on it, such as "Copy", and the paragraph stays as it is.
    """
    first, count = layout.first_blocks[node], len(layout)
    nodes, texts = layout.nodes, layout.texts
    if count == first or nodes[first] != node or nodes[count - 1] != node:
        return
    behind = range(first + 1, count)
    if not behind or not all(
        place in torn and (nodes[place] == node or _is_in_sentence(*texts[place - 1 : place + 2]))
        for place in behind
    ):
        return
    kind, level = layout.kinds[first], layout.levels[first]
    blanks = ["" if is_close(texts[place - 1], texts[place]) else " " for place in behind]
    layout.join_blocks(first, ["", *blanks], kind, node)
    layout.levels[first] = level


def _is_in_sentence(before: str, control: str, after: str) -> bool:
    """Tell whether a control stands in the middle of a sentence, or opens one that goes on behind it."""
    is_sentence = before.count(" ") + 1 >= _FEWEST_WORDS or control.isdecimal()
    return is_sentence and (before[-1] not in CLAUSE_ENDS or after[0].islower())
