"""What a page's head says of its story, and whom it is believed from."""

from __future__ import annotations

import json

import pytest

from cleaner.head import Facts, facts_of
from cleaner.split.layout import Head


def facts(*scripts: object, title: str = "", language: str = "", canonical: str = "", **metas: str) -> Facts:
    """Return the facts of a head; the first underscore in the name of a meta is a colon."""
    return facts_of(
        Head(
            title=title,
            language=language,
            canonical=canonical,
            metas={name.replace("_", ":", 1): value for name, value in metas.items()},
            json_ld=[script if isinstance(script, str) else json.dumps(script) for script in scripts],
        )
    )


def test_a_head_that_says_nothing_gives_nothing() -> None:
    assert facts() == Facts(None, None, None, None, None)
    assert facts(title="", og_title=" ", author="", date=" ", language=" ") == Facts(
        None, None, None, None, None
    )


def test_json_ld_is_believed_before_meta_elements_and_these_before_the_title() -> None:
    story = {"headline": "From JSON-LD", "author": {"name": "Ana Lima"}, "datePublished": "2024-05-01"}
    metas = {"og_title": "From  meta", "author": "Bo Ek", "article_published_time": "2023"}
    assert facts(story, title="From title", **metas)[:3] == ("From JSON-LD", "Ana Lima", "2024-05-01")
    assert facts(title="From title", **metas)[:2] == ("From meta", "Bo Ek")
    assert facts(title="From title").title == "From title"


@pytest.mark.parametrize(
    ("title", "site", "wanted"),
    [
        ("A bridge | The Canal", "The Canal", "A bridge"),
        ("A bridge - the CANAL", "The Canal", "A bridge"),
        ("A bridge — The Canal", "Canal", "A bridge"),
        ("A bridge - a lock | The Canal", "The Canal", "A bridge - a lock"),
        ("A bridge - a lock", "The Canal", "A bridge - a lock"),
        ("A bridge | The Canal", "", "A bridge | The Canal"),
        ("The Canal", "The Canal", "The Canal"),
    ],
)
def test_the_sites_name_is_taken_off_the_title(title: str, site: str, wanted: str) -> None:
    assert facts_of(Head(title=title, metas={"og:site_name": site})).title == wanted


@pytest.mark.parametrize(
    ("author", "wanted"),
    [
        ("Ana Lima", "Ana Lima"),
        ({"@type": "Person", "name": " Ana \n Lima "}, "Ana Lima"),
        ([{"name": "Ana Lima"}, "Bo Ek", {"name": ["Cy Oh"]}], "Ana Lima, Bo Ek, Cy Oh"),
        (["Ana Lima", {"name": "Ana Lima"}], "Ana Lima"),
        ([f"Author {number}" for number in range(50)], ", ".join(f"Author {number}" for number in range(20))),
        ({"name": "Ana &amp; Bo"}, "Ana & Bo"),
        ("https://example.org/ana", None),
        ({"name": "@ana"}, None),
        ({"url": "x"}, None),
        (7, None),
        (None, None),
        ([], None),
    ],
)
def test_authors_are_names_in_any_form(author: object, wanted: str | None) -> None:
    assert facts({"headline": "x", "author": author}).author == wanted


def test_an_address_is_no_author_but_the_next_meta_may_be_one() -> None:
    assert facts(author="https://example.org/ana", byl="Ana Lima").author == "Ana Lima"


def test_the_first_object_that_describes_a_story_counts_wherever_it_stands() -> None:
    graph = {"@graph": [{"@type": "WebSite", "name": "x"}, {"@type": "NewsArticle", "headline": "Inner"}]}
    assert facts([{"@type": "Person"}, graph], {"headline": "Second"}).title == "Inner"
    assert facts({"datePublished": "2024"}, title="T")[:3] == ("T", None, "2024")


def test_the_object_with_a_headline_counts_before_one_with_a_date_alone() -> None:
    page = {"@type": "WebPage", "datePublished": "2023"}
    story = {"@type": "NewsArticle", "headline": "The story", "author": {"name": "Ana"}}
    assert facts({"@graph": [page, story | {"datePublished": "2024"}]})[:3] == ("The story", "Ana", "2024")
    assert facts(page, story)[:3] == ("The story", "Ana", "2023")


@pytest.mark.parametrize("name", ["itemListElement", "comment", "mentions"])
def test_other_stories_that_an_object_names_are_not_the_pages_own(name: str) -> None:
    other = {"@type": "Thing", name: [{"headline": "Another", "author": "Bo", "datePublished": "1999"}]}
    assert facts(other, title="Own")[:3] == ("Own", None, None)
    assert facts(other, {"headline": "Own"}).title == "Own"


@pytest.mark.parametrize(
    "script",
    [
        "",
        "headline",
        "{'headline': 'single quotes'}",
        '{"headline": ',
        '"headline"',
        '["headline"]',
        '{"headline": null}',
        '{"headline": ["x"]}',
        '{"headline": {"x": 1}}',
        f'{{"headline": {"9" * 5000}}}',
        "[" * 100_000 + '"headline"',
        f'{{"x": {"[" * 900}{{"headline": "too deep"}}{"]" * 900}}}',
    ],
)
def test_json_ld_that_is_broken_or_says_nothing_is_passed_over(script: str) -> None:
    assert facts(script, title="Title").title == "Title"
    assert facts(script, {"headline": "Next"}, title="Title").title in ("Next", "Title")


@pytest.mark.parametrize("shape", ["[{}]", '{{"name": {}}}', '[1, {{"name": {}}}]'])
def test_authors_may_be_nested_without_end(shape: str) -> None:
    author = '"Ana Lima"'
    for _ in range(300):
        author = shape.format(author)
    assert facts(f'{{"headline": "x", "author": {author}}}').author is None


def test_newlines_in_json_strings_are_read() -> None:
    assert facts('{"headline": "A\nbridge"}').title == "A bridge"


def test_no_fact_holds_half_a_character() -> None:
    assert facts('{"headline": "A \\ud83d\\ude00 b \\ud800"}').title == "A 😀 b \ufffd"


def test_facts_hold_nothing_that_does_not_show() -> None:
    assert facts(
        title="A \x7fbri\xaddge\x1b[31m",
        author="Ana\x08 Lima",
        date="\x1b[2J2 May",
        og_url="https://example.org/\x07",
    ) == Facts("A bridge", "Ana Lima", "2 May", None, "https://example.org/")
    assert facts(title="\x7f \x08") == Facts(None, None, None, None, None)


def test_facts_are_mended_like_the_text() -> None:
    head = Head(title="CafÃ© â€œouvertâ€\x9d", metas={"author": "JosÃ© LÃ³pez"})
    assert facts_of(head)[:2] == ("Café “ouvert”", "José López")
    assert facts_of(head, repair=False)[:2] == ("CafÃ© â€œouvertâ€", "JosÃ© LÃ³pez")
    assert facts_of(head, repair=frozenset({"mojibake", "quotes"})).title == 'Café "ouvert"'


@pytest.mark.parametrize(
    ("language", "metas", "wanted"),
    [
        (" de_DE ", {}, "de-DE"),
        ("", {"content-language": "sv"}, "sv"),
        ("", {"og:locale": "pt_BR"}, "pt-BR"),
        ("en", {"og:locale": "pt_BR"}, "en"),
        ("", {}, None),
    ],
)
def test_the_language_is_a_tag(language: str, metas: dict[str, str], wanted: str | None) -> None:
    assert facts_of(Head(language=language, metas=metas)).language == wanted


def test_the_address_is_the_canonical_one() -> None:
    assert (
        facts(canonical="https://example.org/a", og_url="https://example.org/b").url
        == "https://example.org/a"
    )
    assert facts(og_url="https://example.org/b").url == "https://example.org/b"
