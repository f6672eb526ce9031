"""What must hold for any input: nothing raises, and nothing that is written can steer a terminal or run."""

from __future__ import annotations

import html
import json
import re

from markdown_it import MarkdownIt
from markdown_it.token import Token

from cleaner import Article, Cleaner, Config, explain
from cleaner.config import Kind
from cleaner.document import Label
from cleaner.render.json import render_json
from cleaner.render.markdown import render_markdown
from cleaner.render.text import render_text

__all__ = ["CONTROLS", "EVERYTHING", "examine", "running"]

EVERYTHING = frozenset(Label)
"""All labels, so that what is written holds all of a page."""

CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Controls but tab and newline, and lone surrogates: no text of an article holds one."""

_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
_MAY_RUN = re.compile(r"<[A-Za-z/!?]|\][(:]")
_SAFE_LINK = re.compile(r"(?:https?|mailto):|[^:]*(?:[/?#]|$)", re.IGNORECASE)
_FORMATTING = re.compile(r"</?(?:b|br|code|del|em|i|ins|kbd|mark|q|s|small|strong|sub|sup|u) ?/?>")
_PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
_PARSER.validateLink = lambda _url: True  # type: ignore[method-assign] - some parsers take any link

_CLEANER = Cleaner(Config(links=True))


def examine(
    source: str | bytes, kind: Kind = "auto", *, encoding: str | None = None, hint: str | None = None
) -> Article:
    """Return the article in a source after a look at it and at all that can be written of it."""
    article = _CLEANER.extract(source, kind=kind, encoding=encoding, hint=hint, url="https://example.org/a")
    assert 0 <= article.confidence <= 1
    assert (article.problem is None) == bool(article.text)
    said = [article.text, render_text(article, EVERYTHING)]
    said += [comment.text for comment in article.comments]
    assert not any(map(CONTROLS.search, said)), "a control character in the text"
    _look_at_markdown(render_markdown(article, with_=EVERYTHING, links=True))
    shown = explain(article)
    assert not CONTROLS.search(shown), "a control character in the explanation"
    assert not _OVERRIDES.search(shown), "an override of writing direction in the explanation"
    line = render_json(article)
    assert len(line.splitlines()) == 1, "JSON on more than a line"
    assert json.loads(line)["text"] == article.text
    return article


def _look_at_markdown(markdown: str) -> None:
    assert not CONTROLS.search(markdown), "a control character in Markdown"
    assert not _OVERRIDES.search(markdown), "an override of writing direction in Markdown"
    assert not _MAY_RUN.search(markdown) or running(markdown) == [], "HTML or a script in Markdown"


def running(markdown: str) -> list[str]:
    """Return what of a Markdown text a parser takes for HTML, or for a link that may run."""
    found: list[str] = []

    def visit(tokens: list[Token]) -> None:
        for token in tokens:
            if token.type == "html_block" or (
                token.type == "html_inline" and not _FORMATTING.fullmatch(token.content)
            ):
                found.append(token.content)
            target = html.unescape(str(token.attrs.get("href") or token.attrs.get("src") or ""))
            if not _SAFE_LINK.match(target):
                found.append(target)
            visit(token.children or [])

    visit(_PARSER.parse(markdown))
    return found
