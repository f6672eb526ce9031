"""Where sentences start in running text of any script, found in one pass without a model."""

from __future__ import annotations

import re
from functools import cache
from itertools import filterfalse
from pathlib import Path
from unicodedata import category

from cleaner.tables import read_table

__all__ = [
    "CLAUSE_ENDS",
    "DIRECTIONS",
    "END_MARKS",
    "MARKLESS",
    "is_abbreviation",
    "sentence_separator",
    "sentence_starts",
]

_MARKS = ".!?…‽؟۔।॥։።፧။།៕។"
_WIDE_MARKS = "。！？｡"
END_MARKS = frozenset(_MARKS + _WIDE_MARKS)
"""What ends a sentence, in all scripts that have a mark for it; Thai and Lao have none."""
CLAUSE_ENDS = END_MARKS | frozenset(':;؛"”’)]»」')
"""Last characters of a line behind which no clause goes on."""
_QUOTES = "\"'“”„‟‘’‚‛«»‹›"
"""Both ends: „German“, »Danish«, ”Swedish” and “English” use the same characters the other way round."""
DIRECTIONS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Marks that show nothing; Arabic and Hebrew pages have them before and behind words."""
_CLOSERS = _QUOTES + ")]}*_" + DIRECTIONS
_WIDE_CLOSERS = "\"'”’»)]」』）】〉》〕］｝"
"""No quotation mark that opens in Chinese, where no blank tells 。“ from .“ in German."""
_OPENERS = _QUOTES + "([{*_¿¡—–「『（【〈《〔［｛" + DIRECTIONS
MARKLESS = re.compile("[\u0e00-\u0eff]")
"""Thai and Lao, which write a full stop behind abbreviations only."""
_BULLETS = "•‣◦▪●■►▸"
_STARTING_SIGNS = "$€£¥₹@"
_QUOTING_PARTICLE = "と"
"""Joins a quotation that ended in 。」 to "said" in Japanese; hardly a sentence starts with it."""
_LONGEST_WORD = 24
"""Characters to look back for an abbreviation; longer than any of the list, so that the cost is bounded."""
_LONGEST_ORDINAL = 2
"""Digits: "3. Mai" is a date, "12." a list number, but "in 1999." ends a sentence."""
_LONGEST_PART = 2
"""Letters between the stops of "U.S." or "Ph.D."; more are a host name or a missing blank."""

# Possessive throughout: each run of marks is read once, so that a line of full stops costs linear time.
_END = re.compile(
    rf"[{_MARKS}{_WIDE_MARKS}{_BULLETS}]++"
    rf"(?:(?<=[{_WIDE_MARKS}])[{re.escape(_WIDE_CLOSERS)}]*+|[{re.escape(_CLOSERS)}]*+)"
)
_NEXT = re.compile(rf"(\s*+)(?:[–—]\s++)?+[{re.escape(_OPENERS)}]*+(.?)", re.DOTALL)


@cache
def _abbreviations() -> frozenset[str]:
    """Return the abbreviations of all languages, without their full stop."""
    table = read_table(Path(__file__).with_name("abbreviations.toml"))
    return frozenset(word for words in table.values() for word in words)


def sentence_starts(text: str) -> list[int]:
    """Return the offsets in `text` at which a sentence starts, other than the first one.

    Whether two neighbours are cut depends on how the left one ends and on how the right one starts,
    each judged alone. So a text from which whole sentences were taken out is cut at the seams too.
    A bullet between blanks starts a sentence whatever stands before it. Offsets point at visible characters.
    """
    starts: list[int] = []
    begin = 0
    for end in _END.finditer(text):
        start = _start_behind(text, begin, end)
        if start > begin:
            starts.append(start)
            begin = start
    return starts


def sentence_separator(left: str, right: str) -> str:
    """Return what stands between two sentences: nothing behind 。 and its like, else a blank."""
    return "" if _ends_wide(left) and right[:1] not in _BULLETS else " "


def _start_behind(text: str, begin: int, end: re.Match[str]) -> int:
    """Return where the sentence behind the marks `end` starts, or 0 if the one from `begin` goes on."""
    at, stop = end.span()
    following = _NEXT.match(text, stop)
    if following is None:  # the pattern matches anything; this is for the type checker
        return 0
    start = following.end(1)
    if text[at] in _BULLETS:
        alone = stop == at + 1 and stop < start and text[at - 1 : at].isspace()
        return at if alone else 0
    if not _opens(following[2]) or (start == stop and not _ends_wide(end[0])):
        return 0
    if text[at] == "." and end[0].rstrip(_CLOSERS) == "." and is_abbreviation(text, begin, at):
        return 0
    return start


def _ends_wide(text: str) -> bool:
    """Return whether `text` ends in a mark that needs no blank behind it, closing quotes aside."""
    return text.rstrip(_WIDE_CLOSERS)[-1:] in tuple(_WIDE_MARKS)


def _opens(character: str) -> bool:
    """Return whether a sentence may start with `character`; the end of the text is no start."""
    if character in _STARTING_SIGNS:
        return character != ""
    return character.isalnum() and not character.islower() and character != _QUOTING_PARTICLE


def is_abbreviation(text: str, begin: int, stop: int) -> bool:
    """Return whether the full stop at `stop` shortens a word of the sentence that starts at `begin`."""
    before = text[max(begin, stop - _LONGEST_WORD) : stop]
    if not before or before[-1].isspace():
        return False
    if MARKLESS.match(before[-1]):
        return True
    word = before.split()[-1].lstrip(_OPENERS)
    if "." in word:
        parts = word.split(".")
        return (
            all(part.isalpha() and len(part) <= _LONGEST_PART for part in map(_base_letters, parts))
            or word in _abbreviations()
        )
    if word.isdigit():
        return len(word) <= _LONGEST_ORDINAL
    return (len(word) == 1 and word.isalpha()) or word in _abbreviations()


def _base_letters(word: str) -> str:
    """Return a word without the vowel signs and accents that combine with its letters, as in कि.मी."""
    return word if word.isascii() else "".join(filterfalse(_is_combining, word))


def _is_combining(character: str) -> bool:
    return category(character).startswith("M")
