"""Second pass: what the labelled neighbours of a block say about it.

Each rule here is a function over the judgement so far; they run in the order of `_PASSES`, and each
appends verdicts that supersede earlier ones.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from itertools import accumulate, pairwise

from cleaner.document import BlockKind, Label
from cleaner.judgement import Judgement

__all__ = ["CONTEXT_RULES", "apply_context"]

CONTEXT_RULES = {
    "context/repeated": "Stands in the story already.",
    "context/title": "The headline: it heads the story, or the page's head repeats it.",
    "context/continues": "A paragraph in the midst or at the end of the story that fits it.",
    "context/embedded-post": "A post that the story quotes.",
    "context/caption": "Stands directly above the credit of a picture, before the story.",
    "context/comment-thread": "Stands between the marks of a thread of readers' comments.",
    "context/standfirst": "Stands between the headline and the line with author or date, or the story.",
    "context/teasers": "Follows the head of a list of other stories, and the story does not resume.",
    "context/heading": "A short line without an end mark above a paragraph of the story.",
    "context/bare-count": "A number alone: a count of shares or comments.",
    "context/lone-heading": "A heading with nothing of the story under it.",
    "context/after-head": "Follows a line that heads a part of the page that is not the story.",
    "context/before-story": "Stands before the story and belongs to no part that has a name.",
    "context/after-story": "Stands after the story and belongs to no part that has a name.",
}
"""Every rule of this pass, with the reason that its verdicts give."""

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
_POST = "structure/embedded-post"
_META = frozenset({Label.BYLINE, Label.DATELINE, Label.CREDIT, Label.CAPTION})
_TEASER_HEADS = ("related/related-heads", "related/heads-", "related/more-from", "related/most-read-")
"""Beginnings of the ids of rules for lines that head a list of other stories."""
_REPEATED_WORDS = 12
"""Shorter lines recur in tables, refrains and lists that belong to the story."""
_TITLE_WORDS = (3, 30)
_TITLE_LEVEL = 2
_TITLE_REACH = 12
"""Blocks before the story in which a flat text has its headline; above that are menus."""
_TITLE_SHARE = 0.3
"""Share of a headline's content words that the story uses, at least."""
_STANDFIRST_WORDS = 8
_STANDFIRST_SHARE = 0.5
_STANDFIRST_REACH = 4
"""Blocks below the headline, exclusive, among which the standfirst stands."""
_STANDFIRST_LONGEST = 80
_ELSEWHERE = frozenset({Label.NAVIGATION, Label.RELATED, Label.CAPTION, Label.PROMO, Label.AD, Label.COMMENT})
_LINKED = 0.3
_DOUBT = 0.4
_PARAGRAPH_WORDS = 10
_CONTINUES_SHARE = 0.5
_HEADING_WORDS = 12
_TEASER_WORDS = 45
"""Words of the longest paragraph that may still be a teaser; behind a longer one the story resumed."""
_TEASER_PART = 0.35
"""Words behind the head of a list of other stories, as a part of those before, up to which they are its teasers."""
_THREAD_RULES = (
    "comment/comment-buttons",
    "comment/report-abuse",
    "comment/commenter-wrote",
    "comment/comment-signature",
    "comment/controls-",
)
"""Beginnings of the ids of rules for lines that stand at every single comment."""
_THREAD_MARKS = 3
"""Such lines from which there is a thread."""
_THREAD_STRIDE = 14
"""Blocks from one such line to the next, at most, within one thread."""
_WORD = re.compile(r"\w+")


def apply_context(judgement: Judgement) -> None:
    """Append superseding verdicts for blocks whose neighbours tell more than they do themselves."""
    for rule in _PASSES:
        rule(judgement)


def _decide(judgement: Judgement, index: int, label: Label, rule: str) -> None:
    judgement.decide(index, label, rule, CONTEXT_RULES[rule])


def _kept(judgement: Judgement) -> list[int]:
    return [index for index in range(len(judgement.labels)) if judgement.is_kept(index)]


def _words(judgement: Judgement, index: int) -> int:
    return judgement.evidence[index].words


def _repeated(judgement: Judgement) -> None:
    """Keep the first of several equal blocks."""
    seen: set[str] = set()
    texts = judgement.layout.texts
    for index in _kept(judgement):
        if texts[index] in seen and _words(judgement, index) >= _REPEATED_WORDS:
            _decide(judgement, index, Label.OTHER, "context/repeated")
        seen.add(texts[index])


def _title(judgement: Judgement) -> None:
    """Name the headline, and its copies."""
    found = _titles_of_page(judgement) if judgement.layout.tags else _title_of_text(judgement)
    texts = judgement.layout.texts
    titles = {texts[index] for index in found}
    for index, text in enumerate(texts):
        if text in titles and judgement.labels[index] is not Label.NAVIGATION:
            _decide(judgement, index, Label.TITLE, "context/title")


def _titles_of_page(judgement: Judgement) -> Iterator[int]:
    """Yield the headings that the page's head repeats, or else the first of the highest level."""
    layout, columns = judgement.layout, judgement.columns
    if not columns:
        return
    least = _TITLE_WORDS[0]
    in_title = columns["in_title"].tolist()
    headings = [
        index
        for index, kind in enumerate(layout.kinds)
        if kind is BlockKind.HEADING and layout.levels[index] <= _TITLE_LEVEL
    ]
    found = [i for i in headings if in_title[i] and _words(judgement, i) >= least]
    if not found:
        found = [i for i in headings if layout.levels[i] == 1 and _words(judgement, i) >= least][:1]
    yield from found


def _title_of_text(judgement: Judgement) -> Iterator[int]:
    """Yield the first line shortly before the story that looks like its headline and shares its words."""
    kept = _kept(judgement)
    start = kept[0] if kept else 0
    share = judgement.columns["topic_share"].tolist() if kept else []
    least, most = _TITLE_WORDS
    for index in range(max(0, start - _TITLE_REACH), start):
        stops = judgement.layout.texts[index].endswith((".", "。"))
        shared = share[index] >= _TITLE_SHARE
        if judgement.is_open(index) and least <= _words(judgement, index) <= most and shared and not stops:
            yield index
            return


def _captions(judgement: Judgement) -> None:
    """Name the line above a credit a caption, where the story of a flat text has not begun."""
    if judgement.layout.tags:
        return
    labels = judgement.labels
    kept = _kept(judgement)
    start = kept[1] if len(kept) > 1 else len(labels)
    for index in range(min(start, len(labels) - 1)):
        credited = labels[index + 1] is Label.CREDIT and _is_ruled(judgement, index + 1)
        if credited and judgement.is_open(index):
            _decide(judgement, index, Label.CAPTION, "context/caption")


def _is_ruled(judgement: Judgement, index: int) -> bool:
    """Tell whether a phrase of the rule list decided the block."""
    return not judgement.rules[index].startswith(("score", "context/", "structure/"))


def _comment_threads(judgement: Judgement) -> None:
    """Remove what stands between the recurring marks of a thread, from the head above the first one on."""
    labels, rules = judgement.labels, judgement.rules
    heads = [index for index, rule in enumerate(rules) if rule.startswith(_THREAD_HEADS)]
    behind = heads[-1] if heads else len(labels)
    marks = [
        index
        for index, rule in enumerate(rules)
        if rule.startswith(_THREAD_RULES) or (index > behind and labels[index] is Label.DATELINE)
    ]
    run: list[int] = []
    for mark in [*marks, len(labels) + 2 * _THREAD_STRIDE]:
        if run and mark - run[-1] > _THREAD_STRIDE:
            if len(run) >= _THREAD_MARKS:
                _name_thread(judgement, run[0], run[-1])
            run = []
        run.append(mark)


def _name_thread(judgement: Judgement, first: int, last: int) -> None:
    labels = judgement.labels
    above = range(max(0, first - _THREAD_STRIDE), first)
    heads = [index for index in above if judgement.rules[index].startswith(_THREAD_HEADS)]
    for index in range(heads[-1] if heads else first, last + 1):
        if labels[index] is not Label.COMMENT:
            _decide(judgement, index, Label.COMMENT, "context/comment-thread")


def _standfirst(judgement: Judgement) -> None:
    """Name the paragraph between headline and story, and keep it if it speaks of the story."""
    labels = judgement.labels
    kept = _kept(judgement)
    titles = [index for index in range(kept[0] if kept else 0) if labels[index] is Label.TITLE]
    if titles:
        _keep_standfirst(judgement, titles[-1], kept[0])
    first, *others = _kept(judgement) or [0]
    if not others or labels[first] is not Label.BODY or Label.TITLE not in labels[:first]:
        return
    before, after = labels[labels.index(Label.TITLE) : first], labels[first + 1 : others[0]]
    if not _META.intersection(before) and _META.intersection(after):
        _decide(judgement, first, Label.STANDFIRST, "context/standfirst")


def _keep_standfirst(judgement: Judgement, title: int, start: int) -> None:
    share = judgement.columns["topic_share"]
    for index in range(title + 1, min(title + _STANDFIRST_REACH, start)):
        line = judgement.evidence[index]
        fits = _STANDFIRST_WORDS <= line.words <= _STANDFIRST_LONGEST and share[index] >= _STANDFIRST_SHARE
        container = judgement.containers[index]
        elsewhere = container >= 0 and judgement.structure[container].label in _ELSEWHERE
        if fits and not elsewhere and line.link_density < _LINKED and judgement.is_open(index):
            _decide(judgement, index, Label.STANDFIRST, "context/standfirst")
            return


def _continues(judgement: Judgement) -> None:
    """Keep doubtful paragraphs in the midst of a flat text's story, and at the end of any."""
    kept = _kept(judgement)
    if not kept:
        return
    if not judgement.layout.tags:
        share = judgement.columns["topic_share"]
        for index in range(kept[0] + 1, kept[-1]):
            if _is_doubtful(judgement, index) and share[index] >= _CONTINUES_SHARE:
                _decide(judgement, index, judgement.kept_label(index), "context/continues")
    last = kept[-1]
    nodes = judgement.layout.nodes
    for index in range(last + 1, len(judgement.labels)):
        same_place = not judgement.layout.tags or _parent(judgement, nodes[index]) == _parent(
            judgement, nodes[last]
        )
        if not (same_place and _is_doubtful(judgement, index)):
            break
        _decide(judgement, index, judgement.kept_label(index), "context/continues")


def _is_doubtful(judgement: Judgement, index: int) -> bool:
    """Tell whether a block was removed by the scorer, without conviction, and reads like prose."""
    line = judgement.evidence[index]
    prose = line.words >= _PARAGRAPH_WORDS and line.end_mark and line.link_density < _LINKED
    removed = not judgement.is_kept(index) and judgement.is_open(index)
    return removed and prose and judgement.scores[index] >= judgement.threshold * _DOUBT


def _parent(judgement: Judgement, node: int) -> int:
    return judgement.layout.parents[node]


def _embedded_posts(judgement: Judgement) -> None:
    """Keep the posts that the story quotes."""
    kept = _kept(judgement)
    for index in range(kept[0], kept[-1]) if kept else ():
        container = judgement.containers[index]
        posted = container >= 0 and judgement.structure[container].id == _POST
        if posted and judgement.is_open(index) and not judgement.is_kept(index):
            _decide(judgement, index, Label.BODY, "context/embedded-post")


def _teasers(judgement: Judgement) -> None:
    """Remove the paragraphs behind the head of a list of other stories, unless the story resumes."""
    kept = _kept(judgement)
    sizes = [_words(judgement, index) for index in kept]
    last_long = max(
        (index for index, size in zip(kept, sizes, strict=True) if size > _TEASER_WORDS), default=-1
    )
    heads = [index for index, rule in enumerate(judgement.rules) if rule.startswith(_TEASER_HEADS)]
    total, before = sum(sizes), list(accumulate(sizes, initial=0))
    for head in heads:
        words = before[bisect_left(kept, head)]
        if head > last_long and total - words <= _TEASER_PART * words:
            for index in kept[bisect_left(kept, head) :]:
                if judgement.is_open(index):
                    _decide(judgement, index, Label.RELATED, "context/teasers")
            return


def _headings(judgement: Judgement) -> None:
    """Name the kept lines of a flat text that head the paragraph below."""
    if judgement.layout.tags:
        return
    kept = _kept(judgement)
    for index, below in pairwise(kept[1:]):
        line, paragraph = judgement.evidence[index], judgement.evidence[below]
        is_plain = judgement.layout.kinds[index] is BlockKind.PARAGRAPH and judgement.is_open(index)
        if is_plain and line.words <= _HEADING_WORDS and not line.end_mark and paragraph.end_mark:
            _decide(judgement, index, Label.HEADING, "context/heading")


def _bare_counts(judgement: Judgement) -> None:
    """Remove a number that stands alone outside the story, between lines that are no numbers."""
    kept = _kept(judgement)
    texts = judgement.layout.texts
    for index, text in enumerate(texts):
        alone = text.isdecimal() and not any(near.isdecimal() for near in texts[max(0, index - 1) : index])
        if alone and judgement.is_open(index) and kept and (index >= kept[-1] or index < kept[0]):
            _decide(judgement, index, Label.SOCIAL, "context/bare-count")


def _lone_headings(judgement: Judgement) -> None:
    """Remove headings behind the story's last paragraph."""
    for index in reversed(_kept(judgement)):
        if judgement.labels[index] is not Label.HEADING or not judgement.is_open(index):
            break
        _decide(judgement, index, Label.RELATED, "context/lone-heading")


def _sections(judgement: Judgement) -> None:
    """Let a head name what the scorer removed below it, as far as the next kept or named block."""
    labels = judgement.labels
    kept = _kept(judgement)
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
            if _words(judgement, index) <= words:
                _decide(judgement, index, head, "context/after-head")
            else:
                head = None


def _outskirts(judgement: Judgement) -> None:
    """Name what is left nameless before and after the story."""
    kept = _kept(judgement)
    if not kept:
        return
    for index, label in enumerate(judgement.labels):
        if label is Label.OTHER and judgement.is_open(index):
            if index < kept[0]:
                _decide(judgement, index, Label.NAVIGATION, "context/before-story")
            elif index > kept[-1]:
                _decide(judgement, index, Label.RELATED, "context/after-story")


_PASSES: tuple[Callable[[Judgement], None], ...] = (
    _repeated,
    _continues,
    _embedded_posts,
    _title,
    _captions,
    _comment_threads,
    _standfirst,
    _teasers,
    _bare_counts,
    _headings,
    _lone_headings,
    _sections,
    _outskirts,
)
