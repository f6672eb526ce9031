"""Context rules about the story itself: its headline, standfirst, doubtful paragraphs, captions, headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise, takewhile

from cleaner.context.common import (
    LINKED,
    PARAGRAPH_WORDS,
    TITLE_WORDS,
    decide,
    headlines,
    is_doubtful,
    is_removed_prose,
    titles_in_head,
    words_of,
)
from cleaner.document import BlockKind, Label
from cleaner.judgement import Judgement
from cleaner.score.coherence import content_words

__all__ = [
    "captions",
    "continues",
    "headings",
    "insertions",
    "lone_headings",
    "repeated",
    "standfirst",
    "title",
]

_POST = "structure/embedded-post"
_HEADER = "structure/header"
"""The head of a page or of a story: standfirsts stand in both."""
_META = frozenset({Label.BYLINE, Label.DATELINE, Label.CREDIT, Label.CAPTION})
_REPEATED_WORDS = 12
"""Shorter lines recur in tables, refrains and lists that belong to the story."""
_LONGEST_TITLE = 30
_TITLE_LINE = 12
"""Words of a line of a flat text without an end mark, up to which it is rather a headline than a standfirst."""
_TITLE_LEVEL = 2
_TITLE_REACH = 30
"""Blocks before the story in which a flat text has its headline; above that are menus."""
_TOLD_WORDS = 6
"""Content words of the story's in a line, above which more of them do not make it more of a headline."""
_MENU, _AGAIN, _FARTHER, _ABOVE = 0.4, 0.5, 0.05, 0.35
"""What an entry of a list counts for beside a line, what a line that stands elsewhere too has more, what a line loses
with each block from the story, and the part of its likeness that makes the line above the headline. With them 4 of 5
headlines of `train` are found; the first line that might be one was right in 4 of 10."""
_TITLE_SHARE = 0.3
"""Share of a headline's content words that the story uses, at least."""
_FULL_STOPS = (".", "。", "।", "۔")
"""What a line ends with that is a sentence; a headline may end in a question."""
_SENTENCE_WITHIN = re.compile(r"\w{4}[.。।۔](?: |$)")
"""The end of a sentence within a line, as in a caption with a credit; abbreviations are shorter."""
_STANDFIRST_WORDS = 8
_STANDFIRST_SHARE = 0.35
_STANDFIRST_REACH = 4
"""Blocks below the headline, exclusive, among which the standfirst stands."""
_STANDFIRST_LONGEST = 80
_STANDFIRST_DOUBT = 0.2
"""Part of the threshold from which a paragraph that no element names is the standfirst."""
_ELSEWHERE = frozenset({Label.NAVIGATION, Label.RELATED, Label.CAPTION, Label.PROMO, Label.AD, Label.COMMENT})
_DOUBT = 0.4
"""Part of the threshold from which a removed block is doubtful."""
_NEARLY = 0.5
"""Part of the best score with which a block is kept where all are below the threshold."""
_SENTENCE_WORDS = 4
_FEW_BLOCKS = 10
"""Blocks up to which a document is so small that one sentence may be all of its story."""
_CONTINUES_SHARE = 0.5
_LAST_SHARE = 0.1
_SURE = 0.7
"""P(body) of a paragraph that is the story's without doubt."""
_HEADING_WORDS = 12
_LONE_HEADINGS = 3
"""Headings in a row, up to which those behind the last paragraph head boxes of which nothing stayed."""


def best_left(judgement: Judgement) -> None:
    """In a document of a few blocks, which tells the scorer little, keep the prose that is most like a story.

    What is nearly as much like one as the best is kept as well. A threshold of the caller's own is taken at its word.
    """
    n = len(judgement.labels)
    if n > _FEW_BLOCKS or judgement.is_asked_for:
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
    """Keep a doubtful paragraph that stands right behind the story's end, or between two lines of a flat text's.

    Between them half of its content words must be the story's; behind a last paragraph without doubt, some.
    """
    kept = judgement.kept()
    if not kept:
        return
    if not judgement.layout.tags:
        share = judgement.columns["topic_share"]
        for before, behind in pairwise(kept):
            index = before + 1
            is_between = behind == index + 1
            if is_between and share[index] >= _CONTINUES_SHARE and is_doubtful(judgement, index, _DOUBT):
                decide(judgement, index, judgement.kept_label(index), "context/continues")
    last, index = kept[-1], kept[-1] + 1
    is_behind = index < len(judgement.labels) and judgement.scores[last] >= _SURE
    is_candidate = (
        is_behind and _stand_together(judgement, last, index) and is_doubtful(judgement, index, _DOUBT)
    )
    if is_candidate and _topic_share(judgement, index) >= _LAST_SHARE:
        decide(judgement, index, judgement.kept_label(index), "context/continues")


def _stand_together(judgement: Judgement, one: int, other: int) -> bool:
    """Tell whether the elements of two blocks of a page stand in the same container; lines of a text do."""
    layout = judgement.layout
    return not layout.tags or layout.parents[layout.nodes[one]] == layout.parents[layout.nodes[other]]


def insertions(judgement: Judgement) -> None:
    """Keep the posts and the code that stand in the midst of the story."""
    kept = judgement.kept()
    kinds = judgement.layout.kinds
    for index in range(kept[0], kept[-1]) if kept else ():
        if not judgement.is_open(index) or judgement.is_kept(index):
            continue
        container = judgement.container(index)
        if container is not None and container.id == _POST:
            decide(judgement, index, Label.BODY, "context/embedded-post")
        elif kinds[index] is BlockKind.PREFORMATTED and container is None:
            decide(judgement, index, Label.BODY, "context/preformatted")


def title(judgement: Judgement) -> None:
    """Name the headline, and its copies."""
    own = set(_titles_of_page(judgement) if judgement.layout.tags else _title_of_text(judgement))
    texts = judgement.layout.plain
    titles = {texts[index] for index in own}
    for index, text in enumerate(texts):
        is_menu = judgement.labels[index] is Label.NAVIGATION and not judgement.is_open(index)
        if text in titles and (index in own or not is_menu):
            decide(judgement, index, Label.TITLE, "context/title")


def _titles_of_page(judgement: Judgement) -> Iterator[int]:
    """Yield the headings that the page's head repeats, the highest ones, or else the first of the highest level.

    One of a word or two is a headline if the head begins with it: otherwise it is the name of the site.
    """
    layout = judgement.layout
    titles = titles_in_head(judgement)
    for level in range(1, _TITLE_LEVEL + 1):
        heads = [index for index in headlines(judgement, level) if layout.levels[index] == level]
        found = [i for i in heads if layout.plain[i].lower() in titles and not _is_ruled(judgement, i)]
        if found:
            yield from found
            return
    short = [i for i, level in enumerate(layout.levels) if level == 1 and layout.kinds[i] is BlockKind.HEADING]
    repeated = [index for index in short if titles.startswith(layout.plain[index].lower())]
    first = [index for index in headlines(judgement, 1) if judgement.is_open(index)]
    yield from (first or repeated)[:1]


def _title_of_text(judgement: Judgement) -> Iterator[int]:
    """Yield the line before the story that is most like its headline, or else the story's own first line.

    It shares words with the story, stands near it and more than once; entries of menus do the first only. A line
    that is nearly as much like it, directly above, is the headline, and the other its standfirst. The story's own first line is a headline if it may as well be none of the story, and a paragraph follows.
    """
    kept = judgement.kept()
    if not kept:
        return
    lines = [index for index in range(max(0, kept[0] - _TITLE_REACH), kept[0]) if _may_be_title(judgement, index)]
    if lines:
        likeness = {index: _likeness_to_title(judgement, index, kept[0]) for index in lines}
        best = max(lines, key=likeness.__getitem__)
        index = best
        while index - 1 in likeness and likeness[index - 1] >= _ABOVE * likeness[best]:
            index -= 1
        yield index
    elif len(kept) > 1 and judgement.scores[kept[0]] < _SURE and _may_be_title(judgement, kept[0]):
        first, second = judgement.evidence[kept[0]], judgement.evidence[kept[1]]
        is_line = first.words <= _TITLE_LINE and not first.end_mark
        if is_line and second.end_mark and second.words >= PARAGRAPH_WORDS:
            yield kept[0]


def _may_be_title(judgement: Judgement, index: int) -> bool:
    is_long_enough = TITLE_WORDS <= words_of(judgement, index) <= _LONGEST_TITLE
    text = judgement.layout.plain[index]
    if not is_long_enough or text.endswith(_FULL_STOPS) or _SENTENCE_WITHIN.search(text):
        return False
    return judgement.is_open(index) and float(judgement.columns["topic_share"][index]) >= _TITLE_SHARE


def _likeness_to_title(judgement: Judgement, index: int, start: int) -> float:
    share = float(judgement.columns["topic_share"][index])
    told = min(len(content_words(judgement.layout.plain[index])) * share, _TOLD_WORDS) * share
    if judgement.layout.kinds[index] is BlockKind.ITEM:
        told *= _MENU
    again = _AGAIN if judgement.columns["copies"][index] > 1 else 0.0
    return told + again - _FARTHER * (start - index)


def captions(judgement: Judgement) -> None:
    """Name the line above a credit a caption, where the story of a flat text has not begun."""
    if judgement.layout.tags:
        return
    labels = judgement.labels
    kept = judgement.kept()
    start = kept[1] if len(kept) > 1 else len(labels)
    for index in range(min(start, len(labels) - 1)):
        credited = labels[index + 1] is Label.CREDIT and _is_ruled(judgement, index + 1)
        if credited and judgement.is_open(index):
            decide(judgement, index, Label.CAPTION, "context/caption")


def _is_ruled(judgement: Judgement, index: int) -> bool:
    """Tell whether a phrase of the rule list decided the block."""
    return not judgement.rules[index].startswith(("score", "context/", "structure/"))


def standfirst(judgement: Judgement) -> None:
    """Name the paragraph between headline and story, and keep it if it speaks of the story.

    A sentence in an element that is named for a standfirst needs no words of the story. In a flat text a line
    without an end mark is one only if it is long, right below the headline: otherwise it is the headline more often.
    """
    labels = judgement.labels
    kept = judgement.kept()
    titles = [index for index in range(kept[0] if kept else 0) if labels[index] is Label.TITLE]
    if titles:
        _keep_standfirst(judgement, titles[-1], kept[0])
    first, *others = judgement.kept() or [0]
    if not others or labels[first] is not Label.BODY or Label.TITLE not in labels[:first]:
        return
    before, after = labels[labels.index(Label.TITLE) : first], labels[first + 1 : others[0]]
    if not _META.intersection(before) and _META.intersection(after):
        decide(judgement, first, Label.STANDFIRST, "context/standfirst")


def _keep_standfirst(judgement: Judgement, title: int, start: int) -> None:
    for index in range(title + 1, min(title + _STANDFIRST_REACH, start)):
        line = judgement.evidence[index]
        fits = _STANDFIRST_WORDS <= line.words <= _STANDFIRST_LONGEST and line.link_density < LINKED
        container = judgement.container(index)
        elsewhere = container is not None and container.label in _ELSEWHERE and container.id != _HEADER
        if not fits or elsewhere or not judgement.is_open(index):
            continue
        is_named = container is not None and container.label is Label.STANDFIRST and line.end_mark
        if is_named or _leads_in(judgement, title, index):
            decide(judgement, index, Label.STANDFIRST, "context/standfirst")
            return


def _leads_in(judgement: Judgement, title: int, index: int) -> bool:
    """Tell whether a block that nothing names reads like the standfirst: of the story, and not its headline again."""
    is_likely = judgement.scores[index] >= judgement.threshold * _STANDFIRST_DOUBT
    line = judgement.evidence[index]
    is_below = not judgement.layout.tags and index == title + 1 and line.words > _TITLE_LINE
    if not is_below and not (is_likely and (judgement.layout.tags or line.end_mark)):
        return False
    texts = judgement.layout.plain
    headline, own = texts[title].lower(), texts[index].lower()
    is_headline = headline in own or content_words(headline) == content_words(own)
    return not is_headline and _topic_share(judgement, index) >= _STANDFIRST_SHARE


def _topic_share(judgement: Judgement, index: int) -> float:
    """Return the share of a block's content words that good paragraphs use; none has -1."""
    if "topic_share" in judgement.columns:
        return float(judgement.columns["topic_share"][index])
    texts = judgement.layout.plain
    own = content_words(texts[index])
    good = enumerate(judgement.columns["good"].tolist())
    used = content_words(" ".join(texts[other] for other, is_good in good if is_good and other != index))
    return len(own & used) / len(own) if own else -1.0


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
