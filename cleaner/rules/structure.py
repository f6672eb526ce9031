"""Rules over tags, roles and class names: what the container of a block says about it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from cleaner.document import BODY_LABELS, Label
from cleaner.score.lexicon import ByElement, mark_words
from cleaner.split.elements import HEADINGS
from cleaner.split.layout import Layout
from cleaner.tables import read_table

__all__ = ["StructureRule", "StructureRules", "structure_ids", "structure_rules"]

_WHOLE_PAGE = frozenset({"html", "body"})
"""Elements whose class names speak of the page's state, such as an open menu."""

_LARGEST_PART = 0.35
"""Share of the words that the scorer would keep, up to which an element is removed for its name alone. A thread of
comments is, however much longer it is than its article: the scorer would keep none of it."""
_WHOLE = 0.8
"""Share of those words from which an element is the page or its story, whatever it is called: `<div id="page"
class="cookies-not-set">`."""
_HEADING_DEPTH = 3
"""Elements from a heading outwards that it may be the heading of."""
_OPENED = frozenset({*HEADINGS, "dt"})
"""Elements whose buttons open the part below, and are read as its heading."""


class StructureRule(NamedTuple):
    """A rule that matches an element by its tag, its ARIA role or a word of its names.

    With `decides` it gives its label to what stands in the element; without, it only names what the
    scorer removes. An element with more than `most` of the words that the scorer would keep is not removed for
    its name, nor one with a word that `spares` names, nor, of a rule for what is `headless`, one with a heading.
    Of what stands in an element of a rule that `silences`, the rule list says nothing. `hits` and `misses` are
    pieces of HTML.
    """

    id: str
    label: Label
    why: str
    tags: frozenset[str]
    roles: frozenset[str]
    words: frozenset[str]
    decides: bool
    hits: tuple[str, ...]
    misses: tuple[str, ...]
    most: float = _LARGEST_PART
    spares: frozenset[str] = frozenset()
    headless: bool = False
    silences: bool = False


class StructureRules:
    """The structure rules in their order, which is their precedence within one element."""

    def __init__(self, rules: Sequence[StructureRule]) -> None:
        self.rules = tuple(rules)
        self._tags: dict[str, int] = {}
        self._roles: dict[str, int] = {}
        self._words: dict[str, int] = {}
        for index, rule in enumerate(self.rules):
            for tag in rule.tags:
                self._tags.setdefault(tag, index)
            for role in rule.roles:
                self._roles.setdefault(f"role-{role}", index)
            for word in rule.words:
                self._words.setdefault(word, index)
        self._known = ByElement(self.match)
        self._silencing = {index for index, rule in enumerate(self.rules) if rule.silences}

    def containers(
        self,
        parents: Sequence[int],
        tags: Sequence[str],
        marks: Sequence[str],
        shares: Sequence[float],
    ) -> tuple[list[int], list[int]]:
        """Return for each container the index of the rule that names it, and of the one that decides in it, or -1.

        The innermost match holds, except that a rule that decides is overridden only by one that removes more.
        `shares` are the parts of the words that the scorer would keep which containers hold: one that holds nearly
        all is the page or its story, whatever it is called, and leaves what stands in it to the rules inside.
        """
        named: list[int] = []
        deciding: list[int] = []
        rules = self.rules
        headed = _headed(parents, tags)
        own_rules = map(self._known.__getitem__, zip(tags, marks, strict=True))
        for node, (parent, tag, own, share) in enumerate(zip(parents, tags, own_rules, shares, strict=True)):
            outer = deciding[parent] if parent >= 0 else -1
            if own < 0 or (tag == "button" and parent >= 0 and tags[parent] in _OPENED):
                named.append(named[parent] if parent >= 0 else -1)
                deciding.append(outer)
                continue
            rule = rules[own]
            if outer >= 0 and (not rule.decides or rule.most <= rules[outer].most):
                named.append(outer)
                deciding.append(outer)
            else:
                named.append(own)
                decides = rule.decides and (share <= max(_WHOLE, rule.most) or rule.label in BODY_LABELS)
                decides = decides and not (rule.headless and node in headed)
                deciding.append(own if decides else -1)
        return named, deciding

    def silenced(self, layout: Layout) -> list[int]:
        """Return the blocks of which the rule list says nothing for the element that they alone stand in."""
        if not self._silencing:
            return []
        own = map(self._known.__getitem__, zip(layout.tags, layout.marks, strict=True))
        bounds = zip(layout.first_blocks, layout.end_blocks, strict=True)
        return [
            first
            for rule, (first, end) in zip(own, bounds, strict=True)
            if rule in self._silencing and end - first == 1
        ]

    def match(self, tag: str, marks: str) -> int:
        """Return the index of the rule that names an element by itself, or -1."""
        if tag in _WHOLE_PAGE:
            return -1
        # Sites name elements of their own as they name classes: `<newsletter-box>`.
        words = mark_words(tag, f"{tag} {marks}" if "-" in tag else marks)
        candidates = [self._words[word] for word in words if word in self._words]
        # Whole tokens: as a pair of words, the role of `class="job-role-search"` would be search.
        candidates += [self._roles[token] for token in marks.lower().split() if token in self._roles]
        if tag in self._tags:
            candidates.append(self._tags[tag])
        return next((c for c in sorted(candidates) if self.rules[c].spares.isdisjoint(words)), -1)


def _headed(parents: Sequence[int], tags: Sequence[str]) -> set[int]:
    """Return the elements with a heading in them, as far out as one may belong to them."""
    found = set()
    for node in (node for node, tag in enumerate(tags) if tag in HEADINGS):
        above = parents[node]
        for _ in range(_HEADING_DEPTH):
            if above < 0 or above in found:
                break
            found.add(above)
            above = parents[above]
    return found


@cache
def _all_rules() -> tuple[StructureRule, ...]:
    return tuple(
        StructureRule(
            id=f"structure/{entry['name']}",
            label=Label(entry["label"]),
            why=entry["why"],
            tags=frozenset(entry.get("tags", ())),
            roles=frozenset(entry.get("roles", ())),
            words=frozenset(entry.get("words", ())),
            decides=entry.get("decides", False),
            hits=tuple(entry["hits"]),
            misses=tuple(entry["misses"]),
            most=entry.get("most", _LARGEST_PART),
            spares=frozenset(entry.get("spares", ())),
            headless=entry.get("headless", False),
            silences=entry.get("silences", False),
        )
        for entry in read_table(Path(__file__).with_name("structure.toml"))["rule"]
    )


def structure_rules(ignore: Collection[str] = frozenset()) -> StructureRules:
    """Return the built-in structure rules without those whose ids are in `ignore`."""
    return StructureRules([rule for rule in _all_rules() if rule.id not in ignore])


def structure_ids() -> frozenset[str]:
    """Return the ids of all built-in structure rules."""
    return frozenset(rule.id for rule in _all_rules())
