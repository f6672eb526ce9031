"""Which patterns need a letter beyond the Latin script: a document without its like does not even compile them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import compress

__all__ = ["SCRIPTS", "has_other_script", "has_script", "needed_scripts"]

# Bytes of UTF-8, of which classes compile in no time. All characters from U+0340 on count but for U+2000 to U+2FFF
# and what lies beyond U+EFFF, where the punctuation, the symbols and the emoji of Latin texts are.
_FIRST = rb"\xcd-\xe1\xe3-\xee"
_OTHER = rb"[%b][\x80-\xbf]+" % _FIRST
_LATIN_BYTES = bytes({*range(0xCD), 0xE2, *range(0xEF, 0x100)})

_FAMILIES = (range(0xD0, 0xD6), range(0xD6, 0xD8), range(0xD8, 0xDC), range(0xE0, 0xE1), range(0xE3, 0xEF))
"""First bytes of Cyrillic and Armenian, of Hebrew, of Arabic, of the scripts of India and Thailand, of East Asia."""
_OTHER_FAMILIES = {*range(0xCD, 0xEF)} - {0xE2}.union(*_FAMILIES)
_WITHOUT = [bytes({*range(256)}.difference(family)) for family in (*_FAMILIES, _OTHER_FAMILIES)]
SCRIPTS = range(len(_WITHOUT))
"""Families of scripts, by number: a document seldom has letters of more than one of them."""

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


def has_script(script: int, line: bytes) -> bool:
    """Return whether a line in UTF-8 has a character of one family of scripts other than the Latin one."""
    return bool(line.translate(None, _WITHOUT[script]))


def needed_scripts(patterns: Sequence[str]) -> list[Sequence[int]]:
    """Return the families of which all that a pattern matches has a letter, for each; none where that is unsure."""
    lines = [pattern.replace("\n", " ").lower().encode(errors="replace") for pattern in patterns]
    return [_families(line) if needs else () for line, needs in zip(lines, _need_one(lines), strict=True)]


def _families(pattern: bytes) -> Sequence[int]:
    """Return the families of which a pattern that needs one has letters."""
    named = [script for script in SCRIPTS if has_script(script, pattern)]
    return named if len(named) == 1 else SCRIPTS  # a class may run from one family through others to a third


def _need_one(patterns: Sequence[bytes]) -> list[bool]:
    """Return whether every text that a pattern matches has a letter of another script.

    A sequence needs one if any of its parts does, a choice if all of its branches do, and what may be left out
    needs none. All patterns are looked at together: what needs one becomes an N, what stands beside it vanishes,
    and then groups become an N or vanish, the innermost first.
    """
    holding = list(map(has_other_script, patterns))
    text = _OPAQUE.sub(_symbol, b"\n".join(compress(patterns, holding))).replace(b"+?", b"+")
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
