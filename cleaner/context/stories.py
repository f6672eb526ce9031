"""Context rule about pages that show further whole stories below the one that was asked for."""

from __future__ import annotations

from itertools import accumulate

from cleaner.context.common import decide, headlines, in_head, titles_in_head, words_of
from cleaner.document import Label
from cleaner.judgement import Judgement

__all__ = ["other_stories"]

_WHOLE_STORY = 80
"""Words of the first story, at least; under a headline with fewer, the next one heads a part of the same story."""
_SIGNED = frozenset({Label.BYLINE, Label.DATELINE})
_MOST = 30
"""Headlines of a page; what has more is a list of them."""


def other_stories(judgement: Judgement) -> None:
    """Remove stories below the page's own, each with a headline and an author or a date of its own.

    Sites append the next story under the one that was read. Which one is the page's own is told by the
    title in its head: a page whose head names none of its headlines is left alone.
    """
    heads = headlines(judgement, 1) if judgement.layout.tags else []
    if not 1 < len(heads) <= _MOST:
        return
    texts, titles = judgement.layout.plain, titles_in_head(judgement)
    own, *others = [index for index in heads if in_head(texts[index]) in titles] or [len(texts)]
    is_kept = map(judgement.is_kept, range(len(texts)))
    counted = (words_of(judgement, index) * stays for index, stays in enumerate(is_kept))
    kept_words = list(accumulate(counted, initial=0))
    for index in heads:
        if index <= own or index in others:
            continue
        story, other = _branches(judgement, own, index)
        is_apart = story.stop <= other.start  # a headline that was never closed holds the rest of the page
        words = kept_words[story.stop] - kept_words[story.start]
        if (
            is_apart
            and words >= _WHOLE_STORY
            and not _SIGNED.isdisjoint(judgement.labels[other.start : other.stop])
        ):
            for block in other:
                if judgement.is_kept(block):
                    decide(judgement, block, Label.RELATED, "context/another-story")


def _branches(judgement: Judgement, one: int, other: int) -> tuple[range, range]:
    """Return the blocks of the largest container of each of two blocks that does not hold the other."""
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
    return _blocks_of(judgement, children[layout.parents[part]]), _blocks_of(judgement, part)


def _blocks_of(judgement: Judgement, node: int) -> range:
    layout = judgement.layout
    return range(layout.first_blocks[node], layout.end_blocks[node])
