"""How far a result can be trusted: P(word F1 of at least 0.9), from what the scorer saw of the document."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleaner.score.lines import Columns
from cleaner.score.model import Scores

__all__ = ["confidence", "trust_columns"]

_UNTRAINED = 0.5
_UNSURE = 0.35
"""How close to one half P(body) says nothing definite."""
_LONG = 25
"""Words of a paragraph that a story has several of, and a list of products few."""
_MEANS = ("end_mark", "link_density", "is_item", "is_row", "digit_share")
_PAGE_MEANS = ("marks_path", "marks_low")
_TEXT_MEANS = ("lexical_mean", "function_share", "topic_share", "joined")
"""Columns whose mean over the kept words tells a story from other prose."""


def confidence(scores: Scores, kept: NDArray[np.bool_]) -> float:
    """Return the calibrated probability that the kept blocks are the right text."""
    if not kept.any():
        return 0.0
    forest = scores.mode.confidence
    if forest is None:
        return _UNTRAINED
    return round(float(forest.probabilities(trust_columns(scores, kept))[0]), 4)


def trust_columns(scores: Scores, kept: NDArray[np.bool_]) -> Columns:
    """Return features of a whole document, as columns of one number, given the blocks that stay."""
    columns, body = scores.columns, scores.body
    words: NDArray[Any] = columns["words"]
    kept_words: NDArray[Any] = words * kept
    removed_words = words - kept_words
    total, weight = float(words.sum()), float(kept_words.sum())
    at = np.flatnonzero(kept)
    is_page = "story_up" in columns
    numbers: dict[str, Any] = {
        "total": total,
        "kept": weight,
        "kept_share": weight / total,
        "blocks": len(words),
        "kept_blocks": len(at),
        "gaps": int((np.diff(at) > 1).sum()),
        "gap_words": removed_words[at[0] : at[-1] + 1].sum() / weight,
        "expected": words @ body / weight,
        "unsure": words @ (np.abs(body - 0.5) < _UNSURE) / weight,
        "doubt_kept": kept_words @ (1 - body) / weight,
        "doubt_removed": removed_words @ body / weight,
        "lowest_kept": np.sort(body[at])[len(at) // 10],
        "mean_words": weight / len(at),
        "long_share": kept_words @ (words >= _LONG) / weight,
        "other_good": columns["good_words"] @ ~kept / weight,
        "first_kept": at[0] / len(words),
        "last_kept": at[-1] / len(words),
        "headings": columns["is_heading"][at].mean(),
        "copies": kept_words @ (columns["copies"] > 1) / weight,
        "commented": (columns["since_comment"] < 1).sum(),
        "related": (columns["since_related"] < 1).sum(),
        "dated": (columns["since_byline"] < 1).sum(),
    }
    means = _MEANS + (_PAGE_MEANS if is_page else _TEXT_MEANS)
    held = np.array([columns[name] for name in means], dtype=float) @ kept_words / weight
    numbers.update(zip((f"mean_{name}" for name in means), held.tolist(), strict=True))
    if is_page:
        numbers |= _page_numbers(columns, kept_words)
    return {name: np.array([float(value)]) for name, value in numbers.items()}


def _page_numbers(columns: Columns, kept_words: NDArray[Any]) -> dict[str, Any]:
    """Return what only the elements of a page tell."""
    words, weight = columns["words"], float(kept_words.sum())
    inside: NDArray[Any] = columns["story_up"] == 0
    return {
        "in_story": kept_words @ inside / weight,
        "story_kept": kept_words @ inside / max(1.0, words @ inside),
        "in_article": kept_words @ (columns["in_article"] >= 0) / weight,
        "in_paragraphs": kept_words @ (columns["in_p"] >= 0) / weight,
        "json": columns["in_json"].max(),
        "json_kept": kept_words @ (columns["in_json"] > 0) / weight,
    }
