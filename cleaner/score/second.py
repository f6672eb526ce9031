"""Features of the second look: what the first look thought of the blocks around."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleaner.score.coherence import Topics
from cleaner.score.lines import Columns
from cleaner.score.surroundings import distance_columns, neighbour_names, window_names

__all__ = ["second_columns", "second_names"]

_NEAR = ("first", "first_words")
_WIDE = ("first", "first_words", "other_words", "first_topic_share")
_SURE = 0.5
_SURE_WORDS = 8
_UNLIKELY = 0.1
_SOFTENING = 1e-3
"""Keeps the log-odds of certain blocks finite."""


def second_columns(first: NDArray[Any], words: NDArray[Any], topics: Topics) -> Columns:
    """Return columns made of the first look's P(body) and the words of each block.

    The idea is stacking with neighbours: a paragraph among paragraphs is one; a lone one behind a list
    of headlines is a teaser.
    """
    n = len(first)
    sure = (first > _SURE) & (words >= _SURE_WORDS)
    columns: Columns = {
        "first": first,
        "first_words": first * words,
        "other_words": (1 - first) * words,
        "first_odds": np.log((first + _SOFTENING) / (1 - first + _SOFTENING)),
    }
    columns.update(topics.columns(first * (words >= _SURE_WORDS), "first_topic"))
    columns.update(distance_columns({"sure": sure, "unlikely": first < _UNLIKELY}))
    running = np.cumsum(columns["first_words"])
    total = running[-1]
    columns |= {
        "first_before": (running - columns["first_words"]) / max(1.0, total),
        "first_after": 1 - running / max(1.0, total),
        "first_words_before": running - columns["first_words"],
        "first_words_after": total - running,
        "first_total": np.full(n, total, dtype=np.float32),
        "first_share": np.full(n, total / words.sum(), dtype=np.float32),
    }
    return columns


def second_names() -> list[str]:
    """Return the names of the features that say what the first look thought of the blocks around."""
    return neighbour_names(_NEAR) + window_names(_WIDE)
