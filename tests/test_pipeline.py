"""From a document to an article: clear cases, every setting, and input that is no document at all."""

from __future__ import annotations

import json
import pickle
import re
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from support import ROOT, fixture_cases

from cleaner import Article, Cleaner, Config, Label, RuleError, clean, extract

PARAGRAPHS = [
    "The bridge over the old canal was opened by the mayor on Monday morning, two years later than planned.",
    "“It had been worth the wait,” she said, and everyone who stood in the rain with her laughed and clapped.",
    "Engineers say that the new bridge will carry twice as many people as the old one did in its last years.",
    "The town had asked for it since the flood, when the old one was closed and the ferry was all there was.",
    "Nobody knows what will become of the ferry, but its captain said he would find something else to do.",
]
PAGE = f"""<!DOCTYPE html>
<html lang="en"><head><title>Bridge opens at last - Canal News</title>
<meta property="og:site_name" content="Canal News"><meta name="author" content="Ana Lima">
<meta property="article:published_time" content="2024-05-06"><link rel="canonical" href="https://example.org/b">
</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<div id="cookie-banner"><p>We use cookies.</p></div>
<article><h1>Bridge opens at last</h1>
{"".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)}
</article>
<footer><p>© 2024 Canal News. All rights reserved.</p></footer>
</body></html>"""
TEXT = "\n\n".join(
    ["Home", "World", "Advertisement", *PARAGRAPHS, "Sign up for our newsletter", "All rights reserved"]
)
BODY = "\n\n".join(PARAGRAPHS)


def labels(article: Article) -> dict[str, Label]:
    """Return the label in force of each block, by its text."""
    return {
        article.blocks[verdict.block].text: verdict.label
        for verdict in article.verdicts
        if verdict.span is None
    }


# -- clear cases -----------------------------------------------------------------------------------


@pytest.mark.parametrize("document", [PAGE, TEXT, PAGE.encode(), TEXT.encode("utf-16")], ids=range(4))
def test_the_story_stays_and_what_is_around_it_goes(document: str | bytes) -> None:
    assert clean(document) == BODY


def test_a_page_says_who_wrote_what_when_and_where() -> None:
    article = extract(PAGE)
    assert article.title == "Bridge opens at last"
    assert article.byline == "Ana Lima"
    assert article.date == "2024-05-06"
    assert article.language == "en"
    assert article.url == "https://example.org/b"
    assert extract(PAGE, url="https://example.org/given").url == "https://example.org/given"
    assert (article.kind, article.encoding, article.problem) == ("html", None, None)


def test_the_minutes_to_read_are_no_date() -> None:
    story = [f"Sentence {number} says that the old bridge over the canal was mended." for number in range(9)]
    assert extract("\n\n".join(["A bridge is mended at last", "3 MIN READ", *story])).date is None
    dated = extract("\n\n".join(["A bridge is mended at last", "3 MIN READ", "Updated: 3 May 2021", *story]))
    assert dated.date == "Updated: 3 May 2021"


def test_every_removal_has_its_reason() -> None:
    found = labels(extract(PAGE))
    assert found["Home"] is Label.NAVIGATION
    assert found["Bridge opens at last"] is Label.TITLE
    assert found["© 2024 Canal News. All rights reserved."] is Label.LEGAL
    for verdict in extract(PAGE).verdicts:
        assert verdict.reason or verdict.rule == "score"
        assert (verdict.rule == "score") == (verdict.evidence is not None) == (verdict.score is not None)


def test_a_story_is_trusted_more_than_a_menu() -> None:
    menu = "".join(f"<li><a href=/{number}>Section {number}</a></li>" for number in range(30))
    assert extract(PAGE).confidence > extract(f"<ul>{menu}</ul>").confidence


def test_what_is_remembered_between_two_looks_at_a_text_changes_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = [TEXT, *(case.source.read_bytes() for case in fixture_cases() if case.source.suffix == ".txt")]
    found = [extract(text) for text in texts]
    monkeypatch.setattr("cleaner.pipeline._REMEMBERED", -1)
    assert [extract(text) for text in texts] == found


def test_line_ends_of_any_kind_give_the_same() -> None:
    for document in (PAGE, TEXT):
        assert clean(document.replace("\n", "\r\n").encode()) == clean(document.replace("\n", "\r")) == BODY


def test_a_kind_that_is_given_is_not_found_out() -> None:
    assert extract("<p>One</p>", kind="text").blocks[0].text == "<p>One</p>"
    assert extract("One", kind="html").kind == "html"
    assert extract("# One\n\ntwo", kind="markdown").kind == "markdown"


@pytest.mark.parametrize("kind", ["HTML", "htm", "md", "text/html", "", None, ["html"]])
@pytest.mark.parametrize("source", [PAGE, b"", b"%PDF-1.7"])
def test_a_kind_that_is_none_is_refused(kind: object, source: str | bytes) -> None:
    for function in (extract, clean, Cleaner().extract, Cleaner().clean):
        with pytest.raises(ValueError, match="'auto', 'html', 'text', 'markdown'"):
            function(source, kind=kind)  # type: ignore[operator]


# -- settings --------------------------------------------------------------------------------------


def test_the_threshold_decides_how_much_is_kept() -> None:
    everything = extract(TEXT, config=Config(threshold=0.0))
    nothing = extract(TEXT, config=Config(threshold=1.0))
    assert BODY in everything.text
    assert nothing.text == ""
    assert nothing.problem == "no article text found"
    assert nothing.confidence == 0


def test_rules_may_be_ignored_whether_they_are_about_phrases_or_elements() -> None:
    config = Config(ignore=frozenset({"structure/dialog", "structure/navigation"}))
    rules = {verdict.rule for verdict in extract(PAGE, config=config).verdicts}
    assert "structure/navigation" in {verdict.rule for verdict in extract(PAGE).verdicts}
    assert not rules & config.ignore
    with pytest.raises(RuleError, match="structure/dialogue"):
        Cleaner(Config(ignore=frozenset({"structure/dialogue"})))


def test_settings_may_be_lists_and_names_and_compare_as_what_they_mean() -> None:
    loose = Config(
        rules=["a.toml", Path("b.toml")],  # type: ignore[arg-type]
        ignore=["credit/photo-credit"],  # type: ignore[arg-type]
        repair=["nfc"],  # type: ignore[arg-type]
        furniture="sites.parquet",  # type: ignore[arg-type]
        threshold=1,
    )
    strict = Config(
        rules=(Path("a.toml"), Path("b.toml")),
        ignore=frozenset({"credit/photo-credit"}),
        repair=frozenset({"nfc"}),
        furniture=Path("sites.parquet"),
        threshold=1.0,
    )
    assert loose == strict
    assert hash(loose) == hash(strict)
    assert pickle.loads(pickle.dumps(loose)) == strict  # noqa: S301 - our own bytes


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("rules", "mine.toml"),
        ("rules", Path("mine.toml")),
        ("rules", None),
        ("rules", [b"mine.toml"]),
        ("ignore", "credit/photo-credit"),
        ("ignore", None),
        ("ignore", [3]),
        ("repair", None),
        ("repair", 1),
        ("repair", [[]]),
        ("furniture", 3),
        ("threshold", "0.3"),
        ("threshold", True),
        ("links", "no"),
        ("metadata", None),
    ],
)
def test_a_setting_of_another_type_is_refused_by_its_name(setting: str, value: object) -> None:
    with pytest.raises(TypeError, match=rf"^{setting} .* not .*{re.escape(repr(value))}$"):
        Config(**{setting: value})  # type: ignore[arg-type]


def test_rules_of_ones_own_come_first(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        '[[rule]]\nname = "ferry"\nlabel = "ad"\npattern = "^Nobody knows"\nwhy = "Ours."\n'
        'hits = ["Nobody knows"]\nmisses = ["Everybody knows"]\n'
    )
    article = extract(TEXT, config=Config(rules=(own,)))
    assert article.text == "\n\n".join(PARAGRAPHS[:-1])
    assert labels(article)[PARAGRAPHS[-1]] is Label.AD


def test_links_and_repairs_are_made_on_request() -> None:
    page = f"<p>{PARAGRAPHS[0]} <a href=/cafe>The cafÃ© was full.</a></p>"
    assert extract(page).blocks[0].text.endswith("The café was full.")
    assert extract(page).repairs
    plain = extract(page, config=Config(repair=False, links=True))
    assert plain.blocks[0].text.endswith("The cafÃ© was full.")
    assert [link.href for link in plain.blocks[0].links] == ["/cafe"]
    assert plain.repairs == ()


def test_bytes_are_decoded_by_what_the_caller_knows() -> None:
    data = TEXT.replace("laughed", "lachten, fröhlich").encode("windows-1252", "replace")
    assert extract(data, encoding="windows-1252").encoding == "windows-1252"
    assert "fröhlich" in extract(data, hint="text/plain; charset=windows-1252").text
    with pytest.raises(ValueError, match="klingon"):
        extract(data, encoding="klingon")


@pytest.mark.parametrize(
    "wrong", [{"encoding": 5}, {"hint": b"utf-8"}, {"url": 5}, {"config": {"threshold": 0.3}}]
)
def test_arguments_of_another_type_are_named(wrong: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match=next(iter(wrong))):
        extract(TEXT.encode(), **wrong)


# -- input that is no document ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("", "empty input"),
        (b"", "empty input"),
        ("\ufeff", "empty input"),
        (" \n\t\u3000", "only white space"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a PNG image, not text"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a PDF document, not text"),
        (bytes(range(256)) * 8, "binary data, not text"),
        ("\0\1\2\3" * 100, "binary data, not text"),
        ("<html><body><div></div></body></html>", "no article text found"),
        ("<script>var x;</script>", "no article text found"),
        ("Advertisement", "no article text found"),
    ],
)
def test_a_problem_names_why_there_is_no_text(source: str | bytes, problem: str) -> None:
    article = extract(source)
    assert (article.text, article.confidence, article.problem) == ("", 0, problem)


@pytest.mark.parametrize("kind", ["html", "text", "markdown"])
@pytest.mark.parametrize("source", ["", b"", " \n", b"%PDF-1.7\n"])
def test_a_kind_that_is_given_makes_no_document_of_it(source: str | bytes, kind: str) -> None:
    article = extract(source, kind=kind)  # type: ignore[arg-type]
    assert (article.text, article.blocks, article.kind) == ("", (), kind)
    assert article.problem == extract(source).problem


def test_a_page_that_is_cut_off_anywhere_is_still_read() -> None:
    for end in range(0, len(PAGE), 37):
        article = extract(PAGE[:end], kind="html")
        assert all(paragraph in BODY for paragraph in article.text.split("\n\n"))


def test_broken_characters_do_no_harm() -> None:
    page = PAGE.replace("canal", "ca\ud800nal\0").replace("mayor", "may\udfffor")
    assert extract(page).text.count("\ufffd") == 3
    extract(page).text.encode()


def test_a_class_may_be_blank() -> None:
    assert (
        clean(PAGE.replace("<p>", '<p class=" " id="">').replace("<article>", "<article class=' '>")) == BODY
    )


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 20_000 + PAGE,
        PAGE.replace("<article>", "<article " + " ".join(f"a{number}=1" for number in range(100_000)) + ">"),
        PAGE.replace("</article>", f"<table><tr>{'<td>cell</td>' * 5_000}</tr></table></article>"),
        PAGE.replace("</body>", "<p>.</p>" * 10_000),
        PAGE.replace("</body>", "<nav>" * 5_000),
        PAGE + "<" * 100_000,
        "<table>" * 2_000 + PAGE,
        "\n".join(PARAGRAPHS * 2_000),
        "x" * 1_000_000,
        "a " * 300_000,
        "\n" * 1_000_000,
        "[" * 100_000,
        "* " * 100_000,
        "&amp;" * 100_000,
    ],
    ids=range(14),
)
def test_no_document_takes_long(page: str) -> None:
    start = process_time()
    article = extract(page)
    assert process_time() - start < 5
    assert article.problem is None or not article.text


def test_facts_of_the_head_are_fit_to_print() -> None:
    story = json.dumps(
        {"headline": "A \ud800 bridge", "author": {"name": "Ana \udfff"}, "articleBody": "\ud800" * 400}
    )
    article = extract(f'<script type="application/ld+json">{story}</script><p>Text</p>')
    repr(article).encode()
    for block in article.blocks:
        block.text.encode()


def test_inline_rules_cut_what_context_brought_back() -> None:
    page = (ROOT / "fixtures/how-to-with-code/source.html").read_text("utf-8")
    verdicts = extract(page, kind="html").verdicts
    back = next(verdict.block for verdict in verdicts if verdict.rule == "context/preformatted")
    code = extract(page, kind="html").blocks[back].text
    spoilt = page.replace(
        code.split("\n")[0], "Story continues below advertisement " + code.split("\n")[0], 1
    )
    assert spoilt != page
    assert "Story continues" not in extract(spoilt, kind="html").text


@pytest.mark.parametrize("blank", ["\u00a0", "\u202f", "\u2009", "\u3000", "\t", " \u00a0 "])
def test_white_space_of_every_kind_becomes_one_blank(blank: str) -> None:
    line = f"The boats{blank}left at noon, the harbour master said, and came back in the evening."
    for source in (line, f"<p>{line}</p>"):
        assert clean(source, config=Config(repair=False)) == line.replace(blank, " ")
