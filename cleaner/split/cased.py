"""The letters of scripts with capitals, which patterns name: Python's own classes do not tell the two apart."""

from __future__ import annotations

from functools import cache

__all__ = ["cased_letters"]

_LAST_CASED = 0x530
"""Latin, Greek, Cyrillic and Armenian stand before it; hardly another script has capitals."""


@cache
def cased_letters() -> tuple[str, str]:
    """Return the capitals and the small letters, each as the inside of a class."""
    letters = [letter for letter in map(chr, range(ord("A"), _LAST_CASED)) if letter.isalpha()]
    return "".join(filter(str.isupper, letters)), "".join(filter(str.islower, letters))
