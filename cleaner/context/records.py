"""Context rule about elements that recur, such as the posts of a thread and the entries of a list."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import count

from cleaner.context.common import decide, is_removed_prose, words_of
from cleaner.judgement import Judgement
from cleaner.split.layout import Layout

__all__ = ["records"]

_DOUBT = 0.2
"""Part of the threshold from which a removed paragraph is kept where others like it are."""
_LEVELS = 3
"""Elements, from the one that a block stands in upwards, whose tags and names say what it is like."""
_LEAST = 2
"""Elements with kept text, at least."""
_SHARE = 0.5
"""Part of the words in such elements that is kept, at least."""

_DIGITS = re.compile(r"[0-9]+")
"""Numbers in names tell entries from each other ("post_4"), not what they are."""

_Name = tuple[str, str]
"""Tag and marks of an element, without numbers."""
_Make = tuple[_Name, int]
"""Name of the element that a block stands in, and the number of those of the two around it."""


def records(judgement: Judgement) -> None:
    """Keep a doubtful paragraph if the text of other elements of the same make is kept for the most part.

    A scorer that looks at neighbours knows little of the last post of a thread; the element that it stands in
    is made like those of all other posts, as are the two elements around it. Elements without any name are
    left alone.
    """
    if not judgement.layout.tags:
        return
    least = judgement.threshold * _DOUBT
    scores = judgement.scores
    blocks = range(len(scores))
    doubtful = [index for index in blocks if scores[index] >= least and is_removed_prose(judgement, index)]
    makes = _Makes(judgement.layout)
    wanted = {makes.of(index) for index in doubtful if makes.is_named(index)}
    if not wanted:
        return
    around = {number for _, number in wanted}
    words: Counter[_Make] = Counter()
    kept_words: Counter[_Make] = Counter()
    kept_in: defaultdict[_Make, set[int]] = defaultdict(set)
    for index in blocks:
        if makes.around(index) in around and (make := makes.of(index)) in wanted:
            words[make] += words_of(judgement, index)
            if judgement.is_kept(index):
                kept_words[make] += words_of(judgement, index)
                kept_in[make].add(makes.outermost(index))
    for index in doubtful:
        make = makes.of(index)
        is_usual = len(kept_in[make]) >= _LEAST and kept_words[make] >= _SHARE * words[make]
        if is_usual and makes.outermost(index) not in kept_in[make]:
            decide(judgement, index, judgement.kept_label(index), "context/record")


class _Makes:
    """What the elements around the blocks of a page are like."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._names: dict[int, _Name] = {}
        self._around: dict[int, int] = {}
        self._numbers: defaultdict[tuple[_Name, ...], int] = defaultdict(count().__next__)

    def of(self, index: int) -> _Make:
        """Return the make of what a block stands in."""
        return self._name(self._layout.nodes[index]), self.around(index)

    def around(self, index: int) -> int:
        """Return the number of the names of the elements around the one that a block stands in."""
        parent = self._layout.parents[self._layout.nodes[index]]
        if parent not in self._around:
            self._around[parent] = self._numbers[tuple(map(self._name, self._nodes(index)[1:]))]
        return self._around[parent]

    def outermost(self, index: int) -> int:
        """Return the outermost of the elements that tell what a block stands in."""
        return self._nodes(index)[-1]

    def is_named(self, index: int) -> bool:
        """Tell whether any of the elements around a block has a name."""
        return any(map(self._layout.marks.__getitem__, self._nodes(index)))

    def _nodes(self, index: int) -> list[int]:
        """Return the elements around a block, the innermost first; near the root there are fewer."""
        parents = self._layout.parents
        nodes = [self._layout.nodes[index]]
        while len(nodes) < _LEVELS and parents[nodes[-1]] >= 0:
            nodes.append(parents[nodes[-1]])
        return nodes

    def _name(self, node: int) -> _Name:
        """Return an element's name, made once: it may be long, and hold many blocks."""
        if node not in self._names:
            self._names[node] = self._layout.tags[node], _DIGITS.sub("", self._layout.marks[node])
        return self._names[node]
