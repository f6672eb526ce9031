"""The words of a document: each distinct one once, and which of them stand in which block."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, count, pairwise, repeat

import numpy as np
from numpy.typing import NDArray

from cleaner.score.lexicon import function_words, is_glyphs, separated

__all__ = ["MARKS", "SHORTEST", "Vocabulary", "Words"]

_BATCH = 4096
"""Blocks whose words exist as strings at one time; all at once they take ten times the text's memory."""
SHORTEST = 4
"""Characters of a word that can carry a topic; names and nouns are rarely shorter."""
MARKS = ".,;:!?\"'“”‘’«»„()[]…-–—|•*"
"""Punctuation around a word."""
_WIDE = re.compile("[\u3001-\uffff]")
"""Characters of the scripts in which one may be a word."""
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


class Words:
    """The lower-cased words of n texts, each on one line.

    `sizes` holds the number of words in each text, `weights` and `are_function_words` what the
    vocabulary says of those words, one after another. Every text has at least one word. `topic_words`
    and `topic_blocks` pair each content word (a number of its own) with each text that it stands in,
    once, in the texts' order; where a character is a word, the pairs of neighbouring characters take
    the words' place.
    """

    def __init__(self, texts: Sequence[str], vocabulary: Vocabulary) -> None:
        numbers: defaultdict[str, int] = defaultdict(count().__next__)
        pairs: list[tuple[int, list[int]]] = []
        found, sizes = [], []
        for start in range(0, len(texts), _BATCH):
            lines = "\n".join(texts[start : start + _BATCH]).lower()
            split = [line.split() for line in separated(lines).split("\n")]
            sizes.append(np.fromiter(map(len, split), dtype=np.int64, count=len(split)))
            flat = map(numbers.__getitem__, chain.from_iterable(split))
            found.append(np.fromiter(flat, dtype=np.int32, count=int(sizes[-1].sum())))
            if _WIDE.search(lines):
                pairs += _pairs(split, start, numbers)
        self.sizes: NDArray[np.int64] = np.concatenate(sizes)
        own: NDArray[np.int32] = np.concatenate(found)
        distinct = list(numbers)
        places = np.fromiter(map(vocabulary.numbers.get, distinct, repeat(0)), np.int32, len(distinct))
        is_function = vocabulary.is_function[places]
        self.weights: NDArray[np.float64] = vocabulary.weights[places][own]
        self.are_function_words: NDArray[np.bool_] = is_function[own]
        topics = _topics(distinct, is_function, numbers)
        self._place_topics(topics[own], pairs, len(numbers))

    def _place_topics(
        self, topics: NDArray[np.int64], pairs: Sequence[tuple[int, list[int]]], width: int
    ) -> None:
        blocks = np.repeat(np.arange(len(self.sizes)), self.sizes)
        if pairs:
            without_words = np.zeros(len(self.sizes), dtype=bool)
            without_words[[block for block, _ in pairs]] = True
            topics[without_words[blocks]] = _NO_TOPIC
            topics = np.concatenate([topics, *(np.array(own, dtype=np.int64) for _, own in pairs)])
            blocks = np.concatenate([blocks, *(np.full(len(own), block) for block, own in pairs)])
        told = topics >= 0
        keys = np.sort(blocks[told] * width + topics[told], kind="stable")  # quick where nearly in order
        keys = keys[np.append(True, keys[1:] != keys[:-1])] if len(keys) else keys
        self.topic_blocks: NDArray[np.int64] = keys // max(1, width)
        self.topic_words: NDArray[np.int64] = keys - self.topic_blocks * width


def _pairs(
    split: Iterable[Sequence[str]], start: int, numbers: defaultdict[str, int]
) -> list[tuple[int, list[int]]]:
    """Return the numbered pairs of characters of each text in which characters are words."""
    return [
        (block, [numbers[pair] for pair in {first + second for first, second in pairwise(words)}])
        for block, words in enumerate(split, start)
        if is_glyphs(words)
    ]


def _topics(
    distinct: Sequence[str], is_function: NDArray[np.bool_], numbers: defaultdict[str, int]
) -> NDArray[np.int64]:
    """Return the topic that each word carries, without the punctuation around it, or `_NO_TOPIC`."""
    common = function_words()
    topics = np.arange(len(distinct))
    lengths = np.fromiter(map(len, distinct), dtype=np.int64, count=len(distinct))
    marked = [number for number, word in enumerate(distinct) if not word.isalnum()]
    bare = [distinct[number].strip(MARKS) for number in marked]
    topics[is_function | (lengths < SHORTEST)] = _NO_TOPIC
    topics[marked] = [
        numbers[word] if len(word) >= SHORTEST and word not in common else _NO_TOPIC for word in bare
    ]
    return topics
