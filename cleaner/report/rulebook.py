"""The rules that decided about a document, each with everything that is known of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from cleaner.document import Verdict
from cleaner.render.rules import facts
from cleaner.rules.catalogue import AnyRule

__all__ = ["RulePage", "anchor", "rule_pages"]


class RulePage(NamedTuple):
    """What a reader may want to know of a rule.

    `rule` is its entry in the rule list, or None for the scorer and the rules of context; `why` is then
    what they gave as their reason. `facts` are names and values, a line each. `blocks` are the numbers,
    from 1, of the blocks about which it gave a verdict, superseded ones included.
    """

    id: str
    anchor: str
    why: str
    facts: tuple[tuple[str, tuple[str, ...]], ...]
    blocks: tuple[int, ...]


def anchor(rule: str) -> str:
    """Return the fragment under which a rule stands in a page."""
    return "rule-" + re.sub(r"[^\w-]+", "-", rule)


def rule_pages(verdicts: Iterable[Verdict], rules: Iterable[AnyRule]) -> list[RulePage]:
    """Return a page for each rule that gave a verdict, those that gave most first."""
    known: Mapping[str, AnyRule] = {rule.id: rule for rule in rules}
    blocks: dict[str, dict[int, None]] = defaultdict(dict)
    reasons: dict[str, str] = {}
    for verdict in verdicts:
        blocks[verdict.rule][verdict.block + 1] = None
        reasons.setdefault(verdict.rule, verdict.reason)
    return [
        RulePage(
            id=rule,
            anchor=anchor(rule),
            why=known[rule].why if rule in known else reasons[rule],
            facts=tuple(facts(known[rule])) if rule in known else (),
            blocks=tuple(sorted(numbers)),
        )
        for rule, numbers in sorted(blocks.items(), key=lambda item: (-len(item[1]), item[0]))
    ]
