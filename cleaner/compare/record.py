"""What is compared of a document: its text, its confidence and, where they are known, its blocks' verdicts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from cleaner.document import BODY_LABELS, Article
from cleaner.render.decisions import decisions

__all__ = ["KEYS", "Judged", "Record", "record_of_article", "record_of_row"]

KEYS = ("source", "id", "url")
"""What an output calls a document by; the first one that it has."""


class Judged(NamedTuple):
    """A block, or with `cut` a stretch that was cut out of one, at `start` of the decoded source."""

    start: int
    end: int
    label: str
    rule: str
    text: str | None = None
    cut: bool = False

    @property
    def kept(self) -> bool:
        """Return whether the block stays in the text."""
        return self.label in BODY_LABELS


class Record(NamedTuple):
    """One document of an output. `blocks` is None where the output does not tell of them.

    With `complete`, `blocks` holds those that were kept too; else only what was removed.
    """

    key: str
    text: str
    confidence: float | None = None
    problem: str | None = None
    blocks: tuple[Judged, ...] | None = None
    complete: bool = False


def record_of_article(key: str, article: Article) -> Record:
    """Return the record of an article that was just made."""
    blocks: list[Judged] = []
    made = decisions(len(article.blocks), article.verdicts)
    for block, decision in zip(article.blocks, made, strict=True):
        if decision.verdict:
            verdict = decision.verdict
            blocks.append(Judged(block.start, block.end, verdict.label.value, verdict.rule, block.text))
        for cut in decision.cuts:
            text = block.text[slice(*cut.span)] if cut.span else ""
            blocks.append(Judged(block.start, block.end, cut.label.value, cut.rule, text, cut=True))
    return Record(key, article.text, article.confidence, article.problem, tuple(blocks), complete=True)


def record_of_row(row: object, number: int) -> Record:
    """Return the record of a line of JSON or a row of a table, the `number`-th of its output.

    It may be an article as ``--format json`` writes it, or a row of a batch. Raises ValueError for what is
    neither.
    """
    if not isinstance(row, dict) or "text" not in row:
        raise ValueError(f"row {number} is no article: it has no 'text'")
    if not isinstance(row["text"], str | None):
        raise ValueError(f"row {number} is no article: its 'text' is no string")  # noqa: TRY004 - damaged data
    key = next((str(row[name]) for name in KEYS if row.get(name) is not None), f"row {number}")
    confidence = row.get("confidence")
    problem = row.get("problem") or row.get("error")
    blocks, complete = None, False
    if isinstance(row.get("blocks"), list):
        blocks, complete = tuple(_judged(row["blocks"])), True
    elif isinstance(row.get("removed"), list):
        blocks = tuple(
            Judged(removed["start"], removed["end"], removed["label"], removed["rule"])
            for removed in row["removed"]
        )
    return Record(key, row["text"] or "", confidence, problem, blocks, complete)


def _judged(blocks: list[Mapping[str, Any]]) -> list[Judged]:
    """Return the blocks of an article in JSON, and what was cut out of them."""
    found = []
    for block in blocks:
        if block["label"] is not None:
            found.append(
                Judged(block["start"], block["end"], block["label"], block["rule"] or "", block["text"])
            )
        found += [
            Judged(
                block["start"],
                block["end"],
                cut["label"],
                cut["rule"],
                block["text"][cut["start"] : cut["end"]],
                cut=True,
            )
            for cut in block.get("cuts", ())
        ]
    return found
