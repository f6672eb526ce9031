"""Changes to the characters of a source: found, made, and traced back."""

from __future__ import annotations

from bisect import bisect_left
from itertools import takewhile
from operator import attrgetter, eq

from cleaner.document import Repair

__all__ = ["Edits", "differences"]

_start = attrgetter("start")


class Edits:
    """A source and the changes made to it, in order; of two that overlap, the first counts.

    A change without a reason is a matter of layout, such as the marker of a quoted line that was joined to
    the line before.
    """

    def __init__(self, source: str, changes: list[Repair]) -> None:
        self.source = source
        self.changes: list[Repair] = []
        end = 0
        for change in sorted(changes, key=_start):
            if change.start >= end:
                self.changes.append(change)
                end = change.end

    def within(self, start: int, end: int) -> list[Repair]:
        """Return the changes that begin in `source[start:end]`."""
        changes = self.changes
        first = bisect_left(changes, start, key=_start)
        return changes[first : bisect_left(changes, end, first, key=_start)]

    def replay(self, start: int, end: int) -> str:
        """Return `source[start:end]` with the changes made."""
        if not self.changes:
            return self.source[start:end]
        pieces: list[str] = []
        for change in self.within(start, end):
            pieces += self.source[start : change.start], change.after
            start = change.end
        pieces.append(self.source[start:end])
        return "".join(pieces)

    def trace(self, start: int, end: int, offsets: list[int]) -> list[int]:
        """Return where in the source each of the rising `offsets` into ``replay(start, end)`` stands.

        An offset inside a change is placed by the UTF-8 length of what precedes it there, which is exact
        where mojibake was mended and never outside the change.
        """
        shift = start  # source offset minus replayed offset, behind the changes passed so far
        pending = iter(self.within(start, end))
        change = next(pending, None)
        traced = []
        for offset in offsets:
            while change is not None and change.start - shift + len(change.after) <= offset:
                shift += len(change.before) - len(change.after)
                change = next(pending, None)
            if change is None or offset + shift <= change.start:
                traced.append(offset + shift)
            else:
                read = change.after[: offset + shift - change.start].encode("utf-8", "surrogatepass")
                traced.append(change.start + min(len(read), len(change.before)))
        return traced


def differences(before: str, after: str, offset: int, reason: str) -> list[Repair]:
    """Return the changes, word by word, that make `after` of `before`, which stands at `offset`.

    Where the number of words differs, all from the first to the last differing one is a single change.
    """
    old, new = before.split(" "), after.split(" ")
    if len(old) != len(new):
        return [_trimmed(before, after, offset, reason)]
    changes = []
    for was, became in zip(old, new, strict=True):
        if was != became:
            changes.append(_trimmed(was, became, offset, reason))
        offset += len(was) + 1
    return changes


def _trimmed(before: str, after: str, offset: int, reason: str) -> Repair:
    """Return one change without the characters that both sides begin or end with."""
    shorter = min(len(before), len(after))
    head = _common(before, after)
    tail = min(_common(before[::-1], after[::-1]), shorter - head)
    start, end = offset + head, offset + len(before) - tail
    return Repair(start, end, before[head : len(before) - tail], after[head : len(after) - tail], reason)


def _common(left: str, right: str) -> int:
    """Return how many characters both begin with."""
    return sum(takewhile(bool, map(eq, left, right)))
