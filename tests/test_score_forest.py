"""Oblivious trees in numpy, against the same trees walked one by one in plain Python."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.score.forest import Forest
from cleaner.score.lines import Columns


def forest_of(seed: int, depth: int, trees: int = 7, questions: int = 11) -> Forest:
    """Return a forest made of chance numbers."""
    chance = np.random.default_rng(seed)
    return Forest(
        names=("a", "b", "c"),
        features=chance.integers(0, 3, questions),
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
    for number in (0, 1, 4095, 4096, 8191, 8192, 8999):
        assert together[number] == forest.probabilities(columns_of([blocks[number]]))[0]


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


def test_a_missing_feature_is_an_error() -> None:
    with pytest.raises(KeyError, match="c"):
        forest_of(0, 2).probabilities({"a": np.zeros(1), "b": np.zeros(1)})
