"""What the second look sees of the first look's scores."""

from __future__ import annotations

import math

import numpy as np
import pytest

from cleaner.score.coherence import Topics
from cleaner.score.lines import Columns
from cleaner.score.second import second_columns, second_names
from cleaner.score.surroundings import FeatureMatrix
from cleaner.score.words import Vocabulary, Words

FIRST = np.array([0.0, 0.9, 0.8, 0.05, 1.0])
WORDS = np.array([2.0, 20.0, 10.0, 30.0, 3.0])
TOPICS = Topics(Words(["menu", "bridge opened", "bridge", "kettle", "bridge"], Vocabulary({})))


def columns() -> Columns:
    """Return the columns of a flat text of five blocks."""
    return second_columns(FIRST, WORDS, TOPICS)


def test_scores_are_given_as_they_are_and_as_finite_log_odds() -> None:
    found = columns()
    assert found["first"].tolist() == FIRST.tolist()
    assert found["first_odds"] == pytest.approx([math.log((p + 0.001) / (1.001 - p)) for p in FIRST])
    assert np.isfinite(found["first_odds"]).all()


def test_neighbours_and_windows_are_those_of_the_scores() -> None:
    names = second_names()
    found = dict(zip(names, FeatureMatrix(names).stretch(columns(), 0, 5), strict=True))
    assert found["first[-1]"] == pytest.approx([0, 0.0, 0.9, 0.8, 0.05])
    assert found["first_words[+1]"] == pytest.approx([18, 8, 1.5, 3, 0])
    assert found["other_words~20"] == pytest.approx([(65 - 30.5) / 5] * 5)


def test_words_of_the_story_are_counted_before_and_after() -> None:
    found = columns()
    assert found["first_total"] == pytest.approx([30.5] * 5)
    assert found["first_share"] == pytest.approx([30.5 / 65] * 5)
    assert found["first_words_before"] == pytest.approx([0, 0, 18, 26, 27.5])
    assert found["first_words_after"] == pytest.approx([30.5, 12.5, 4.5, 3, 0])
    assert found["first_before"] == pytest.approx([0, 0, 18 / 30.5, 26 / 30.5, 27.5 / 30.5])
    assert found["first_after"] == pytest.approx([1, 12.5 / 30.5, 4.5 / 30.5, 3 / 30.5, 0])


def test_landmarks_are_sure_paragraphs_and_unlikely_blocks() -> None:
    found = columns()
    assert found["until_sure"].tolist() == [1, 0, 0, 60, 60]
    assert found["since_sure"].tolist() == [60, 0, 0, 1, 2]
    assert found["since_unlikely"].tolist() == [0, 1, 2, 0, 1]


def test_topics_count_what_was_likely_and_long() -> None:
    assert columns()["first_topic_share"].tolist() == [0, 0.5, 1, 0, 1]


def test_a_document_that_the_first_look_removes_whole_has_numbers_too() -> None:
    for name, column in second_columns(np.zeros(5), WORDS, TOPICS).items():
        assert column.shape == (5,), name
        assert np.isfinite(column).all(), name
