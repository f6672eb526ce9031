"""Learned weights of words: those of the text, and those in the classes and ids of its containers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import TypeVar

from cleaner.tables import read_table

__all__ = ["ByElement", "MarkWeights", "function_words", "mark_words"]

_WORD_OR_BLANK = re.compile(
    r"[A-Z]?[a-z]{3,}|[A-Z][a-z]{2}|[A-Z]{3,}|\s+"
    r"|(?<![A-Za-z\d])[A-Za-z]{1,2}(?!\d*(?!x\d)[A-Za-z])|[A-Za-z][a-z](?=[A-Z][a-z]{2})|(?<=[a-z]{2})[A-Z][a-z]?(?![a-z])"
)
"""Names are full of numbers that programs made, in letters and digits: "css-1ad8x2", "node-58ad1d2", "sc-gHjAd".

One or two letters are a word only alone or beside a longer one, as in "ad-1" and "adBox", so that no
advertisement is read out of a number.
"""
_SELECTOR = re.compile(r"\S*\[&\S*")
"""A utility class that speaks of other elements: "[&>figcaption]:mt-2" is no caption, nor holds it one."""
LONGEST_MARKS = 600
"""Characters of class names that are read, and of a tag: utility classes run on, the telling names come first."""
_REMEMBERED = 512
"""Elements whose names are remembered as words: about those of a page, where several ask for them."""
_CACHED = 32_000
"""Distinct elements of which what they come to is remembered; those of some two hundred pages."""

_Value = TypeVar("_Value")


@cache
def function_words() -> frozenset[str]:
    """Return the words that hold sentences together, of all languages in one set."""
    table = read_table(Path(__file__).with_name("function_words.toml"))
    return frozenset(word for words in table.values() for word in words.split())


def mark_words(tag: str, marks: str) -> tuple[str, ...]:
    """Return the telling parts of an element: its tag, the words of its names, and adjacent pairs.

    >>> mark_words("div", "entry-content articleBody")
    ('<div>', 'entry', 'content', 'entry-content', 'article', 'body', 'article-body')
    """
    return _remembered(tag[:LONGEST_MARKS], marks[:LONGEST_MARKS])


@lru_cache(_REMEMBERED)
def _remembered(tag: str, marks: str) -> tuple[str, ...]:
    if "[&" in marks:
        marks = _SELECTOR.sub("", marks)
    words = [f"<{tag}>"]
    previous = ""
    for part in _WORD_OR_BLANK.findall(marks):
        if part.isspace():
            previous = ""
            continue
        word = part.lower()
        words.append(word)
        if previous:
            words.append(f"{previous}-{word}")
        previous = word
    return tuple(words)


class ByElement(dict[tuple[str, str], _Value]):
    """What each element (tag, marks) comes to, worked out once: pages use the same ones again and again.

    Long names, which hostile pages make up, are cut first, and when `_CACHED` are known, all are forgotten.
    """

    def __init__(self, work_out: Callable[[str, str], _Value]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, element: tuple[str, str]) -> _Value:
        """Work out and remember what an element comes to."""
        tag, marks = element
        short = (tag[:LONGEST_MARKS], marks[:LONGEST_MARKS])
        if short != element:
            return self[short]
        value = self._work_out(tag, marks)
        if len(self) >= _CACHED:
            self.clear()
        self[element] = value
        return value


class MarkWeights:
    """Sums the learned weights of an element's names; each distinct element is summed once."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._weights = weights
        self._sums = ByElement(self._sum)

    def of(self, elements: Iterable[tuple[str, str]]) -> list[float]:
        """Return the log-odds of body text that each element (tag, marks) adds to what it holds."""
        return list(map(self._sums.__getitem__, elements))

    def _sum(self, tag: str, marks: str) -> float:
        return sum(self._weights.get(word, 0.0) for word in dict.fromkeys(mark_words(tag, marks)))
