"""Neighbours, windows, landmarks and positions, against a plain reading of what they mean."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.score.lines import Columns
from cleaner.score.surroundings import (
    FeatureMatrix,
    distance_columns,
    neighbour_names,
    position_columns,
    window_names,
)

NUMBERS = st.lists(st.integers(0, 50).map(float), min_size=1, max_size=60)
NAMES = ["b", *neighbour_names(["a", "b^1"]), *window_names(["a", "is_item"]), "a", "a[-3]", "is_item[+2]"]


def whole(names: list[str], columns: Columns) -> Columns:
    """Return the named features of a whole document."""
    n = len(next(iter(columns.values())))
    return dict(zip(names, FeatureMatrix(names).stretch(columns, 0, n), strict=True))


def columns_of(values: list[float]) -> Columns:
    """Return columns of different types, with one that no feature is made of."""
    numbers = np.array(values)
    return {
        "a": numbers,
        "b": numbers[::-1].astype(np.int64),
        "b^1": np.arange(len(values), dtype=np.int8),
        "is_item": numbers % 2 > 0,
        "unasked": np.full(len(values), np.nan),
    }


def test_features_of_surroundings_are_named_by_column_and_distance() -> None:
    assert neighbour_names(["a", "b"]) == ["a[-1]", "b[-1]", "a[+1]", "b[+1]"]
    assert window_names(iter(["a"])) == ["a~2", "a~5", "a~10", "a~20"]


def test_a_feature_without_a_distance_is_the_column_itself() -> None:
    found = whole(
        ["b", "a^1", "a"], {"a": np.array([1.0, 2.0]), "b": np.array([True, False]), "a^1": np.zeros(2)}
    )
    assert [row.tolist() for row in found.values()] == [[1, 0], [0, 0], [1, 2]]


def test_neighbours_past_the_ends_are_zero() -> None:
    found = whole(["a[-1]", "a[+1]", "a[-3]", "a[+2]"], {"a": np.array([1.0, 2.0, 3.0])})
    assert found["a[-1]"].tolist() == [0, 1, 2]
    assert found["a[+1]"].tolist() == [2, 3, 0]
    assert found["a[-3]"].tolist() == [0, 0, 0]
    assert found["a[+2]"].tolist() == [3, 0, 0]


@given(NUMBERS)
def test_a_window_is_the_mean_of_the_blocks_that_are_there(values: list[float]) -> None:
    found = whole(window_names(["a", "b"]), {"b": np.zeros(len(values)), "a": np.array(values)})
    for reach in (2, 5, 10, 20):
        wanted = [np.mean(values[max(0, at - reach) : at + reach + 1]) for at in range(len(values))]
        assert found[f"a~{reach}"] == pytest.approx(wanted)
        assert not found[f"b~{reach}"].any()


@given(st.lists(st.integers(0, 50).map(float), min_size=1, max_size=150), st.data())
def test_a_stretch_of_blocks_has_the_features_that_it_has_in_the_whole_document(
    values: list[float], data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(values) - 1))
    end = data.draw(st.integers(start + 1, len(values)))
    columns = columns_of(values)
    together = whole(NAMES, columns)
    stretch = FeatureMatrix(NAMES).stretch(columns, start, end)
    assert stretch.shape == (len(NAMES), end - start)
    for name, row in zip(NAMES, stretch, strict=True):
        assert row.tolist() == together[name][start:end].tolist(), name


@given(
    st.lists(st.floats(0, 1e6, width=32), min_size=1, max_size=150),
    st.integers(1, 70),
)
def test_stretches_put_together_are_the_document(values: list[float], size: int) -> None:
    names = window_names(["a"])
    columns = {"a": np.array(values)}
    features = FeatureMatrix(names)
    stretches = [
        features.stretch(columns, start, min(start + size, len(values)))
        for start in range(0, len(values), size)
    ]
    together = np.array(list(whole(names, columns).values()))
    np.testing.assert_allclose(np.hstack(stretches), together, rtol=1e-5, atol=1e-3)


def test_the_order_of_the_names_is_that_of_the_features() -> None:
    columns = columns_of([3, 1, 4, 1, 5, 9, 2, 6])
    forward, backward = whole(NAMES, columns), whole(NAMES[::-1], columns)
    assert all(forward[name].tolist() == backward[name].tolist() for name in NAMES)


@pytest.mark.parametrize("name", ["c", "c[-1]", "c~5"])
def test_a_feature_whose_column_is_missing_is_an_error(name: str) -> None:
    with pytest.raises(KeyError, match="'c'"):
        whole(["a", name], {"a": np.zeros(3)})


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
