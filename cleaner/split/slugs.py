"""Ids of sections that programs made of their headings: they say what a section is about, not what it is for."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from pathlib import Path

from cleaner.document import BlockKind
from cleaner.split.layout import Layout
from cleaner.tables import read_table

__all__ = ["forget_slugs"]

_NO_LETTERS = re.compile(r"[\W_]+")
_SECTIONS = frozenset({"section", "div"})
_FEWEST = 3
"""Sections side by side that are called like their headings, from which it is the work of a program."""
_LONGEST = 120
"""Characters of a heading that an id is made of."""


def forget_slugs(layout: Layout) -> None:
    """Take the slugs of headings out of the marks of the sections that they head.

    `<section id="cookies"><h2>Cookies</h2>` is a chapter of a manual where its neighbours are made alike, and most
    are no boxes. One that is called "comments" alone, and headed so, is for comments.
    """
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for index, kind in enumerate(layout.kinds):
        if kind is BlockKind.HEADING and len(layout.texts[index]) <= _LONGEST:
            slug = ""
            node = layout.nodes[index]
            while node > 0 and layout.first_blocks[node] == index:
                if "#" in layout.marks[node] and layout.tags[node] in _SECTIONS:
                    slug = slug or _slug(layout.texts[index])
                    mark = _id_of(layout.marks[node])
                    if _slug(mark) == slug:
                        found[layout.parents[node]].append((node, mark))
                        break
                node = layout.parents[node]
    for sections in found.values():
        if sum(_slug(mark) not in _boxes() for _, mark in sections) >= _FEWEST:
            for node, own in sections:
                layout.marks[node] = "".join(f" {mark}" for mark in layout.marks[node].split() if mark != own)


@cache
def _boxes() -> frozenset[str]:
    """Return the ids of boxes that stand side by side below stories, and are headed so."""
    return frozenset(read_table(Path(__file__).with_name("slugs.toml"))["boxes"])


def _id_of(marks: str) -> str:
    """Return the id in an element's marks, as it stands there."""
    return next((mark for mark in marks.split() if mark[0] == "#"), "")


def _slug(text: str) -> str:
    return _NO_LETTERS.sub("-", text[: _LONGEST + 1].lower()).strip("-")
