"""Context rule about the line at the head of the story that says when it was written."""

from __future__ import annotations

import re

from cleaner.context.common import decide, is_paragraph
from cleaner.document import Label
from cleaner.judgement import Judgement

__all__ = ["datelines"]

_DATED = re.compile(
    r"(?<![\d/.-])(?:\d{1,2}\. ?\d{1,2}\. ?(?:20)?\d\d|\d{1,2}/\d{1,2}/(?:20)?\d\d|\d{1,2}-\d{1,2}-20\d\d"
    r"|20\d\d ?[./-] ?\d{1,2} ?[./-] ?\d{1,2}|\d{1,2}\.? [^\W\d_]{3,12}\.? 20\d\d)(?!\d)"
    r"\D{1,8}[0-2]?\d[:.h][0-5]\d(?![\d/.-])"
    r"|(?<![\d:.])[0-2]?\d[:.h][0-5]\d\D{1,4}\d{1,2}(?:[./-]\d{1,2}[./-]|\.? [^\W\d_]{3,12}\.? )20\d\d(?!\d)"
    r"|(?<![\d/.-])[0-3]?\d\.? [^\W\d_]{3,9}\.?,? [0-2]?\d[:.][0-5]\d$"
    r"|[|\u00b7\u2022] ?(?:[^\W\d_]{3,12}\.? \d{1,2},|\d{1,2}\.? [^\W\d_]{3,12}\.?,?) 20\d\d$"
)
"""A day of a year and an hour of it, in figures or with the month's name; at the end also a day
without its year, and behind a bar the day alone."""
_DATED_WORDS = 18
"""Words of a line that says who wrote the story and when, at most."""
_OPENING = 2
"""Paragraphs of the story above the last of which such a line stands: the standfirst and the first."""


def datelines(judgement: Judgement) -> None:
    """Name the lines at the head of the story that give a day and an hour, in whatever language, and are no sentence.

    What the scorer keeps of such lines in the collections is none of the story's, but in threads, where they come
    again further down.
    """
    paragraphs = 0
    found: list[int] = []
    for index in judgement.kept():
        line = judgement.evidence[index]
        if is_paragraph(judgement, index):
            paragraphs += 1
            if paragraphs >= _OPENING and not found:
                return
        elif (
            line.words <= _DATED_WORDS and not line.end_mark and _DATED.search(judgement.layout.plain[index])
        ):
            if paragraphs >= _OPENING:
                return
            found.append(index)
    for index in filter(judgement.is_open, found):
        decide(judgement, index, Label.DATELINE, "context/dateline")
