"""UTF-8 that was read as GBK, in which two bytes are a Chinese character: proved by reading it again.

An apostrophe and the letter behind it become "鈥檚", an "é" becomes "茅". The bytes of Chinese that is right are
no UTF-8, or else mean nothing.
"""

from __future__ import annotations

import codecs
import re

from cleaner.mojibake import EXPECTED

__all__ = ["may_be_gbk", "reread_gbk"]

# Compiled when first used, by the functions of re: classes of all scripts take long, and few documents need them.
_TWO_BYTES = "[\u3400-\u9fff\ue000-\uf8ff]"
_LOST = "\ufffd"
_OTHER_BYTES = bytes({*range(256)} - {*range(0xE3, 0xEA), 0xEE, 0xEF})
"""Bytes that no character of two bytes in GBK opens with in UTF-8."""

_EXPECTED = f"[\x00-\x7f\ufffd{EXPECTED}]*"

_PROOF = (
    "[\u2010-\u203a\u20ac\u2122\U0001f300-\U0001faff]"
    "|[\u0386-\u03ce]{4}|[\u0401-\u045f]{4}|[\u05d0-\u05ea]{4}|[\u0620-\u064a]{4}"
    "|[\u0900-\u0d7f]{3}|[\u0e00-\u0e7f]{3}|[\u3000-\u30ff\u4e00-\u9fff\uff01-\uffee]{3}|[\uac00-\ud7a3]{2}"
    "|[a-z][\xc0-\u017f][a-z]"
)
"""What is no coincidence: typography, letters of one script in a row, an accented letter within a word."""

_LAST_LETTER = "[a-z]{2}[\xc0-\u017f](?![^\x00-\x7f])"
"""An accented letter at the end of a word, which proves something if there are two."""


def may_be_gbk(text: bytes) -> bool:
    """Tell at once whether a text in UTF-8 may have a line that `reread_gbk` reads; most texts cannot."""
    return bool(text.translate(None, _OTHER_BYTES))


def reread_gbk(line: str) -> str | None:
    """Return the line of UTF-8 that was read as GBK, or None if there is no proof that it was.

    All of the line must be explained. U+FFFD in it stands for a byte that was lost, which takes the character
    that it belonged to along.
    """
    if not re.search(_TWO_BYTES, line):
        return None
    pieces = line.split(_LOST)
    read = []
    for number, piece in enumerate(pieces, 1):
        try:
            data = piece.encode("gb18030")
            text, _ = codecs.utf_8_decode(data, "strict", number == len(pieces))
        except UnicodeError:
            return None
        read.append(text)
    mended = _LOST.join(read)
    if re.fullmatch(_EXPECTED, mended) is None:
        return None
    proof = re.search(_PROOF, mended)
    return mended if proof or len(re.findall(_LAST_LETTER, mended)) > 1 else None
