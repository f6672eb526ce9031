"""The words of a document: each distinct one once, and which of them stand in which block."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, compress, count, repeat
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.score.lexicon import function_words
from cleaner.unspaced import grams, holds_unspaced, separated

__all__ = [
    "MARKS",
    "SHORTEST",
    "Numbers",
    "Stretch",
    "Topics",
    "Vocabulary",
    "Words",
    "numbers",
    "numbers_of",
]

_BATCH = 512
"""Blocks whose words exist as strings at one time; all at once they take ten times the text's memory, and no more
than these stay in the processor's cache and below what sets off a collection of garbage."""
SHORTEST = 4
"""Characters of a word that can carry a topic; names and nouns are rarely shorter."""
MARKS = ".,;:!?\"'“”‘’«»„()[]…-–—|•*"
"""Punctuation around a word."""
_NO_TOPIC = -1

Numbers = defaultdict[str, int]
"""Numbers of strings, which each new one is given when it is asked for."""


def numbers() -> Numbers:
    """Return an empty table that gives each string a number of its own, counting from 0."""
    return defaultdict(count().__next__)


def numbers_of(texts: Sequence[str]) -> NDArray[np.int32]:
    """Return a number for each text, the same for all that are equal."""
    return np.fromiter(map(numbers().__getitem__, texts), dtype=np.int32, count=len(texts))


class Vocabulary:
    """What is known of words: their learned log-odds of body text, and which ones are function words.

    `numbers` maps a known word to its place in `weights`, `prose` and `is_function`; place 0 is everyone else's.
    `prose` has the log-odds of words without the punctuation around them, as they tell long blocks from one another.
    """

    def __init__(self, weights: Mapping[str, float], prose: Mapping[str, float]) -> None:
        common = function_words()
        known = dict.fromkeys((*weights, *prose, *sorted(common)))
        self.numbers = {word: number for number, word in enumerate(known, 1)}
        self.weights = np.array([0.0, *(weights.get(word, 0.0) for word in known)])
        self.prose = np.array([0.0, *(prose.get(word, 0.0) for word in known)])
        self.is_function = np.array([False, *(word in common for word in known)])

    def places(self, words: Sequence[str]) -> NDArray[np.int32]:
        """Return the place of each word."""
        return np.fromiter(map(self.numbers.get, words, repeat(0)), np.int32, len(words))


class Stretch(NamedTuple):
    """What is known of the words of some texts: how many each has, and of one word after another what it says."""

    sizes: NDArray[np.int64]
    weights: NDArray[np.float64]
    prose: NDArray[np.float64]
    are_function_words: NDArray[np.bool_]


class Topics(NamedTuple):
    """The content words (a number each) of one text after the other, each once a text, and how many a text has.

    In scripts that write no spaces, `grams` take the words' place.
    """

    words: NDArray[np.int32]
    sizes: NDArray[np.int32]

    def taken(self, texts: NDArray[np.int32]) -> Topics:
        """Return the topics of the texts with these numbers, as those of a document of their own."""
        sizes = self.sizes[texts]
        behind = np.cumsum(self.sizes)[texts]
        places = np.repeat(behind - np.cumsum(sizes), sizes) + np.arange(sizes.sum())
        return Topics(self.words[places], sizes)

    @classmethod
    def joined(cls, parts: Sequence[Topics]) -> Topics:
        """Return the topics of the texts of all parts."""
        return parts[0] if len(parts) == 1 else cls(*map(np.concatenate, zip(*parts, strict=True)))


class Words:
    """The lower-cased words of n texts, each on one line.

    Every text has at least one word. `topics` are what they speak of, by the numbers of `known`, to which new
    ones are added.
    """

    def __init__(self, texts: Sequence[str], vocabulary: Vocabulary, known: Numbers | None = None) -> None:
        known = numbers() if known is None else known
        own_numbers = numbers()
        unspaced: list[list[tuple[int, list[int]]]] = []
        self._own: list[NDArray[np.int32]] = []
        self._sizes: list[NDArray[np.int64]] = []
        for start in range(0, len(texts), _BATCH):
            lines = "\n".join(texts[start : start + _BATCH]).lower()
            split = [line.split() for line in separated(lines).split("\n")]
            self._sizes.append(np.fromiter(map(len, split), dtype=np.int64, count=len(split)))
            flat = map(own_numbers.__getitem__, chain.from_iterable(split))
            self._own.append(np.fromiter(flat, dtype=np.int32, count=int(self._sizes[-1].sum())))
            unspaced.append(_grams(split, known) if holds_unspaced(lines) else [])
        distinct = list(own_numbers)
        del own_numbers, flat  # a long text may have millions of words
        places = vocabulary.places(distinct)
        self._weights: NDArray[np.float64] = vocabulary.weights[places]
        self._is_function: NDArray[np.bool_] = vocabulary.is_function[places]
        bare = list(map(str.strip, distinct, repeat(MARKS)))
        places = vocabulary.places(bare)
        self._prose: NDArray[np.float64] = vocabulary.prose[places]
        topics = _topics(bare, vocabulary.is_function[places], known)
        parts = zip(self._own, self._sizes, unspaced, strict=True)
        self.topics = Topics.joined(
            [_placed(topics[own], sizes, instead, len(known)) for own, sizes, instead in parts]
        )

    def __len__(self) -> int:
        """Return the number of texts."""
        return len(self.topics.sizes)

    def stretches(self) -> Iterator[Stretch]:
        """Yield what is known of the words, for some texts at a time."""
        for own, sizes in zip(self._own, self._sizes, strict=True):
            yield Stretch(sizes, self._weights[own], self._prose[own], self._is_function[own])


def _placed(
    topics: NDArray[np.int64], sizes: NDArray[np.int64], instead: Sequence[tuple[int, list[int]]], width: int
) -> Topics:
    """Return the topics of a stretch of texts, `instead` of those of words for some; `width` is above all numbers."""
    blocks = np.repeat(np.arange(len(sizes)), sizes)
    if instead:
        without_words = np.zeros(len(sizes), dtype=bool)
        without_words[[block for block, _ in instead]] = True
        topics[without_words[blocks]] = _NO_TOPIC
        topics = np.concatenate([topics, *(np.array(own, dtype=np.int64) for _, own in instead)])
        blocks = np.concatenate([blocks, *(np.full(len(own), block) for block, own in instead)])
    told = topics >= 0
    keys = np.sort(blocks[told] * width + topics[told], kind="stable")  # quick where nearly in order
    keys = keys[np.append(True, keys[1:] != keys[:-1])] if len(keys) else keys
    found = keys // max(1, width)
    return Topics(
        (keys - found * width).astype(np.int32), np.bincount(found, minlength=len(sizes)).astype(np.int32)
    )


def _grams(split: Iterable[Sequence[str]], known: Numbers) -> list[tuple[int, list[int]]]:
    """Return the numbered grams of each text that has them in the place of words."""
    found = ((block, grams(words)) for block, words in enumerate(split))
    return [(block, [known[gram] for gram in own]) for block, own in found if own is not None]


def _topics(bare: Sequence[str], is_function: NDArray[np.bool_], known: Numbers) -> NDArray[np.int64]:
    """Return the topic that each word without punctuation around it carries, or `_NO_TOPIC`."""
    n = len(bare)
    is_long = np.fromiter(map(len, bare), dtype=np.int64, count=n) >= SHORTEST
    carries = is_long & ~is_function
    topics = np.full(n, _NO_TOPIC)
    topics[carries] = list(map(known.__getitem__, compress(bare, carries.tolist())))
    return topics
