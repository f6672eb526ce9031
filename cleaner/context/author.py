"""Context rule about what a page says of its author below the story."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise

from cleaner.context.common import decide, words_of
from cleaner.document import Label
from cleaner.judgement import Judgement
from cleaner.score.lexicon import function_words

__all__ = ["about_author"]

_NAME = r"[^\W\d_][\w.'’-]*"
_OPENING = re.compile(rf"(?:(?:Dr|Prof|Mrs?|Ms)\.? )?(?P<name>{_NAME} {_NAME})(?! ?:)\b")
_NOTE = re.compile(
    rf"(?P<name>{_NAME}(?: {_NAME}){{0,3}}?),? (?:also |currently |previously )?(?:is|was|has|had|holds|brings|writes"
    r"|covers|reports|edits|hosts|runs|leads|oversees|joined|works|worked|serves|served|teaches|studied|graduated|earned"
    r"|received|speciali[sz]es|focuses|helps|founded|lives|loves|enjoys|spends|spent|started|began|grew)\b"
)
"""How an English note of somebody's trade and tastes goes on behind the name."""
_NAME_ALONE = re.compile(rf"{_NAME}(?: {_NAME}){{1,3}}(?:,? [A-Z]{{2,4}}®?)*")
_LONGEST_NAME = 60
"""Characters of a line that is somebody's name and titles."""
_WORD_OR_BREAK = re.compile(r"[\w.'’-]+|[^\w\s]")
_LAST_PART = 0.6
"""Part of the kept blocks, behind which a paragraph about the author stands."""
_MENTIONS = 2
"""Kept blocks that may name the author; one who is named in more is what the story is about."""
_AUTHORS = 20
"""Names that are looked for in the story; a longer list of authors is no byline."""
_BEHIND_NOTE = 0.2
"""Part of the kept words that may stand behind a note on somebody who signs nothing else."""
_TRADE = re.compile(
    r"\b(?:(?:co-?)?founder|CEO|president|author|writer|editor|journalist|reporter|blogger|producer|photographer|artist"
    r"|designer|manager|director|consultant|marketer|strategist|specialist|developer|engineer|teacher|professor|scientist"
    r"|analyst|advis[eo]r|attorney|lawyer|physician|nurse|dietitian|coach|expert|enthusiast|head of|years of experience"
    r"|professional|background in|degree|lives (?:in|with)|based in)\b",
    re.IGNORECASE,
)
"""What notes tell of people, and of no places or things."""
_SIGNATURE = 2_000
"""Characters of bylines that names are looked for in."""


def about_author(judgement: Judgement) -> None:
    """Remove paragraphs at the end that open with the author's name: nobody writes so of himself.

    The author is whoever a byline names, in full or, before what such notes go on with, by the first name; or
    who is named alone in the line above. A name followed by a colon is a speaker's.
    """
    texts, kept = judgement.layout.plain, judgement.kept()
    signed = "\n".join(
        text for text, label in zip(texts, judgement.labels, strict=True) if label is Label.BYLINE
    )[:_SIGNATURE]
    first_names = {name.split()[0] for name in _names(signed)}
    mentions: dict[str, int] = {}
    for index in kept[int(len(kept) * _LAST_PART) :] if first_names else ():
        name = _signer(texts[index], signed) or _noted(texts[index], first_names)
        if not name or not judgement.is_open(index):
            continue
        if name not in mentions:
            if len(mentions) == _AUTHORS:
                break
            mentions[name] = sum(name in texts[other] for other in kept)
        if mentions[name] <= _MENTIONS:
            decide(judgement, index, Label.BYLINE, "context/about-author")
    _under_name(judgement)


def _signer(text: str, signed: str) -> str:
    """Return the full name that a text opens with if the bylines hold it, or nothing."""
    opening = _OPENING.match(text)
    if opening is None:
        return ""
    name = opening["name"]
    if not _is_name(*name.split()):
        return ""
    ends = (found.end() for found in re.finditer(re.escape(name), signed))
    return name if any(not signed[end : end + 1].islower() for end in ends) else ""


def _noted(text: str, first_names: Container[str]) -> str:
    """Return whom of these people a note opens with, by the first name alone, or nothing."""
    found = _NOTE.match(text)
    return found["name"] if found is not None and found["name"] in first_names else ""


def _under_name(judgement: Judgement) -> None:
    """Remove a note on the person named above it, near the end of the story and the only one of its kind."""
    texts, kept = judgement.layout.plain, judgement.kept()
    found = [place for place, index in enumerate(kept) if _is_under_name(texts, index)]
    if len(found) != 1:
        return  # of several, each is an entry of a list of people or places
    index = kept[found[0]]
    words = [words_of(judgement, other) for other in kept]
    is_near_end = sum(words[found[0] + 1 :]) <= _BEHIND_NOTE * sum(words)
    if not is_near_end or not judgement.is_open(index) or _TRADE.search(texts[index]) is None:
        return
    decide(judgement, index, Label.BYLINE, "context/about-author")
    if judgement.is_kept(index - 1) and judgement.is_open(index - 1):
        decide(judgement, index - 1, Label.BYLINE, "context/about-author")


def _is_under_name(texts: Sequence[str], index: int) -> bool:
    """Tell whether a paragraph is a note on whoever the line above it names and does nothing else."""
    above = texts[index - 1].removeprefix("By ") if index else ""
    if len(above) > _LONGEST_NAME or _NAME_ALONE.fullmatch(above) is None:
        return False
    found = _NOTE.match(texts[index])
    return (
        found is not None
        and above.startswith(found["name"])
        and all(word[0].isupper() for word in above.split())
    )


def _names(byline: str) -> Iterator[str]:
    """Yield the pairs of capitalised words that stand side by side and may be a name."""
    for first, last in pairwise(_WORD_OR_BREAK.findall(byline)):
        if _is_name(first, last):
            yield f"{first} {last}"


def _is_name(first: str, last: str) -> bool:
    """Tell whether two words may be somebody's name."""
    return first[0].isupper() and last[0].isupper() and first.lower() not in function_words()
