"""Learned weights of words: those of the text, and those in the classes and ids of its containers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import TypeVar

from cleaner.tables import read_table

__all__ = ["ByElement", "MarkWeights", "function_words", "holds_wide", "is_glyphs", "mark_words", "separated"]

_WORD_OR_BLANK = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\s+")
# Compiled when first used, which takes long.
_GLYPH = "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
_NARROW_BYTES = bytes({*range(256)} - {*range(0xE3, 0xF0)})
"""Bytes that no character from U+3000 to U+FFFF opens with in UTF-8."""
LONGEST_MARKS = 600
"""Characters of class names that are read: utility classes run on, the telling names come first."""
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


def separated(lowered: str) -> str:
    """Return lower-cased text with blanks around its han and kana characters, which are a word each.

    >>> separated("猫は 2").split()
    ['猫', 'は', '2']
    """
    return re.sub(_GLYPH, " \\g<0> ", lowered) if holds_wide(lowered) else lowered


def holds_wide(text: str) -> bool:
    """Tell whether a text has a character from U+3000 to U+FFFF, where those stand that may be a word each."""
    return not text.isascii() and bool(text.encode(errors="surrogatepass").translate(None, _NARROW_BYTES))


def is_glyphs(words: Sequence[str]) -> bool:
    """Tell whether words are for the most part single han and kana characters."""
    return sum(len(word) == 1 and "\u3000" < word <= "\uffff" for word in words) * 2 > len(words)


def mark_words(tag: str, marks: str) -> tuple[str, ...]:
    """Return the telling parts of an element: its tag, the words of its names, and adjacent pairs.

    >>> mark_words("div", "entry-content articleBody")
    ('<div>', 'entry', 'content', 'entry-content', 'article', 'body', 'article-body')
    """
    is_long = len(tag) + len(marks) > LONGEST_MARKS  # hostile, or new each time
    return _words_in(tag, marks[:LONGEST_MARKS]) if is_long else _remembered(tag, marks)


def _words_in(tag: str, marks: str) -> tuple[str, ...]:
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


_remembered = lru_cache(_REMEMBERED)(_words_in)


class ByElement(dict[tuple[str, str], _Value]):
    """What each element (tag, marks) comes to, worked out once: pages use the same ones again and again.

    When `_CACHED` are known, all are forgotten; long names, which hostile pages make up, are never remembered.
    """

    def __init__(self, work_out: Callable[[str, str], _Value]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, element: tuple[str, str]) -> _Value:
        """Work out and remember what an element comes to."""
        value = self._work_out(*element)
        if len(self) >= _CACHED:
            self.clear()
        if sum(map(len, element)) <= LONGEST_MARKS:
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
