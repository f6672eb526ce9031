"""Match many patterns at once: a table of phrases, and RE2 automata that pass once over each line.

Lines are lower-cased first, and the automata are looser than the patterns (``cleaner.rules.loose`` says why); the
few lines that match are looked at again where that makes a difference.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from math import ceil
from typing import Any

import re2

from cleaner.rules.loose import asks_for_case, lower_pattern, without_counts
from cleaner.rules.plain import PHRASE_PUNCTUATION, phrase_key, plain_phrases

__all__ = [
    "Anchored",
    "Anywhere",
    "Exact",
    "Phrases",
    "lowered",
    "pattern_problem",
]

_MEMORY = 64 << 20
"""RE2's ceiling for one automaton, in bytes. It grows with the texts seen, to some megabytes for the
built-in list; under too low a ceiling it would be thrown away and built again."""

_CHOICE = 4000
"""Characters of the patterns that one search looks for together. Patterns that allow for many words in their
middle multiply the states of their automaton: all in one, it never has them all, and is ten times slower."""

_MANY = 1000
"""Patterns in one automaton at most: the built-in list has one, and more than we have measured get several."""

_QUOTED_OR_ESCAPED = re.compile(r"\\Q.*?(?:\\E|$)|\\.", re.DOTALL)
_ENDS_OF_TEXT = {r"\A": "^", r"\z": "$"}
"""Ends of all the text, in which a block is one line among many, and those of a line."""


class Phrases:
    """Phrases that are whole blocks, each with the first rule that holds it."""

    def __init__(self, phrases: Mapping[int, Iterable[str]]) -> None:
        self._rules: dict[str, int] = {}
        for index, texts in phrases.items():
            for line in plain_phrases(list(texts)):
                self._rules.setdefault(phrase_key(line.lower()), index)

    def first(self, lines: Sequence[str]) -> list[int]:
        """Return the rule of each lower-cased line, or -1."""
        keys = [line.rstrip(PHRASE_PUNCTUATION) for line in lines]
        get = self._rules.get
        return [get(phrase_key(key) if key.endswith(")") else key, -1) for key in keys]


class Anchored:
    """Patterns, by rule, that RE2 matches together at the beginning of a lower-cased line.

    The automaton gives up at the first byte that no pattern can go on with: prose costs a few bytes.
    Raises ValueError for a pattern that is none.
    """

    _new_set = staticmethod(re2.Set.MatchSet)

    def __init__(self, patterns: Mapping[int, str]) -> None:
        self._indices = list(patterns)
        self._patterns = [lower_pattern(pattern) for pattern in patterns.values()]
        total = len(patterns)
        size = ceil(total / ceil(total / _MANY)) if total else 1
        self._sets = [self._set_of(slice(n, n + size)) for n in range(0, total, size)]

    def _set_of(self, part: slice) -> tuple[Any, list[int]]:
        """Return an automaton of some of the patterns, and their rules."""
        patterns = map(without_counts, self._patterns[part])
        return _compiled_set(self._new_set(_options()), patterns), self._indices[part]

    def matches_in(self, lines: Sequence[bytes]) -> Iterator[tuple[int, list[int]]]:
        """Yield the numbers of lines that a pattern may match, and the rules of such patterns, one or more times."""
        for compiled, indices in self._sets:
            match = compiled.Match
            for number, line in enumerate(lines):
                found = match(line) if line else None
                if found:
                    yield number, [indices[place] for place in found]


class Anywhere(Anchored):
    """Patterns that match anywhere in a line: a few searches through all lines find those worth a look."""

    _new_set = staticmethod(re2.Set.SearchSet)

    def __init__(self, patterns: Mapping[int, str]) -> None:
        super().__init__(patterns)
        try:
            self._choices = [
                re2.compile("|".join(f"(?m:{pattern})" for pattern in group), _options())
                for group in _groups(self._patterns)
            ]
        except re2.error as error:
            raise ValueError(_reason(error)) from error

    def matches_in(self, lines: Sequence[bytes]) -> Iterator[tuple[int, list[int]]]:
        """Yield the same."""
        yield from self.matches_in_text(b"\n".join(lines))

    def matches_in_text(self, text: bytes) -> Iterator[tuple[int, list[int]]]:
        """Yield the same for a text of lines; one without a match is passed over in a few searches."""
        places = [match.start() for choice in self._choices for match in choice.finditer(text)]
        if not places:
            return
        lines = text.split(b"\n")
        starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
        candidates = sorted({bisect_right(starts, place) - 1 for place in places})
        for place, found in super().matches_in([lines[number] for number in candidates]):
            yield candidates[place], found


class Exact:
    """The patterns as they are written, compiled when asked for."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self._patterns = patterns
        self._tests: dict[int, _Test] = {}

    def holds(self, index: int, line: str) -> bool:
        """Return whether pattern `index`, whose automaton matches the lower-cased line, matches it as it stands."""
        if index not in self._tests:
            self._tests[index] = _Test(self._patterns[index])
        return self._tests[index].holds(line)

    def spans(self, index: int, line: str) -> list[tuple[int, int]]:
        """Return where pattern `index` matches, or where its group named "cut" does, as (start, end)."""
        pattern = _compile(self._patterns[index])
        group = pattern.groupindex.get("cut", 0)
        return [match.span(group) for match in pattern.finditer(line)]


class _Test:
    """What remains to be asked of a line that a pattern's automaton matches.

    Asked only whether it matches, a set of one pattern is ten times as fast as a pattern. Raises ValueError
    for a pattern that is none or too large.
    """

    def __init__(self, pattern: str) -> None:
        self._as_written = asks_for_case(pattern)
        self._set: Any = None
        lower = lower_pattern(pattern)
        if self._as_written or without_counts(lower) != lower:
            options = _options()
            options.case_sensitive = not self._as_written
            alone = (re2.Set.MatchSet if pattern.startswith("^") else re2.Set.SearchSet)(options)
            self._set = _compiled_set(alone, [pattern if self._as_written else lower])

    def holds(self, line: str) -> bool:
        """Return whether the pattern itself matches a line as it stands."""
        if self._set is None:
            return True
        return bool(self._set.Match((line if self._as_written else line.lower()).encode()))


def _compiled_set(patterns_together: Any, patterns: Iterable[str]) -> Any:  # noqa: ANN401 - re2 has no types
    """Return an RE2 set with these patterns, compiled; raises ValueError for a pattern that is none."""
    try:
        for pattern in patterns:
            patterns_together.Add(pattern)
    except re2.error as error:
        raise ValueError(_reason(error)) from error
    try:
        patterns_together.Compile()
    except re2.error as error:
        raise ValueError("too large; let it repeat less, or less often") from error
    return patterns_together


def _groups(patterns: Sequence[str]) -> list[list[str]]:
    """Return the patterns in groups of about `_CHOICE` characters, in their order."""
    groups: list[list[str]] = []
    room = 0
    for pattern in patterns:
        if not groups or len(pattern) > room:
            groups.append([])
            room = _CHOICE
        groups[-1].append(pattern)
        room -= len(pattern)
    return groups


def lowered(text: str) -> bytes:
    """Return a text in lower case and UTF-8, as the automata want it."""
    return text.lower().encode()


def pattern_problem(pattern: str) -> str:
    """Return what RE2 has against `pattern`, as it is written or as documents are matched with it, or nothing."""
    try:
        _compile(pattern)
    except re2.error as error:
        return f"bad pattern: {_reason(error)}"
    for syntax in _QUOTED_OR_ESCAPED.findall(pattern):
        if syntax in _ENDS_OF_TEXT:
            return f"bad pattern among others: {syntax} would be an end of all blocks; write {_ENDS_OF_TEXT[syntax]}"
    try:
        Anywhere({0: pattern})
        _Test(pattern)
    except ValueError as error:
        hint = r"; \Q needs its \E" if r"\Q" in pattern else ""
        return f"bad pattern among others: {error}{hint}"
    return ""


def _reason(error: re2.error) -> str:
    """Return what RE2 says, which comes as bytes or as text."""
    reason = error.args[0]
    return reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)


def _compile(pattern: str) -> Any:  # noqa: ANN401 - re2 has no types
    options = _options()
    options.case_sensitive = False
    return re2.compile(pattern, options)


def _options() -> Any:  # noqa: ANN401 - re2 has no types
    options = re2.Options()
    options.never_capture = True
    options.never_nl = True
    options.log_errors = False
    options.max_mem = _MEMORY
    return options
