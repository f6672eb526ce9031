"""Features of what a block speaks of: how many of its words the rest of the story uses too."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleaner.score.lexicon import function_words, is_glyphs, separated
from cleaner.score.lines import Columns
from cleaner.score.words import MARKS, SHORTEST, Words

__all__ = ["content_words", "topic_columns"]

_USED = 0.5
"""Weight of other blocks with a word from which the story counts as using it."""
_LEAD = 12
"""Paragraphs at the head of the document whose words say what its first story is about."""


def topic_columns(words: Words, weight: NDArray[Any]) -> Columns:
    """Return how far each text shares its words with the others, each other weighing `weight`.

    A teaser of another story brings names that occur nowhere else in the document; a paragraph of the
    story repeats what it is about. The idea is lexical cohesion (Hearst's TextTiling). `topic_share`:
    the share of its content words that others use, -1 where it has none; `topic_depth`: the mean
    logarithm of how much weight uses them; `lead_share`: the share that one of the first others of any
    weight uses, which a second story below the first does not.
    """
    n = len(words.sizes)
    if not len(words.topic_words):
        return dict.fromkeys(("topic_share", "topic_depth", "lead_share"), np.full(n, -1.0))
    own = weight.astype(float)[words.topic_blocks]
    others = np.bincount(words.topic_words, weights=own)[words.topic_words] - own
    sizes = np.bincount(words.topic_blocks, minlength=n)
    shared = np.bincount(words.topic_blocks, weights=others >= _USED, minlength=n)
    depth = np.bincount(words.topic_blocks, weights=np.log1p(np.maximum(0, others)), minlength=n)
    leads = np.zeros(n, dtype=bool)
    leads[np.flatnonzero(weight)[:_LEAD]] = True
    own_lead = leads[words.topic_blocks]
    in_lead = np.bincount(words.topic_words, weights=own_lead)[words.topic_words] > own_lead
    led = np.bincount(words.topic_blocks, weights=in_lead, minlength=n)
    count = np.maximum(1, sizes)
    return {
        "topic_share": np.where(sizes, shared / count, -1.0),
        "topic_depth": np.where(sizes, depth / count, -1.0),
        "lead_share": np.where(sizes, led / count, -1.0),
    }


def content_words(text: str) -> set[str]:
    """Return the lower-cased words of a text that can carry a topic, without punctuation around them.

    Where a character is a word, the pairs of neighbouring ones take the words' place.
    """
    split = separated(text.lower()).split()
    if split and is_glyphs(split):
        return {first + second for first, second in pairwise(split)}
    stripped = {word.strip(MARKS) for word in split if len(word) >= SHORTEST}
    return {word for word in stripped - function_words() if len(word) >= SHORTEST}
