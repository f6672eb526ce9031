"""What the other pages of a site say about the blocks of one: verdicts on the lines that the site repeats."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from cleaner.furniture.shape import line_key
from cleaner.furniture.store import SiteFurniture
from cleaner.judgement import Judgement

__all__ = ["weigh"]

_ONE_PAGE = 3.0
"""Log-odds against a block that stands on one other page, of one that was seen."""
_MORE_PAGES = 1.0
"""Log-odds more for each doubling (in natural logarithms) of the pages on which it stands."""
_SHARE = 0.5
"""Log-odds less for each halving, as above, of the share of the site's pages."""
_CERTAIN = 1e-4
"""P(body) is taken for no surer than this."""


def weigh(judgement: Judgement, site: SiteFurniture) -> None:
    """Append verdicts on the undecided blocks whose lines stand on other pages of the site as well.

    The more pages repeat a line, the less it is believed to be of this page's story. The prior is added to
    the log-odds of the scorer, so that a line of which the scorer is sure needs more pages to be removed.
    """
    counts = site.count([line_key(text) for text in judgement.layout.texts])
    against = _evidence(counts, site.pages)
    for index in np.flatnonzero(counts).tolist():
        if not judgement.is_open(index):
            continue
        score = _shifted(judgement.scores[index], -against[index])
        judgement.scores[index] = score
        if score < judgement.threshold:
            reason = f"on {counts[index]} of {site.pages} other pages of this site"
            judgement.decide(index, judgement.removed_label(index), f"furniture/{site.site}", reason)


def _evidence(counts: NDArray[np.int64], pages: int) -> NDArray[np.float64]:
    """Return the log-odds against each line that stands on so many of the other pages."""
    pages_with = np.maximum(counts, 1)
    found = _ONE_PAGE + _MORE_PAGES * np.log(pages_with) + _SHARE * np.log(pages_with / max(pages, 1))
    return np.where(counts > 0, np.maximum(found, 0.0), 0.0)


def _shifted(probability: float, by: float) -> float:
    """Return a probability with `by` added to its log-odds."""
    certain = min(max(probability, _CERTAIN), 1 - _CERTAIN)
    return float(1 / (1 + (1 - certain) / certain * np.exp(-by)))
