"""Which of the lines that a site repeats may be of a page's story, so that to be repeated says nothing of them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.document import BlockKind
from cleaner.furniture.containers import homes, lists
from cleaner.furniture.shape import line_key
from cleaner.furniture.store import SiteFurniture
from cleaner.judgement import Judgement
from cleaner.split.layout import Layout

__all__ = ["Column", "Counts", "Flags", "Seen", "in_story", "seen_of", "without_twin"]

_FEW = 2
"""Pages on which a paragraph may stand because its story does: a second address, a print version."""
_OWN = 4
"""Paragraphs that stand on no other page, from which a page may have a story of its own."""
_CARRIED = 5
"""Pages on which a paragraph beside a story of their own may stand: a live blog that takes four new entries a
time and shows twenty carries each over so often. Chosen on made-up crawls of training sites: with two, a third of a
point less of long-lived teasers stays, but more of such blogs is lost."""
_MOST = 0.5
"""Share of a site's pages from which a paragraph is the site's wherever it stands. Also the part of a page's story,
in words, from which paragraphs that stand on fewer pages tell that this story was seen before."""

_ALIKE = 1.25
"""Lines were seen about equally often if the counts of no two of them are further apart than this, and its inverse,
from the most usual one."""
_SCRAPS = 0.1
"""Part of the kept words that a page may have of its own and be empty without the others."""
_STORY_WORDS = 100
"""Words from which lines that were seen about equally often are a story and no pledge under a page without one."""

_IN_STORY = 3.0
"""Log-odds less against what may be of the story: two stories may share a paragraph, a column has its refrain. In the
training sites no repeated paragraph between two of the story was furniture."""
_DOUBTED = 1.5
"""Log-odds against what stands between paragraphs of the story, at most, on however many pages: the furniture that
a scorer keeps there, it keeps with a doubt."""

_PARAGRAPH_WORDS = 10
_LINKED = 0.3
"""A paragraph has at least so many words, an end mark, and fewer links; all lines of the story have fewer links."""
_PARTS = frozenset({BlockKind.ITEM, BlockKind.HEADING})
"""Kinds of blocks that are as long as they please and need no end mark."""
_BOTH = 2
"""Sides of a line."""
_DIFFERENT, _PLACES = 3, 4
"""Lines that differ, and places of theirs, from which what stands on most pages between the paragraphs of a story is
how the site tells its stories: questions, answers, names of parts. Standing lines are fewer."""

Column = NDArray[np.float64]
Flags = NDArray[np.bool_]
Counts = NDArray[np.int64]


class Seen(NamedTuple):
    """The blocks of a page, a column each, as the other pages of its site show them.

    `counts` is on how many of the `pages` other pages each stands, `keys` tell lines apart as it does, `ended` are
    those with an end mark, `prose` those that read as paragraphs, `short` the lines, items and headings that need
    not, and `kept` what the scorer keeps.
    """

    keys: Counts
    counts: Counts
    pages: int
    words: Column
    links: Column
    ended: Flags
    prose: Flags
    short: Flags
    kept: Flags

    @property
    def story(self) -> Flags:
        """Return the paragraphs of the story, as far as the scorer knows."""
        found: Flags = self.prose & self.kept
        return found

    @property
    def own(self) -> Flags:
        """Return the paragraphs of the story that stand on no other page."""
        found: Flags = self.story & (self.counts == 0)
        return found

    @property
    def rare(self) -> Flags:
        """Return which repeated lines stand on so few pages that a story could be the reason."""
        rare: Flags = (self.counts <= _FEW) | (self.counts < _MOST * self.pages)
        return rare & (self.counts > 0)


def seen_of(judgement: Judgement, site: SiteFurniture) -> Seen:
    """Return what the site's other pages show of the blocks of a page."""
    columns = judgement.columns
    words, links = (np.asarray(columns[name], dtype=float) for name in ("words", "link_density"))
    ended = np.asarray(columns["end_mark"]).astype(bool)
    kept = np.array(judgement.scores) >= judgement.threshold
    prose = (words >= _PARAGRAPH_WORDS) & ended & (links < _LINKED)
    parts = np.array([kind in _PARTS for kind in judgement.layout.kinds])
    short = ~prose & (parts | (words < _PARAGRAPH_WORDS))
    keys = [line_key(text) for text in judgement.layout.plain]
    return Seen(np.array(keys), site.count(keys), site.pages, words, links, ended, prose, short, kept)


def without_twin(seen: Seen) -> Counts:
    """Return the counts without those of lines that stand elsewhere because this story does."""
    rare = _carried_over(seen)
    words = seen.words * seen.story
    if words[rare].sum() > _MOST * words.sum():
        return np.where(rare, 0, seen.counts)
    return np.where(_told_elsewhere(seen), 0, seen.counts)


def _carried_over(seen: Seen) -> Flags:
    """Return the rare lines; if these cover most of the story, it was seen before.

    Beside a story of the page's own, teasers may cover as much. They come and go one by one, while the paragraphs
    of one story, such as that above each page of its comments, have all been seen equally often; and lines that
    are no paragraphs have no say there.
    """
    rare = seen.rare
    if seen.own.sum() < _OWN:
        return rare
    together = np.bincount(seen.counts, seen.words * seen.story * rare).argmax()
    found: Flags = rare & seen.story & ((seen.counts <= _CARRIED) | (seen.counts == together))
    return found


def _told_elsewhere(seen: Seen) -> Flags:
    """Return the lines that make up a page without a story of its own, if they were seen about equally often.

    On however many pages: a small site may show a story at more addresses than it has other stories, and what
    the scorer is sure of must not leave an empty page.
    """
    words = seen.words * seen.kept
    again = words * (seen.counts > 0)
    usual = np.bincount(seen.counts, again).argmax()
    alike = (seen.counts * _ALIKE >= usual) & (seen.counts <= usual * _ALIKE) & (seen.counts > 0)
    told = again[alike].sum()
    own = words.sum() - again.sum()
    is_story = told >= _STORY_WORDS and told > _MOST * words.sum() and own < _SCRAPS * words.sum()
    found: Flags = alike & is_story
    return found


def in_story(evidence: Column, seen: Seen, layout: Layout) -> Column:
    """Return the log-odds against each block, less those against what may be of the story.

    These are rare lines between two paragraphs of the page's own, several in a row looked at as one, and on a page
    of HTML what `_parts` names; and a paragraph on one side of the story, if it stands on very few pages.
    """
    again = (seen.counts > 0) & seen.kept & (seen.links < _LINKED)
    if not again.any():
        return evidence
    where = np.array(homes(layout), dtype=np.int64)
    at_home = np.isin(where, where[seen.own]) if len(where) else seen.ended
    again &= seen.story | (seen.short & at_home)
    sides = _sides(again, seen.own)
    stays = again & seen.rare & (sides == _BOTH)
    if len(where):
        stays |= _parts(seen, again, stays, where, layout)
    beside = seen.story & seen.rare & (sides > 0) & (seen.counts <= _FEW)
    left = np.maximum(evidence - _IN_STORY, 0)
    return np.where(stays, np.minimum(left, _DOUBTED), np.where(beside, left, evidence))


def _sides(again: Flags, own: Flags) -> Counts:
    """Return on how many sides each repeated line has a paragraph of the page's own, other such lines overlooked."""
    sides = np.zeros(len(own), dtype=np.int64)
    for order in (range(len(own)), range(len(own) - 1, -1, -1)):
        beside = False
        for index in order:
            if again[index]:
                sides[index] += beside
            else:
                beside = bool(own[index])
    return sides


def _parts(seen: Seen, again: Flags, stays: Flags, where: Counts, layout: Layout) -> Flags:
    """Return the short lines that are parts of the story on a page of HTML, as far as `again` names them.

    They stand where the paragraphs of the story do, and not in a box of their own: rare ones between two lines of
    the page's own, all of them where the site tells its stories so, items of a list that mostly stays, and headings
    of what stays.
    """
    fresh = seen.kept & (seen.counts == 0) & (seen.links < _LINKED)
    near = fresh & np.isin(where, where[seen.own])
    short = again & ~seen.story & (_sides(again, near) == _BOTH)
    stays = stays | (short & seen.rare) | _skeleton(seen, short)
    stays |= _listed(again, stays | fresh, layout)
    return stays | _headings(again, stays | fresh, where, layout)


def _skeleton(seen: Seen, short: Flags) -> Flags:
    """Return the short lines between paragraphs, if they are so many that the site tells its stories by them."""
    is_skeleton = short.sum() >= _PLACES and len(set(seen.keys[short].tolist())) >= _DIFFERENT
    return short & is_skeleton


def _listed(again: Flags, stays: Flags, layout: Layout) -> Flags:
    """Return the repeated items of lists of which most items stay."""
    found = np.zeros(len(again), dtype=bool)
    for items in lists(layout):
        if stays[items].mean() > _MOST:
            found[items] = again[items]
    return found


def _headings(again: Flags, stays: Flags, where: Counts, layout: Layout) -> Flags:
    """Return the repeated headings directly above what stays and stands where they do."""
    found = np.zeros(len(again), dtype=bool)
    for index in range(len(again) - 2, -1, -1):
        if again[index] and layout.kinds[index] is BlockKind.HEADING and where[index] == where[index + 1]:
            found[index] = stays[index + 1] or found[index + 1]
    return found
