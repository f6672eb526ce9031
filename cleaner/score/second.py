"""Features of the second look: what the first look thought of the blocks around and of their containers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleaner.score.coherence import Topics
from cleaner.score.lines import Columns
from cleaner.score.surroundings import distance_columns, neighbour_columns, window_columns
from cleaner.score.tree import Tree, story_columns

__all__ = ["second_columns"]

_SURE = 0.5
_SURE_WORDS = 8
_UNLIKELY = 0.1
_SOFTENING = 1e-3
"""Keeps the log-odds of certain blocks finite."""


def second_columns(first: NDArray[Any], words: NDArray[Any], topics: Topics, tree: Tree | None) -> Columns:
    """Return features made of the first look's P(body) and the words of each block.

    The idea is stacking with neighbours: a paragraph among paragraphs, in a container of paragraphs,
    is one; a lone one behind a list of links is a teaser.
    """
    n = len(first)
    base = {"first": first, "first_words": first * words, "other_words": (1 - first) * words}
    sure = (first > _SURE) & (words >= _SURE_WORDS)
    columns: Columns = {
        "first": first,
        "first_odds": np.log((first + _SOFTENING) / (1 - first + _SOFTENING)),
    }
    columns.update(neighbour_columns(("first", "first_words"), base))
    columns.update(window_columns(("first", "first_words", "other_words"), base))
    columns.update(topics.columns(first * (words >= _SURE_WORDS), "first_topic"))
    columns.update(window_columns(("first_topic_share",), columns))
    columns.update(distance_columns({"sure": sure, "unlikely": first < _UNLIKELY}))
    running = np.cumsum(base["first_words"])
    total = running[-1]
    columns |= {
        "first_before": (running - base["first_words"]) / max(1.0, total),
        "first_after": 1 - running / max(1.0, total),
        "first_words_before": running - base["first_words"],
        "first_words_after": total - running,
        "first_total": np.full(n, total),
        "first_share": np.full(n, total / words.sum()),
    }
    if tree is not None:
        columns.update(_container_columns(tree, base, words, sure, max(1.0, total)))
        columns.update(story_columns(tree, base["first_words"], "first_story"))
    return columns


def _container_columns(
    tree: Tree, base: Mapping[str, NDArray[Any]], words: NDArray[Any], sure: NDArray[Any], total: float
) -> Columns:
    """Return what the first look kept of each container one to four levels up, and of its other children."""
    path = tree.ancestors()
    held = tree.inside(np.array([base["first_words"], words, np.ones(len(words)), sure]))
    columns: Columns = {}
    for step, containers in enumerate(path):
        kept, held_words, blocks, held_sure = held[:, containers]
        columns[f"first_share^{step}"] = kept / np.maximum(1, held_words)
        columns[f"first_part^{step}"] = kept / total
        columns[f"sure_share^{step}"] = held_sure / blocks
        if step:
            inner, inner_words = held[:2, path[step - 1]]
            columns[f"siblings^{step}"] = (kept - inner) / np.maximum(1, held_words - inner_words)
    return columns
