"""Context rules about lines that look like furniture by themselves, and divide the story."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from cleaner.context.common import (
    LINKED,
    PARAGRAPH_WORDS,
    alone_in,
    decide,
    is_removed_by_scorer,
    make_of,
    ruled_by,
    words_of,
)
from cleaner.document import BlockKind, Label
from cleaner.judgement import Judgement

__all__ = ["attributions", "dates", "named_like_controls", "numbers", "omissions", "options", "switches"]

_DATE = "dateline/date"
"""How the ids of rules begin for a date that stands alone."""
_TIME = re.compile(r"\d[:h]\d\d")
_YEAR = re.compile(r"(?:[^\W\d_]{3,12}\.? )?[12]\d{3}s?(?: ?[-–—] ?(?:[12]\d{3}|\d\d|[^\W\d_]{3,9}))?:?")
"""A year, a month of one, or the years from one to another."""
_SAID = "comment/commenter-wrote"
"""The id of the rule for a name that is said to have written or said what follows."""
_QUOTATION_MARKS = tuple("\"'\u2018\u201c\u201e\u00ab\u00bb\u300c")
"""What a quotation opens with."""
_ENTRIES = 4
"""Dates above kept lines, from which the story is a chronicle; three may be those of other stories."""
_HEADINGS, _DATED = 3, 2
"""Headings of one make that divide a page, at least, and how many of them are such dates."""
_SWITCHES = 2
"""Questions that open what is kept below them, at least."""
_BUTTON = "structure/button"
"""The rule for controls, one of which may be the question over an answer."""
_QUESTION = re.compile("[?？؟]")
_OPENING_TAGS = frozenset({"summary", "button"})
_OPENING = re.compile(r"(?:^|[ #_-])(?:role-button|role-tab|accordion|toggle)(?![a-z])", re.IGNORECASE)
"""What elements are called that open another."""
_CONTROLS = (
    "byline/",
    "caption/caption-label",
    "credit/agency-alone",
    "navigation/board-chrome",
    "navigation/menu-controls",
    "navigation/site-links",
    "navigation/wiki-links",
    "social/share-on",
)
"""How the ids of rules begin for words that stand on buttons and boxes, and that a manual explains."""
_CONTROL_TAGS = frozenset({"h2", "h3", "h4", "dt"})
_EXPLAINED = 0.85
"""P(body) of a heading that is the story's whatever it is called. Rules that know the word are right on others: on
left-out sites on all ten of a P(body) between 0.5 and this."""
_EXPLAINED_HEADINGS = 3
"""Headings of one tag in one element, at least, that are kept or would be."""
_BESIDE = 2
"""From one kept block to the next, where one stands between them."""
_OMISSION = re.compile(r"[\[(]?(?:\.{3}|…|\. \. \.)[\])]?")
_NUMBER = re.compile(r"([0-9]{1,2})\. \S")
_NUMBERED = 2
"""Numbered headings in a row, at least, behind which there may be a next."""
_NUMBERED_REACH = 14
"""Blocks from one to the next, exclusive; a box may stand between."""
_NUMBERED_DOUBT = 0.4
"""Part of the threshold from which a heading and what stands below it go on."""


def options(judgement: Judgement) -> None:
    """Keep the third of several choices, whose letter in brackets is read as the sign of a right."""
    texts = judgement.layout.plain
    for index in ruled_by(judgement, ("legal/copyright",)):
        is_third = index > 0 and texts[index][:3].lower() == "(c)" and texts[index - 1][:3].lower() == "(b)"
        if is_third and judgement.is_kept(index - 1):
            decide(judgement, index, judgement.kept_label(index), "context/option")


def omissions(judgement: Judgement) -> None:
    """Keep the dots between two kept blocks that say that something is left out, or what a prompt shows."""
    kept = judgement.kept()
    for above, below in pairwise(kept):
        index = above + 1
        is_between = below - above == _BESIDE and judgement.is_open(index)
        if is_between and _OMISSION.fullmatch(judgement.layout.plain[index].strip()):
            decide(judgement, index, judgement.kept_label(index), "context/omission")


def dates(judgement: Judgement) -> None:
    """Keep the dates that head the entries of a chronicle; those of comments tell the time, too.

    The first may stand above all that is kept; in a page that needs the make of the others, for the date of the
    story itself stands there, too. Fewer are enough where headings of one make divide a page. A year is a date only
    in a page, and beside enough others of its make.
    """
    kept = judgement.kept()
    if not kept:
        return
    heads = _date_heads(judgement, kept)
    entries = [index for index in heads if index > kept[0]]
    if len(entries) < _ENTRIES:
        entries = _dated_headings(judgement, heads)
    elif (
        entries != heads
        and judgement.layout.tags
        and make_of(judgement.layout, heads[0]) == make_of(judgement.layout, entries[0])
    ):
        entries = heads
    for index in entries:
        decide(judgement, index, judgement.kept_label(index), "context/entry")


def _date_heads(judgement: Judgement, kept: Sequence[int]) -> list[int]:
    """Return the dates directly above a kept block, and the years among them that are made like enough others."""
    layout = judgement.layout
    heads = [index for index in range(max(0, kept[0] - 1), kept[-1]) if judgement.is_kept(index + 1)]
    dated = {index for index in heads if judgement.rules[index].startswith(_DATE)}
    years: set[int] = set()
    if layout.tags:
        years = {
            index
            for index in heads
            if _YEAR.fullmatch(layout.plain[index]) and is_removed_by_scorer(judgement, index)
        }
        alike = Counter(make_of(layout, index) for index in dated | years)
        years = {index for index in years if alike[make_of(layout, index)] >= _ENTRIES}
    return [index for index in sorted(dated | years) if not _TIME.search(layout.plain[index])]


def _dated_headings(judgement: Judgement, heads: Sequence[int]) -> list[int]:
    """Return the dates among the headings of one make in one element, with a paragraph below each."""
    layout = judgement.layout
    if not layout.tags or len(heads) < _DATED:
        return []
    dated: defaultdict[tuple[int, str, str], list[int]] = defaultdict(list)
    alike: Counter[tuple[int, str, str]] = Counter()
    kept = judgement.kept()
    for index in range(min(kept[0], heads[0]), kept[-1]):
        is_heading = layout.kinds[index] is BlockKind.HEADING and layout.levels[index] > 1
        if is_heading and (index in heads or judgement.is_kept(index)) and _heads_paragraph(judgement, index):
            make = (layout.parents[layout.nodes[index]], *make_of(layout, index))
            alike[make] += 1
            dated[make] += [index] if index in heads else []
    return [
        index
        for make, found in dated.items()
        if len(found) >= _DATED and alike[make] >= _HEADINGS
        for index in found
    ]


def _heads_paragraph(judgement: Judgement, index: int) -> bool:
    """Tell whether a kept paragraph stands below a block that is no teaser with a link behind it to go on."""
    is_text = judgement.layout.kinds[index + 1] is not BlockKind.HEADING and judgement.is_kept(index + 1)
    is_teaser = index + 2 < len(judgement.labels) and judgement.labels[index + 2] is Label.RELATED
    return is_text and not is_teaser and judgement.evidence[index + 1].link_density < LINKED


def switches(judgement: Judgement) -> None:
    """Keep the questions of an accordion whose answers are kept: each opens what stands below it.

    Other heads that open something are as often those of boxes beside the story.
    """
    if not judgement.layout.tags:
        return
    found = [
        index
        for index in range(len(judgement.labels) - 1)
        if (is_removed_by_scorer(judgement, index) or judgement.rules[index] == _BUTTON)
        and judgement.is_kept(index + 1)
        and _QUESTION.search(judgement.layout.plain[index])
        and judgement.evidence[index].link_density < LINKED
        and _opens_next(judgement, index)
    ]
    for index in found if len(found) >= _SWITCHES else ():
        decide(judgement, index, judgement.kept_label(index), "context/switch")


def _opens_next(judgement: Judgement, index: int) -> bool:
    """Tell whether an element that holds a block alone is called so that it opens the element behind it."""
    layout = judgement.layout
    nodes = alone_in(layout, layout.nodes[index])
    if not any(layout.tags[node] in _OPENING_TAGS or _OPENING.search(layout.marks[node]) for node in nodes):
        return False
    around = layout.parents[nodes[-1]]
    return around >= 0 and layout.end_blocks[around] > index + 1


def attributions(judgement: Judgement) -> None:
    """Keep the line that names who said the quotation below it, where that is kept, as statements to the press are.

    Commenters, too, stand above what they say, but hardly above a quotation of which the scorer would keep all.
    """
    for index in ruled_by(judgement, (_SAID,)):
        if (
            index + 1 < len(judgement.labels)
            and judgement.is_kept(index + 1)
            and _is_quoted(judgement, index + 1)
        ):
            decide(judgement, index, judgement.kept_label(index), "context/attribution")


def _is_quoted(judgement: Judgement, index: int) -> bool:
    """Tell whether a block is a quotation, by its element or by the mark that it opens with."""
    is_quote = judgement.layout.kinds[index] is BlockKind.QUOTE
    return is_quote or judgement.layout.plain[index].startswith(_QUOTATION_MARKS)


def named_like_controls(judgement: Judgement) -> None:
    """Keep the headings of a manual that are called what buttons are, each above what explains it.

    "Share" above buttons is nothing that the scorer is sure of.
    """
    layout = judgement.layout
    if not layout.tags:
        return
    found = [
        index
        for index in range(len(judgement.labels) - 1)
        if judgement.scores[index] >= _EXPLAINED
        and judgement.rules[index].startswith(_CONTROLS)
        and layout.tags[layout.nodes[index]] in _CONTROL_TAGS
        and _heads_paragraph(judgement, index)
    ]
    if not found:
        return
    own = set(found)
    nodes = layout.nodes
    alike = Counter(
        (layout.parents[nodes[index]], layout.tags[nodes[index]])
        for index in range(len(judgement.labels))
        if index in own or judgement.is_kept(index)
    )
    for index in found:
        if alike[layout.parents[nodes[index]], layout.tags[nodes[index]]] >= _EXPLAINED_HEADINGS:
            decide(judgement, index, Label.HEADING, "context/manual")


def numbers(judgement: Judgement) -> None:
    """Keep the headings of a flat text that go on with the numbers of kept ones, and what stands below each.

    Something stands below each of those above, too, or else they are the entries of a list.
    """
    if judgement.layout.tags:
        return
    last = number = run = 0
    for index, text in enumerate(judgement.layout.plain):
        found = _NUMBER.match(text)
        if not found:
            continue
        is_next = int(found[1]) == number + 1 and last + 1 < index < last + _NUMBERED_REACH
        if judgement.is_kept(index):
            run = run + 1 if is_next else 1
        elif is_next and run >= _NUMBERED and _goes_on(judgement, index):
            for block in (index, index + 1):
                if not judgement.is_kept(block):
                    decide(judgement, block, judgement.kept_label(block), "context/numbered")
        else:
            continue
        last, number = index, int(found[1])


def _goes_on(judgement: Judgement, index: int) -> bool:
    """Tell whether a line that the scorer removed has a paragraph below it, and both are doubtful or kept."""
    pair = range(index, index + 2)
    return (
        pair.stop <= len(judgement.labels)
        and all(judgement.is_kept(block) or _is_doubtful(judgement, block) for block in pair)
        and words_of(judgement, index + 1) >= PARAGRAPH_WORDS
    )


def _is_doubtful(judgement: Judgement, index: int) -> bool:
    is_likely = judgement.scores[index] >= judgement.threshold * _NUMBERED_DOUBT
    return is_likely and is_removed_by_scorer(judgement, index)
