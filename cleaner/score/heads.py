"""Whether a block stands in the story that a page's JSON-LD tells."""

from __future__ import annotations

from collections.abc import Sequence
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


def told_in_json(head: Head, texts: Sequence[str]) -> NDArray[Any]:
    """Return for each text, on one line each, whether the story holds it; -1 where JSON-LD has no story."""
    told = " ".join(" ".join(body.split()) for body in article_bodies(head))
    if not told:
        return np.full(len(texts), -1)
    return np.array([len(text) >= _SHORTEST_QUOTE and text[:_PROBE] in told for text in texts])
