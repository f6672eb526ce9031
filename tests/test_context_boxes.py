"""What stands behind the element of the story goes, and boxes of links in its midst."""

from __future__ import annotations

import pytest

from cleaner import extract

STORY = "".join(
    f"<p>The ferry of Carrow took {number} hundred people across the sound on the first Sunday of May.</p>"
    for number in range(3, 11)
)
NEXT = (
    "<h2>Harbour master counts the gulls again</h2><p>There are more of them than last year, he says, and he has "
    "asked the council for a second pair of binoculars before the summer.</p>"
)
HEADLINE = "Islanders ask for a second ferry before the summer"


def text_of(body: str) -> str:
    """Return the text of a page, none of whose story is lost."""
    text = extract(f"<html><body>{body}</body></html>", kind="html").text
    assert text.count("ferry of Carrow") == STORY.count("<p>")
    return text


@pytest.mark.parametrize(
    "body",
    [
        f"<div><article>{STORY}</article><section>{NEXT}</section></div>",
        f"<main><article><div>{STORY}</div></article><div><article>{NEXT}</article></div></main>",
        f"<main>{STORY}</main><section>{NEXT}</section>",
    ],
)
def test_a_teaser_behind_the_element_of_the_story_goes(body: str) -> None:
    assert "gulls" not in text_of(body)


@pytest.mark.parametrize(
    "body",
    [
        f"<div><article>{STORY}{NEXT}</article></div>",
        f"<div><article>{STORY}</article><div class=article-notes>{NEXT}</div></div>",
        f"<div><article class=entry>{STORY}</article><article class=entry>{NEXT}</article></div>",
        f"<div><article>{NEXT}</article>{STORY}{NEXT}</div>",
        f"<div>{STORY}</div><div>{NEXT}</div>",
    ],
)
def test_parts_of_the_story_stay_and_a_page_that_marks_no_story_is_the_scorers(body: str) -> None:
    assert "gulls" in text_of(body)


def has_box(body: str) -> bool:
    """Tell whether the rule on boxes of links has removed anything of a page."""
    article = extract(f"<html><body><article>{body}</article></body></html>", kind="html")
    return any(verdict.rule == "context/box-of-links" for verdict in article.verdicts)


def test_a_linked_headline_in_a_box_of_other_things_amid_the_story_goes() -> None:
    box = f"<div class=teaser><div><a href=/1><h3>{HEADLINE}</h3></a></div></div>"
    assert HEADLINE not in text_of(f"<article>{_paragraphs(box)}</article>")


def test_boxes_of_which_there_are_many_are_what_the_story_lists() -> None:
    boxes = [
        f"<div class=card><a href=/{number}><h3>{HEADLINE} {number}</h3></a></div>" for number in range(4)
    ]
    assert not has_box(
        "".join(f"<p>The ferry goes at {n} in all seasons but one.</p>{box}" for n, box in enumerate(boxes))
    )


def test_linked_lines_in_elements_like_the_paragraphs_are_no_box() -> None:
    line = f"<p class=promo><a href=/1>{HEADLINE}</a></p>"
    assert not has_box(_paragraphs(line))


def _paragraphs(box: str) -> str:
    """Return the story with something in its midst."""
    middle = STORY.index("<p>", len(STORY) // 2)
    return STORY[:middle] + box + STORY[middle:]
