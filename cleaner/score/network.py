"""Small convolutional networks over the blocks of a document, evaluated with numpy for all blocks at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.score.surroundings import in_stretches

__all__ = ["NORM_FLOOR", "Layer", "Network", "logarithms", "scaled"]

_FARTHEST_INPUT = 5.0
"""Standard deviations: no number of a document, however odd, speaks louder."""
NORM_FLOOR = np.float32(1e-5)
"""Added to a state's variance, so that one that is the same everywhere is not divided by zero."""
_LARGEST_PRODUCT = 262_144
"""Multiplications: larger matrix products are spread over threads, which costs more than they are worth and is
not wanted in somebody's worker."""
_LEAST_BLOCKS = 16

Weights = NDArray[np.float32]


class Layer(NamedTuple):
    """What is added to each block's state: ``outer @ relu(inner @ (d before, own, d after) + shift)``.

    These are the states of three blocks, each brought to mean 0 and variance 1. For states of h numbers in
    m networks, `inner` is m x w x 3h, `shift` m x w x 1, `outer` m x h x w; `distance` is d, in blocks.
    """

    distance: int
    inner: Weights
    shift: Weights
    outer: Weights


class Network:
    """Log-odds of body text for each block, from its own columns and from those of the blocks around.

    It is the mean of m networks that were trained alike from different random numbers. The k columns `names`
    are brought to a logarithmic scale, and by `centre` and `spread` (k x 1 each) to a common one. `entry`
    (m x h+s x k+1; the last column is the constant) makes of them a state of h numbers, to which each layer
    adds what it sees of the states around, farther away each time, and s numbers that stay what the block
    says by itself. `exit` (m x 1 x h+s+1) joins both. The idea is the dilated convolution with residual
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

        def odds(start: int, end: int) -> Weights:
            first, last = max(0, start - self.reach), min(n, end + self.reach)
            return self._stretch(self._inputs(columns, first, last))[start - first : end - first]

        return in_stretches(n, odds)

    def _inputs(self, columns: Mapping[str, NDArray[Any]], start: int, end: int) -> Weights:
        """Return the inputs of some blocks, a column each, and a row of ones."""
        inputs = np.ones((len(self.names) + 1, end - start), dtype=np.float32)
        for row, name in enumerate(self.names):
            inputs[row] = columns[name][start:end]
        inputs[:-1] = scaled(inputs[:-1], self.centre, self.spread)
        return inputs

    def _stretch(self, inputs: Weights) -> Weights:
        found = _product(self.entry, inputs[None])
        np.maximum(found, 0, out=found)
        state = found[:, : self.layers[0].outer.shape[1]]
        for layer in self.layers:
            _add(layer, state)
        odds: Weights = (_product(self.exit[:, :, :-1], found) + self.exit[:, :, -1:]).mean(axis=0)[0]
        return odds


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
    networks, width, n = state.shape
    distance = min(layer.distance, n)
    around = np.zeros((networks, 3 * width, n), dtype=np.float32)
    own = around[:, width : 2 * width]
    np.subtract(state, np.add.reduce(state, axis=1, keepdims=True) / width, out=own)
    own /= np.sqrt(np.add.reduce(own * own, axis=1, keepdims=True) / width + NORM_FLOOR)
    around[:, :width, distance:] = own[:, :, : n - distance]
    around[:, 2 * width :, : n - distance] = own[:, :, distance:]
    inner = _product(layer.inner, around)
    inner += layer.shift
    state += _product(layer.outer, np.maximum(inner, 0, out=inner))


def _product(weights: Weights, columns: Weights) -> Weights:
    """Return the products of matrices of weights and of n columns (m of each), made of a few columns at a time."""
    networks, rows, inner = weights.shape
    n = columns.shape[-1]
    found = np.empty((networks, rows, n), dtype=np.float32)
    step = max(_LEAST_BLOCKS, _LARGEST_PRODUCT // (rows * inner))
    for start in range(0, n, step):
        few = slice(start, start + step)
        np.matmul(weights, columns[:, :, few], out=found[:, :, few])
    return found
