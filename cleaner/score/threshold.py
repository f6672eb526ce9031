"""From which P(body) on a block of one document is kept."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["best_threshold"]

_STEPS = 1000
"""Steps that probabilities fall into, so that a million blocks need not be put in order."""
_CHANCES = np.linspace(1, 0, _STEPS + 1)
_CANDIDATES = 10
"""Steps between two thresholds that are compared."""
_SURE = 0.85
"""Expected F1 from which the scorer knows its way about."""
_TOGETHER = 0.6
"""Part of the doubt that blocks share: a thread or a list of offers is the text or is not, all of it."""
_LOWEST = 0.1
_FEWEST = 1e-6
"""Words, so that nothing is divided by none of them."""


def best_threshold(body: NDArray[Any], words: NDArray[Any], highest: float) -> float:
    """Return the P(body) from which the n blocks of a document are kept, at most `highest`.

    `body` are the blocks' P(body), `words` how many words they have. Where the scorer knows its way about, that is
    `highest`, which was chosen on articles. On a page like none that it learned from, a list of offers or a forum,
    no block is certain, and a fixed threshold keeps next to nothing: there it is the one of the highest word F1 to be
    expected (Lewis 1995, Evaluating and optimizing autonomous text classification systems). That is a mean of two.
    If each block is body by its own chance, all stays that is likelier than half of that F1. If instead those blocks
    are body whose P(body) is above some number, any number as likely as the next, a mass of doubtful blocks does not
    go with a few that are certain.
    """
    step = np.rint(body * _STEPS).astype(np.int32)
    counted = np.bincount(step, weights=words, minlength=_STEPS + 1)[::-1]
    kept, right = np.cumsum(counted), np.cumsum(counted * _CHANCES)
    apart = 2 * right / np.maximum(kept + right[-1], _FEWEST)
    if apart.max() >= _SURE:
        return highest
    kept, apart = kept[::_CANDIDATES], apart[::_CANDIDATES]
    sums = np.maximum(np.add.outer(kept, kept), _FEWEST)
    together = (2 * np.minimum.outer(kept, kept) / sums).mean(axis=1)
    expected = (1 - _TOGETHER) * apart + _TOGETHER * together
    best = _CHANCES[::_CANDIDATES][expected >= expected.max() - _FEWEST]
    return min(highest, max(_LOWEST, float(best.mean())))
