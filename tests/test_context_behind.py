"""What stands behind the element of the story goes."""

from __future__ import annotations

import pytest
from judgements import Line, judgement_of, set_bounds

from cleaner import extract
from cleaner.context import apply_context
from cleaner.document import Label

STORY = "".join(
    f"<p>The ferry of Carrow took {number} hundred people across the sound on the first Sunday of May.</p>"
    for number in range(3, 11)
)
NEXT = (
    "<h2>Harbour master counts the gulls again</h2><p>There are more of them than last year, he says, and he has "
    "asked the council for a second pair of binoculars before the summer.</p>"
)


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
        f"<div><article class='entry first' id=e1>{STORY}</article><article class=entry id=e2>{NEXT}</article></div>",
        f"<div><article>{NEXT}</article>{STORY}{NEXT}</div>",
        f"<div>{STORY}</div><div>{NEXT}</div>",
    ],
)
def test_parts_of_the_story_stay_and_a_page_that_marks_no_story_is_the_scorers(body: str) -> None:
    assert "gulls" in text_of(body)


@pytest.mark.parametrize(
    ("names", "score", "goes"),
    [("story__content", 0.6, True), ("story__content", 0.9, False), ("wide", 0.6, False)],
)
def test_behind_what_is_but_called_the_body_of_the_story_the_scorer_may_be_sure(
    names: str,
    score: float,
    goes: bool,  # noqa: FBT001 - a case
) -> None:
    story = [
        Line(f"The ferry of Carrow took {n} people across the sound in May.", Label.BODY, score=0.9)
        for n in range(5)
    ]
    judgement = judgement_of(
        [*story, Line("The harbour master counts gulls.", Label.BODY, score=score)], html=True
    )
    layout = judgement.layout
    layout.tags, layout.marks = ["html", "div", "div", *["p"] * 6], ["", names, *[""] * 7]
    layout.parents, layout.nodes = [-1, 0, 0, *[1] * 5, 2], [3, 4, 5, 6, 7, 8]
    set_bounds(layout)
    apply_context(judgement)
    assert judgement.is_kept(5) != goes
