"""A document is told to be HTML, Markdown or flat text from its first characters."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import SHARED

from cleaner.split.kind import detect_kind

ARTICLE = "The harbour was closed on Tuesday.\n\nNo ship could leave, the pilot said.\n\n"


@pytest.mark.parametrize(
    "page",
    [
        "<!DOCTYPE html><html><body><p>The harbour was closed.</p></body></html>",
        "\ufeff\n\n  <!doctype HTML>\n<title>Harbour</title>",
        "<html lang=en><body>The harbour",
        '<?xml version="1.0"?>\n<!-- made by hand -->\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN">',
        "<!-- " + "cached " * 5_000 + "-->\n<html><head>",
        "<p>The harbour was closed.</p><p>No ship could leave.</p>",
        "<p>The harbour was closed.\n<p>No ship could leave.",
        '<div class="story">The harbour was closed.</div>',
        "<b>Harbour:</b> no ship could leave.",
        'The harbour was <b>closed</b>.<br><br>No ship could leave. <a href="/pilots">The pilots</a> waited.<br>',
        "The harbour was closed.<br/><br/>No ship could leave.<br/><br/>The pilots waited.",
        "The harbour was closed.\n<br>No ship could leave.<br>\n<br>The pilots waited.<br>",
        "<body><p>No ship</p>",
        "<p>Write it so:</p><pre><code>\n# Tides\n\n## Use\n\n```\n[all](/all)\n```\n</code></pre><p>And be done.</p>",
    ],
)
def test_a_page_or_a_piece_of_one_is_html(page: str) -> None:
    assert detect_kind(page) == "html"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n\n",
        ARTICLE,
        "Use the <b> tag to make words bold, and </b> to end it.",
        "How to write a paragraph\n\n" + ARTICLE * 5 + "<p>Put it here.</p>\n\n" + ARTICLE * 5,
        "if a <b and c> d: print(a)",
        "Send it to Ada <ada@example.org> or to Bob <bob@example.org>.",
        '{"headline": "Harbour closed", "body": "<p>No ship could leave.</p><p>The pilot waited.</p>"}',
        '[{"body": "<p>No ship</p><p>could leave</p>"}]',
        '<?xml version="1.0"?><rss version="2.0"><item><description><p>No ship</p></description></item></rss>',
        "<feed><entry><content><p>No ship</p><p>could leave</p></content></entry></feed>",
        "<!DOCTYPE nitf SYSTEM 'nitf.dtd'><nitf><p>No ship</p></nitf>",
        "Skip to content\n  • Home\n  • News\n    • Local\n" + ARTICLE,
        "- Home\n- News\n\n" + ARTICLE,
        "# 1 in the charts: the harbour song",
        "A break is <br> here, and <br/> or <br /> there.<br>",
        "Ship.<br><br>\n\n" + ARTICLE + "Pilot.\nCrew.\nCook.\nCat.<br>",
        "#harbour #pilots\n\n" + ARTICLE,
        "[Update] " + ARTICLE + "* The pilot was not named.\n> No ship",
        "Ingredients\n\n* flour\n* water\n\n**Serves 4**",
    ],
)
def test_flat_text_and_data_are_text_even_if_they_mention_tags_or_hold_bullets(text: str) -> None:
    assert detect_kind(text) == "text"


@pytest.mark.parametrize(
    "text",
    [
        "# Harbour\n\nThe [pilots](https://example.org/pilots) waited.\n",
        "Harbour\n=======\n\n```\nclose(harbour)\n```\n",
        "## Ships\n\n| ship | flag |\n|------|------|\n| Ada  | NO   |\n",
        "# Harbour\n\nThe **pilots** and the **crew** waited.\n\n- one\n- two\n- three\n",
        "![A ship](ship.png)\n\n[pilots]: https://example.org/pilots\n",
        "# Harbour\n\nThe [pilots][1] waited.\n\n   [1]: https://example.org/pilots\n",
        "Title: Harbour\n\nMarkdown Content:\nThe pilots waited.\n",
        "[Home](/) [News](/news)\n\nThe [pilots](https://example.org/pilots) waited.\n",
        '<p align="center"><img src="logo.png"></p>\n\n# Harbour\n\nSee [the docs](https://example.org).\n',
        "<h1>Harbour</h1>\n\n<pre>x\n\n## Ships\n\n[all](/all)\n\n- one",
    ],
)
def test_several_kinds_of_marks_make_markdown(text: str) -> None:
    assert detect_kind(text) == "markdown"


def test_one_kind_of_mark_does_not_make_markdown() -> None:
    assert detect_kind("# Harbour\n\n" + ARTICLE + "# Pilots\n\n" + ARTICLE) == "text"
    assert detect_kind("See [1](https://example.org) and [2](https://example.org/2).\n\n" + ARTICLE) == "text"


def test_a_menu_of_rendered_bullets_speaks_against_markdown() -> None:
    marks = "\n\n## Ships\n\nThe [pilots](https://example.org/pilots) waited.\n"
    assert detect_kind("Skip\n\n" + marks) == "markdown"
    assert detect_kind("Skip\n  • Home\n  • News\n  • Sport\n" + marks) == "text"


@given(st.text())
def test_anything_is_of_some_kind(text: str) -> None:
    assert detect_kind(text) in {"html", "text", "markdown"}


@pytest.mark.parametrize(
    "piece", ["<!--", "<", "<a ", "[", "](", "*", "`", "\n--|", "\n|", "\n\n# ", "```\n", " ", "<?", "\n["]
)
def test_the_time_does_not_grow_with_the_text(piece: str) -> None:
    text = piece * (4_000_000 // len(piece))
    started = time.process_time()
    detect_kind(text)
    assert time.process_time() - started < 10


@pytest.mark.skipif(not SHARED.joinpath("corpora").is_dir(), reason="the shared corpora are not here")
@pytest.mark.parametrize("name", ["publishers"])
def test_the_corpora_are_told_apart(name: str) -> None:
    """Pages are HTML without exception, their texts never; nothing here is Markdown."""
    parquet = pytest.importorskip("pyarrow.parquet")
    columns = ["split", "html", "gold", "text_full", "text_main"]
    table = parquet.read_table(SHARED / "corpora" / f"{name}.parquet", columns=columns)
    for row in table.to_pylist():
        if row["split"] == "train":
            assert detect_kind(row["html"].decode("utf-8", "replace")) == "html"
            assert {detect_kind(row[column]) for column in columns[2:]} == {"text"}
