"""Changes to the characters of a source: found, made, and traced back."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import accumulate, chain, takewhile
from operator import attrgetter, eq

from cleaner.document import Repair

__all__ = ["Edits", "differences"]

_WORD = re.compile(r"\S+")
_BLANK_SEPARATED = re.compile(r"[^ ]+")
"""Words of mis-decoded text: one of its letters may have a piece that looks like other white space."""
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

    def trace(self, start: int, end: int, offsets: Iterable[int], *, closing: bool = False) -> Iterator[int]:
        """Yield where in the source each of the rising `offsets` into ``replay(start, end)`` stands.

        An offset inside a change is placed by the UTF-8 length of what precedes it there, which is exact
        where mojibake was mended, and otherwise in proportion. What was left out at an offset stands before it,
        or behind it if the offsets are `closing` ones, the ends of what is traced.
        """
        shift = start  # source offset minus replayed offset, behind the changes passed so far
        pending = iter(self.within(start, end))
        change = next(pending, None)
        sizes: list[int] = []
        for offset in offsets:
            while change is not None and change.start - shift + len(change.after) < offset + (not closing):
                shift += len(change.before) - len(change.after)
                change = next(pending, None)
                sizes = []
            if change is None or offset + shift <= change.start:
                yield offset + shift
            else:
                sizes = sizes or _sizes(change)
                yield change.start + sizes[offset + shift - change.start]


def _sizes(change: Repair) -> list[int]:
    """Return how much of `change.before` was read for each number of characters of `change.after`."""
    before, after = change.before, change.after
    sizes = list(accumulate((len(mark.encode("utf-8", "surrogatepass")) for mark in after), initial=0))
    if sizes[-1] == len(before):
        return sizes
    return [count * len(before) // len(after) for count in range(len(after) + 1)]


def differences(before: str, after: str, offset: int, reason: str) -> list[Repair]:
    """Return the changes, word by word, that make `after` of `before`, which stands at `offset`.

    White space between words is no difference. Without a `reason`, characters that show nothing were left out.
    Where mending lost or won words, all from the first to the last differing character is a single change.
    """
    for word in (_BLANK_SEPARATED, _WORD) if reason else (_WORD,):
        if _count(word, before) == _count(word, after):
            pairs = zip(word.finditer(before), word.finditer(after), strict=True)
            changes = (_changes(was[0], became[0], offset + was.start(), reason) for was, became in pairs)
            return list(chain.from_iterable(changes))
    return _changes(before, after, offset, reason)


def _count(word: re.Pattern[str], text: str) -> int:
    """Return how many words a text has; it may have millions, whose matches would take twenty times its size."""
    return sum(1 for _ in word.finditer(text))


def _changes(before: str, after: str, offset: int, reason: str) -> list[Repair]:
    """Return the changes that make one string of the other: what was left out, or else one change."""
    if before == after:
        return []
    left_out = None if reason else _left_out(before, after)
    if left_out is not None:
        return [
            Repair(offset + start, offset + end, before[start:end], "", reason) for start, end in left_out
        ]
    head = _common(before, after)
    tail = min(_common(before[::-1], after[::-1]), min(len(before), len(after)) - head)
    if head and head + tail in (len(before), len(after)) and not before[head - 1].isspace():
        head -= 1  # so that no side is empty: "&amp;" became "&", rather than "amp;" nothing
    start, end = head, len(before) - tail
    return [Repair(offset + start, offset + end, before[start:end], after[head : len(after) - tail], reason)]


def _left_out(before: str, after: str) -> list[tuple[int, int]] | None:
    """Return the stretches of `before` that `after` lacks, white space aside, or None if it has others, too."""
    stretches: list[tuple[int, int]] = []
    expected = iter(after.replace(" ", ""))
    wanted = next(expected, "")
    for at, character in enumerate(before):
        if character == wanted:
            wanted = next(expected, "")
        elif not character.isspace():
            start = stretches.pop()[0] if stretches and stretches[-1][1] == at else at
            stretches.append((start, at + 1))
    return None if wanted else stretches


def _common(left: str, right: str) -> int:
    """Return how many characters both begin with."""
    return sum(takewhile(bool, map(eq, left, right)))
