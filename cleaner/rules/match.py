"""Match many patterns at once: a table of phrases, and RE2 automata that pass once over each line.

Lines are lower-cased first, since RE2 compiles a pattern three times as fast when it need not fold
case; where a pattern asks for capitals, the few lines that match are looked at again as they stand.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from math import ceil
from typing import Any

import re2

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

_PART = 70
"""Patterns in one automaton at first: in parts they compile in two thirds of the time."""

_MANY = 400
"""Patterns in one automaton at most. Of six hundred it never has all states, and takes three times as long."""

_FEW_LINES = 4000
"""Lines, those of some twenty pages, that are matched part by part; beyond, large automata are worth their time."""

_AS_WRITTEN = re.compile(r"\(\?[imsU]*-[msU]*i[imsU]*[:)]")
"""Opens the part of a pattern that asks for capitals or small letters: ``(?-i:``, or that flag among others."""

_SYNTAX = re.compile(
    r"(\\(?:[xpP]\{[^}]*\}|[pP].|.)"  # an escaped character, or a class of them
    r"|\[:upper:\]"
    r"|\(\?P?<\w+>"  # the opening of a group with a name
    r"|\(\?[imsU-]+[:)])",  # flags
    re.DOTALL,
)
"""What of a pattern is no text: in lower case it would mean something else, or nothing."""

_QUOTED_OR_ESCAPED = re.compile(r"\\Q.*?(?:\\E|$)|\\.", re.DOTALL)
_ENDS_OF_TEXT = {r"\A": "^", r"\z": "$"}
"""Ends of all the text, in which a block is one line among many, and those of a line."""

_OF_LOWER_CASE = {r"\p{Lu}": r"\p{Ll}", "[:upper:]": "[:lower:]"}
"""What asks for capitals, and what asks the same of a text in lower case."""


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
        self._patterns = [_lower_pattern(pattern) for pattern in patterns.values()]
        self._lines = 0
        self._sets = self._in_parts(_PART)

    def _in_parts(self, most: int) -> list[tuple[Any, list[int]]]:
        """Return automata of about as many patterns each, with their rules."""
        total = max(1, len(self._patterns))
        size = ceil(total / ceil(total / most))
        return [self._set_of(slice(n, n + size)) for n in range(0, total, size)]

    def _set_of(self, part: slice) -> tuple[Any, list[int]]:
        """Return an automaton of some of the patterns, and their rules."""
        compiled = self._new_set(_options())
        try:
            for pattern in self._patterns[part]:
                compiled.Add(pattern)
        except re2.error as error:
            raise ValueError(_reason(error)) from error
        try:
            compiled.Compile()
        except re2.error as error:
            raise ValueError("too large; let it repeat less, or less often") from error
        return compiled, self._indices[part]

    def unite(self) -> None:
        """Make as few automata of the parts as are quick, for many lines."""
        if len(self._sets) > ceil(len(self._patterns) / _MANY):
            self._sets = self._in_parts(_MANY)

    def matches_in(self, lines: Sequence[bytes]) -> Iterator[tuple[int, list[int]]]:
        """Yield the numbers of lines that any pattern matches, and the rules of such patterns, one or more times."""
        self._lines += len(lines)
        if self._lines > _FEW_LINES:
            self.unite()
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
        self._tests: dict[int, Any] = {}

    def holds(self, index: int, line: str) -> bool:
        """Return whether pattern `index`, which matches the lower-cased line, matches it as it stands."""
        if index not in self._tests:
            pattern = self._patterns[index]
            self._tests[index] = _test(pattern) if _AS_WRITTEN.search(pattern) else None
        test = self._tests[index]
        return test is None or bool(test.Match(line.encode()))

    def spans(self, index: int, line: str) -> list[tuple[int, int]]:
        """Return where pattern `index` matches, or where its group named "cut" does, as (start, end)."""
        pattern = _compile(self._patterns[index])
        group = pattern.groupindex.get("cut", 0)
        return [match.span(group) for match in pattern.finditer(line)]


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
    except ValueError as error:
        hint = r"; \Q needs its \E" if r"\Q" in pattern else ""
        return f"bad pattern among others: {error}{hint}"
    return ""


def _reason(error: re2.error) -> str:
    """Return what RE2 says, which comes as bytes or as text."""
    reason = error.args[0]
    return reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)


def _lower_pattern(pattern: str) -> str:
    """Return a pattern for lower-cased text that matches wherever `pattern` matches.

    A class of capitals becomes one of small letters; a negated class of letters inside ``(?-i:`` would
    become narrower, so that no rule should have one. Groups lose their names: many patterns become one, in
    which a name may stand once.
    """
    pieces = _SYNTAX.split(pattern)
    pieces[::2] = [text.lower() for text in pieces[::2]]
    pieces[1::2] = [
        "(" if syntax[0] == "(" and syntax[-1] == ">" else _OF_LOWER_CASE.get(syntax, syntax)
        for syntax in pieces[1::2]
    ]
    return "".join(pieces)


def _test(pattern: str) -> Any:  # noqa: ANN401 - re2 has no types
    """Return a set of one pattern: asked only whether it matches, RE2 is ten times as fast."""
    options = _options()
    options.case_sensitive = False
    alone = (re2.Set.MatchSet if pattern.startswith("^") else re2.Set.SearchSet)(options)
    alone.Add(pattern)
    alone.Compile()
    return alone


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
