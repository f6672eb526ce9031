"""Lines that look like furniture by themselves and are the story's: years of a chronicle, names above a quotation."""

from __future__ import annotations

import pytest
from judgements import Line, judgement_of

from cleaner.context import apply_context
from cleaner.document import BlockKind, Label

STORY = Line("The keeper has repaired forty-four lamps along a coast with one road.", Label.BODY, score=0.9)
MORE = STORY._replace(text="She keeps her tools in a pram, which floats for a while and can be locked.")
SAID = Line("Towers Minister Petra Lovell said:", Label.COMMENT, "comment/commenter-wrote")
QUOTATION = STORY._replace(text="“A clock that has stopped is a village that nobody looks at.”")


def fired(lines: list[Line], rule: str, *, html: bool) -> list[int]:
    """Return the blocks that a context rule decided."""
    judgement = judgement_of(lines, html=html)
    apply_context(judgement)
    return [verdict.block for verdict in judgement.verdicts if verdict.rule == f"context/{rule}"]


def chronicle(*years: str) -> list[Line]:
    """Return a chronicle, of which the scorer removes the years."""
    return [
        line
        for year in years
        for line in (
            Line(year, Label.OTHER, score=0.1),
            MORE._replace(text=f"In the winter of {year} the river rose above the lower sluice of the mill."),
        )
    ]


@pytest.mark.parametrize(
    "years",
    [
        ("1879", "1888", "1903", "1957"),
        ("March 1879", "May 1888", "1903", "1950s"),
        ("1879-1888", "1903–1911", "1957 - 58", "2015–today"),
    ],
)
def test_the_years_of_a_chronicle_stay_in_a_page(years: tuple[str, ...]) -> None:
    lines = chronicle(*years)
    assert fired([STORY, *lines], "entry", html=True) == [1, 3, 5, 7]
    assert fired([STORY, *lines], "entry", html=False) == []
    assert fired([STORY, *lines[:6]], "entry", html=True) == []


def test_years_count_beside_the_dates_of_a_chronicle() -> None:
    lines = chronicle("1879", "1888", "1903", "14 March 1957")
    lines[6] = lines[6]._replace(label=Label.DATELINE, rule="dateline/date")
    assert fired([STORY, *lines], "entry", html=True) == [1, 3, 5, 7]


@pytest.mark.parametrize("text", ["10:41", "1,204", "2019 Annual Report", "In 2019", "412"])
def test_other_short_lines_above_paragraphs_are_no_years(text: str) -> None:
    lines = chronicle("1879", "1888", "1903", "1957")
    lines[2] = lines[2]._replace(text=text)
    assert fired([STORY, *lines], "entry", html=True) == []


@pytest.mark.parametrize("html", [False, True], ids=["text", "page"])
def test_the_line_that_names_who_said_a_kept_quotation_stays(html: bool) -> None:  # noqa: FBT001 - a case
    block = QUOTATION._replace(text="A clock that has stopped is a village.", kind=BlockKind.QUOTE)
    for below in (QUOTATION, block):
        assert fired([STORY, SAID, below, MORE], "attribution", html=html) == [1]
        assert fired([STORY, SAID, below._replace(label=Label.COMMENT)], "attribution", html=html) == []


def test_a_name_above_what_is_no_quotation_is_a_commenter_s() -> None:
    assert fired([STORY, SAID, MORE], "attribution", html=True) == []
    assert fired([STORY, MORE, SAID], "attribution", html=True) == []


def test_the_third_of_several_choices_is_no_notice_of_rights() -> None:
    second = MORE._replace(text="(b) Only the second")
    third = Line("(c) Both of them", Label.LEGAL, "legal/copyright-line")
    assert fired([STORY, second, third], "option", html=True) == [2]
    assert fired([STORY, MORE, third], "option", html=True) == []
    assert fired([STORY, second._replace(label=Label.OTHER, score=0.1), third], "option", html=True) == []
