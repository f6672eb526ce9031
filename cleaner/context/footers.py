"""Context rules about the foot of a page, as apart from the foot of a story, and about both edges of printed pages."""

from __future__ import annotations

import re
from itertools import accumulate

from cleaner.context.common import STORY_TAGS, decide, words_of
from cleaner.document import Label
from cleaner.judgement import Judgement
from cleaner.score.lexicon import ByElement
from cleaner.split.layout import Layout
from cleaner.split.link_numbers import LINK_NUMBER, is_of_addresses

__all__ = ["link_addresses", "page_footers", "running_heads"]

_FOOT = re.compile(r"(?<![a-z])(footer|colophon|contentinfo)(?![a-z])", re.IGNORECASE)
_OF_STORY = re.compile(
    r"article|post|entry|story|content-|body|card|comment|caption|section|quote", re.IGNORECASE
)
"""In the names of a foot, what says that it is not the page's."""
_MOST = 0.5
"""Part of the kept words outside the foot that the element of the story holds, at least."""


def page_footers(judgement: Judgement) -> None:
    """Remove what stands in the foot of a page below the element that holds its story.

    The foot of a story, in which stand its notes and sources, is inside that element; and a page that marks neither
    an article nor a main part may have its text anywhere.
    """
    layout = judgement.layout
    called_foot = map(_CALLED_FOOT.__getitem__, zip(layout.tags, layout.marks, strict=True))
    feet = [
        node for node, is_foot in enumerate(called_foot) if is_foot and node and _is_of_page(layout, node)
    ]
    if not feet:
        return
    inside = bytearray(len(layout))
    for node in feet:
        first, end = layout.first_blocks[node], layout.end_blocks[node]
        inside[first:end] = b"\1" * (end - first)
    in_foot = [index for index in judgement.kept() if inside[index] and judgement.is_open(index)]
    if not in_foot:
        return
    outside = (
        words_of(judgement, index) * (stays and not inside[index])
        for index, stays in enumerate(judgement.stays)
    )
    before = list(accumulate(outside, initial=0))
    ends = [
        layout.end_blocks[node]
        for node, tag in enumerate(layout.tags)
        if tag in STORY_TAGS
        and before[layout.end_blocks[node]] - before[layout.first_blocks[node]] > _MOST * before[-1]
    ]
    for index in in_foot if ends else ():
        if index >= min(ends):
            decide(judgement, index, Label.NAVIGATION, "context/page-footer")


def link_addresses(judgement: Judgement) -> None:
    """Remove the addresses that a text browser lists below a page whose links it has numbered."""
    layout = judgement.layout
    if not any(change.reason == LINK_NUMBER for change in layout.repairs):
        return
    for index in range(len(layout) - 1, -1, -1):
        if not is_of_addresses(layout.texts[index]):
            return
        decide(judgement, index, Label.NAVIGATION, "context/link-addresses")


def running_heads(judgement: Judgement) -> None:
    """Remove what stands at the edge of one printed page after the other."""
    for index in sorted(judgement.layout.running):
        if judgement.is_open(index):
            decide(judgement, index, Label.NAVIGATION, "context/running-head")


def _is_of_page(layout: Layout, node: int) -> bool:
    """Tell whether an element stands outside any article and main part."""
    while node >= 0 and layout.tags[node] not in STORY_TAGS:
        node = layout.parents[node]
    return node < 0


def _is_called_foot(tag: str, marks: str) -> bool:
    """Tell whether an element is a foot by its tag or its names."""
    return tag == "footer" or (_FOOT.search(marks) is not None and not _OF_STORY.search(marks))


_CALLED_FOOT = ByElement(_is_called_foot)
