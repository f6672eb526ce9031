"""Counting what there is no end of: the most frequent entries of a stream, in bounded memory, in parts that add up."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Any, Generic, TypeVar

__all__ = ["Example", "Frequent", "Shares"]

Key = TypeVar("Key", bound=Hashable)

Example = tuple[str, str | None]
"""A document: its name, and its URL if it has one."""

EXAMPLES = 3
"""Documents that are remembered of an entry."""


class Frequent(Generic[Key]):
    """How often each of the most frequent entries occurred, and some documents in which it did.

    At least `size` entries are held, and at most twice as many. A count is too low by at most `error`, and an
    entry that occurred more often than that is there (Misra and Gries 1982; for parts that are merged, Agarwal
    and others 2012, Mergeable summaries). The same stream gives the same counts.
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self.error = 0
        self.counts: dict[Key, int] = {}
        self.examples: dict[Key, list[Example]] = {}

    def add(self, key: Key, example: Example, times: int = 1) -> None:
        """Count an entry."""
        self.counts[key] = self.counts.get(key, 0) + times
        seen = self.examples.setdefault(key, [])
        if len(seen) < EXAMPLES and example not in seen:
            seen.append(example)
        if len(self.counts) > 2 * self.size:
            self._shrink()

    def merge(self, other: Frequent[Key]) -> None:
        """Add the counts of another part of the stream."""
        self.error += other.error
        for key, count in other.counts.items():
            self.counts[key] = self.counts.get(key, 0) + count
            seen = self.examples.setdefault(key, [])
            seen += [example for example in other.examples[key] if example not in seen][
                : EXAMPLES - len(seen)
            ]
        if len(self.counts) > 2 * self.size:
            self._shrink()

    def most_common(self, number: int | None = None) -> list[tuple[Key, int, list[Example]]]:
        """Return entries with their counts and examples, the most frequent first; equal ones by their names."""
        ranked = sorted(self.counts.items(), key=lambda item: (-item[1], str(item[0])))
        return [(key, count, self.examples[key]) for key, count in ranked[:number]]

    def _shrink(self) -> None:
        surplus = sorted(self.counts.values(), reverse=True)[self.size]
        self.error += surplus
        self.counts = {key: count - surplus for key, count in self.counts.items() if count > surplus}
        self.examples = {key: self.examples[key] for key in self.counts}


class Shares:
    """Sums by group, such as by host: for the groups with most documents, and for all others together.

    Of a group, `sums` holds documents, rejects, characters before and after, and the sum of the confidences.
    A group that came back after it had been put with the others has the sums since.
    """

    FIELDS = ("documents", "rejects", "before", "after", "confidence")

    def __init__(self, size: int) -> None:
        self.size = size
        self.sums: dict[str, list[float]] = {}
        self.others = [0.0] * len(self.FIELDS)

    def add(self, group: str, values: Iterable[float]) -> None:
        """Add the values of a document, or sums of several, to a group."""
        sums = self.sums.setdefault(group, [0.0] * len(self.FIELDS))
        for place, value in enumerate(values):
            sums[place] = _sum(sums[place], value)
        if len(self.sums) > 2 * self.size:
            for name, rest in self.ranked()[self.size :]:
                self.others = list(map(_sum, self.others, rest))
                del self.sums[name]

    def merge(self, other: Shares) -> None:
        """Add the sums of another part."""
        self.others = list(map(_sum, self.others, other.others))
        for group, values in other.sums.items():
            self.add(group, values)

    def ranked(self) -> list[tuple[str, list[float]]]:
        """Return the groups and their sums, the one with most documents first."""
        return sorted(self.sums.items(), key=lambda item: (-item[1][0], item[0]))


def _sum(one: float, other: float) -> float:
    """Return a sum that is the same in whatever order it is made: confidences have four digits."""
    return round(one + other, 4)


def listed(frequent: Frequent[Any]) -> dict[str, Any]:
    """Return the counts as JSON takes them."""
    return {
        "error": frequent.error,
        "entries": [
            [list(key) if isinstance(key, tuple) else key, count, [list(example) for example in examples]]
            for key, count, examples in frequent.most_common()
        ],
    }


def unlisted(record: dict[str, Any], size: int) -> Frequent[Any]:
    """Return the counts that `listed` wrote."""
    frequent: Frequent[Any] = Frequent(size)
    frequent.error = record["error"]
    for key, count, examples in record["entries"]:
        name = tuple(key) if isinstance(key, list) else key
        frequent.counts[name] = count
        frequent.examples[name] = [(example[0], example[1]) for example in examples]
    return frequent
