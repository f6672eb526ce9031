"""Which patterns need a letter beyond the Latin script: a document without one does not even compile them."""

from __future__ import annotations

import re

__all__ = ["has_other_script", "needs_other_script"]

_OTHER = "\u0340-\u1fff\u3000-\uefff"
"""Characters of other scripts, as far as their first byte in UTF-8 tells: U+2000 to U+2FFF and what lies beyond
U+EFFF holds the punctuation, the symbols and the emoji of Latin texts as well."""
_LATIN_BYTES = bytes({*range(0xCD), 0xE2, *range(0xEF, 0x100)})

_IS_OTHER = re.compile(f"[{_OTHER}]")
_IS_OTHER_CLASS = re.compile(rf"\[(?:[{_OTHER}](?:-[{_OTHER}])?)+\]")
_TOKEN = re.compile(
    r"\\(?:[xpP]\{[^}]*\}|.)"  # an escaped character, or a class of them
    r"|\[\^?\]?(?:\\(?:[xpP]\{[^}]*\}|.)|[^\]\\])*\]"  # a class in brackets
    rf"|\(\?[^:)]*:|[(|)]|[*+?]\??|\{{\d+,?\d*\}}\??|[{_OTHER}]+|[^\\\[(|)*+?{{{_OTHER}]+",
    re.DOTALL,
)


def has_other_script(line: bytes) -> bool:
    """Return whether a line in UTF-8 has a character of another script than the Latin one."""
    return bool(line.translate(None, _LATIN_BYTES))


def needs_other_script(pattern: str) -> bool:
    """Return whether every text that an RE2 pattern matches has such a character; False also where that is unsure.

    A sequence needs one if any of its parts does, a choice if all of its branches do, and what may be left out
    needs none.
    """
    if not _IS_OTHER.search(pattern):
        return False
    outer: list[
        tuple[bool, bool]
    ] = []  # around each open group: whether its branches and its sequence need one
    branches, sequence, part = True, False, False
    for token in _TOKEN.findall(pattern):
        first = token[0]
        if first in "?*{":
            part = part and first == "{" and not token.startswith("{0")
        elif first == "+":
            continue
        elif first == "(":
            outer.append((branches, sequence or part))
            branches, sequence, part = True, False, False
        elif first == "|":
            branches, sequence, part = branches and (sequence or part), False, False
        elif first == ")":
            inner = branches and (sequence or part)
            branches, sequence = outer.pop()
            part = inner
        elif first == "[":
            sequence, part = sequence or part, _IS_OTHER_CLASS.fullmatch(token) is not None
        elif _IS_OTHER.match(first):  # what follows may make its last character optional, but no other one
            sequence, part = sequence or part or len(token) > 1, True
        else:
            sequence, part = sequence or part, False
    return branches and (sequence or part)
