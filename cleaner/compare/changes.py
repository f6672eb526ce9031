"""How a document changed from one output to another: paragraphs that came and went, verdicts that are others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import NamedTuple

from cleaner.compare.record import Judged, Record

__all__ = ["Change", "Paragraph", "Relabelled", "change_of", "paired"]

Pair = tuple[Record | None, Record | None]


class Paragraph(NamedTuple):
    """A paragraph of the text that is only in the old output or, `added`, only in the new one."""

    added: bool
    text: str


class Relabelled(NamedTuple):
    """A block about which the outputs differ; None stands for a block that only the other one has."""

    start: int
    text: str | None
    old: Judged | None
    new: Judged | None


class Change(NamedTuple):
    """A document about which two outputs differ.

    `kind` is "text", "labels" where the text is the same all the same, or "only old" and "only new" where one of
    the outputs does not have the document. `more` and `fewer` count words.
    """

    key: str
    kind: str
    paragraphs: tuple[Paragraph, ...] = ()
    relabelled: tuple[Relabelled, ...] = ()
    more: int = 0
    fewer: int = 0
    confidence: tuple[float | None, float | None] = (None, None)
    problems: tuple[str | None, str | None] = (None, None)


def paired(old: Iterable[Record], new: Iterable[Record]) -> Iterator[Pair]:
    """Yield the records of two outputs in pairs of one key; None stands for a document that is not there.

    Outputs in the same order take no memory; of others, what has no partner yet is held. Of several documents
    with one key the first ones are a pair, and so on.
    """
    waiting: tuple[dict[str, list[Record]], dict[str, list[Record]]] = ({}, {})
    for records in zip_longest(old, new):
        for side, record in enumerate(records):
            if record is None:
                continue
            others = waiting[1 - side].get(record.key)
            if not others:
                waiting[side].setdefault(record.key, []).append(record)
                continue
            other = others.pop(0)
            if not others:
                del waiting[1 - side][record.key]
            yield (other, record) if side else (record, other)
    for left in waiting[0].values():
        yield from ((record, None) for record in left)
    for left in waiting[1].values():
        yield from ((None, record) for record in left)


def change_of(pair: Pair) -> Change | None:
    """Return how a document changed, or None if nothing did but the confidence."""
    old, new = pair
    if old is None or new is None:
        present = old or new
        return Change(present.key, "only old" if old else "only new") if present else None
    relabelled = tuple(_relabelled(old, new))
    if old.text == new.text and not relabelled and old.problem == new.problem:
        return None
    paragraphs = tuple(_paragraphs(old.text, new.text))
    return Change(
        key=old.key,
        kind="labels" if old.text == new.text else "text",
        paragraphs=paragraphs,
        relabelled=relabelled,
        more=sum(len(paragraph.text.split()) for paragraph in paragraphs if paragraph.added),
        fewer=sum(len(paragraph.text.split()) for paragraph in paragraphs if not paragraph.added),
        confidence=(old.confidence, new.confidence),
        problems=(old.problem, new.problem),
    )


def _paragraphs(old: str, new: str) -> Iterator[Paragraph]:
    """Yield the paragraphs that only one of two texts has, in their order."""
    before, after = _numbered(old), _numbered(new)
    match = SequenceMatcher(None, before, after, autojunk=False)
    for what, first, last, new_first, new_last in match.get_opcodes():
        if what != "equal":
            yield from (Paragraph(added=False, text=text) for text, _ in before[first:last])
            yield from (Paragraph(added=True, text=text) for text, _ in after[new_first:new_last])


def _numbered(text: str) -> list[tuple[str, int]]:
    """Return the lines of a text, each with how often it stood there before: repeated ones would take cubic time."""
    seen: Counter[str] = Counter()
    lines = []
    for line in filter(str.strip, text.split("\n")):
        lines.append((line, seen[line]))
        seen[line] += 1
    return lines


def _relabelled(old: Record, new: Record) -> Iterator[Relabelled]:
    """Yield the blocks about which two records differ; none where either does not tell of its blocks.

    What a record that holds only removals does not have was kept, or cut into other blocks.
    """
    if old.blocks is None or new.blocks is None:
        return
    before, after = _by_place(old.blocks), _by_place(new.blocks)
    for place in sorted(before.keys() | after.keys()):
        one, other = before.get(place), after.get(place)
        if (one and (one.label, one.rule)) != (other and (other.label, other.rule)):
            told = (one and one.text) or (other and other.text)
            yield Relabelled(place[0], told, one, other)


def _by_place(blocks: Iterable[Judged]) -> dict[tuple[int, int, int, str], Judged]:
    """Return blocks by what names them in both outputs: where they stand, and the text of a cut."""
    return {
        (block.start, block.end, int(block.cut), (block.text or "") if block.cut else ""): block
        for block in blocks
    }
