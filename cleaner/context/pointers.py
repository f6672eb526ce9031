"""Context rule about headlines of other stories directly below the head of their box, in the midst of a story."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from itertools import takewhile

from cleaner.context.common import decide, is_paragraph, ruled_by, words_of
from cleaner.document import BlockKind, Label
from cleaner.judgement import Judgement
from cleaner.split.elements import LISTS
from cleaner.split.layout import Layout

__all__ = ["pointers"]

_HEADS = ("related/pointer-head",)
"""Beginning of the ids of rules for heads that stand above nothing but other stories."""
_MOST = 12
"""Lines of a box, at most."""
_TITLE_WORDS = (4, 30)
"""Words of a headline, at least and at most."""
_ALONE_WORDS = 7
"""Words of a headline that is one of less than three plain lines, at least: the line may be a heading of the story."""
_SEVERAL = 3
"""Plain lines from which all but the last are headlines of other stories. The last may head what goes on below."""
_ITEMS = 3
"""Items of a list without links that is the box's, at least."""
_ALL_LINK = 0.9
"""Part of a line's characters in links from which it is one: what is left is a bullet."""
_NO_TITLE = re.compile(r"[.!…:;,][\"'”’)\]]*$|^[\W_]*\d{1,2}(?:[.)]|\s)")
"""What ends a sentence or a lead-in, or begins with a number as the entries of the story do."""


def pointers(judgement: Judgement) -> None:
    """Remove the lines without an end mark that stand directly below the head of other stories.

    A list with bullets is the box's. Of plain lines the first is; what stands above a paragraph may be a heading of
    the story, of which a box that has lost its links leaves nothing but the head above it. On a page all are that
    are links and nothing else, or the whole of a list.
    """
    heads = ruled_by(judgement, _HEADS)
    if not heads:
        return
    # Above the first paragraph stands the story's own headline.
    story = next(filter(partial(is_paragraph, judgement), judgement.kept()), len(judgement.labels))
    for head in heads:
        if head > story:
            for index in _titles_below(judgement, head):
                decide(judgement, index, Label.RELATED, "context/pointer")


def _titles_below(judgement: Judgement, head: int) -> list[int]:
    """Return the blocks below a head that are headlines of its box."""
    kinds = judgement.layout.kinds
    below = range(head + 1, min(head + 1 + _MOST, len(judgement.labels)))
    titles = list(takewhile(lambda index: _is_title(judgement, index), below))
    items = list(takewhile(lambda index: kinds[index] is BlockKind.ITEM, titles))
    if judgement.layout.tags:
        links = list(takewhile(lambda index: judgement.evidence[index].link_density >= _ALL_LINK, titles))
        return links or _whole_list(judgement.layout, items)
    if items or not titles:
        return items
    if len(titles) >= _SEVERAL:
        return titles[:-1]
    return titles[:1] if words_of(judgement, titles[0]) >= _ALONE_WORDS else []


def _whole_list(layout: Layout, items: Sequence[int]) -> list[int]:
    """Return the first of the items if they are all that stands in a list, of several, and the links are lost."""
    if not items:
        return []
    node = layout.parents[layout.nodes[items[0]]]
    inside = range(items[0], layout.end_blocks[node])
    is_whole = layout.first_blocks[node] == items[0] and _ITEMS <= len(inside) <= len(items)
    return list(inside) if is_whole and layout.tags[node] in LISTS else []


def _is_title(judgement: Judgement, index: int) -> bool:
    """Tell whether nobody but the scorer has spoken about a block, and it may be a headline."""
    least, most = _TITLE_WORDS
    is_long = least <= words_of(judgement, index) <= most
    return is_long and judgement.is_open(index) and not _NO_TITLE.search(judgement.layout.plain[index])
