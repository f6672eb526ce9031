"""The numbers that text browsers put before links, for the list of addresses below the page."""

from __future__ import annotations

import re
from bisect import bisect_left

from cleaner.document import Repair
from cleaner.split.lines import Lines

__all__ = ["LINK_NUMBER", "is_of_addresses", "without_link_numbers"]

LINK_NUMBER = "the number that a text browser gave to a link"
"""The reason of the repairs that take such numbers out."""

_NUMBER = re.compile(r"\[[0-9]{1,4}\](?=[^\s.,;:!?)\]])")
"""The number of a link, close to the link's text; the number of a note stands behind what it is about."""
_AT_WORD = re.compile(r"\[[0-9]{1,4}\](?=\w)")
"""One that can be no note's: a word follows it close."""
_ADDRESS = re.compile(r"([0-9]{1,4})\. (?:https?|ftp|file|mailto|javascript|tel):\S*")
_HEADS = frozenset({"References", "Visible links", "Visible links:", "Hidden links", "Hidden links:"})
"""What the list of addresses is headed by, in the words of Lynx and ELinks."""
_LEAST = 3
"""Addresses of a list, and numbers that lead to it, from which a text browser has made the text."""


def without_link_numbers(lines: Lines) -> list[Repair]:
    """Take the numbers of links out of a text that ends in the list of their addresses, and return the changes.

    A line in which other characters have been mended stays as it is: its places are told by those.
    """
    if not _has_addresses(lines.texts):
        return []
    numbered = [number for number, text in enumerate(lines.texts) if "[" in text and _NUMBER.search(text)]
    if sum(_AT_WORD.search(lines.texts[number]) is not None for number in numbered) < _LEAST:
        return []
    mended = sorted(change.start for change in lines.changes)
    changes: list[Repair] = []
    for number in numbered:
        start, end = lines.starts[number], lines.ends[number]
        if bisect_left(mended, start) == bisect_left(mended, end):
            found = _NUMBER.finditer(lines.source, start, end)
            changes += [Repair(match.start(), match.end(), match[0], "", LINK_NUMBER) for match in found]
            lines.texts[number] = _NUMBER.sub("", lines.texts[number])
    return changes


def _has_addresses(texts: list[str]) -> bool:
    """Return whether a head of links stands above addresses that are numbered from one on."""
    for number, text in enumerate(texts):
        if text in _HEADS:
            found = [_ADDRESS.fullmatch(line) for line in texts[number + 1 : number + 1 + _LEAST]]
            if [match and match[1] for match in found] == [str(one + 1) for one in range(_LEAST)]:
                return True
    return False


def is_of_addresses(text: str) -> bool:
    """Return whether a line is one of the list of addresses, or a head of it."""
    return text in _HEADS or _ADDRESS.fullmatch(text) is not None
