"""Context rule about elements that recur, such as the posts of a thread and the entries of a list."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from cleaner.context.common import decide, is_removed_prose, words_of
from cleaner.judgement import Judgement

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

_Likeness = tuple[tuple[str, str], ...]


def records(judgement: Judgement) -> None:
    """Keep a doubtful paragraph if the text of other elements of the same make is kept for the most part.

    A scorer that looks at neighbours knows little of the last post of a thread; the element that it stands in
    is made like those of all other posts. Elements without any name are left alone.
    """
    layout = judgement.layout
    if not layout.tags:
        return
    least = judgement.threshold * _DOUBT
    n = len(judgement.labels)
    doubtful = [
        index for index in range(n) if judgement.scores[index] >= least and is_removed_prose(judgement, index)
    ]
    makes = {index: _make(judgement, index) for index in doubtful}
    wanted = {make for make, _ in makes.values() if any(marks for _, marks in make)}
    if not wanted:
        return
    words: Counter[_Likeness] = Counter()
    kept_words: Counter[_Likeness] = Counter()
    kept_in: defaultdict[_Likeness, set[int]] = defaultdict(set)
    for index in range(n):
        make, element = _make(judgement, index)
        if make in wanted:
            words[make] += words_of(judgement, index)
            if judgement.is_kept(index):
                kept_words[make] += words_of(judgement, index)
                kept_in[make].add(element)
    for index, (make, element) in makes.items():
        others = kept_in[make] - {element}
        if (
            element not in kept_in[make]
            and len(others) >= _LEAST
            and kept_words[make] >= _SHARE * words[make]
        ):
            decide(judgement, index, judgement.kept_label(index), "context/record")


def _make(judgement: Judgement, index: int) -> tuple[_Likeness, int]:
    """Return tags and names, without numbers, of the elements around a block, and the outermost of them."""
    layout = judgement.layout
    found = []
    outermost, node = -1, layout.nodes[index]
    while node >= 0 and len(found) < _LEVELS:
        found.append((layout.tags[node], _DIGITS.sub("", layout.marks[node])))
        outermost, node = node, layout.parents[node]
    return tuple(found), outermost
