"""Context rule about elements that recur, such as the posts of a thread and the entries of a list."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from cleaner.context.common import (
    LINKED,
    decide,
    is_removed_by_scorer,
    is_removed_prose,
    make_of,
    words_of,
)
from cleaner.document import BlockKind, Label
from cleaner.judgement import Judgement
from cleaner.split.layout import Layout

__all__ = ["headings_like_others", "like_others"]

_DOUBT = 0.1
"""P(body) from which a removed paragraph is kept where others like it are, whatever the threshold of the document."""
_SENTENCE_WORDS = 5
"""Words of a sentence, at least: posts and answers may be that short. Of those with fewer than ten that come back,
three of five are the text's."""
_LEVELS = 3
"""Elements, from the one that a block stands in upwards, whose tags and names say what it is like."""
_LEAST = 2
"""Elements with kept text, at least."""
_SHARE = 0.5
"""Part of the words in such elements that is kept, at least."""

_LEAST_HEADINGS = 3
"""Kept headings of one make, at least, that a doubtful one is kept beside."""
_HEADING_DOUBT = 0.5
"""Part of the threshold from which a removed heading is doubtful."""
_DIGITS = re.compile(r"[0-9]+")
"""Numbers in names tell entries from each other ("post_4"), not what they are."""

_Name = tuple[str, str]
"""Tag and marks of an element, without numbers."""
_Make = tuple[_Name, ...]
"""Names of the elements around a block, the innermost first."""


def like_others(judgement: Judgement) -> None:
    """Keep a doubtful paragraph, with its heading, if other elements of the same make keep most of their text.

    A scorer that looks at neighbours knows little of the last post of a thread; the element that it stands in
    is made like those of all other posts, as are the two elements around it. Elements without any name are
    left alone.
    """
    if not judgement.layout.tags:
        return
    blocks = range(len(judgement.scores))
    makes = _Makes(judgement.layout)
    doubtful = [
        index
        for index in blocks
        if judgement.scores[index] >= _DOUBT
        and is_removed_prose(judgement, index, _SENTENCE_WORDS)
        and makes.is_named(index)
    ]
    wanted = set(map(makes.of, doubtful))
    if not wanted:
        return
    words: Counter[_Make] = Counter()
    kept_words: Counter[_Make] = Counter()
    kept_in: defaultdict[_Make, set[int]] = defaultdict(set)
    tags = set(map(makes.tag, doubtful))
    for index in blocks:
        # A tag is found out sooner than a make.
        if makes.tag(index) in tags and (make := makes.of(index)) in wanted:
            words[make] += words_of(judgement, index)
            if judgement.is_kept(index):
                kept_words[make] += words_of(judgement, index)
                kept_in[make].add(makes.nodes(index)[-1])
    for index in doubtful:
        make = makes.of(index)
        is_usual = len(kept_in[make]) >= _LEAST and kept_words[make] >= _SHARE * words[make]
        if is_usual and makes.nodes(index)[-1] not in kept_in[make]:
            decide(judgement, index, judgement.kept_label(index), "context/record")
            if index and _is_doubtful_heading(judgement, index - 1):
                decide(judgement, index - 1, judgement.kept_label(index - 1), "context/record")


def _is_doubtful_heading(judgement: Judgement, index: int) -> bool:
    """Tell whether the scorer removed a heading at no worse a score than a paragraph that is kept."""
    is_heading = judgement.layout.kinds[index] is BlockKind.HEADING
    return is_heading and judgement.scores[index] >= _DOUBT and is_removed_by_scorer(judgement, index)


def headings_like_others(judgement: Judgement) -> None:
    """Keep a doubtful heading above kept text where most other headings of its make are kept.

    Three of four such headings are the text's in the collections, and most others differ from the gold in a letter.
    """
    layout = judgement.layout
    if not layout.tags:
        return
    heads = [
        index
        for index, kind in enumerate(layout.kinds)
        if kind is BlockKind.HEADING and layout.levels[index] > 1
    ]
    doubtful = [index for index in heads if _heads_kept(judgement, index)]
    if not doubtful:
        return
    balance: Counter[_Name] = Counter()
    for index in heads:
        balance[make_of(layout, index)] += 1 if judgement.is_kept(index) else -1
    kept = Counter(make_of(layout, index) for index in heads if judgement.is_kept(index))
    for index in doubtful:
        make = make_of(layout, index)
        if kept[make] >= _LEAST_HEADINGS and balance[make] > 0:
            decide(judgement, index, Label.HEADING, "context/record")


def _heads_kept(judgement: Judgement, index: int) -> bool:
    """Tell whether the scorer removed a heading of no link, with some doubt, and kept what stands below it."""
    below = index + 1
    return (
        below < len(judgement.labels)
        and judgement.scores[index] >= judgement.threshold * _HEADING_DOUBT
        and is_removed_by_scorer(judgement, index)
        and judgement.evidence[index].link_density < LINKED
        and judgement.is_kept(below)
        and judgement.layout.kinds[below] is not BlockKind.HEADING
    )


class _Makes:
    """What the elements around the blocks of a page are like."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._names: dict[int, _Name] = {}
        self._around: dict[int, _Make] = {}

    def of(self, index: int) -> _Make:
        """Return the make of what a block stands in; what is around its element is looked up once."""
        node = self._layout.nodes[index]
        parent = self._layout.parents[node]
        around = self._around.get(parent)
        if around is None:
            around = self._around[parent] = tuple(map(self._name, self.nodes(index)[1:]))
        return self._name(node), *around

    def tag(self, index: int) -> str:
        """Return the tag of the element that a block stands in."""
        return self._layout.tags[self._layout.nodes[index]]

    def nodes(self, index: int) -> list[int]:
        """Return the elements around a block, the innermost first; near the root there are fewer."""
        parents = self._layout.parents
        nodes = [self._layout.nodes[index]]
        while len(nodes) < _LEVELS and parents[nodes[-1]] >= 0:
            nodes.append(parents[nodes[-1]])
        return nodes

    def is_named(self, index: int) -> bool:
        """Tell whether any of the elements around a block has a name."""
        return any(map(self._layout.marks.__getitem__, self.nodes(index)))

    def _name(self, node: int) -> _Name:
        """Return an element's name, made once: it may be long, and hold many blocks."""
        if node not in self._names:
            self._names[node] = self._layout.tags[node], _DIGITS.sub("", self._layout.marks[node])
        return self._names[node]
