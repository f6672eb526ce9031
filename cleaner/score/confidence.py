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
    columns, final = scores.columns, scores.final
    words: NDArray[Any] = columns["words"]
    total, kept_words = words.sum(), (words * kept).sum()
    at = np.flatnonzero(kept)
    span = slice(at[0], at[-1] + 1)
    gaps = int((np.diff(at) > 1).sum())
    long_kept = kept & (words >= _LONG)
    numbers = {
        "total": total,
        "kept": kept_words,
        "kept_share": kept_words / total,
        "blocks": len(words),
        "kept_blocks": len(at),
        "gaps": gaps,
        "gap_words": (words[span] * ~kept[span]).sum() / kept_words,
        "expected": (words * final).sum() / kept_words,
        "unsure": (words * (np.abs(final - 0.5) < _UNSURE)).sum() / kept_words,
        "doubt_kept": (words * kept * (1 - final)).sum() / kept_words,
        "doubt_removed": (words * ~kept * final).sum() / kept_words,
        "disagreement": (words * np.abs(final - scores.first)).sum() / kept_words,
        "lowest_kept": np.quantile(final[at], 0.1),
        "mean_words": kept_words / len(at),
        "long_share": (words * long_kept).sum() / kept_words,
        "end_marks": (columns["end_mark"] * kept * words).sum() / kept_words,
        "links": (columns["link_words"] * kept).sum() / kept_words,
        "lexical": (columns["lexical_mean"] * kept * words).sum() / kept_words,
        "function": (columns["function_share"] * kept * words).sum() / kept_words,
        "other_good": (columns["good_words"] * ~kept).sum() / kept_words,
        "copies": (kept * (columns["copies"] > 1) * words).sum() / kept_words,
        "first_kept": at[0] / len(words),
        "last_kept": at[-1] / len(words),
        "headings": (columns["is_heading"] * kept).sum() / len(at),
        "items": (columns["is_item"] * kept * words).sum() / kept_words,
        "rows": (columns["is_row"] * kept * words).sum() / kept_words,
        "digits": (columns["digit_share"] * kept * words).sum() / kept_words,
        "commented": (columns["since_comment"] < 1).sum(),
        "related": (columns["since_related"] < 1).sum(),
        "dated": (columns["since_byline"] < 1).sum(),
    }
    if "story_up" in columns:
        inside = columns["story_up"] == 0
        numbers |= {
            "in_story": (words * kept * inside).sum() / kept_words,
            "story_kept": (words * kept * inside).sum() / max(1.0, (words * inside).sum()),
            "marks": (columns["marks_path"] * kept * words).sum() / kept_words,
            "marks_low": (columns["marks_low"] * kept * words).sum() / kept_words,
            "in_article": (words * kept * (columns["in_article"] >= 0)).sum() / kept_words,
            "in_paragraphs": (words * kept * (columns["in_p"] >= 0)).sum() / kept_words,
            "json": columns["in_json"].max(),
            "json_kept": (words * kept * (columns["in_json"] > 0)).sum() / kept_words,
            "titled": columns["in_title"].sum(),
            "described": columns["in_description"].sum(),
        }
    return {name: np.array([float(value)]) for name, value in numbers.items()}
