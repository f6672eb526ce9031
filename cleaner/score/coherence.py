"""Features of what a block speaks of: how many of its words the rest of the story uses too."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleaner.score.lexicon import function_words, is_glyphs, separated
from cleaner.score.lines import Columns
from cleaner.score.words import MARKS, SHORTEST, Words

__all__ = ["Topics", "content_words"]

_USED = 0.5
"""Weight of other blocks with a word from which the story counts as using it."""


class Topics:
    """Which content words stand in which block: pairs of word and block, each pair once.

    A teaser of another story brings names that occur nowhere else in the document; a paragraph of
    the story repeats what it is about. The idea is lexical cohesion (Hearst's TextTiling).
    """

    def __init__(self, words: Words) -> None:
        self.words = words.topic_words
        self.blocks = words.topic_blocks
        self.sizes = np.bincount(self.blocks, minlength=len(words.sizes))

    def columns(self, weight: NDArray[Any], name: str) -> Columns:
        """Return how far each block shares its words with the others, each other weighing `weight`.

        `<name>_share`: the share of its content words that others use, -1 where it has none;
        `<name>_depth`: the mean logarithm of how much weight uses them.
        """
        if not len(self.words):
            none = np.full(len(self.sizes), -1.0)
            return {f"{name}_share": none, f"{name}_depth": none}
        own = weight[self.blocks]
        others = np.bincount(self.words, weights=own)[self.words] - own
        n = len(self.sizes)
        count = np.maximum(1, self.sizes)
        shared = np.bincount(self.blocks, weights=others >= _USED, minlength=n) / count
        depth = np.bincount(self.blocks, weights=np.log1p(np.maximum(0, others)), minlength=n) / count
        empty = self.sizes == 0
        return {f"{name}_share": np.where(empty, -1.0, shared), f"{name}_depth": np.where(empty, -1.0, depth)}


def content_words(text: str) -> set[str]:
    """Return the lower-cased words of a text that can carry a topic, without punctuation around them.

    Where a character is a word, the pairs of neighbouring ones take the words' place.
    """
    split = separated(text.lower()).split()
    if split and is_glyphs(split):
        return {first + second for first, second in pairwise(split)}
    stripped = {word.strip(MARKS) for word in split if len(word) >= SHORTEST}
    return {word for word in stripped - function_words() if len(word) >= SHORTEST}
