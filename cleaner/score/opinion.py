"""When the scorer for texts is asked about a page as well, and what it is given to read."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleaner.document import BlockKind
from cleaner.score.lines import one_lines
from cleaner.split.layout import Layout

__all__ = ["as_text", "is_doubtful"]

_DOUBT = 0.08
"""Mean chance to be wrong about a block from which a page's elements do not tell enough. One article in ten is above,
and every other page that holds none; from there on the two scorers together are right more often than one."""

_LARGEST = 50_000
"""Blocks of a page that is looked at twice: what is known of the lines of a larger one takes too much memory."""


def is_doubtful(body: NDArray[Any], words: NDArray[Any]) -> bool:
    """Tell whether a page leaves its scorer in doubt, given P(body) of its blocks and how many words they have.

    A block counts by the root of its words, as it does in training. A vast page is never in doubt.
    """
    if len(body) > _LARGEST:
        return False
    weights = np.sqrt(words, dtype=float)
    return bool(weights @ np.minimum(body, 1 - body) > _DOUBT * weights.sum())


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
