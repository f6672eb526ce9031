"""The rule list for a reader: one line a rule, or everything about one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaner.render.reasons import counted
from cleaner.render.visible import visible, wrap
from cleaner.rules import Rule
from cleaner.rules.catalogue import AnyRule
from cleaner.rules.figures import Figures, context_figures, figures_of, gives_verdicts
from cleaner.rules.structure import StructureRule

__all__ = ["did", "facts", "languages_of", "render_context_rule", "render_rule", "render_rules"]

COLUMNS = 80
MARGIN = 11

HEAD = ("rule", "languages", "fired", "right", "why")

PATTERN = "pattern"
"""The fact that is shown as it is: one line, for copying."""

Fact = tuple[str, tuple[str, ...]]


def render_rules(rules: Sequence[AnyRule]) -> str:
    """Return one line a rule in the order that decides, below a head; columns are aligned.

    The columns are the id, the languages, how often it fired on the corpora, how often rightly (a question mark
    where that is not known of the rule as it is, a hyphen where it never fired), and why there is the rule.
    """
    rows = [HEAD, *((rule.id, languages_of(rule), *_counts(rule), rule.why) for rule in rules)]
    ids, languages, fired, right, _ = (max(map(len, column)) for column in zip(*rows, strict=True))
    return "\n".join(
        visible(f"{row[0]:<{ids}}  {row[1]:<{languages}}  {row[2]:>{fired}}  {row[3]:>{right}}  {row[4]}")
        for row in rows
    )


def render_rule(rule: AnyRule) -> str:
    """Return everything about one rule, wrapped to 80 columns, the pattern on one line."""
    lines: list[str] = []
    for name, values in facts(rule):
        lines += [f"{name:<{MARGIN}}{visible(values[0])}"] if name == PATTERN else _field(name, values)
    return "\n".join(lines)


def render_context_rule(rule: str, why: str) -> str:
    """Return what is told of a rule of context, by its id and the reason that its verdicts give."""
    decides = "by what stands around a block, after all other rules and the scorer"
    told = {"id": rule, "decides": decides, "why": why, "measured": did(context_figures(rule))}
    return "\n".join(line for name, value in told.items() for line in _field(name, (value,)))


def facts(rule: AnyRule) -> Iterator[Fact]:
    """Yield everything about a rule: names, each with one value or more."""
    yield "id", (rule.id,)
    yield "label", (rule.label.value,)
    yield from _elements(rule) if isinstance(rule, StructureRule) else _phrases(rule)
    yield "why", (rule.why,)
    figures = figures_of(rule)
    if figures:
        yield "measured", (did(figures),)
    for name, values in (("hits", rule.hits), ("misses", rule.misses)):
        if values:
            yield name, values


def did(figures: Figures | None) -> str:
    """Return in words how a rule did on the corpora."""
    if figures is None:
        return "not yet"
    since = "" if figures.current else "; the rule has changed since"
    if figures.precision is None:
        return f"never fired on the corpora{since}"
    times = "once" if figures.fired == 1 else f"{figures.fired:,} times"
    hosts = counted(figures.hosts, "host")
    return f"fired {times} at {hosts}, {figures.precision:.1%} rightly, {figures.wrong:,} wrongly{since}"


def _counts(rule: AnyRule) -> tuple[str, str]:
    """Return how often a rule fired and how often rightly, for the list."""
    if not gives_verdicts(rule):
        return "-", "-"
    figures = figures_of(rule)
    if figures is None or not figures.current:
        return "?", "?"
    return f"{figures.fired:,}", "-" if figures.precision is None else f"{figures.precision:.0%}"


def languages_of(rule: AnyRule) -> str:
    """Return the languages of a rule with commas between, or "any"."""
    return ",".join(getattr(rule, "languages", ())) or "any"


def _phrases(rule: Rule) -> Iterator[Fact]:
    """Yield what is particular to a rule over texts."""
    yield "languages", (languages_of(rule),)
    if rule.inline:
        effect = "cuts what it matches out of a kept block"
    else:
        whole = "keeps the block from later rules" if rule.keep else "the whole block"
        effect = f"{whole}, up to {rule.max_chars:,} characters"
    yield "decides", (effect,)
    yield PATTERN, (rule.pattern,)


def _elements(rule: StructureRule) -> Iterator[Fact]:
    """Yield what is particular to a rule over elements."""
    effect = "what stands in the element" if rule.decides else "the name of what is removed"
    if rule.headless:
        effect += ", unless it holds a heading"
    if rule.silences:
        effect = "that no rule over texts is asked about what stands in the element"
    yield "decides", (effect,)
    for name, values in (("tags", rule.tags), ("roles", rule.roles), ("words", rule.words)):
        if values:
            yield name, (", ".join(sorted(values)),)


def _field(name: str, values: Sequence[str]) -> Iterator[str]:
    """Yield a name and its values, each value on a line of its own, wrapped."""
    title = name
    for value in values:
        for number, line in enumerate(wrap(visible(value), COLUMNS - MARGIN - 2)):
            yield f"{title:<{MARGIN}}{'  ' if number else ''}{line}"
            title = ""
