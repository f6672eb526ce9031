"""Readers' comments, put together again from the blocks of a thread."""

from __future__ import annotations

import re
from functools import cache
from itertools import chain
from pathlib import Path

from cleaner.document import Comment, Label
from cleaner.judgement import Judgement
from cleaner.split.layout import Layout
from cleaner.split.lines import word_count
from cleaner.tables import read_table

__all__ = ["comments_of"]

_TIME = re.compile(
    r"(\b\d{1,2}:\d\d"
    r"|\b\d{1,2}(st|nd|rd|th)?[.,/-]? ?([^\W\d]{3,9}\.?,? )?(19|20)\d\d\b"
    r"|\b(19|20)\d\d-\d\d-\d\d"
    r"|\b\d+\s?(s|m|h|d|min|minutes?|hours?|days?|weeks?|months?|years?)\s+ago\b)",
    re.IGNORECASE,
)
_LONGEST_TIME = 60
"""Characters; a longer line with a time in it is something that a reader says."""
_SHORTEST = 4
"""Words of a comment whose thread shows neither authors nor times."""


def comments_of(layout: Layout, judgement: Judgement) -> tuple[Comment, ...]:
    """Return the comments of the blocks labelled so by what stands around them.

    Lines such as "Ana wrote:" open a comment, and a short line with a time closes it or stands right below such
    a line; where a thread shows neither, each paragraph is a comment. Lines that a rule named (counts, "Report",
    house rules) belong to no comment.
    """
    thread = _Thread()
    named = _named_by_rule(judgement)
    for index, (text, label) in enumerate(zip(layout.plain, judgement.labels, strict=True)):
        if label is not Label.COMMENT:
            continue
        match = _author().match(text)
        if match:
            thread.close()
            thread.author = match["author"]
        elif len(text) <= _LONGEST_TIME and _TIME.search(text):
            thread.tell_time(text)
        elif index not in named:
            thread.add(text)
    thread.close()
    return tuple(thread.found)


@cache
def _author() -> re.Pattern[str]:
    """Return a pattern of lines that open a comment, with its author."""
    verbs = chain.from_iterable(read_table(Path(__file__).with_name("comments.toml")).values())
    return re.compile(rf"^(?P<author>\S.{{0,40}}?)\s+(?:{'|'.join(map(re.escape, verbs))}) ?:?$")


class _Thread:
    """The comments so far, and the one whose lines are being read."""

    def __init__(self) -> None:
        self.found: list[Comment] = []
        self.author: str | None = None
        self._time: str | None = None
        self._lines: list[str] = []

    def add(self, text: str) -> None:
        """Add a line to the comment, which is all of it where nobody signs."""
        if self.author or word_count(text) >= _SHORTEST:
            self._lines.append(text)
            if self.author is None:
                self.close()

    def tell_time(self, text: str) -> None:
        """Take the line below an author's as the time of what follows, and another as the end of a comment."""
        if self.author and not self._lines and self._time is None:
            self._time = text
        else:
            self.close(text)

    def close(self, time: str | None = None) -> None:
        """End the comment, whose time `time` is if none stood above it."""
        if self._lines:
            self.found.append(Comment("\n\n".join(self._lines), self.author, self._time or time))
        self.author = self._time = None
        self._lines.clear()


def _named_by_rule(judgement: Judgement) -> set[int]:
    """Return the blocks that a phrase of the rule list made part of the thread's furniture."""
    return {verdict.block for verdict in judgement.decisions() if verdict.rule.startswith("comment/")}
