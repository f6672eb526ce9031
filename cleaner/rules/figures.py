"""How often each rule fired on the corpora, and how often rightly: measured once, and kept as data.

`figures.tsv` is written by ``benchmarks/rule_figures.py``, since the corpora are not part of the repository.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import NamedTuple

from cleaner.rules.catalogue import AnyRule
from cleaner.rules.structure import StructureRule

__all__ = ["COLUMNS", "FILE", "Figures", "context_figures", "figures_of", "fingerprint", "gives_verdicts"]

FILE = "figures.tsv"
COLUMNS = ("rule", "fired", "wrong", "hosts", "fingerprint")

_FINGERPRINT = 8


class Figures(NamedTuple):
    """How a rule did: `fired` times at `hosts` hosts, `wrong` of them.

    A rule that removes is wrong where the block, or what was cut out of it, stands in the article's own text
    as annotators have it; one that keeps is wrong where it does not. `current` says that the rule is as it was
    when this was measured.
    """

    fired: int
    wrong: int
    hosts: int
    current: bool

    @property
    def precision(self) -> float | None:
        """Return the share of times when the rule was right, or None if it never fired."""
        return (self.fired - self.wrong) / self.fired if self.fired else None


def figures_of(rule: AnyRule) -> Figures | None:
    """Return the figures of a built-in rule; None for one that was never measured."""
    found = _measured().get(rule.id)
    if found is None:
        return None
    fired, wrong, hosts, measured = found
    return Figures(fired, wrong, hosts, measured == fingerprint(rule))


def context_figures(rule: str) -> Figures | None:
    """Return the figures of a rule of context, by its id; None if it was never measured."""
    found = _measured().get(rule)
    return Figures(*found[:3], current=True) if found else None


def gives_verdicts(rule: AnyRule) -> bool:
    """Return whether a rule decides by itself; some over elements only name what others remove."""
    return rule.decides if isinstance(rule, StructureRule) else True


def fingerprint(rule: AnyRule) -> str:
    """Return a short hash of what a rule matches and does; it changes when they do."""
    if isinstance(rule, StructureRule):
        sets = rule.tags, rule.roles, rule.words, rule.spares
        told: tuple[object, ...] = (*map(sorted, sets), rule.decides, rule.most)
        # Told only where a rule has them, so that what was measured of all others stays theirs.
        told += ("headless",) * rule.headless + ("silences",) * rule.silences
    else:
        told = (rule.pattern, rule.keep, rule.inline, rule.max_chars)
    return sha256(repr((rule.label.value, *told)).encode()).hexdigest()[:_FINGERPRINT]


@cache
def _measured() -> dict[str, tuple[int, int, int, str]]:
    text = files("cleaner.rules").joinpath(FILE).read_text(encoding="utf-8")
    _, *lines = text.splitlines()
    rows = (line.split("\t") for line in lines)
    return {rule: (int(fired), int(wrong), int(hosts), mark) for rule, fired, wrong, hosts, mark in rows}
