"""The shape of a line: what stays the same of it from page to page, and a number that stands for it."""

from __future__ import annotations

import re
from functools import cache
from hashlib import blake2b
from pathlib import Path

from cleaner.tables import read_table

__all__ = ["key_of", "line_key", "shape"]

_NUMBER = re.compile(r"\d+(?:[.,:/'’-]\d+)*(?:st|nd|rd|th)?\b|\d+")
"""A number as it is written, with its separators: an amount, a date, a time, an ordinal."""
_DIGIT = re.compile(r"\d")
_NOTHING = "0"
_EDGES = " \t\n.,:;!?|/\\-–—•·*#>»›«‹→▸►▶…()[]{}\"'“”‘’„"
"""What stands around a line in one rendering and not in another: bullets, arrows, brackets, end marks."""
_PLURAL = 3
"""A word of more letters loses its last `s` after a number: one comment, two comments."""


def line_key(text: str) -> int:
    """Return a number of 63 bits for the shape of a line; two lines with one number are the same for us."""
    return key_of(shape(text))


def key_of(text: str) -> int:
    """Return 63 bits of a text's BLAKE2b hash: the same on every machine and in every run.

    The sign stays free, since Spark has no numbers without one.
    """
    digest = blake2b(text.encode(errors="surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little") >> 1


def shape(text: str) -> str:
    """Return a line without what changes from page to page: case, numbers, dates, counts, bullets.

    A line without letters is its own shape: numbers alone have nothing that makes them furniture.
    """
    folded = text.casefold()
    if not folded[:1].isalpha() and not any(map(str.isalpha, folded)):
        return " ".join(text.split())
    if _DIGIT.search(folded):
        return _without_numbers(folded).strip(_EDGES)
    return " ".join(folded.split()).strip(_EDGES)


def _without_numbers(folded: str) -> str:
    """Return a text with one 0 for each number, date and time."""
    found: list[str] = []
    calendar = _calendar()
    for word in _NUMBER.sub(" 0 ", folded).split():
        after_number = bool(found) and found[-1] == _NOTHING
        if word == _NOTHING or word.strip(_EDGES) in calendar:
            if not after_number:
                found.append(_NOTHING)
        elif not (after_number and not any(map(str.isalnum, word))):
            plural = after_number and len(word) > _PLURAL
            found.append(word.removesuffix("s") if plural else word)
    return " ".join(found)


@cache
def _calendar() -> frozenset[str]:
    """Return the names of months, days and halves of the day."""
    tables = read_table(Path(__file__).with_name("calendar.toml"))
    return frozenset(name for names in tables.values() for name in names)
