"""Headlines of other stories below the head of their box, in the midst of a story."""

from __future__ import annotations

import pytest
from judgements import Line, judgement_of, set_bounds

from cleaner import Cleaner
from cleaner.context import apply_context
from cleaner.document import BlockKind, Label
from cleaner.rules import load_rules

STORY = Line("The bridge over the old canal was opened by the mayor on Monday.", Label.BODY, score=0.9)
HEAD = Line("People are also reading", Label.RELATED, "related/pointer-heads")
TITLE = Line("Two men rescued from the ice off Sorrel Point", Label.BODY, score=0.8)
ITEM = TITLE._replace(kind=BlockKind.ITEM)
HEADING = Line("What comes next", Label.BODY, score=0.8)


def pointed(lines: list[Line], *, html: bool = False) -> list[int]:
    """Return which of the lines below the head the rule removes."""
    above = [STORY, STORY, HEAD]
    judgement = judgement_of([*above, *lines, STORY], html=html)
    apply_context(judgement)
    found = {verdict.block for verdict in judgement.verdicts if verdict.rule == "context/pointer"}
    return [index - len(above) for index in sorted(found)]


def test_a_list_below_the_head_is_the_boxs_however_sure_the_scorer_is() -> None:
    assert pointed([ITEM, ITEM, ITEM]) == [0, 1, 2]
    assert pointed([ITEM, ITEM, HEADING]) == [0, 1]


def test_on_a_page_lines_that_are_links_and_nothing_else_are() -> None:
    linked = TITLE._replace(links=1.0)
    assert pointed([linked, linked, TITLE], html=True) == [0, 1]
    assert pointed([ITEM, linked], html=True) == []


def in_list(tag: str, listed: int, *, others: int = 0) -> list[int]:
    """Return which items of an element below the head the rule removes, the last of which are no headlines."""
    lines = [STORY, HEAD, *[ITEM] * (listed - others), *[ITEM._replace(text="Felt, glue.")] * others, STORY]
    judgement = judgement_of(lines, html=True)
    layout = judgement.layout
    layout.tags, layout.marks = ["html", "p", tag, "li"], [""] * 4
    layout.parents, layout.nodes = [-1, 0, 0, 2], [1, 1, *[3] * listed, 1]
    set_bounds(layout)
    apply_context(judgement)
    found = {verdict.block for verdict in judgement.verdicts if verdict.rule == "context/pointer"}
    return [index - 2 for index in sorted(found)]


def test_on_a_page_a_whole_list_that_has_lost_its_links_is_the_boxs() -> None:
    assert in_list("ul", 3) == [0, 1, 2]
    assert in_list("ul", 2) == []
    assert in_list("ul", 5, others=1) == []
    assert in_list("div", 3) == []


def test_of_plain_lines_the_first_is_and_the_last_may_be_a_heading_of_the_story() -> None:
    assert pointed([TITLE]) == [0]
    assert pointed([TITLE, TITLE]) == [0]
    assert pointed([TITLE, TITLE, TITLE, TITLE]) == [0, 1, 2]
    assert pointed([HEADING]) == []


@pytest.mark.parametrize(
    "text",
    [
        "Two men were rescued from the ice off Sorrel Point.",
        "Two men were rescued from the ice, among them:",
        "4. Two men rescued from the ice off the point",
        "7 men rescued from the ice off the point",
    ],
)
def test_sentences_lead_ins_and_numbered_entries_are_the_storys(text: str) -> None:
    assert pointed([TITLE._replace(text=text)]) == []


def test_above_the_first_paragraph_stands_the_storys_own_headline() -> None:
    judgement = judgement_of([HEAD, TITLE, STORY, STORY], html=False)
    apply_context(judgement)
    assert "context/pointer" not in {verdict.rule for verdict in judgement.verdicts}


FERRY = """\
Die Brücke über den alten Kanal wurde am Montag von der Bürgermeisterin eröffnet, nach drei Wintern des Wartens.

"Wir haben lange gebaut", sagte sie vor etwa zweihundert Gästen am Ufer, unter denen auch die Fährleute waren.

Die Fähre, die seit 1911 zwischen den beiden Ortsteilen verkehrte, stellt ihren Betrieb im Herbst ein.

{}

- Zwei Männer vor dem Leuchtturm vom Eis gerettet
- Streit um das Freibad geht in die dritte Runde

Der Bau kostete vier Millionen Euro, von denen das Land die Hälfte trägt, wie das Amt am Abend mitteilte.

Im kommenden Jahr soll ein Weg am Ufer folgen, über den der Rat im Frühjahr entscheiden will."""


@pytest.mark.parametrize(
    ("head", "kept"), [("Lesen Sie auch:", 5), ("Mehr zum Thema", 5), ("Weitere Themen", 7)]
)
def test_heads_of_other_languages_act_if_nothing_but_other_stories_stands_below_them(
    head: str, kept: int
) -> None:
    verdicts = {verdict.block: verdict for verdict in Cleaner().extract(FERRY.format(head)).verdicts}
    assert sum(verdict.label in (Label.BODY, Label.HEADING) for verdict in verdicts.values()) == kept


def test_each_language_with_heads_of_boxes_tells_those_of_other_stories_from_topics() -> None:
    ids = {rule.id for rule in load_rules().rules}
    heads = {name[-2:] for name in ids if name[:-2] == "related/heads-"}
    assert {language for language in heads if f"related/pointer-heads-{language}" not in ids} == set()
    assert len(heads) > 30
