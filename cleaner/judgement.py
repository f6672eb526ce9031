"""The verdicts on a document while they are being reached."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from itertools import chain, repeat
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from cleaner.document import BODY_LABELS, BlockKind, Evidence, Label, Verdict, records
from cleaner.rules.structure import StructureRule
from cleaner.score.confidence import confidence
from cleaner.score.model import Scores
from cleaner.split.layout import Layout

__all__ = ["SCORE", "Judgement"]

SCORE = "score"
"""What stands in the place of a rule's id where the scorer decided."""
_DIGITS = 4
"""Of a score in a verdict."""
_LINKED = 0.5
"""Link density from which a removed block without a better name is navigation."""

_BATCH = 8192
"""Blocks whose numbers are objects at one time."""

_Value = TypeVar("_Value")


class Judgement:
    """What is known about each block, and the verdicts given so far.

    `labels` and `rules` hold the label in force for each block and what gave it. `stays` is 1 for each block
    that stays in the text as things stand, else 0; `cuts` are the verdicts that cut spans out of blocks.
    `containers` names for each block the rule of `structure` that holds where it stands, or -1; without it
    none does.
    """

    def __init__(
        self,
        layout: Layout,
        scores: Scores,
        threshold: float | None = None,
        containers: Sequence[int] | None = None,
        structure: Sequence[StructureRule] = (),
    ) -> None:
        self.layout = layout
        self.scoring = scores
        self.scores = array("d", scores.body.tobytes())
        self.columns = scores.columns
        self.threshold = scores.threshold() if threshold is None else threshold
        self.has_own_threshold = threshold is not None
        """Whether the caller asked for the threshold."""
        self.labels: list[Label] = [Label.OTHER] * len(layout)
        self.rules: list[str] = [""] * len(layout)
        self.stays = bytearray(len(layout))
        self.cuts: dict[int, list[Verdict]] = {}
        self._first: Mapping[int, Verdict] | None = None
        self._later: list[Verdict] = []
        self._decisions: dict[int, Verdict] = {}
        self.containers: Sequence[int] = array("h", [-1]) * len(layout) if containers is None else containers
        self.structure = structure

    @cached_property
    def evidence(self) -> list[Evidence]:
        """Return what the scorer saw of each block."""
        return _shared(self._lines()) if self.columns else []

    def _lines(self) -> Iterator[Iterable[Evidence]]:
        inside = self.columns.get("story_up")
        columns = (
            self.columns["words"].astype(np.int32),
            self.columns["end_mark"],
            self._links,
            np.ones(len(self.labels), dtype=bool) if inside is None else inside == 0,
        )
        for stretch in _stretches(len(self.labels)):
            parts = (column[stretch].tolist() for column in columns)
            yield map(partial(tuple.__new__, Evidence), zip(*parts, strict=True))

    @property
    def _links(self) -> NDArray[Any]:
        """Return the link density of each block, as evidence tells it."""
        links: NDArray[Any] = np.round(self.columns["link_density"], 2)
        return links

    @cached_property
    def _rounded(self) -> list[float]:
        rounded = np.round(self.scoring.body, _DIGITS)
        return _shared(rounded[stretch].tolist() for stretch in _stretches(len(rounded)))

    @property
    def verdicts(self) -> list[Verdict]:
        """Return the trail, to which verdicts are only ever appended."""
        n, between = self._trail()
        return list(between(0, n))

    def _trail(self) -> tuple[int, Callable[[int, int], Iterator[Verdict]]]:
        """Return how many verdicts were given, and what makes those from one number to another.

        Those of the scorer, which are most, are made here: no record of them is held meanwhile.
        """
        first, later = self._first, self._later
        if first is None:
            return len(later), lambda start, stop: iter(later[start:stop])
        labels, scores, evidence = self.labels[:], self._rounded, self.evidence
        for index in self._decisions:
            if index not in first:
                labels[index] = self._label_by_score(index)
        n = len(labels)

        def between(start: int, stop: int) -> Iterator[Verdict]:
            part = slice(start, stop)
            blocks = range(start, min(stop, n))
            columns = labels[part], repeat(SCORE), repeat(""), scores[part], evidence[part], repeat(None)
            by_score = map(partial(tuple.__new__, Verdict), zip(blocks, *columns, strict=False))
            return chain(map(first.get, blocks, by_score), later[max(0, start - n) : max(0, stop - n)])

        return n + len(later), between

    def finish(self) -> Sequence[Verdict]:
        """Return the trail, and let go of all else: the records of a long document take as much again."""
        verdicts = records(*self._trail())
        for held in (self.columns, self._decisions, self.labels, self.rules):
            held.clear()
        return verdicts

    def decisions(self) -> Iterator[Verdict]:
        """Yield the verdicts of everybody but the scorer of this look."""
        yield from (self._first or {}).values()
        yield from self._later

    def verdict_on(self, index: int) -> Verdict:
        """Return the verdict on a whole block that is in force."""
        decision = self._decisions.get(index)
        if decision is not None:
            return decision
        return Verdict(index, self.labels[index], SCORE, "", self._rounded[index], self.evidence[index])

    def begin(self, decided: Mapping[int, Verdict]) -> None:
        """Give each block its first verdict: the one that was decided, or else the one that P(body) gives."""
        self._first = decided
        stays = self.scoring.body >= self.threshold
        linked = self._links >= _LINKED if self.columns else stays
        self.stays[:] = stays.tobytes()
        named = map(self._name, stays.tolist(), self.layout.kinds, linked.tolist(), self.containers)
        self.labels[:] = named
        self.rules[:] = [SCORE] * len(self.labels)
        for verdict in decided.values():
            self._decide(verdict)

    def append(self, verdict: Verdict) -> None:
        """Add a verdict to the trail; one on the whole block is the one in force."""
        self._later.append(verdict)
        if verdict.span is None:
            self._decide(verdict)
        elif verdict.label not in BODY_LABELS:
            self.cuts.setdefault(verdict.block, []).append(verdict)

    def _decide(self, verdict: Verdict) -> None:
        """Put a verdict on a whole block in force."""
        self.labels[verdict.block] = verdict.label
        self.rules[verdict.block] = verdict.rule
        self.stays[verdict.block] = verdict.label in BODY_LABELS
        self._decisions[verdict.block] = verdict

    def is_kept(self, index: int) -> bool:
        """Return whether the block stays in the text as things stand."""
        return self.stays[index] == 1

    def kept(self) -> Sequence[int]:
        """Return the numbers of the blocks that stay as things stand."""
        return array("q", np.flatnonzero(np.frombuffer(self.stays, dtype=np.uint8)).tobytes())

    def is_open(self, index: int) -> bool:
        """Return whether only the scorer has spoken about the block."""
        return self.rules[index] == SCORE

    def decide(self, index: int, label: Label, rule: str, reason: str) -> None:
        """Give a verdict with a reason; it supersedes the block's earlier ones."""
        self.append(Verdict(index, label, rule, reason))

    def kept_label(self, index: int) -> Label:
        """Return what a block is that stays."""
        return self._name(True, self.layout.kinds[index], False, self.containers[index])  # noqa: FBT003

    def removed_label(self, index: int) -> Label:
        """Return the best name for a block that the scorer removes: its container's, or by its links."""
        linked = self.evidence[index].link_density >= _LINKED
        return self._name(False, self.layout.kinds[index], linked, self.containers[index])  # noqa: FBT003

    def container(self, index: int) -> StructureRule | None:
        """Return the structure rule that holds where the block stands."""
        found = self.containers[index]
        return self.structure[found] if found >= 0 else None

    def _label_by_score(self, index: int) -> Label:
        is_body = self.scoring.body[index] >= self.threshold
        return self.kept_label(index) if is_body else self.removed_label(index)

    def _name(self, stays: bool, kind: BlockKind, linked: bool, container: int) -> Label:  # noqa: FBT001
        """Return what a block is: by its container, or by its kind where it stays and by its links where not."""
        named = self.structure[container].label if container >= 0 else None
        if stays:
            if named is Label.STANDFIRST:
                return named
            return Label.HEADING if kind is BlockKind.HEADING else Label.BODY
        if named is not None and named not in BODY_LABELS:
            return named
        return Label.NAVIGATION if linked else Label.OTHER

    def confidence(self) -> float:
        """Return the calibrated probability that what is kept is the right text."""
        return confidence(self.scoring, np.frombuffer(self.stays, dtype=np.bool_))


def _shared(stretches: Iterable[Iterable[_Value]]) -> list[_Value]:
    """Return the values with one object for all that are equal, of which long documents have thousands each."""
    known: dict[_Value, _Value] = {}
    found: list[_Value] = []
    for stretch in stretches:
        values = list(stretch)
        found += map(known.setdefault, values, values)
    return found


def _stretches(n: int) -> Iterator[slice]:
    """Yield slices that n blocks fall into, so that numbers of all of them are never objects at the same time."""
    return (slice(start, start + _BATCH) for start in range(0, n, _BATCH))
