"""Context rule about the foot of a page, as apart from the foot of a story."""

from __future__ import annotations

from cleaner.context.common import decide
from cleaner.document import Label
from cleaner.judgement import Judgement

__all__ = ["page_footers"]

_FOOTER = "structure/footer"
_STORIES = frozenset({"article", "main"})


def page_footers(judgement: Judgement) -> None:
    """Remove what stands in the foot of a page below the element that holds its story.

    The foot of a story, in which stand its notes and sources, is inside that element; and a page that marks neither
    an article nor a main part may have its text anywhere.
    """
    layout = judgement.layout
    kept = judgement.kept()
    in_foot = [index for index in kept if _is_foot(judgement, index)]
    if not in_foot:
        return
    stays = set(kept).difference(in_foot)
    ends = [
        layout.end_blocks[node]
        for node, tag in enumerate(layout.tags)
        if tag in _STORIES
        and any(index in stays for index in range(layout.first_blocks[node], layout.end_blocks[node]))
    ]
    for index in in_foot if ends else ():
        if index >= min(ends):
            decide(judgement, index, Label.NAVIGATION, "context/page-footer")


def _is_foot(judgement: Judgement, index: int) -> bool:
    """Tell whether a block is kept by the scorer alone in a footer outside any article and main part."""
    container = judgement.container(index)
    if container is None or container.id != _FOOTER or not judgement.is_open(index):
        return False
    layout = judgement.layout
    node = layout.nodes[index]
    while node >= 0 and layout.tags[node] not in _STORIES:
        node = layout.parents[node]
    return node < 0
