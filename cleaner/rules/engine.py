"""Match a rule list against the texts of blocks: which rule decides a block, which spans are cut."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate, chain
from typing import Any, NamedTuple

import re2

from cleaner.document import Label

__all__ = ["SHORT_CHARS", "Rule", "RuleError", "RuleList", "pattern_problem"]

SHORT_CHARS = 240
"""A rule's `max_chars` unless it says otherwise: furniture is short, and most prose is not."""

_MEMORY = 256 << 20
"""RE2's ceiling for one automaton, in bytes. It grows with the texts seen, to a few megabytes for the
built-in list; under too low a ceiling it would be thrown away and built again."""

_STRAIGHT = (
    ("\u2018", "'"),
    ("\u2019", "'"),
    ("\u201c", '"'),
    ("\u201d", '"'),
    ("\u00a0", " "),
    ("\u2013", "-"),
    ("\u2014", "-"),
)

_EDGES = (
    " \t|*-+/\u00b7\u2022\u2023\u2043\u25e6\u25aa\u25a0\u25cf\u25cb\u2605\u2606<>\u00ab\u00bb\u2039\u203a"
    "\u2190\u2191\u2192\u2193\u25b2\u25bc\u25b6\u25ba\u25b8\u25c0\u25c4\u279c\u27a4"
)
"""Bullets, arrows, bars and blanks, which decorate furniture and are taken off a block's two ends."""


class Rule(NamedTuple):
    """One entry of the rule list.

    `id` is the label and the rule's name, as in ``promo/newsletter-signup``. `languages` are BCP 47
    codes; empty means any. `pattern` is an RE2 pattern, matched without regard to case in a block of at
    most `max_chars` characters, after quotes, dashes, no-break spaces and line breaks were made plain
    and bullets, arrows and bars taken off the block's two ends. A pattern that opens with ``^`` matches
    at the block's beginning only, with all its alternatives, and costs next to nothing elsewhere.
    `hits` are texts that the rule decides and `misses` texts that it must not match. A `keep` rule
    keeps the block from every later rule. An `inline` rule cuts what it matches out of a kept block of
    any length; its hits mark the cut with ⟦ and ⟧.
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
        decisions = [-1] * len(texts)
        lines = _plain_lines(texts, self._longest)
        for number, found in chain(self._anchored.matches_in(lines), self._anywhere.matches_in(lines)):
            size = len(texts[number])
            for index in found:
                if size <= self.rules[index].max_chars and not 0 <= decisions[number] < index:
                    decisions[number] = index
        return decisions

    def has_cut(self, texts: Sequence[str]) -> list[bool]:
        """Return for each text whether `cuts` finds anything; nearly free where nothing does."""
        hits = {number for number, _ in self._inline.matches_in([_bytes(text) for text in texts])}
        return [number in hits for number in range(len(texts))]

    def cuts(self, text: str) -> list[tuple[int, int, int]]:
        """Return the spans to cut out of `text` as (start, end, rule index), in order, without overlap.

        A span takes the white space after it along, so that one space remains between its neighbours.
        Of overlapping matches the earliest stays; of those with one start, the first rule's.
        """
        line = _bytes(text)
        if not self._inline.found_in(line):
            return []
        plain = line.decode()
        found = sorted(
            (match.start(), index, match.end())
            for index in self._inline.matches(line)
            for match in _compile(self.rules[index].pattern).finditer(plain)
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
    def _anchored(self) -> _Anchored:
        return _Anchored(self.rules, [i for i, rule in enumerate(self.rules) if _is_anchored(rule)])

    @cached_property
    def _anywhere(self) -> _Anywhere:
        others = [i for i, rule in enumerate(self.rules) if not (rule.inline or _is_anchored(rule))]
        return _Anywhere(self.rules, others)

    @cached_property
    def _inline(self) -> _Anywhere:
        return _Anywhere(self.rules, [i for i, rule in enumerate(self.rules) if rule.inline])


class _Anchored:
    """Patterns that RE2 matches together, at the beginning of a line, in one pass.

    The automaton gives up at the first byte that no pattern can go on with: prose costs a few bytes.
    """

    def __init__(self, rules: Sequence[Rule], indices: Sequence[int]) -> None:
        self._indices = indices
        self._set = self._new_set(_options())
        for index in indices:
            try:
                self._set.Add(rules[index].pattern)
            except re2.error as error:
                raise RuleError(f"rule {rules[index].id}: {pattern_problem(rules[index].pattern)}") from error
        self._set.Compile()

    def matches(self, line: bytes) -> list[int]:
        """Return the indices of the rules that match, in no order."""
        return [self._indices[number] for number in self._set.Match(line) or ()]

    def matches_in(self, lines: Sequence[bytes]) -> Iterator[tuple[int, list[int]]]:
        """Yield the number and the matching rules of each line that has any."""
        match = self._set.Match
        for number, line in enumerate(lines):
            if line and match(line):
                yield number, self.matches(line)

    _new_set = staticmethod(re2.Set.MatchSet)


class _Anywhere(_Anchored):
    """Patterns that match anywhere in a line: one search through all lines finds those worth a look."""

    _new_set = staticmethod(re2.Set.SearchSet)

    def __init__(self, rules: Sequence[Rule], indices: Sequence[int]) -> None:
        super().__init__(rules, indices)
        self._any = _compile("|".join(f"(?m:{rules[i].pattern})" for i in indices)) if indices else None

    def found_in(self, text: bytes) -> bool:
        """Return whether any pattern matches in `text`."""
        return self._any is not None and self._any.search(text) is not None

    def matches_in(self, lines: Sequence[bytes]) -> Iterator[tuple[int, list[int]]]:
        """Yield the number and the matching rules of each line that has any."""
        text = b"\n".join(lines)
        if not self.found_in(text):
            return
        starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
        numbers = {bisect_right(starts, match.start()) - 1 for match in self._any.finditer(text)}
        for number in sorted(numbers):
            found = self.matches(lines[number])
            if found:
                yield number, found


def pattern_problem(pattern: str) -> str:
    """Return what RE2 has against `pattern`, or nothing."""
    try:
        _compile(pattern)
    except re2.error as error:
        reason = error.args[0]
        return f"bad pattern: {reason.decode('utf-8', 'replace') if isinstance(reason, bytes) else reason}"
    return ""


def _is_anchored(rule: Rule) -> bool:
    return rule.pattern.startswith("^") and not rule.inline


def _plain_lines(texts: Sequence[str], longest: int) -> list[bytes]:
    """Return the texts as plain UTF-8 lines without decoration; one above `longest` characters is empty."""
    joined = "\n".join([text if len(text) <= longest else "" for text in texts])
    if joined.count("\n") >= len(texts):
        joined = "\n".join([text.replace("\n", " ") if len(text) <= longest else "" for text in texts])
    stripped = "\n".join([line.strip(_EDGES) for line in _straight(joined).split("\n")])
    return stripped.encode().split(b"\n") if texts else []


def _bytes(text: str) -> bytes:
    return _straight(text.replace("\n", " ")).encode()


def _straight(text: str) -> str:
    """Return `text`, character for character, with plain quotes, hyphens and spaces, fit for UTF-8."""
    if text.isascii():
        return text
    for curly, straight in _STRAIGHT:
        text = text.replace(curly, straight)
    return text.encode("utf-8", "replace").decode()


def _after_space(text: str, start: int, end: int) -> int:
    """Return `end`, or the end of the white space there when a space before `start` remains."""
    if start and not text[start - 1].isspace():
        return end
    return len(text) - len(text[end:].lstrip())


def _compile(pattern: str) -> Any:  # noqa: ANN401 - re2 has no types
    return re2.compile(pattern, _options())


def _options() -> Any:  # noqa: ANN401 - re2 has no types
    options = re2.Options()
    options.case_sensitive = False
    options.never_capture = True
    options.never_nl = True
    options.log_errors = False
    options.max_mem = _MEMORY
    return options
