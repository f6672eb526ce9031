"""Flat text that was broken at links, emphasis and names: which lines go on from the line before.

Many programs write each piece of text between two tags on a line of its own. A paragraph with a link is then
three lines: what stands before it, the link, and what follows, often from a comma on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path

from cleaner.document import Repair
from cleaner.split.lines import Lines, columns
from cleaner.split.lists import is_item
from cleaner.split.sentences import CLAUSE_ENDS, END_MARKS
from cleaner.tables import read_table

__all__ = ["closed_joints", "is_close", "rejoined"]

_LEAST_EVIDENCE = 3
"""Different places at which a sentence goes on in the next line, before a text is called broken."""
_WORDS_OF_PROSE = 5
"""Words from which a line may be prose; most entries of menus are shorter."""
_COLUMNS_OF_PROSE = 24
"""The same for scripts that put no blank between words."""
_SMALL_WORDS = 0.4
"""Share of the words that start with a small letter, from which it is no headline in capitals."""
_LONGEST_LINK = 60
"""Columns of a line that is taken for the middle of a sentence for its neighbours' sake."""
_WORDS_BEFORE_BREAK = 4
"""Words of a line that ends with an article or the like, from which that is not the label of a button."""
_MOST_BETWEEN = 3
"""Doubtful joints in a row that sure ones on both sides vouch for; more are a menu in lower case."""

# The first or last character alone, one that the pattern asks for, lets most lines pass without a search.
_FIRST_MARKS = frozenset(",;:!?)]”“\"«»….’'、。，；：！？）」』】》〉،؛؟۔।")
_LAST_MARKS = frozenset("([“„‘‚「『（【《〈¿¡")
_CLOSES = re.compile(
    r"[,;:!?)\]،؛؟۔।](?![\w{(])|[、。，；：！？）」』】》〉]|\.(?=[\s\"”’»)\]]|$)"
    r"|[“\"«»…](?:[.,;:)]|\s[^\W\d_A-Z])|[”’][\s.,;:)]|['’](?:s|re|ve|ll|d|m|t)\b"
)
"""How a line starts that can only go on with what stands before: not ".5", ":root", "!important" or "’tis"."""
_TELLING = re.compile(r"[^:：)\]}]|[)\]]\s[^\W\d_A-Z]")
"""How such a line starts that tells of prose: code has lines of brackets, and lists have colons."""
_OPENS = re.compile(r"(?:(?<!\S)[“‘]|[(\[„‚「『（【《〈¿¡])$")
"""How a line ends that can only go on with what stands behind; “ and ‘ end a German quotation, too."""
_PARENTHESIS = re.compile(r"[(–—]\s?([^\W\d_])")
_ENDS = CLAUSE_ENDS | frozenset("|•·/>{}=")
"""Last characters of a line that is no half of a sentence: it ended, or is a trail or code."""
_NAMING = ":："
"""A mark behind a capital is rather a label's, as in "Age: 21", than a sentence's."""
_QUOTES = '(“„«"‘‚'
_INNER_SENTENCE = re.compile(r"[。！？]\S|[.!?।؟۔]\s")
_INNER_CLAUSE = re.compile(r"[、，。！？；]\S|[.!?।؟۔،؛,;]\s")
"""Signs of prose inside a line, of which headlines have few."""
_VISIBLE = re.compile(r"[^\W_]")
_SPACED_MARKS = ";:!?»"
"""Marks that French writes a blank before."""
_SPACED = re.compile(r"\w[ \xa0\u202f][;:!?»](?=\s)")
_UNSPACED = re.compile(r"\w[;:!?](?=\s)")

_APART, _LIKELY, _CERTAIN, _MARKED = range(4)
"""What holds a line to the one before: nothing; a small letter or a capital in mid-sentence, if more speaks for
it; a word that ends no line; a mark."""


def rejoined(lines: Lines) -> list[bool]:
    """Return for each line whether it goes on with the sentence of the line before; [] if none was broken.

    A mark that can only close or go on, at a line's start, is what hardly any other text has. Where there is
    none, no other line is looked at. In a text with several such places, small letters and links between two
    halves of a sentence count as well, if one of the lines is prose. In doubt lines stay apart, as do those
    with a blank line between them.
    """
    texts, gaps = lines.texts, lines.gaps
    if not any(_CLOSES.match(text) for text in texts if text[0] in _FIRST_MARKS):
        return []
    joints = [_APART] * len(texts)
    for number in range(1, len(texts)):
        if not gaps[number]:
            behind = texts[number + 1] if number + 1 < len(texts) and not gaps[number + 1] else ""
            joints[number] = _joint(texts[number - 1], texts[number], behind, joints[number - 1])
    joined = _with_those_between(joints, list(_borne_out(texts, joints)))
    _take_back_lists(texts, joints, joined)
    return joined if _is_evidence(texts, joints, joined) else []


def closed_joints(lines: Lines, joined: list[bool]) -> list[Repair]:
    """Return the line breaks at the joints of broken sentences where no blank belongs, as changes."""
    if not any(joined):
        return []
    source = lines.source
    spaced = len(_SPACED.findall(source)) > len(_UNSPACED.findall(source))
    changes = []
    for number, follows in enumerate(joined):
        if follows and is_close(lines.texts[number - 1], lines.texts[number], spaced=spaced):
            start, end = lines.ends[number - 1], lines.starts[number]
            changes.append(Repair(start, end, source[start:end], "", ""))
    return changes


def is_close(before: str, text: str, *, spaced: bool = False) -> bool:
    """Return whether no blank stands between two lines of a sentence, in a text that is `spaced` as French is."""
    if _CLOSES.match(text):
        return not (spaced and text[0] in _SPACED_MARKS)
    return _opens(before)


def _joint(before: str, text: str, behind: str, previous: int) -> int:
    """Return what holds a line to the one before.

    `behind` is the line after it, and `previous` what holds the line before to its own.
    """
    if _CLOSES.match(text):
        return _APART if before[0] == text[0] and text[0] in _NAMING else _MARKED
    if _opens(before):
        return _MARKED
    if before[-1] in _ENDS or is_item(text):
        return _APART
    if text[0].islower():
        return _LIKELY
    if _is_parenthesis(text):
        return _LIKELY if previous or _is_prose(before) else _APART
    return _joint_of_capital(before, text, behind, previous) if _VISIBLE.search(text) else _APART


def _joint_of_capital(before: str, text: str, behind: str, previous: int) -> int:
    """Return the same for a line that could start a sentence as well: a name, a number, a script without case."""
    words = before.split()
    last = words[-1].lstrip(_QUOTES)
    goes_on = _goes_on(text, behind)
    if (last if len(words) > 1 else last[:1].lower() + last[1:]) in _unfinished():
        if len(words) >= _WORDS_BEFORE_BREAK or previous or goes_on:
            return _CERTAIN
    elif _is_caseless(text[0]):
        return _joint_without_case(before, text, behind, previous)
    elif goes_on and columns(text) <= _LONGEST_LINK and not _is_prose(text):
        if before[-1] == ",":
            return _LIKELY
        is_note = before == behind and len(words) < _WORDS_OF_PROSE  # behind each entry of a menu
        if is_note or not last[:1].islower():
            return _APART
        is_half = len(words) > 1 and _CLOSES.match(behind)
        return _LIKELY if previous or is_half or before[0].islower() or _is_prose(before) else _APART
    return _APART


def _joint_without_case(before: str, text: str, behind: str, previous: int) -> int:
    """Return the same for a line in a script without capitals, where headlines look like halves of sentences.

    So the line before must show that it is prose, by another sentence or, if a mark follows, by a clause.
    """
    if columns(text) <= _LONGEST_LINK and behind and text[-1] not in _ENDS:
        if _INNER_CLAUSE.search(before) and _CLOSES.match(behind):
            return _CERTAIN
        if _INNER_SENTENCE.search(before) and _is_prose(behind) and _is_caseless(behind[0]):
            return _CERTAIN
    return _CERTAIN if previous == _CERTAIN and _is_prose(text) else _APART


def _opens(text: str) -> bool:
    """Return whether a line ends with a mark that opens something."""
    return text[-1] in _LAST_MARKS and _OPENS.search(text) is not None


def _is_parenthesis(text: str) -> bool:
    """Return whether a line opens with a parenthesis in mid-sentence, unlike "(Photo: Ana Lima)"."""
    found = _PARENTHESIS.match(text)
    return found is not None and not found[1].isupper()


def _is_caseless(letter: str) -> bool:
    """Return whether this is a letter of a script without capitals."""
    return letter.isalpha() and letter.lower() == letter.upper()


def _goes_on(text: str, behind: str) -> bool:
    """Return whether the sentence of a line goes on in the one behind it."""
    if not behind or behind[0] in _NAMING:
        return False
    if _CLOSES.match(behind):
        return True
    return text[-1] not in _ENDS and (behind[0].islower() or _is_parenthesis(behind))


def _is_prose(text: str) -> bool:
    """Return whether a line has words enough for a piece of a sentence, and small ones among them."""
    words = text.split()
    if len(words) >= _WORDS_OF_PROSE:
        small = sum(word[0].isalpha() and not word[0].isupper() for word in words)
        return small >= _SMALL_WORDS * len(words)
    return (
        not text.isascii()
        and not text[0].isupper()
        and not text[0].islower()
        and columns(text) >= _COLUMNS_OF_PROSE
    )


def _borne_out(texts: list[str], joints: list[int]) -> Iterator[bool]:
    """Yield for each line whether its joint is sure: for what it is, or for the prose or marks around it."""
    for number, joint in enumerate(joints):
        if joint != _LIKELY:
            yield joint != _APART
            continue
        following = joints[number + 1] if number + 1 < len(joints) else _APART
        yield (
            _MARKED in (joints[number - 1], following)
            or _is_prose(texts[number])
            or (following != _APART and _is_prose(texts[number - 1]))
            or (
                texts[number][-1] in END_MARKS
                and (joints[number - 1] != _APART or _is_prose(texts[number - 1]))
            )
        )


def _with_those_between(joints: list[int], sure: list[bool]) -> list[bool]:
    """Return which lines are joined: the sure ones, and a few doubtful ones between such, or one before."""
    joined = list(sure)
    states = [(joint != _APART, certain) for joint, certain in zip(joints, sure, strict=True)]
    start = 0
    before = False
    for (possible, certain), run in groupby(states):
        end = start + len(list(run))
        if possible and not certain and end < len(sure) and sure[end]:
            few = end - start <= _MOST_BETWEEN if before else end - start == 1
            joined[start:end] = [few] * (end - start)
        before = certain
        start = end
    return joined


def _take_back_lists(texts: list[str], joints: list[int], joined: list[bool]) -> None:
    """Take back joints of small letters where no mark shows a sentence, as in a list of headlines in lower case."""
    start = 1
    for follows, run in groupby(joined[1:]):
        end = start + len(list(run))
        if follows and max(joints[start:end]) == _LIKELY and texts[end - 1][-1] not in CLAUSE_ENDS:
            joined[start:end] = [False] * (end - start)
        start = end


def _is_evidence(texts: list[str], joints: list[int], joined: list[bool]) -> bool:
    """Return whether the joints tell that a text was broken: several, one of them by a mark beside prose."""
    places = set()
    marked = False
    for number in range(1, len(joined)):
        if joined[number]:
            before, text = texts[number - 1], texts[number]
            places.add((before, text))
            if joints[number] == _MARKED and before[-1].isalnum() and _TELLING.match(text):
                first = number - 2 if joined[number - 1] else number - 1
                marked = marked or _is_prose(" ".join(texts[first : number + 1]))
            if marked and len(places) >= _LEAST_EVIDENCE:
                return True
    return False


@cache
def _unfinished() -> frozenset[str]:
    """Return the words that a line of prose hardly ever ends with, unless it was broken there."""
    return frozenset(read_table(Path(__file__).with_name("broken.toml"))["unfinished"])
