"""What must hold for any input: nothing raises, and nothing that is written can steer a terminal or run."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from math import isqrt
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from cleaner import Article, Cleaner, Config, explain
from cleaner.config import Kind
from cleaner.document import Label
from cleaner.render.json import render_json
from cleaner.render.markdown import render_markdown
from cleaner.render.text import render_text

__all__ = ["CONTROLS", "EVERYTHING", "SHAPES", "Shape", "examine", "running"]

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

SENTENCE = "A sentence of eight words stands in here. "

_BOMB = "".join(f'<!ENTITY e{level + 1} "{f"&e{level};" * 10}">' for level in range(9))
_EVERY_CHARACTER = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x110000))))


class Shape(NamedTuple):
    """A shape of hostile input: `make` repeats its piece so often as it is told, `times` in the benchmark."""

    make: Callable[[int], str | bytes]
    times: int
    kind: Kind = "html"


def _page(article: str) -> str:
    return (
        f"<html><body><article><p>{SENTENCE * 20}</p>{article}<p>{SENTENCE * 20}</p></article></body></html>"
    )


SHAPES: dict[str, Shape] = {
    "nested elements": Shape(lambda n: "<div>" * n + SENTENCE + "</div>" * n, 200_000),
    "nested inline elements": Shape(lambda n: _page("<b>" * n + SENTENCE), 200_000),
    "nested formatting in blocks": Shape(lambda n: _page("<b><p>word" * n), 2_000),
    "nested tables": Shape(lambda n: _page("<table><tr><td>cell" * n), 50_000),
    "nested templates": Shape(lambda n: _page("<template>word" * n), 100_000),
    "nested drawings": Shape(lambda n: _page("<svg><foreignObject>word" * n), 100_000),
    "nested formulas": Shape(lambda n: _page("<math><mi>x<annotation-xml>" * n), 100_000),
    "nested selects and forms": Shape(lambda n: _page("<form><select><option>word" * n), 100_000),
    "nested lists": Shape(lambda n: "<ul>" * n + f"<li>{SENTENCE}", 300_000),
    "nested items": Shape(
        lambda n: "".join(f"{' ' * i}- {SENTENCE}\n" for i in range(isqrt(n))), 90_000, "text"
    ),
    "nothing closed": Shape(lambda n: _page("<ul><li><a href=x><i><table><td><h2>word " * n), 20_000),
    "nothing opened": Shape(lambda n: _page("</p></div></b></table></a></br>" * n), 200_000),
    "attributes": Shape(lambda n: f"<p {' '.join(f'a{i}=v' for i in range(n))}>{SENTENCE}</p>", 100_000),
    "one attribute": Shape(lambda n: f'<p class="{"x" * n}" title="{"<" * n}">{SENTENCE}</p>', 10_000_000),
    "class names": Shape(lambda n: f'<p class="{" ".join(f"n{i}" for i in range(n))}">{SENTENCE}', 1_000_000),
    "names of elements": Shape(lambda n: _page("".join(f"<x{i}>word" for i in range(n))), 200_000),
    "paragraphs without text": Shape(lambda n: "<p>" * n, 1_000_000),
    "paragraphs of a letter": Shape(lambda n: "<p>a" * n, 1_000_000),
    "a page of 100 MB": Shape(lambda n: f"<p>{SENTENCE * 4}</p>\n" * n, 570_000),
    "a script of 100 MB": Shape(lambda n: _page(f"<script>{'if (a < b) {};' * n}</script>"), 7_000_000),
    "a comment never closed": Shape(lambda n: _page("<!-- -- > --!" * n), 1_000_000),
    "comments as traps": Shape(lambda n: _page("<!--><p>word</p>--><!--->word<!--a--!>" * n), 200_000),
    "CDATA as traps": Shape(lambda n: _page("<![CDATA[<p>word</p>]]><svg><![CDATA[x]]></svg>" * n), 200_000),
    "instructions": Shape(lambda n: _page("<?xml version='1.0'?><?php echo '<p>' ?><!x>" * n), 200_000),
    "plaintext": Shape(lambda n: _page("<plaintext></plaintext><xmp><noembed>" * n), 200_000),
    "an entity bomb": Shape(
        lambda n: f'<!DOCTYPE x [<!ENTITY e0 "word">{_BOMB}]><html><body><p>{"&e9; " * n}{SENTENCE}', 100_000
    ),
    "entities": Shape(lambda n: _page("&amp;&#8217;&eacute;&notin;&#x1F600;&#0;&#xD800;&x" * n), 500_000),
    "entities in layers": Shape(lambda n: f"&{'amp;' * n}lt; {SENTENCE}" * 10, 1_000_000, "text"),
    "JSON-LD in brackets": Shape(
        lambda n: f"<script type=application/ld+json>{'[' * n}</script><p>{SENTENCE}", 10_000_000
    ),
    "JSON-LD in objects": Shape(
        lambda n: "<script type=application/ld+json>" + '{"a":' * n + f"</script><p>{SENTENCE}", 1_000_000
    ),
    "JSON-LD stories without an end mark": Shape(
        lambda n: (
            f'<script type=application/ld+json>{{"articleBody": "{"word 字" * n}"}}</script><p>{SENTENCE}'
        ),
        2_000_000,
    ),
    "blocks that a JSON-LD story may hold": Shape(
        lambda n: (
            f'<script type=application/ld+json>{{"articleBody": "{"a word 字 " * n}"}}</script>'
            + "".join(f"<p>{'a word 字 ' * 5}{at}" for at in range(n))
        ),
        50_000,
    ),
    "a line of 50 MB": Shape(lambda n: SENTENCE * n, 1_200_000, "text"),
    "a word of 50 MB": Shape(lambda n: "a" * n, 50_000_000, "text"),
    "blanks": Shape(lambda n: " " * n + "x", 50_000_000, "text"),
    "empty lines": Shape(lambda n: "\n" * n + "x", 50_000_000, "text"),
    "lines of a letter": Shape(lambda n: "a\n" * n, 1_000_000, "text"),
    "overrides of direction": Shape(lambda n: f"\u202e{SENTENCE}\u2066אבג \u200f" * n, 200_000, "text"),
    "combining characters": Shape(lambda n: "a" + "\u0301" * n + f" {SENTENCE}", 10_000_000, "text"),
    "joiners": Shape(lambda n: "👩\u200d" * n + SENTENCE, 2_000_000, "text"),
    "all of Unicode": Shape(lambda n: _EVERY_CHARACTER * n, 10, "text"),
    "all of Unicode in a page": Shape(lambda n: f"<p>{html.escape(_EVERY_CHARACTER * n)}</p>", 10),
    "all of Unicode as entities": Shape(
        lambda n: "<p>" + "".join(f"&#{code};" for code in range(0x110000)) * n, 2
    ),
    "mojibake": Shape(lambda n: "cafÃ© â€œouvertâ€\x9d " * n, 200_000, "text"),
    "mojibake in lines": Shape(lambda n: "cafÃ© â€œouvertâ€\x9d\n" * n, 200_000, "text"),
    "broken letters, each in a line": Shape(lambda n: "\x85\nÃ©\n" * n, 500_000, "text"),
    "broken letters, each in a paragraph": Shape(lambda n: "<p>\x85<p>Ã©" * n, 500_000),
    "broken letters, none like another": Shape(
        lambda n: "".join(f"{chr(0xC4 + at % 2)}{chr(0x80 + at // 2 % 64)}{at:04x}\n" for at in range(n)),
        500_000,
        "text",
    ),
    "mojibake of all kinds": Shape(lambda n: "Ã©Ð°Гѓ鈥檚тАЩ√©ï¿½\x93 " * n, 200_000, "text"),
    "escape sequences": Shape(lambda n: f"\x1b]0;{SENTENCE}\x07\x1b[31m\x9b2J" * n, 200_000, "text"),
    "an escape never closed": Shape(lambda n: f"{SENTENCE}\x1b]" * n, 200_000, "text"),
    "broken UTF-8": Shape(lambda n: b"\xe2\x80 \xf0\x9f\xff word " * n, 2_000_000, "auto"),
    "UTF-16 without a mark": Shape(lambda n: (SENTENCE * n).encode("utf-16-le"), 500_000, "auto"),
    "controls": Shape(lambda n: b"a\x00\x07\x1b" * n, 10_000_000, "auto"),
    "backticks": Shape(lambda n: "# A bridge\n\n" + "`a ``b ```c\n" * n, 500_000, "markdown"),
    "quotations": Shape(lambda n: ">\n" * n, 1_000_000, "markdown"),
    "brackets": Shape(lambda n: "# A bridge\n\n" + "[a](<b ![" * n, 500_000, "markdown"),
    "brackets in brackets": Shape(lambda n: "[" * n + "a" + "](b)" * n, 500_000, "markdown"),
    "emphasis": Shape(lambda n: "**a_ *b `c\\` ~~d_** " * n, 200_000, "markdown"),
    "a cut in one paragraph": Shape(
        lambda n: f"<p>{'He spoke. Story continues below advertisement ' * n}</p>", 40_000
    ),
}
"""Hostile documents by their name."""

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
    said += filter(None, (article.title, article.standfirst, article.byline, article.date, article.language))
    assert not any(map(CONTROLS.search, said)), "a control character in the text"
    _look_at_markdown(render_markdown(article, with_=EVERYTHING, links=True))
    shown = explain(article)
    assert not CONTROLS.search(shown), "a control character in the explanation"
    assert not _OVERRIDES.search(shown), "an override of writing direction in the explanation"
    line = render_json(article)
    assert len(line.splitlines()) == 1, "JSON on more than a line"
    assert not CONTROLS.search(line), "a control character in JSON"
    assert not _OVERRIDES.search(line), "an override of writing direction in JSON"
    assert "<" not in line, "a tag in JSON"
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
