"""HTML, Markdown or flat text: told from the first characters of a document."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Literal

from cleaner.split.markdown import READER_HEAD
from cleaner.tables import read_table

__all__ = ["detect_kind"]

_LOOKED_AT = 50_000
"""Characters: enough for the head of any page, and bounded so that a large text costs no more."""
_PROLOGUE = 200_000
"""Characters of white space, comments and declarations that may stand before a page's first tag."""
_LEAST_TAGS = 3
"""Tags in a text that opens with none, before it can be HTML; fewer are a mention."""
_TAG_SHARE = 0.04
"""Share of the characters inside tags from which a text is HTML; articles about HTML stay below."""
_TAGGED_LINES = 0.5
"""Share of the lines that hold a tag, likewise: an article shows its examples in a few lines."""
_REPEATED = 2
"""Times that a mark which flat text has, too, must stand there."""
_BULLET = "•"
"""What Markdown's own bullets are rendered as: a text with a list of these has been rendered already."""

_DOCUMENT = re.compile(r"<(?:!doctype\s+html\b|(?:html|head|body)[\s>])", re.IGNORECASE)
_DATA = re.compile(r"\{|\[\s*+[\[{\"\]]|<!doctype\b", re.IGNORECASE)
_QUOTING = re.compile(r"<(/?)(pre|code|textarea|script|style)\b[^<>]*+>", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*+)(?:\s[^<>]*+)?/?>")

_BREAKS = re.compile(r"(?:[.!?…。\"”’»>]\s*+|\n)(?:<br ?/?>\s*+)++", re.IGNORECASE)
"""Line breaks behind a sentence or another tag; a text that speaks of them has them among words."""
_LINK = re.compile(r"\[[^\]\[\n]{1,200}\]\((?:https?:|mailto:|[/#.])")
_LINKS = 3
"""Links that make Markdown without any other mark: a text may quote one, and nothing else writes several."""

# Marks that hardly occur outside Markdown, each with strings that it contains: most texts hold none of these,
# and looking for a string is a hundred times faster than looking for a pattern, and for a character ten times
# faster still.
_STRONG = [
    (("#", "\n\n#"), re.compile(r"\n\n#{1,6} \S")),
    (("]", "]("), _LINK),
    (("!", "![", "]("), re.compile(r"!\[[^\]\[\n]{0,200}\]\([^\s()]")),
    (("`", "\n```"), re.compile(r"\n```[^`\n]*\n")),
    (("~", "\n~~~"), re.compile(r"\n~~~[^~\n]*\n")),
    (("|", "--"), re.compile(r"\n\|?(?: *:?-{2,}:? *\|)+(?: *:?-{2,}:? *)?(?:\n|\Z)")),
    (("=", "\n==="), re.compile(r"\n\S.*\n={3,}(?:\n|\Z)")),
    (("]", "]: "), re.compile(r"\n {0,3}\[[^\]\[\n]{1,80}\]: +(?:https?:|/|#)\S")),
]
# Marks that flat text has, too; they only count beside a strong one.
_WEAK = [
    re.compile(r"^ {0,8}[-*+] \S", re.MULTILINE),
    re.compile(r"^> ?\S", re.MULTILINE),
    re.compile(r"\*\*[^\s*][^*\n]{0,200}\*\*"),
    re.compile(r"(?<!`)`[^`\n]{1,200}`(?!`)"),
]


@cache
def _elements() -> dict[str, frozenset[str]]:
    """Return the element names of ``kind.toml`` by list."""
    table = read_table(Path(__file__).with_name("kind.toml"))
    return {name: frozenset(names) for name, names in table.items()}


def detect_kind(text: str) -> Literal["html", "text", "markdown"]:
    """Return what a decoded document is, from its first characters.

    HTML is a page or a fragment of one; data formats are text, and so is a text that merely mentions tags.
    Markdown needs several kinds of its marks, for bullets and rules stand in flat text, too.
    """
    opening = _without_prologue(text)
    if _DOCUMENT.match(opening):
        return "html"
    marked = text[:_LOOKED_AT].lstrip("\ufeff").lstrip()
    if _is_markdown("\n\n" + (_without_quoted(marked) if _TAG.match(opening) else marked)):
        return "markdown"
    return "html" if _is_fragment(opening) else "text"


def _without_prologue(text: str) -> str:
    """Return the beginning of the text behind white space, comments and XML declarations."""
    text = text[: _PROLOGUE + _LOOKED_AT].lstrip("\ufeff").lstrip()
    at = 0
    while at < _PROLOGUE:
        for mark, close in (("<!--", "-->"), ("<?", ">")):
            if text.startswith(mark, at):
                end = text.find(close, at)
                break
        else:
            break
        if end < 0:
            break
        at = end + len(close)
        while text[at : at + 1].isspace():
            at += 1
    return text[at : at + _LOOKED_AT]


def _without_quoted(markup: str) -> str:
    """Return markup without what stands in elements that show or hold code, which may be Markdown."""
    kept: list[str] = []
    position, open_element = 0, ""
    for tag in _QUOTING.finditer(markup):
        closes, element = tag[1], tag[2].lower()
        if not closes and not open_element:
            kept.append(markup[position : tag.end()])
            position, open_element = tag.end(), element
        elif closes and element == open_element:
            position, open_element = tag.start(), ""
    kept.append(markup[position:])
    return "".join(kept)


def _is_markdown(text: str) -> bool:
    """Return whether marks of Markdown of several kinds stand in the text."""
    if f"\n\n{READER_HEAD}\n" in text:
        return True
    strong = sum(
        all(map(text.__contains__, marks)) and bool(pattern.search(text)) for marks, pattern in _STRONG
    )
    if strong and text.count(_BULLET) > _REPEATED:
        return False
    if strong != 1:
        return strong > 1
    if len(list(islice(_LINK.finditer(text), _LINKS))) == _LINKS:
        return True
    weak = sum(len(list(islice(pattern.finditer(text), _REPEATED))) == _REPEATED for pattern in _WEAK)
    return weak > 1


def _is_fragment(text: str) -> bool:
    """Return whether a text that does not open as a page is HTML all the same."""
    if "<" not in text or _DATA.match(text):
        return False
    elements = _elements()
    known = elements["blocks"] | elements["inline"]
    tags = [tag for tag in _TAG.finditer(text) if tag[2].lower() in known]
    opening = _TAG.match(text)
    if opening and opening[2].lower() in elements["data"]:
        return False
    closed = any(tag[1] for tag in tags)
    if opening and opening[2].lower() in known:
        return closed or (len(tags) > 1 and opening[2].lower() in elements["blocks"])
    breaks = sum(run.count("<") for run in _BREAKS.findall(text))
    if breaks >= _LEAST_TAGS and breaks > text.count("\n"):
        return True
    inside = sum(tag.end() - tag.start() for tag in tags)
    if not closed or len(tags) < _LEAST_TAGS or inside < _TAG_SHARE * len(text):
        return False
    lines = [line for line in text.split("\n") if line.strip()]
    return sum(_TAG.search(line) is not None for line in lines) >= _TAGGED_LINES * len(lines)
