"""The convolutional network in numpy, against the same sums made number by number in plain Python."""

from __future__ import annotations

import math
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from cleaner.score.lines import Columns
from cleaner.score.network import NORM_FLOOR, Layer, Network, scaled

NAMES = ("a", "b", "c")
NETWORKS, STATE, DIRECT, INNER = 2, 4, 2, 5


def chance_network(seed: int, distances: tuple[int, ...] = (1, 2, 4)) -> Network:
    """Return a network made of chance numbers."""
    chance = np.random.default_rng(seed)

    def numbers(*shape: int) -> NDArray[np.float32]:
        return chance.normal(scale=0.5, size=shape).astype(np.float32)

    layers = [
        Layer(
            distance,
            numbers(NETWORKS, INNER, 3 * STATE),
            numbers(NETWORKS, INNER, 1),
            numbers(NETWORKS, STATE, INNER),
        )
        for distance in distances
    ]
    entry = numbers(NETWORKS, STATE + DIRECT, len(NAMES) + 1)
    way_out = numbers(NETWORKS, 1, STATE + DIRECT + 1)
    centre, spread = numbers(len(NAMES), 1), abs(numbers(len(NAMES), 1)) + 0.5
    return Network(NAMES, centre, spread, entry, way_out, layers)


def slowly(network: Network, blocks: list[dict[str, float]]) -> list[float]:
    """Return the log-odds of each block, number by number."""
    heard = [_by_one(network, member, blocks) for member in range(NETWORKS)]
    return [sum(odds) / NETWORKS for odds in zip(*heard, strict=True)]


def _by_one(network: Network, member: int, blocks: list[dict[str, float]]) -> list[float]:
    found = [_entered(network, member, block) for block in blocks]
    states = [numbers[:STATE] for numbers in found]
    for layer in network.layers:
        seen = [_normal(state) for state in states]
        nothing = [0.0] * STATE
        for number, state in enumerate(states):
            sides = (number - layer.distance, number, number + layer.distance)
            around = [value for at in sides for value in (seen[at] if 0 <= at < len(seen) else nothing)]
            inner = _rectified(
                _times([*around, 1.0], np.concatenate([layer.inner[member], layer.shift[member]], axis=1))
            )
            states[number] = [
                value + more for value, more in zip(state, _times(inner, layer.outer[member]), strict=True)
            ]
    return [
        _times([*state, *numbers[STATE:], 1.0], network.exit[member])[0]
        for state, numbers in zip(states, found, strict=True)
    ]


def _entered(network: Network, member: int, block: dict[str, float]) -> list[float]:
    inputs = [
        max(-5.0, min(5.0, (math.copysign(math.log1p(abs(block[name])), block[name]) - centre) / spread))
        for name, (centre,), (spread,) in zip(network.names, network.centre, network.spread, strict=True)
    ]
    return _rectified(_times([*inputs, 1.0], network.entry[member]))


def _rectified(row: list[float]) -> list[float]:
    return [max(0.0, value) for value in row]


def _normal(state: list[float]) -> list[float]:
    mean = sum(state) / len(state)
    variance = sum((value - mean) ** 2 for value in state) / len(state)
    return [(value - mean) / math.sqrt(variance + NORM_FLOOR) for value in state]


def _times(row: list[float], weights: NDArray[np.float32]) -> list[float]:
    return [sum(a * b for a, b in zip(row, column, strict=True)) for column in weights.astype(float).tolist()]


def columns_of(blocks: list[dict[str, float]]) -> Columns:
    """Return blocks as columns, with one that the network does not ask for."""
    return {name: np.array([block[name] for block in blocks]) for name in ("c", "a", "b")} | {
        "unasked": np.full(len(blocks), np.nan)
    }


def chance_columns(seed: int, n: int) -> Columns:
    """Return columns of chance numbers of all sizes, of the kinds that features have."""
    chance = np.random.default_rng(seed)
    return {
        "a": chance.integers(0, 2, n).astype(bool),
        "b": chance.integers(0, 60, n).astype(np.uint8),
        "c": chance.normal(size=n) * 1_000,
    }


VALUE = st.floats(-1e6, 1e6, width=32)


@given(
    st.lists(st.fixed_dictionaries({"a": VALUE, "b": VALUE, "c": VALUE}), min_size=1, max_size=50),
    st.integers(0, 1_000),
)
def test_the_log_odds_are_those_of_sums_made_one_by_one(blocks: list[dict[str, float]], seed: int) -> None:
    network = chance_network(seed)
    assert network.odds(columns_of(blocks)) == pytest.approx(slowly(network, blocks), rel=1e-3, abs=1e-3)


@given(st.integers(1, 80), st.integers(1, 25), st.integers(0, 1_000))
def test_a_document_has_the_same_log_odds_in_batches_of_any_size(n: int, batch: int, seed: int) -> None:
    network, columns = chance_network(seed), chance_columns(seed, n)
    whole = network.odds(columns)
    with patch("cleaner.score.surroundings.BATCH", batch):
        assert network.odds(columns) == pytest.approx(whole, rel=1e-4, abs=1e-4)


def test_a_block_depends_on_those_within_reach_and_on_no_others() -> None:
    network, columns = chance_network(1, (1, 2, 4, 8, 16)), chance_columns(1, 200)
    assert network.reach == 31
    changed = columns | {"c": columns["c"].copy()}
    changed["c"][100] = -7.0
    different = np.flatnonzero(network.odds(columns) != network.odds(changed))
    assert 69 <= different.min() < 85
    assert 115 < different.max() <= 131


@pytest.mark.parametrize("odd", [np.inf, -np.inf, 1e300, -1e300])
def test_no_number_of_a_document_is_too_odd(odd: float) -> None:
    network = chance_network(2)
    columns = chance_columns(2, 40)
    columns["c"][7] = odd
    with np.errstate(over="ignore"):
        assert np.isfinite(network.odds(columns)).all()


def test_inputs_are_on_a_logarithmic_scale_and_bounded() -> None:
    centre, spread = np.float32([1.0]), np.float32([2.0])
    values = np.float32([0.0, math.e - 1, 1 - math.e, 1e30])
    assert scaled(values, centre, spread).tolist() == pytest.approx([-0.5, 0.0, -1.0, 5.0], abs=1e-6)


def test_a_column_that_is_missing_is_named() -> None:
    columns = chance_columns(3, 5)
    del columns["b"]
    with pytest.raises(KeyError, match="b"):
        chance_network(3).odds(columns)
