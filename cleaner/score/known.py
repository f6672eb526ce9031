"""What lines say by themselves, found out once for each line, however often and in whatever company it stands."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from cleaner.score.lines import Columns, line_columns, word_columns
from cleaner.score.words import Topics, Vocabulary, Words, numbers

__all__ = ["KnownLines"]


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

    def look(self, texts: Sequence[str]) -> tuple[NDArray[np.intp], Columns, Topics]:
        """Return for each of `texts`, on one line each, its number among the known lines, columns and topics.

        There is at least one text. Those that are not known yet are looked at and known from now on.
        """
        before = len(self._lines)
        own = np.fromiter(map(self._lines.__getitem__, texts), dtype=np.intp, count=len(texts))
        if before < len(self._lines):
            self._add(list(islice(self._lines, before, None)), before)
        if len(own) == len(self._lines) and not before:
            return own, dict(self._columns), self._topics
        return own, {name: column[own] for name, column in self._columns.items()}, self._topics.taken(own)

    def _add(self, texts: Sequence[str], before: int) -> None:
        """Look at texts that are not known, which follow the number of those that were known before."""
        words = Words(texts, self._vocabulary, self._words)
        columns = line_columns(texts, [0] * len(texts), self._characters) | word_columns(words)
        topics = words.topics
        if before:
            columns = {
                name: np.concatenate([self._columns[name], column]) for name, column in columns.items()
            }
            topics = self._topics.followed_by(topics, before)
        self._columns, self._topics = columns, topics
