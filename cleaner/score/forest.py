"""Oblivious decision trees over feature columns, evaluated with numpy for all blocks at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Forest"]

_BATCH = 4096
"""Blocks evaluated at once; more would fall out of the processor's cache and cost memory."""


class Forest:
    """A sum of oblivious trees: all nodes of one level ask the same question.

    `names` are the features that are asked about; question q is whether feature `features[q]` of a
    block exceeds `borders[q]`; tree t asks the questions `trees[t]` (depth numbers), whose answers are
    the bits of an index, lowest first, into `leaves[t]` (2 ** depth log-odds). Such trees were made
    popular by CatBoost; here they are evaluated once for each distinct question.
    """

    def __init__(
        self,
        names: Sequence[str],
        features: NDArray[np.int64],
        borders: NDArray[np.float32],
        trees: NDArray[np.int64],
        leaves: NDArray[np.float32],
        bias: float,
    ) -> None:
        self.names = tuple(names)
        self.features = features
        self.borders = borders[:, None]
        self.levels = tuple(np.ascontiguousarray(level) for level in trees.T)
        self.leaves = leaves.ravel()
        self.offsets = (np.arange(len(trees), dtype=np.int32) * leaves.shape[1])[:, None]
        self.bias = bias

    def probabilities(self, columns: Mapping[str, NDArray[Any]]) -> NDArray[np.float64]:
        """Return the probability for each block, from columns of n numbers.

        Raises KeyError for a feature that the columns lack.
        """
        matrix = np.array([columns[name] for name in self.names], dtype=np.float32)
        n = matrix.shape[1]
        odds = np.empty(n)
        for start in range(0, n, _BATCH):
            odds[start : start + _BATCH] = self._odds(matrix[:, start : start + _BATCH])
        return 1.0 / (1.0 + np.exp(-odds))

    def _odds(self, matrix: NDArray[np.float32]) -> NDArray[np.float64]:
        answers = (matrix[self.features] > self.borders).view(np.uint8)
        leaf = answers[self.levels[0]]
        for bit, questions in enumerate(self.levels[1:], start=1):
            leaf |= answers[questions] << np.uint8(bit)
        values = self.leaves.take(leaf + self.offsets)
        odds: NDArray[np.float64] = values.sum(axis=0, dtype=np.float64) + self.bias
        return odds
