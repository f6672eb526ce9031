"""A story that a page carries in the data of its scripts is taken where the page shows little of it."""

from __future__ import annotations

import json
from time import process_time
from typing import Any

import pytest

from cleaner import clean
from cleaner.split.html import split_html

TITLE = "Night buses to run on four more routes"
STORY = [
    f"Route {number} will run every half hour from the harbour to the hospital, the committee said on Tuesday."
    for number in (6, 14, 27, 40)
]
SHORT = "The trial ends on Sunday."


def texts(data: Any, shown: str = "<p>Loading</p>", title: str = f"{TITLE} | The Courier") -> list[str]:  # noqa: ANN401
    """Return the blocks of a page with these data."""
    script = f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(data)}</script>'
    return split_html(f"<title>{title}</title><div>{shown}</div>{script}").texts


def record(body: Any, headline: str = TITLE) -> dict[str, Any]:  # noqa: ANN401
    """Return data that have a story in them, as a page's program keeps it."""
    return {"props": {"pageProps": {"story": {"headline": headline, "slug": "buses", "body": body}}}}


def tree(text: str) -> dict[str, Any]:
    """Return a paragraph as editors keep it, its last words in a link."""
    head, _, tail = text.rpartition(" on ")
    link = {"type": "link", "href": "/tuesday", "content": [{"type": "text", "value": tail}]}
    return {"type": "paragraph", "content": [{"type": "text", "value": f"{head} on "}, link]}


SPANS = [{"_type": "block", "children": [{"_type": "span", "text": text}]} for text in STORY]
MARKUP = "".join(f"<p>{text.replace('Route', '<b>Route</b>')}</p>\n" for text in STORY)


@pytest.mark.parametrize(
    "body",
    [STORY, MARKUP, {"rendered": MARKUP}, "\n\n".join(STORY), {"content": [*map(tree, STORY)]}, SPANS],
    ids=["list", "markup", "rendered markup", "text", "tree", "spans"],
)
def test_a_story_in_data_is_taken_where_the_page_does_not_show_it(body: object) -> None:
    assert texts(record(body)) == ["Loading", *STORY]
    assert texts(record(body), shown=MARKUP) == STORY


def test_advertisements_and_addresses_in_data_are_no_text() -> None:
    body = [
        tree(STORY[0]),
        {"type": "ad", "id": "mid-1"},
        *map(tree, STORY[1:]),
        {"type": "image", "src": "a.jpg"},
    ]
    assert texts(record([*body, tree(SHORT), tree("Ports on strike")])) == ["Loading", *STORY, SHORT]


def test_a_page_that_shows_the_beginning_of_its_story_gets_all_of_it_once() -> None:
    data = record(STORY, headline="Buses at night")
    page = (
        f"<title>{TITLE}</title><h1>{TITLE}</h1><p>{STORY[0]}</p><p>Subscribe to read on</p>"
        f'<script type="application/json">{json.dumps(data)}</script>'
    )
    assert clean(page).split("\n\n") == STORY


@pytest.mark.parametrize(
    "data",
    [
        record(STORY, headline="Ports on strike for the second week"),
        {"title": TITLE, "stories": [record(STORY, headline=f"Story number {n}") for n in range(3)]},
        {
            "title": TITLE,
            "stories": [{"headline": f"Story number {n}", "body": text} for n, text in enumerate(STORY)],
        },
        record([text.removesuffix(".") for text in STORY]),
        record(STORY[:2]),
        {"headline": TITLE, "a": {"b": {"c": {"d": {"body": STORY}}}}},
    ],
    ids=[
        "another headline",
        "other stories",
        "a list",
        "no sentences",
        "too little",
        "far away",
    ],
)
def test_other_texts_in_data_are_not_the_page_s_story(data: object) -> None:
    assert texts(data) == ["Loading"]


def test_data_that_are_no_json_or_too_deep_hold_no_story() -> None:
    page = '<p>Loading</p><script type="application/json">{}</script>'
    for data in ("{", "[" * 100_000, '{"a":' * 100_000, "[]", '"text"'):
        assert split_html(page.format(data)).texts == ["Loading"]


def test_where_a_story_from_data_stood_is_in_reading_order() -> None:
    page = f"<title>{TITLE}</title><p>Loading</p><script type='application/json'>{json.dumps(record(SPANS))}</script>"
    layout = split_html(page)
    assert list(layout.starts) == sorted(layout.starts)
    stretches = [page[start:end] for start, end in zip(layout.starts, layout.ends, strict=True)]
    assert stretches == ["Loading", *STORY]


def test_many_stories_in_data_are_read_in_bounded_time() -> None:
    many = [{"body": [f"{number} {text}" for text in STORY]} for number in range(20_000)]
    nested: Any = STORY * 20
    for _ in range(35):
        nested = [nested, *STORY]
    words = "".join(f"<br>a word {number}" for number in range(100_000))
    started = process_time()
    assert len(texts([many, nested], shown=words)) == 100_000
    assert process_time() - started < 10  # with a search for each story, minutes
