"""Features of a block's surroundings: its neighbours, windows around it, and distances to landmarks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleaner.score.lines import Columns

__all__ = ["distance_columns", "neighbour_columns", "position_columns", "window_columns"]

_REACH = 3
_WINDOWS = (2, 5, 10, 20)
"""Blocks to each side."""
_FARTHEST = 60.0
"""Blocks; a landmark farther away is as good as none."""


def neighbour_columns(names: Sequence[str], columns: Mapping[str, NDArray[Any]]) -> Columns:
    """Return the named columns of the three blocks before and after each block, 0 past the ends."""
    n = len(columns[names[0]])
    padded = np.zeros((len(names), n + 2 * _REACH))
    for row, name in enumerate(names):
        padded[row, _REACH : n + _REACH] = columns[name]
    found: Columns = {}
    for step in (-3, -2, -1, 1, 2, 3):
        for row, name in enumerate(names):
            found[f"{name}[{step:+d}]"] = padded[row, _REACH + step : _REACH + step + n]
    return found


def window_columns(names: Sequence[str], columns: Mapping[str, NDArray[Any]]) -> Columns:
    """Return means of the named columns over windows of 5 to 41 blocks around each block."""
    n = len(columns[names[0]])
    sums = np.zeros((len(names), n + 1))
    np.cumsum([columns[name] for name in names], axis=1, out=sums[:, 1:])
    at = np.arange(n)
    found: Columns = {}
    for reach in _WINDOWS:
        low, high = np.maximum(0, at - reach), np.minimum(n, at + reach + 1)
        means = (sums[:, high] - sums[:, low]) / (high - low)
        for row, name in enumerate(names):
            found[f"{name}~{reach}"] = means[row]
    return found


def distance_columns(landmarks: Mapping[str, NDArray[Any]]) -> Columns:
    """Return, for each landmark column of booleans, the blocks since the last and until the next one."""
    names = list(landmarks)
    marks = np.array([landmarks[name] for name in names], dtype=bool)
    n = marks.shape[1]
    at = np.arange(n, dtype=float)
    last = np.maximum.accumulate(np.where(marks, at, -np.inf), axis=1)
    following = np.minimum.accumulate(np.where(marks, at, np.inf)[:, ::-1], axis=1)[:, ::-1]
    since, until = np.minimum(at - last, _FARTHEST), np.minimum(following - at, _FARTHEST)
    found: Columns = {}
    for row, name in enumerate(names):
        found[f"since_{name}"] = since[row]
        found[f"until_{name}"] = until[row]
    return found


def position_columns(columns: Mapping[str, NDArray[Any]]) -> Columns:
    """Return where a block stands in the document: in blocks, in words and among good paragraphs."""
    words, good = columns["words"], columns["good_words"]
    n = len(words)
    at = np.arange(n)
    all_words, all_good = words.sum(), good.sum()
    good_before = np.cumsum(good) - good
    return {
        "position": at / n,
        "from_start": np.minimum(at, 200),
        "from_end": np.minimum(n - 1 - at, 200),
        "words_before": (np.cumsum(words) - words) / all_words,
        "good_before": good_before / max(1.0, all_good),
        "good_words_before": good_before,
        "good_words_after": all_good - good_before - good,
        "blocks": np.full(n, n),
        "document_words": np.full(n, all_words),
        "document_good": np.full(n, all_good / all_words),
    }
