"""The reference of the rules as Markdown: what each is for, what it must not match, and how it did."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from cleaner.context.common import CONTEXT_RULES
from cleaner.render.inline import escape
from cleaner.render.rules import did, languages_of
from cleaner.rules.catalogue import AnyRule
from cleaner.rules.figures import Figures, context_figures, figures_of, gives_verdicts

__all__ = ["render_reference"]

ERRS = 0.1
"""Share of wrong firings from which a rule is listed as one that errs."""

LEAST_ERRORS = 3
"""Fewer may be the annotator's."""

INTRODUCTION = """\
# Rules

Made by `cleaner rules --markdown`; figures by `benchmarks/rule_figures.py`. Do not edit: change the rule files.

Each rule tells why it is safe, texts that it is for (hits) and texts that come near and must stay (misses); both
are tests. **Fired** says how often it gave a verdict on the corpora, over pages of the `train` split in three forms
(HTML, every visible line, what a first extractor leaves), and **rightly** in how many of a hundred cases the text
was not the article's own as annotators have it; for a rule that keeps, that it was. It counts verdicts that a
later one superseded too: these are the rule's figures, not the program's. Of several copies of a text one counts as
the article's, and a rule that removes copies may have removed that one.
"""


def render_reference(rules: Sequence[AnyRule]) -> str:
    """Return the reference of `rules` and of the rules of context, with a line end at its end."""
    figures = {rule.id: figures_of(rule) for rule in rules if gives_verdicts(rule)}
    figures |= {rule: context_figures(rule) for rule in CONTEXT_RULES}
    return "\n".join([INTRODUCTION, *_overview(figures), *_look_at(figures), *_entries(rules), *_context()])


def _overview(figures: dict[str, Figures | None]) -> Iterator[str]:
    """Yield how all the rules did together."""
    known = [found for found in figures.values() if found]
    fired = sum(found.fired for found in known)
    wrong = sum(found.wrong for found in known)
    never = sum(not found.fired for found in known)
    stale = sum(not found.current for found in known) + len(figures) - len(known)
    yield f"{len(figures):,} rules fired {fired:,} times, {(fired - wrong) / max(1, fired):.2%} rightly."
    yield f"{never:,} never fired. {stale:,} are new or have changed since that was measured."
    yield ""


def _look_at(figures: dict[str, Figures | None]) -> Iterator[str]:
    """Yield the rules that err and those that never fired."""
    yield "## Rules that err\n"
    yield f"Wrong in a tenth of the cases or more, and at least {LEAST_ERRORS} times.\n"
    yield "| rule | fired | wrong | rightly |\n|---|--:|--:|--:|"
    erring = [(rule, found) for rule, found in figures.items() if found and _errs(found)]
    for rule, found in sorted(erring, key=lambda item: (-item[1].wrong, item[0])):
        yield f"| {_link(rule)} | {found.fired:,} | {found.wrong:,} | {found.precision or 0:.0%} |"
    yield "\n## Rules that never fired\n"
    yield "They are for languages and layouts that the corpora hardly have; nothing is known of their errors.\n"
    silent: dict[str, list[str]] = defaultdict(list)
    for rule, known in figures.items():
        if known and not known.fired:
            silent[rule.partition("/")[0]].append(_link(rule))
    for label, links in sorted(silent.items()):
        yield f"- **{label}**: {', '.join(links)}"
    yield ""


def _errs(found: Figures) -> bool:
    return found.wrong >= LEAST_ERRORS and found.wrong >= ERRS * found.fired


def _entries(rules: Sequence[AnyRule]) -> Iterator[str]:
    """Yield every rule under its label, in the order in which they decide."""
    labels: dict[str, list[AnyRule]] = defaultdict(list)
    for rule in rules:
        labels[rule.id.partition("/")[0]].append(rule)
    for label, found in labels.items():
        yield f"## {label}\n"
        for rule in found:
            yield f"### {rule.id}\n"
            measured = did(figures_of(rule)) if gives_verdicts(rule) else "it names what others remove"
            yield f"Languages: {languages_of(rule)}. Measured: {measured}.\n"
            yield f"{escape(rule.why)}\n"
            yield from (
                f"- {name}: {' · '.join(map(_code, texts))}"
                for name, texts in (("hits", rule.hits), ("misses", rule.misses))
                if texts
            )
            yield ""


def _context() -> Iterator[str]:
    """Yield the rules of context, which are written in Python."""
    yield "## context\n"
    yield "What labelled neighbours tell. These supersede earlier verdicts.\n"
    for rule, why in CONTEXT_RULES.items():
        yield f"### {rule}\n"
        yield f"Measured: {did(context_figures(rule))}.\n"
        yield f"{escape(why)}\n"


def _link(rule: str) -> str:
    return f"[{rule}](#{rule.replace('/', '')})"


def _code(text: str) -> str:
    """Return a text as code, within more backticks than it holds in a row."""
    fence = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{' '.join(text.split())}{pad}{fence}"
