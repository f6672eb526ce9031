"""Context rules about boxes of other things: behind the element that holds the story, and in its midst."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

from cleaner.context.common import PARAGRAPH_WORDS, SURE, decide, make_of, words_of
from cleaner.document import BlockKind, Label
from cleaner.judgement import Judgement
from cleaner.score.lexicon import ByElement
from cleaner.split.layout import Layout

__all__ = ["behind_story", "boxes_of_links"]

_STORIES = frozenset({"article", "main"})
"""Elements that are made to hold the story of a page."""
_CALLED = re.compile(
    r"(?<![a-z])(?:article|story)[-_ ]*(?:body|content|text|details?)(?![a-z])"
    r"|(?:^| )(?:(?:post|entry|single)-content|article|story|entry|noticia|nota|haber|artikel|articolo|articulo)"
    r"(?= |$)",
    re.IGNORECASE,
)
"""What others are called that hold it."""
_MOST = {"article": 0.66, "main": 0.66, "called": 0.8}
"""Part of the kept words that such an element holds, at least. Of what the scorer keeps behind it nothing is the
story's in the collections."""
_PARAGRAPHS = 2
"""Kept paragraphs in it, at least."""
_OF_STORY = re.compile(
    r"(?<![a-z])(article|story|post|entry|content)s?[-_ ]*(foot|footer|body|text|notes?|corrections?|updates?|end)"
    r"(?![a-z])|(?<![a-z])(faqs?|accordion|footnotes?|references|sources|transcript|corrections?|recipe)(?![a-z])",
    re.IGNORECASE,
)
"""In the names of an element behind it, what says that the story goes on there."""
_BOX = 6
"""Blocks of a box in the midst of the story, at most."""
_BOXES = 2
"""Such boxes, at most: where more stand between the paragraphs, they are what the story lists."""
_HEADLINE = 4
"""Words of a headline in one, at least."""
_ALL_LINK = 0.9
"""Part of a block's characters in links from which it is one."""
_POINTING = frozenset({Label.RELATED, Label.PROMO})
_WHOLE_PAGE = frozenset({"html", "body"})
_TEXTUAL = frozenset({"p", "ul", "ol", "li", "table", "blockquote", "h2", "h3", "h4"})
"""Elements that are text of the story, whatever they are called."""


def behind_story(judgement: Judgement) -> None:
    """Remove what stands behind the element that holds nearly all of what is kept.

    Notes and questions of the story stay that stand in an element called so, and further articles beside it that are
    made like its own, as a live page has one for each entry. Behind an element that is but called the body of the
    story, what the scorer is sure of stays.
    """
    layout, kept = judgement.layout, judgement.kept()
    if not kept:
        return
    for story in _stories(judgement, kept[-1]):
        is_called = layout.tags[story] not in _STORIES
        around = {story, *_above(layout, story)}
        for index in kept:
            if index < layout.end_blocks[story] or not judgement.is_open(index):
                continue
            if is_called and judgement.scores[index] >= SURE:
                continue
            node = layout.nodes[index]
            apart = [other for other in (node, *_above(layout, node)) if other not in around]
            if not any(_goes_on(layout, other, story) for other in apart):
                decide(judgement, index, Label.RELATED, "context/behind-story")


def boxes_of_links(judgement: Judgement) -> None:
    """Remove the links in a box between paragraphs of the story whose element is called after pointers or offers.

    The box stands where the paragraphs do, and all that is kept of it are linked headlines, or the head above them.
    """
    layout = judgement.layout
    if not layout.tags:
        return
    linked = [
        index
        for index in judgement.kept()
        if judgement.evidence[index].link_density >= _ALL_LINK and judgement.is_open(index)
    ]
    if not linked:
        return
    sure = [index for index in judgement.kept() if _is_sure(judgement, index)]
    boxes = {box for index in linked if (box := _box(judgement, index)) is not None}
    amid = [box for box in boxes if _stands_amid(judgement, box, sure)]
    if len(amid) > _BOXES:
        return
    for box in amid:
        inside = [index for index in box if judgement.is_kept(index)]
        if all(_may_go(judgement, box, index) for index in inside):
            for index in inside:
                decide(judgement, index, Label.RELATED, "context/box-of-links")


def _stories(judgement: Judgement, last: int) -> list[int]:
    """Return the outermost element of each kind that holds the story, of those that end before the last kept block."""
    layout = judgement.layout
    named = list(map(_KIND.__getitem__, zip(layout.tags, layout.marks, strict=True)))
    if not any(kind and layout.end_blocks[node] <= last for node, kind in enumerate(named)):
        return []
    kept = (words_of(judgement, index) * judgement.stays[index] for index in range(len(layout)))
    prose = (_is_paragraph(judgement, index) for index in range(len(layout)))
    words, paragraphs = list(accumulate(kept, initial=0)), list(accumulate(prose, initial=0))
    found: dict[str, int] = {}
    for node, kind in enumerate(named):
        if kind and kind not in found:
            first, end = layout.first_blocks[node], layout.end_blocks[node]
            is_most = words[end] - words[first] >= _MOST[kind] * words[-1]
            if is_most and paragraphs[end] - paragraphs[first] >= _PARAGRAPHS:
                found[kind] = node
    return [node for node in found.values() if layout.end_blocks[node] <= last]


def _above(layout: Layout, node: int) -> Iterator[int]:
    """Yield the elements around one, from the inside out."""
    while (node := layout.parents[node]) >= 0:
        yield node


def _goes_on(layout: Layout, node: int, story: int) -> bool:
    """Tell whether an element is called after a part of the story, or is another article like its own beside it."""
    if _IS_OF_STORY[layout.tags[node], layout.marks[node]]:
        return True
    if (layout.tags[node], layout.parents[node]) != (layout.tags[story], layout.parents[story]):
        return False
    names, own = _classes(layout.marks[node]), _classes(layout.marks[story])
    return names == own or 2 * len(names & own) >= max(1, len(names))


def _classes(marks: str) -> set[str]:
    """Return the names of an element that others may share: each entry and post has an id of its own."""
    return {name for name in marks.split() if not name.startswith("#")}


def _box(judgement: Judgement, index: int) -> range | None:
    """Return the blocks of the outermost element around a block that holds nothing but pointers or offers."""
    layout, found, node = judgement.layout, None, judgement.layout.nodes[index]
    while node >= 0:
        blocks = range(layout.first_blocks[node], layout.end_blocks[node])
        if len(blocks) > _BOX or not all(_is_pointing(judgement, other) for other in blocks):
            break
        if layout.tags[node] not in _TEXTUAL:
            found = blocks
        node = layout.parents[node]
    return found


def _is_pointing(judgement: Judgement, index: int) -> bool:
    container = judgement.container(index)
    return container is not None and container.label in _POINTING


def _stands_amid(judgement: Judgement, box: range, sure: list[int]) -> bool:
    """Tell whether sure paragraphs stand above and below a box, right inside an element that holds it, too."""
    layout = judgement.layout
    around = set(_above(layout, layout.nodes[box[0]]))
    beside = [index for index in sure if layout.parents[layout.nodes[index]] in around and index not in box]
    own = {make_of(layout, index) for index in beside}
    is_apart = all(make_of(layout, index) not in own for index in box)
    is_apart = is_apart and not any(_is_pointing(judgement, index) for index in beside)
    return is_apart and bool(beside) and beside[0] < box.start and beside[-1] >= box.stop


def _may_go(judgement: Judgement, box: range, index: int) -> bool:
    """Tell whether a kept block of a box is a link, or the head of it."""
    is_head = index == box.start and judgement.layout.kinds[index] is BlockKind.HEADING
    is_link = judgement.evidence[index].link_density >= _ALL_LINK and words_of(judgement, index) >= _HEADLINE
    return judgement.is_open(index) and (is_head or is_link)


def _is_paragraph(judgement: Judgement, index: int) -> bool:
    line = judgement.evidence[index]
    return line.end_mark and line.words >= PARAGRAPH_WORDS and judgement.is_kept(index)


def _is_sure(judgement: Judgement, index: int) -> bool:
    return judgement.scores[index] >= SURE and _is_paragraph(judgement, index)


def _kind(tag: str, marks: str) -> str:
    """Return what an element is that may hold the story: an article, a main part, called so, or nothing."""
    if tag in _STORIES:
        return tag
    return "called" if tag not in _WHOLE_PAGE and _CALLED.search(marks) else ""


def _is_of_story(tag: str, marks: str) -> bool:
    """Tell whether an element is called after notes and other parts of the story itself."""
    del tag
    return _OF_STORY.search(marks) is not None


_KIND = ByElement(_kind)
_IS_OF_STORY = ByElement(_is_of_story)
