"""Markdown: shapes are kept, and nothing of the page becomes markup."""

from __future__ import annotations

import html
import re
import time

import pytest
from handmade import article, block
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from cleaner.document import Article, Block, BlockKind, Comment, Label, Link, Verdict
from cleaner.render.inline import escape
from cleaner.render.markdown import render_markdown

BODY, HEADING = Label.BODY, Label.HEADING

PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])

HOSTILE = "\\`*_{}[]()<>#+-.!|~&:;='\"/$^@% \t1aä"
"""Characters that some rule of Markdown or HTML acts on, and a few that none does."""


def parsed(made: Article, **options: bool) -> str:
    """Return the HTML that a CommonMark parser makes of the Markdown of an article."""
    return PARSER.render(render_markdown(made, **options))


def one(text: str, **fields: object) -> Article:
    """Return an article of one body block."""
    return article((BODY, block(text, **fields)))


def linked(text: str, *hrefs: tuple[str, str], **fields: object) -> Article:
    """Return an article of one body block, in which each label is a link."""
    links = tuple(Link(text.index(label), text.index(label) + len(label), href) for label, href in hrefs)
    return article((BODY, block(text, links=links)), **fields)


# -- shapes --------------------------------------------------------------------------------------------


def test_headings_have_their_level_and_one_without_level_is_a_second() -> None:
    made = article(
        (HEADING, block("Why", kind=BlockKind.HEADING, level=3)),
        (HEADING, block("How", kind=BlockKind.HEADING)),
    )
    assert render_markdown(made) == "### Why\n\n## How"


def test_a_number_sign_at_the_end_of_a_heading_stays() -> None:
    made = article((HEADING, block("Learning C #", kind=BlockKind.HEADING, level=1)))
    assert parsed(made) == "<h1>Learning C #</h1>\n"


def test_list_items_are_nested_by_level() -> None:
    entries = [(1, "a"), (2, "b"), (2, "c"), (1, "d"), (3, "e"), (2, "f")]
    items = [(BODY, block(text, kind=BlockKind.ITEM, level=level)) for level, text in entries]
    assert render_markdown(article(*items)) == "- a\n  - b\n  - c\n- d\n  - e\n  - f"


def test_the_markers_of_a_flat_text_become_those_of_markdown() -> None:
    texts = ["• one", "* two", "- # three", "2. four", "(3) five", "six 7. *"]
    made = article(*((BODY, block(text, kind=BlockKind.ITEM, level=1)) for text in texts), kind="text")
    assert render_markdown(made).splitlines() == [
        "- one",
        "- two",
        "- \\# three",
        "2. four",
        "3. five",
        "- six 7. \\*",
    ]


@pytest.mark.parametrize(
    ("items", "starts"),
    [
        ([(1, "5. e"), (1, "4. d"), (1, "3. c")], [5, 4, 3]),
        ([(1, "1. a"), (1, "2. b"), (1, "9. i"), (1, "10. j")], [1, 9]),
        ([(1, "1. a"), (2, "- b"), (3, "- c"), (1, "2. d")], [1]),
        ([(1, "- a"), (2, "7. b"), (2, "8. c"), (1, "- d")], [7]),
    ],
    ids=["down", "gap", "bullets inside", "numbers inside"],
)
def test_a_numbered_list_keeps_its_numbers_and_depths(
    items: list[tuple[int, str]], starts: list[int]
) -> None:
    made = article(
        *((BODY, block(text, kind=BlockKind.ITEM, level=level)) for level, text in items), kind="text"
    )
    page = parsed(made)
    assert [int(start or 1) for start in re.findall(r'<ol(?: start="(\d+)")?>', page)] == starts
    assert page.count("<li>") == len(items)
    assert page.count("<ul>") + len(starts) >= max(level for level, _ in items)


def test_a_list_that_starts_deep_is_no_code_block() -> None:
    made = one("deep", kind=BlockKind.ITEM, level=5)
    assert parsed(made) == "<ul>\n<li>deep</li>\n</ul>\n"


def test_quotations_of_several_paragraphs_are_one() -> None:
    quotes = [(BODY, block(text, kind=BlockKind.QUOTE)) for text in ("One.", "Two.")]
    made = article(*quotes, (BODY, "Three."))
    assert render_markdown(made) == "> One.\n>\n> Two.\n\nThree."


def test_rows_make_a_table_headed_by_the_first() -> None:
    rows = [(BODY, block(text, kind=BlockKind.ROW)) for text in ("Town | Price", "Ulm | 4 | often", "Jena")]
    made = article(*rows)
    assert render_markdown(made).splitlines() == [
        "| Town | Price |  |",
        "| --- | --- | --- |",
        "| Ulm | 4 | often |",
        "| Jena |",
    ]
    assert parsed(made).count("<td>") == 6


def test_cells_without_text_keep_their_columns() -> None:
    rows = [(BODY, block(text, kind=BlockKind.ROW)) for text in ("| Jan | Feb", "Ulm | | 4", "| 5")]
    assert render_markdown(article(*rows)).splitlines() == [
        "| | Jan | Feb |",
        "| --- | --- | --- |",
        "| Ulm | | 4 |",
        "| | 5 |",
    ]
    assert parsed(article(*rows)).count("<td></td>") == 3


def test_a_bar_inside_a_cell_does_not_split_it() -> None:
    rows = [(BODY, block(text, kind=BlockKind.ROW)) for text in ("a|b | c", "d | e")]
    assert "<th>a|b</th>" in parsed(article(*rows))


def test_rows_of_one_cell_are_paragraphs() -> None:
    rows = [(BODY, block(text, kind=BlockKind.ROW)) for text in ("One.", "- Two.")]
    assert render_markdown(article(*rows)) == "One.\n\n\\- Two."


def test_a_fence_is_longer_than_any_inside() -> None:
    code = "```\n<b>*x*</b>\n````"
    made = one(code, kind=BlockKind.PREFORMATTED)
    assert render_markdown(made) == f"`````\n{code}\n`````"
    assert parsed(made) == f"<pre><code>{html.escape(code)}\n</code></pre>\n"


def test_joined_blocks_are_one_paragraph() -> None:
    made = article((BODY, "It is shut."), (BODY, block("It opens in June.", joined=True)))
    assert render_markdown(made) == "It is shut. It opens in June."


def test_a_markdown_source_stays_as_it_is() -> None:
    made = article((HEADING, "## Why"), (BODY, "It is **shut**, <b>really</b>."), kind="markdown")
    assert render_markdown(made) == "## Why\n\nIt is **shut**, <b>really</b>."


def test_a_title_on_request_is_a_heading_and_comments_are_quotations() -> None:
    comments = (Comment("# no\n\nBut *yes*", "Jo_", "2 May"),)
    made = article((BODY, "It is shut."), title="Bridge #", comments=comments)
    told = render_markdown(made, with_=frozenset({Label.TITLE, Label.COMMENT}))
    assert told == "# Bridge \\#\n\nIt is shut.\n\n> Jo\\_, 2 May\n>\n> \\# no\n>\n> But \\*yes\\*"


def test_cut_spans_are_gone() -> None:
    verdicts = (Verdict(0, Label.AD, "ad/x", span=(4, 7)),)
    assert render_markdown(article((BODY, "One Ad! two"), verdicts=verdicts)) == "One two"


# -- nothing of the page is active -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<!-- hidden -->",
        "<img src=x onerror=alert(1)>",
        "[click](javascript:alert(1))",
        "![x](http://tracker.example/x.png)",
        "<https://example.org>",
        "[x]: https://example.org",
        "# no heading",
        "- no item",
        "+ no item",
        "1. no item",
        "1986) no item",
        "> no quotation",
        "---",
        "***",
        "___",
        "```",
        "~~~",
        "~~struck~~",
        "*a* _b_ __c__ `d`",
        "&lt;script&gt; &copy; &#60;",
        "back\\*slash\\",
        "a | b",
    ],
)
def test_page_text_is_shown_as_it_is(text: str) -> None:
    assert parsed(one(text)) == f"<p>{html.escape(text, quote=False).replace(chr(34), '&quot;')}</p>\n"


def test_ordinary_prose_is_not_littered_with_backslashes() -> None:
    prose = 'AT&T (2024) said: 5 < 6, a.b, snake_case_name - that\'s 100% "it"! See https://example.org/a_b?c=d&e=f.'
    assert render_markdown(one(prose)) == prose


@given(st.text(alphabet=HOSTILE, max_size=30))
def test_any_text_comes_back_from_a_parser_unchanged(text: str) -> None:
    shown = parsed(one(text)).removeprefix("<p>").removesuffix("</p>\n")
    assert not re.search(r"<\w", shown)
    assert html.unescape(shown) == text.replace("\t", " ").strip()


@given(
    st.lists(st.text(alphabet=HOSTILE, max_size=12), min_size=1, max_size=4), st.sampled_from(list(BlockKind))
)
def test_in_any_shape_only_the_tags_of_the_shape_appear(texts: list[str], kind: BlockKind) -> None:
    made = article(*((BODY, block(text, kind=kind, level=1)) for text in texts))
    allowed = {
        BlockKind.PARAGRAPH: {"p"},
        BlockKind.CAPTION: {"p"},
        BlockKind.HEADING: {"h1"},
        BlockKind.ITEM: {"ul", "li"},
        BlockKind.QUOTE: {"blockquote", "p"},
        BlockKind.ROW: {"table", "thead", "tbody", "tr", "th", "td", "p"},
        BlockKind.PREFORMATTED: {"pre", "code"},
    }
    assert set(re.findall(r"<(\w+)", parsed(made))) <= allowed[kind]


@pytest.mark.parametrize("kind", list(BlockKind))
def test_controls_and_direction_overrides_are_dropped(kind: BlockKind) -> None:
    made = one("pay\u202etxt\u2066 \x1b[31mred\x07\ud800", kind=kind, level=1)
    assert "paytxt [31mred" in render_markdown(made).replace("\\", "")


def test_a_line_break_inside_a_paragraph_starts_nothing() -> None:
    assert parsed(one("one\n# two\u2028- three\r> four")) == "<p>one # two - three &gt; four</p>\n"


def test_a_control_character_in_front_does_not_hide_a_marker() -> None:
    assert parsed(one("\x01# no heading")) == "<p># no heading</p>\n"


# -- links -----------------------------------------------------------------------------------------------


def test_links_are_written_only_when_asked_for() -> None:
    made = linked("See the plan now", ("the plan", "https://example.org/plan"))
    assert render_markdown(made) == "See the plan now"
    assert render_markdown(made, links=True) == "See [the plan](https://example.org/plan) now"


def test_relative_links_are_resolved_against_the_address_of_the_page() -> None:
    made = linked("plan", ("plan", "../plan?a=1"), url="https://example.org/news/today")
    assert render_markdown(made, links=True) == "[plan](https://example.org/plan?a=1)"


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " java\nscript:alert(1)",
        "\x01javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "",
    ],
)
@pytest.mark.parametrize("url", [None, "https://example.org/"])
def test_a_link_that_leads_nowhere_safe_is_text(href: str, url: str | None) -> None:
    made = linked("click", ("click", href), url=url)
    shown = parsed(made, links=True)
    assert "javascript" not in shown.lower()
    assert shown == "<p>click</p>\n"


def test_a_link_into_the_page_needs_its_address() -> None:
    assert render_markdown(linked("1", ("1", "#note")), links=True) == "1"
    made = linked("1", ("1", "#note"), url="https://example.org/a")
    assert render_markdown(made, links=True) == "[1](https://example.org/a#note)"


def test_a_target_that_is_no_address_is_text() -> None:
    made = linked("1", ("1", "http://[broken"), url="https://example.org/a")
    assert render_markdown(made, links=True) == "1"


@pytest.mark.parametrize("href", ["javascript&colon;alert(1)", "javascript&#58;alert(1)"])
def test_an_entity_in_a_target_is_not_resolved(href: str) -> None:
    assert 'href="javascript:' not in parsed(linked("click", ("click", href)), links=True)


def test_a_target_cannot_end_early() -> None:
    made = linked("x", ("x", 'https://example.org/a b)"<c>[d](e)\\ \u202e'))
    assert parsed(made, links=True).count("<a ") == 1
    assert re.fullmatch(r'<p><a href="https://example.org/[^"<> ]+">x</a></p>\n', parsed(made, links=True))


def test_an_exclamation_mark_in_front_makes_no_image() -> None:
    assert "<img" not in parsed(linked("Look!here", ("here", "https://example.org")), links=True)


def test_links_move_with_the_text_when_a_span_is_cut() -> None:
    text = "Before. Advertisement See the plan here."
    verdicts = (Verdict(0, Label.AD, "ad/x", span=(8, 21)), Verdict(0, Label.AD, "ad/y", span=(30, 35)))
    made = linked(
        text, ("the plan", "https://example.org/1"), ("vertise", "https://example.org/2"), verdicts=verdicts
    )
    assert render_markdown(made, links=True) == "Before. See [the](https://example.org/1) here."


def test_links_in_a_table_stay_in_their_cells() -> None:
    rows = [
        block("a | b", kind=BlockKind.ROW, links=(Link(0, 5, "https://example.org/|"),)),
        block("c | d", kind=BlockKind.ROW),
    ]
    told = render_markdown(article(*((BODY, row) for row in rows)), links=True)
    assert told.splitlines()[0] == "| [a](https://example.org/%7C) | b |"


def test_overlapping_links_do_not_nest() -> None:
    links = (Link(0, 7, "https://example.org/1"), Link(4, 13, "https://example.org/2"))
    told = render_markdown(one("one two three", links=links), links=True)
    assert told == "[one two](https://example.org/1) [three](https://example.org/2)"


# -- time ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["_" * 200_000, "a_" * 100_000, "[" * 200_000, "&" * 200_000, "`" * 200_000, "1" * 200_000]
)
def test_hostile_text_takes_linear_time(text: str) -> None:
    started = time.process_time()
    escape(text)
    render_markdown(one(text))
    assert time.process_time() - started < 2


def test_many_links_and_cuts_take_linear_time() -> None:
    count = 20_000
    links = tuple(Link(8 * n, 8 * n + 4, f"/{n}") for n in range(count))
    verdicts = [Verdict(0, Label.AD, "ad/x", span=(8 * n + 5, 8 * n + 7)) for n in range(count)]
    made = article((BODY, Block("word ad " * count, 0, 0, links=links)), verdicts=verdicts)
    started = time.process_time()
    assert render_markdown(made, links=True).count("[word]") == count
    assert time.process_time() - started < 3
