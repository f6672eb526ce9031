"""One verdict a block: keep rules, rules, the scorer for what they leave open, then context."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from cleaner.context import apply_context
from cleaner.document import BODY_LABELS, Label, Verdict
from cleaner.judgement import Judgement
from cleaner.rules.engine import Rule, RuleList
from cleaner.rules.structure import StructureRules
from cleaner.score.model import Scorer
from cleaner.split.layout import Layout

if TYPE_CHECKING:
    from cleaner.furniture.store import SiteFurniture

__all__ = ["Judges", "Known", "cut", "label", "rule_labels"]

_AT_ONCE = 8192
"""Kept blocks of which the texts are held at one time: a vast text makes them when they are asked for."""

_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class Judges:
    """What decides about blocks: the rule list, the structure rules and the scorer."""

    rules: RuleList
    structure: StructureRules
    scorer: Scorer
    threshold: float | None = None


class Known:
    """What was found out about lines by themselves in one look at a text, for further looks at most of them."""

    def __init__(self, judges: Judges) -> None:
        self.hits: dict[str, int] = {}
        self.has_cut: dict[str, bool] = {}
        self.lines = judges.scorer.lexicon.no_lines()


def label(
    layout: Layout, judges: Judges, site: SiteFurniture | None = None, known: Known | None = None
) -> Judgement:
    """Return the verdicts on a document, with at least one for every block.

    `site` is what other pages of its site tell, if that is known. `known` are lines of a flat text that need
    not be looked at again, to which those of this document are added.
    """
    rules = judges.rules.rules
    hits = array("i", _of_lines(layout.plain, judges.rules.decide, known.hits if known else None))
    for index in judges.structure.silenced(layout):
        hits[index] = -1
    scores = judges.scorer.score(layout, _labels(rules, hits), known.lines if known else None)
    judgement = Judgement(layout, scores, judges.threshold, structure=judges.structure.rules)
    judgement.begin(_by_structure(judgement, judges.structure) | _by_rules(judgement, rules, hits))
    if site is not None:
        from cleaner.furniture.apply import weigh  # noqa: PLC0415 - few runs have furniture

        weigh(judgement, site)
    apply_context(judgement)
    _cut_kept(judges.rules, judgement, known)  # last, out of what context brought back as well
    return judgement


def _of_lines(
    texts: Sequence[str], find: Callable[[Sequence[str]], list[_Found]], known: dict[str, _Found] | None
) -> list[_Found]:
    """Return what `find` says of each text, which is asked about those only that are not known."""
    if known is None:
        return find(texts)
    new = [text for text in texts if text not in known]
    known.update(zip(new, find(new), strict=True))
    return list(map(known.__getitem__, texts))


def rule_labels(rules: RuleList, texts: Sequence[str]) -> list[Label | None]:
    """Return what the rule list calls each text; None where it says nothing or says to keep."""
    return _labels(rules.rules, rules.decide(texts))


def _labels(rules: Sequence[Rule], hits: Sequence[int]) -> list[Label | None]:
    return [None if hit < 0 or rules[hit].keep else rules[hit].label for hit in hits]


def _by_rules(judgement: Judgement, rules: Sequence[Rule], hits: Sequence[int]) -> dict[int, Verdict]:
    """Return the verdicts of the rule list, by block."""
    found = {}
    for index, hit in enumerate(hits):
        if hit >= 0:
            rule = rules[hit]
            label = judgement.kept_label(index) if rule.keep else rule.label
            found[index] = Verdict(index, label, rule.id, rule.why)
    return found


def _by_structure(judgement: Judgement, structure: StructureRules) -> dict[int, Verdict]:
    """Name the containers of a page, and return the verdicts of those that decide, by block.

    A container that holds much of the story decides nothing, nor does a rule whose containers hold much together.
    """
    layout, rules = judgement.layout, structure.rules
    if not layout.tags or not len(layout):
        return {}
    likely = judgement.columns["words"] * (judgement.scoring.body >= judgement.threshold)
    before = np.concatenate(([0.0], np.cumsum(likely, dtype=float)))
    held = before[layout.end_blocks] - before[layout.first_blocks]
    shares = held / max(1.0, before[-1])
    named, deciding = structure.containers(layout.parents, layout.tags, layout.marks, shares.tolist())
    judgement.containers = [named[node] for node in layout.nodes]
    found = [(index, deciding[node]) for index, node in enumerate(layout.nodes) if deciding[node] >= 0]
    together = dict.fromkeys(deciding, 0.0)
    for index, rule in found:
        together[rule] += likely[index]
    active = {
        rule
        for rule, words in together.items()
        if words <= rules[rule].most * before[-1] or rules[rule].label in BODY_LABELS
    }
    return {
        index: Verdict(index, rules[rule].label, rules[rule].id, rules[rule].why)
        for index, rule in found
        if rule in active
    }


def _cut_kept(rules: RuleList, judgement: Judgement, known: Known | None) -> None:
    """Cut what inline rules match out of the kept blocks."""
    texts, every = judgement.layout.texts, judgement.kept()
    lines = known.has_cut if known else None
    for first in range(0, len(every), _AT_ONCE):
        kept = every[first : first + _AT_ONCE]
        has_cut = _of_lines([texts[index] for index in kept], rules.has_cut, lines)
        for index in compress(kept, has_cut):
            cut(rules, judgement, index)


def cut(rules: RuleList, judgement: Judgement, index: int) -> None:
    """Cut what inline rules match out of a block."""
    for start, end, found in rules.cuts(judgement.layout.texts[index]):
        rule = rules.rules[found]
        judgement.append(Verdict(index, rule.label, rule.id, rule.why, span=(start, end)))
