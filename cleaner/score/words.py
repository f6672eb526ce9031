"""The words of a document: each distinct one once, and which of them stand in which block."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, count, pairwise, repeat
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.score.lexicon import function_words, holds_wide, is_glyphs, separated

__all__ = ["MARKS", "SHORTEST", "Stretch", "Vocabulary", "Words"]

_BATCH = 4096
"""Blocks whose words exist as strings at one time; all at once they take ten times the text's memory."""
SHORTEST = 4
"""Characters of a word that can carry a topic; names and nouns are rarely shorter."""
MARKS = ".,;:!?\"'“”‘’«»„()[]…-–—|•*"
"""Punctuation around a word."""
_NO_TOPIC = -1


class Vocabulary:
    """What is known of words: their learned log-odds of body text, and which ones are function words.

    `numbers` maps a known word to its place in `weights` and `is_function`; place 0 is everyone else's.
    """

    def __init__(self, weights: Mapping[str, float]) -> None:
        common = function_words()
        known = [*weights, *sorted(common.difference(weights))]
        self.numbers = {word: number for number, word in enumerate(known, 1)}
        self.weights = np.array([0.0, *(weights.get(word, 0.0) for word in known)])
        self.is_function = np.array([False, *(word in common for word in known)])


class Stretch(NamedTuple):
    """What is known of the words of some texts: how many each has, and of one word after another what it says."""

    sizes: NDArray[np.int64]
    weights: NDArray[np.float64]
    are_function_words: NDArray[np.bool_]


class Words:
    """The lower-cased words of n texts, each on one line.

    `sizes` holds the number of words in each text, `weights` and `are_function_words` what the
    vocabulary says of those words, one after another; `stretches` yields the same for a few thousand texts
    at a time. Every text has at least one word. `topic_words` and `topic_blocks` pair each content word (a
    number of its own) with each text that it stands in, once, in the texts' order; where a character is a
    word, the pairs of neighbouring characters take the words' place.
    """

    def __init__(self, texts: Sequence[str], vocabulary: Vocabulary) -> None:
        numbers: defaultdict[str, int] = defaultdict(count().__next__)
        pairs: list[list[tuple[int, list[int]]]] = []
        self._own: list[NDArray[np.int32]] = []
        self._sizes: list[NDArray[np.int64]] = []
        for start in range(0, len(texts), _BATCH):
            lines = "\n".join(texts[start : start + _BATCH]).lower()
            split = [line.split() for line in separated(lines).split("\n")]
            self._sizes.append(np.fromiter(map(len, split), dtype=np.int64, count=len(split)))
            flat = map(numbers.__getitem__, chain.from_iterable(split))
            self._own.append(np.fromiter(flat, dtype=np.int32, count=int(self._sizes[-1].sum())))
            pairs.append(_pairs(split, numbers) if holds_wide(lines) else [])
        distinct = list(numbers)
        places = np.fromiter(map(vocabulary.numbers.get, distinct, repeat(0)), np.int32, len(distinct))
        self._weights: NDArray[np.float64] = vocabulary.weights[places]
        self._is_function: NDArray[np.bool_] = vocabulary.is_function[places]
        topics = _topics(distinct, numbers)
        placed = [
            _placed(topics[own], sizes, pair, len(numbers))
            for own, sizes, pair in zip(self._own, self._sizes, pairs, strict=True)
        ]
        self.topic_words: NDArray[np.int32] = np.concatenate([found for _, found in placed])
        self.topic_blocks: NDArray[np.int32] = np.concatenate(
            [blocks + number * _BATCH for number, (blocks, _) in enumerate(placed)], dtype=np.int32
        )

    @property
    def sizes(self) -> NDArray[np.int64]:
        """Return the number of words in each text."""
        return np.concatenate(self._sizes)

    @property
    def weights(self) -> NDArray[np.float64]:
        """Return the weight of each word."""
        return np.concatenate([stretch.weights for stretch in self.stretches()])

    @property
    def are_function_words(self) -> NDArray[np.bool_]:
        """Return whether each word holds sentences together."""
        return np.concatenate([stretch.are_function_words for stretch in self.stretches()])

    def stretches(self) -> Iterator[Stretch]:
        """Yield what is known of the words, for some texts at a time."""
        for own, sizes in zip(self._own, self._sizes, strict=True):
            yield Stretch(sizes, self._weights[own], self._is_function[own])


def _placed(
    topics: NDArray[np.int64], sizes: NDArray[np.int64], pairs: Sequence[tuple[int, list[int]]], width: int
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return the texts of a stretch and the topics that stand in them, each pair once, in the texts' order."""
    blocks = np.repeat(np.arange(len(sizes)), sizes)
    if pairs:
        without_words = np.zeros(len(sizes), dtype=bool)
        without_words[[block for block, _ in pairs]] = True
        topics[without_words[blocks]] = _NO_TOPIC
        topics = np.concatenate([topics, *(np.array(own, dtype=np.int64) for _, own in pairs)])
        blocks = np.concatenate([blocks, *(np.full(len(own), block) for block, own in pairs)])
    told = topics >= 0
    keys = np.sort(blocks[told] * width + topics[told], kind="stable")  # quick where nearly in order
    keys = keys[np.append(True, keys[1:] != keys[:-1])] if len(keys) else keys
    found = keys // max(1, width)
    return found.astype(np.int32), (keys - found * width).astype(np.int32)


def _pairs(split: Iterable[Sequence[str]], numbers: defaultdict[str, int]) -> list[tuple[int, list[int]]]:
    """Return the numbered pairs of characters of each text in which characters are words."""
    return [
        (block, [numbers[pair] for pair in {first + second for first, second in pairwise(words)}])
        for block, words in enumerate(split)
        if is_glyphs(words)
    ]


def _topics(distinct: Sequence[str], numbers: defaultdict[str, int]) -> NDArray[np.int64]:
    """Return the topic that each word carries, without the punctuation around it, or `_NO_TOPIC`."""
    n = len(distinct)
    bare = list(map(str.strip, distinct, repeat(MARKS)))
    topics = np.fromiter(map(numbers.__getitem__, bare), dtype=np.int64, count=n)
    lengths = np.fromiter(map(len, bare), dtype=np.int64, count=n)
    is_function = np.fromiter(map(function_words().__contains__, bare), dtype=bool, count=n)
    topics[is_function | (lengths < SHORTEST)] = _NO_TOPIC
    return topics
