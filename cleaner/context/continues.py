"""Context rule about doubtful paragraphs in and right behind the story."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import mul

from cleaner.context.common import (
    DOUBT,
    LINKED,
    SURE,
    alone_in,
    decide,
    is_doubtful,
    is_removed_by_scorer,
    is_ruled,
    make_of,
    topic_share,
    words_of,
)
from cleaner.document import BlockKind, Label
from cleaner.judgement import Judgement
from cleaner.split.layout import Layout

__all__ = ["continues"]

_SHARE_BETWEEN = 0.5
"""Share of a paragraph's content words that the story uses, between two of its lines."""
_SHARE_BEHIND = 0.1
"""The same behind its last paragraph, which is likely."""
_LIKELY = 0.55
"""P(body) of a last paragraph that the story may go on behind. Where it is no surer than that, two of five that come
back are the story's; a paragraph lost is worse than one too many."""
_LONG = 30
"""Words of a paragraph that is no note or teaser."""
_RUN = 3
"""Paragraphs in a row, at least, that stand between two kept ones for being long."""
_PROSE = 0.7
"""Part of the words of such a row that stand in paragraphs; others may be quotations without an end mark."""
_ALIKE = 3
"""Siblings of the same make, at least, that show what a paragraph is like."""
_OPENING_DOUBT = 0.1
"""P(body) from which a paragraph above the story may open it."""
_OPENING_SHARE = 0.35
_ABOVE = frozenset({Label.AD, Label.CAPTION, Label.CREDIT, Label.BYLINE, Label.DATELINE, Label.SOCIAL})
"""What may stand between the first paragraph and the second."""
_SHORT_SIBLING = 2
_LONG_SIBLING = 20
"""Words of a paragraph that opens a story or is like its siblings, at least; short entries of lists differ."""
_SPEAKER = re.compile(r"([^\W\d_][^:：.!?]{0,24})[:：]\s?\S|([^\W\d_])\.\s\S")
"""What a speaker's line opens with: a name and a colon, or one letter and a full stop, which is to be a capital."""
_TURNS = 2
"""Lines that open with a name, from which it is a speaker's. Behind the last kept line three of four such lines are
the story's."""
_INSERTED = 2
"""Lines of others between two paragraphs of a story."""
_BOX_DOUBT = 0.5
"""Part of what else is doubtful from which a paragraph is that stands behind a box laid into the story's element."""
_IN_BOX = frozenset({Label.PROMO, Label.AD, Label.LEGAL, Label.RELATED})
"""What such a box is; buttons are as often the end."""
_BOX_ALIKE = 2
"""Siblings of its make that are enough there, if they are likely."""
_Family = tuple[int, tuple[tuple[str, str], ...]]
_NEAR = 5
"""Blocks above the first and behind the last kept one that are looked at; captions and notes stand between."""


def continues(judgement: Judgement) -> None:
    """Keep doubtful paragraphs in the story and right behind it that stand like its own."""
    kept = judgement.kept()
    if not kept:
        return
    doubt = judgement.threshold * DOUBT
    found = _of_page if judgement.layout.tags else _of_text
    for index in dict.fromkeys([*_opening(judgement, kept[0]), *found(judgement, kept, doubt)]):
        decide(judgement, index, judgement.kept_label(index), "context/continues")


def _opening(judgement: Judgement, first: int) -> Iterator[int]:
    """Yield a long paragraph above the story's first that shares its words, what belongs to a headline passed over."""
    for index in range(first - 1, max(-1, first - 1 - _NEAR), -1):
        if judgement.labels[index] not in _ABOVE:
            is_candidate = is_doubtful(judgement, index, _OPENING_DOUBT)
            is_long = is_candidate and words_of(judgement, index) >= _LONG_SIBLING
            if is_long and topic_share(judgement, index) >= _OPENING_SHARE:
                yield index
            return


def _of_page(judgement: Judgement, kept: Sequence[int], doubt: float) -> Iterator[int]:
    """Yield the paragraph in the same element right behind a likely one, and those with siblings like them.

    A heading may stand between, which is as likely as what stands above it.
    """
    last = kept[-1]
    is_headed = judgement.layout.kinds[last] is BlockKind.HEADING and last - 1 in kept[-2:]
    behind = _behind(judgement, last, doubt, last - 1 if is_headed else last)
    if behind and _element(judgement.layout, last) == _element(judgement.layout, behind):
        yield behind
    yield from _like_siblings(judgement, kept, doubt)


def _of_text(judgement: Judgement, kept: Sequence[int], doubt: float) -> Iterator[int]:
    """Yield lines between kept ones that share the story's words, are long or spoken, and those behind the last.

    Of those behind, the first ones may share the words of a likely line; others are long, or are told to be
    said by somebody who speaks in the story.
    """
    share = judgement.columns["topic_share"]
    for before, behind in pairwise(kept):
        between = range(before + 1, behind)
        if len(between) == 1:
            if share[before + 1] >= _SHARE_BETWEEN and is_doubtful(judgement, before + 1, doubt):
                yield before + 1
        elif _are_long(judgement, between, doubt):
            yield from between
    speakers = _speakers(judgement, kept)
    yield from _turns(judgement, kept, speakers)
    last = kept[-1]
    while behind := _behind(judgement, last, doubt, last):
        yield behind
        last = behind
    for index in range(last + 1, len(judgement.labels)):
        if _is_inserted(judgement, index):
            continue
        is_long = words_of(judgement, index) >= _LONG and is_doubtful(judgement, index, doubt)
        is_spoken = is_removed_by_scorer(judgement, index) and _speaker(judgement, index) in speakers
        if not is_long and not is_spoken:
            return
        yield index


def _turns(judgement: Judgement, kept: Sequence[int], speakers: set[str]) -> Iterator[int]:
    """Yield the sentences between kept lines that somebody says who speaks in the story."""
    for index in range(kept[0], kept[-1]) if speakers else ():
        is_sentence = is_removed_by_scorer(judgement, index) and judgement.evidence[index].end_mark
        if is_sentence and _speaker(judgement, index) in speakers:
            yield index


def _speakers(judgement: Judgement, kept: Sequence[int]) -> set[str]:
    """Return the names that several kept lines of an interview or a transcript open with."""
    turns = Counter(_speaker(judgement, index) for index in kept)
    return {name for name, count in turns.items() if name and count >= _TURNS}


def _speaker(judgement: Judgement, index: int) -> str:
    """Return the name before a colon that a line opens with, or the letter that stands for one, or nothing."""
    found = _SPEAKER.match(judgement.layout.plain[index])
    if not found or (found[2] and not found[2].isupper()):
        return ""
    return found[1] or found[2]


def _behind(judgement: Judgement, last: int, doubt: float, sure: int) -> int:
    """Return the doubtful block that shares the story's words behind its last one, or 0; the block `sure` is likely.

    An advertisement and a pointer to another story may stand between them.
    """
    index = last + 1
    while index < min(len(judgement.labels), last + _INSERTED + 1) and _is_inserted(judgement, index):
        index += 1
    is_candidate = index < len(judgement.labels) and judgement.scores[sure] >= _LIKELY
    tells = is_candidate and is_doubtful(judgement, index, doubt)
    return index if tells and topic_share(judgement, index) >= _SHARE_BEHIND else 0


def _is_inserted(judgement: Judgement, index: int) -> bool:
    """Tell whether a block is one of those that sites put between the paragraphs of a story."""
    is_pointer = judgement.labels[index] is Label.RELATED and is_ruled(judgement, index)
    return judgement.labels[index] is Label.AD or is_pointer


def _are_long(judgement: Judgement, blocks: range, doubt: float) -> bool:
    """Tell whether nobody but the scorer removed blocks in a row, and they are on average long, prose and doubtful."""
    if len(blocks) < _RUN or not all(is_removed_by_scorer(judgement, index) for index in blocks):
        return False
    words = [words_of(judgement, index) for index in blocks]
    prose = [is_doubtful(judgement, index, 0.0) for index in blocks]
    scores = judgement.scores[blocks.start : blocks.stop]
    is_long = sum(words) >= _LONG * len(blocks) and sum(map(mul, words, prose)) >= _PROSE * sum(words)
    return is_long and sum(map(mul, words, scores)) >= doubt * sum(words)


def _like_siblings(judgement: Judgement, kept: Sequence[int], doubt: float) -> Iterator[int]:
    """Yield long doubtful blocks of a page whose siblings with the same tag and names are surely the story's."""
    reach = range(kept[0], min(len(judgement.labels), kept[-1] + 1 + _NEAR))
    behind_box = {index for index in reach if _is_behind_box(judgement, index)}
    wanted = [
        index
        for index in reach
        if judgement.scores[index] >= (doubt * _BOX_DOUBT if index in behind_box else doubt)
        and is_removed_by_scorer(judgement, index)
        and _is_like_paragraph(judgement, index)
        and judgement.evidence[index].link_density < LINKED
    ]
    if not wanted:
        return
    layout = judgement.layout
    siblings: dict[_Family, list[float]] = defaultdict(list)
    for index in kept:
        siblings[_family(layout, index)].append(judgement.scores[index])
    for index in wanted:
        scores = siblings.get(_family(layout, index), ())
        least, sure = (_BOX_ALIKE, _LIKELY) if index in behind_box else (_ALIKE, SURE)
        if len(scores) >= least and sum(scores) >= sure * len(scores):
            yield index


def _is_behind_box(judgement: Judgement, index: int) -> bool:
    """Tell whether a rule knows what stands right above as a box inside the element that a block stands in."""
    above, layout = index - 1, judgement.layout
    if above < 0 or judgement.labels[above] not in _IN_BOX or judgement.is_open(above):
        return False
    around = _element(layout, index)
    is_inside = layout.first_blocks[around] <= above < layout.end_blocks[around]
    is_apart = _element(layout, above) != around or make_of(layout, above) != make_of(layout, index)
    return is_inside and is_apart


def _is_like_paragraph(judgement: Judgement, index: int) -> bool:
    """Tell whether a block is long, or a short sentence in a paragraph's element."""
    words = words_of(judgement, index)
    layout = judgement.layout
    is_sentence = words >= _SHORT_SIBLING and judgement.evidence[index].end_mark
    return words >= _LONG_SIBLING or (is_sentence and layout.tags[layout.nodes[index]] == "p")


def _family(layout: Layout, index: int) -> _Family:
    """Return what siblings of the same make have in common: the element around them, their tags and their names.

    Elements that hold nothing but the one block are the siblings' own.
    """
    nodes = [layout.nodes[index], *alone_in(layout, _element(layout, index))]
    return layout.parents[nodes[-1]], tuple((layout.tags[node], layout.marks[node]) for node in nodes)


def _element(layout: Layout, index: int) -> int:
    """Return the number of the element that a block's own element stands in."""
    return layout.parents[layout.nodes[index]]
