"""Context rule about what a page says of its author below the story."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from cleaner.context.common import decide
from cleaner.document import Label
from cleaner.judgement import Judgement
from cleaner.score.lexicon import function_words

__all__ = ["about_author"]

_OPENING = re.compile(r"(?:(?:Dr|Prof|Mrs?|Ms)\.? )?(?P<name>[^\W\d_][\w.'’-]* [^\W\d_][\w.'’-]*)(?! ?:)\b")
_WORD_OR_BREAK = re.compile(r"[\w.'’-]+|[^\w\s]")
_LAST_PART = 0.6
"""Part of the kept blocks, behind which a paragraph about the author stands."""
_MENTIONS = 2
"""Kept blocks that may name the author; one who is named in more is what the story is about."""
_AUTHORS = 20
"""Names that are looked for in the story; a longer list of authors is no byline."""


def about_author(judgement: Judgement) -> None:
    """Remove paragraphs at the end that open with the author's full name: nobody writes so of himself.

    The author is whoever a byline names; a name followed by a colon is a speaker's.
    """
    texts, kept = judgement.layout.plain, judgement.kept()
    names = {
        name
        for text, label in zip(texts, judgement.labels, strict=True)
        if label is Label.BYLINE
        for name in _names(text)
    }
    mentions: dict[str, int] = {}
    for index in kept[int(len(kept) * _LAST_PART) :] if names else ():
        opening = _OPENING.match(texts[index])
        if opening is None or opening["name"] not in names or not judgement.is_open(index):
            continue
        name = opening["name"]
        if name not in mentions:
            if len(mentions) == _AUTHORS:
                return
            mentions[name] = sum(name in texts[other] for other in kept)
        if mentions[name] <= _MENTIONS:
            decide(judgement, index, Label.BYLINE, "context/about-author")


def _names(byline: str) -> Iterator[str]:
    """Yield the pairs of capitalised words that stand side by side and may be a name."""
    for first, last in pairwise(_WORD_OR_BREAK.findall(byline)):
        if first[0].isupper() and last[0].isupper() and first.lower() not in function_words():
            yield f"{first} {last}"
