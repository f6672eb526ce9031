"""Whether a block stands in the story that a page's JSON-LD tells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleaner.split.json_story import article_bodies
from cleaner.split.layout import Head

__all__ = ["told_in_json"]

_SHORTEST_QUOTE = 20
"""Characters from which finding a line there is no accident."""
_PROBE = 60
"""Characters of a line that are looked for."""
_MANY = 500
"""Lines from which one walk through the story is quicker than a search for each of them."""


def told_in_json(head: Head, texts: Sequence[str]) -> NDArray[Any]:
    """Return for each text, on one line each, whether the story holds it; -1 where JSON-LD has no story."""
    told = " ".join(" ".join(body.split()) for body in article_bodies(head))
    if not told:
        return np.full(len(texts), -1)
    probes = [text[:_PROBE] if len(text) >= _SHORTEST_QUOTE else "" for text in texts]
    wanted = set(filter(None, probes))
    found = (
        _found_at_once(told, wanted) if len(wanted) > _MANY else {probe for probe in wanted if probe in told}
    )
    return np.array([probe in found for probe in probes])


def _found_at_once(told: str, wanted: Collection[str]) -> set[str]:
    """Return what of `wanted` the story holds, in time that grows with the two lengths and not with their product."""
    sizes: defaultdict[str, set[int]] = defaultdict(set)
    for probe in wanted:
        sizes[probe[:_SHORTEST_QUOTE]].add(len(probe))
    found: set[str] = set()
    for start in range(len(told) - _SHORTEST_QUOTE + 1):
        for size in sizes.get(told[start : start + _SHORTEST_QUOTE], ()):
            piece = told[start : start + size]
            if piece in wanted:
                found.add(piece)
    return found
