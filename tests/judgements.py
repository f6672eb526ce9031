"""Judgements made by hand, for tests of what is made of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from cleaner.document import BlockKind, Label, Verdict
from cleaner.judgement import SCORE, Judgement
from cleaner.rules.structure import StructureRule
from cleaner.score.model import Scores, default_scorer
from cleaner.split.layout import Layout

__all__ = ["Line", "judgement_of", "set_bounds"]

GOOD_WORDS = 10
"""Words of a paragraph of a page, at least, that counts as a good one."""


class Line(NamedTuple):
    """A block with the verdict it has: by the scorer, unless `rule` says otherwise.

    `share` is how much of its content words the story of a flat text uses, `links` its link density,
    `in_title` whether the page's own title holds it.
    """

    text: str
    label: Label
    rule: str = SCORE
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    share: float = 0.0
    links: float = 0.0
    in_title: bool = False
    score: float = 0.5


def judgement_of(
    lines: Sequence[Line],
    *,
    html: bool = False,
    threshold: float | None = 0.5,
    judged: bool = True,
    containers: Sequence[int] | None = None,
    structure: Sequence[StructureRule] = (),
) -> Judgement:
    """Return the judgement on a document of these lines: a flat text, or a page of one container.

    `containers` names for each line the rule of `structure` that holds where it stands, or -1.
    """
    n = len(lines)
    layout = Layout(
        texts=[line.text for line in lines],
        starts=list(range(n)),
        ends=list(range(n)),
        kinds=[line.kind for line in lines],
        levels=[line.level for line in lines],
        joined=[False] * n,
    )
    columns = {
        "words": np.array([float(len(line.text.split())) for line in lines]),
        "end_mark": np.array([line.text.endswith((".", "!", "?")) for line in lines], dtype=bool),
        "link_density": np.array([line.links for line in lines]),
        "copies": np.array([layout.texts.count(line.text) for line in lines]),
    }
    if html:
        layout.tags, layout.marks, layout.parents, layout.nodes = ["html"], [""], [-1], [0] * n
        set_bounds(layout)
        layout.head.title = " - ".join(["The News", *(line.text for line in lines if line.in_title)])
        columns |= {"story_up": np.zeros(n), "good": columns["end_mark"] & (columns["words"] >= GOOD_WORDS)}
    else:
        columns["topic_share"] = np.array([line.share for line in lines])
    scores = np.array([line.score for line in lines])
    mode = default_scorer().modes["html" if html else "text"]
    scoring = Scores(scores, columns if n else {}, mode)
    judgement = Judgement(layout, scoring, threshold, containers, structure)
    if judged:
        for index, line in enumerate(lines):
            judgement.append(Verdict(index, line.label, line.rule))
    return judgement


def set_bounds(layout: Layout) -> None:
    """Set which blocks each container holds, from the container of each block and of each container."""
    layout.first_blocks = [len(layout.nodes)] * len(layout.tags)
    layout.end_blocks = [0] * len(layout.tags)
    for block, own in enumerate(layout.nodes):
        node = own
        while node >= 0:
            layout.first_blocks[node] = min(layout.first_blocks[node], block)
            layout.end_blocks[node] = block + 1
            node = layout.parents[node]
