"""Context rule about lines that look like furniture by themselves, and divide the story."""

from __future__ import annotations

import re

from cleaner.context.common import decide
from cleaner.judgement import Judgement

__all__ = ["dates"]

_DATE = "dateline/date"
"""How the ids of rules begin for a date that stands alone."""
_TIME = re.compile(r"\d[:h]\d\d")
_ENTRIES = 4
"""Dates above kept lines, from which the story is a chronicle; three may be those of other stories."""


def dates(judgement: Judgement) -> None:
    """Keep the dates that head the entries of a chronicle; those of comments tell the time, too.

    The first may stand above all that is kept; in a page that needs the make of the others, for the date of the
    story itself stands there, too.
    """
    kept = judgement.kept()
    if not kept:
        return
    heads = [
        index
        for index in range(max(0, kept[0] - 1), kept[-1])
        if judgement.rules[index].startswith(_DATE)
        and judgement.is_kept(index + 1)
        and not _TIME.search(judgement.layout.plain[index])
    ]
    entries = [index for index in heads if index > kept[0]]
    if len(entries) < _ENTRIES:
        return
    if (
        entries != heads
        and judgement.layout.tags
        and _make(judgement, heads[0]) == _make(judgement, entries[0])
    ):
        entries = heads
    for index in entries:
        decide(judgement, index, judgement.kept_label(index), "context/entry")


def _make(judgement: Judgement, index: int) -> tuple[str, str]:
    """Return tag and names of a block's element."""
    node = judgement.layout.nodes[index]
    return judgement.layout.tags[node], judgement.layout.marks[node]
