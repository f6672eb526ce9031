"""Features of how a block goes with the rest: how many of its words the story uses too, and whether it sounds alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleaner.score.lexicon import function_words
from cleaner.score.lines import Columns
from cleaner.score.words import MARKS, SHORTEST, Topics
from cleaner.unspaced import grams, separated

__all__ = ["LONG_LINE", "content_words", "prose_apart", "topic_columns"]

_BATCH = 8192
"""Texts of which all pairs with a word exist in eight bytes at one time."""
LONG_LINE = 12
"""Words from which on a line is likelier body than not, and how it is worded tells more than how it looks."""
_USED = 0.5
"""Weight of other blocks with a word from which the story counts as using it."""
_TOPIC_COLUMNS = ("topic_share", "topic_depth")


def topic_columns(topics: Topics, weight: NDArray[Any]) -> Columns:
    """Return how far each text shares its words with the others, each other weighing `weight`.

    A teaser of another story brings names that occur nowhere else in the document; a paragraph of the
    story repeats what it is about. The idea is lexical cohesion (Hearst's TextTiling). `topic_share`:
    the share of its content words that others use, -1 where it has none; `topic_depth`: the mean
    logarithm of how much weight uses them.
    """
    n = len(weight)
    if not len(topics.words):
        return dict.fromkeys(_TOPIC_COLUMNS, np.full(n, -1.0, dtype=np.float32))
    uses = np.zeros(int(topics.words.max()) + 1)
    for stretch, words in _stretches(topics):
        own = np.repeat(weight[stretch].astype(float), topics.sizes[stretch])
        uses += np.bincount(words, weights=own, minlength=len(uses))
    columns = np.empty((len(_TOPIC_COLUMNS), n), dtype=np.float32)
    for stretch, words in _stretches(topics):
        sizes = topics.sizes[stretch]
        blocks = np.repeat(np.arange(len(sizes)), sizes)
        others = uses[words] - weight[stretch].astype(float)[blocks]
        values = (others >= _USED, np.log1p(np.maximum(0, others)))
        for column, value in zip(columns, values, strict=True):
            total = np.bincount(blocks, weights=value, minlength=len(sizes))
            column[stretch] = np.where(sizes, total / np.maximum(1, sizes), -1.0)
    return dict(zip(_TOPIC_COLUMNS, columns, strict=True))


def _stretches(topics: Topics) -> Iterator[tuple[slice, NDArray[np.int32]]]:
    """Yield the places of some texts at a time, with their words."""
    end = 0
    for start in range(0, len(topics.sizes), _BATCH):
        stretch = slice(start, start + _BATCH)
        first, end = end, end + int(topics.sizes[stretch].sum())
        yield stretch, topics.words[first:end]


def prose_apart(columns: Columns) -> NDArray[np.float32]:
    """Return how far the wording of each line is from that of the document's long lines, which are mostly body.

    That is `prose_mean` less its mean over them, by their words, so that neither language nor subject counts; 0
    where no line is long.
    """
    weights = columns["words"].astype(float)
    weights[weights < LONG_LINE] = 0.0
    total = weights.sum()
    weights *= columns["prose_mean"]
    usual = weights.sum() / total if total else columns["prose_mean"]
    del weights  # those of a vast text, before as much is made again
    return (columns["prose_mean"] - usual).astype(np.float32)


def content_words(text: str) -> set[str]:
    """Return the lower-cased words of a text that can carry a topic, without punctuation around them.

    In scripts that write no spaces, `grams` take the words' place.
    """
    split = separated(text.lower()).split()
    found = grams(split)
    if found is not None:
        return set(found)
    stripped = {word.strip(MARKS) for word in split if len(word) >= SHORTEST}
    return {word for word in stripped - function_words() if len(word) >= SHORTEST}
