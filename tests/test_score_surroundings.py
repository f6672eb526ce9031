"""Neighbours, windows, landmarks and positions, against a plain reading of what they mean."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.score.surroundings import distance_columns, neighbour_columns, position_columns, window_columns

NUMBERS = st.lists(st.integers(0, 50).map(float), min_size=1, max_size=60)


def test_neighbours_past_the_ends_are_zero() -> None:
    found = neighbour_columns(["a"], {"a": np.array([1.0, 2.0, 3.0])})
    assert found["a[-1]"].tolist() == [0, 1, 2]
    assert found["a[+1]"].tolist() == [2, 3, 0]
    assert found["a[-3]"].tolist() == [0, 0, 0]
    assert found["a[+2]"].tolist() == [3, 0, 0]
    assert len(found) == 6


@given(NUMBERS, st.sampled_from([2, 5, 10, 20]))
def test_a_window_is_the_mean_of_the_blocks_that_are_there(values: list[float], reach: int) -> None:
    found = window_columns(["a", "b"], {"a": np.array(values), "b": np.zeros(len(values))})
    wanted = [np.mean(values[max(0, at - reach) : at + reach + 1]) for at in range(len(values))]
    assert found[f"a~{reach}"] == pytest.approx(wanted)
    assert not found[f"b~{reach}"].any()
    assert len(found) == 8


@given(st.lists(st.booleans(), min_size=1, max_size=150))
def test_distances_are_to_the_nearest_landmark_on_each_side(marks: list[bool]) -> None:
    found = distance_columns({"a": np.array(marks), "none": np.zeros(len(marks), dtype=bool)})
    for at in range(len(marks)):
        since = min([at - mark for mark in range(at + 1) if marks[mark]], default=60)
        until = min([mark - at for mark in range(at, len(marks)) if marks[mark]], default=60)
        assert found["since_a"][at] == min(since, 60)
        assert found["until_a"][at] == min(until, 60)
    assert set(found["since_none"]) == set(found["until_none"]) == {60.0}


def test_positions_are_in_blocks_words_and_good_paragraphs() -> None:
    found = position_columns(
        {"words": np.array([5.0, 20.0, 15.0]), "good_words": np.array([0.0, 20.0, 10.0])}
    )
    assert found["position"] == pytest.approx([0, 1 / 3, 2 / 3])
    assert found["from_start"].tolist() == [0, 1, 2]
    assert found["from_end"].tolist() == [2, 1, 0]
    assert found["words_before"] == pytest.approx([0, 5 / 40, 25 / 40])
    assert found["good_before"] == pytest.approx([0, 0, 20 / 30])
    assert found["good_words_before"].tolist() == [0, 0, 20]
    assert found["good_words_after"].tolist() == [30, 10, 0]
    assert found["blocks"].tolist() == [3] * 3
    assert found["document_words"].tolist() == [40] * 3
    assert found["document_good"] == pytest.approx([30 / 40] * 3)


def test_a_document_without_a_good_paragraph_has_positions_too() -> None:
    found = position_columns({"words": np.array([1.0]), "good_words": np.array([0.0])})
    assert found["good_before"].tolist() == found["document_good"].tolist() == [0]
