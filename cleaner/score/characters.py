"""Counts characters by class for every block at once."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["CharacterClass", "character_table", "count_characters"]

_PLANE = 0x10000
"""Characters beyond the basic plane share one class: they are emoji and rare scripts."""


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


_MEMBERS = {
    CharacterClass.END_MARK: ".!?…。！？؟।։۔‼⁉",
    CharacterClass.PAUSE: ",;:、，；：،؛",
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
_IDEOGRAPHS = ((0x3040, 0x30FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF))


def character_table() -> NDArray[np.uint8]:
    """Return the class of each code point of the basic plane, and of all others in the last place.

    Built once, by the training command, and kept with the weights: the same table under every
    Python, whatever edition of Unicode it carries.
    """
    table = np.zeros(_PLANE + 1, dtype=np.uint8)
    for code in range(_PLANE):
        table[code] = _CATEGORIES.get(unicodedata.category(chr(code)), CharacterClass.OTHER)
    for first, last in _IDEOGRAPHS:
        table[first : last + 1] = CharacterClass.IDEOGRAPH
    for kind, members in _MEMBERS.items():
        table[[ord(member) for member in members]] = kind
    return table


def count_characters(
    texts: Sequence[str], lengths: NDArray[np.int64], table: NDArray[np.uint8]
) -> tuple[NDArray[Any], NDArray[np.uint8]]:
    """Return counts (n blocks x classes) and the class of every character of the joined texts.

    `lengths` are the texts' lengths in code points; no text is empty.
    """
    joined = "".join(texts)
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    classes = table[np.minimum(codes, _PLANE)]
    width = len(CharacterClass)
    owners = np.repeat(np.arange(0, len(texts) * width, width), lengths)
    counts = np.bincount(owners + classes, minlength=len(texts) * width)
    return counts.reshape(len(texts), width), classes
