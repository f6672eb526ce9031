"""Learned weights of words: those of the text, and those in the classes and ids of its containers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from cleaner.tables import read_table

__all__ = ["MarkWeights", "function_words", "is_glyphs", "mark_words", "separated"]

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_GLYPH = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
LONGEST_MARKS = 600
"""Characters of class names that are read: utility classes run on, the telling names come first."""
_CACHED = 20_000
"""Distinct elements whose weight is remembered; more, and longer names, are new ones of hostile pages."""


@cache
def function_words() -> frozenset[str]:
    """Return the words that hold sentences together, of all languages in one set."""
    table = read_table(Path(__file__).with_name("function_words.toml"))
    return frozenset(word for words in table.values() for word in words.split())


def separated(lowered: str) -> str:
    """Return lower-cased text with blanks around its han and kana characters, which are a word each.

    >>> separated("猫は 2").split()
    ['猫', 'は', '2']
    """
    if lowered.isascii() or not _GLYPH.search(lowered):
        return lowered
    return _GLYPH.sub(" \\g<0> ", lowered)


def is_glyphs(words: Sequence[str]) -> bool:
    """Tell whether words are for the most part single han and kana characters."""
    return sum(len(word) == 1 and word > "\u3000" for word in words) * 2 > len(words)


def mark_words(tag: str, marks: str) -> list[str]:
    """Return the telling parts of an element: its tag, the words of its names, and adjacent pairs.

    >>> mark_words("div", "entry-content articleBody")
    ['<div>', 'entry', 'content', 'entry-content', 'article', 'body', 'article-body']
    """
    words = [f"<{tag}>"]
    for name in marks[:LONGEST_MARKS].split():
        previous = ""
        for part in _WORD.findall(name):
            word = part.lower()
            words.append(word)
            if previous:
                words.append(f"{previous}-{word}")
            previous = word
    return words


class MarkWeights:
    """Sums the learned weights of an element's names; each distinct element is summed once."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._weights = weights
        self._sums: dict[tuple[str, str], float] = {}

    def of(self, elements: Iterable[tuple[str, str]]) -> list[float]:
        """Return the log-odds of body text that each element (tag, marks) adds to what it holds."""
        sums = self._sums
        found = []
        for element in elements:
            value = sums.get(element)
            if value is None:
                get = self._weights.get
                value = sum(get(word, 0.0) for word in set(mark_words(*element)))
                if len(sums) < _CACHED and sum(map(len, element)) <= LONGEST_MARKS:
                    sums[element] = value
            found.append(value)
        return found
