"""Context rules about a story's last lines: behind a box in its midst, above what follows it, and signed."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from cleaner.context.common import (
    DOUBT,
    PARAGRAPH_WORDS,
    decide,
    is_doubtful,
    is_removed_by_scorer,
    is_removed_prose,
    is_ruled,
    make_of,
    topic_share,
    words_of,
)
from cleaner.document import BlockKind, Label
from cleaner.judgement import Judgement
from cleaner.rules.plain import plain_lines
from cleaner.tables import read_table
from cleaner.unspaced import holds_unspaced

__all__ = ["last_sentences", "resumes", "signed"]

_LIKELY = 0.5
"""P(body) of the last kept paragraph, at least."""
_KEPT = 4
"""Kept blocks of a story that has a midst, at least."""
_BOXES = 3
"""Boxes that are looked behind."""
_LINES = 6
"""Lines of a box, at most."""
_SENTENCE_WORDS = 4
"""Words of a sentence among the paragraphs, at least."""
_RUN = 2
"""Paragraphs that need nothing below them that ends a story: teasers and notes of authors stand alone."""
_RUN_DOUBT = 0.55
"""Part of the threshold that such paragraphs have on average, at least."""
_RUN_SHARE = 0.1
"""Share of their content words that the story uses, on average, at least."""
_BOX = frozenset({Label.RELATED, Label.PROMO, Label.AD, Label.SOCIAL, Label.LEGAL, Label.NAVIGATION})
"""What a line of a box is, at least one, by the rule list."""
_INSERTED = frozenset({Label.PROMO, Label.AD, Label.LEGAL})
"""What boxes are that stand in the midst of stories; other stories are rather at their end."""
_ENDS = frozenset({Label.TAGS, Label.COMMENT, Label.CREDIT, Label.AD})
"""What stands right below the last paragraph of a story. Other stories, forms and legal lines stand below teasers."""
_BELOW = _ENDS | {Label.NAVIGATION, Label.RELATED, Label.SOCIAL}
"""What stands right below a sentence that ends a story; legal lines and forms stand below notes as often."""
_LAST_WORDS = 3
"""Words of a sentence that ends a story, at least."""
_LONE_DOUBT = 0.2
"""Part of the threshold that the only removed sentence of a text reaches, at least."""
_ASKS = frozenset("?？؟")
_CALLS = ("!", "！")
"""What stands in lines that ask the reader for something, and at their end."""
_CLOSES = (
    "promo/paywall",
    "other/end-mark",
    "promo/mail-footer",
    "other/mailing-list",
    "byline/email-alone",
    "byline/credited-role",
)
"""How the ids of rules begin for a line where the story breaks off, for one that closes it, for the foot of a letter,
and for the address or office of who wrote the story; a name alone also stands below a teaser."""

_ENDS_IN_AGENCY = "caption/agency-ending"
_SIGNED = re.compile(r"[.!?…][\"']? \((?:[A-Z][\w-]*[ /]?){1,4}\)$")
"""The end of a sentence and the sign of who wrote it, and no word of a photograph."""


def resumes(judgement: Judgement) -> None:
    """Keep the doubtful paragraphs of a flat text behind a box that stands right below the last kept one.

    A box is some lines, of which the rule list knows one, without a doubtful sentence. A single paragraph
    needs what ends a story right below it, and no box above. On left-out sites four of five documents
    get back what is theirs.
    """
    kept = judgement.kept()
    if judgement.layout.tags or len(kept) < _KEPT or judgement.scores[kept[-1]] < _LIKELY:
        return
    last = kept[-1]
    for _ in range(_BOXES):
        run = _run_behind(judgement, last)
        for index in run:
            decide(judgement, index, judgement.kept_label(index), "context/resumes")
        if not run:
            return
        last = run[-1]


def last_sentences(judgement: Judgement) -> None:
    """Keep the doubtful sentences of a flat text between its last kept line and what stands right below stories.

    Many a story ends in a short one. On left-out sites nine of 13 that come back are the story's. Where nothing else
    that the scorer has removed is a sentence, a single one needs less: menus and teasers are none, and of a language
    that the scorer hardly knows it trusts no short line.
    """
    kept = judgement.kept()
    if judgement.layout.tags or not kept:
        return
    start = end = kept[-1] + 1
    while end < len(judgement.labels) and _may_be_last(judgement, end):
        end += 1
    if end == start and _ends_story(judgement, start + 1, _BELOW) and _is_lone_sentence(judgement, start):
        end += 1
    if _ends_story(judgement, end, _BELOW):
        for index in range(start, end):
            decide(judgement, index, judgement.kept_label(index), "context/last-sentence")


def _may_be_last(judgement: Judgement, index: int) -> bool:
    """Tell whether a block is a sentence that the scorer has removed with some doubt, and asks for nothing."""
    return _may_go_on(judgement, index, _LAST_WORDS) and _is_statement(judgement, index)


def _is_statement(judgement: Judgement, index: int) -> bool:
    """Tell whether a block asks the reader for nothing."""
    text = judgement.layout.plain[index]
    return _ASKS.isdisjoint(text) and not text.endswith(_CALLS) and not _invites(text)


def _invites(text: str) -> bool:
    """Tell whether a line opens as the invitations of sites do: to follow, to read on, to subscribe."""
    line = plain_lines([text], len(text))[0].lower()
    found = [opening for opening in _invitations() if line.startswith(opening)]
    return any(holds_unspaced(opening) or not line[len(opening) :][:1].isalpha() for opening in found)


@cache
def _invitations() -> tuple[str, ...]:
    """Return how invitations open, in all languages."""
    table: dict[str, list[str]] = read_table(Path(__file__).with_name("invitations.toml"))
    return tuple(opening for own in table.values() for opening in own)


def _is_lone_sentence(judgement: Judgement, index: int) -> bool:
    """Tell whether a block is a statement, and the only sentence of the text that the scorer has removed."""
    is_likely = _may_go_on(judgement, index, _LAST_WORDS, _LONE_DOUBT) and _is_statement(judgement, index)
    others = (other for other in range(len(judgement.labels)) if other != index)
    return is_likely and not any(is_removed_prose(judgement, other, _LAST_WORDS) for other in others)


def _run_behind(judgement: Judgement, last: int) -> range:
    """Return the paragraphs behind the box below a block, with the short sentences among them; none if unlikely."""
    n = len(judgement.labels)
    box = _box_behind(judgement, last)
    start = end = box.stop
    while end < n and _may_go_on(judgement, end):
        end += 1
    run = range(start, end)
    paragraphs = [index for index in run if words_of(judgement, index) >= PARAGRAPH_WORDS]
    if not paragraphs:
        return range(0)
    is_behind_box = any(judgement.labels[index] in _INSERTED for index in box)
    resumes = is_behind_box and _is_like_story(judgement, paragraphs)
    return run if resumes or _ends_story(judgement, end) else range(0)


def _box_behind(judgement: Judgement, last: int) -> range:
    """Return the lines of the box right behind a block; none if there is none."""
    known = False
    index = last + 1
    while index < min(len(judgement.labels), last + 1 + _LINES) and not _may_go_on(judgement, index):
        is_known = is_ruled(judgement, index) and judgement.labels[index] in _BOX
        if not is_known and not is_removed_by_scorer(judgement, index):
            break
        known = known or is_known
        index += 1
    return range(last + 1, index if known else last + 1)


def _may_go_on(judgement: Judgement, index: int, words: int = _SENTENCE_WORDS, doubt: float = DOUBT) -> bool:
    """Tell whether a block is a sentence that the scorer has removed with some doubt, and no entry of a list."""
    is_entry = judgement.layout.kinds[index] is BlockKind.ITEM
    return not is_entry and is_doubtful(judgement, index, judgement.threshold * doubt, words)


def _ends_story(judgement: Judgement, index: int, below: frozenset[Label] = _ENDS) -> bool:
    """Tell whether a rule knows a block as one that stands right below stories."""
    if index >= len(judgement.labels) or not is_ruled(judgement, index):
        return False
    return judgement.labels[index] in below or judgement.rules[index].startswith(_CLOSES)


def _is_like_story(judgement: Judgement, paragraphs: list[int]) -> bool:
    """Tell whether paragraphs are several, not all too unlikely, and use words of the story."""
    n = len(paragraphs)
    scores = sum(judgement.scores[index] for index in paragraphs)
    shares = sum(max(0.0, topic_share(judgement, index)) for index in paragraphs)
    return n >= _RUN and scores >= _RUN_DOUBT * judgement.threshold * n and shares >= _RUN_SHARE * n


def signed(judgement: Judgement) -> None:
    """Keep the last paragraph of a story behind whose sentence the sign of an agency stands.

    Captions end so, too: it must stand right below the story, in an element like those of the story, and be the only
    line that ends so.
    """
    kept = judgement.kept()
    found = [index for index, rule in enumerate(judgement.rules) if rule == _ENDS_IN_AGENCY]
    if not kept or found != [kept[-1] + 1]:
        return
    layout, last = judgement.layout, found[0]
    is_alike = not layout.tags or make_of(layout, last) == make_of(layout, kept[-1])
    is_long = words_of(judgement, last) >= PARAGRAPH_WORDS
    if is_alike and is_long and len(kept) >= _KEPT and _SIGNED.search(layout.plain[last]):
        decide(judgement, last, judgement.kept_label(last), "context/signed")
