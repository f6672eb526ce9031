"""Texts taken from printed pages: the lines that are repeated at the edges of pages, numbers of pages among them."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise

from cleaner.split.lines import Lines
from cleaner.split.sentences import END_MARKS

__all__ = ["PAGE_BREAK", "running_lines"]

PAGE_BREAK = "\f"
_PAGES = 3
"""Pages of a text that has running heads, at least."""
_REPEATED = 0.3
"""Part of the pages that show one at the same edge, at least: a page may begin a chapter, or be full."""
_DEPTH = 3
"""Lines of a head or foot, at most."""
_LONGEST = 100
"""Characters of such a line."""
_DIGITS = 6
"""Digits of a page's number; longer ones would take long to read."""
_NUMBER = re.compile(r"\d+")


def running_lines(lines: Lines, text: str) -> set[int]:
    """Return the lines that printed pages have at their head or foot; `text` has the breaks of pages.

    They come again on page after page, numbers aside, which rise. A second line at an edge counts where the
    first one does.
    """
    breaks = [found.start() for found in re.finditer(PAGE_BREAK, text)]
    bounds = sorted({0, len(lines), *(bisect_left(lines.starts, place) for place in breaks)})
    pages = [range(first, end) for first, end in pairwise(bounds)]
    found: set[int] = set()
    if len(pages) < _PAGES:
        return found
    for edges in (pages, [page[::-1] for page in pages]):
        going = edges
        for depth in range(_DEPTH):
            ends = [page[depth] for page in going if len(page) > depth]
            repeated = _repeated(ends, lines.texts, len(pages))
            found |= repeated
            going = [page for page in going if len(page) > depth and page[depth] in repeated]
    return found


def _repeated(numbers: list[int], texts: list[str], pages: int) -> set[int]:
    """Return those of the lines that are alike, as often as heads are."""
    alike: dict[str, list[int]] = {}
    for number in numbers:
        text = texts[number]
        if len(text) <= _LONGEST and text[-1] not in END_MARKS:
            alike.setdefault(_NUMBER.sub("0", text.lower()), []).append(number)
    return {
        number
        for shape, members in alike.items()
        if len(members) >= max(_PAGES - 1, _REPEATED * pages) and _may_run(shape, members, texts)
        for number in members
    }


def _may_run(shape: str, members: list[int], texts: list[str]) -> bool:
    """Return whether lines that are alike have no numbers, the same ones, or ones that rise with the pages."""
    if "0" not in shape:
        return True
    told = [[int(digits[-_DIGITS:]) for digits in _NUMBER.findall(texts[number])] for number in members]
    return all(one == other for one, other in pairwise(told)) or all(
        one < other for one, other in pairwise(told)
    )
