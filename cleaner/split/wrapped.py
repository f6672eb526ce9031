"""Hard-wrapped text: which lines go on from the line before, and which hyphens only broke a word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

from cleaner.document import Repair
from cleaner.split.edits import Edits
from cleaner.split.lines import Lines, columns
from cleaner.split.lists import is_item
from cleaner.split.sentences import CLAUSE_ENDS, MARKLESS
from cleaner.tables import read_table

__all__ = ["HYPHEN", "continuations", "line_break_hyphens", "rejoin_scanned"]

NARROWEST, WIDEST = 40, 120
"""Columns of a text that somebody wrapped; narrower lines are verse or menus, wider ones paragraphs."""
_LONGEST_WORD = 24
"""Columns: a longer "word" is an address or a script without blanks, and says nothing about the wrap."""
_LEAST_EVIDENCE = 3
"""Different lines that go on with a sentence, before a text is called wrapped: two may be chance."""
_WRAPS = [(1.0, 1.0, 0.97), (0.98, 1.0, 0.97), (0.95, 0.9, 0.8)]
"""Ways to wrap, the strictest first: at a column; at a column, with a few lines that stick out; in a
proportional font. Each has the quantile of the lines that is the width, the share of it that line and next
word must overrun, and the share of the running-on lines that must do so; chance lengths reach a third."""
_OVERLONG = 1.25
"""Times the width from which a line was not wrapped at all."""
_LEAST_CONFIRMED = 0.5
"""Share of the paragraphs found that show a lower-case start, from which those that cannot are believed."""
_HYPHENATING = 1 / 20
"""Hyphens a line's end from which a text was hyphenated; words with their own hyphen make a fifth of it."""
_TELLING_PART = 6
"""Letters of a word that is found elsewhere by itself, from which it is no syllable of another by chance."""

_OPENERS = "\"'“„«‚‘([—–-"
_GRID = re.compile(r"\s{4}|\t")
_ARROW = "-->"
"""Between the times at which a subtitle comes and goes."""
_SOFT_HYPHEN = "\xad"
_HYPHENS = "-‐" + _SOFT_HYPHEN
_BROKEN_WORD = re.compile(rf"(?<![\w-])(\w++(?:-\w++)*+)([{_HYPHENS}][^\S\n]*+\n\s*+)([^\W\d_]++)")
_WORD = re.compile(r"\w+(?:-\w+)*")
HYPHEN = "hyphen at a line's end"
"""The reason of a repair."""
_BETWEEN = "\n\0\n"
"""Stands between paragraphs, so that no word is mended with the next one's first."""


def continuations(lines: Lines) -> list[bool]:
    """Return for each line whether it continues the paragraph of the line before; [] if nothing was wrapped.

    A line was wrapped if the first word of the next would not have fitted into the width of the text. That
    tells the last line of a paragraph, headings and menus from lines in running text without a blank line
    between. No two lines with a blank line between them are ever joined.
    """
    running_on = _running_on(lines)
    if len({lines.texts[number] for number in running_on}) < _LEAST_EVIDENCE:
        return []
    wrap = _wrap(lines, running_on)
    if wrap is None:
        return []
    width, least = wrap
    joined = [False] * len(lines)
    for number in range(1, len(lines)):
        if not lines.gaps[number] and width / 2 <= _line_width(lines, number - 1) <= _OVERLONG * width:
            # Text that lost its mark-up falls short of the width by it: a sentence that runs on will do.
            last = lines.texts[number - 1][-1]
            runs_on = _goes_on(lines.texts[number]) and last not in CLAUSE_ENDS and not MARKLESS.match(last)
            joined[number] = (runs_on or _overrun(lines, number) > least) and _may_follow(
                lines, number, opening=not joined[number - 1], hanging=runs_on
            )
    return _without_lists(lines, joined)


def _running_on(lines: Lines) -> list[int]:
    """Return the lines that start in lower case, or in a caseless script, where no sentence ended before."""
    if not lines.gaps.count(0):
        return []
    texts = lines.texts
    return [
        number
        for number, (before, text, gap) in enumerate(zip(texts, texts[1:], lines.gaps[1:], strict=False), 1)
        if not gap
        and text[0] > "Z"  # most lines that are nothing end here
        and 2 * len(before) >= NARROWEST
        and len(before) <= WIDEST
        and _goes_on(text)
        and before[-1] not in CLAUSE_ENDS
    ]


def _goes_on(text: str) -> bool:
    """Return whether `text` starts with a letter that is not a capital."""
    return text[0].isalpha() and not text[0].isupper()


def _line_width(lines: Lines, number: int) -> int:
    """Return the columns of a line as it stands in the source."""
    return lines.indents[number] + columns(lines.source[lines.starts[number] : lines.ends[number]])


def _overrun(lines: Lines, number: int) -> int:
    """Return the width that the line before would have with the first word of line `number` behind it."""
    text = lines.texts[number]
    word = columns(text[:1])
    if word == 1:  # wide characters can be wrapped anywhere
        word = columns(text.partition(" ")[0][: _LONGEST_WORD + 1])
    return _line_width(lines, number - 1) + 1 + (word if word <= _LONGEST_WORD else 0)


def _wrap(lines: Lines, running_on: list[int]) -> tuple[int, float] | None:
    """Return the width of the text and what a line and the next word must exceed, or None if not wrapped.

    Lines cut at a column all overrun the longest of them; lines set in a proportional font only nearly do.
    Labels in lower case under headlines are no sentence over three lines, and no long lines either.
    """
    widths = sorted(_line_width(lines, number - 1) for number in running_on)
    reached = [(_overrun(lines, number), _line_width(lines, number)) for number in running_on]
    three_lines = any(following == number + 1 for number, following in pairwise(running_on))
    for quantile, overrun, share in _WRAPS:
        width = widths[int(quantile * (len(widths) - 1))]
        full = sum(needed > overrun * width and size <= _OVERLONG * width for needed, size in reached)
        long_lines = sum(2 * size >= width for _, size in reached)
        if (
            NARROWEST <= width <= WIDEST
            and full >= share * len(running_on)
            and (three_lines or (overrun >= 1 and long_lines >= _LEAST_EVIDENCE))
        ):
            return width, overrun * width
    return None


def _may_follow(lines: Lines, number: int, *, opening: bool, hanging: bool) -> bool:
    """Return whether the shapes of a line and of the one before allow both in one paragraph.

    `opening` says that the line before is the first of its paragraph: it may be indented more, or less if it
    is a list item or its sentence runs on, which `hanging` says. A line of a table, a quoted ">" line, the time
    of a subtitle and a rule stay alone.
    """
    before, text = lines.texts[number - 1], lines.texts[number]
    if (
        is_item(text)
        or ">" in (before[0], text[0])
        or _ARROW in before
        or _ARROW in text
        or not (_WORD.search(before) and _WORD.search(text))
    ):
        return False
    deeper = lines.indents[number] - lines.indents[number - 1]
    if deeper and not (opening and (deeper < 0 or hanging or is_item(before))):
        return False
    return not _GRID.search(lines.source, lines.starts[number - 1], lines.ends[number - 1])


def _without_lists(lines: Lines, joined: list[bool]) -> list[bool]:
    """Take back joints in which no line starts in lower case: these are headlines as long as the width.

    A short paragraph may lack such a line, too. Where most paragraphs have one, it is believed if a sentence
    runs over one of its line ends, none over its last.
    """
    confirmed, doubtful = 0, []
    number = 1
    while number < len(joined):
        end = number
        while end < len(joined) and joined[end]:
            end += 1
        if end > number:
            if any(_goes_on(text.lstrip(_OPENERS) or text) for text in lines.texts[number:end]):
                confirmed += 1
            else:
                doubtful.append((number, end))
        number = end + 1
    trusted = confirmed >= _LEAST_CONFIRMED * (confirmed + len(doubtful))
    for start, end in doubtful:
        *inner, last = (text[-1] in CLAUSE_ENDS for text in lines.texts[start - 1 : end])
        if not (trusted and last and not all(inner)):
            joined[start:end] = [False] * (end - start)
    return joined


def line_break_hyphens(lines: Lines, joined: list[bool]) -> list[Repair]:
    """Return the changes that mend words broken at a line's end ("inter-" "national"), keeping "well-known".

    What stands elsewhere in the text decides, about this word or else about most of the others. Where nothing
    does, the hyphen goes if the text breaks words often and this one goes on in lower case.
    """
    breaks = []
    for number, follows in enumerate(joined):
        if follows and lines.source[lines.ends[number - 1] - 1] in _HYPHENS:
            before = lines.starts[number - 1]
            opens = max(before, lines.source.rfind(" ", before, lines.ends[number - 1]))
            found = _BROKEN_WORD.search(lines.source, opens, lines.ends[number])
            if found is not None:
                breaks.append(found)
    return _mended(breaks, lines.source, len(breaks) >= _HYPHENATING * sum(joined)) if breaks else []


def rejoin_scanned(texts: Sequence[str]) -> list[str]:
    """Return paragraphs of a scanned page with the words mended that lines broke, of which only blanks are left."""
    source = _BETWEEN.join(texts).replace("- ", "-\n")
    breaks = list(_BROKEN_WORD.finditer(source))
    mended = Edits(source, _mended(breaks, source, is_hyphenated=True)).replay(0, len(source))
    return mended.replace("-\n", "- ").split(_BETWEEN)


def _mended(breaks: Sequence[re.Match[str]], source: str, is_hyphenated: bool) -> list[Repair]:  # noqa: FBT001
    """Return the changes that mend broken words, in a text that seems to be hyphenated or not."""
    words = set(_WORD.findall(_BROKEN_WORD.sub(" ", source.lower())))
    verdicts = [_was_broken(found, words) for found in breaks]
    known = [verdict for verdict in verdicts if verdict is not None]
    often = 2 * sum(known) > len(known) if known else is_hyphenated
    changes = []
    for found, verdict in zip(breaks, verdicts, strict=True):
        start, end = found.span(2)
        suspended = found[3].lower() in _suspended()
        if verdict or (verdict is None and often and found[3][0].islower() and not suspended):
            changes.append(Repair(start, end, found[2], "", HYPHEN))
        elif not suspended:  # the hyphen stays, and the next word comes up to it
            changes.append(Repair(start + 1, end, found[2][1:], "", ""))
    return changes


@cache
def _suspended() -> frozenset[str]:
    """Return the words before which a hyphen stands for the rest of a compound."""
    return frozenset(read_table(Path(__file__).with_name("wrapped.toml"))["suspended"])


def _was_broken(found: re.Match[str], words: set[str]) -> bool | None:
    """Return whether a match of `_BROKEN_WORD` is one word whose hyphen is to go; None if nothing tells.

    The word without its hyphen elsewhere says so. The word with it elsewhere, its parts as words of their
    own, further hyphens, digits or capitals say that it is a compound. A soft hyphen shows nothing and is
    left to what removes such characters.
    """
    left, right = found[1].lower(), found[3].lower()
    if found[2][0] == _SOFT_HYPHEN:
        return False
    if left + right in words:
        return True
    if f"{left}-{right}" in words or not left.isalpha() or (len(left) > 1 and found[1].isupper()):
        return False
    if left in words and (right in words or len(left) >= _TELLING_PART):
        return False
    return None
