"""Quoted mail: lines behind ">" as they are without it, and the marks that joining such lines makes superfluous."""

from __future__ import annotations

import re
from array import array

from cleaner.document import Repair
from cleaner.split.lines import Lines

__all__ = ["marks_between", "without_quote_marks"]

_LEAST = 3
"""Lines in a row that a mailing program has quoted."""
_MARK = re.compile(r"(?:>[^\S\n]?+)++(?=[^\s>])")


def without_quote_marks(lines: Lines) -> Lines:
    """Return the lines without the marks of quotation before them, each as far from the margin as it was.

    Lines that are quoted to another depth, or show nothing but marks, stand as if behind a blank line. The
    lines themselves come back where hardly any is quoted.
    """
    quoted = [text[0] == ">" for text in lines.texts]
    if not any(all(quoted[number : number + _LEAST]) for number in range(len(quoted) - _LEAST + 1)):
        return lines
    bare = Lines(lines.source, [], array("q"), lines.ends, [], [], lines.changes)
    before = 0
    for number, text in enumerate(lines.texts):
        start = lines.starts[number]
        mark = _MARK.match(lines.source, start) if quoted[number] else None
        length = mark.end() - start if mark else 0
        depth = mark[0].count(">") if mark else -number * quoted[number]  # marks alone are like no other line
        bare.texts.append(text.lstrip("> ") or text)
        bare.starts.append(start + length)
        bare.indents.append(lines.indents[number] + length)
        bare.gaps.append(lines.gaps[number] or int(depth != before))
        before = depth
    return bare


def marks_between(lines: Lines, bare: Lines, joined: list[bool]) -> list[Repair]:
    """Return the changes that take the marks away from lines that were joined to the one before."""
    return [
        Repair(start, bare.starts[number], lines.source[start : bare.starts[number]], "", "")
        for number, start in enumerate(lines.starts)
        if joined[number] and start < bare.starts[number]
    ]
