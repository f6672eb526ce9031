"""Which patterns need a letter beyond the Latin script: a document without one does not even compile them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import compress

__all__ = ["has_other_script", "needing_other_script"]

# Bytes of UTF-8, of which classes compile in no time. All characters from U+0340 on count but for U+2000 to U+2FFF
# and what lies beyond U+EFFF, where the punctuation, the symbols and the emoji of Latin texts are.
_FIRST = rb"\xcd-\xe1\xe3-\xee"
_OTHER = rb"[%b][\x80-\xbf]+" % _FIRST
_LATIN_BYTES = bytes({*range(0xCD), 0xE2, *range(0xEF, 0x100)})

_IS_OTHER_CLASS = re.compile(rb"\[(?:%b(?:-%b)?)+\]" % (_OTHER, _OTHER))
_OPAQUE = re.compile(
    rb"\\(?:[xpP]\{[^}]*\}|.)"  # an escaped character, or a class of them
    rb"|\[\^?\]?(?:\\(?:[xpP]\{[^}]*\}|.)|[^\]\\])*\]"  # a class in brackets
    rb"|\(\?[^:)\n]*:",
    re.DOTALL,
)
_ONCE_OR_MORE = re.compile(rb"\{[1-9]\d*,?\d*\}\??")
_LEFT_OUT = re.compile(rb"\{0\d*,?\d*\}\??")
_OTHER_BYTES = bytes(range(0x100)).translate(None, _LATIN_BYTES)
_PLAIN_BYTES = _LATIN_BYTES.translate(None, b"N(|)?*\n")
_SYMBOLS = bytes.maketrans(
    _OTHER_BYTES + _PLAIN_BYTES + b"*", b"N" * len(_OTHER_BYTES) + b"x" * len(_PLAIN_BYTES) + b"?"
)
_NOTHING = bytes(range(0x80, 0xC0)) + b"+{[\\"
"""Bytes that stand for nothing by themselves: all but the first of a character, and what only repeats."""
_OTHER_LEFT_OUT = re.compile(rb"(?<![N)])\?+")
_NEEDY_LEFT_OUT = re.compile(rb"N\?+")
_GROUP = re.compile(rb"\((?:(N+(?:\|N+)*)|[^()\n]*)\)(\?*)")
_NEEDY = re.compile(rb"N+(?:\|N+)*")


def has_other_script(line: bytes) -> bool:
    """Return whether a line in UTF-8 has a character of another script than the Latin one."""
    return bool(line.translate(None, _LATIN_BYTES))


def needing_other_script(patterns: Sequence[str]) -> list[bool]:
    """Return whether every text that an RE2 pattern matches has such a character; False also where that is unsure.

    A sequence needs one if any of its parts does, a choice if all of its branches do, and what may be left out
    needs none. All patterns are looked at together: what needs one becomes an N, what stands beside it vanishes,
    and then groups become an N or vanish, the innermost first.
    """
    lines = [pattern.replace("\n", " ").lower().encode(errors="replace") for pattern in patterns]
    holding = list(map(has_other_script, lines))
    text = b"\n".join(compress(lines, holding))
    text = _OPAQUE.sub(_symbol, text).replace(b"+?", b"+")
    text = _LEFT_OUT.sub(b"?", _ONCE_OR_MORE.sub(b"", text)).translate(_SYMBOLS, _NOTHING)
    text = _OTHER_LEFT_OUT.sub(b"", text).replace(b"x", b"")
    text = _NEEDY_LEFT_OUT.sub(b"", text)
    before = b""
    while text != before:
        before = text
        text = _GROUP.sub(lambda group: b"N" if group[1] and not group[2] else b"", text)
    left = iter(text.split(b"\n"))
    return [holds and _NEEDY.fullmatch(next(left)) is not None for holds in holding]


def _symbol(opaque: re.Match[bytes]) -> bytes:
    """Return what stands for a character, a class or the opening of a group."""
    found = opaque[0]
    if found.startswith(b"("):
        return b"("
    return b"N" if _IS_OTHER_CLASS.fullmatch(found) else b"x"
