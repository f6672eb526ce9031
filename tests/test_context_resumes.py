"""The last lines of a flat text's story: behind a box in its midst, and above what follows it."""

from __future__ import annotations

import pytest
from judgements import Line, judgement_of

from cleaner.context import apply_context
from cleaner.document import BlockKind, Label

STORY = [
    Line(f"The bridge over canal number {number} was opened by the mayor on Monday.", Label.BODY, score=0.9)
    for number in range(4)
]
NEWSLETTER = [
    Line("Get the Ledger Morning Report", Label.OTHER, score=0.1),
    Line("The stories of the day, in your inbox before you wake up.", Label.OTHER, score=0.1),
    Line("Email Sign up", Label.PROMO, "promo/newsletter-head"),
]
POINTER = [
    Line("Related", Label.RELATED, "related/related-heads"),
    Line("A key was found after 40 years", Label.OTHER, score=0.1),
]
GOES_ON = Line("The town has promised to pay for the paint of the rail.", Label.OTHER, share=0.3, score=0.35)
MOST_READ = Line("Most read", Label.RELATED, "related/related-heads")
TAGS = Line("Topics: bridges", Label.TAGS, "tags/head")


def resumed(lines: list[Line], *, html: bool = False) -> list[int]:
    """Return how far behind the four paragraphs the blocks stand that the rule keeps."""
    judgement = judgement_of([*STORY, *lines], html=html)
    apply_context(judgement)
    found = {verdict.block for verdict in judgement.verdicts if verdict.rule == "context/resumes"}
    return [index - len(STORY) for index in sorted(found)]


def test_paragraphs_behind_a_newsletters_box_go_on_with_the_story() -> None:
    assert resumed([*NEWSLETTER, GOES_ON, GOES_ON, MOST_READ]) == [3, 4]
    assert resumed([*NEWSLETTER, GOES_ON, GOES_ON, MOST_READ], html=True) == []


def test_so_do_those_behind_another_box_and_short_sentences_among_them() -> None:
    short = GOES_ON._replace(text="Paint is paint, he said.")
    assert resumed([*NEWSLETTER, GOES_ON, short, GOES_ON, *NEWSLETTER, GOES_ON, GOES_ON]) == [3, 4, 5, 9, 10]


@pytest.mark.parametrize("box", [NEWSLETTER, POINTER, []])
@pytest.mark.parametrize(
    "below",
    [
        TAGS,
        Line("You have read half of this article", Label.PROMO, "promo/paywall-en"),
        Line("Unsubscribe from this list", Label.PROMO, "promo/mail-footer"),
    ],
)
def test_a_single_paragraph_is_the_storys_where_the_story_ends_below_it(box: list[Line], below: Line) -> None:
    assert resumed([*box, GOES_ON._replace(share=0.0), below]) == [len(box)]
    assert resumed([*box, GOES_ON._replace(share=0.0), MOST_READ]) == []


@pytest.mark.parametrize(
    "lines",
    [
        [*NEWSLETTER, GOES_ON, MOST_READ],
        [*NEWSLETTER, *[GOES_ON._replace(share=0.0)] * 2],
        [*NEWSLETTER, *[GOES_ON._replace(score=0.22)] * 2],
        [*NEWSLETTER, *[GOES_ON._replace(kind=BlockKind.ITEM)] * 2],
        [*NEWSLETTER, *[GOES_ON._replace(links=0.9)] * 2],
        [*NEWSLETTER[:2] * 4, *NEWSLETTER, GOES_ON, GOES_ON],
        [*NEWSLETTER[:2], GOES_ON, GOES_ON],
        [*POINTER, GOES_ON, GOES_ON],
        [*NEWSLETTER, *[GOES_ON._replace(rule="promo/donate", label=Label.PROMO)] * 2],
    ],
)
def test_teasers_and_notes_behind_a_box_do_not(lines: list[Line]) -> None:
    assert resumed(lines) == []


def test_a_story_of_a_few_lines_has_no_midst_and_a_doubtful_end_no_continuation() -> None:
    tail = [*NEWSLETTER, GOES_ON, GOES_ON, MOST_READ]
    for story in (STORY[:3], [*STORY[:3], STORY[3]._replace(score=0.46)]):
        judgement = judgement_of([*story, *tail], threshold=0.45)
        apply_context(judgement)
        assert "context/resumes" not in judgement.rules


# -- numbers ---------------------------------------------------------------------------------------


def entry(number: int, label: Label = Label.BODY, score: float = 0.9) -> list[Line]:
    """Return a numbered heading and what stands below it."""
    below = f"A beige tube that tasted of the bag it came in, {number}/10"
    return [Line(text, label, score=score) for text in (f"{number}. Hut, precinct", below)]


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        ([*entry(1), *entry(2), *NEWSLETTER, *entry(3, Label.OTHER, 0.3), *entry(4, Label.OTHER, 0.3)], 4),
        ([*entry(1), *entry(2), MOST_READ, entry(3, Label.OTHER, 0.3)[0], *entry(3)[1:]], 1),
        ([*entry(1), *entry(2), *entry(3, Label.OTHER, 0.1)], 0),
        ([*entry(1), *entry(2), *entry(4, Label.OTHER, 0.3)], 0),
        ([*entry(1), *entry(2, Label.OTHER, 0.3)], 0),
        ([*entry(1), *entry(2), *[MOST_READ] * 14, *entry(3, Label.OTHER, 0.3)], 0),
        ([*entry(1)[:1], *entry(2)[:1], *entry(3, Label.OTHER, 0.3)], 0),
        ([*entry(1), *entry(2), entry(3, Label.OTHER, 0.3)[0]], 0),
        ([*entry(1), *entry(2), entry(3, Label.OTHER, 0.3)[0], MOST_READ], 0),
    ],
)
def test_numbered_headings_of_a_text_go_on_with_what_stands_below_them(lines: list[Line], kept: int) -> None:
    for html in (False, True):
        judgement = judgement_of([*STORY, *lines], html=html)
        apply_context(judgement)
        assert judgement.rules.count("context/numbered") == (0 if html else kept)


@pytest.mark.parametrize("removed", [0, 1], ids=["heading", "below"])
def test_numbers_bring_back_nothing_that_a_rule_removed(removed: int) -> None:
    third = entry(3, Label.OTHER, 0.3)
    third[removed] = third[removed]._replace(label=Label.PROMO, rule="promo/x")
    judgement = judgement_of([*STORY, *entry(1), *entry(2), *third])
    apply_context(judgement)
    assert "context/numbered" not in judgement.rules


LAST = Line("The rail is wet.", Label.OTHER, share=0.0, score=0.25)
FOLLOW = Line("Follow us", Label.SOCIAL, "social/follow-us")
END = Line("[End of article]", Label.OTHER, "other/end-mark")
ADDRESS = Line("ada@ledger.example", Label.BYLINE, "byline/email-alone")


def ended(lines: list[Line], *, html: bool = False) -> list[int]:
    """Return how far behind two paragraphs the blocks stand that the rule on last sentences keeps."""
    judgement = judgement_of([*STORY[:2], *lines], html=html, threshold=0.45)
    apply_context(judgement)
    return [index - 2 for index, rule in enumerate(judgement.rules) if rule == "context/last-sentence"]


def test_the_only_removed_sentence_of_a_text_needs_less() -> None:
    unlikely = LAST._replace(score=0.1)
    menu = Line("Ledger Towers", Label.OTHER, score=0.0)
    assert ended([unlikely, MOST_READ, menu, menu]) == [0]
    assert ended([unlikely, MOST_READ, menu, unlikely]) == []
    assert ended([unlikely, unlikely, MOST_READ]) == []
    assert ended([LAST._replace(score=0.05), MOST_READ]) == []
    assert ended([unlikely._replace(text="Is the rail wet?"), MOST_READ]) == []
    assert ended([unlikely, menu]) == []


@pytest.mark.parametrize("below", [MOST_READ, TAGS, FOLLOW, END, ADDRESS])
def test_a_short_sentence_right_above_what_stands_below_stories_ends_one(below: Line) -> None:
    assert ended([LAST, below]) == [0]
    assert ended([LAST, LAST, below]) == [0, 1]
    assert ended([LAST, below], html=True) == []


@pytest.mark.parametrize(
    "lines",
    [
        [LAST],
        [LAST, Line("Ledger Towers", Label.OTHER, score=0.1), MOST_READ],
        [LAST, Line("By Ada Voss", Label.BYLINE, "byline/by-name")],
        [LAST, Line("© The Ledger", Label.LEGAL, "legal/copyright-line")],
        [MOST_READ, LAST, FOLLOW],
        [LAST._replace(text="Was the page of any use?"), FOLLOW],
        [LAST._replace(text="Like what you read? There is more to come."), FOLLOW],
        [LAST._replace(text="Come and see the rail!"), FOLLOW],
        [LAST._replace(text="The rail is wet"), FOLLOW],
        [LAST._replace(text="Get wet."), FOLLOW],
        [LAST._replace(score=0.05), FOLLOW],
        [LAST._replace(score=0.15), FOLLOW, LAST],
        [LAST._replace(kind=BlockKind.ITEM), FOLLOW],
    ],
)
def test_requests_entries_and_notes_above_legal_lines_do_not(lines: list[Line]) -> None:
    assert ended(lines) == []


INVITATIONS = """\
Follow our live blog for more.
- Read more about the rail in the Ledger.
Sign up for what the council decides next.
Abonnez-vous à la lettre du port.
Lesen Sie den ganzen Bericht zum Geländer.
Síguenos para saber más del puente.
Подписывайтесь на новости нашего моста."""
STATEMENTS = """\
Followers of the mayor cheered from the bank.
Read aloud, the letter took nine minutes.
Sigue lloviendo sobre el puente nuevo.
Suivezza is what the children call it."""


@pytest.mark.parametrize("text", INVITATIONS.splitlines())
def test_an_invitation_ends_no_story(text: str) -> None:
    assert ended([LAST._replace(text=text), FOLLOW]) == []


@pytest.mark.parametrize("text", STATEMENTS.splitlines())
def test_a_sentence_that_begins_like_an_invitation_may_end_one(text: str) -> None:
    assert ended([LAST._replace(text=text), FOLLOW]) == [0]


SIGNED = Line(
    "The mayor said that the rail will be painted before the end of the month. (Reuters)",
    Label.CAPTION,
    "caption/agency-ending",
)


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        ([SIGNED, MOST_READ], True),
        ([SIGNED, SIGNED], False),
        ([MOST_READ, SIGNED], False),
        ([SIGNED, GOES_ON._replace(label=Label.BODY)], False),
        ([SIGNED._replace(text="Seen on Monday. (Reuters)"), MOST_READ], False),
        (
            [SIGNED._replace(text="The mayor is seen in front of the bridge on Monday [Ana Lima/Reuters]")],
            False,
        ),
        (
            [SIGNED._replace(text="The mayor is seen in front of the bridge on Monday. (Photo: Reuters)")],
            False,
        ),
    ],
    ids=["signed", "two captions", "elsewhere", "in mid-story", "short", "a photographer", "a photo"],
)
def test_the_last_paragraph_of_a_story_may_be_signed_by_an_agency(
    lines: list[Line],
    kept: bool,  # noqa: FBT001 - a case
) -> None:
    judgement = judgement_of([*STORY, *lines])
    apply_context(judgement)
    assert ("context/signed" in judgement.rules) == kept
