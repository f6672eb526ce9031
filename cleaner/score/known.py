"""What lines say by themselves, found out once for each line, however often and in whatever company it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from cleaner.score.lines import Columns, copy_columns, joined, line_columns, word_columns
from cleaner.score.words import Numbers, Topics, Vocabulary, Words, numbers

__all__ = ["KnownLines", "look_at_words"]

_BATCH = 16_384
"""Texts whose words are known at one time: those of a vast text take more memory than all else."""


class KnownLines:
    """The distinct lines of flat texts that were looked at, with what each says by itself.

    Copies, neighbours, position and what a line shares with others belong to a document and are not known here.
    `characters` is the class of each character.
    """

    def __init__(self, vocabulary: Vocabulary, characters: NDArray[np.uint8]) -> None:
        self._vocabulary = vocabulary
        self._characters = characters
        self._lines = numbers()
        self._words = numbers()
        self._columns: Columns = {}
        self._topics = Topics(*np.zeros((2, 0), dtype=np.int32))

    def look(self, texts: Sequence[str]) -> tuple[Columns, Topics]:
        """Return what each of `texts` says by itself and by its copies among them, and their topics.

        There is at least one, each on one line. Those that are not known yet are looked at and known from now on.
        """
        before = len(self._lines)
        own = np.fromiter(map(self._lines.__getitem__, texts), dtype=np.int32, count=len(texts))
        if before < len(self._lines):
            self._add(list(islice(self._lines, before, None)), before)
        if len(own) == len(self._lines) and not before:
            return self._columns | copy_columns(own), self._topics
        columns = {name: column[own] for name, column in self._columns.items()}
        return columns | copy_columns(own), self._topics.taken(own)

    def _add(self, texts: Sequence[str], before: int) -> None:
        """Look at texts that are not known, which follow the number of those that were known before."""
        columns, topics = look_at_words(texts, self._vocabulary, self._words)
        columns |= line_columns(texts, [0] * len(texts), self._characters)
        if before:
            columns = {
                name: np.concatenate([self._columns[name], column]) for name, column in columns.items()
            }
            topics = Topics.joined([self._topics, topics])
        self._columns, self._topics = columns, topics


def look_at_words(texts: Sequence[str], vocabulary: Vocabulary, words: Numbers) -> tuple[Columns, Topics]:
    """Return what the words of texts tell, on one line each, in columns; `words` numbers those that topics are of.

    There is at least one text. Their words exist for some of them at a time.
    """
    topics: list[Topics] = []

    def stretches() -> Iterator[Columns]:
        for start in range(0, len(texts), _BATCH):
            found = Words(texts[start : start + _BATCH], vocabulary, words)
            topics.append(found.topics)
            yield word_columns(found)

    columns = joined(stretches(), len(texts))
    return columns, Topics.joined(topics)
