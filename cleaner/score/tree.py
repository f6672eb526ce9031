"""Features of a block's place in the tree of an HTML page: its containers and what else they hold."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleaner.score.lexicon import MarkWeights
from cleaner.score.lines import Columns, compact
from cleaner.split.layout import Layout

__all__ = ["Tree", "tree_columns"]

_LANDMARKS = ("article", "body", "table", "ul", "li", "section", "p")
_LANDMARK_ROWS = {tag: row for row, tag in enumerate(_LANDMARKS)}
_NOWHERE = -1
_ANCESTORS = 4
_EFFORT = 100
"""Telling containers around a block, on average, after which those that open further on in the page are passed over,
but for those of one block."""
_LEAST_BLOCKS = 100
_DEEPEST = 30
"""Levels above the story's container that are told apart."""


class Tree:
    """The containers of a page as arrays; every container holds a contiguous run of blocks."""

    def __init__(self, layout: Layout, marks: MarkWeights) -> None:
        self.layout = layout
        self.parents = np.array(layout.parents, dtype=np.int64)
        self.first = np.array(layout.first_blocks, dtype=np.int64)
        self.end = np.array(layout.end_blocks, dtype=np.int64)
        self.nodes = np.array(layout.nodes, dtype=np.int64)
        self.weights = np.array(marks.of(zip(layout.tags, layout.marks, strict=True)), dtype=float)
        self.depths, self.sums, self.lows, self.highs = self._along_paths()

    def _along_paths(self) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any], NDArray[Any]]:
        """Return depth, and sum, lowest and highest weight on the way from the root, of each container.

        By pointer jumping: what is known of a way up is joined to what is known of the way from its end, twice
        as long each time. A last place stands above the root.
        """
        n = len(self.parents)
        above = np.append(np.where(self.parents < 0, n, self.parents), n)
        depths = np.append(np.ones(n, dtype=np.int64), 0)
        sums, lows = np.append(self.weights, 0.0), np.append(self.weights, np.inf)
        highs = np.append(self.weights, -np.inf)
        while above.min() < n:
            depths += depths[above]
            sums += sums[above]
            np.minimum(lows, lows[above], out=lows)
            np.maximum(highs, highs[above], out=highs)
            above = above[above]
        return depths[:n] - 1, sums[:n], lows[:n], highs[:n]

    def ancestors(self) -> list[NDArray[np.int64]]:
        """Return each block's container, that one's container and so on; the root stays the root."""
        found = [self.nodes]
        for _ in range(_ANCESTORS):
            found.append(np.maximum(0, self.parents[found[-1]]))
        return found

    def story(self, weight: NDArray[Any]) -> int:
        """Return the container whose own blocks weigh most: where most of the story stands.

        A paragraph's element counts for the element that holds it.
        """
        holders = np.maximum(0, self.parents[self.nodes])
        return int(np.argmax(np.bincount(holders, weights=weight, minlength=len(self.parents))))

    def inside(self, values: NDArray[Any]) -> NDArray[Any]:
        """Return the sums of block columns (rows of `values`) over what each container holds."""
        sums = np.zeros((len(values), values.shape[1] + 1))
        np.cumsum(values, axis=1, out=sums[:, 1:])
        found: NDArray[Any] = sums[:, self.end] - sums[:, self.first]
        return found


def tree_columns(tree: Tree, columns: Mapping[str, NDArray[Any]]) -> Columns:
    """Return the features of the containers around each block."""
    n = len(tree.nodes)
    weights = tree.weights
    path = tree.ancestors()
    found: Columns = {
        "depth": tree.depths[tree.nodes],
        "marks_path": tree.sums[tree.nodes],
        "marks_low": tree.lows[tree.nodes],
        "marks_high": tree.highs[tree.nodes],
    }
    for step in range(_ANCESTORS):
        found[f"marks^{step}"] = weights[path[step]]
    # A page of a million blocks must not have all of these in eight bytes at once.
    found = compact(found)
    found |= compact(_landmark_columns(tree, n))
    found |= _content_columns(tree, path, columns)
    return found | compact(story_columns(tree, columns["good_words"], "story"))


def _landmark_columns(tree: Tree, n: int) -> Columns:
    """Return the distance in levels to the nearest container of each telling kind, -1 where there is none."""
    rows = np.fromiter(map(_LANDMARK_ROWS.get, tree.layout.tags, repeat(-1)), np.int64, len(tree.first))
    held = tree.end - tree.first
    nearest = np.full((len(_LANDMARKS), n), _NOWHERE, dtype=np.int64)
    effort = _EFFORT * (n + _LEAST_BLOCKS)
    several = np.flatnonzero((rows >= 0) & (held > 1))
    places = (column[several].tolist() for column in (rows, tree.first, tree.end, tree.depths))
    for row, first, end, depth in zip(*places, strict=True):
        nearest[row, first:end] = depth
        effort -= end - first
        if effort < 0:
            break
    lone = np.flatnonzero((rows >= 0) & (held == 1))  # deeper than any that holds more around the same block
    nearest[rows[lone], tree.first[lone]] = tree.depths[lone]
    distances = np.where(nearest == _NOWHERE, -1, tree.depths[tree.nodes] - nearest)
    return {f"in_{tag}": distances[row] for row, tag in enumerate(_LANDMARKS)}


def _content_columns(
    tree: Tree, path: list[NDArray[np.int64]], columns: Mapping[str, NDArray[Any]]
) -> Columns:
    """Return how much the containers one to four levels up hold, and of what, in compact columns."""
    n = len(tree.nodes)
    held = tree.inside(np.array([columns["words"], columns["good_words"], columns["link_words"], np.ones(n)]))
    total_good = max(1.0, float(columns["good_words"].sum()))
    found: Columns = {}
    for step in range(_ANCESTORS + 1):
        words, good, links, blocks = held[:, path[step]]
        level = {
            f"words^{step}": words,
            f"good^{step}": good / np.maximum(1.0, words),
            f"links^{step}": links / np.maximum(1.0, words),
            f"blocks^{step}": blocks,
            f"good_share^{step}": good / total_good,
        }
        found |= compact(level)
    return found


def story_columns(tree: Tree, weight: NDArray[Any], name: str) -> Columns:
    """Return how far each block is from the container with most of `weight`, in levels up and down."""
    n = len(tree.nodes)
    story = tree.story(weight)
    up = np.full(n, float(_DEEPEST))
    chain = [story]
    while tree.parents[chain[-1]] >= 0 and len(chain) < _DEEPEST:
        chain.append(int(tree.parents[chain[-1]]))
    for level in range(len(chain) - 1, -1, -1):
        up[tree.first[chain[level]] : tree.end[chain[level]]] = level
    down = tree.depths[tree.nodes] - tree.depths[story]
    at = np.arange(n)
    first, end = tree.first[story], tree.end[story]
    return {
        f"{name}_up": up,
        f"{name}_down": down,
        f"{name}_before": np.clip(first - at, 0, 100),
        f"{name}_after": np.clip(at - end + 1, 0, 100),
    }
