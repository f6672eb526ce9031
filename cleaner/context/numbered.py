"""Context rule about the numbered entries of a page's list article, of which some are lost."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise

from cleaner.context.common import LINKED, decide, is_removed_by_scorer, make_of
from cleaner.document import BlockKind
from cleaner.judgement import Judgement
from cleaner.split.layout import Layout

__all__ = ["numbered_headings"]

_NUMBER = re.compile(r"([0-9]{1,2})[.)] \S")
_RUN = 3
"""Headings that are counted up or down, at least."""
_BELOW = 4
"""Blocks below such a heading that may be its entry's, at most."""
_SENTENCE_WORDS = 5
"""Words of a sentence in an entry, at least."""


def numbered_headings(judgement: Judgement) -> None:
    """Keep the numbered headings that go on with the numbers of a kept one made like them, and the sentences below.

    A list of the most read is numbered, too, but none of its headings is kept, and they are made otherwise.
    """
    layout = judgement.layout
    if not layout.tags:
        return
    for run in _runs(layout):
        if any(map(judgement.is_kept, run)):
            for head, stop in pairwise([*run, min(run[-1] + 1 + _BELOW, len(layout))]):
                _keep_entry(judgement, head, stop)


def _runs(layout: Layout) -> list[list[int]]:
    """Return the headings of a page that have numbers one up or one down from each other, by what they are made of."""
    found: defaultdict[tuple[tuple[str, str], ...], list[tuple[int, int]]] = defaultdict(list)
    for index, text in enumerate(layout.plain):
        if layout.kinds[index] is BlockKind.HEADING and (number := _NUMBER.match(text)):
            around = layout.parents[layout.nodes[index]]
            make = make_of(layout, index), (layout.tags[around], layout.marks[around])
            found[make].append((index, int(number[1])))
    runs = []
    for heads in found.values():
        run = [heads[0]]
        for head in heads[1:]:
            if abs(head[1] - run[-1][1]) != 1:
                runs.append(run)
                run = []
            run.append(head)
        runs.append(run)
    return [[index for index, _ in run] for run in runs if len(run) >= _RUN]


def _keep_entry(judgement: Judgement, head: int, stop: int) -> None:
    """Keep a heading that the scorer removed, and the sentences in the element around it."""
    if not is_removed_by_scorer(judgement, head):
        return
    decide(judgement, head, judgement.kept_label(head), "context/entry-of-list")
    layout = judgement.layout
    around = layout.parents[layout.nodes[head]]
    end = min(stop, head + 1 + _BELOW, layout.end_blocks[around])
    for index in range(head + 1, end):
        line = judgement.evidence[index]
        is_sentence = line.end_mark and line.words >= _SENTENCE_WORDS and line.link_density < LINKED
        if is_sentence and is_removed_by_scorer(judgement, index):
            decide(judgement, index, judgement.kept_label(index), "context/entry-of-list")
