"""The rule list for a reader: one line a rule, or everything about one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaner.render.visible import visible, wrap
from cleaner.rules import Rule
from cleaner.rules.structure import StructureRule

__all__ = ["AnyRule", "render_rule", "render_rules"]

COLUMNS = 80
MARGIN = 11


AnyRule = Rule | StructureRule


def render_rules(rules: Sequence[AnyRule]) -> str:
    """Return one line a rule in the order that decides: id, languages, why; columns are aligned."""
    ids = max((len(rule.id) for rule in rules), default=0)
    languages = max((len(_languages(rule)) for rule in rules), default=0)
    return "\n".join(
        visible(f"{rule.id:<{ids}}  {_languages(rule):<{languages}}  {rule.why}") for rule in rules
    )


def render_rule(rule: AnyRule) -> str:
    """Return everything about one rule, wrapped to 80 columns, the pattern on one line."""
    return "\n".join(
        [
            *_field("id", [rule.id]),
            *_field("label", [rule.label]),
            *(_elements(rule) if isinstance(rule, StructureRule) else _phrases(rule)),
            *_field("why", [rule.why]),
            *_field("hits", rule.hits),
            *_field("misses", rule.misses),
        ]
    )


def _phrases(rule: Rule) -> Iterator[str]:
    """Yield what is particular to a rule over texts."""
    yield from _field("languages", [_languages(rule)])
    if rule.inline:
        effect = "cuts what it matches out of a kept block"
    else:
        whole = "keeps the block from later rules" if rule.keep else "the whole block"
        effect = f"{whole}, up to {rule.max_chars:,} characters"
    yield from _field("decides", [effect])
    yield f"{'pattern':<{MARGIN}}{visible(rule.pattern)}"


def _elements(rule: StructureRule) -> Iterator[str]:
    """Yield what is particular to a rule over elements."""
    yield from _field(
        "decides", ["what stands in the element" if rule.decides else "the name of what is removed"]
    )
    for name, values in (("tags", rule.tags), ("roles", rule.roles), ("words", rule.words)):
        if values:
            yield from _field(name, [", ".join(sorted(values))])


def _languages(rule: AnyRule) -> str:
    return ",".join(getattr(rule, "languages", ())) or "any"


def _field(name: str, values: Sequence[str]) -> Iterator[str]:
    """Yield a name and its values, each value on a line of its own, wrapped."""
    title = name
    for value in values:
        for number, line in enumerate(wrap(visible(value), COLUMNS - MARGIN - 2)):
            yield f"{title:<{MARGIN}}{'  ' if number else ''}{line}"
            title = ""
