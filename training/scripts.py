"""Texts as if in other scripts: without case, without spaces, without end marks.

The corpora are in Latin script nearly throughout, where capitals and full stops tell a lot. A letter or a word
becomes another one, always the same, so that what repeats in a story still repeats.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Mapping

__all__ = ["SCRIPTS", "Script"]

Script = Callable[[str], str]

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_DEVANAGARI = dict(zip(_LETTERS, map(chr, range(0x0915, 0x0915 + 26)), strict=True))
_THAI = dict(zip(_LETTERS, map(chr, range(0x0E01, 0x0E01 + 26)), strict=True))
_FIRST_HAN, _USUAL_HAN = 0x4E00, 3000
_GLYPHS = 2.7
"""Latin letters that one han character stands for."""
_WORD = re.compile(r"[^\W\d_]+")
_BETWEEN_LETTERS = re.compile(r"(?<=[^\W\d_]) (?=[^\W\d_])")
_STOP = re.compile(r"[.!?…](?=\W|$)")
_PAUSE = re.compile(r"[,;:](?=\W|$)")


def _spelled(text: str, letters: Mapping[str, str]) -> str:
    """Return a text in other letters; those without a counterpart become some letter of the same script."""
    own = list(letters.values())
    return "".join(
        letters.get(character) or (own[ord(character) % len(own)] if character.isalpha() else character)
        for character in text.lower()
    )


def _without_case(text: str) -> str:
    """Return a text as if in Hindi: letters have no case, and sentences end with a danda."""
    return _spelled(re.sub(r"\.(?=\W|$)", "।", text), _DEVANAGARI)


def _without_spaces(text: str) -> str:
    """Return a text as if in Thai: a space stands where Latin scripts have a mark, and no mark at all."""
    joined = _BETWEEN_LETTERS.sub("", text)
    return " ".join(_spelled(_PAUSE.sub(" ", _STOP.sub(" ", joined)), _THAI).split()) or text


def _in_glyphs(text: str) -> str:
    """Return a text as if in Chinese: words become han characters, marks wide ones, and no space stands between."""
    glyphs = _WORD.sub(_glyphs, _BETWEEN_LETTERS.sub("\0", text)).replace("\0", "")
    return _PAUSE.sub("，", re.sub(r"\.(?=\W|$)", "。", glyphs)).replace("， ", "，").replace("。 ", "。")


def _glyphs(match: re.Match[str]) -> str:
    word = match[0].lower()
    number = zlib.crc32(word.encode())
    count = max(1, round(len(word) / _GLYPHS))
    return "".join(chr(_FIRST_HAN + (number >> at) % _USUAL_HAN) for at in range(count))


def _without_marks(text: str) -> str:
    """Return a text as speech is written down by a program: lower case, no punctuation."""
    return " ".join(re.sub(r"[^\w\s]|_", "", text).lower().split()) or text


SCRIPTS: Mapping[str, Script] = {
    "caseless": _without_case,
    "spaceless": _without_spaces,
    "glyphs": _in_glyphs,
    "capitals": str.upper,
    "unmarked": _without_marks,
}
