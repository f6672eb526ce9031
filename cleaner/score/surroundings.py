"""Features of a block's surroundings: its neighbours, windows around it, and distances to landmarks.

What a neighbour or a window says follows from the columns of the blocks themselves, so that such
features have only names, ``words[-1]`` or ``words~5``, and are made for the stretch of blocks that is
being judged: a long document never has all of them at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleaner.score.lines import Columns

__all__ = [
    "BATCH",
    "FeatureMatrix",
    "distance_columns",
    "in_stretches",
    "neighbour_names",
    "position_columns",
    "window_names",
]

BATCH = 2048
"""Blocks evaluated at once; more would fall out of the processor's cache and cost memory."""
_STEPS = (-1, 1)
_WINDOWS = (2, 5, 10, 20)
"""Blocks to each side."""
_FARTHEST = 60
"""Blocks; a landmark farther away is as good as none."""
_FARTHEST_END = 200
"""Blocks; a document's beginning or end farther away is as good as none."""
_AT_ONCE = 65_536
"""Blocks times landmarks whose distances exist in four bytes at one time."""
_DERIVED = re.compile(r"(?P<column>.+?)(?:\[(?P<step>[+-]\d+)\]|~(?P<reach>\d+))")


def neighbour_names(names: Iterable[str]) -> list[str]:
    """Return the features that say what the named columns are for the blocks before and after."""
    names = list(names)
    return [f"{name}[{step:+d}]" for step in _STEPS for name in names]


def window_names(names: Iterable[str]) -> list[str]:
    """Return the features that are means of the named columns over windows of 5 to 41 blocks around."""
    names = list(names)
    return [f"{name}~{reach}" for reach in _WINDOWS for name in names]


def in_stretches(n: int, evaluate: Callable[[int, int], NDArray[np.float32]]) -> NDArray[np.float32]:
    """Return n numbers, of which ``evaluate(start, end)`` tells those of the blocks start <= i < end."""
    found = np.empty(n, dtype=np.float32)
    for start in range(0, n, BATCH):
        end = min(n, start + BATCH)
        found[start:end] = evaluate(start, end)
    return found


class FeatureMatrix:
    """Makes the named features of a stretch of blocks: columns as they are, neighbours and windows.

    A neighbour past the document's ends is 0, a window there shorter.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        self._own: list[tuple[int, str]] = []
        steps: dict[int, list[tuple[int, str]]] = {}
        reaches: dict[int, list[tuple[int, str]]] = {}
        for row, name in enumerate(names):
            derived = _DERIVED.fullmatch(name)
            if derived is None:
                self._own.append((row, name))
            elif derived["step"]:
                steps.setdefault(int(derived["step"]), []).append((row, derived["column"]))
            else:
                reaches.setdefault(int(derived["reach"]), []).append((row, derived["column"]))
        self._near, self._steps = _indexed(steps)
        self._wide, self._reaches = _indexed(reaches)
        self._margin = max((abs(step) for step in steps), default=0)
        self._farthest = max(reaches, default=0)

    def stretch(self, columns: Mapping[str, NDArray[Any]], start: int, end: int) -> NDArray[np.float32]:
        """Return the features (names x blocks) of the blocks start <= i < end.

        Raises KeyError for a feature whose column is missing.
        """
        matrix = np.empty((len(self.names), end - start), dtype=np.float32)
        for row, name in self._own:
            matrix[row] = columns[name][start:end]
        if self._near:
            self._fill_neighbours(matrix, columns, start, end)
        if self._wide:
            self._fill_windows(matrix, columns, start, end)
        return matrix

    def _fill_neighbours(
        self, matrix: NDArray[np.float32], columns: Mapping[str, NDArray[Any]], start: int, end: int
    ) -> None:
        margin, total = self._margin, len(columns[self._near[0]])
        near = np.zeros((len(self._near), end - start + 2 * margin), dtype=np.float32)
        first, last = max(0, start - margin), min(total, end + margin)
        for row, name in enumerate(self._near):
            near[row, first - start + margin : last - start + margin] = columns[name][first:last]
        for step, rows, sources in self._steps:
            matrix[rows] = near[sources, margin + step : margin + step + end - start]

    def _fill_windows(
        self, matrix: NDArray[np.float32], columns: Mapping[str, NDArray[Any]], start: int, end: int
    ) -> None:
        total = len(columns[self._wide[0]])
        first, last = max(0, start - self._farthest), min(total, end + self._farthest)
        wide = np.empty((len(self._wide), last - first))
        for row, name in enumerate(self._wide):
            wide[row] = columns[name][first:last]
        sums = np.zeros((len(self._wide), last - first + 1))
        np.cumsum(wide, axis=1, out=sums[:, 1:])
        at = np.arange(start - first, end - first)
        for reach, rows, sources in self._reaches:
            low, high = np.maximum(0, at - reach), np.minimum(last - first, at + (reach + 1))
            means = sums.take(high, axis=1)
            means -= sums.take(low, axis=1)
            means /= high - low
            matrix[rows] = means[sources]


_Indexed = list[tuple[int, NDArray[np.int64], NDArray[np.int64]]]


def _indexed(wanted: Mapping[int, Sequence[tuple[int, str]]]) -> tuple[list[str], _Indexed]:
    """Return the columns that are asked for, and for each step or reach its rows and their columns' numbers."""
    columns = sorted({column for asked in wanted.values() for _, column in asked})
    number = {column: index for index, column in enumerate(columns)}
    return columns, [
        (distance, np.array([row for row, _ in asked]), np.array([number[column] for _, column in asked]))
        for distance, asked in wanted.items()
    ]


def distance_columns(landmarks: Mapping[str, NDArray[Any]]) -> Columns:
    """Return, for each landmark column of booleans, the blocks since the last and until the next one."""
    names = list(landmarks)
    few = max(1, _AT_ONCE // max(1, len(landmarks[names[0]])))
    found: Columns = {}
    for first in range(0, len(names), few):
        found |= _distances({name: landmarks[name] for name in names[first : first + few]})
    return found


def _distances(landmarks: Mapping[str, NDArray[Any]]) -> Columns:
    marks = np.array(list(landmarks.values()), dtype=bool)
    n = marks.shape[1]
    at = np.arange(n, dtype=np.int32)
    last = np.where(marks, at, np.int32(-_FARTHEST))
    np.maximum.accumulate(last, axis=1, out=last)
    following = np.where(marks, at, np.int32(n + _FARTHEST))[:, ::-1]
    following = np.minimum.accumulate(following, axis=1)[:, ::-1]
    since = np.minimum(at - last, _FARTHEST).astype(np.uint8)
    until = np.minimum(following - at, _FARTHEST).astype(np.uint8)
    found: Columns = {}
    for row, name in enumerate(landmarks):
        found[f"since_{name}"] = since[row]
        found[f"until_{name}"] = until[row]
    return found


def position_columns(columns: Mapping[str, NDArray[Any]]) -> Columns:
    """Return where a block stands in the document: in blocks, in words and among good paragraphs."""
    words, good = columns["words"], columns["good_words"]
    n = len(words)
    at = np.arange(n, dtype=np.int32)
    all_words, all_good = float(words.sum(dtype=float)), float(good.sum(dtype=float))
    # A document of a million blocks must not have many of these in eight bytes at once.
    found: Columns = {
        "position": (at / n).astype(np.float32),
        "from_start": np.minimum(at, _FARTHEST_END).astype(np.uint8),
        "from_end": np.minimum(n - 1 - at, _FARTHEST_END).astype(np.uint8),
    }
    before = np.cumsum(words, dtype=float)
    before -= words
    before /= all_words
    found["words_before"] = before.astype(np.float32)
    np.cumsum(good, dtype=float, out=before)
    before -= good
    found["good_before"] = (before / max(1.0, all_good)).astype(np.float32)
    found["good_words_before"] = before.astype(np.float32)
    np.subtract(all_good, before, out=before)
    before -= good
    found["good_words_after"] = before.astype(np.float32)
    whole = {"blocks": n, "document_words": all_words, "document_good": all_good / all_words}
    return found | {name: np.broadcast_to(np.float32(number), n) for name, number in whole.items()}
