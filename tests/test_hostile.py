"""Input that is made to break the program does not; what did once stands here by name."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hostile import SHAPES, examine
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))

import fuzz_checks

from cleaner import Article, clean, extract
from cleaner.decode import decode

STORY = (
    "The bridge over the old canal was opened by the mayor on Monday morning, and the whole town had come. "
    "“It had been worth the wait,” she said, and everyone who stood there laughed for a while."
)
SMALL = 1000
"""A thousandth of the size that benchmarks/endurance.py makes of each shape."""


@pytest.mark.parametrize("name", SHAPES)
def test_a_hostile_shape_is_cleaned_and_written_safely(name: str) -> None:
    shape = SHAPES[name]
    examine(shape.make(max(1, shape.times // SMALL)), shape.kind)


# -- what an article survives ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "trap",
    [
        "<div>" * 3000,
        "<b><i>" * 400,
        "</p></div></article></body></html>",
        "<!--><p>Advertisement</p>-->",
        "<!-- never --!> closed <p>",
        "<svg><foreignObject><p>Share</p></foreignObject></svg>",
        "<svg><![CDATA[ <p>Share</p> ]]></svg>",
        "<template><p>Share</p><template></template></template>",
        "<math><mi>x</mi></math>",
        "<select><option>Share</select>",
        "<?php echo '<p>Share</p>' ?>",
        "<script>document.write('<p>Share</p>')</script>",
        "<style>p::after { content: '</p>' }</style>",
        "<noscript><img src=x></noscript>",
        "<p title='>'>" + "&" * 100,
        '<p a="' + "x" * 5000 + '">',
    ],
)
def test_the_story_around_a_trap_stays(trap: str) -> None:
    text = clean(f"<article><p>{STORY}</p>{trap}<p>{STORY[::-1]}</p></article>", kind="html")
    assert STORY in text


@pytest.mark.parametrize("tag", ["script", "style", "template", "textarea", "title", "noembed", "iframe"])
def test_what_a_reader_never_sees_is_no_text(tag: str) -> None:
    page = f"<article><p>{STORY}</p><{tag}><p>secret words</p></{tag}><p>{STORY}</p></article>"
    assert "secret" not in clean(page, kind="html")


def test_an_entity_bomb_is_a_few_words() -> None:
    shape = SHAPES["an entity bomb"]
    assert len(extract(shape.make(3), kind="html").text) < 3000


# -- what was found by searching ---------------------------------------------------------------------


def test_headings_that_are_underlined_are_read_to_the_end() -> None:
    article = examine("\n\n".join([f"Part {part}\n======\n\n{STORY}" for part in "ABC"]), "markdown")
    assert [block.text for block in article.blocks][::2] == [f"Part {part}\n======" for part in "ABC"]
    assert len(article.blocks) == 6


def test_a_lone_next_line_that_is_read_as_an_ellipsis_is_no_blank_input() -> None:
    article: Article = extract("\x85", kind="text")
    assert [block.text for block in article.blocks] == ["…"]
    assert article.problem in (None, "no article text found")
    assert extract("\x85", kind="html").problem


@pytest.mark.parametrize(("size", "problem"), [(13, "binary data, not text"), (14, None)])
def test_line_breaks_have_no_say_in_what_is_binary(size: int, problem: str | None) -> None:
    lines = [
        "\x7f" * 3,
        *["a" * size] * 10,
    ]  # three controls: a few more or less than one in fifty characters
    found = [decode(end.join(lines)) for end in ("\n", "\r\n", "\r")]
    assert [(each.problem, decode(each.text).text) for each in found] == [
        (problem, each.text) for each in found
    ]


def test_a_control_that_is_white_space_is_no_part_of_preformatted_text() -> None:
    article = examine("<pre>a \x0bb\x0c&#31;c\x1c\n\td</pre>", "html")
    assert [block.text for block in article.blocks] == ["a  b c\n\td"]
    article = examine("```\na\x1fb\n  c\n```", "markdown")
    assert [block.text for block in article.blocks] == ["```\na b\n  c\n```"]


@pytest.mark.parametrize(
    "source", ["</p>", "â€</template><span><tr>    ", "&#x202e;\x00", "\u202e", "1. <b>"]
)
def test_markdown_of_a_hostile_source_holds_no_markup(source: str) -> None:
    examine(source, "markdown")


# -- a little more searching -------------------------------------------------------------------------


@pytest.mark.parametrize("check", fuzz_checks.CHECKS)
def test_whatever_is_invented_is_handled(check: str) -> None:
    @given(st.binary(min_size=2, max_size=80))
    def search(data: bytes) -> None:
        fuzz_checks.CHECKS[check](data)

    search()
