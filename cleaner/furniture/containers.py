"""The containers of a page, and how much of each is story in the scorer's opinion."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from cleaner.furniture.shape import key_of
from cleaner.furniture.store import UNIT, Held
from cleaner.judgement import Judgement
from cleaner.split.layout import Layout

__all__ = ["container_keys", "container_path", "homes", "lists", "tallies", "tally"]

_STEPS = 3
"""Elements of a path, the innermost included. Two tell less, four are too often new on the next page."""
_DIGITS = re.compile(r"\d+")
_LISTS = frozenset({"ul", "ol", "dl"})
_IN_LISTS = _LISTS | {"li", "dt", "dd"}


def container_path(layout: Layout, node: int) -> str:
    """Return tag, class, id and role of a container and of those around it, numbers left out."""
    steps: list[str] = []
    while node >= 0 and len(steps) < _STEPS:
        marks = layout.marks[node].strip()
        steps.append(f"{layout.tags[node]}[{marks}]" if marks else layout.tags[node])
        node = layout.parents[node]
    return _DIGITS.sub("0", "/".join(reversed(steps)))


def container_keys(layout: Layout) -> list[int]:
    """Return a number for the container of each block; none for a text, which has no containers."""
    if not layout.tags:
        return []
    known = {node: key_of(container_path(layout, node)) for node in set(layout.nodes)}
    return [known[node] for node in layout.nodes]


def homes(layout: Layout) -> list[int]:
    """Return a number for the container in which each block's paragraph or list stands; none for a text.

    Questions, headings and lists of a story share theirs with its paragraphs; what stands in a box has the box.
    """
    if not layout.tags:
        return []
    around = {node: _around(layout, node) for node in set(layout.nodes)}
    known = {node: key_of(container_path(layout, node)) for node in set(around.values())}
    return [known[around[node]] for node in layout.nodes]


def _around(layout: Layout, node: int) -> int:
    """Return the container of the paragraph or the outermost list that is, or holds, an element."""
    node = layout.parents[node]
    while node >= 0 and layout.tags[node] in _IN_LISTS:
        node = layout.parents[node]
    return node


def lists(layout: Layout) -> list[list[int]]:
    """Return the blocks of each list of a page; a text has none."""
    found: dict[int, list[int]] = {}
    for index, node in enumerate(layout.nodes if layout.tags else ()):
        holder = _list_of(layout, node)
        if holder is not None:
            found.setdefault(holder, []).append(index)
    return list(found.values())


def _list_of(layout: Layout, node: int) -> int | None:
    """Return the list of which an element is an item, or nearly all of one."""
    for _ in range(_STEPS):
        if node < 0 or layout.tags[node] in _LISTS:
            break
        node = layout.parents[node]
    return node if node >= 0 and layout.tags[node] in _LISTS else None


def tallies(judgement: Judgement, keys: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Return story and weight of each container of a page by its key, in parts of `UNIT`.

    `keys` are those of the blocks' containers.
    """
    found: dict[int, tuple[int, int]] = {}
    weights = np.sqrt(np.maximum(1.0, np.asarray(judgement.columns["words"], dtype=float)))
    story = np.rint(weights * np.array(judgement.scores) * UNIT).astype(int).tolist()
    whole = np.rint(weights * UNIT).astype(int).tolist()
    for key, part, weight in zip(keys, story, whole, strict=True):
        before = found.get(key, (0, 0))
        found[key] = (before[0] + part, before[1] + weight)
    return found


def tally(judgement: Judgement, keys: Sequence[int]) -> Held:
    """Return what the container of each block of a page holds on this page."""
    found = tallies(judgement, keys)
    rows = np.array([found[key] for key in keys], dtype=float).reshape(-1, 2)
    return Held(np.ones(len(rows), dtype=np.int64), rows[:, 0] / UNIT, rows[:, 1] / UNIT)
