"""Markdown is cut where Markdown ends a block, and its marks stay."""

from __future__ import annotations

import pytest

from cleaner.split.join import join_blocks
from cleaner.split.text import split_text

DOCUMENT = """\
# Harbour

The council voted on Monday
to close the harbour.
Nobody knew why.

Pilots
======

- one
  and on
- two
   1. inner

> No ship
> could leave.
> > It is late.

| ship | flag |
|------|------|
| Ada  | NO   |

```sh
close  harbour

   # now
```

***
"""


def blocks(text: str) -> list[tuple[str, str]]:
    """Return kind and text of each block."""
    layout = split_text(text, markdown=True)
    return [(kind.value, block) for kind, block in zip(layout.kinds, layout.texts, strict=True)]


def test_a_document_is_cut_into_its_blocks() -> None:
    assert blocks(DOCUMENT) == [
        ("heading", "# Harbour"),
        ("paragraph", "The council voted on Monday to close the harbour. Nobody knew why."),
        ("heading", "Pilots\n======"),
        ("item", "- one and on"),
        ("item", "- two"),
        ("item", "1. inner"),
        ("quote", "> No ship could leave."),
        ("quote", "> > It is late."),
        ("row", "| ship | flag |"),
        ("row", "|------|------|"),
        ("row", "| Ada | NO |"),
        ("preformatted", "```sh\nclose  harbour\n\n   # now\n```"),
        ("paragraph", "***"),
    ]


def test_headings_and_items_have_levels_and_the_rows_of_a_table_are_joined() -> None:
    layout = split_text(DOCUMENT, markdown=True)
    assert layout.levels == [1, 0, 1, 1, 1, 2, 0, 0, 0, 0, 0, 0, 0]
    assert layout.joined == [False] * 9 + [True, True] + [False] * 2
    assert split_text("Ships\n---\n### Three", markdown=True).levels == [2, 3]


def test_markdown_in_is_markdown_out() -> None:
    layout = split_text(DOCUMENT, markdown=True)
    text = join_blocks(layout.texts, layout.joined, layout.kinds)
    assert "| ship | flag |\n|------|------|\n| Ada | NO |" in text
    assert "\n\n```sh\nclose  harbour\n\n   # now\n```\n\n" in text
    again = split_text(text, markdown=True)
    assert (again.texts, again.kinds, again.joined) == (layout.texts, layout.kinds, layout.joined)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n# b\nc", ["a", "# b", "c"]),
        ("a\n- b\nc\n* * *\nd", ["a", "- b c", "* * *", "d"]),
        ("a\n[x]: /y\n[z]: /w", ["a", "[x]: /y", "[z]: /w"]),
        ("a  \nb\\\nc", ["a", "b\\", "c"]),
        ("a\nTitle\n===", ["a", "Title\n==="]),
        ("It was late.\n---\nb", ["It was late.", "---", "b"]),
        ("x" * 130 + "\ny\nz", ["x" * 130, "y z"]),
        ("> a\nb", ["> a", "b"]),
        ("> a\n>\n> - b\n> c", ["> a", ">", "> - b", "> c"]),
        ("- a\n\n    b\n    c", ["- a", "b c"]),
        ("我们\n走了", ["我们走了"]),
        ("::: {.note}\na\nb\n:::\n\n::::", ["::: {.note}", "a b", ":::", "::::"]),
        ("Markdown Content:\na\nb", ["Markdown Content:", "a b"]),
        ("::: note: a\nb", ["::: note: a b"]),
        ("[![](a.jpg)\\\n\\\n**A ship**\\\nat sea](/s)\nb", ["[![](a.jpg) **A ship** at sea](/s) b"]),
    ],
)
def test_lines_that_end_a_paragraph(text: str, expected: list[str]) -> None:
    assert [block for _, block in blocks(text)] == expected


def test_lines_are_paragraphs_where_paragraphs_stand_without_blank_lines() -> None:
    wide = "They sail at dawn, " * 8 + "said Ada."
    text = f"By Ada\n3 May\n{wide}\n{wide}\nThe end.\n“No,” he said\nand so on.\n"
    assert [block for _, block in blocks(text)][:3] == [
        "By Ada 3 May " + wide,
        wide,
        "The end. “No,” he said and so on.",
    ]
    assert [block for _, block in blocks(text + f"# B\n{wide}\nc")] == [
        *("By Ada", "3 May", wide, wide, "The end.", "“No,” he said and so on.", "# B", wide, "c"),
    ]


def test_a_fence_that_nothing_closes_is_text() -> None:
    assert blocks("```py\nx = 1\n\ny") == [("paragraph", "```py x = 1"), ("paragraph", "y")]
    assert blocks("````\n```\n````\nx")[0] == ("preformatted", "````\n```\n````")


def test_code_in_a_list_moves_out_with_its_fence() -> None:
    text = "- a\n\n    ```sh\n    make <all>\n      now\n\n    ```\n\n- b\n\n\t~~~\n\tx\n\t~~~"
    assert [block for _, block in blocks(text)] == [
        "- a",
        "```sh\nmake <all>\n  now\n\n```",
        "- b",
        "~~~\nx\n~~~",
    ]


def test_code_told_by_indentation_comes_between_fences() -> None:
    text = "a\n\n      # install\n    for x in y:\n\n\t    run()\n\nb\n\n\t```\n\n\u3000\u3000c"
    assert blocks(text) == [
        ("paragraph", "a"),
        ("preformatted", "```\n  # install\nfor x in y:\n\n    run()\n```"),
        ("paragraph", "b"),
        ("preformatted", "````\n```\n````"),
        ("paragraph", "c"),
    ]
    for _, block in blocks(text):
        assert [again for _, again in blocks(block)] == [block]


def test_a_table_without_outer_pipes_is_one_block() -> None:
    text = "ship | flag\n-----|-----\nAda  | NO"
    assert blocks("See\n" + text + "\n\nnext") == [
        ("paragraph", "See"),
        ("preformatted", text),
        ("paragraph", "next"),
    ]


def test_metadata_at_the_top_is_one_block_and_a_rule_there_is_none() -> None:
    assert blocks("---\ntitle: Harbour\ntags:\n  - a\n---\nNext") == [
        ("preformatted", "---\ntitle: Harbour\ntags:\n  - a\n---"),
        ("paragraph", "Next"),
    ]
    assert blocks("---\nThe harbour closed\n\n---")[:2] == [
        ("paragraph", "---"),
        ("paragraph", "The harbour closed"),
    ]


def test_a_long_paragraph_is_cut_into_sentences_and_a_long_code_block_is_not() -> None:
    line = "The harbour closed. " * 100
    assert {block for _, block in blocks(line)} == {"The harbour closed."}
    assert len(blocks("```\n" + line + "\n```")) == 1
