"""What the other pages of a site say about the blocks of one: verdicts on what stands on them as well."""

from __future__ import annotations

import numpy as np

from cleaner.furniture.containers import container_keys, tally
from cleaner.furniture.in_story import Column, Counts, Flags, in_story, seen_of, without_twin
from cleaner.furniture.store import RULE, Held, SiteFurniture
from cleaner.judgement import Judgement

__all__ = ["line_evidence", "weigh"]

_ONE_PAGE = 3.0
"""Log-odds against a line that stands on one other page, of one that was seen."""
_MORE_PAGES = 1.5
"""Log-odds more for each e-fold of the pages on which it stands. How many pages were seen without it does not
count: a crawl that goes on must not forget what it knew."""

_OWN_WORD, _CONTAINER = 0.75, 0.6
"""Weights of the scorer's log-odds for a block and of those of its container on other pages, by logistic
regression over the training sites, whose scores came from scorers that had not learned from them."""
_DOUBT = 5.0
"""Weight, as of the blocks, of the assumption that a container holds as much story as anything else."""
_CONTAINER_PAGES = 3
"""Pages on which a container must have been seen before it speaks against a block."""

_MOSTLY_STORY = 0.8
"""Share of a container that must be story elsewhere before it speaks for a paragraph. For short lines it does
not: what stands between the paragraphs of a story is as often a box."""

_SUREST = 4.6
"""Log-odds above which the scorer's certainty about a repeated line counts no more: one error in a hundred."""

_CERTAIN = 1e-3
"""P(body) is taken for no surer than this."""


def weigh(judgement: Judgement, site: SiteFurniture) -> None:
    """Append verdicts on undecided blocks of which the site's other pages change the mind.

    The evidence is a prior on the log-odds of the scorer, not a cut: the more pages repeat a line, the less
    it is believed to be of this page's story, and the surer the scorer is, the more it takes. In HTML a
    block is also believed the more, or the less, the more the same container held of other stories.
    """
    if not len(judgement.layout):
        return
    scores = np.array(judgement.scores)
    seen = seen_of(judgement, site)
    seen = seen._replace(counts=without_twin(seen))
    counts = seen.counts
    against = in_story(line_evidence(counts), seen, judgement.layout)
    held = _tallies(judgement, site)
    log_odds = _log_odds(scores)
    by_place = _place(log_odds, held, seen.prose & (counts == 0))
    final = 1 / (1 + np.exp(against - np.where(against > 0, np.minimum(by_place, _SUREST), by_place)))
    for index in np.flatnonzero(final != scores).tolist():
        if judgement.is_open(index):
            repeated = bool(counts[index]) and against[index] > 0
            pages = int(counts[index] if repeated else held.pages[index])
            _decide(judgement, index, float(final[index]), site, pages, repeated=repeated)


def line_evidence(counts: Counts) -> Column:
    """Return the log-odds against lines that stand on so many other pages; none against those on no other."""
    return np.where(counts > 0, _ONE_PAGE + _MORE_PAGES * np.log(np.maximum(counts, 1)), 0.0)


def _tallies(judgement: Judgement, site: SiteFurniture) -> Held:
    """Return what the container of each block held on the other pages."""
    keys = container_keys(judgement.layout)
    if not keys:
        return Held.empty(len(judgement.layout))
    found = site.tally(keys)
    return found.minus(tally(judgement, keys)) if site.own else found


def _place(log_odds: Column, held: Held, liftable: Flags) -> Column:
    """Return the log-odds of blocks, given what their containers hold elsewhere; only some may rise."""
    share = (held.story + 0.5 * _DOUBT) / (held.weight + _DOUBT)
    moved = _OWN_WORD * log_odds + _CONTAINER * _log_odds(share)
    raised = (moved > log_odds) & (held.pages > 0) & (share > _MOSTLY_STORY) & liftable
    lowered = (moved < log_odds) & (held.pages >= _CONTAINER_PAGES)
    return np.where(raised | lowered, moved, log_odds)


def _log_odds(probabilities: Column) -> Column:
    sure = np.clip(probabilities, _CERTAIN, 1 - _CERTAIN)
    found: Column = np.log(sure / (1 - sure))
    return found


def _decide(
    judgement: Judgement, index: int, score: float, site: SiteFurniture, pages: int, *, repeated: bool
) -> None:
    """Take over a block's new score, with a verdict where that changes its fate."""
    was, now = judgement.is_kept(index), score >= judgement.threshold
    judgement.scores[index] = score
    rule = f"{RULE}{site.site}"
    if repeated and not now:
        reason = f"on {pages} of {site.pages} other pages of this site"
        judgement.decide(index, judgement.removed_label(index), rule, reason)
    elif now != was:
        label = judgement.kept_label(index) if now else judgement.removed_label(index)
        place = "in this element" if now else "not in this element"
        judgement.decide(index, label, rule, f"the story stands {place} on {pages} other pages of this site")
