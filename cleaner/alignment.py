"""Find the words of one text in another, in order: which words of a page somebody else has kept."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

__all__ = ["shared_words", "words_of"]

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|\w+")
"""A word, or one character of a script that is written without blanks."""

_RUN = 4
"""Words of a run: enough that a run seldom stands in two places by chance."""

_PLACES = 8
"""Places of the wanted text at which a run may stand; one with more says nothing of where it belongs."""


def words_of(text: str) -> list[str]:
    """Return the words of a text in their order; punctuation and blanks are left out."""
    return _WORD.findall(text)


def shared_words(words: Sequence[str], wanted: Sequence[str]) -> list[bool]:
    """Return for each of `words` whether it belongs to what both texts have in common, in one order.

    Runs of four words that stand in both are chained into the longest sequence that rises in both
    texts, as Hunt and Szymanski (1977) chain equal lines, and each run is then followed word by word to
    both sides. Of several copies of a passage the one with the most neighbours in common is found, and
    the last one if none has any. Time grows as n log n.
    """
    found = [False] * len(words)
    ends = [(-_RUN, -_RUN), *_chain(words, wanted), (len(words), len(wanted))]
    used = 0  # Words of `wanted` before this one have been found: runs overlap.
    for (run, wanted_run), (following, wanted_following) in pairwise(ends):
        start, wanted_start = run + _RUN, wanted_run + _RUN
        new = min(_RUN, wanted_start - used)
        found[start - new : start] = [True] * new
        used = wanted_start
        gap = max(0, min(following - start, wanted_following - wanted_start))
        after = _count_equal((words[start + i], wanted[wanted_start + i]) for i in range(gap))
        before = _count_equal(
            (words[following - i], wanted[wanted_following - i]) for i in range(1, gap - after + 1)
        )
        found[start : start + after] = [True] * after
        found[following - before : following] = [True] * before
    return found


def _count_equal(pairs: Iterator[tuple[str, str]]) -> int:
    """Return how many pairs are of equal words before the first that is not."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _chain(words: Sequence[str], wanted: Sequence[str]) -> list[tuple[int, int]]:
    """Return the longest rising sequence of equal runs, each as its place in `words` and in `wanted`."""
    lowest: list[int] = []  # lowest[k] is the least place in `wanted` at which a sequence of k + 1 runs ends
    heads: list[int] = []  # heads[k] is the last run of that sequence, as an index into the next two lists
    places: list[tuple[int, int]] = []
    before: list[int] = []
    for here, there in _equal_runs(words, wanted):
        length = bisect_left(lowest, there)
        before.append(heads[length - 1] if length else -1)
        places.append((here, there))
        lowest[length : length + 1] = [there]
        heads[length : length + 1] = [len(places) - 1]
    chain = []
    current = heads[-1] if heads else -1
    while current >= 0:
        chain.append(places[current])
        current = before[current]
    return chain[::-1]


def _equal_runs(words: Sequence[str], wanted: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the two places of each run that stands in both texts, those of one place in `words` backwards.

    Backwards, so that no rising sequence can hold two places of one run.
    """
    known: dict[tuple[str, ...], list[int]] = {}
    for there in range(len(wanted) - _RUN + 1):
        places = known.setdefault(tuple(wanted[there : there + _RUN]), [])
        if len(places) <= _PLACES:
            places.append(there)
    for here in range(len(words) - _RUN + 1):
        places = known.get(tuple(words[here : here + _RUN]), [])
        if len(places) <= _PLACES:
            yield from ((here, there) for there in reversed(places))
