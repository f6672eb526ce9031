"""Where prose starts behind the words of a menu: in a text on one line, no mark stands between the two.

"Home News Sport Weather The ferry to the islands has not sailed since Friday." is one sentence by its marks. What
its words look like tells them apart: menus, headlines and names are capitals, prose is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from cleaner.split.cased import cased_letters

__all__ = ["prose_starts", "small_words"]

_MENU = 4
"""Capitals and numbers in a row, at least, of a menu or a headline; a row of fewer is a name."""
_LOOKED_AT = 10
_STRETCH = 200
"""Words and characters behind such a row that tell whether prose follows."""
_PROSE = 3
"""Long small words among them, at least."""
_NAME = 4
"""Words of a name or title that a sentence may open with, at most."""
_PORTION = 1_000_000
"""Characters whose words exist at one time: those of a vast line, all at once, take ten times its memory. A word that
the end of a portion cuts does not matter."""
_SMALL_WORD = re.compile(r"(?<![^\s(\"“‘'])[^\W\d_]+")
_WORD = re.compile(r"\S+")
_QUOTES = "\"'“”‘’«»„()[]"


class _Patterns(NamedTuple):
    """The patterns for letters of all scripts with capitals, compiled when first used."""

    row: re.Pattern[str]
    long: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    upper, lower = cased_letters()
    capital = rf"(?:[{upper}\d]|[^\w\s])\S*+"
    return _Patterns(
        re.compile(rf"(?<!\S)(?:(?:{capital}|[{lower}]{{1,3}}[,;:]?)\s++){{{_MENU},}}+"),
        re.compile(rf"[{lower}]{{4}}"),
    )


def small_words(text: str) -> frozenset[str]:
    """Return the words of a text that stand in it with a small letter."""
    found: set[str] = set()
    for start in range(0, len(text), _PORTION):
        found.update(_SMALL_WORD.findall(text, start, start + _PORTION))
    return frozenset(word for word in found if word[0].islower())


def prose_starts(text: str, small: frozenset[str]) -> Iterator[int]:
    """Yield the offsets in a sentence at which prose starts behind a menu.

    `small` are the `small_words` of the document: with one of them, in capitals, the prose opens, or else with a name.
    """
    for row in _patterns().row.finditer(text):
        if row.end() == len(text):
            return
        behind = _WORD.findall(text, row.end(), row.end() + _STRETCH)[:_LOOKED_AT]
        if sum(_patterns().long.match(word) is not None for word in behind) >= _PROSE:
            start = _opening(text, row, small)
            if start:
                yield start


def _opening(text: str, row: re.Match[str], small: frozenset[str]) -> int:
    """Return where the last words of a row open the sentence that goes on behind it; 0 if too few are left before."""
    words = list(_WORD.finditer(text, row.start(), row.end()))
    are_small = [word[0][0].islower() for word in words]
    number = len(words) - 1
    while number and are_small[number]:
        number -= 1
    for _ in range(_NAME):
        if words[number][0].strip(_QUOTES).lower() in small:
            break
        before = number - 1 - (number > 1 and are_small[number - 1])  # "Ann Holt of Carrow" is one name
        if before < 0 or not words[before][0][0].isupper():
            break
        number = before
    return words[number].start() if are_small[:number].count(False) >= _MENU else 0
