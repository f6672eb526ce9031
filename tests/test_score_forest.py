"""Oblivious trees in numpy, against the same trees walked one by one in plain Python."""

from __future__ import annotations

import math
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.score.forest import Forest
from cleaner.score.lines import Columns
from cleaner.score.surroundings import BATCH


def forest_of(
    seed: int, depth: int, trees: int = 7, questions: int = 11, names: tuple[str, ...] = ("a", "b", "c")
) -> Forest:
    """Return a forest made of chance numbers."""
    chance = np.random.default_rng(seed)
    return Forest(
        names=names,
        features=chance.integers(0, len(names), questions),
        borders=chance.integers(-2, 3, questions).astype(np.float32) + np.float32(0.5),
        trees=chance.integers(0, questions, (trees, depth)),
        leaves=chance.normal(size=(trees, 2**depth)).astype(np.float32),
        bias=0.25,
    )


def slowly(forest: Forest, block: dict[str, float]) -> float:
    """Return the probability of one block, question by question."""
    odds = forest.bias
    size = 2 ** len(forest.levels)
    for tree in range(len(forest.levels[0])):
        leaf = 0
        for bit, level in enumerate(forest.levels):
            question = int(level[tree])
            value = block[forest.names[int(forest.features[question])]]
            leaf += (value > float(forest.borders[question, 0])) << bit
        odds += float(forest.leaves[tree * size + leaf])
    return 1 / (1 + math.exp(-odds))


def columns_of(blocks: list[dict[str, float]]) -> Columns:
    """Return blocks as columns, with one that no tree asks for."""
    return {name: np.array([block[name] for block in blocks]) for name in ("b", "a", "c")} | {
        "unasked": np.full(len(blocks), np.nan)
    }


VALUE = st.integers(-4, 4).map(float)


@given(
    st.lists(st.fixed_dictionaries({"a": VALUE, "b": VALUE, "c": VALUE}), min_size=1, max_size=20),
    st.integers(0, 5),
    st.integers(1, 8),
)
def test_the_probabilities_are_those_of_trees_walked_one_by_one(
    blocks: list[dict[str, float]], seed: int, depth: int
) -> None:
    forest = forest_of(seed, depth)
    wanted = [slowly(forest, block) for block in blocks]
    assert forest.probabilities(columns_of(blocks)) == pytest.approx(wanted)


def test_a_block_has_the_same_probability_in_any_batch() -> None:
    numbers = np.random.default_rng(1).uniform(-3, 3, (9_000, 3)).tolist()
    blocks = [dict(zip("abc", row, strict=True)) for row in numbers]
    forest = forest_of(1, 6)
    together = forest.probabilities(columns_of(blocks))
    assert len(together) == len(blocks)
    for number in (0, 1, BATCH - 1, BATCH, 2 * BATCH - 1, 2 * BATCH, 8_999):
        assert together[number] == forest.probabilities(columns_of([blocks[number]]))[0]


AROUND = ("a", "a[-1]", "a[+1]", "a~2", "b~20", "b[+1]", "b")


def around(columns: Columns) -> list[dict[str, float]]:
    """Return the features of each block that `AROUND` names, read off the whole document's columns."""
    n = len(columns["a"])
    a, b = ([0.0, *columns[name].tolist(), 0.0] for name in "ab")

    def mean(name: str, at: int, reach: int) -> float:
        return float(np.mean(columns[name][max(0, at - reach) : at + reach + 1], dtype=float))

    return [
        {"a": a[at + 1], "a[-1]": a[at], "a[+1]": a[at + 2], "a~2": mean("a", at, 2)}
        | {"b": b[at + 1], "b[+1]": b[at + 2], "b~20": mean("b", at, 20)}
        for at in range(n)
    ]


@given(st.integers(1, 60), st.integers(1, 25), st.integers(0, 1_000))
def test_neighbours_and_windows_are_those_of_the_document_in_batches_of_any_size(
    n: int, batch: int, seed: int
) -> None:
    chance = np.random.default_rng(seed)
    columns = {"a": chance.integers(-4, 5, n), "b": chance.integers(0, 2, n).astype(bool)}
    forest = forest_of(seed, 4, names=AROUND)
    wanted = [slowly(forest, block) for block in around(columns)]
    with patch("cleaner.score.surroundings.BATCH", batch):
        assert forest.probabilities(columns) == pytest.approx(wanted)
    assert forest.probabilities(columns) == pytest.approx(wanted)


def test_a_document_longer_than_a_batch_is_one_document() -> None:
    n = 2 * BATCH + 50
    chance = np.random.default_rng(3)
    columns = {"a": chance.integers(-4, 5, n), "b": chance.integers(0, 2, n).astype(bool)}
    forest = forest_of(3, 6, names=AROUND)
    together = forest.probabilities(columns)
    assert together == pytest.approx([slowly(forest, block) for block in around(columns)])
    middle = slice(BATCH - 60, BATCH + 60)
    alone = forest.probabilities({name: column[middle] for name, column in columns.items()})
    assert alone[20:-20].tolist() == together[middle][20:-20].tolist()


def test_truth_values_and_whole_numbers_are_features_like_others() -> None:
    forest = forest_of(2, 3)
    found = forest.probabilities({"a": np.array([True]), "b": np.array([2]), "c": np.array([0.0])})
    assert found == pytest.approx([slowly(forest, {"a": 1.0, "b": 2.0, "c": 0.0})])


def test_a_value_on_the_border_does_not_exceed_it() -> None:
    forest = Forest(
        ["a"], np.array([0]), np.array([1.5], np.float32), np.array([[0]]), np.array([[-2.0, 2.0]]), 0.0
    )
    low, high = 1 / (1 + math.exp(2)), 1 / (1 + math.exp(-2))
    assert forest.probabilities({"a": np.array([1.5, 1.6])}) == pytest.approx([low, high])


def test_the_neighbour_of_a_missing_feature_is_an_error() -> None:
    with pytest.raises(KeyError, match="b"):
        forest_of(0, 2, names=AROUND).probabilities({"a": np.zeros(1)})


def test_a_missing_feature_is_an_error() -> None:
    with pytest.raises(KeyError, match="c"):
        forest_of(0, 2).probabilities({"a": np.zeros(1), "b": np.zeros(1)})
