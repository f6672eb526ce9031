"""The rule list: which rule decides a block, and which spans are cut out of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain
from typing import NamedTuple, TypeVar

from cleaner.document import Label
from cleaner.rules.match import Anchored, Anywhere, Exact, Phrases, lowered, pattern_problem
from cleaner.rules.plain import plain, plain_lines, plain_text
from cleaner.rules.scripts import SCRIPTS, has_other_script, has_script, needed_scripts

__all__ = ["SHORT_CHARS", "Rule", "RuleError", "RuleList"]

SHORT_CHARS = 240
"""A rule's `max_chars` unless it says otherwise: furniture is short, and most prose is not."""

_BATCH = 4096
"""Texts that exist in plain, lower-cased and encoded form at one time: all at once they take thrice their memory."""

_Automaton = TypeVar("_Automaton", bound=Anchored)


class Rule(NamedTuple):
    """One entry of the rule list.

    `id` is the label and the rule's name, as in ``promo/newsletter-signup``. `languages` are BCP 47
    codes; empty means any. `pattern` is an RE2 pattern, matched without regard to case (but for what
    stands between ``(?-i:`` and its bracket) in a block of at most `max_chars` characters, after quotes,
    dashes, no-break spaces and line breaks were made plain, letters composed (NFC), and bullets, arrows
    and bars taken off the block's two ends. A pattern that opens with ``^`` matches at the block's
    beginning only, with all its alternatives, and costs next to nothing elsewhere.
    `hits` are texts that the rule decides and `misses` texts that it must not match. A `keep` rule
    keeps the block from every later rule. An `inline` rule cuts what it matches out of a kept block of
    any length, or the group named "cut" in it; its hits mark the cut with ⟦ and ⟧. `phrases` are the
    whole blocks that a rule was written as, if it was, with or without bullets; its pattern says the same.
    """

    id: str
    label: Label
    languages: tuple[str, ...]
    pattern: str
    why: str
    hits: tuple[str, ...]
    misses: tuple[str, ...]
    keep: bool
    inline: bool
    max_chars: int
    phrases: tuple[str, ...] = ()


class RuleError(ValueError):
    """A rule file, a rule or a rule id that cannot be used; the message says which, where and why."""


class RuleList:
    """Rules in their written order, which is their precedence, compiled when first used.

    The list is immutable, may be shared between threads, and pickles as its rules.
    """

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules: tuple[Rule, ...] = tuple(rules)

    def __reduce__(self) -> tuple[type[RuleList], tuple[tuple[Rule, ...]]]:
        return RuleList, (self.rules,)

    def decide(self, texts: Sequence[str]) -> list[int]:
        """Return for each text the index in `rules` of the first rule that matches it, or -1.

        A keep rule's index is returned like any other. Time is linear in the characters.
        """
        decisions: list[int] = []
        for start in range(0, len(texts), _BATCH):
            batch = texts[start : start + _BATCH]
            distinct = list(dict.fromkeys(batch))  # a page says "Read more" and "Share" many times
            decisions += map(dict(zip(distinct, self._decide(distinct), strict=True)).__getitem__, batch)
        return decisions

    def prepare(self) -> None:
        """Compile now what documents need but for patterns of other scripts; no result depends on it."""
        _ = self._phrases, self._anchored, self._anywhere, self._inline

    def _decide(self, texts: Sequence[str]) -> list[int]:
        lines = plain_lines(texts, self._longest)
        lower = "\n".join(lines).lower()
        encoded = lower.encode()
        decisions = [
            found if len(text) <= SHORT_CHARS else -1
            for found, text in zip(self._phrases.first(lower.split("\n")), texts, strict=True)
        ]
        encoded_lines = encoded.split(b"\n")
        matches = chain(
            self._anchored.matches_in(encoded_lines),
            self._in_other_scripts(encoded, encoded_lines),
            self._anywhere.matches_in_text(encoded),
        )
        for number, found in matches:
            size = len(texts[number])
            for index in sorted(found):
                if 0 <= decisions[number] < index:
                    break
                if size <= self.rules[index].max_chars and self._exact.holds(index, lines[number]):
                    decisions[number] = index
        return decisions

    def _in_other_scripts(self, text: bytes, lines: Sequence[bytes]) -> Iterator[tuple[int, list[int]]]:
        """Yield the matches of the rules that need another script than the Latin one, where there is one."""
        if not has_other_script(text):
            return
        for script in SCRIPTS:
            if self._elsewhere[script] and has_script(script, text):
                there = [line if has_script(script, line) else b"" for line in lines]
                yield from self._anchored_in(script).matches_in(there)

    def has_cut(self, texts: Sequence[str]) -> list[bool]:
        """Return for each text whether `cuts` finds anything; nearly free where nothing does."""
        found = [False] * len(texts)
        for start in range(0, len(texts), _BATCH):
            text = lowered(plain_text(texts[start : start + _BATCH]))
            for number, _ in self._inline.matches_in_text(text):
                found[start + number] = bool(self.cuts(texts[start + number]))
        return found

    def cuts(self, text: str) -> list[tuple[int, int, int]]:
        """Return the spans to cut out of `text` as (start, end, rule index), in order, without overlap.

        A span takes the white space after it along, so that one space remains between its neighbours.
        Of overlapping matches the earliest stays; of those with one start, the first rule's.
        """
        straight = plain(text)
        found = sorted(
            (start, index, end)
            for _, indices in self._inline.matches_in_text(lowered(straight))
            for index in indices
            for start, end in self._exact.spans(index, straight)
        )
        spans: list[tuple[int, int, int]] = []
        for start, index, end in found:
            if start < end and (not spans or start >= spans[-1][1]):
                spans.append((start, _after_space(text, start, end), index))
        return spans

    @cached_property
    def _longest(self) -> int:
        return max((rule.max_chars for rule in self.rules if not rule.inline), default=0)

    @cached_property
    def _phrases(self) -> Phrases:
        return Phrases({index: rule.phrases for index, rule in enumerate(self.rules) if _is_table(rule)})

    @cached_property
    def _anchored(self) -> Anchored:
        elsewhere = set().union(*self._elsewhere)
        return self._compiled(Anchored, lambda rule: _is_anchored(rule) and rule.id not in elsewhere)

    def _anchored_in(self, script: int) -> Anchored:
        """Return the automaton of the rules that match nothing without a letter of this script or of its like."""
        if script not in self._by_script:
            self._by_script[script] = self._compiled(
                Anchored, lambda rule: rule.id in self._elsewhere[script]
            )
        return self._by_script[script]

    @cached_property
    def _by_script(self) -> dict[int, Anchored]:
        return {}

    @cached_property
    def _elsewhere(self) -> list[set[str]]:
        """Return for each family of scripts the rules that match nothing without a letter of it or of its like."""
        found: list[set[str]] = [set() for _ in SCRIPTS]
        rules = list(filter(_is_anchored, self.rules))
        for rule, scripts in zip(rules, needed_scripts([rule.pattern for rule in rules]), strict=True):
            for script in scripts:
                found[script].add(rule.id)
        return found

    @cached_property
    def _anywhere(self) -> Anywhere:
        return self._compiled(Anywhere, lambda rule: _is_block(rule) and not rule.pattern.startswith("^"))

    @cached_property
    def _inline(self) -> Anywhere:
        return self._compiled(Anywhere, lambda rule: rule.inline)

    @cached_property
    def _exact(self) -> Exact:
        return Exact([rule.pattern for rule in self.rules])

    def _compiled(self, kind: type[_Automaton], wanted: Callable[[Rule], bool]) -> _Automaton:
        chosen = {index: rule for index, rule in enumerate(self.rules) if wanted(rule)}
        try:
            return kind({index: rule.pattern for index, rule in chosen.items()})
        except ValueError as error:
            faults = [f"rule {rule.id!r}: {pattern_problem(rule.pattern)}" for rule in chosen.values()]
            raise RuleError(
                next((fault for fault in faults if not fault.endswith(": ")), str(error))
            ) from error


def _is_table(rule: Rule) -> bool:
    """Return whether a rule's phrases are looked up: all those so are for blocks of one greatest size."""
    return bool(rule.phrases) and not rule.inline and rule.max_chars == SHORT_CHARS


def _is_block(rule: Rule) -> bool:
    """Return whether a rule decides blocks by a pattern rather than by a table of phrases or inside a block."""
    return not rule.inline and not _is_table(rule)


def _is_anchored(rule: Rule) -> bool:
    """Return whether a rule decides blocks by how they begin."""
    return _is_block(rule) and rule.pattern.startswith("^")


def _after_space(text: str, start: int, end: int) -> int:
    """Return `end`, or the end of the white space there when a space before `start` remains."""
    if start and not text[start - 1].isspace():
        return end
    while text[end : end + 1].isspace():  # not by a copy of the rest, of which a long block has thousands
        end += 1
    return end
