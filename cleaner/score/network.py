"""Small convolutional networks over the blocks of a document, evaluated with numpy for all blocks at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["NORM_FLOOR", "Layer", "Network", "logarithms", "scaled"]

_FARTHEST_INPUT = 5.0
"""Standard deviations: no number of a document, however odd, speaks louder."""
NORM_FLOOR = np.float32(1e-5)
"""Added to a state's variance, so that one that is the same everywhere is not divided by zero."""
_BATCH = 2048
"""Blocks evaluated at once, beside those around them that they depend on."""
_ROWS = 32
"""Blocks of one matrix product: larger ones are spread over threads, which costs more than they are worth and is
not wanted in somebody's worker."""

Weights = NDArray[np.float32]


class Layer(NamedTuple):
    """What is added to each block's state: ``relu((d before, own, d after) @ inner + shift) @ outer``.

    These are the states of three blocks, each brought to mean 0 and variance 1. For states of h numbers in
    m networks, `inner` is m x 3h x w, `shift` m x 1 x w, `outer` m x w x h; `distance` is d, in blocks.
    """

    distance: int
    inner: Weights
    shift: Weights
    outer: Weights


class Network:
    """Log-odds of body text for each block, from its own columns and from those of the blocks around.

    It is the mean of m networks that were trained alike from different random numbers. The k columns `names`
    are brought to a logarithmic scale, and by `centre` and `spread` (k numbers each) to a common one. `entry`
    (m x k+1 x h+s; the last row is the constant) makes of them a state of h numbers, to which each layer
    adds what it sees of the states around, farther away each time, and s numbers that stay what the block
    says by itself. `exit` (m x h+s+1 x 1) joins both. The idea is the dilated convolution with residual
    connections and normalised layers (van den Oord et al., WaveNet; He et al., ResNet; Ba et al., Layer
    Normalization).
    """

    def __init__(
        self,
        names: Sequence[str],
        centre: Weights,
        spread: Weights,
        entry: Weights,
        exit: Weights,  # noqa: A002 - the way out, beside the way in
        layers: Sequence[Layer],
    ) -> None:
        self.names = tuple(names)
        self.centre = centre
        self.spread = spread
        self.entry = entry
        self.exit = exit
        self.layers = tuple(layers)
        self.reach = sum(layer.distance for layer in layers)
        """Blocks to each side that a block's result depends on."""

    def odds(self, columns: Mapping[str, NDArray[Any]]) -> Weights:
        """Return the log-odds of each block, from columns of n numbers.

        Raises KeyError for a missing column.
        """
        n = len(columns[self.names[0]])
        found = np.empty(n, dtype=np.float32)
        for start in range(0, n, _BATCH):
            end = min(n, start + _BATCH)
            first, last = max(0, start - self.reach), min(n, end + self.reach)
            odds = self._stretch(self._inputs(columns, first, last))
            found[start:end] = odds[start - first : end - first]
        return found

    def _inputs(self, columns: Mapping[str, NDArray[Any]], start: int, end: int) -> Weights:
        """Return the inputs of some blocks, a row each, and a column of ones."""
        inputs = np.ones((len(self.names) + 1, end - start), dtype=np.float32)
        for row, name in enumerate(self.names):
            inputs[row] = columns[name][start:end]
        inputs[:-1] = scaled(inputs[:-1], self.centre[:, None], self.spread[:, None])
        return np.ascontiguousarray(inputs.T)

    def _stretch(self, inputs: Weights) -> Weights:
        found = np.maximum(_product(inputs[None], self.entry), 0)
        width = self.layers[0].outer.shape[-1]
        state, direct = found[:, :, :width].copy(), found[:, :, width:]
        for layer in self.layers:
            _add(layer, state)
        odds = _product(state, self.exit[:, :width]) + _product(direct, self.exit[:, width:-1])
        mean: Weights = (odds + self.exit[:, -1:]).mean(axis=0)[:, 0]
        return mean


def logarithms(values: Weights) -> Weights:
    """Return values on a logarithmic scale that keeps their sign."""
    return np.copysign(np.log1p(np.abs(values)), values)


def scaled(values: Weights, centre: Weights, spread: Weights) -> Weights:
    """Return values on a logarithmic scale, in standard deviations from the usual; training and use share it."""
    found = logarithms(values)
    found -= centre
    found /= spread
    return np.clip(found, -_FARTHEST_INPUT, _FARTHEST_INPUT, out=found)


def _add(layer: Layer, state: Weights) -> None:
    """Add what a layer says to the states of blocks that follow each other; past the ends there is nothing."""
    networks, n, width = state.shape
    distance = min(layer.distance, n)
    own = state - np.add.reduce(state, axis=-1, keepdims=True) / width
    own /= np.sqrt(np.add.reduce(own * own, axis=-1, keepdims=True) / width + NORM_FLOOR)
    around = np.zeros((networks, n, 3 * width), dtype=np.float32)
    around[:, distance:, :width] = own[:, : n - distance]
    around[:, :, width : 2 * width] = own
    around[:, : n - distance, 2 * width :] = own[:, distance:]
    inner = _product(around, layer.inner)
    inner += layer.shift
    state += _product(np.maximum(inner, 0, out=inner), layer.outer)


def _product(rows: Weights, weights: Weights) -> Weights:
    """Return the products of matrices of n rows and of weights (m of each), made of products of a few rows each."""
    networks, n, width = rows.shape
    whole = n - n % _ROWS
    found = np.empty((len(weights), n, weights.shape[-1]), dtype=np.float32)
    few = rows[:, :whole].reshape(networks, whole // _ROWS, _ROWS, width)
    found[:, :whole] = np.matmul(few, weights[:, None]).reshape(len(weights), whole, weights.shape[-1])
    np.matmul(rows[:, whole:], weights, out=found[:, whole:])
    return found
