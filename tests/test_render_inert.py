"""Markdown of somebody else keeps its look and loses what could run, by the word of a Markdown parser."""

from __future__ import annotations

from time import process_time

import pytest
from hostile import running
from hypothesis import example, given
from hypothesis import strategies as st

from cleaner.render.inert import inert


@pytest.mark.parametrize(
    "markdown",
    [
        "Plain text, 3 < 4 and a <- b.",
        "It is **shut**, <b>really</b>, H<sub>2</sub>O.",
        'See <https://example.org/a?b=1> and [a plan](https://example.org/x(1) "its title").',
        "![a bridge](/bridge.jpg) and [there](../there.md#part) and [mail](mailto:a@example.org)",
        "Use `<script>` here, and `List<String>` there.",
        "```html\n<script>alert(1)</script>\n```",
        "~~~~\n~~~\n<div>\n~~~~\n\nAfter it.",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "[x]: https://example.org/ 'title'",
        "5 \\< 6 \\<b",
    ],
)
def test_markdown_that_cannot_run_stays_as_it_is(markdown: str) -> None:
    assert inert(markdown) == markdown


@pytest.mark.parametrize(
    ("markdown", "written"),
    [
        ("<script>alert(1)</script>", "&lt;script>alert(1)&lt;/script>"),
        ("a <img src=x onerror=alert(1)>", "a &lt;img src=x onerror=alert(1)>"),
        ("<b>", "&lt;b>"),
        ("1. <b>", "1. &lt;b>"),
        ("- <b>\n  `<script>`", "- &lt;b>\n  `<script>`"),
        ("[x](javascript:alert(1))", "[x](#javascript:alert(1))"),
        ("[x](<JavaScript:alert(1)>)", "[x](#&lt;JavaScript:alert(1)>)"),
        ("[x](< javascript:x>)", "[x](< #javascript:x>)"),
        ("[x](&#106;avascript&colon;alert(1))", "[x](#&#106;avascript&colon;alert(1))"),
        ("[x](javascript\\:alert(1))", "[x](#javascript\\:alert(1))"),
        ("![x](data:text/html,x)", "![x](#data:text/html,x)"),
        ("[x]: vbscript:x", "[x]: #vbscript:x"),
        ("<javascript:alert(1)>", "&lt;javascript:alert(1)>"),
        ("```\nnever closed <i onclick=x>", "\\```\nnever closed &lt;i onclick=x>"),
        ("- ```\n<script>", "- \\```\n&lt;script>"),
        ("`one\n`<script>`", "`one\n`&lt;script>`"),
        ("| `a | <script>` |", "| `a | &lt;script>` |"),
        ("[a](`) <script>`", "[a](`) &lt;script>`"),
        ("\\`<script>`", "\\`&lt;script>`"),
        ("left \u202eright\u2066 \x1b[31m", "left right [31m"),
    ],
)
def test_what_could_run_becomes_text(markdown: str, written: str) -> None:
    assert inert(markdown) == written
    assert running(written) == []


PIECES = st.sampled_from(
    [
        *"`~\\<>[]()|:!#*_-\n \ta1&",
        "```", "~~~", "\n\n", "    ", "- ", "1. ", "> ", "<script>", "</p>", "<b>", "<!--", "-->", "<?", "<![CDATA[",
        "](", "]: ", "javascript:", "&colon;", "&lt;", "https://a", "[a]", "<https://a>", "``", "---", "|-|-|",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join))
@example("<b>\n`<script>`")
def test_nothing_runs_whatever_the_markdown(markdown: str) -> None:
    assert running(inert(markdown)) == []


@given(st.lists(PIECES, max_size=30).map("".join))
def test_what_is_inert_stays_as_it_is(markdown: str) -> None:
    once = inert(markdown)
    assert inert(once) == once


def test_escaped_brackets_take_linear_time() -> None:
    started = process_time()
    assert inert("\\<a" * 300_000).count("<") == 300_000
    assert process_time() - started < 10  # with a look at all that stands before, half a minute
