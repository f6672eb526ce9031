"""The blocks of a vast text in little memory: stretches of the text in place of strings."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from itertools import chain, compress, count
from operator import ne
from typing import cast, overload

from cleaner.split.layout import Layout

__all__ = ["Stretches", "compact"]

_AT_ONCE = 8192
"""Texts that exist at one time while all are looked at one after the other."""
_SHORT = 1 << 32
"""Characters of a text whose places are numbers of four bytes."""
_DEEP = 1 << 15
"""Levels of lists that are no numbers of two bytes."""
_MOST_OTHERS = 0.5
"""Part of the texts that differ from the source, up to which it is worth not to hold the rest."""


class Stretches(Sequence[str]):
    """Texts that are made each time they are asked for: stretches of a source, but for those that differ from theirs.

    A string of fifty characters takes a hundred bytes, and a place in a list eight more.
    """

    def __init__(self, source: str, starts: Sequence[int], ends: Sequence[int], texts: Sequence[str]) -> None:
        self._source = source
        self._starts = starts
        self._ends = ends
        differ = map(ne, texts, map(source.__getitem__, map(slice, starts, ends)))
        self.others = {index: texts[index] for index in compress(count(), differ)}
        """The texts that are not what stands in their place."""

    def __len__(self) -> int:
        """Return the number of texts."""
        return len(self._starts)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        """Return a text, or a list of some."""
        if isinstance(index, slice):
            places = map(slice, self._starts[index], self._ends[index])
            found = list(map(self._source.__getitem__, places))
            if self.others:
                numbers = range(*index.indices(len(self)))
                found = list(map(self.others.get, numbers, found))
            return found
        if self.others:
            index = range(len(self))[index]
            if index in self.others:
                return self.others[index]
        return self._source[self._starts[index] : self._ends[index]]

    def __iter__(self) -> Iterator[str]:
        """Return the texts one after the other."""
        return chain.from_iterable(self[start : start + _AT_ONCE] for start in range(0, len(self), _AT_ONCE))


def compact(layout: Layout, source: str) -> None:
    """Let a layout of a flat text hold its places in fewer bytes and its blocks as stretches of its source.

    Where most blocks differ from what stands in their places, they stay strings.
    """
    if len(source) < _SHORT:
        layout.starts, layout.ends = array("I", layout.starts), array("I", layout.ends)
    stretches = Stretches(source, layout.starts, layout.ends, layout.texts)
    if len(stretches.others) > _MOST_OTHERS * len(layout):
        return
    # Nobody changes them behind the split.
    layout.texts = cast("list[str]", stretches)
    layout.levels = array("h" if max(layout.levels, default=0) < _DEEP else "q", layout.levels)
    layout.joined = cast("list[bool]", array("b", layout.joined))
    layout.indents = cast("list[int]", array("f", layout.indents))  # as the scorer asks for
    layout.gaps = cast("list[int]", array("f", layout.gaps))
    layout.links = []
