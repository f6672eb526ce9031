"""What stands for words in scripts that write no spaces between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

__all__ = ["GLYPHS", "LETTERS", "grams", "holds_unspaced", "separated"]

GLYPHS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Kana and han, as in a class of characters."""
LETTERS = "\u0e01-\u0e4e\u0e81-\u0ecd\u0f40-\u0fbc\u1000-\u103f\u1050-\u109d\u1780-\u17d3"
"""Letters and signs of Thai, Lao, Tibetan, Burmese and Khmer."""

# Compiled when first used, which takes long.
_GLYPH = f"[{GLYPHS}]"
_LETTER = f"[{LETTERS}]"
_NO_WIDE = bytes({*range(256)} - {*range(0xE3, 0xF0)})
"""Bytes that no character from U+3000 to U+FFFF opens with in UTF-8."""
_NO_UNSPACED = bytes({*range(256)} - {0xE0, 0xE1})
"""Bytes that no character from U+0800 to U+1FFF opens with, where the letters of `_LETTER` are."""
_LETTERS = 4
"""Letters of a run that speaks of something: about a Thai or Burmese word. Of two, all lines have the same."""


def separated(lowered: str) -> str:
    """Return lower-cased text with blanks around its han and kana characters, which are a word each.

    >>> separated("猫は 2").split()
    ['猫', 'は', '2']
    """
    return re.sub(_GLYPH, " \\g<0> ", lowered) if _holds(lowered, _NO_WIDE) else lowered


def holds_unspaced(text: str) -> bool:
    """Tell whether a text may have a character of a script without spaces."""
    return _holds(text, _NO_WIDE) or (_holds(text, _NO_UNSPACED) and re.search(_LETTER, text) is not None)


def grams(words: Sequence[str]) -> list[str] | None:
    """Return what takes the place of the `separated` words of a text, or None where they are words.

    Where han and kana characters are the words, that is each pair of neighbours, and among letters of Thai,
    Lao, Tibetan, Burmese and Khmer each run of four. Each stands once, where it is met first: what is made of them must
    not depend on how a process hashes strings.

    >>> grams(["猫", "は", "寝"])
    ['猫は', 'は寝']
    """
    if sum(len(word) == 1 and "\u3000" < word <= "\uffff" for word in words) * 2 > len(words):
        return list(dict.fromkeys(map("".join, pairwise(words))))
    text = "".join(words)
    if _holds(text, _NO_UNSPACED) and len(re.findall(_LETTER, text)) * 2 > len(text):
        return list(dict.fromkeys(text[at : at + _LETTERS] for at in range(len(text) - _LETTERS + 1)))
    return None


def _holds(text: str, without: bytes) -> bool:
    """Tell whether any character of a text opens with a byte that is not among those."""
    return not text.isascii() and bool(text.encode(errors="surrogatepass").translate(None, without))
