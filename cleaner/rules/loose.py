"""What an automaton of many patterns is made of: patterns that are looser than the rules', and compile sooner.

Lines are lower-cased before they are matched, since RE2 compiles a pattern three times as fast when it need not
fold case, and where a pattern counts, as in ``.{2,40}``, its automaton does not, which halves the time again and
keeps its states few. The few lines that match a pattern which counts or asks for capitals are looked at again.
"""

from __future__ import annotations

import re

__all__ = ["asks_for_case", "lower_pattern", "without_counts"]

_MOST_COUNTED = 3
"""Repetitions that an automaton counts. A pattern is compiled once for each; small numbers cost little, and
without them twice as many lines match which then have to be looked at again."""

_COUNT = re.compile(
    r"\\Q.*?(?:\\E|$)|\\[xpP]\{[^}]*\}|\\."  # what stands for itself, a character or a class of them
    r"|\[\^?\]?(?:\\[xpP]\{[^}]*\}|\\.|\[:\^?\w+:\]|[^\]\\])*\]"  # a class in brackets
    r"|\{(\d+),?(\d*)\}",
    re.DOTALL,
)
"""How often something is repeated, with what is no such number though it looks like one."""

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

_OF_LOWER_CASE = {r"\p{Lu}": r"\p{Ll}", "[:upper:]": "[:lower:]"}
"""What asks for capitals, and what asks the same of a text in lower case."""


def asks_for_case(pattern: str) -> bool:
    """Return whether some part of a pattern tells capitals from small letters."""
    return bool(_AS_WRITTEN.search(pattern))


def lower_pattern(pattern: str) -> str:
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


def without_counts(pattern: str) -> str:
    """Return a pattern that matches wherever `pattern` does, and does not count further than `_MOST_COUNTED`."""
    return _COUNT.sub(_any_number, pattern) if "{" in pattern else pattern


def _any_number(count: re.Match[str]) -> str:
    """Return a repetition without its bounds."""
    least, most = count.groups()
    if least is None or int(most or least) <= _MOST_COUNTED:
        return count[0]
    return "+" if int(least) else "*"
