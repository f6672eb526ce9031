"""Oblivious decision trees over feature columns, evaluated with numpy for all blocks at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleaner.score.surroundings import FeatureMatrix, in_stretches

__all__ = ["Forest", "probability"]


class Forest:
    """A sum of oblivious trees: all nodes of one level ask the same question.

    `names` are the features that are asked about; question q is whether feature `features[q]` of a
    block exceeds `borders[q]`; tree t asks the questions `trees[t]` (depth numbers, at most 8), whose
    answers are the bits of an index, lowest first, into `leaves[t]` (2 ** depth log-odds). Such trees
    were made popular by CatBoost; here they are evaluated once for each distinct question.
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
        self.offsets = (np.arange(len(trees), dtype=np.intp) * leaves.shape[1])[:, None]
        self.bias = bias
        self._matrix = FeatureMatrix(names)

    def odds(self, columns: Mapping[str, NDArray[Any]]) -> NDArray[np.float32]:
        """Return the log-odds of each block, from columns of n numbers.

        Neighbours and windows need no columns of their own. Raises KeyError for a feature whose column
        is missing.
        """
        n = len(next(iter(columns.values())))
        return in_stretches(n, lambda start, end: self._odds(self._matrix.stretch(columns, start, end)))

    def probabilities(self, columns: Mapping[str, NDArray[Any]]) -> NDArray[np.float64]:
        """Return the probability for each block; see `odds`."""
        return probability(self.odds(columns))

    def _odds(self, matrix: NDArray[np.float32]) -> NDArray[np.float32]:
        answers = (matrix.take(self.features, axis=0) > self.borders).view(np.uint8)
        leaf = answers.take(self.levels[-1], axis=0)
        for questions in self.levels[-2::-1]:
            leaf += leaf  # twice: numpy shifts bytes one by one, and adds them many at a time
            leaf += answers.take(questions, axis=0)
        values = self.leaves.take(leaf + self.offsets)
        odds: NDArray[np.float32] = values.sum(axis=0) + np.float32(self.bias)
        return odds


def probability(odds: NDArray[Any]) -> NDArray[np.float64]:
    """Return the probabilities that log-odds stand for."""
    probabilities: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-odds.astype(float)))
    return probabilities
