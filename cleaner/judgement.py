"""The verdicts on a document while they are being reached."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import TypeVar

import numpy as np

from cleaner.document import BODY_LABELS, BlockKind, Evidence, Label, Verdict
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
        self._body = array("d", scores.body.tobytes())
        self.scores = self._body[:]
        self.columns = scores.columns
        self.threshold = scores.mode.threshold if threshold is None else threshold
        self.labels: list[Label] = [Label.OTHER] * len(layout)
        self.rules: list[str] = [""] * len(layout)
        self.stays = bytearray(len(layout))
        self.cuts: dict[int, list[Verdict]] = {}
        self._decisions: dict[int, Verdict] = {}
        self._trail: list[Verdict | None] = []
        self._scored = array("q")
        self.containers: Sequence[int] = [-1] * len(layout) if containers is None else containers
        self.structure = structure
        self.evidence = self._evidence()
        self._rounded = _shared(np.round(scores.body, _DIGITS).tolist())

    def _evidence(self) -> list[Evidence]:
        if not self.columns:
            return []
        inside = self.columns.get("story_up")
        words, marks = self.columns["words"].astype(int).tolist(), self.columns["end_mark"].tolist()
        links = np.round(self.columns["link_density"], 2).tolist()
        in_story = [True] * len(words) if inside is None else (inside == 0).tolist()
        return _shared(map(Evidence._make, zip(words, marks, links, in_story, strict=True)))

    @property
    def verdicts(self) -> list[Verdict]:
        """Return the trail, to which verdicts are only ever appended.

        Those of the scorer, which are most, are made here: no record of them is held meanwhile.
        """
        scored = map(self._by_score, self._scored)
        return [next(scored) if verdict is None else verdict for verdict in self._trail]

    def verdict_on(self, index: int) -> Verdict:
        """Return the verdict on a whole block that is in force."""
        decision = self._decisions.get(index)
        return self._by_score(index) if decision is None else decision

    def append(self, verdict: Verdict) -> None:
        """Add a verdict to the trail; one on the whole block is the one in force."""
        self._trail.append(verdict)
        if verdict.span is None:
            self.labels[verdict.block] = verdict.label
            self.rules[verdict.block] = verdict.rule
            self.stays[verdict.block] = verdict.label in BODY_LABELS
            self._decisions[verdict.block] = verdict
        elif verdict.label not in BODY_LABELS:
            self.cuts.setdefault(verdict.block, []).append(verdict)

    def is_kept(self, index: int) -> bool:
        """Return whether the block stays in the text as things stand."""
        return self.stays[index] == 1

    def kept(self) -> list[int]:
        """Return the numbers of the blocks that stay as things stand."""
        return np.flatnonzero(np.frombuffer(self.stays, dtype=np.uint8)).tolist()

    def is_open(self, index: int) -> bool:
        """Return whether only the scorer has spoken about the block."""
        return self.rules[index] == SCORE

    def decide(self, index: int, label: Label, rule: str, reason: str) -> None:
        """Give a verdict with a reason; it supersedes the block's earlier ones."""
        self.append(Verdict(index, label, rule, reason))

    def score(self, index: int) -> None:
        """Give the verdict that P(body) gives."""
        self._trail.append(None)
        self._scored.append(index)
        self._decisions.pop(index, None)
        self.labels[index] = self._label_by_score(index)
        self.rules[index] = SCORE
        self.stays[index] = self._is_body(index)

    def _by_score(self, index: int) -> Verdict:
        label = self._label_by_score(index) if index in self._decisions else self.labels[index]
        return Verdict(index, label, SCORE, "", self._rounded[index], self.evidence[index])

    def _label_by_score(self, index: int) -> Label:
        return self.kept_label(index) if self._is_body(index) else self.removed_label(index)

    def _is_body(self, index: int) -> bool:
        return self._body[index] >= self.threshold

    def kept_label(self, index: int) -> Label:
        """Return what a block is that stays."""
        container = self.container(index)
        if container is not None and container.label is Label.STANDFIRST:
            return Label.STANDFIRST
        return Label.HEADING if self.layout.kinds[index] is BlockKind.HEADING else Label.BODY

    def container(self, index: int) -> StructureRule | None:
        """Return the structure rule that holds where the block stands."""
        found = self.containers[index]
        return self.structure[found] if found >= 0 else None

    def removed_label(self, index: int) -> Label:
        """Return the best name for a block that the scorer removes: its container's, or by its links."""
        container = self.container(index)
        if container is not None and container.label not in BODY_LABELS:
            return container.label
        return Label.NAVIGATION if self.evidence[index].link_density >= _LINKED else Label.OTHER

    def confidence(self) -> float:
        """Return the calibrated probability that what is kept is the right text."""
        return confidence(self.scoring, np.frombuffer(self.stays, dtype=np.bool_))


def _shared(values: Iterable[_Value]) -> list[_Value]:
    """Return the values with one object for all that are equal, of which long documents have thousands each."""
    known: dict[_Value, _Value] = {}
    return [known.setdefault(value, value) for value in values]
