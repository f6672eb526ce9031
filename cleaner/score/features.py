"""Blocks to a feature matrix: the one vocabulary that training and use share."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from cleaner.document import BlockKind, Label
from cleaner.score.coherence import Topics
from cleaner.score.lexicon import MarkWeights, words_of
from cleaner.score.lines import Columns, line_columns, one_line
from cleaner.score.surroundings import distance_columns, neighbour_columns, position_columns, window_columns
from cleaner.score.tree import Tree, tree_columns
from cleaner.split.json_story import article_bodies
from cleaner.split.layout import Layout

__all__ = ["RULE_GROUPS", "Lexicon", "document_columns"]

RULE_GROUPS: Mapping[str, frozenset[Label]] = {
    "notice": frozenset({Label.AD, Label.PROMO}),
    "navigation": frozenset({Label.NAVIGATION}),
    "related": frozenset({Label.RELATED}),
    "social": frozenset({Label.SOCIAL}),
    "comment": frozenset({Label.COMMENT}),
    "legal": frozenset({Label.LEGAL, Label.OTHER}),
    "byline": frozenset({Label.BYLINE, Label.DATELINE}),
    "caption": frozenset({Label.CAPTION, Label.CREDIT}),
    "tags": frozenset({Label.TAGS}),
}
"""Labels that rules give, gathered to landmarks: the story starts after a byline and ends before comments."""

_KINDS = list(BlockKind)
_NEAR = (
    "topic_share",
    "words",
    "end_mark",
    "link_density",
    "lexical_mean",
    "function_share",
    "good",
    "upper_share",
)
_WIDE = ("topic_share", "words", "good_words", "link_words", "end_mark", "lexical_mean", "function_share")
_TITLE_WORD = re.compile(r"\w+")
_SHORTEST_QUOTE = 20
"""Characters from which finding a line in the page's own summary of itself is no accident."""
_PROBE = 60
"""Characters of a line that are looked for in it."""


class Lexicon:
    """The learned tables that features are computed with."""

    def __init__(
        self, words: Mapping[str, float], marks: Mapping[str, float], characters: NDArray[np.uint8]
    ) -> None:
        self.words = words
        self.marks = MarkWeights(marks)
        self.characters = characters


def document_columns(
    layout: Layout, tree: Tree | None, labels: Sequence[Label | None], lexicon: Lexicon
) -> tuple[Columns, Topics]:
    """Return every feature of every block (name to n numbers) of a document with at least one block.

    The topics come along, for the second look asks them again.

    `labels` holds what a rule said of each block, or None. Features of the containers exist only
    where there is a `tree`, those of line breaks only where there is none.
    """
    texts = [one_line(text) for text in layout.texts]
    split_texts = [words_of(text) for text in texts]
    columns = line_columns(texts, layout.link_chars, split_texts, lexicon.words, lexicon.characters)
    topics = Topics(split_texts)
    columns.update(topics.columns(columns["good"].astype(float), "topic"))
    columns["level"] = np.array(layout.levels)
    kinds = np.array([_KINDS.index(kind) for kind in layout.kinds])
    for index, kind in enumerate(_KINDS):
        columns[f"is_{kind}"] = kinds == index
    near, wide = [*_NEAR], [*_WIDE]
    if tree is not None:
        columns.update(tree_columns(tree, columns, lexicon.marks))
        columns.update(_head_columns(layout, texts))
        near += ["marks_path", "story_up", "is_heading"]
        wide += ["marks_path"]
    else:
        columns.update(_line_break_columns(layout))
        near += ["is_item"]
        wide += ["good"]
    columns.update(neighbour_columns(near, columns))
    columns.update(window_columns(wide, columns))
    columns.update(distance_columns(_landmarks(labels, columns)))
    columns.update(position_columns(columns))
    return columns, topics


def _landmarks(labels: Sequence[Label | None], columns: Columns) -> Columns:
    marks = {
        name: np.fromiter([label in group for label in labels], dtype=bool, count=len(labels))
        for name, group in RULE_GROUPS.items()
    }
    marks["good"] = columns["good"]
    marks["heading"] = columns["is_heading"]
    return marks


def _line_break_columns(layout: Layout) -> Columns:
    """Return what only a flat text shows: indentation and blank lines."""
    gaps = np.array(layout.gaps)
    return {
        "indent": np.array(layout.indents),
        "gap": gaps,
        "gap_after": np.append(gaps[1:], 0),
        "joined": np.array(layout.joined),
    }


def _head_columns(layout: Layout, texts: Sequence[str]) -> Columns:
    """Return how a block compares with what the page says about itself: title, description, JSON-LD."""
    head = layout.head
    titles = [head.title, head.metas.get("og:title", ""), head.metas.get("twitter:title", "")]
    title = " ".join(titles).lower()
    title_words = set(_TITLE_WORD.findall(title))
    in_title, overlap = [], []
    for text in texts:
        if len(text) > 2 * len(title):
            in_title.append(False)
            overlap.append(0.0)
            continue
        lowered = text.lower()
        in_title.append(lowered in title)
        words = _TITLE_WORD.findall(lowered)
        overlap.append(sum(word in title_words for word in words) / len(words) if words else 0.0)
    description = " ".join(head.metas.get(name, "") for name in ("description", "og:description"))
    body = " ".join(" ".join(body.split()) for body in article_bodies(head))
    probes = [text[:_PROBE] if len(text) >= _SHORTEST_QUOTE else "\n" for text in texts]
    return {
        "in_title": np.array(in_title),
        "title_overlap": np.array(overlap),
        "in_description": np.array([probe in description for probe in probes]),
        "in_json": np.array([probe in body for probe in probes]) if body else np.full(len(texts), -1),
    }
