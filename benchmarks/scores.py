"""How alike two texts are: word F1 and shingle F1, and how sure a difference of means is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from corpora import word_f1
from numpy.typing import NDArray

__all__ = [
    "RIGHT",
    "Interval",
    "Rows",
    "Scores",
    "difference",
    "mean_shingle_f1",
    "mean_word_f1",
    "score",
    "shingle_scores",
    "summary",
    "word_f1",
]

RIGHT = 0.9
"""Word F1 from which a text counts as right."""

SHINGLE = 4
"""Tokens of a shingle."""

RESAMPLES = 2000
SEED = 20240229
_TOKEN = re.compile(r"\w+")

Rows = NDArray[np.float64]


class Scores(NamedTuple):
    """Precision, recall and F1 by words and by shingles (0 to 1), and the share of pages that are right."""

    pages: int
    word_precision: float
    word_recall: float
    word_f1: float
    shingle_precision: float
    shingle_recall: float
    shingle_f1: float
    right: float


class Interval(NamedTuple):
    """A difference of two means with its 95% interval."""

    mean: float
    low: float
    high: float

    @property
    def is_sure(self) -> bool:
        """Return whether nought lies outside the interval."""
        return self.low > 0 or self.high < 0


def shingle_scores(output: str, gold: str) -> tuple[float, float]:
    """Return precision and recall of multisets of 4-grams of tokens, case kept.

    Shingles feel the order of a text, as words do not. A text of fewer than four tokens counts as one
    shingle; an empty one has none, and scores 0.
    """
    ours, theirs = _shingles(output), _shingles(gold)
    common = sum((ours & theirs).values())
    if not common:
        return 0.0, 0.0
    return common / sum(ours.values()), common / sum(theirs.values())


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _TOKEN.findall(text)
    if 0 < len(words) < SHINGLE:
        return Counter([tuple(words)])
    return Counter(zip(*(words[offset:] for offset in range(SHINGLE)), strict=False))


def score(outputs: Sequence[str], golds: Sequence[str]) -> Rows:
    """Return a row of five numbers a page: P, R and F1 of words, P and R of shingles."""
    rows = [
        (*word_f1(output, gold), *shingle_scores(output, gold))
        for output, gold in zip(outputs, golds, strict=True)
    ]
    return np.array(rows, dtype=np.float64).reshape(len(rows), 5)


def summary(rows: Rows) -> Scores:
    """Return the means over pages; shingle F1 is that of the mean precision and the mean recall."""
    precision, recall, f1, shingle_precision, shingle_recall = rows.mean(axis=0).tolist()
    return Scores(
        pages=len(rows),
        word_precision=precision,
        word_recall=recall,
        word_f1=f1,
        shingle_precision=shingle_precision,
        shingle_recall=shingle_recall,
        shingle_f1=float(mean_shingle_f1(rows)),
        right=float((rows[:, 2] >= RIGHT).mean()),
    )


def mean_word_f1(rows: Rows) -> Rows:
    """Return word F1, the mean over the pages; pages are the last axis but one."""
    return rows[..., 2].mean(axis=-1)  # type: ignore[no-any-return]


def mean_shingle_f1(rows: Rows) -> Rows:
    """Return F1 of the pages' mean shingle precision and recall; pages are the last axis but one."""
    precision, recall = rows[..., 3].mean(axis=-1), rows[..., 4].mean(axis=-1)
    return 2 * precision * recall / np.maximum(precision + recall, np.finfo(float).tiny)  # type: ignore[no-any-return]


def difference(ours: Rows, theirs: Rows, mean: Callable[[Rows], Rows] = mean_word_f1) -> Interval:
    """Return ours − theirs over the same pages, with the interval of a paired bootstrap by page.

    The same pages are drawn for both, so that how hard a page is cancels out (Efron and Tibshirani,
    An Introduction to the Bootstrap, 1993, percentile interval). Seeded: the same rows give the same
    interval.
    """
    drawn = np.random.default_rng(SEED).integers(0, len(ours), size=(RESAMPLES, len(ours)))
    differences = mean(ours[drawn]) - mean(theirs[drawn])
    low, high = np.quantile(differences, (0.025, 0.975)).tolist()
    return Interval(float(mean(ours) - mean(theirs)), low, high)
