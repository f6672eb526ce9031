"""From which P(body) on a block of one document is kept."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["best_threshold"]

_STEPS = 1000
"""Steps that probabilities fall into, so that a million blocks need not be put in order."""
_CHANCES = np.linspace(1, 0, _STEPS + 1)
_SHARE = 0.55
"""Part of the best expected F1. One half would be best if P(body) were right; on unfamiliar pages, to which alone it
makes a difference, it is a little too high."""
_LOWEST = 0.1
_FEWEST = 1e-6
"""Words, so that nothing is divided by none of them."""


def best_threshold(body: NDArray[Any], words: NDArray[Any], highest: float) -> float:
    """Return the P(body) from which the n blocks of a document are kept, at most `highest`.

    `body` are the blocks' P(body), `words` how many words they have. Where the scorer knows its way about, that is
    `highest`, which was chosen on articles. On a page like none that it learned from, a list of offers or a forum,
    no block is certain, and a fixed threshold keeps next to nothing. The word F1 to be expected is then highest
    with a lower one: half of that F1 (Lewis 1995, Evaluating and optimizing autonomous text classification systems).
    """
    step = np.rint(body * _STEPS).astype(np.int32)
    counted = np.bincount(step, weights=words, minlength=_STEPS + 1)[::-1]
    right = counted * _CHANCES
    expected = 2 * np.cumsum(right) / np.maximum(np.cumsum(counted) + right.sum(), _FEWEST)
    return min(highest, max(_LOWEST, _SHARE * float(expected.max())))
