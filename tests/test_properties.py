"""What holds for every document: nothing raises, nothing is invented, every decision can be followed."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import FrozenInstanceError, fields
from itertools import pairwise

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from support import letters, without_markup

from cleaner import Article, Cleaner, Config, Label, Link, clean, extract
from cleaner.decode import decode
from cleaner.document import BODY_LABELS
from cleaner.render.text import body_text, kept
from cleaner.repair import strip_controls

# -- documents -------------------------------------------------------------------------------------

_PROSE = [
    "The bridge over the old canal was opened by the mayor on Monday morning.",
    "“It had been worth the wait,” she said, and everyone who stood there laughed.",
    "Nobody knows how long it will last; the engineers speak of a hundred years or more.",
    "Die Brücke wurde am Montag eröffnet, und viele Leute kamen.",
    "Le pont a été ouvert lundi par la maire. « Enfin », a-t-elle dit.",
    "橋は月曜日に開通した。町の人々は喜んだ。",
    "".join(
        f"Sentence {number} of this paragraph says something else about the bridge. " for number in range(40)
    ),
    "Short.",
]
_FURNITURE = [
    "Advertisement", "Share this article", "Sign up for our newsletter", "By Ana Lima", "Read more", "Home", "12",
    "© 2024 Canal News. All rights reserved.", "Photo: Ana Lima", "3 May 2024", "Report abuse", "Ana wrote:",
    "Related stories", "A bridge for the whole town", "- first", "* second", "1. third", "# Heading", "> quoted",
    "| a | b |", "Story continues below advertisement", "Comments", "Reply", "----", "```",
    "A bridge\n========", "The opening\n-----------", "```\nif bridge:\n    cross()\n```", "a | b\n--|--\n1 | 2",
]  # fmt: skip
_ODD = [
    "\u200b",
    "\ufeff",
    "\x07",
    "\xad",
    "caf\u00c3\u00a9",
    "&amp;",
    "&#8217;",
    "\u2028",
    "\ufffd",
    "👩‍👩‍👧",
    "e\u0301",
    "\x0c",
    "-\n",
]

LINES = st.one_of(
    st.sampled_from(_PROSE),
    st.sampled_from(_FURNITURE),
    st.sampled_from(_ODD),
    st.text(max_size=20),
    st.tuples(st.sampled_from(_PROSE), st.sampled_from(_FURNITURE + _ODD)).map(" ".join),
)
TEXTS = st.lists(
    st.tuples(LINES, st.sampled_from(["\n", "\n\n", " ", "\r\n", "\n  ", "\t"])), max_size=25
).map(lambda lines: "".join(line + end for line, end in lines))
MARKDOWN = st.lists(
    st.tuples(
        st.one_of(
            LINES,
            st.builds(
                "{}[{}]({})".format,
                st.sampled_from(["", "* ", "## ", "> "]),
                LINES,
                st.just("https://a.org/b"),
            ),
            st.builds(
                "{0}{1}{0}".format,
                st.sampled_from(["*", "**", "_", "`"]),
                st.sampled_from(_PROSE + _FURNITURE),
            ),
            st.sampled_from(
                ["[the bridge][1] was open", "[1]: https://a.org", "![](a.png)", "![A bridge](/b)"]
            ),
        ),
        st.sampled_from(["\n", "\n\n", "\n\n"]),
    ),
    max_size=25,
).map(lambda lines: "".join(line + end for line, end in lines))
_TAGS = [
    "p", "div", "b", "a", "ul", "li", "td", "tr", "table", "h2", "pre", "article", "nav", "span", "svg", "script",
    "title", "br", "form",
]  # fmt: skip
MARKUP = st.one_of(
    st.sampled_from([f"<{tag}>" for tag in _TAGS] + [f"</{tag}>" for tag in _TAGS]),
    st.sampled_from(
        ["<p class=byline>", "<div class=' '>", "<div class=related>", "<!-- x -->", "<a href=/x>", "<", "&"]
    ),
    LINES,
)
PAGES = st.lists(MARKUP, max_size=40).map("".join)
KINDS = st.sampled_from(["auto", "html", "text", "markdown"])
SOURCES = st.one_of(
    st.text(),
    st.binary(max_size=300),
    TEXTS,
    PAGES,
    st.builds(str.encode, st.one_of(TEXTS, PAGES), st.sampled_from(["utf-8", "utf-16"]), st.just("replace")),
)

DOCUMENTS = [
    "\n\n".join([*_FURNITURE[:8], *_PROSE, *_FURNITURE[8:]]),
    "<nav>Home</nav><article><h1>A bridge</h1>" + "".join(f"<p>{text}</p>" for text in _PROSE) + "</article>",
    " ".join(_PROSE * 4),
    "A bridge\n========\n\n" + "\n\nThe opening\n-----------\n\n".join(_PROSE),
    "# A bridge\n\n" + "\n\n".join(_PROSE) + "\n\n- [one](https://example.org)\n- **two**\n",
    "\n".join(["The cafÃ© by the bridge was full."] + _PROSE * 2),
    "",
]


def bare(text: str) -> str:
    """Return what a text shows, without white space."""
    return "".join(strip_controls(text).split())


def stands_in(part: str, whole: str) -> bool:
    """Tell whether the characters of `part` stand in `whole` in this order."""
    characters: Iterator[str] = iter(whole)
    return all(character in characters for character in part)


# -- nothing raises, and the record is whole -------------------------------------------------------


@given(SOURCES, KINDS)
def test_every_document_gives_a_whole_record(source: str | bytes, kind: str) -> None:
    article = extract(source, kind=kind)  # type: ignore[arg-type]
    assert 0 <= article.confidence <= 1
    assert article.kind in ("html", "text", "markdown")
    assert kind in ("auto", article.kind)
    assert (article.problem is None) == bool(article.text)
    decided = [verdict.block for verdict in article.verdicts if verdict.span is None]
    assert set(decided) == set(range(len(article.blocks)))
    for verdict in article.verdicts:
        start, end = verdict.span or (0, 1)
        assert 0 <= start < end <= len(article.blocks[verdict.block].text)
    article.text.encode()


@given(SOURCES, KINDS)
def test_every_block_shows_something_and_stands_in_reading_order(source: str | bytes, kind: str) -> None:
    article = extract(source, kind=kind)  # type: ignore[arg-type]
    size = len(decode(source).text)
    assert all(bare(block.text) for block in article.blocks)
    assert all(block.text == strip_controls(block.text).strip("\n") for block in article.blocks)
    assert all(0 <= block.start <= block.end <= size for block in article.blocks)
    assert all(before.start <= after.start for before, after in pairwise(article.blocks))


@given(SOURCES, KINDS)
def test_the_verdicts_replay_to_the_text(source: str | bytes, kind: str) -> None:
    article = extract(source, kind=kind)  # type: ignore[arg-type]
    assert body_text(article.blocks, article.verdicts) == article.text


@given(SOURCES, KINDS)
def test_the_text_is_made_of_the_kept_blocks_in_their_order(source: str | bytes, kind: str) -> None:
    article = extract(source, kind=kind)  # type: ignore[arg-type]
    last = {verdict.block: verdict.label for verdict in article.verdicts if verdict.span is None}
    numbers = [stays.block for stays in kept(article.blocks, article.verdicts)]
    assert numbers == sorted(set(numbers))
    assert all(last[number] in BODY_LABELS for number in numbers)
    assert stands_in(bare(article.text), bare("".join(article.blocks[number].text for number in numbers)))


# -- nothing is invented ---------------------------------------------------------------------------


@given(TEXTS)
def test_the_text_of_a_text_stands_in_it(source: str) -> None:
    article = extract(source, kind="text", config=Config(repair=False))
    assume(not article.repairs)
    assert stands_in(bare(article.text), bare(decode(source).text))


@given(TEXTS)
def test_repairs_account_for_every_changed_character(source: str) -> None:
    article = extract(source, kind="text")
    text = decode(source).text
    pieces, position = [], 0
    for repair in sorted(article.repairs):
        assert text[repair.start : repair.end] == repair.before
        pieces += [text[position : repair.start], repair.after]
        position = repair.end
    pieces.append(text[position:])
    assert stands_in(bare(article.text), bare("".join(pieces)))


@given(TEXTS)
def test_the_offsets_of_a_text_point_at_its_blocks(source: str) -> None:
    article = extract(source, kind="text")
    text = decode(source).text
    for block in article.blocks:
        if not any(repair.start < block.end and block.start < repair.end for repair in article.repairs):
            assert bare(text[block.start : block.end]) == bare(block.text)
    assert all(before.end <= after.start for before, after in pairwise(article.blocks))


WORDS = st.builds(
    "{}word{:05d}{}".format,
    st.sampled_from(["", "&eacute;"]),
    st.integers(0, 10_000),
    st.sampled_from(["", " &amp; ", "."]),
)
ELEMENTS = st.sampled_from(
    ["p", "div", "b", "a", "ul", "li", "h2", "section", "x-y", "blockquote", "span", "pre"]
)
FILLERS = st.sampled_from(["", " ", "<br>", "<!-- <p>x</p> -->", "&nbsp;", "<script>a>b</script>"])
TREES = st.recursive(
    WORDS,
    lambda inner: st.tuples(ELEMENTS, FILLERS, st.lists(inner, min_size=1, max_size=3), FILLERS).map(
        lambda node: f"<{node[0]}>{node[1]}{node[3].join(node[2])}</{node[0]}>"
    ),
    max_leaves=25,
)


@given(TREES)
def test_the_offsets_of_a_page_point_at_its_blocks(page: str) -> None:
    words = re.findall(r"word\d+", page)
    assume(len(set(words)) == len(words))
    for block in extract(page, kind="html").blocks:
        stretch = page[block.start : block.end]
        assert not stretch or stands_in(letters(block.text), letters(without_markup(stretch)))


@given(PAGES)
def test_the_words_of_a_page_stand_in_it(page: str) -> None:
    assume("\x1b" not in page)  # what a terminal's escape takes along depends on where a text ends
    text = extract(page, kind="html", config=Config(repair=False)).text
    invented = Counter(letters(text)) - Counter(letters(strip_controls(html.unescape(page))))
    assert not invented  # their order is the parser's: text between the rows of a table stands before it


# -- the same again --------------------------------------------------------------------------------


@given(TEXTS)
def test_cleaning_a_clean_text_changes_nothing(source: str) -> None:
    once = clean(source, kind="text")
    assert clean(once, kind="text") == once


@given(MARKDOWN)
@example("ð¸\x80\nThe bridge over the old canal was opened by the mayor on Monday morning.\n")
def test_cleaning_clean_markdown_changes_nothing(source: str) -> None:
    once = clean(source, kind="markdown")
    assert clean(once, kind="markdown") == once


@given(SOURCES, SOURCES)
def test_a_result_depends_on_nothing_but_the_arguments(source: str | bytes, other: str | bytes) -> None:
    cleaner = Cleaner()
    first = cleaner.extract(source)
    cleaner.extract(other)
    assert cleaner.extract(source) == first == Cleaner().extract(source)


@given(SOURCES)
def test_the_text_alone_is_the_text_of_the_record(source: str | bytes) -> None:
    assert clean(source) == extract(source).text


# -- records ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [field.name for field in fields(Article)])
def test_an_article_cannot_be_changed(name: str) -> None:
    article = extract(DOCUMENTS[0])
    with pytest.raises(FrozenInstanceError):
        setattr(article, name, None)


def test_everything_in_an_article_is_a_value() -> None:
    article = extract(DOCUMENTS[1], config=Config(links=True))
    assert hash(article) == hash(extract(DOCUMENTS[1], config=Config(links=True)))
    plain = (str, int, float, bool, type(None), tuple, Label, Link)
    assert all(isinstance(getattr(article, field.name), plain) for field in fields(article))
    for record in (*article.blocks, *article.verdicts):
        assert all(type(value).__module__ in ("builtins", "cleaner.document") for value in record)
