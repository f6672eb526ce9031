"""Blocks to a feature matrix: the one vocabulary that training and use share."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from cleaner.document import BlockKind, Label
from cleaner.score.coherence import prose_apart, topic_columns
from cleaner.score.heads import told_in_json
from cleaner.score.known import KnownLines, look_at_words
from cleaner.score.lexicon import MarkWeights
from cleaner.score.lines import Columns, compact, copy_columns, line_columns, link_columns, one_lines
from cleaner.score.surroundings import distance_columns, neighbour_names, position_columns, window_names
from cleaner.score.tree import Tree, tree_columns
from cleaner.score.words import Topics, Vocabulary, numbers, numbers_of
from cleaner.split.layout import Layout

__all__ = ["RULE_GROUPS", "TABLES", "Lexicon", "page_columns", "surrounding_names", "text_columns"]

TABLES = ("words", "prose", "marks")
"""The tables of a lexicon."""
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

_GROUP_NUMBERS: Mapping[Label | None, int] = {
    label: number for number, group in enumerate(RULE_GROUPS.values()) for label in group
}
_DEEPEST = 255
"""Lists in lists that are told apart; a hostile page nests thousands."""
_KIND_NUMBERS = {kind: number for number, kind in enumerate(BlockKind)}
_WIDE_HTML = ("words", "good_words", "link_words", "end_mark", "marks_path")
_NEAR_TEXT = ("words", "lexical_mean", "upper_share", "topic_share")
_WIDE_TEXT = ("words", "good_words", "end_mark", "lexical_mean", "function_share", "topic_share", "good")


class Lexicon:
    """The learned tables that features are computed with: log-odds of body text, and the class of each character.

    `tables` has those of `words` in any block, of words in long blocks (`prose`) and of class names (`marks`).
    """

    def __init__(self, tables: Mapping[str, Mapping[str, float]], characters: NDArray[np.uint8]) -> None:
        self.marks = MarkWeights(tables["marks"])
        self.characters = characters
        self._tables = tables

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Return what is known of words, which only flat texts are asked about."""
        return Vocabulary(self._tables["words"], self._tables["prose"])

    def look(self, texts: Sequence[str]) -> tuple[Columns, Topics]:
        """Return what lines say by themselves and by their copies, and their topics, and remember none of them.

        There is at least one, each on one line. Of the large tables in the making no two are there at one time.
        """
        columns = copy_columns(numbers_of(texts))
        by_words, topics = look_at_words(texts, self.vocabulary, numbers())
        by_characters = line_columns(texts, array("b", bytes(len(texts))), self.characters)
        return columns | by_words | by_characters, topics

    def no_lines(self) -> KnownLines:
        """Return a table in which no line is known yet."""
        return KnownLines(self.vocabulary, self.characters)


def page_columns(layout: Layout, tree: Tree, labels: Sequence[Label | None], lexicon: Lexicon) -> Columns:
    """Return the columns (name to n numbers) of a page with at least one block.

    `labels` holds what a rule said of each block, or None. A page says by its containers what a flat
    text can only say by its words, so that no word is looked at: on sites not seen before that is
    no worse, and it is the same in every language.
    """
    texts = one_lines(layout)
    columns = line_columns(texts, layout.link_chars, lexicon.characters)
    columns |= copy_columns(numbers_of(texts))
    columns |= tree_columns(tree, columns)
    columns["in_json"] = told_in_json(layout.head, texts)
    return columns | _common_columns(layout, labels, columns)


def text_columns(
    layout: Layout, labels: Sequence[Label | None], lexicon: Lexicon, known: KnownLines | None = None
) -> Columns:
    """Return the columns (name to n numbers) of a flat text with at least one block.

    `labels` as for `page_columns`; `known` are lines that need not be looked at again.
    """
    texts = one_lines(layout)
    columns, topics = lexicon.look(texts) if known is None else known.look(texts)
    if layout.plain is not layout.texts:  # what is known of lines holds for lines without links
        columns |= compact(link_columns(columns, layout.link_chars))
    columns["prose_apart"] = prose_apart(columns)
    columns["document_links"] = _document_links(layout, columns)
    columns |= topic_columns(topics, columns["good"])
    del texts, topics  # larger than all that follows
    columns |= _line_break_columns(layout)
    return columns | _common_columns(layout, labels, columns)


def _common_columns(layout: Layout, labels: Sequence[Label | None], columns: Columns) -> Columns:
    """Return the columns that pages and texts have alike, made of what is known of the lines."""
    levels = np.minimum(np.array(layout.levels, dtype=np.int64), _DEEPEST)
    found: Columns = {"level": levels.astype(np.uint8)} | _kind_columns(layout.kinds)
    found |= distance_columns(_landmarks(labels, columns["good"], found["is_heading"]))
    return found | position_columns(columns)


def surrounding_names(*, html: bool) -> list[str]:
    """Return the names of the features that say what stands around a block, made of the columns."""
    return window_names(_WIDE_HTML) if html else neighbour_names(_NEAR_TEXT) + window_names(_WIDE_TEXT)


def _kind_columns(kinds: Sequence[BlockKind]) -> Columns:
    numbers = np.fromiter(map(_KIND_NUMBERS.__getitem__, kinds), dtype=np.int8, count=len(kinds))
    return {f"is_{kind}": numbers == number for kind, number in _KIND_NUMBERS.items()}


def _landmarks(
    labels: Sequence[Label | None], good: NDArray[np.bool_], headings: NDArray[np.bool_]
) -> Columns:
    numbers = np.fromiter(map(_GROUP_NUMBERS.get, labels, repeat(-1)), dtype=np.int8, count=len(labels))
    marks: Columns = {name: numbers == number for number, name in enumerate(RULE_GROUPS)}
    return marks | {"good": good, "heading": headings}


def _document_links(layout: Layout, columns: Columns) -> NDArray[np.float32]:
    """Return the share of a document's characters in links, so that none in a line means something where it has any."""
    share = sum(layout.link_chars) / columns["chars"].sum(dtype=float)
    return np.broadcast_to(np.float32(share), len(layout))


def _line_break_columns(layout: Layout) -> Columns:
    """Return what only a flat text shows: indentation and blank lines."""
    gaps = np.array(layout.gaps, dtype=np.float32)
    return {
        "indent": np.array(layout.indents, dtype=np.float32),
        "gap": gaps,
        "gap_after": np.append(gaps[1:], np.float32(0)),
        "joined": np.array(layout.joined, dtype=bool),
    }
