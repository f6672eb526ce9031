"""The verdicts of one article gathered by block: what decided it, what was superseded, what was cut."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from cleaner.document import Verdict

__all__ = ["Decision", "decisions"]


class Decision(NamedTuple):
    """What was decided about one block.

    `verdict` is the last verdict without a span, or None if there is none; `trail` holds the earlier
    ones in the order they were given, `cuts` the verdicts with a span in the order they stand in the text.
    """

    verdict: Verdict | None
    trail: tuple[Verdict, ...]
    cuts: tuple[Verdict, ...]


def decisions(count: int, verdicts: Iterable[Verdict]) -> list[Decision]:
    """Return the decision about each of `count` blocks, in block order."""
    whole: list[list[Verdict]] = [[] for _ in range(count)]
    cuts: list[list[Verdict]] = [[] for _ in range(count)]
    for verdict in verdicts:
        (whole if verdict.span is None else cuts)[verdict.block].append(verdict)
    return [
        Decision(given[-1] if given else None, tuple(given[:-1]), tuple(sorted(spans, key=_span)))
        for given, spans in zip(whole, cuts, strict=True)
    ]


def _span(verdict: Verdict) -> tuple[int, int]:
    return verdict.span or (0, 0)
