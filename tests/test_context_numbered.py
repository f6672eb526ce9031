"""Entries of a page's numbered list come back if others like them are kept."""

from __future__ import annotations

import pytest
from judgements import Line, judgement_of, set_bounds

from cleaner.context import apply_context
from cleaner.document import BlockKind, Label

STORY = Line("Three rooms in Carrow where nobody will speak to you at lunch.", Label.BODY, score=0.9)
HEADS = ["1. The Reading Room", "2. Lotus Cellar", "3. Courthouse Café"]


def kept(heads: list[str], *, names: str = "tile", first: bool = True) -> list[bool]:
    """Return of each heading whether it stays, below the first of which the scorer keeps."""
    lines, tags, marks, parents, nodes = [STORY], ["html", "main", "p"], ["", "", ""], [-1, 0, 1], [2]
    for number, head in enumerate(heads):
        is_kept = first and not number
        score, label = (0.8, Label.BODY) if is_kept else (0.15, Label.OTHER)
        lines.append(Line(head, label, kind=BlockKind.HEADING, level=3, score=score))
        lines.append(Line("Order the second of the two broths there.", label, score=score))
        wrapper = len(tags)
        tags += ["div", "h3", "p"]
        marks += [names if number else "tile", "", ""]
        parents += [1, wrapper, wrapper]
        nodes += [wrapper + 1, wrapper + 2]
    judgement = judgement_of(lines, html=True)
    layout = judgement.layout
    layout.tags, layout.marks, layout.parents, layout.nodes = tags, marks, parents, nodes
    set_bounds(layout)
    apply_context(judgement)
    entries = [judgement.is_kept(index) for index in range(1, len(lines))]
    assert entries[::2] == entries[1::2]
    return entries[::2]


def test_entries_that_go_on_with_the_numbers_stay() -> None:
    assert kept(HEADS) == [True, True, True]
    assert kept(["10. Quay", "9. Mill", "8. Lock"]) == [True, True, True]


@pytest.mark.parametrize(
    ("heads", "names", "first"),
    [
        (["1. Quay", "3. Mill", "7. Lock"], "tile", True),
        (HEADS[:2], "tile", True),
        (HEADS, "most-read", True),
        (HEADS, "tile", False),
    ],
)
def test_other_numbers_and_lists_do_not(heads: list[str], names: str, first: bool) -> None:  # noqa: FBT001 - a case
    assert kept(heads, names=names, first=first)[1:] == [False] * (len(heads) - 1)
