"""Context rule about what a page says of its author below the story."""

from __future__ import annotations

import re

from cleaner.context.common import decide
from cleaner.document import Label
from cleaner.judgement import Judgement
from cleaner.score.lexicon import function_words

__all__ = ["about_author"]

_OPENING = re.compile(r"(?:(?:Dr|Prof|Mrs?|Ms)\.? )?(?P<name>[^\W\d_][\w.'’-]* [^\W\d_][\w.'’-]*)(?! ?:)\b")
_PUNCTUATION = re.compile(r"[^\w.'’-]+")
_LAST_PART = 0.6
"""Part of the kept blocks, behind which a paragraph about the author stands."""
_MENTIONS = 2
"""Kept blocks that may name the author; one who is named in more is what the story is about."""


def about_author(judgement: Judgement) -> None:
    """Remove paragraphs at the end that open with the author's full name: nobody writes so of himself.

    The author is whoever a byline names; a name followed by a colon is a speaker's.
    """
    texts, kept = judgement.layout.plain, judgement.kept()
    bylines = [
        _PUNCTUATION.sub(" ", text)
        for text, label in zip(texts, judgement.labels, strict=True)
        if label is Label.BYLINE
    ]
    signed = f" {'  '.join(bylines)} "
    for index in kept[int(len(kept) * _LAST_PART) :] if bylines else ():
        opening = _OPENING.match(texts[index])
        if opening is None or not judgement.is_open(index):
            continue
        name = opening["name"]
        first, last = name.split()
        is_name = first[0].isupper() and last[0].isupper() and first.lower() not in function_words()
        if not is_name or f" {name} " not in signed:
            continue
        if sum(name in texts[other] for other in kept) <= _MENTIONS:
            decide(judgement, index, Label.BYLINE, "context/about-author")
