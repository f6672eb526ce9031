"""A document as a fixture: what the labels.tsv and expected.txt of `fixtures/` say of each block."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cleaner.document import Article, Verdict
from cleaner.render.decisions import Decision
from cleaner.render.text import cut
from cleaner.split.sentences import sentence_separator

__all__ = ["FixtureRow", "fixture_rows"]

TEXT_COLUMN = 60
"""Characters of a block that a labels.tsv shows, for the reader's eye only."""


class FixtureRow(NamedTuple):
    """What the fixture needs of one block.

    `line` is the line of the source on which it starts, from 1, and `shown` the beginning of its text, as
    labels.tsv has them. `text` is what stays of it if it is kept. `joined` says that it then continues the
    paragraph before, as a row of a table on a line of its own; `closed` that it ends in a mark behind which no
    blank stands, `bulleted` that it opens with a sign before which one does all the same.
    """

    line: int
    shown: str
    text: str
    joined: bool
    closed: bool
    bulleted: bool


def fixture_rows(article: Article, decoded: str, made: Sequence[Decision]) -> list[FixtureRow]:
    """Return a row for each block of `article`, whose offsets count in `decoded`."""
    rows = []
    line, position = 1, 0
    for block, decision in zip(article.blocks, made, strict=True):
        if block.start < position:  # a story out of JSON-LD stands above the page that follows it
            line, position = 1, 0
        line += decoded.count("\n", position, block.start)
        position = block.start
        text = cut(block.text, map(_span, decision.cuts))[0] if decision.cuts else block.text
        rows.append(
            FixtureRow(
                line,
                _shown(block.text, decision.cuts),
                text,
                block.joined,
                closed=not sentence_separator(text, "x"),
                bulleted=bool(sentence_separator("。", text)),
            )
        )
    return rows


def _shown(text: str, cuts: Sequence[Verdict]) -> str:
    for start, end in sorted(map(_span, cuts), reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return " ".join(text.split())[:TEXT_COLUMN].rstrip()


def _span(verdict: Verdict) -> tuple[int, int]:
    return verdict.span or (0, 0)
