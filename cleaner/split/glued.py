"""Text whose elements were written one behind the other with nothing between: "… on Friday.The crew …", "ShareSave".

BeautifulSoup's `get_text()`, `textContent` and their like do so where the source of a page has no white space
between two elements. There a headline, a date and a paragraph are one line, and their last and first words one.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import chain, pairwise
from pathlib import Path
from typing import NamedTuple

from cleaner.split.cased import cased_letters
from cleaner.split.edits import Edits
from cleaner.split.lines import Lines, collapse
from cleaner.split.sentences import is_abbreviation
from cleaner.tables import read_table

__all__ = ["unglued"]

_LEAST_EVIDENCE = 3
"""Different places at which a sentence stands right behind another, before a text is called glued: two may be slips."""
_AROUND = 3
"""Characters on each side by which such places are told from one another: "Earth.Org" at several is a name,
and "page.Title" and "page.Text" are parts of one thing."""
_SHORTEST = 3
"""Letters of a word that another may be glued to; "iPhone", "McCoy" and "LaGuardia" open with fewer."""
_LEAST_SHARE = 0.04
"""Such places to one sentence that stands a blank behind another: somebody who forgets blanks forgets fewer."""
_SPACED = re.compile(r"[^\W_][.!?…][\"'”’)\]]{0,2}\s+[\"'“‘(]?[^\W\d_]")
_WORD = re.compile(r"[\"'“‘„«(\[]*[^\W_]+(?:[-’'][^\W_]+)*[\"'”’»)\],;:.!?…]*")
"""A word, and no address or code."""
_WORDS_BEFORE = 4
"""Words in front of such a place, at least; in code there are fewer."""
_LONGEST_WORD = 50
"""Characters on each side of a seam that are looked at."""
_PAIR = 2
_ALONE = re.compile(r"[.,;:!?…’'\")\]]*(?:\s|$)")
"""What stands behind a word to which no other element is glued; the word may be a name that few know."""
_NAMED = 2
"""Different places at which a word with a capital in its midst stands by itself, from which it is a name."""
_NEIGHBOURS = 4
"""Characters on each side by which these are told from one another."""
_CODE = re.compile(r"[{}=<>_\\]|\w\(|\);")
"""What code has, and stories have not."""
_LETTERS = re.compile(r"[^\W\d_]+")


class _Patterns(NamedTuple):
    """The patterns for letters of all scripts with capitals, compiled when first used."""

    sentence: re.Pattern[str]
    word: re.Pattern[str]
    part: re.Pattern[str]
    mark: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    upper, lower = cased_letters()
    opens = rf"[\"'“‘„«(\[]?[{upper}](?:[{lower}]|['’][{lower}]|(?<!Â)\s)"
    return _Patterns(
        re.compile(rf"[.!?…](?<=[{lower}\d)”][{lower}\d)”].)(?!\s)[\"'”’»)\]]{{0,2}}(?={opens})"),
        re.compile(
            rf"(?<![\w@/#$])(?:[{upper}]*[{lower}]+[{upper}]|[{upper}]{{3,}}[{lower}]{{2}})[{upper}{lower}]*(?![\w(=/@])"
        ),
        re.compile(rf"[{upper}]{{2,}}s?(?![{lower}])|[{upper}]?[{lower}]+|[{upper}]"),
        re.compile(
            rf"(?<=\d)(?=[{upper}][{lower}]{{2}})|(?<=[{lower}\d])(?=[“„«©])|(?<=[)\]”»])(?=[“„«]?[{upper}][{lower}])"
        ),
    )


def unglued(lines: Lines) -> Lines:
    """Return the lines, each cut where an element ended, if the text was glued; else the lines as they are.

    Sentences without a blank between tell that it was. A capital in the midst of a word opens an element then, unless
    its two parts make a name: one that is known, that recurs, or of which a part stands nowhere else by itself.
    """
    source, edits = lines.source, Edits(lines.source, lines.changes)
    found = {
        place.end(): source[place.start() - _AROUND : place.end() + _AROUND]
        for place in _patterns().sentence.finditer(source)
        if _ends_sentence(source, place) and not _is_changed(edits, place.end())
    }
    counts = Counter(found.values())
    glued = len({around[:_AROUND] for around in counts if counts[around] == 1})
    if glued < _LEAST_EVIDENCE or glued < _LEAST_SHARE * len(_SPACED.findall(source)):
        return lines
    seams = [place for place, around in found.items() if counts[around] == 1]
    seams += (seam for seam in _inside_words(source) if not _is_changed(edits, seam))
    return _cut(lines, sorted(set(seams)), edits)


def _ends_sentence(source: str, found: re.Match[str]) -> bool:
    """Tell whether marks end a sentence, and no abbreviation, address or name in code."""
    start, end = found.span()
    before = source[max(0, end - _LONGEST_WORD) : end].rpartition("\n")[2].split()
    behind = source[end : end + _LONGEST_WORD].split(maxsplit=1)
    if len(before) < _WORDS_BEFORE or not _WORD.fullmatch(before[-1]) or not _WORD.fullmatch(behind[0]):
        return False
    is_short = is_abbreviation(source, max(0, start - _LONGEST_WORD), start)
    return not is_short and not _is_code(source, start, end)


def _parts(word: str) -> list[str]:
    """Return the parts of a word, each of which opens with a capital but perhaps the first."""
    return _patterns().part.findall(word)


@cache
def _names() -> frozenset[str]:
    """Return the names that have a capital in their midst and consist of words."""
    return frozenset(read_table(Path(__file__).with_name("glued.toml"))["names"])


def _inside_words(source: str) -> Iterator[int]:
    """Yield where elements start in the midst of words and behind numbers and closing marks."""
    patterns = _patterns()
    every = list(patterns.word.finditer(source))
    names = _names() | _recurring(source, every)
    words = [found for found in every if found[0] not in names and not _is_code(source, *found.span())]
    known = _known(source, {found[0] for found in words})
    for found in words:
        parts = _without_names(_parts(found[0]), names)
        is_alone = len(parts) == _PAIR and _ALONE.match(source, found.end()) is not None
        at = found.start()
        for before, behind in pairwise(parts):
            at += len(before)
            are_known = before.lower() in known and behind.lower() in known
            is_word = len(before) >= _SHORTEST or (are_known and before.islower() and len(before) > 1)
            is_small = (
                before.islower() and len(before) > _SHORTEST
            )  # names with a capital in their midst open with one
            if is_word and (are_known or is_small or not is_alone):
                yield at
    for found in patterns.mark.finditer(source):
        opens = patterns.part.match(source, found.end())
        if (opens is None or opens[0].lower() in known) and not _is_code(source, *found.span()):
            yield found.end()


def _without_names(parts: list[str], names: frozenset[str]) -> list[str]:
    """Return the parts of a word, those of a name together."""
    found: list[str] = []
    for part in parts:
        if found and found[-1] + part in names:
            found[-1] += part
        else:
            found.append(part)
    return found


def _is_code(source: str, start: int, end: int) -> bool:
    """Tell whether signs of code stand around a place on its line."""
    before = source[max(0, start - _LONGEST_WORD) : start].rpartition("\n")[2]
    behind = source[end : end + _LONGEST_WORD].partition("\n")[0]
    return _CODE.search(before + source[start:end] + behind) is not None


def _known(source: str, words: set[str]) -> set[str]:
    """Return the words that stand by themselves, and the parts that several of these `words` have, in small letters."""
    alone = (word.lower() for word in _LETTERS.findall(source) if _patterns().part.fullmatch(word))
    counts = Counter(chain.from_iterable({part.lower() for part in _parts(word)} for word in words))
    return {*alone, *(part for part, count in counts.items() if count > 1)}


def _recurring(source: str, words: list[re.Match[str]]) -> set[str]:
    """Return the words of several parts that stand at different places, as names do, and what code calls things."""
    places = defaultdict(set)
    for found in words:
        start, end = found.span()
        places[found[0]].add((source[max(0, start - _NEIGHBOURS) : start], source[end : end + _NEIGHBOURS]))
    return {word for word, own in places.items() if len(own) >= _NAMED}


def _cut(lines: Lines, seams: list[int], edits: Edits) -> Lines:
    """Return the lines, cut at offsets into the source."""
    cut = Lines(lines.source, [], array("q"), array("q"), [], [], lines.changes)
    for number, (start, end) in enumerate(zip(lines.starts, lines.ends, strict=True)):
        own = seams[bisect_right(seams, start) : bisect_left(seams, end)]
        for begin, stop in pairwise((start, *own, end)):
            text = collapse(edits.replay(begin, stop)) if own else lines.texts[number]
            if text:
                cut.texts.append(text)
                cut.starts.append(begin)
                cut.ends.append(stop)
                cut.indents.append(lines.indents[number] if begin == start else 0)
                cut.gaps.append(lines.gaps[number] if begin == start else 0)
    return cut


def _is_changed(edits: Edits, place: int) -> bool:
    """Tell whether what stands at a place in the source was mended."""
    return any(
        change.start <= place < change.end for change in edits.within(place - _LONGEST_WORD, place + 1)
    )
