"""The blocks of one article as a report shows them: what each is, why, and what was cut out of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cleaner.document import ARTICLE_FURNITURE, BODY_LABELS, Article, Block, Repair, Verdict
from cleaner.render.decisions import Decision
from cleaner.render.reasons import counted, difference, saw

__all__ = ["FURNITURE", "KEPT", "REMOVED", "SIGNS", "BlockView", "Piece", "Reason", "block_views", "group_of"]

KEPT, FURNITURE, REMOVED = "kept", "request", "removed"
SIGNS = {KEPT: "+", FURNITURE: "~", REMOVED: "−"}
"""The groups of labels, and the sign that tells them apart where colour does not."""

UNDECIDED = "undecided"

SHOWN_OF_RUN = 4
"""Blocks shown of a long run that one rule removed; the rest unfold."""

LONG_RUN = 8
"""Blocks of one verdict in a row from which they are folded."""

REPAIRS = 5
"""Repairs told of a block; the rest are counted."""


class Reason(NamedTuple):
    """A verdict in words. `score` is P(body) as a number to print, `seen` what the scorer saw, or empty."""

    label: str
    rule: str
    why: str
    score: str
    seen: str


class Piece(NamedTuple):
    """A stretch of a block's text; `cut` is the reason where it was cut out."""

    text: str
    cut: Reason | None


class BlockView(NamedTuple):
    """A block as it is shown.

    `number` counts from 1; `again` says that label and rule are those of the block before, `folded` that it
    is hidden until its run is unfolded, and `folds` how many are, for the block before them.
    """

    number: int
    block: Block
    label: str
    group: str
    pieces: tuple[Piece, ...]
    reason: Reason | None
    trail: tuple[Reason, ...]
    repairs: tuple[tuple[str, str, str], ...]
    more_repairs: str
    again: bool
    folded: bool
    folds: int

    @property
    def sign(self) -> str:
        """Return the sign of the block's group."""
        return SIGNS[self.group]

    @property
    def cuts(self) -> tuple[Piece, ...]:
        """Return the stretches that were cut out."""
        return tuple(piece for piece in self.pieces if piece.cut)


def group_of(label: str) -> str:
    """Return the group of a label: kept, kept on request, or removed."""
    return KEPT if label in BODY_LABELS else FURNITURE if label in ARTICLE_FURNITURE else REMOVED


def block_views(article: Article, made: Sequence[Decision]) -> list[BlockView]:
    """Return the blocks of `article` in their order; `made` are the decisions about them."""
    repairs = sorted(article.repairs, key=lambda repair: repair.start)
    starts = [repair.start for repair in repairs]
    html = article.kind == "html"
    runs = _runs(made)
    views = []
    for index, (block, decision) in enumerate(zip(article.blocks, made, strict=True)):
        label = decision.verdict.label.value if decision.verdict else UNDECIDED
        mine = repairs[bisect_left(starts, block.start) : bisect_left(starts, block.end)]
        place, length = runs[index]
        is_folding = length >= LONG_RUN
        views.append(
            BlockView(
                number=index + 1,
                block=block,
                label=label,
                group=group_of(label),
                pieces=tuple(_pieces(block, decision.cuts, html=html)),
                reason=_reason(decision.verdict, html=html) if decision.verdict else None,
                trail=tuple(_reason(verdict, html=html) for verdict in reversed(decision.trail)),
                repairs=tuple(_told(repair) for repair in mine[:REPAIRS]),
                more_repairs=counted(len(mine) - REPAIRS, "more repair") if len(mine) > REPAIRS else "",
                again=place > 0,
                folded=is_folding and place >= SHOWN_OF_RUN,
                folds=length - SHOWN_OF_RUN if is_folding and place == SHOWN_OF_RUN - 1 else 0,
            )
        )
    return views


def _runs(made: Sequence[Decision]) -> list[tuple[int, int]]:
    """Return for each block its place in a run of blocks that one rule removed, and the run's length."""
    keys = [
        (verdict.label, verdict.rule) if verdict and group_of(verdict.label) == REMOVED else None
        for verdict in (decision.verdict for decision in made)
    ]
    runs: list[tuple[int, int]] = []
    start = 0
    for index, key in enumerate(keys):
        if index + 1 == len(keys) or key is None or keys[index + 1] != key:
            length = index + 1 - start
            runs += [(place, length) for place in range(length)]
            start = index + 1
    return runs


def _pieces(block: Block, cuts: Sequence[Verdict], *, html: bool) -> Iterator[Piece]:
    """Yield the text of a block, parted where a stretch was cut out."""
    position = 0
    for verdict in cuts:
        start, end = verdict.span or (0, 0)
        start = max(start, position)
        if end <= start:
            continue
        if start > position:
            yield Piece(block.text[position:start], None)
        yield Piece(block.text[start:end], _reason(verdict, html=html))
        position = end
    if position < len(block.text):
        yield Piece(block.text[position:], None)


def _reason(verdict: Verdict, *, html: bool) -> Reason:
    return Reason(
        label=verdict.label.value,
        rule=verdict.rule,
        why=verdict.reason,
        score="" if verdict.score is None else f"{verdict.score:.2f}",
        seen=saw(verdict.evidence, html=html) if verdict.evidence else "",
    )


def _told(repair: Repair) -> tuple[str, str, str]:
    return (*difference(repair), repair.reason)
