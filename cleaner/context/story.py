"""Context rules about the story itself: its doubtful paragraphs, repetitions, insertions, captions, headings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise, takewhile
from operator import mul

from cleaner.context.common import (
    SURE,
    decide,
    is_doubtful,
    is_removed_by_scorer,
    is_removed_prose,
    topic_share,
    words_of,
)
from cleaner.document import BlockKind, Label
from cleaner.judgement import Judgement

__all__ = [
    "best_left",
    "captions",
    "continues",
    "headings",
    "insertions",
    "lone_headings",
    "repeated",
]

_POST = "structure/embedded-post"
_OF_PICTURES = (
    "credit/photo",
    "credit/foto",
    "credit/image",
    "credit/symbol-picture",
    "credit/name-and-agency",
    "credit/agency-and-name",
    "credit/courtesy-of",
    "credit/copyright-name",
)
"""How the ids of rules begin that credit a picture; an agency alone may have written the story."""
_REPEATED_WORDS = 12
"""Shorter lines recur in tables, refrains and lists that belong to the story."""
_DOUBT = 0.4
"""Part of the threshold from which a removed block is doubtful."""
_NEARLY = 0.5
"""Part of the best score with which a block is kept where all are below the threshold."""
_SENTENCE_WORDS = 4
_FEW_BLOCKS = 10
"""Blocks up to which a document is so small that one sentence may be all of its story."""
_CONTINUES_SHARE = 0.5
_LONG_RUN = 3
"""Blocks in a row, at least, that are kept for being long paragraphs between others."""
_LONG = 30
"""Words of a long paragraph."""
_PROSE = 0.7
"""Part of the words of such a row that stand in paragraphs."""
_LAST_SHARE = 0.1
_HEADING_WORDS = 12
_LONE_HEADINGS = 3
"""Headings in a row, up to which those behind the last paragraph head boxes of which nothing stayed."""


def best_left(judgement: Judgement) -> None:
    """In a document of a few blocks, which tells the scorer little, keep the prose that is most like a story.

    What is nearly as much like one as the best is kept as well. A threshold of the caller's own is taken at its word.
    """
    n = len(judgement.labels)
    if n > _FEW_BLOCKS or judgement.has_own_threshold:
        return
    prose = [index for index in range(n) if is_removed_prose(judgement, index, _SENTENCE_WORDS)]
    best = max((judgement.scores[index] for index in [*prose, *judgement.kept()]), default=1.0)
    for index in prose:
        if judgement.scores[index] >= best * _NEARLY:
            decide(judgement, index, judgement.kept_label(index), "context/best-left")


def repeated(judgement: Judgement) -> None:
    """Keep the first of several equal blocks."""
    seen: set[str] = set()
    texts = judgement.layout.plain
    for index in judgement.kept():
        if texts[index] in seen and words_of(judgement, index) >= _REPEATED_WORDS:
            decide(judgement, index, Label.OTHER, "context/repeated")
        seen.add(texts[index])


def continues(judgement: Judgement) -> None:
    """Keep doubtful paragraphs that stand right behind the story's end, or between two lines of a flat text's.

    Between them half of the content words of a single one must be the story's, and several in a row must be long;
    behind a last paragraph without doubt some must be, and behind any one of a flat text they must be long.
    """
    kept = judgement.kept()
    if not kept:
        return
    doubt = judgement.threshold * _DOUBT
    if judgement.layout.tags:
        last, index = kept[-1], kept[-1] + 1
        is_behind = index < len(judgement.labels) and judgement.scores[last] >= SURE
        is_candidate = is_behind and _stand_together(judgement, last, index)
        if is_candidate and is_doubtful(judgement, index, doubt):
            _keep(judgement, [index] if topic_share(judgement, index) >= _LAST_SHARE else [])
        return
    share = judgement.columns["topic_share"]
    for before, behind in pairwise(kept):
        index = before + 1
        if behind == index + 1:
            if share[index] >= _CONTINUES_SHARE and is_doubtful(judgement, index, doubt):
                _keep(judgement, [index])
        elif _is_long_prose(judgement, range(index, behind), doubt):
            _keep(judgement, range(index, behind))
    _keep(judgement, _behind(judgement, kept[-1], doubt))


def _keep(judgement: Judgement, blocks: Iterable[int]) -> None:
    for index in blocks:
        decide(judgement, index, judgement.kept_label(index), "context/continues")


def _is_long_prose(judgement: Judgement, blocks: range, doubt: float) -> bool:
    """Tell whether nobody but the scorer removed blocks in a row, which are mostly long paragraphs and doubtful."""
    if len(blocks) < _LONG_RUN or not all(is_removed_by_scorer(judgement, index) for index in blocks):
        return False
    words = [words_of(judgement, index) for index in blocks]
    prose = [is_removed_prose(judgement, index) for index in blocks]
    score = sum(map(mul, words, judgement.scores[blocks.start : blocks.stop]))
    is_doubted = score >= doubt * sum(words)
    return (
        is_doubted
        and sum(words) >= _LONG * len(blocks)
        and sum(map(mul, words, prose)) >= _PROSE * sum(words)
    )


def _behind(judgement: Judgement, last: int, doubt: float) -> Iterator[int]:
    """Yield the doubtful paragraphs behind the last kept line of a text, advertisements between them passed over."""
    is_sure = judgement.scores[last] >= SURE
    for index in range(last + 1, len(judgement.labels)):
        if judgement.labels[index] is Label.AD:
            continue
        is_told = is_sure and index == last + 1 and topic_share(judgement, index) >= _LAST_SHARE
        if not is_doubtful(judgement, index, doubt) or not (is_told or words_of(judgement, index) >= _LONG):
            return
        yield index


def _stand_together(judgement: Judgement, one: int, other: int) -> bool:
    """Tell whether the elements of two blocks of a page stand in the same container; lines of a text do."""
    layout = judgement.layout
    return not layout.tags or layout.parents[layout.nodes[one]] == layout.parents[layout.nodes[other]]


def insertions(judgement: Judgement) -> None:
    """Keep the posts and the code that stand in the midst of the story."""
    kept = judgement.kept()
    kinds = judgement.layout.kinds
    for index in range(kept[0], kept[-1]) if kept else ():
        if not is_removed_by_scorer(judgement, index):
            continue
        container = judgement.container(index)
        if container is not None and container.id == _POST:
            decide(judgement, index, Label.BODY, "context/embedded-post")
        elif kinds[index] is BlockKind.PREFORMATTED and container is None:
            decide(judgement, index, Label.BODY, "context/preformatted")


def captions(judgement: Judgement) -> None:
    """Name the line above a picture's credit a caption, where the story of a flat text has not begun."""
    if judgement.layout.tags:
        return
    labels = judgement.labels
    kept = judgement.kept()
    start = kept[1] if len(kept) > 1 else len(labels)
    for index in range(min(start, len(labels) - 1)):
        credited = labels[index + 1] is Label.CREDIT and judgement.rules[index + 1].startswith(_OF_PICTURES)
        if credited and judgement.is_open(index):
            decide(judgement, index, Label.CAPTION, "context/caption")


def headings(judgement: Judgement) -> None:
    """Name the kept lines of a flat text that head the paragraph below."""
    if judgement.layout.tags:
        return
    kept = judgement.kept()
    for index, below in pairwise(kept[1:]):
        line, paragraph = judgement.evidence[index], judgement.evidence[below]
        is_plain = judgement.layout.kinds[index] is BlockKind.PARAGRAPH and judgement.is_open(index)
        if is_plain and line.words <= _HEADING_WORDS and not line.end_mark and paragraph.end_mark:
            decide(judgement, index, Label.HEADING, "context/heading")


def lone_headings(judgement: Judgement) -> None:
    """Remove headings behind the story's last paragraph, but not many: those are a list."""
    labels = judgement.labels
    last = list(takewhile(lambda index: labels[index] is Label.HEADING, reversed(judgement.kept())))
    for index in last if len(last) <= _LONE_HEADINGS else ():
        if not judgement.is_open(index):
            break
        decide(judgement, index, Label.RELATED, "context/lone-heading")
