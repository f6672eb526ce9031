"""Lists and tables of which a part is lost."""

from __future__ import annotations

import pytest
from judgements import Line, judgement_of, set_bounds

from cleaner.context import apply_context
from cleaner.document import BlockKind, Label
from cleaner.rules.structure import structure_rules

STORY = Line("The bridge over the old canal was opened by the mayor on Monday.", Label.BODY, score=0.9)
MORE = Line("He said that it would last for at least another hundred years or so.", Label.BODY, score=0.9)
HEAD = Line("The log of the sheriff", Label.BODY, score=0.8)
KEPT = Line("Cows in road, Route 9", Label.BODY, kind=BlockKind.ITEM, score=0.6)
LOST = KEPT._replace(text="Same cows, Route 9", label=Label.OTHER, score=0.4)
SAID = Line("Get the app", Label.PROMO, "promo/app-download", kind=BlockKind.ITEM, score=0.6)


def kept_of(
    lines: list[Line],
    rule: str,
    *,
    tag: str = "ul",
    around: int = 1,
    containers: list[int] | None = None,
) -> list[int]:
    """Return the blocks that a rule keeps on a page with its entries and rows in an element each, of one `tag`.

    The element stands inside one of its own in `main`, or in the body beside it.
    """
    judgement = judgement_of(lines, html=True, containers=containers, structure=structure_rules().rules)
    layout = judgement.layout
    layout.tags, layout.marks = ["html", "main", "div", tag], [""] * 4
    layout.parents, layout.nodes = [-1, 0, around, 2], []
    for line in lines:
        is_entry = line.kind in (BlockKind.ITEM, BlockKind.ROW)
        layout.nodes.append(len(layout.tags))
        layout.tags.append("li" if is_entry else "p")
        layout.marks.append("")
        layout.parents.append(3 if is_entry else 1)
    set_bounds(layout)
    apply_context(judgement)
    return sorted({verdict.block for verdict in judgement.verdicts if verdict.rule == f"context/{rule}"})


def kept_of_text(lines: list[Line], rule: str) -> list[int]:
    """Return the lines that a rule keeps in a flat text."""
    judgement = judgement_of(lines)
    apply_context(judgement)
    return sorted({verdict.block for verdict in judgement.verdicts if verdict.rule == f"context/{rule}"})


# -- entries ---------------------------------------------------------------------------------------


def test_a_list_most_of_which_is_kept_stays_whole() -> None:
    lines = [STORY, HEAD, KEPT, LOST, KEPT, MORE]
    assert kept_of(lines, "torn") == kept_of_text(lines, "torn") == [3]
    rows = [line._replace(kind=BlockKind.ROW) if line.kind is BlockKind.ITEM else line for line in lines]
    assert kept_of(rows, "torn", tag="table") == [3]


@pytest.mark.parametrize(
    "lines",
    [
        [STORY, HEAD, KEPT, LOST._replace(score=0.1), KEPT, MORE],
        [STORY, HEAD, KEPT, LOST, LOST, MORE],
        [STORY, HEAD, KEPT, LOST._replace(rule="legal/x", label=Label.LEGAL), KEPT, LOST, MORE],
        [STORY, HEAD, KEPT, LOST._replace(links=0.9), KEPT, MORE],
        [STORY, HEAD._replace(label=Label.OTHER), KEPT, LOST, KEPT, MORE],
        [KEPT, LOST, KEPT, MORE],
    ],
)
def test_other_lists_do_not(lines: list[Line]) -> None:
    assert kept_of(lines, "torn") == kept_of_text(lines, "torn") == []


def test_a_list_of_a_text_stands_between_kept_lines_and_is_likely_and_one_of_a_page_near_a_paragraph() -> (
    None
):
    menu = HEAD._replace(text="About the park")
    assert kept_of_text([STORY, HEAD, KEPT, LOST, KEPT], "torn") == []
    assert kept_of_text([STORY, HEAD, KEPT, LOST._replace(score=0.2), MORE], "torn") == []
    assert kept_of([STORY, HEAD, KEPT, LOST, KEPT], "torn") == [3]
    assert kept_of([STORY, *[menu] * 4, KEPT, LOST, KEPT, menu], "torn") == []
    removed = MORE._replace(label=Label.PROMO, rule="promo/x")
    assert kept_of([STORY, *[menu] * 4, KEPT, LOST, KEPT, removed], "torn") == []


# -- tables ----------------------------------------------------------------------------------------

ROWS = [
    Line(f"19{number} | {number} tonnes", Label.OTHER, kind=BlockKind.ROW, score=0.3)
    for number in (13, 53, 88)
]
OTHER = Line("Paper made each year", Label.OTHER, score=0.1)
PAGES = ROWS[0]._replace(rule="navigation/pagination", label=Label.NAVIGATION)


def test_a_table_of_data_between_paragraphs_of_the_story_stays() -> None:
    assert kept_of([STORY, *ROWS, MORE], "table", tag="table") == [1, 2, 3]
    assert kept_of([STORY, PAGES, *ROWS, MORE], "table", tag="table") == [1, 2, 3, 4]


def test_so_does_its_caption() -> None:
    judgement = judgement_of([STORY, OTHER, *ROWS, MORE], html=True)
    layout = judgement.layout
    layout.tags, layout.marks = ["main", "p", "table", "caption", *["tr"] * 3, "p"], [""] * 8
    layout.parents, layout.nodes = [-1, 0, 0, 2, 2, 2, 2, 0], [1, 3, 4, 5, 6, 7]
    set_bounds(layout)
    apply_context(judgement)
    assert judgement.rules[1:5] == ["context/table"] * 4


@pytest.mark.parametrize(
    "lines",
    [
        [STORY, *ROWS[:2], MORE],
        [STORY, *ROWS],
        [*ROWS, MORE],
        [STORY._replace(score=0.6), *ROWS, MORE],
        [STORY, *ROWS, MORE._replace(label=Label.PROMO, rule="promo/x")],
        [STORY, *[HEAD] * 3, *ROWS, MORE],
        [STORY, *[row._replace(links=0.5) for row in ROWS], MORE],
        [STORY, *[row._replace(score=0.1) for row in ROWS], MORE],
        [STORY, *[row._replace(text="Weather in town") for row in ROWS], MORE],
        [STORY, ROWS[0]._replace(rule="ad/prices", label=Label.AD), *ROWS, MORE],
    ],
)
def test_other_tables_go(lines: list[Line]) -> None:
    assert kept_of(lines, "table", tag="table") == []
    assert kept_of_text(lines, "table") == []


def test_so_does_one_that_stands_beside_the_story_or_where_an_element_says_what_it_is() -> None:
    lines = [STORY, *ROWS, MORE]
    assert kept_of(lines, "table", tag="table", around=0) == []
    ads = next(number for number, rule in enumerate(structure_rules().rules) if rule.label is Label.AD)
    assert kept_of(lines, "table", tag="table", containers=[-1, ads, ads, ads, -1]) == []


# -- steps -----------------------------------------------------------------------------------------


def test_instructions_say_what_buttons_say() -> None:
    steps = [SAID, KEPT, SAID]
    assert kept_of([STORY, *steps, MORE], "step", tag="ol") == [1, 3]
    assert kept_of([STORY, *steps, MORE], "step") == []
    assert kept_of([STORY, KEPT, *steps, MORE], "step") == [2]
    assert kept_of_text([STORY, KEPT, *steps, KEPT, MORE], "step") == [2, 4]


@pytest.mark.parametrize(
    "entries",
    [
        [SAID, KEPT],
        [SAID, SAID, SAID],
        [SAID._replace(score=0.2), KEPT, KEPT],
        [SAID, KEPT, LOST],
        [SAID._replace(links=1.0), KEPT, KEPT],
        [SAID._replace(rule="legal/copyright-line"), KEPT, KEPT],
    ],
)
def test_toolbars_and_menus_say_it_as_well(entries: list[Line]) -> None:
    assert kept_of([STORY, *entries, MORE], "step", tag="ol") == []
