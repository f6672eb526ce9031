"""The differences of two outputs as lines for a reader, or as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from cleaner.compare.changes import Change, Relabelled
from cleaner.compare.record import Judged
from cleaner.render.reasons import counted, one_line
from cleaner.render.visible import shorten, visible, width, wrap

__all__ = ["Summary", "render_change", "render_change_json"]

COLUMNS = 80
LINES = 2
PARAGRAPHS = 12
"""Paragraphs, and blocks, that are shown of a document; the rest are counted."""


class Summary:
    """Counts of the documents that were compared, as they pass."""

    def __init__(self) -> None:
        self.documents = 0
        self.kinds: Counter[str] = Counter()
        self.more = self.fewer = 0
        self.causes: Counter[tuple[str, str]] = Counter()

    def add(self, change: Change | None) -> None:
        """Count a document, changed or not."""
        self.documents += 1
        if change is None:
            return
        self.kinds[change.kind] += 1
        self.more += change.more
        self.fewer += change.fewer
        for block in change.relabelled:
            self.causes[_said(block.old), _said(block.new)] += 1

    @property
    def changed(self) -> int:
        """Return how many documents differ in anything."""
        return self.kinds.total()

    def lines(self) -> Iterator[str]:
        """Yield the counts in words."""
        differ = "differs" if self.documents == 1 else "differ"
        yield (
            f"{self.kinds['text']:,} of {counted(self.documents, 'document')} {differ} in text, "
            f"{self.kinds['labels']:,} in labels alone"
        )
        if self.more or self.fewer:
            yield f"{counted(self.more, 'word')} more, {self.fewer:,} fewer"
        for kind in ("only old", "only new"):
            if self.kinds[kind]:
                yield f"{counted(self.kinds[kind], 'document')} in the {kind.removeprefix('only ')} output only"
        for (old, new), times in self.causes.most_common(PARAGRAPHS):
            yield visible(f"{times:>8,}  {old} → {new}")


def render_change(change: Change) -> str:
    """Return a document's change as lines of at most 80 columns, without a line end after the last."""
    return "\n".join(_lines(change))


def _lines(change: Change) -> Iterator[str]:
    if change.kind.startswith("only"):
        yield f"{visible(change.key)}: in the {change.kind.removeprefix('only ')} output only"
        return
    what = (
        f"{counted(change.more, 'word')} more, {change.fewer:,} fewer" if change.kind == "text" else "labels"
    )
    yield f"{visible(change.key)}: {what}{_confidence(change)}"
    for sign, problem in zip("-+", change.problems, strict=True):
        if problem and change.problems[0] != change.problems[1]:
            yield from _indented(f"{sign} problem: {one_line(problem)}")
    for paragraph in change.paragraphs[:PARAGRAPHS]:
        yield from _indented(f"{'+' if paragraph.added else '-'} {one_line(paragraph.text)}")
    yield from _more(len(change.paragraphs), "paragraph")
    blocks = change.relabelled
    for block in blocks[:PARAGRAPHS]:
        named = f" “{shorten(one_line(block.text), 40)}”" if block.text else ""
        yield from _indented(f"at {block.start:,}{named}: {_said(block.old)} → {_said(block.new)}")
    yield from _more(len(blocks), "block")


def _more(count: int, name: str) -> Iterator[str]:
    if count > PARAGRAPHS:
        yield f"  and {counted(count - PARAGRAPHS, f'more {name}')}"


def _confidence(change: Change) -> str:
    old, new = change.confidence
    if old is None or new is None or f"{old:.2f}" == f"{new:.2f}":
        return ""
    return f", confidence {old:.2f} → {new:.2f}"


def _indented(text: str) -> Iterator[str]:
    """Yield the lines of a text, the second indented below the first."""
    room = COLUMNS - 4
    text = shorten(visible(text), LINES * room - LINES)
    for number, line in enumerate([text] if width(text) <= room else wrap(text, room)):
        yield f"{'    ' if number else '  '}{line}"


def _said(block: Judged | None) -> str:
    """Return a verdict in words: the label, and the rule unless it has the label in its name."""
    if block is None:
        return "kept, or no such block"
    named = block.rule if block.rule.startswith(f"{block.label}/") else f"{block.label} by {block.rule}"
    return f"cut as {named}" if block.cut else named


def render_change_json(change: Change) -> str:
    """Return a document's change as one line of JSON."""
    record: dict[str, Any] = {
        "document": change.key,
        "kind": change.kind,
        "words_more": change.more,
        "words_fewer": change.fewer,
        "removed": [paragraph.text for paragraph in change.paragraphs if not paragraph.added],
        "added": [paragraph.text for paragraph in change.paragraphs if paragraph.added],
        "confidence": dict(zip(("old", "new"), change.confidence, strict=True)),
        "problem": dict(zip(("old", "new"), change.problems, strict=True)),
        "blocks": [_block(block) for block in change.relabelled],
    }
    return json.dumps(record, ensure_ascii=True)


def _block(block: Relabelled) -> dict[str, Any]:
    return {
        "start": block.start,
        "text": block.text,
        "old": block.old and {"label": block.old.label, "rule": block.old.rule, "cut": block.old.cut},
        "new": block.new and {"label": block.new.label, "rule": block.new.rule, "cut": block.new.cut},
    }
