"""Heads and feet of printed pages are found by their coming again, and nothing else at the edges of pages is."""

from __future__ import annotations

import pytest

from cleaner import extract
from cleaner.split.text import split_text

LINES = [
    "The lamp of the old lighthouse at Stannock Head has been dark for",
    "thirty years, but somebody still carries water up the hill to a",
    "garden behind the wall, and nobody in the village would say who.",
    "On a wet morning in June he came round the bend with two buckets,",
    "set them down by the gate, and asked whether the leeks had been",
    "eaten by the rabbits or, as he put it, by a journalist.",
]
STORY = " ".join(LINES)


def running(*pages: list[str]) -> list[str]:
    """Return the blocks of some pages that are taken for heads or feet."""
    layout = split_text("\n\f".join("\n".join(page) for page in pages))
    return [layout.texts[number] for number in sorted(layout.running)]


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ([], ["{}"]),
        (["FATHOM  MAY 2016", "{}"], []),
        ([], ["Fathom | May 2016 | {}"]),
        (["Fathom"], ["- {} -"]),
        (["12/03/2024, 18:40  Islanders win"], ["https://herald.example/88213  {}/4"]),
    ],
)
def test_what_comes_again_at_the_edge_of_pages_is_found(head: list[str], foot: list[str]) -> None:
    pages = [
        [*(line.format(number) for line in head), *LINES[number:], *(line.format(number) for line in foot)]
        for number in range(1, 5)
    ]
    expected = [" ".join(line.format(number).split()) for number in range(1, 5) for line in [*head, *foot]]
    assert running(*pages) == expected


def test_heads_may_differ_on_left_and_right_pages() -> None:
    heads = ["2 FATHOM", "THE GARDEN 3", "4 FATHOM", "THE GARDEN 5"]
    assert running(*([head, "", *LINES] for head in heads)) == heads


@pytest.mark.parametrize(
    "edges",
    [
        ["Salt", "Water", "The girl", "One pea"],
        ["Harlow 3", "Harlow 1", "Harlow 2", "Harlow 0"],
        ["He came back.", "He came back.", "He came back.", "He came back."],
    ],
)
def test_other_lines_at_the_edge_of_pages_are_the_storys(edges: list[str]) -> None:
    assert running(*([edge, "", *LINES] for edge in edges)) == []
    assert running(*([*LINES, "", edge] for edge in edges)) == []


def test_two_pages_or_none_have_no_running_heads() -> None:
    assert running(["Fathom", *LINES], ["Fathom", *LINES]) == []
    assert not split_text("\n".join(["Fathom", *LINES, "Fathom", *LINES])).running


def test_running_heads_go_and_the_story_stays() -> None:
    pages = ["\n".join([*LINES, "", f"Fathom Magazine | May 2016 | {number}"]) for number in range(12, 16)]
    text = extract("\n\f".join(pages)).text
    assert "Fathom" not in text
    assert text.startswith(STORY)
