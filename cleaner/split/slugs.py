"""Ids of sections that programs made of their headings: they say what a section is about, not what it is for."""

from __future__ import annotations

import re
from collections import defaultdict

from cleaner.document import BlockKind
from cleaner.split.layout import Layout

__all__ = ["forget_slugs"]

_NO_LETTERS = re.compile(r"[\W_]+")
_SECTIONS = frozenset({"section", "div"})
_FEWEST = 3
"""Sections side by side that are called like their headings, from which it is the work of a program."""


def forget_slugs(layout: Layout) -> None:
    """Take the slugs of headings out of the marks of the sections that they head.

    `<section id="cookies"><h2>Cookies</h2>` is a chapter of a manual where its neighbours are made alike. A box that
    is called "comments" alone, and headed so, is one for comments.
    """
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for index, kind in enumerate(layout.kinds):
        if kind is BlockKind.HEADING:
            node = layout.nodes[index]
            while node > 0 and layout.first_blocks[node] == index:
                mark = _mark(layout, node, index)
                if mark:
                    found[layout.parents[node]].append((node, mark))
                    break
                node = layout.parents[node]
    for sections in found.values():
        if len(sections) >= _FEWEST:
            for node, slug in sections:
                layout.marks[node] = "".join(
                    f" {mark}" for mark in layout.marks[node].split() if mark != slug
                )


def _mark(layout: Layout, node: int, heading: int) -> str:
    """Return the id of a section, as it stands in its marks, that is the slug of its heading, or nothing."""
    marks = layout.marks[node]
    if "#" not in marks or layout.tags[node] not in _SECTIONS:
        return ""
    slug = _slug(layout.texts[heading])
    return next((mark for mark in marks.split() if mark[0] == "#" and _slug(mark) == slug), "")


def _slug(text: str) -> str:
    return _NO_LETTERS.sub("-", text.lower()).strip("-")
