"""Verdicts to an article: its text, and what the page says of title, author and time."""

from __future__ import annotations

import re

from cleaner.comments import comments_of
from cleaner.config import Repairs
from cleaner.decode import Decoded
from cleaner.document import Article, Label
from cleaner.head import Facts, facts_of
from cleaner.judgement import Judgement
from cleaner.split.layout import Layout

__all__ = ["assemble"]

_DATED = re.compile(r"\d{4}|\d{1,2}[./]\d{1,2}")
_NOTHING_KEPT = "no article text found"


def assemble(
    decoded: Decoded,
    kind: str,
    layout: Layout,
    judgement: Judgement,
    text: str,
    url: str | None,
    *,
    repair: Repairs = True,
) -> Article:
    """Return the article: the text that the verdicts keep of the blocks, and what the page says of it.

    `repair` is that of `Config`.
    """
    facts = facts_of(layout.head, repair=repair)
    return Article(
        text=text,
        title=_title(layout, judgement, facts),
        standfirst=_text_of(layout, judgement, Label.STANDFIRST),
        byline=facts.author or _text_of(layout, judgement, Label.BYLINE),
        date=facts.date or _date(layout, judgement),
        language=facts.language,
        comments=comments_of(layout, judgement) if Label.COMMENT in judgement.labels else (),
        confidence=judgement.confidence() if text else 0.0,
        verdicts=judgement.finish(),  # after all that asks the judgement
        blocks=layout.blocks(),
        repairs=tuple(layout.repairs),
        kind=kind,
        encoding=decoded.encoding,
        url=url or facts.url,
        problem=decoded.problem or (None if text else _NOTHING_KEPT),
    )


def _title(layout: Layout, judgement: Judgement, facts: Facts) -> str | None:
    """Return the headline: the block that was labelled so, for it has no site's name behind it."""
    return _text_of(layout, judgement, Label.TITLE) or facts.title


def _date(layout: Layout, judgement: Judgement) -> str | None:
    """Return the first line about time that holds a date, and not just the minutes to read."""
    for text, label in zip(layout.plain, judgement.labels, strict=True):
        if label is Label.DATELINE and _DATED.search(text):
            return text
    return None


def _text_of(layout: Layout, judgement: Judgement, label: Label) -> str | None:
    """Return the text of the first block with the label."""
    return layout.plain[judgement.labels.index(label)] if label in judgement.labels else None
