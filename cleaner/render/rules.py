"""The rule list for a reader: one line a rule, or everything about one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaner.render.visible import visible, wrap
from cleaner.rules import Rule
from cleaner.rules.structure import StructureRule

__all__ = ["AnyRule", "facts", "languages_of", "render_rule", "render_rules"]

COLUMNS = 80
MARGIN = 11

PATTERN = "pattern"
"""The fact that is shown as it is: one line, for copying."""

AnyRule = Rule | StructureRule
Fact = tuple[str, tuple[str, ...]]


def render_rules(rules: Sequence[AnyRule]) -> str:
    """Return one line a rule in the order that decides: id, languages, why; columns are aligned."""
    ids = max((len(rule.id) for rule in rules), default=0)
    languages = max((len(languages_of(rule)) for rule in rules), default=0)
    return "\n".join(
        visible(f"{rule.id:<{ids}}  {languages_of(rule):<{languages}}  {rule.why}") for rule in rules
    )


def render_rule(rule: AnyRule) -> str:
    """Return everything about one rule, wrapped to 80 columns, the pattern on one line."""
    lines: list[str] = []
    for name, values in facts(rule):
        lines += [f"{name:<{MARGIN}}{visible(values[0])}"] if name == PATTERN else _field(name, values)
    return "\n".join(lines)


def facts(rule: AnyRule) -> Iterator[Fact]:
    """Yield everything about a rule: names, each with one value or more."""
    yield "id", (rule.id,)
    yield "label", (rule.label.value,)
    yield from _elements(rule) if isinstance(rule, StructureRule) else _phrases(rule)
    yield "why", (rule.why,)
    for name, values in (("hits", rule.hits), ("misses", rule.misses)):
        if values:
            yield name, values


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
    yield "decides", ("what stands in the element" if rule.decides else "the name of what is removed",)
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
