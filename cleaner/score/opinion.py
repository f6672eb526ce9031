"""When the scorer for texts is asked about a page as well, and what it is given to read."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleaner.document import BlockKind
from cleaner.score.lines import one_lines
from cleaner.split.layout import Layout

__all__ = ["as_text", "doubt"]

_DOUBT, _LOST = 0.08, 0.12
"""Mean chances to be wrong about a block: from the first on, a page's elements do not tell enough, and from the second
on, what its lines say counts for as much. One article in ten is above the first, and every other page that is none."""
_LARGEST = 50_000
"""Blocks of a page that is looked at twice: what is known of the lines of a larger one takes too much memory."""


def doubt(body: NDArray[Any], words: NDArray[Any]) -> float:
    """Return how much a page is to be judged by its lines, from 0 to 1/2, given P(body) of its blocks and their words.

    A block counts by the root of its words, as it does in training. A vast page is never in doubt.
    """
    if len(body) > _LARGEST:
        return 0.0
    weights = np.sqrt(words, dtype=float)
    chance = float(weights @ np.minimum(body, 1 - body) / weights.sum())
    return min(max(chance - _DOUBT, 0.0) / (_LOST - _DOUBT), 1.0) / 2


def as_text(layout: Layout) -> Layout:
    """Return a page as a flat text with a line for each block, which shows what kind it is but no link.

    Texts have no captions; and links, which a text knows from Markdown alone, are what menus and lists of offers share.
    """
    n = len(layout)
    return Layout(
        texts=one_lines(layout),
        starts=layout.starts,
        ends=layout.ends,
        kinds=[BlockKind.PARAGRAPH if kind is BlockKind.CAPTION else kind for kind in layout.kinds],
        levels=layout.levels,
        joined=[False] * n,
        links=[()] * n,
        indents=[0] * n,
        gaps=[0] * n,
        link_chars=[0] * n,
        nodes=[-1] * n,
    )
