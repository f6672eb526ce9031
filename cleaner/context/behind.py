"""Context rule about boxes of other things behind the element that holds the story."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

from cleaner.context.common import STORY_TAGS, SURE, decide, is_paragraph, words_of
from cleaner.document import Label
from cleaner.judgement import Judgement
from cleaner.score.lexicon import ByElement
from cleaner.split.layout import Layout

__all__ = ["behind_story"]

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
_WHOLE_PAGE = frozenset({"html", "body"})


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
        is_called = layout.tags[story] not in STORY_TAGS
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


def _stories(judgement: Judgement, last: int) -> list[int]:
    """Return the outermost element of each kind that holds the story, of those that end before the last kept block."""
    layout = judgement.layout
    named = list(map(_KIND.__getitem__, zip(layout.tags, layout.marks, strict=True)))
    if not any(kind and layout.end_blocks[node] <= last for node, kind in enumerate(named)):
        return []
    kept = (words_of(judgement, index) * judgement.stays[index] for index in range(len(layout)))
    prose = (judgement.is_kept(index) and is_paragraph(judgement, index) for index in range(len(layout)))
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


def _kind(tag: str, marks: str) -> str:
    """Return what an element is that may hold the story: an article, a main part, called so, or nothing."""
    if tag in STORY_TAGS:
        return tag
    return "called" if tag not in _WHOLE_PAGE and _CALLED.search(marks) else ""


def _is_of_story(tag: str, marks: str) -> bool:
    """Tell whether an element is called after notes and other parts of the story itself."""
    del tag
    return _OF_STORY.search(marks) is not None


_KIND = ByElement(_kind)
_IS_OF_STORY = ByElement(_is_of_story)
