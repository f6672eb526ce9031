"""Articles made by hand, for tests of what is done with one."""

from __future__ import annotations

from typing import Any

from cleaner.document import Article, Block, Label, Verdict

__all__ = ["article", "block", "decided"]


def block(text: str, **fields: Any) -> Block:  # noqa: ANN401 - passed on
    """Return a block that is its own source unless `fields` say otherwise."""
    return Block(text, fields.pop("start", 0), fields.pop("end", len(text)), **fields)


def decided(*labels: Label) -> tuple[Verdict, ...]:
    """Return one verdict a block, by the scorer."""
    return tuple(Verdict(number, label, "score") for number, label in enumerate(labels))


def article(*entries: tuple[Label, str | Block], **fields: Any) -> Article:  # noqa: ANN401 - passed on
    """Return an article of labelled blocks; `verdicts` among the fields come after those of the labels."""
    blocks = tuple(block(entry) if isinstance(entry, str) else entry for _, entry in entries)
    verdicts = decided(*(label for label, _ in entries)) + tuple(fields.pop("verdicts", ()))
    empty: dict[str, Any] = {
        "text": "",
        "title": None,
        "standfirst": None,
        "byline": None,
        "date": None,
        "language": None,
        "comments": (),
        "repairs": (),
        "confidence": 0.9,
        "kind": "html",
        "encoding": "utf-8",
    }
    return Article(blocks=blocks, verdicts=verdicts, **{**empty, **fields})
