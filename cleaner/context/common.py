"""What the context rules share: their reasons, and how they look at and decide blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cleaner.document import BlockKind, Label
from cleaner.head import SITES
from cleaner.judgement import SCORE, Judgement
from cleaner.rules.plain import plain
from cleaner.score.coherence import content_words
from cleaner.split.layout import Layout
from cleaner.split.lines import word_count
from cleaner.split.sentences import MARKLESS

__all__ = [
    "CONTEXT_RULES",
    "DOUBT",
    "LINKED",
    "PARAGRAPH_WORDS",
    "STORY_TAGS",
    "SURE",
    "TITLE_WORDS",
    "alone_in",
    "decide",
    "descriptions",
    "headlines",
    "in_head",
    "is_doubtful",
    "is_paragraph",
    "is_piece",
    "is_removed_by_scorer",
    "is_removed_prose",
    "is_ruled",
    "make_of",
    "names_of_site",
    "own_titles",
    "ruled_by",
    "titles_in_head",
    "topic_share",
    "words_of",
]

TITLE_WORDS = 3
"""Words of a headline, at least."""
PARAGRAPH_WORDS = 10
"""Words of a paragraph, at least."""
DOUBT = 0.4
"""Part of the threshold from which a removed block is doubtful."""
_LONGEST_SENTENCE = 60
"""Words of a sentence of an overlong line, at most: a longer piece is a menu or a list with one behind."""
STORY_TAGS = frozenset({"article", "main"})
"""Elements that are made to hold the story of a page."""
SURE = 0.7
"""P(body) of a block that is the story's without doubt."""
_SIGNED = re.compile(r"[.!?…。।۔؟][\"'”’»]? \([^()]{1,20}\)$")
"""A paragraph that ends, behind its sentence, in the sign of an agency or of who wrote it."""
_SIGN = 30
"""Characters at the end of a line that such a sign stands in."""
LINKED = 0.3
"""Part of a block's characters in links from which it is no prose."""
_LAST = 2
"""Characters at the end of a line, of which the last may be a quotation mark."""
_TITLES = ("og:title", "twitter:title")
_DESCRIPTIONS = ("description", "og:description", "twitter:description")

CONTEXT_RULES = {
    "context/best-left": "Nothing else in the document is more like a story.",
    "context/repeated": "Stands in the story already.",
    "context/title": "The headline: it heads the story, or the page's head repeats it.",
    "context/another-story": "Stands under a headline of its own behind the story that the page's head names.",
    "context/continues": "A paragraph next to the story, or between two lines of it, that may be its own.",
    "context/resumes": "Goes on with the story behind a box in its midst.",
    "context/last-sentence": "A sentence between the story and what stands below stories.",
    "context/signed": "The last paragraph of the story, behind which the sign of an agency stands.",
    "context/record": "In an element made like others, of which most are kept.",
    "context/switch": "A question that opens what is kept below it.",
    "context/entry-of-list": "An entry of a numbered list of which others are kept.",
    "context/option": "The third of several choices, below the second.",
    "context/omission": "Dots between two lines of the story, for what is left out.",
    "context/entry": "A date that heads an entry of a chronicle, as others do.",
    "context/attribution": "Names who said the quotation below it, which the story keeps.",
    "context/torn": "An entry of a list or table most of which is kept.",
    "context/table": "A table of data in the midst of the story.",
    "context/step": "An entry of a list of instructions that is like the story.",
    "context/manual": "A heading that is called what a button is, above what explains it.",
    "context/numbered": "Goes on with the numbers that lines of the story begin with.",
    "context/embedded-post": "A post that the story quotes.",
    "context/line-numbers": "The numbers of the lines of the listing beside it.",
    "context/preformatted": "Code, verse or a listing in the midst of the story, or that it opens with.",
    "context/caption": "Stands directly above the credit of a picture, before the story.",
    "context/about-author": "Opens with the name that the byline or the line above gives, behind the story.",
    "context/comment-thread": "Stands between the marks of a thread of readers' comments.",
    "context/dateline": "A day and an hour at the head of the story, in a line that is no sentence.",
    "context/standfirst": "Stands between the headline and the line with author or date, or the story.",
    "context/pointer": "A headline directly below the head of a box of other stories.",
    "context/teasers": "Follows the head of a list of other stories, and the story does not resume.",
    "context/heading": "A short line without an end mark above a paragraph of the story.",
    "context/behind-story": "Behind the element of the page that holds its story.",
    "context/page-footer": "In the foot of the page, below the element that holds the story.",
    "context/running-head": "Head or foot of a printed page, as others of the text have them.",
    "context/link-addresses": "In the list of addresses that a text browser writes below a page.",
    "context/cue-number": "The number of a subtitle, above its time.",
    "context/subtitle": "Said below the time of a subtitle.",
    "context/bare-count": "A number alone: a count of shares or comments.",
    "context/lone-heading": "A heading with nothing of the story under it.",
    "context/after-head": "Follows a line that heads a part of the page that is not the story.",
    "context/before-story": "Stands before the story and belongs to no part that has a name.",
    "context/after-story": "Stands after the story and belongs to no part that has a name.",
}
"""Every rule of this pass, with the reason that its verdicts give."""


def decide(judgement: Judgement, index: int, label: Label, rule: str) -> None:
    """Give a context rule's verdict on a block."""
    judgement.decide(index, label, rule, CONTEXT_RULES[rule])


def headlines(judgement: Judgement, lowest: int, least: int = TITLE_WORDS) -> list[int]:
    """Return the headings of at least so many words, down to the level `lowest`."""
    levels = judgement.layout.levels
    return [
        index
        for index, kind in enumerate(judgement.layout.kinds)
        if kind is BlockKind.HEADING and levels[index] <= lowest and words_of(judgement, index) >= least
    ]


def in_head(text: str) -> str:
    """Return a text as it is compared with what the head of a page says: in small letters and plain characters."""
    return plain(text).lower()


def titles_in_head(judgement: Judgement) -> str:
    """Return all that the head of a page calls it, as one text to look into."""
    head = judgement.layout.head
    return in_head(" ".join([head.title, *(head.metas.get(name, "") for name in _TITLES)]))


def own_titles(judgement: Judgement) -> set[str]:
    """Return what the head of a page calls its story for those who share it, mostly without the site's name."""
    return _metas(judgement, _TITLES)


def descriptions(judgement: Judgement) -> set[str]:
    """Return what the head of a page tells of its story, as its own standfirst does on many sites."""
    return _metas(judgement, _DESCRIPTIONS)


def names_of_site(judgement: Judgement) -> set[str]:
    """Return what the head of a page calls the site."""
    return _metas(judgement, SITES)


def make_of(layout: Layout, index: int) -> tuple[str, str]:
    """Return tag and names of a block's element: what is made alike is of one kind."""
    node = layout.nodes[index]
    return layout.tags[node], layout.marks[node]


def alone_in(layout: Layout, node: int) -> list[int]:
    """Return the elements that hold one block and nothing else, from `node` outwards: none if it holds more."""
    found = []
    while node >= 0 and layout.end_blocks[node] - layout.first_blocks[node] == 1:
        found.append(node)
        node = layout.parents[node]
    return found


def _metas(judgement: Judgement, names: Iterable[str]) -> set[str]:
    metas = judgement.layout.head.metas
    return {in_head(" ".join(metas[name].split())) for name in names if name in metas}


def words_of(judgement: Judgement, index: int) -> int:
    """Return how many words a block has."""
    return judgement.evidence[index].words


def is_paragraph(judgement: Judgement, index: int) -> bool:
    """Tell whether a block is as long as a paragraph and ends like one."""
    line = judgement.evidence[index]
    return line.end_mark and line.words >= PARAGRAPH_WORDS


def is_removed_prose(judgement: Judgement, index: int, least: int = PARAGRAPH_WORDS) -> bool:
    """Tell whether nobody but the scorer removed a block, and it reads like prose of so many words."""
    if not is_removed_by_scorer(judgement, index):
        return False
    return judgement.evidence[index].link_density < LINKED and _is_sentence(judgement, index, least)


def is_removed_by_scorer(judgement: Judgement, index: int) -> bool:
    """Tell whether a block is removed, and nobody but the scorer has spoken about it."""
    return not judgement.is_kept(index) and judgement.is_open(index)


def is_doubtful(judgement: Judgement, index: int, least: float, words: int = PARAGRAPH_WORDS) -> bool:
    """Tell whether the scorer removed prose of so many words at a score of no less than `least`."""
    is_prose = judgement.scores[index] >= least and is_removed_prose(judgement, index, words)
    return is_prose and not (
        words_of(judgement, index) > _LONGEST_SENTENCE and is_piece(judgement.layout, index)
    )


def _is_sentence(judgement: Judgement, index: int, least: int) -> bool:
    """Tell whether a block has so many words and an end mark, or is in a script that has none."""
    text = judgement.layout.plain[index]
    if MARKLESS.search(text, len(text) - _LAST):
        return word_count(text) >= least
    line = judgement.evidence[index]
    is_ended = line.end_mark or _SIGNED.search(text, max(0, len(text) - _SIGN)) is not None
    return line.words >= least and is_ended


def is_piece(layout: Layout, index: int) -> bool:
    """Tell whether a block is a piece of a line of a flat text that was cut into sentences."""
    following = index + 1 < len(layout) and layout.joined[index + 1]
    return not layout.tags and bool(layout.joined[index] or following)


def is_ruled(judgement: Judgement, index: int) -> bool:
    """Tell whether a phrase of the rule list decided the block."""
    return not judgement.rules[index].startswith((SCORE, "context/", "structure/", "furniture/"))


def ruled_by(judgement: Judgement, beginnings: tuple[str, ...]) -> list[int]:
    """Return the blocks that a rule decided whose id has one of these beginnings."""
    found = {rule for rule in set(judgement.rules) if rule.startswith(beginnings)}
    return [index for index, rule in enumerate(judgement.rules) if rule in found] if found else []


def topic_share(judgement: Judgement, index: int) -> float:
    """Return the share of a block's content words that good paragraphs use; none has -1."""
    if "topic_share" in judgement.columns:
        return float(judgement.columns["topic_share"][index])
    texts = judgement.layout.plain
    own = content_words(texts[index])
    good = enumerate(judgement.columns["good"].tolist())
    used = content_words(" ".join(texts[other] for other, is_good in good if is_good and other != index))
    return len(own & used) / len(own) if own else -1.0
