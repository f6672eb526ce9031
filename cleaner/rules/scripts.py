"""Which patterns need a letter beyond the Latin script: a document without its like does not even compile them."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["SCRIPTS", "has_other_script", "has_script", "needed_scripts", "needs_other_script"]

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

_IS_OTHER = re.compile(_OTHER)
_UNIT = re.compile(
    rb"(\[(?:%b(?:-%b)?)+\])"  # a class of letters of other scripts
    rb"|\[\^?\]?(?:\\(?:[xpP]\{[^}]*\}|.)|[^\]\\])*\]"  # any other class in brackets
    rb"|\\(?:[xpP]\{[^}]*\}|.)" % (_OTHER, _OTHER),  # an escaped character, or a class of them
    re.DOTALL,
)
_TOKEN = re.compile(
    rb"\(\?[^:)]*:|[(|)]|[*+?]\??|\{\d+,?\d*\}\??|(?:%b)+|[^(|)*+?{%b]+" % (_OTHER, _FIRST), re.DOTALL
)
_LETTER = "\u0430".encode()
_LATIN_LETTER = b"a"

# What most patterns are made of, each taken in one stride: a group that may be left out, and a choice between
# alternatives of which each has two letters of another script in a row.
_OPTIONAL = re.compile(rb"\([^()]*+\)[?*]")
_ALTERNATIVE = rb"[^(|)*+?{%b]*+[%b][\x80-\xbf]++[%b][\x80-\xbf]++[^(|)]*+" % ((_FIRST,) * 3)
_CHOICE = re.compile(rb"\((?:%b\|)*+%b\)(?![?*{])" % (_ALTERNATIVE, _ALTERNATIVE))


def has_other_script(line: bytes) -> bool:
    """Return whether a line in UTF-8 has a character of another script than the Latin one."""
    return bool(line.translate(None, _LATIN_BYTES))


def has_script(script: int, line: bytes) -> bool:
    """Return whether a line in UTF-8 has a character of one family of scripts other than the Latin one."""
    return bool(line.translate(None, _WITHOUT[script]))


def needed_scripts(pattern: str) -> Sequence[int]:
    """Return the families of which every text that an RE2 pattern matches has one; none where that is unsure."""
    if not needs_other_script(pattern):
        return ()
    encoded = pattern.encode(errors="replace")
    named = [script for script in SCRIPTS if has_script(script, encoded)]
    return named if len(named) == 1 else SCRIPTS  # a class may run from one family through others to a third


def needs_other_script(pattern: str) -> bool:
    """Return whether every text that an RE2 pattern matches has such a character; False also where that is unsure.

    A sequence needs one if any of its parts does, a choice if all of its branches do, and what may be left out
    needs none.
    """
    encoded = pattern.encode(errors="replace")
    if not has_other_script(encoded):
        return False
    encoded = _UNIT.sub(lambda unit: _LETTER if unit[1] else _LATIN_LETTER, encoded)
    encoded = _CHOICE.sub(_LETTER * 2, _OPTIONAL.sub(_LATIN_LETTER, encoded))
    # Around each open group: whether its branches and its sequence need one.
    outer: list[tuple[bool, bool]] = []
    branches, sequence, part = True, False, False
    for token in _TOKEN.findall(encoded):
        first = token[:1]
        if first in b"?*{":
            part = part and first == b"{" and not token.startswith(b"{0")
        elif first == b"+":
            continue
        elif first == b"(":
            outer.append((branches, sequence or part))
            branches, sequence, part = True, False, False
        elif first == b"|":
            branches, sequence, part = branches and (sequence or part), False, False
        elif first == b")":
            inner = branches and (sequence or part)
            branches, sequence = outer.pop()
            part = inner
        elif _IS_OTHER.match(token):  # what follows may make its last character optional, but no other one
            sequence, part = sequence or part or has_other_script(token[1:]), True
        else:
            sequence, part = sequence or part, False
    return branches and (sequence or part)
