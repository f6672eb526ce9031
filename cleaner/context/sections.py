"""Context rules about the parts of a page that are not the story: threads, teasers, what heads name."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, compress

from cleaner.context.common import (
    LINKED,
    SURE,
    decide,
    is_paragraph,
    is_removed_by_scorer,
    make_of,
    ruled_by,
    words_of,
)
from cleaner.document import Label
from cleaner.judgement import Judgement
from cleaner.split.layout import Layout

__all__ = ["bare_counts", "comment_threads", "outskirts", "sections", "subtitles", "teasers"]

_SECTIONS = {
    Label.RELATED: (60, 80),
    Label.COMMENT: (60, 400),
    Label.TAGS: (15, 4),
    Label.SOCIAL: (6, 3),
    Label.PROMO: (3, 60),
}
"""How many blocks below a head its label can name, and of how many words at most."""
_THREAD_HEADS = ("comment/comments-head", "comment/comment-count", "comment/head-")
"""Beginnings of the ids of rules for the head of a thread."""
_TEASER_HEADS = (
    "related/pointer-head",
    "related/related-heads",
    "related/heads-",
    "related/more-from",
    "related/most-read-",
)
"""Beginnings of the ids of rules for lines that head a list of other stories."""
_CUE_TIME = "other/subtitle-time"
"""The rule that knows the times at which a subtitle comes and goes."""
_CUES = 3
"""Such times from which a text is one of subtitles."""
_CUE_LINES = 3
"""Lines of a subtitle, at most."""
_TEASER_WORDS = 45
"""Words of the longest paragraph that may still be a teaser; behind a longer one the story resumed."""
_TEASER_PART = 0.35
"""Words behind the head of a list of other stories, as a part of those before, up to which they are its teasers."""
_RESUMED = ("context/resumes", "context/numbered")
"""Rules that have found that the story goes on."""
_STORY_ALIKE = 2
"""Blocks above a head that tell where the story stands, at least."""
_THREAD_RULES = (
    "comment/comment-buttons",
    "comment/report-abuse",
    "comment/commenter-wrote",
    "comment/comment-signature",
    "comment/controls-",
)
"""Beginnings of the ids of rules for lines that stand at every single comment."""
_ABOVE_COMMENT = ("comment/commenter-wrote", "comment/comment-signature-of-board")
"""Beginnings of the ids of those rules whose lines stand above what is said, so that it goes on behind the last."""
_THREAD_MARKS = 3
"""Such lines from which there is a thread."""
_THREAD_STRIDE = 14
"""Blocks from one such line to the next, at most, within one thread."""
_THREAD_KEPT = 0.1
"""Part of a thread's words that the scorer keeps, from which the thread is what the page is about, as in a forum. Of
those below the articles of the collections it keeps none."""
_DATED_KEPT = 0.5
"""The same for a thread under a head whose only marks are times. The head may be a count of comments at the top of a
story whose entries have a time each, and of those the scorer keeps nearly all."""


def comment_threads(judgement: Judgement) -> None:
    """Remove what stands between the recurring marks of a thread, from the head above the first one on.

    A thread of which the scorer keeps much is no comment on a story but the story itself, unless both a head and
    lines that only comments have prove it one.
    """
    labels = judgement.labels
    heads = ruled_by(judgement, _THREAD_HEADS)
    times = range(heads[-1] + 1, len(labels)) if heads else ()
    marks = {
        *ruled_by(judgement, _THREAD_RULES),
        *(index for index in times if labels[index] is Label.DATELINE),
    }
    run: list[int] = []
    for mark in [*sorted(marks), len(labels) + 2 * _THREAD_STRIDE]:
        if run and mark - run[-1] > _THREAD_STRIDE:
            if len(run) >= _THREAD_MARKS:
                _name_thread(judgement, run[0], run[-1])
            run = []
        run.append(mark)


def _name_thread(judgement: Judgement, first: int, last: int) -> None:
    labels = judgement.labels
    above = range(max(0, first - _THREAD_STRIDE), first)
    heads = [index for index in above if judgement.rules[index].startswith(_THREAD_HEADS)]
    is_above = judgement.rules[last].startswith(_ABOVE_COMMENT)
    behind = is_above and last + 1 < len(labels) and judgement.is_open(last + 1)
    thread = range(heads[-1] if heads else first, last + 1 + behind)
    is_sure = heads and any(judgement.rules[index].startswith(_THREAD_RULES) for index in thread)
    if not is_sure and _kept_part(judgement, thread) > (_DATED_KEPT if heads else _THREAD_KEPT):
        return
    for index in thread:
        if labels[index] is not Label.COMMENT:
            decide(judgement, index, Label.COMMENT, "context/comment-thread")


def _kept_part(judgement: Judgement, thread: range) -> float:
    """Return what part of a thread's words the scorer keeps."""
    kept = sum(words_of(judgement, index) for index in thread if judgement.is_kept(index))
    return kept / max(1, sum(words_of(judgement, index) for index in thread))


def teasers(judgement: Judgement) -> None:
    """Remove the paragraphs behind the head of a list of other stories, unless the story resumes.

    Those that the scorer is sure of stay: on pages half of them are the story's, going on behind a box. So do
    those of a page that stand where the story does.
    """
    heads = ruled_by(judgement, _TEASER_HEADS)
    if not heads:
        return
    kept = judgement.kept()
    sizes = [words_of(judgement, index) for index in kept]
    resumed = max(
        (
            index
            for index, size in zip(kept, sizes, strict=True)
            if size > _TEASER_WORDS or judgement.rules[index] in _RESUMED
        ),
        default=-1,
    )
    total, before = sum(sizes), list(accumulate(sizes, initial=0))
    for head in heads:
        words = before[bisect_left(kept, head)]
        if head > resumed and total - words <= _TEASER_PART * words:
            above, below = kept[: bisect_left(kept, head)], kept[bisect_left(kept, head) :]
            for index in _elsewhere(judgement, above, below):
                if (
                    judgement.is_open(index)
                    and judgement.scores[index] < SURE
                    and not _goes_on(judgement, index)
                ):
                    decide(judgement, index, Label.RELATED, "context/teasers")
            return


def _goes_on(judgement: Judgement, index: int) -> bool:
    """Tell whether a block of a page stands right below a sure paragraph, in the same element and made alike."""
    layout, above = judgement.layout, index - 1
    if not layout.tags or not judgement.is_kept(above) or judgement.scores[above] < SURE:
        return False
    return is_paragraph(judgement, above) and _place(layout, above) == _place(layout, index)


def _elsewhere(judgement: Judgement, above: Sequence[int], below: Sequence[int]) -> list[int]:
    """Return the blocks of a page below a head that do not stand where several do above it, in elements like theirs.

    Where neither their elements nor the one around them has a name, and where all is a link, that tells nothing. In
    elements of a make and name that more of the story has they stand elsewhere only by what is wrapped around them.
    """
    layout = judgement.layout
    if not layout.tags:
        return list(below)
    places = Counter(_place(layout, index) for index in above)
    makes = Counter(make_of(layout, index) for index in above if layout.marks[layout.nodes[index]])
    return [
        index
        for index in below
        if judgement.evidence[index].link_density >= LINKED
        or (
            makes[make_of(layout, index)] <= _STORY_ALIKE
            and (
                places[place := _place(layout, index)] < _STORY_ALIKE
                or not (place[2] or layout.marks[place[0]])
            )
        )
    ]


def _place(layout: Layout, index: int) -> tuple[int, str, str]:
    """Return the element around a block's own, and tag and names of its own."""
    return layout.parents[layout.nodes[index]], *make_of(layout, index)


def bare_counts(judgement: Judgement) -> None:
    """Remove a number that stands alone outside the story or at its end, between lines that are no numbers."""
    kept = judgement.kept()
    if not kept:
        return
    numbers = [False, *map(str.isdecimal, judgement.layout.plain), False]
    for index in compress(range(len(judgement.labels)), numbers[1:]):
        is_alone = not (numbers[index] or numbers[index + 2])
        is_last = index == kept[-1] and judgement.scores[index] < SURE
        is_outside = index < kept[0] or index > kept[-1] or is_last
        if is_alone and is_outside and judgement.is_open(index):
            decide(judgement, index, Label.SOCIAL, "context/bare-count")


def subtitles(judgement: Judgement) -> None:
    """Remove the numbers of subtitles, each of which stands above a time, and keep what is said below the times."""
    times = ruled_by(judgement, (_CUE_TIME,))
    plain = judgement.layout.plain
    numbers = [time - 1 for time in times if time and plain[time - 1].isdecimal()]
    for index in numbers:
        decide(judgement, index, Label.OTHER, "context/cue-number")
    if len(times) < _CUES:
        return
    ends = {*times, *numbers, len(plain)}
    for time in times:
        for index in range(time + 1, min(time + 1 + _CUE_LINES, len(plain))):
            if index in ends:
                break
            if is_removed_by_scorer(judgement, index):
                decide(judgement, index, judgement.kept_label(index), "context/subtitle")


def sections(judgement: Judgement) -> None:
    """Let a head name what the scorer removed below it, as far as the next kept or named block."""
    labels = judgement.labels
    kept = judgement.kept()
    head: Label | None = None
    left = words = 0
    for index in range(kept[0] if kept else 0, len(labels)):
        label = labels[index]
        if judgement.is_kept(index):
            head = None
        elif not judgement.is_open(index):
            head = label if label in _SECTIONS else None
            left, words = _SECTIONS.get(label, (0, 0))
        elif head is not None and left and label in (Label.OTHER, Label.NAVIGATION):
            left -= 1
            if words_of(judgement, index) <= words:
                decide(judgement, index, head, "context/after-head")
            else:
                head = None


def outskirts(judgement: Judgement) -> None:
    """Name what is left nameless before and after the story."""
    kept = judgement.kept()
    if not kept:
        return
    for index, label in enumerate(judgement.labels):
        if label is Label.OTHER and judgement.is_open(index):
            if index < kept[0]:
                decide(judgement, index, Label.NAVIGATION, "context/before-story")
            elif index > kept[-1]:
                decide(judgement, index, Label.RELATED, "context/after-story")
