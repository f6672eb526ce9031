"""Blocks are looked up in the story that a page's JSON-LD tells."""

from __future__ import annotations

import json
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.score.heads import told_in_json
from cleaner.split.layout import Head

STORY = "The long awaited bridge over the canal was opened on Monday. The mayor was there, and so was a band."


def told(*texts: str, story: str = STORY) -> list[int]:
    """Return what is said of some texts on a page whose JSON-LD tells a story."""
    head = Head(json_ld=[json.dumps({"@type": "NewsArticle", "articleBody": story})])
    return [int(value) for value in told_in_json(head, texts)]


@pytest.mark.parametrize(
    "json_ld",
    [[], ["{"], ["null"], ['{"@type": "NewsArticle"}'], ['{"articleBody": " "}'], ['{"articleBody": 4}']],
)
def test_a_page_whose_json_ld_has_no_story_says_so_of_every_block(json_ld: list[str]) -> None:
    assert told_in_json(Head(json_ld=json_ld), ["A line", STORY]).tolist() == [-1, -1]


def test_lines_of_the_story_are_found_in_it_and_others_are_not() -> None:
    assert told(
        "The mayor was there, and so was a band.", "The mayor was nowhere, and neither was a band."
    ) == [1, 0]


def test_short_lines_are_not_looked_for() -> None:
    assert told("The mayor was there", "The mayor was there,") == [0, 1]


def test_the_start_of_a_long_line_is_enough() -> None:
    assert told(STORY[:60] + " Something that JSON-LD leaves out") == [1]
    assert told(STORY[:50] + " Something that JSON-LD leaves out") == [0]


def test_the_white_space_of_the_story_does_not_count() -> None:
    assert told("was opened on Monday. The mayor", story=STORY.replace(" The", "\n\n  The")) == [1]


def test_the_stories_of_several_scripts_count() -> None:
    other = "A second story, about kettles, stands in a script of its own."
    head = Head(json_ld=[json.dumps({"articleBody": body}) for body in (STORY, other)])
    assert told_in_json(head, [STORY, other, "Neither of them says this line"]).tolist() == [
        True,
        True,
        False,
    ]


def test_no_blocks_are_told_nothing() -> None:
    assert told() == []
    assert told_in_json(Head(), []).tolist() == []


@given(st.text("ab ", max_size=300), st.lists(st.text("ab ", max_size=70), max_size=8))
def test_many_lines_are_found_as_few_are(story: str, lines: list[str]) -> None:
    texts = [
        *lines,
        *(story[at : at + size] for at in range(0, len(story), 7) for size in (19, 20, 33, 60, 61)),
    ]
    few = told(*texts, story=story)
    with patch("cleaner.score.heads._MANY", 0):
        assert told(*texts, story=story) == few
