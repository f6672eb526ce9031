"""Counts characters by class for every block at once."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.unspaced import GLYPHS, LETTERS

__all__ = ["CharacterClass", "Characters", "character_table", "count_characters"]

_PLANE = 0x10000
"""Characters beyond the basic plane share one class: they are emoji and rare scripts."""
_BATCH = 1 << 18
"""Characters looked at together: enough for nearly every document, at a few megabytes of memory."""


class CharacterClass(IntEnum):
    """What a character tells about the line it stands in, whatever the script."""

    OTHER = 0
    LETTER = 1  # letters of scripts without case
    LOWER = 2
    UPPER = 3
    DIGIT = 4
    SPACE = 5
    END_MARK = 6
    PAUSE = 7
    QUOTE = 8
    BRACKET = 9
    DASH = 10
    IDEOGRAPH = 11  # Han and kana: scripts that write no spaces
    SEPARATOR = 12
    UNSPACED = 13  # letters of other scripts that write no spaces between words


_MEMBERS = {
    CharacterClass.END_MARK: ".!?…。！？؟।॥։۔።፧፨။។៕།༎᠃‼⁉",
    CharacterClass.PAUSE: ",;:、，；：،؛፣፤၊",
    CharacterClass.QUOTE: "\"'“”„‟‘’‚‛«»‹›「」『』＂＇",
    CharacterClass.BRACKET: "()[]{}（）【】〔〕《》〈〉",
    CharacterClass.DASH: "-–—―−‐‑",
    CharacterClass.SEPARATOR: "|•·/\\>@#*_=+&©®™→←↑↓▶►▼▲●○■□★☆✓✔",
}
_CATEGORIES = {
    "Ll": CharacterClass.LOWER,
    "Lu": CharacterClass.UPPER,
    "Lt": CharacterClass.UPPER,
    "Lo": CharacterClass.LETTER,
    "Lm": CharacterClass.LETTER,
    "Mn": CharacterClass.LETTER,
    "Mc": CharacterClass.LETTER,
    "Nd": CharacterClass.DIGIT,
    "Zs": CharacterClass.SPACE,
    "Cc": CharacterClass.SPACE,
}


def character_table() -> NDArray[np.uint8]:
    """Return the class of each code point of the basic plane, and of all others in the last place.

    Built once, by the training command, and kept with the weights: the same table under every
    Python, whatever edition of Unicode it carries.
    """
    table = np.zeros(_PLANE + 1, dtype=np.uint8)
    for code in range(_PLANE):
        table[code] = _CATEGORIES.get(unicodedata.category(chr(code)), CharacterClass.OTHER)
    for stretch in _stretches(GLYPHS):
        table[stretch] = CharacterClass.IDEOGRAPH
    for stretch in _stretches(LETTERS):
        own = table[stretch]
        own[own == CharacterClass.LETTER] = CharacterClass.UNSPACED
    for kind, members in _MEMBERS.items():
        table[[ord(member) for member in members]] = kind
    return table


def _stretches(ranges: str) -> Iterator[slice]:
    """Yield the code points of each range of a class of characters, as in "a-z0-9"."""
    return (slice(ord(first), ord(last) + 1) for first, last in zip(ranges[::3], ranges[2::3], strict=True))


class Characters(NamedTuple):
    """The characters of n texts: counts (n x classes), and the classes of four characters of each text.

    Those are the first and the last one, the one before the last and the one before that; where a text
    is too short, `OTHER`.
    """

    counts: NDArray[np.int64]
    first: NDArray[np.uint8]
    last: NDArray[np.uint8]
    before: NDArray[np.uint8]
    farther: NDArray[np.uint8]


def count_characters(
    texts: Sequence[str], lengths: NDArray[np.int64], table: NDArray[np.uint8]
) -> Characters:
    """Return what the characters of texts are; `lengths` are theirs in code points, none 0."""
    n, width = len(texts), len(CharacterClass)
    ends = np.cumsum(lengths)
    found = Characters(np.zeros((n, width), dtype=np.int64), *np.zeros((4, n), dtype=np.uint8))
    start = 0
    while start < n:
        begin = ends[start] - lengths[start]
        end = int(np.searchsorted(ends, begin + _BATCH, side="right"))
        if end > start:
            own = lengths[start:end]
            classes = _classes("".join(texts[start:end]), table)
            _count(found.counts[start:end], classes, own)
            _note_ends(found, slice(start, end), classes, own)
        else:  # one long text
            end = start + 1
            text = texts[start]
            for at in range(0, len(text), _BATCH):
                classes = _classes(text[at : at + _BATCH], table)
                found.counts[start] += np.bincount(classes, minlength=width)
            classes = _classes(text[:1] + text[-_BATCH:], table)
            _note_ends(found, slice(start, end), classes, np.array([len(classes)]))
        start = end
    return found


def _classes(text: str, table: NDArray[np.uint8]) -> NDArray[np.uint8]:
    if text.isascii():
        return table[np.frombuffer(text.encode(), dtype=np.uint8)]
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return table[np.minimum(codes, _PLANE)]


def _count(counts: NDArray[np.int64], classes: NDArray[np.uint8], lengths: NDArray[np.int64]) -> None:
    n, width = counts.shape
    owners = np.repeat(np.arange(0, n * width, width), lengths)
    owners += classes
    counts[:] = np.bincount(owners, minlength=n * width).reshape(n, width)


def _note_ends(
    found: Characters, where: slice, classes: NDArray[np.uint8], lengths: NDArray[np.int64]
) -> None:
    ends = np.cumsum(lengths)
    found.first[where] = classes[ends - lengths]
    found.last[where] = classes[ends - 1]
    for back, column in ((2, found.before), (3, found.farther)):
        column[where] = np.where(lengths >= back, classes[np.maximum(ends - back, 0)], CharacterClass.OTHER)
