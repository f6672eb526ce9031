"""The containers of a page, and how much of each is story in the scorer's opinion."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from cleaner.furniture.shape import key_of
from cleaner.furniture.store import UNIT, Tally
from cleaner.judgement import Judgement
from cleaner.split.layout import Layout

__all__ = ["container_keys", "container_path", "tallies", "tally"]

_STEPS = 3
"""Elements of a path, the innermost included. Two tell less, four are too often new on the next page."""
_DIGITS = re.compile(r"\d+")


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


def tally(judgement: Judgement, keys: Sequence[int]) -> Tally:
    """Return what the container of each block of a page holds on this page."""
    found = tallies(judgement, keys)
    rows = np.array([found[key] for key in keys], dtype=float).reshape(-1, 2)
    return Tally(np.ones(len(rows), dtype=np.int64), rows[:, 0] / UNIT, rows[:, 1] / UNIT)
