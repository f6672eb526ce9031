"""Context rules about the headline and the paragraph that leads from it into the story."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from cleaner.context.common import (
    LINKED,
    PARAGRAPH_WORDS,
    SURE,
    TITLE_WORDS,
    decide,
    descriptions,
    headlines,
    in_head,
    is_piece,
    is_ruled,
    names_of_site,
    own_titles,
    titles_in_head,
    topic_share,
    words_of,
)
from cleaner.document import BlockKind, Label
from cleaner.judgement import Judgement
from cleaner.score.coherence import content_words
from cleaner.split.lines import word_count

__all__ = ["standfirst", "title"]

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
with each block from the story, and the part of its likeness that makes the line above the headline. With them about
two thirds of the headlines are found (benchmarks/headlines.py); the first line that might be one was in a third."""
_TITLE_SHARE = 0.3
"""Share of a headline's content words that the story uses, at least."""
_FULL_STOPS = (".", "。", "।", "۔")
"""What a line ends with that is a sentence; a headline may end in a question."""
_QUESTIONS = ("?", "？", "؟")
_WITH_TITLE, _WITH_TITLE_AND_STANDFIRST = 2, 3
"""Kept lines of a story whose first one is a headline, at least, and those up to its first paragraph, at most."""
_SENTENCE_WITHIN = re.compile(rf"\w{{4}}[{''.join(_FULL_STOPS)}](?: |$)")
"""The end of a sentence within a line, as in a caption with a credit; abbreviations are shorter."""
_HEADER = "structure/header"
"""The head of a page or of a story: standfirsts stand in both."""
_BELOW_STANDFIRST = frozenset({Label.BYLINE, Label.DATELINE, Label.SOCIAL})
"""What stands below a line that is a standfirst even without an end mark."""
_BETWEEN_SHARE = 0.2
"""Share of such a line's content words that the story uses, at least: names of authors have less."""
_PARTS = re.compile(r" (?:[|:\u00b7\u00bb\u2022-]|::|--) |: ")
"""What parts the name of the site from the headline in a page's title, in plain characters."""
_ANSWERS = ("Re: ", "RE: ", "re: ", "AW: ", "Aw: ")
"""What boards put before the subject of an answer."""
_META = frozenset({Label.BYLINE, Label.DATELINE, Label.CREDIT, Label.CAPTION})
_STANDFIRST_WORDS = 8
_NAMED_WORDS = 5
"""The same in an element that is named for a standfirst; shorter are sections and names."""
_STANDFIRST_SHARE = 0.35
_STANDFIRST_REACH = 4
"""Blocks below the headline, exclusive, among which the standfirst stands."""
_STANDFIRST_LONGEST = 80
_STANDFIRST_DOUBT = 0.2
"""Part of the threshold from which a paragraph that no element names is the standfirst."""
_WHOLE_TITLE, _SECOND_LINE = 6, 40
"""Words of a headline, at least, and of the line right below it in a flat text, at most, which is its standfirst."""
_ELSEWHERE = frozenset({Label.NAVIGATION, Label.RELATED, Label.CAPTION, Label.PROMO, Label.AD, Label.COMMENT})


def title(judgement: Judgement) -> None:
    """Name the headline, and its copies, as which those of answers on a board count ("Re: Noisy tappets")."""
    own = set(_titles_of_page(judgement) if judgement.layout.tags else _title_of_text(judgement))
    texts = judgement.layout.plain
    titles = {texts[index] for index in own}
    subjects = {*map(in_head, titles), *own_titles(judgement), *_of_page_title(judgement)} - {""}
    answers = [n for n, text in enumerate(texts) if text.startswith(_ANSWERS) and _answered(text) in subjects]
    for index in sorted({*answers, *(n for n, text in enumerate(texts) if text in titles)}):
        is_menu = judgement.labels[index] is Label.NAVIGATION and not judgement.is_open(index)
        if index in own or not is_menu:
            decide(judgement, index, Label.TITLE, "context/title")


def _answered(text: str) -> str:
    """Return the subject that a line answers on a board."""
    return in_head(text[len(_ANSWERS[0]) :])


def _titles_of_page(judgement: Judgement) -> Iterator[int]:
    """Yield the headings that the page's head repeats, the highest ones, or else the first of the highest level.

    Those that are all of what the head tells to share go before those that it holds, and the name of the site is
    none. One of a word or two is a headline if the head begins with it: otherwise it is the name of the site.
    """
    levels, kinds = judgement.layout.levels, judgement.layout.kinds
    titles, own, sites = titles_in_head(judgement), own_titles(judgement), names_of_site(judgement)
    texts = {index: in_head(judgement.layout.plain[index]) for index in headlines(judgement, _TITLE_LEVEL, 0)}
    long = (index for index in texts if words_of(judgement, index) >= TITLE_WORDS)
    heads = [index for index in long if texts[index] not in sites or texts[index] in own]
    held = [index for index in heads if texts[index] in titles and not is_ruled(judgement, index)]
    found = [index for index in held if texts[index] in own] or held
    whole, part = _of_page_title(judgement)
    if not (own or {whole, part}).intersection(map(texts.get, found)):
        found = _shared_title(judgement, own or {whole}) or found
        if not own and (low := _shared_title(judgement, {part})) and kinds[low[0]] is BlockKind.HEADING:
            found = low  # a poem may open with a part of the page's title, but in no heading
    if found:
        highest = min(levels[index] for index in found)
        yield from (index for index in found if levels[index] == highest)
        return
    first = [index for index in heads if levels[index] == 1 and judgement.is_open(index)]
    if not first:
        others = [index for index in texts if levels[index] <= 1 and texts[index] not in sites]
        first = [index for index in others if titles.startswith(texts[index])]
    yield from first[:1]


def _of_page_title(judgement: Judgement) -> tuple[str, str]:
    """Return the page's title and the longest part of it, unless that is the site's name, as the other parts are."""
    whole = in_head(judgement.layout.head.title)
    sites = names_of_site(judgement)
    part = max(_PARTS.split(whole), key=word_count)
    return "" if whole in sites else whole, "" if part in sites else part


def _shared_title(judgement: Judgement, own: Collection[str]) -> list[int]:
    """Return the last block that is all of what the head tells to share, no lower than the story's first paragraph.

    Old and makeshift pages have their headline in a table's cell, or in a heading of a low level.
    """
    texts, kinds = judgement.layout.plain, judgement.layout.kinds
    first = next((index for index in judgement.kept() if kinds[index] is not BlockKind.HEADING), -1)
    sizes = set(map(len, own))
    for index in range(first, -1, -1):
        is_like = len(texts[index]) in sizes and words_of(judgement, index) >= TITLE_WORDS
        if is_like and in_head(texts[index]) in own and not is_ruled(judgement, index):
            return [index]
    return []


def _title_of_text(judgement: Judgement) -> Iterator[int]:
    """Yield the line that is most like the headline: before the story, or its own first line.

    It shares words with the story, stands near it and more than once; entries of menus do the first only. A
    line that is nearly as much like it, directly above, is the headline, and the other its standfirst.
    """
    kept = judgement.kept()
    above = range(max(0, kept[0] - _TITLE_REACH), kept[0]) if kept else ()
    lines = [index for index in above if _may_be_title(judgement, index)]
    if _opens_with_title(judgement, kept):
        lines.append(kept[0])
    if not lines:
        return
    likeness = {index: _likeness_to_title(judgement, index, kept[0]) for index in lines}
    best = max(lines, key=likeness.__getitem__)
    index = best
    while index - 1 in likeness and likeness[index - 1] >= _ABOVE * likeness[best]:
        index -= 1
    yield index


def _opens_with_title(judgement: Judgement, kept: Sequence[int]) -> bool:
    """Tell whether the story's first line may as well be none of it, and a paragraph is the first or second below."""
    if len(kept) < _WITH_TITLE or judgement.scores[kept[0]] >= SURE or not _may_be_title(judgement, kept[0]):
        return False
    first, *following = (judgement.evidence[index] for index in kept[:_WITH_TITLE_AND_STANDFIRST])
    is_line = not first.end_mark or judgement.layout.plain[kept[0]].endswith(_QUESTIONS)
    below = following[1:] if following[0].words >= _STANDFIRST_WORDS else []
    is_prose = any(line.end_mark and line.words >= PARAGRAPH_WORDS for line in (following[0], *below))
    return is_line and first.words <= _TITLE_LINE and is_prose


def _may_be_title(judgement: Judgement, index: int) -> bool:
    is_long_enough = TITLE_WORDS <= words_of(judgement, index) <= _LONGEST_TITLE
    text = judgement.layout.plain[index]
    if not is_long_enough or text.endswith(_FULL_STOPS) or _SENTENCE_WITHIN.search(text):
        return False
    return judgement.is_open(index) and topic_share(judgement, index) >= _TITLE_SHARE


def _likeness_to_title(judgement: Judgement, index: int, start: int) -> float:
    share = topic_share(judgement, index)
    told = min(len(content_words(judgement.layout.plain[index])) * share, _TOLD_WORDS) * share
    if judgement.layout.kinds[index] is BlockKind.ITEM:
        told *= _MENU
    again = _AGAIN if judgement.columns["copies"][index] > 1 else 0.0
    return told + again - _FARTHER * (start - index)


def standfirst(judgement: Judgement) -> None:
    """Name the paragraph between headline and story, and keep it if it speaks of the story.

    A sentence in an element that is named for a standfirst needs no words of the story, and a line in one few, between
    the headline and author, date or buttons. In a flat text a line without an end mark is a standfirst only if it is
    long, right below the headline: otherwise it is the headline more often. A piece of a text on one line is none.
    """
    labels = judgement.labels
    kept = judgement.kept()
    titles = [index for index in range(kept[0] if kept else 0) if labels[index] is Label.TITLE]
    for index in reversed(titles if judgement.layout.tags else titles[-1:]):
        if _keep_standfirst(judgement, index, kept[0]):
            break
    first, *others = judgement.kept() or [0]
    if not others or labels[first] is not Label.BODY or Label.TITLE not in labels[:first]:
        return
    before, after = labels[labels.index(Label.TITLE) : first], labels[first + 1 : others[0]]
    if not _META.intersection(before) and _META.intersection(after):
        decide(judgement, first, Label.STANDFIRST, "context/standfirst")


def _keep_standfirst(judgement: Judgement, title: int, start: int) -> bool:
    """Keep the standfirst below a headline, if there is one, and tell whether there is."""
    told = descriptions(judgement)
    for index in range(title + 1, start if told else min(title + _STANDFIRST_REACH, start)):
        line = judgement.evidence[index]
        container = judgement.container(index)
        is_called = container is not None and container.label is Label.STANDFIRST
        is_named = is_called and (line.end_mark or _is_between(judgement, title, index))
        least = _NAMED_WORDS if is_named else _STANDFIRST_WORDS
        fits = least <= line.words <= _STANDFIRST_LONGEST and line.link_density < LINKED
        is_candidate = judgement.is_open(index) and not is_piece(judgement.layout, index)
        if not fits or not is_candidate or _is_elsewhere(judgement, title, index):
            continue
        is_told = in_head(judgement.layout.plain[index]) in told
        is_near = index < title + _STANDFIRST_REACH
        if is_told or (is_near and (is_named or _leads_in(judgement, title, index))):
            decide(judgement, index, Label.STANDFIRST, "context/standfirst")
            return True
    return False


def _is_between(judgement: Judgement, title: int, index: int) -> bool:
    """Tell whether a block stands alone between headline and author, date or buttons, and speaks of the story."""
    is_alone = index == title + 1 and judgement.labels[index + 1] in _BELOW_STANDFIRST
    return is_alone and topic_share(judgement, index) >= _BETWEEN_SHARE


def _is_elsewhere(judgement: Judgement, title: int, index: int) -> bool:
    """Tell whether a block stands in an element that holds no standfirsts, and that is not around the headline too."""
    container = judgement.container(index)
    if container is None or container.label not in _ELSEWHERE or container.id == _HEADER:
        return False
    return judgement.containers[index] != judgement.containers[title]


def _leads_in(judgement: Judgement, title: int, index: int) -> bool:
    """Tell whether a block that nothing names reads like the standfirst: of the story, and not its headline again."""
    is_likely = judgement.scores[index] >= judgement.threshold * _STANDFIRST_DOUBT
    line = judgement.evidence[index]
    is_below = not judgement.layout.tags and index == title + 1
    is_long = is_below and line.words > _TITLE_LINE
    if not is_long and not (is_likely and (judgement.layout.tags or line.end_mark or is_below)):
        return False
    texts, kinds = judgement.layout.plain, judgement.layout.kinds
    headline, own = texts[title].lower(), texts[index].lower()
    if headline in own or content_words(headline) == content_words(own):
        return False
    is_second = is_below and is_likely and words_of(judgement, title) >= _WHOLE_TITLE
    if is_second and line.words <= _SECOND_LINE and kinds[index] is not BlockKind.ITEM:
        return True
    return (is_long or line.end_mark or bool(judgement.layout.tags)) and topic_share(
        judgement, index
    ) >= _STANDFIRST_SHARE
