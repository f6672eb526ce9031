"""Features of what a block speaks of: how many of its words the rest of the story uses too."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleaner.score.lexicon import function_words, is_glyphs
from cleaner.score.lines import Columns

__all__ = ["Topics"]

_SHORTEST = 4
"""Characters of a word that can carry a topic; names and nouns are rarely shorter."""
_MARKS = ".,;:!?\"'“”‘’«»„()[]…-–—|•*"
_USED = 0.5
"""Weight of other blocks with a word from which the story counts as using it."""


class Topics:
    """Which content words stand in which block: pairs of word and block, each pair once.

    A teaser of another story brings names that occur nowhere else in the document; a paragraph of
    the story repeats what it is about. The idea is lexical cohesion (Hearst's TextTiling).
    """

    def __init__(self, split_texts: Sequence[Sequence[str]]) -> None:
        numbers: dict[str, int] = {}
        words: list[int] = []
        sizes: list[int] = []
        common = function_words()
        for split in split_texts:
            own = _content_words(split) - common
            words += [numbers.setdefault(word, len(numbers)) for word in own]
            sizes.append(len(words))
        self.words = np.array(words, dtype=np.int64)
        self.blocks = np.repeat(np.arange(len(sizes)), np.diff(sizes, prepend=0))
        self.sizes = np.bincount(self.blocks, minlength=len(sizes))

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


def _content_words(split: Sequence[str]) -> set[str]:
    """Return the words that can carry a topic; where a character is a word, the pairs of characters."""
    if split and split[0] > "\u3000" and is_glyphs(split):
        return {first + second for first, second in pairwise(split)}
    stripped = {word.strip(_MARKS) for word in split if len(word) >= _SHORTEST}
    return {word for word in stripped if len(word) >= _SHORTEST}
