"""Which patterns need a letter beyond the Latin script: a document without one does not even compile them."""

from __future__ import annotations

import re

__all__ = ["has_other_script", "needs_other_script"]

# Bytes of UTF-8, of which classes compile in no time. All characters from U+0340 on count but for U+2000 to U+2FFF
# and what lies beyond U+EFFF, where the punctuation, the symbols and the emoji of Latin texts are.
_FIRST = rb"\xcd-\xe1\xe3-\xee"
_OTHER = rb"[%b][\x80-\xbf]+" % _FIRST
_LATIN_BYTES = bytes({*range(0xCD), 0xE2, *range(0xEF, 0x100)})

_CLASS_OF_OTHERS = re.compile(rb"\[(?:%b(?:-%b)?)+\]" % (_OTHER, _OTHER))
_ESCAPE_OR_CLASS = re.compile(
    rb"\\(?:[xpP]\{[^}]*\}|.)|\[\^?\]?(?:\\(?:[xpP]\{[^}]*\}|.)|[^\]\\])*\]", re.DOTALL
)

# A pattern comes down to an O for a character of another script and a dot for any other one, with its groups,
# branches and question marks; bytes after a character's first one and plus signs are dropped.
_OPENS_GROUP = re.compile(rb"\(\?[^:)]*:")
_NO_TIMES = re.compile(rb"\{0,?\d*\}")
_SOME_TIMES = re.compile(rb"\{\d+,?\d*\}\??")
_SYMBOLS = bytes(byte if byte in b"()|?" else b".O"[byte not in _LATIN_BYTES] for byte in range(256))
_DROPPED = bytes({*range(0x80, 0xC0), ord("+")})
_MAY_BE_WITHOUT = re.compile(rb"\((?:|\|[O|]*|[O|]*\||[O|]*\|\|[O|]*)\)\??|\([O|]*\)\?")
_IS_NEVER_WITHOUT = re.compile(rb"\((?:O+\|)*O+\)(?!\?)")


def has_other_script(line: bytes) -> bool:
    """Return whether a line in UTF-8 has a character of another script than the Latin one."""
    return bool(line.translate(None, _LATIN_BYTES))


def needs_other_script(pattern: str) -> bool:
    """Return whether every text that an RE2 pattern matches has such a character; False also where that is unsure.

    A sequence needs one if any of its parts does, a choice if all of its branches do, and what may be left out
    needs none.
    """
    reduced = pattern.encode(errors="replace")
    if not has_other_script(reduced):
        return False
    reduced = _ESCAPE_OR_CLASS.sub(
        lambda found: b"\xe0" if _CLASS_OF_OTHERS.fullmatch(found[0]) else b".", reduced
    )
    reduced = _SOME_TIMES.sub(b"", _NO_TIMES.sub(b"?", _OPENS_GROUP.sub(b"(", reduced)))
    reduced = (
        reduced.replace(b"+?", b"").replace(b"*", b"?").translate(_SYMBOLS, _DROPPED).replace(b"??", b"?")
    )
    reduced = reduced.replace(b".?", b"").replace(b".", b"").replace(b"O?", b"")
    longer = b""
    while b"(" in reduced and reduced != longer:
        longer = reduced
        reduced = _IS_NEVER_WITHOUT.sub(b"O", _MAY_BE_WITHOUT.sub(b"", reduced))
    return not reduced.translate(None, b"O|") and all(reduced.split(b"|"))
