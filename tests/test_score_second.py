"""What the second look sees of the first look's scores."""

from __future__ import annotations

import math

import numpy as np
import pytest

from cleaner.score.coherence import Topics
from cleaner.score.lexicon import MarkWeights
from cleaner.score.lines import Columns
from cleaner.score.second import second_columns
from cleaner.score.tree import Tree
from cleaner.split.html import split_html

FIRST = np.array([0.0, 0.9, 0.8, 0.05, 1.0])
WORDS = np.array([2.0, 20.0, 10.0, 30.0, 3.0])
TOPICS = Topics([["menu"], ["bridge", "opened"], ["bridge"], ["kettle"], ["bridge"]])
PAGE = "<ul><li>a</ul><main><p>b<p>c<aside>d</aside><p>e</main>"


def flat() -> Columns:
    """Return the columns of a flat text."""
    return second_columns(FIRST, WORDS, TOPICS, None)


def page() -> Columns:
    """Return the columns of a page with these blocks."""
    return second_columns(FIRST, WORDS, TOPICS, Tree(split_html(PAGE), MarkWeights({})))


def test_scores_are_given_as_they_are_and_as_finite_log_odds() -> None:
    found = flat()
    assert found["first"].tolist() == FIRST.tolist()
    assert found["first_odds"] == pytest.approx([math.log((p + 0.001) / (1.001 - p)) for p in FIRST])
    assert np.isfinite(found["first_odds"]).all()


def test_neighbours_and_windows_are_those_of_the_scores() -> None:
    found = flat()
    assert found["first[-1]"].tolist() == [0, 0.0, 0.9, 0.8, 0.05]
    assert found["first_words[+1]"] == pytest.approx([18, 8, 1.5, 3, 0])
    assert found["other_words~20"] == pytest.approx([(65 - 30.5) / 5] * 5)


def test_words_of_the_story_are_counted_before_and_after() -> None:
    found = flat()
    assert found["first_total"] == pytest.approx([30.5] * 5)
    assert found["first_share"] == pytest.approx([30.5 / 65] * 5)
    assert found["first_words_before"] == pytest.approx([0, 0, 18, 26, 27.5])
    assert found["first_words_after"] == pytest.approx([30.5, 12.5, 4.5, 3, 0])
    assert found["first_before"] == pytest.approx([0, 0, 18 / 30.5, 26 / 30.5, 27.5 / 30.5])
    assert found["first_after"] == pytest.approx([1, 12.5 / 30.5, 4.5 / 30.5, 3 / 30.5, 0])


def test_landmarks_are_sure_paragraphs_and_unlikely_blocks() -> None:
    found = flat()
    assert found["until_sure"].tolist() == [1, 0, 0, 60, 60]
    assert found["since_sure"].tolist() == [60, 0, 0, 1, 2]
    assert found["since_unlikely"].tolist() == [0, 1, 2, 0, 1]


def test_topics_count_what_was_likely_and_long() -> None:
    assert flat()["first_topic_share"].tolist() == [0, 0.5, 1, 0, 1]


def test_containers_are_told_by_what_the_first_look_kept_of_them() -> None:
    found = page()
    kept, words = 18 + 8 + 1.5 + 3, 20 + 10 + 30 + 3
    assert found["first_share^1"] == pytest.approx(
        [0, kept / words, kept / words, kept / words, kept / words]
    )
    assert found["first_part^1"] == pytest.approx([0, 1, 1, 1, 1])
    assert found["sure_share^1"] == pytest.approx([0, 0.5, 0.5, 0.5, 0.5])
    assert found["siblings^1"] == pytest.approx(
        [
            0,
            (kept - 18) / (words - 20),
            (kept - 8) / (words - 10),
            (kept - 1.5) / (words - 30),
            (kept - 3) / (words - 3),
        ]
    )
    assert found["first_story_up"].tolist() == [1, 0, 0, 0, 0]


def test_containers_are_asked_about_only_where_there_are_any() -> None:
    assert set(page()) - set(flat()) == {
        name
        for name in page()
        if name.startswith(("first_share^", "first_part^", "sure_share^", "siblings^", "first_story_"))
    }
    assert set(flat()) <= set(page())


def test_a_document_that_the_first_look_removes_whole_has_numbers_too() -> None:
    for tree in (None, Tree(split_html(PAGE), MarkWeights({}))):
        for name, column in second_columns(np.zeros(5), WORDS, TOPICS, tree).items():
            assert column.shape == (5,), name
            assert np.isfinite(column).all(), name
