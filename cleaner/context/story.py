"""Context rules about the story itself: its repetitions, insertions, captions and headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise, takewhile

from cleaner.context.common import (
    decide,
    is_removed_by_scorer,
    is_removed_prose,
    make_of,
    words_of,
)
from cleaner.document import BlockKind, Label
from cleaner.judgement import Judgement
from cleaner.split.layout import Layout

__all__ = [
    "best_left",
    "captions",
    "headings",
    "insertions",
    "line_numbers",
    "lone_headings",
    "repeated",
]

_POST = "structure/embedded-post"
_OF_PICTURES = (
    "credit/photo",
    "credit/foto",
    "credit/image",
    "credit/symbol-picture",
    "credit/name-and-agency",
    "credit/agency-and-name",
    "credit/courtesy-of",
    "credit/copyright-name",
)
"""How the ids of rules begin that credit a picture; an agency alone may have written the story."""
_REPEATED_WORDS = 12
"""Shorter lines recur in tables, refrains and lists that belong to the story."""
_REFRAIN = 4
"""Kept copies of a line from which on it is said again and again: pages show a part of theirs two or three times."""
_QUOTING = re.compile(
    r"\b(?:said|wrote|writes|schrieb|sagte|a écrit|a dit|escribió|dijo|ha scritto|escreveu|schreef|napisał|написал)\b"
    r".{0,120}:$"
)
_QUOTES = 2
"""Lines that name who is quoted below, from which on a text is a thread: there the same is quoted again and again."""
_SECTION = 2
"""The highest level of a heading that divides a story."""
_SectionAndMake = tuple[int, str, str]
_NEARLY = 0.5
"""Part of the best score with which a block is kept where all are below the threshold."""
_SENTENCE_WORDS = 4
_FEW_BLOCKS = 10
"""Blocks up to which a document is so small that one sentence may be all of its story."""
_NUMBER = re.compile(r"[0-9]{1,6}")
_BLANK_LINES = 3
"""Lines below a listing's last, up to which they may have a number without showing."""
_SYNOPSIS_REACH = 3
"""Blocks above the first kept one in which the code stands that a manual opens with."""
_HEADING_WORDS = 12
_LONE_HEADINGS = 3
"""Headings in a row, up to which those behind the last paragraph head boxes of which nothing stayed."""


def best_left(judgement: Judgement) -> None:
    """In a document of a few blocks, which tells the scorer little, keep the prose that is most like a story.

    What is nearly as much like one as the best is kept as well. A threshold of the caller's own is taken at its word.
    """
    n = len(judgement.labels)
    if n > _FEW_BLOCKS or judgement.has_own_threshold:
        return
    prose = [index for index in range(n) if is_removed_prose(judgement, index, _SENTENCE_WORDS)]
    best = max((judgement.scores[index] for index in [*prose, *judgement.kept()]), default=1.0)
    for index in prose:
        if judgement.scores[index] >= best * _NEARLY:
            decide(judgement, index, judgement.kept_label(index), "context/best-left")


def repeated(judgement: Judgement) -> None:
    """Keep the first of several equal blocks, and of a page also those that stand under headings of their own.

    Works of reference say the same of several things, in elements of one make under headings of one level. On
    left-out sites five of six such lines are the text's. A pull quote differs, and in a double of a whole run the
    headings are doubles, too. What stands in a flat text four times, each time below something else, is a step of
    its plans or a refrain.
    """
    kept = judgement.kept()
    if not kept:
        return
    layout = judgement.layout
    has_copies = (judgement.columns["copies"] > 1).tobytes()  # few have, and of the others nothing is noted
    long = [index for index in kept if has_copies[index] and words_of(judgement, index) >= _REPEATED_WORDS]
    refrains = _refrains(layout, [layout.plain[index] for index in long])
    seen: dict[str, tuple[_SectionAndMake | None, set[str]]] = {}
    head = -1
    for before, index in pairwise([kept[0], *kept]):
        if layout.kinds[index] is BlockKind.HEADING:
            head = index
        if not has_copies[index]:
            continue
        is_refrain = layout.plain[index] in refrains and layout.plain[before] != layout.plain[index]
        make = _section_and_make(layout, index, head)
        first, heads = seen.setdefault(layout.plain[index], (make, set()))
        above = layout.plain[head] if make else ""
        is_apart = not heads or (make is not None and make == first and above not in heads)
        if not is_apart and not is_refrain and words_of(judgement, index) >= _REPEATED_WORDS:
            decide(judgement, index, Label.OTHER, "context/repeated")
        heads.add(above)


def _refrains(layout: Layout, texts: Sequence[str]) -> set[str]:
    """Return those of a flat text's lines that it says again and again; a thread quotes, and has none."""
    found = set() if layout.tags else {text for text, number in Counter(texts).items() if number >= _REFRAIN}
    quotes = sum(map(bool, map(_QUOTING.search, layout.plain))) if found else 0
    return found if quotes < _QUOTES else set()


def _section_and_make(layout: Layout, index: int, head: int) -> _SectionAndMake | None:
    """Return the level of the heading above a block of a page, and tag and names of the block's element."""
    is_in_section = bool(layout.tags) and head >= 0 and layout.levels[head] >= _SECTION
    if not is_in_section or layout.kinds[index] is BlockKind.QUOTE:
        return None
    return layout.levels[head], *make_of(layout, index)


def line_numbers(judgement: Judgement) -> None:
    """Remove the numbers that stand beside the lines of a listing, in a column of their own."""
    kinds = judgement.layout.kinds
    if BlockKind.PREFORMATTED not in kinds:
        return
    for index, (column, listing) in enumerate(pairwise(judgement.layout.texts)):
        if kinds[index] is kinds[index + 1] is BlockKind.PREFORMATTED and _numbers(column, listing):
            decide(judgement, index, Label.OTHER, "context/line-numbers")


def _numbers(column: str, listing: str) -> bool:
    """Tell whether a column is a number for each line of a listing, and for a few blank ones below."""
    first, *words = column.split()
    below = len(words) - listing.count("\n")
    if not words or not 0 <= below <= _BLANK_LINES or not _NUMBER.fullmatch(first):
        return False  # one number alone may be what a line of code gives
    return words == [str(number) for number in range(int(first) + 1, int(first) + 1 + len(words))]


def insertions(judgement: Judgement) -> None:
    """Keep the posts and the code that stand in the midst of the story, and the code that a manual opens with."""
    kept = judgement.kept()
    kinds = judgement.layout.kinds
    _synopsis(judgement, kept[0] if kept else 0)
    for index in range(kept[0], kept[-1]) if kept else ():
        if not is_removed_by_scorer(judgement, index):
            continue
        container = judgement.container(index)
        if container is not None and container.id == _POST:
            decide(judgement, index, Label.BODY, "context/embedded-post")
        elif kinds[index] is BlockKind.PREFORMATTED and container is None:
            decide(judgement, index, Label.BODY, "context/preformatted")


def _synopsis(judgement: Judgement, start: int) -> None:
    """Keep the code closely above the first kept block of a page, with the heading directly above it."""
    kinds = judgement.layout.kinds
    for index in range(max(0, start - _SYNOPSIS_REACH), start) if judgement.layout.tags else ():
        is_code = kinds[index] is BlockKind.PREFORMATTED and judgement.container(index) is None
        if is_code and is_removed_by_scorer(judgement, index):
            decide(judgement, index, Label.BODY, "context/preformatted")
            above = index - 1
            if above >= 0 and kinds[above] is BlockKind.HEADING and is_removed_by_scorer(judgement, above):
                decide(judgement, above, Label.HEADING, "context/preformatted")


def captions(judgement: Judgement) -> None:
    """Name the line above a picture's credit a caption, where the story of a flat text has not begun."""
    if judgement.layout.tags:
        return
    labels = judgement.labels
    kept = judgement.kept()
    start = kept[1] if len(kept) > 1 else len(labels)
    for index in range(min(start, len(labels) - 1)):
        credited = labels[index + 1] is Label.CREDIT and judgement.rules[index + 1].startswith(_OF_PICTURES)
        if credited and is_removed_by_scorer(judgement, index):
            decide(judgement, index, Label.CAPTION, "context/caption")


def headings(judgement: Judgement) -> None:
    """Name the kept lines of a flat text that head the paragraph below."""
    if judgement.layout.tags:
        return
    kept = judgement.kept()
    for index, below in pairwise(kept[1:]):
        line, paragraph = judgement.evidence[index], judgement.evidence[below]
        is_plain = judgement.layout.kinds[index] is BlockKind.PARAGRAPH and judgement.is_open(index)
        if is_plain and line.words <= _HEADING_WORDS and not line.end_mark and paragraph.end_mark:
            decide(judgement, index, Label.HEADING, "context/heading")


def lone_headings(judgement: Judgement) -> None:
    """Remove headings behind the story's last paragraph, but not many: those are a list."""
    labels, kept = judgement.labels, judgement.kept()
    last = list(takewhile(lambda index: labels[index] is Label.HEADING, reversed(kept)))
    for index in last if len(last) <= min(_LONE_HEADINGS, len(kept) - 1) else ():
        if not judgement.is_open(index):
            break
        decide(judgement, index, Label.RELATED, "context/lone-heading")
