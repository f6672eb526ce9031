"""Clean a flat text until nothing more goes, so that cleaning a clean text changes nothing."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator

from cleaner.document import Verdict
from cleaner.judgement import Judgement
from cleaner.render.text import Kept, kept_of, text_of

__all__ = ["settle"]

_ROUNDS = 3
_MORE_WORK = 1_000_000
"""Characters that further rounds may read, a second's work at worst. Two rounds are nearly always enough; a text of
one sentence repeated may lose a piece in each of many."""
_BLOCK = 25
"""Characters whose reading takes as long as what is to be done for each block, however short."""
_VAST = 10_000_000
_ROUNDS_OF_VAST = 1
"""Characters of a text from which it is looked at so often more: each look finds a tenth of what the one before
did, blocks at the very edge of the threshold, and takes as long. How many a text needs is chance, and its time
must grow with its size alone."""

_LONG = 1_000
"""Blocks of a text of which a further look that would remove most is not believed: that is no furniture left over
but the scorer at its threshold, and a long text must not vanish."""

Span = tuple[int, int]
Look = Callable[[str], Judgement]


def settle(judgement: Judgement, look: Look | None, judged: str = "") -> str:
    """Return the text that stays, and append the verdicts of further looks to the judgement.

    `look` judges a text as a document of its own. What it removes from the text that was kept so far
    is removed here too, until it removes nothing, or most of a long text, or a vast text was looked at often
    enough. Without it, as for HTML, one look is enough: what comes out is no page any more. So it is where all stays
    of the text `judged`, of which a further look would say the same.
    """
    text = _text(judgement)
    work = len(text) + _BLOCK * len(judgement.labels) + 1
    rounds = _ROUNDS + _MORE_WORK // work if len(text) < _VAST else _ROUNDS_OF_VAST
    for _ in range(rounds):
        again = look(text) if look and text and text != judged else None
        if again is None or _takes_back(again) or not _take_over(judgement, text, again):
            break
        del again  # it may be larger than all else, and the next look makes another
        text = _text(judgement)
    return text


def _text(judgement: Judgement) -> str:
    """Return the text that stays as things stand."""
    return text_of(_kept(judgement), judgement.layout.joined, judgement.layout.kinds)


def _kept(judgement: Judgement) -> Iterator[Kept]:
    """Yield the blocks that stay; a verdict given meanwhile on the block yielded last does not disturb."""
    layout = judgement.layout
    cuts = {index: list(map(_span_of, found)) for index, found in judgement.cuts.items()}
    return kept_of(layout.texts, layout.joined, judgement.stays, cuts)


def _span_of(cut: Verdict) -> Span:
    """Return the span that a verdict cuts."""
    return cut.span or (0, 0)


def _takes_back(again: Judgement) -> bool:
    """Tell whether a look removes most of a long text."""
    size = len(again.labels)
    return size >= _LONG and 2 * len(again.kept()) < size


def _take_over(judgement: Judgement, text: str, again: Judgement) -> bool:
    """Append what `again` removed from `text` as verdicts on its blocks; tell if there was any."""
    removed = deque(_removed(again))
    if not removed:
        return False
    position = 0
    changed = False
    for stays in _kept(judgement):
        start = text.index(stays.text, position)
        position = start + len(stays.text)
        while removed and removed[0][1] <= start:
            removed.popleft()
        for first, end, verdict in removed:
            if first >= position:
                break
            changed = True
            whole = first <= start and end >= position
            span = None if whole else _span(stays, max(first, start) - start, min(end, position) - start)
            judgement.append(verdict._replace(block=stays.block, span=span))
    return changed


def _removed(again: Judgement) -> Iterator[tuple[int, int, Verdict]]:
    """Yield the stretches of a judged text that do not stay, in order, each with the verdict on it."""
    layout = again.layout
    for index, stays in enumerate(again.stays):
        start = layout.starts[index]
        if not stays:
            yield start, layout.ends[index], again.verdict_on(index)
        elif index in again.cuts:
            for verdict in sorted(again.cuts[index], key=_span_of):
                first, end = _span_of(verdict)
                yield start + first, start + end, verdict


def _span(stays: Kept, first: int, end: int) -> Span:
    """Return a stretch of a kept text in offsets of its block's whole text."""
    if not stays.pieces:
        return first, end
    spans = [
        (piece.start + max(0, first - piece.target), min(piece.end, piece.start + end - piece.target))
        for piece in stays.pieces
        if first < piece.target + piece.end - piece.start and end > piece.target
    ]
    return (spans[0][0], spans[-1][1]) if spans else (0, 0)
