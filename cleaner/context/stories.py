"""Context rule about pages that show further whole stories below the one that was asked for."""

from __future__ import annotations

import re

from cleaner.context.common import decide, headlines, in_head, titles_in_head, words_of
from cleaner.document import Label
from cleaner.judgement import Judgement

__all__ = ["other_stories"]

_WHOLE_STORY = 80
"""Words of the first story, at least; under a headline with fewer, the next one heads a part of the same story."""
_SIGNED = frozenset({Label.BYLINE, Label.DATELINE})
_SIGNATURE = 3
"""Blocks below a headline among which a short one with a year says when the story appeared, and who wrote it."""
_SIGNATURE_WORDS = 12
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_DAY = re.compile(r"(?<!\d)[0-3]?\d(?!\d)")
_OF_PICTURES = frozenset({Label.CAPTION, Label.CREDIT})
_DIGITS = re.compile(r"\d+")
_MOST = 30
"""Headlines of a level; a page that has more is a list of them."""


def other_stories(judgement: Judgement) -> None:
    """Remove stories below the page's own, each with a headline and an author or a date of its own.

    Sites append the next story under the one that was read. Which one is the page's own is told by the
    title in its head: a page whose head names none of its headlines is left alone. A headline of the second level
    heads another story only in an article of its own, in a container that is called like the page's own story's.
    """
    heads = _headlines(judgement)
    if len(heads) < 2:  # noqa: PLR2004 - its own and another
        return
    texts, titles = judgement.layout.plain, titles_in_head(judgement)
    own, *others = [index for index in heads if in_head(texts[index]) in titles] or [len(texts)]
    for index in heads:
        if index <= own or index in others:
            continue
        story, other = _branches(judgement, own, index)
        first, second = _blocks_of(judgement, story), _blocks_of(judgement, other)
        is_apart = first.stop <= second.start  # a headline that was never closed holds the rest of the page
        is_head = judgement.layout.levels[index] == 1 or (
            _are_twins(judgement, story, other)
            and _is_article(judgement, own, story)
            and _is_article(judgement, index, other)
        )
        if is_apart and is_head and _is_whole(judgement, first) and _is_signed(judgement, index, second):
            for block in second:
                if judgement.is_kept(block):
                    decide(judgement, block, Label.RELATED, "context/another-story")


def _is_whole(judgement: Judgement, story: range) -> bool:
    """Tell whether as many words are kept of a story as one of its own has at least."""
    left = _WHOLE_STORY
    for index in story:
        left -= words_of(judgement, index) if judgement.is_kept(index) else 0
        if left <= 0:
            return True
    return False


def _headlines(judgement: Judgement) -> list[int]:
    """Return the headings of a page of each of the two highest levels, unless there are too many of it."""
    levels = judgement.layout.levels
    heads = headlines(judgement, 2) if judgement.layout.tags else []
    few = [level for level in (1, 2) if sum(levels[index] == level for index in heads) <= _MOST]
    return [index for index in heads if levels[index] in few]


def _is_signed(judgement: Judgement, head: int, story: range) -> bool:
    """Tell whether a story has an author or a date, or a line below its headline that is both in one."""
    if not _SIGNED.isdisjoint(judgement.labels[story.start : story.stop]):
        return True
    below = range(head + 1, min(head + 1 + _SIGNATURE, story.stop))
    return any(_is_signature(judgement, index) for index in below)


def _is_signature(judgement: Judgement, index: int) -> bool:
    """Tell whether a line that is nothing else holds the day of a year, and no sentence."""
    line = judgement.evidence[index]
    if judgement.labels[index] in _OF_PICTURES or line.words > _SIGNATURE_WORDS or line.end_mark:
        return False
    text = judgement.layout.plain[index]
    return bool(_YEAR.search(text) and _DAY.search(text))


def _are_twins(judgement: Judgement, one: int, other: int) -> bool:
    """Tell whether two containers have the same tag and the same names, whatever their numbers are."""
    tags, marks = judgement.layout.tags, judgement.layout.marks
    name = _DIGITS.sub("", marks[one]).strip()
    return tags[one] == tags[other] and bool(name) and name == _DIGITS.sub("", marks[other]).strip()


def _is_article(judgement: Judgement, block: int, container: int) -> bool:
    """Tell whether a block stands in an article element that is a container, or stands in it."""
    layout = judgement.layout
    node = layout.nodes[block]
    while node > container and layout.tags[node] != "article":
        node = layout.parents[node]
    return layout.tags[node] == "article"


def _branches(judgement: Judgement, one: int, other: int) -> tuple[int, int]:
    """Return the largest container of each of two blocks that does not hold the other."""
    layout = judgement.layout
    # On the way up from the one: container to the part of it that holds the one.
    children: dict[int, int] = {}
    part = layout.nodes[one]
    while part >= 0:
        children[layout.parents[part]] = part
        part = layout.parents[part]
    part = layout.nodes[other]
    while layout.parents[part] not in children:
        part = layout.parents[part]
    return children[layout.parents[part]], part


def _blocks_of(judgement: Judgement, node: int) -> range:
    layout = judgement.layout
    return range(layout.first_blocks[node], layout.end_blocks[node])
