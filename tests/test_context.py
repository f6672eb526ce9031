"""What labelled neighbours say about a block: for each rule a document where it fires, and near misses."""

from __future__ import annotations

import pytest
from judgements import Line, judgement_of, set_bounds

from cleaner import clean
from cleaner.context import CONTEXT_RULES, apply_context
from cleaner.document import BlockKind, Label
from cleaner.judgement import SCORE
from cleaner.rules.structure import structure_rules

STORY = Line("The bridge over the old canal was opened by the mayor on Monday.", Label.BODY)
MORE = Line("He said that it would last for at least another hundred years or so.", Label.BODY)
LONG = Line("The story has a long paragraph here. " * 8, Label.BODY)
RESUMED = Line("The story resumes with a long paragraph. " * 8, Label.BODY)
OTHER = Line("Whatever this is", Label.OTHER)
MENU = Line("World Sport Weather", Label.NAVIGATION)
BYLINE = Line("By Ana Lima", Label.BYLINE, "byline/by-name")
CREDIT = Line("Photo: Ana Lima", Label.CREDIT, "credit/photo")
RELATED = Line("Read more", Label.RELATED, "related/related-heads")
REPORT = Line("Report abuse", Label.COMMENT, "comment/report-abuse")


def after(lines: list[Line], *, html: bool = False) -> list[tuple[Label, str]]:
    """Return label and rule of each block once the context has spoken."""
    judgement = judgement_of(lines, html=html)
    apply_context(judgement)
    return list(zip(judgement.labels, judgement.rules, strict=True))


def fired(lines: list[Line], rule: str, *, html: bool = False) -> list[int]:
    """Return the blocks that a context rule decided, whatever was said of them later."""
    judgement = judgement_of(lines, html=html)
    apply_context(judgement)
    return sorted({verdict.block for verdict in judgement.verdicts if verdict.rule == f"context/{rule}"})


def heading(text: str, label: Label = Label.HEADING, level: int = 2, **fields: object) -> Line:
    """Return a heading of a page."""
    return Line(text, label, kind=BlockKind.HEADING, level=level, **fields)  # type: ignore[arg-type]


# -- repeated --------------------------------------------------------------------------------------


def test_of_equal_paragraphs_the_first_stays() -> None:
    assert fired([STORY, MORE, STORY, STORY], "repeated") == [2, 3]
    assert after([STORY, MORE, STORY])[2] == (Label.OTHER, "context/repeated")


def test_what_a_text_says_four_times_is_a_step_or_a_refrain() -> None:
    assert fired([STORY, MORE, STORY, MORE, STORY, MORE, STORY], "repeated") == [3, 5]
    assert fired([STORY, MORE, STORY, STORY, STORY], "repeated", html=True) == [2, 3, 4]
    assert fired([MORE, STORY, STORY, STORY, STORY], "repeated") == [2, 3, 4]
    quoting = Line("@ferryman said in Which rope for the ferry?:", Label.BODY)
    assert fired([STORY, *[quoting, STORY] * 4], "repeated") == [2, 4, 6, 8]
    removed = STORY._replace(label=Label.OTHER, rule="legal/notice")
    assert fired([STORY, MORE, STORY, STORY, removed], "repeated") == [2, 3]


def test_short_lines_and_removed_ones_may_be_repeated() -> None:
    refrain = Line("And so on.", Label.BODY)
    assert fired([refrain, STORY, refrain], "repeated") == []
    assert fired([STORY._replace(label=Label.OTHER), STORY], "repeated") == []


@pytest.mark.parametrize(
    ("heads", "marks", "kept"),
    [
        (["open()", "read()"], ["p", "p"], True),
        (["open()", "open()"], ["p", "p"], False),
        (["open()", "read()"], ["p", "pull"], False),
        (["open()", ""], ["p", "p"], False),
    ],
)
def test_under_different_headings_the_same_may_be_said_of_several_things(
    heads: list[str],
    marks: list[str],
    kept: bool,  # noqa: FBT001 - a case
) -> None:
    said = [heading(head, level=3) if head else MORE for head in heads]
    judgement = judgement_of([said[0], STORY, said[1], STORY], html=True)
    layout = judgement.layout
    layout.tags, layout.parents, layout.nodes = ["main", "h3", "p", "h3", "p"], [-1, *[0] * 4], [1, 2, 3, 4]
    layout.marks = ["", "", marks[0], "", marks[1]]
    set_bounds(layout)
    apply_context(judgement)
    assert judgement.is_kept(3) == kept


def test_under_the_headline_a_text_or_a_quotation_it_is_not() -> None:
    def lines(level: int) -> list[Line]:
        return [heading("One", level=level), STORY, heading("Two", level=level), STORY]

    assert fired(lines(2), "repeated", html=True) == []
    assert fired(lines(1), "repeated", html=True) == fired(lines(2), "repeated") == [3]
    quoted = [line._replace(kind=BlockKind.QUOTE) if line == STORY else line for line in lines(2)]
    assert fired(quoted, "repeated", html=True) == [3]


# -- best left -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("others", "threshold", "kept"), [(3, None, 1), (11, None, 0), (3, 0.5, 0)])
def test_any_prose_of_a_small_document_is_kept_if_nothing_is_more_like_a_story(
    others: int, threshold: float | None, kept: int
) -> None:
    lines = [STORY._replace(label=Label.OTHER, score=0.1), *[OTHER._replace(score=0.02)] * others]
    judgement = judgement_of(lines, threshold=threshold)
    apply_context(judgement)
    assert judgement.rules.count("context/best-left") == kept


# -- continues -------------------------------------------------------------------------------------

DOUBTFUL = Line(
    "They did not say who would pay for the new canal bridge then.", Label.OTHER, share=0.6, score=0.3
)


def test_a_doubtful_paragraph_between_two_of_the_story_of_a_text_or_at_its_end_stays() -> None:
    assert fired([STORY, DOUBTFUL, MORE], "continues") == [1]
    sure = MORE._replace(score=0.9)
    assert fired([STORY, sure, DOUBTFUL._replace(share=0.3), OTHER], "continues") == [2]
    assert fired([STORY, sure, DOUBTFUL._replace(share=0.05), OTHER], "continues") == []
    assert after([STORY, DOUBTFUL, MORE])[1] == (Label.BODY, "context/continues")


@pytest.mark.parametrize(
    "text", ["ไม่มีใครบอกว่าใครจะเป็นคนจ่ายค่าสะพานใหม่", "“ไม่มีใครบอกว่าใครจะเป็นคนจ่ายค่าสะพานใหม่”"]
)
def test_a_doubtful_paragraph_needs_no_end_mark_in_a_script_that_has_none(text: str) -> None:
    assert fired([STORY, DOUBTFUL._replace(text=text), MORE], "continues") == [1]
    assert fired([STORY, DOUBTFUL._replace(text="ไม่มีใครบอก"), MORE], "continues") == []


@pytest.mark.parametrize(
    "lines",
    [
        [DOUBTFUL, STORY, MORE],
        [STORY, MORE, DOUBTFUL],
        [STORY, MORE._replace(score=0.9), OTHER, DOUBTFUL],
        [STORY, DOUBTFUL, DOUBTFUL, MORE],
        [STORY, DOUBTFUL, OTHER, MORE],
        [STORY, DOUBTFUL._replace(share=0.4), MORE],
        [STORY, DOUBTFUL._replace(score=0.1), MORE],
        [STORY, DOUBTFUL._replace(links=0.5), MORE],
        [STORY, DOUBTFUL._replace(text="They did not say who would pay for the bridge"), MORE],
        [STORY, DOUBTFUL._replace(text="They did not say."), MORE],
        [STORY, DOUBTFUL._replace(rule="promo/newsletter-signup"), MORE],
    ],
)
def test_other_removed_lines_do_not_continue_the_story(lines: list[Line]) -> None:
    assert fired(lines, "continues") == []


def test_between_the_lines_of_a_page_the_containers_tell_enough() -> None:
    assert fired([STORY, DOUBTFUL, MORE], "continues", html=True) == []


def test_a_doubtful_last_paragraph_of_a_page_stays_in_the_container_of_the_story() -> None:
    lines = [STORY, MORE._replace(score=0.9), DOUBTFUL]  # the canal is what the story speaks of
    assert fired(lines, "continues", html=True) == [2]
    judgement = judgement_of(lines, html=True)
    layout = judgement.layout
    layout.tags, layout.marks = ["html", "main", "p", "p", "aside", "p"], [""] * 6
    layout.parents, layout.nodes = [-1, 0, 1, 1, 0, 4], [2, 3, 5]
    set_bounds(layout)
    apply_context(judgement)
    assert not judgement.is_kept(2)


LONG_DOUBTFUL = DOUBTFUL._replace(text=" ".join([DOUBTFUL.text] * 3), share=0.0, score=0.25)
AD = Line("Advertisement", Label.AD, "ad/advertisement")


def test_long_doubtful_paragraphs_in_a_row_between_two_of_a_text_stay() -> None:
    run = [LONG_DOUBTFUL] * 3
    assert fired([STORY, *run, MORE], "continues") == [1, 2, 3]
    assert fired(
        [STORY, run[0], LONG_DOUBTFUL._replace(text="“So be it,” he said " * 10), *run, MORE], "continues"
    )
    assert fired([STORY, *run[1:], MORE], "continues") == []
    assert fired([STORY, *run, AD, *run, MORE], "continues") == []
    assert fired([STORY, *[LONG_DOUBTFUL._replace(score=0.15)] * 3, MORE], "continues") == []
    assert fired([STORY, *[DOUBTFUL] * 3, MORE], "continues") == []


def test_a_menu_with_a_sentence_behind_is_no_doubtful_sentence() -> None:
    menu = DOUBTFUL._replace(text="Home News Sport " * 20 + DOUBTFUL.text)
    for pieces, found in ([False, False, False], [1]), ([False, True, True], []), ([False, False, True], []):
        judgement = judgement_of([STORY, menu, MORE])
        judgement.layout.joined = pieces
        apply_context(judgement)
        assert [n for n in range(3) if judgement.rules[n] == "context/continues"] == found


def test_long_doubtful_paragraphs_right_behind_a_text_stay_whatever_is_advertised_between() -> None:
    assert fired([STORY, MORE, LONG_DOUBTFUL, AD, LONG_DOUBTFUL, OTHER, LONG_DOUBTFUL], "continues") == [2, 4]
    assert fired([STORY, MORE, LONG_DOUBTFUL], "continues", html=True) == []


def test_a_long_doubtful_paragraph_above_a_story_that_shares_its_words_opens_it() -> None:
    opening = LONG_DOUBTFUL._replace(share=0.4, score=0.12)
    assert fired([OTHER, opening, CREDIT, AD, STORY, MORE], "continues") == [1]
    assert fired([opening, OTHER, STORY, MORE], "continues") == []
    assert fired([opening._replace(share=0.3), STORY, MORE], "continues") == []
    assert fired([opening._replace(score=0.05), STORY, MORE], "continues") == []


def test_the_sign_of_an_agency_may_end_a_paragraph() -> None:
    assert fired([STORY, LONG_DOUBTFUL._replace(text=f"{LONG_DOUBTFUL.text} (dpa)"), OTHER], "continues") == [
        1
    ]
    assert (
        fired(
            [STORY, LONG_DOUBTFUL._replace(text=f"{LONG_DOUBTFUL.text} (see there) so"), OTHER], "continues"
        )
        == []
    )


@pytest.mark.parametrize(("names", "score", "kept"), [("p", 0.9, True), ("q", 0.9, False), ("p", 0.6, False)])
def test_a_long_doubtful_paragraph_of_a_page_stays_among_siblings_like_it(
    names: str,
    score: float,
    kept: bool,  # noqa: FBT001 - a case
) -> None:
    story = [STORY._replace(score=score), MORE._replace(score=score), LONG._replace(score=score)]
    judgement = judgement_of([*story, OTHER, LONG_DOUBTFUL], html=True)
    layout = judgement.layout
    layout.tags, layout.marks = ["html", "main", "p", "p", "p", "p", "p"], ["", "", "p", "p", "p", "", names]
    layout.parents, layout.nodes = [-1, 0, 1, 1, 1, 1, 1], [2, 3, 4, 5, 6]
    set_bounds(layout)
    apply_context(judgement)
    assert judgement.is_kept(4) == kept


@pytest.mark.parametrize(
    ("rule", "label", "around", "kept"),
    [
        ("promo/newsletter-head", Label.PROMO, 5, True),
        ("promo/newsletter-head", Label.PROMO, 1, False),
        ("score", Label.OTHER, 5, False),
        ("related/related-heads", Label.RELATED, 5, True),
        ("social/share-on", Label.SOCIAL, 5, False),
    ],
)
def test_less_is_enough_behind_a_box_laid_into_the_element_of_the_story(
    rule: str,
    label: Label,
    around: int,
    kept: bool,  # noqa: FBT001 - a case
) -> None:
    story = [line._replace(score=0.9) for line in (STORY, MORE, LONG)]
    box = Line("Our letter of the week", label, rule, score=0.1)
    judgement = judgement_of([*story, box, LONG_DOUBTFUL._replace(score=0.15)], html=True)
    layout = judgement.layout
    layout.tags, layout.marks = ["html", "main", "p", "p", "p", "div", "p", "p"], [""] * 8
    layout.parents, layout.nodes = [-1, 0, 1, 1, 1, 1, around, 1], [2, 3, 4, 6, 7]
    set_bounds(layout)
    apply_context(judgement)
    assert judgement.is_kept(4) == kept


@pytest.mark.parametrize(
    ("text", "tag", "kept"),
    [("Nobody was hurt.", "p", True), ("Nobody was hurt", "p", False), ("Nobody was hurt.", "div", False)],
)
def test_a_short_doubtful_sentence_stays_among_paragraphs_each_in_an_element_of_its_own(
    text: str,
    tag: str,
    kept: bool,  # noqa: FBT001 - a case
) -> None:
    story = [line._replace(score=0.9) for line in (STORY, MORE, LONG)]
    judgement = judgement_of([*story, DOUBTFUL._replace(text=text)], html=True)
    layout = judgement.layout
    layout.tags = ["html", *["div", tag] * 4]
    layout.marks = ["", *["text-block", ""] * 4]
    layout.parents, layout.nodes = [-1, 0, 1, 0, 3, 0, 5, 0, 7], [2, 4, 6, 8]
    set_bounds(layout)
    apply_context(judgement)
    assert judgement.is_kept(3) == kept


def test_a_story_goes_on_behind_pointers_to_other_stories() -> None:
    pointer = Line("Read also: The old bridge falls", Label.RELATED, "related/read-more-line")
    sure, last = MORE._replace(score=0.9), DOUBTFUL._replace(share=0.3)
    assert fired([STORY, sure, pointer, last, OTHER], "continues") == [3]
    assert fired([STORY, sure, pointer, AD, last, OTHER], "continues") == [4]
    assert fired([STORY, sure, pointer, pointer, pointer, last, OTHER], "continues") == []
    assert fired([STORY, sure, OTHER, last, OTHER], "continues") == []


def test_an_interview_goes_on_as_long_as_its_speakers_speak() -> None:
    turns = [
        Line(f"{name}: On day {number} the bridge over the canal was shut.", Label.BODY)
        for number in range(2)
        for name in ("Lima", "Roe")
    ]
    last = Line("Lima: Fog.", Label.OTHER, score=0.05)
    assert fired([*turns, last, last._replace(text="Roe: Sun."), OTHER, last], "continues") == [4, 5]
    assert fired([*turns[:2], last, OTHER], "continues") == []
    assert fired([*turns, last._replace(rule="legal/footer-links")], "continues") == []


def test_a_short_question_between_the_lines_of_those_who_speak_stays() -> None:
    def said(text: str, label: Label = Label.BODY) -> Line:
        return Line(text, label, score=0.3)

    colons = [
        said("Paper: How many are here?"),
        said("Ruiz: Nobody that I know."),
        said("Paper: Does it matter?"),
    ]
    why = said("Paper: Why?", Label.OTHER)
    assert fired([STORY, *colons, AD, why, MORE], "continues") == [5]
    assert fired([STORY, *colons, AD, why._replace(text="Paper: more"), MORE], "continues") == []
    assert fired([STORY, *colons, AD, said("Ruiz: Why?", Label.OTHER), MORE], "continues") == []
    letters = [said("P. How is it tuned?"), said("R. Slowly, with a file."), said("P. Has one won?")]
    assert fired([STORY, *letters, AD, said("P. Why?", Label.OTHER), MORE], "continues") == [5]
    small = [line._replace(text=line.text.lower()) for line in letters]
    assert fired([STORY, *small, AD, said("p. Why?", Label.OTHER), MORE], "continues") == []


# -- entries ---------------------------------------------------------------------------------------


def entry(date: str) -> list[Line]:
    """Return an entry of a chronicle, as the rules and the scorer leave it."""
    return [
        Line(date, Label.DATELINE, "dateline/date"),
        MORE._replace(text=f"On {date} it rained on the mill."),
    ]


@pytest.mark.parametrize("html", [False, True], ids=["text", "page"])
def test_the_dates_of_a_chronicle_stay(html: bool) -> None:  # noqa: FBT001 - a case
    lines = [line for day in range(1, 6) for line in entry(f"{day} May 2009")]
    first = [0] if html else []
    assert fired(lines, "entry", html=html) == [*first, 2, 4, 6, 8]
    assert fired([STORY, *lines], "entry", html=html) == [1, 3, 5, 7, 9]
    assert fired([STORY, *lines[:6]], "entry", html=html) == []
    assert fired([STORY, *lines[::2], MORE], "entry", html=html) == []


def test_the_times_of_comments_are_no_dates_of_a_chronicle() -> None:
    lines = [line for day in range(1, 6) for line in entry(f"{day} May 2009, 10:3{day}")]
    assert fired([STORY, *lines], "entry") == []


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        ([STORY, heading("1 May"), LONG, *entry("2 May 2009"), *entry("3 May 2009")], [3, 5]),
        ([*entry("1 May 2009"), *entry("2 May 2009"), heading("3 May"), MORE], [0, 2]),
        ([STORY, *entry("2 May 2009"), *entry("3 May 2009")], []),
        ([STORY, heading("1 May"), STORY, heading("2 May"), MORE, *entry("3 May 2009")], []),
        ([STORY, heading("1 May"), LONG, *entry("2 May 2009"), RELATED, *entry("3 May 2009"), RELATED], []),
        (
            [
                STORY,
                heading("1 May"),
                LONG,
                *[Line("2 May 2009", Label.DATELINE, "dateline/date"), OTHER] * 2,
            ],
            [],
        ),
    ],
)
def test_among_headings_of_a_page_that_divide_it_two_dates_stay(lines: list[Line], kept: list[int]) -> None:
    dated = [
        line._replace(kind=BlockKind.HEADING, level=2) if line.label is Label.DATELINE else line
        for line in lines
    ]
    assert fired(dated, "entry", html=True) == kept
    assert fired(dated, "entry") == []
    assert fired([line._replace(level=0) for line in dated], "entry", html=True) == []


# -- manuals ---------------------------------------------------------------------------------------

SEARCH = heading("Search", Label.NAVIGATION, rule="navigation/menu-controls", score=0.9)
SHARE = heading("Share", Label.SOCIAL, rule="social/share-on", score=0.9)


def explained(heads: list[Line], tag: str = "h2", below: Label = Label.BODY) -> list[int]:
    """Return the headings, a paragraph below each, that stay in a page for what stands below them."""
    said = (Line(f"Press key number {number} to see what it does.", below) for number in range(len(heads)))
    lines = [line for pair in zip(heads, said, strict=True) for line in pair]
    judgement = judgement_of([STORY, *lines], html=True)
    layout = judgement.layout
    layout.tags = ["html", "p", *[tag, "p"] * len(heads)]
    layout.marks, layout.parents = [""] * len(layout.tags), [-1, *[0] * (len(layout.tags) - 1)]
    layout.nodes = list(range(1, len(layout.tags)))
    set_bounds(layout)
    apply_context(judgement)
    return [index for index, rule in enumerate(judgement.rules) if rule == "context/manual"]


def test_a_manual_has_headings_that_are_called_what_buttons_are() -> None:
    assert explained([SEARCH, SHARE, heading("Colours")]) == [1, 3]
    assert explained([SEARCH, SHARE, SHARE], "dt") == [1, 3, 5]


def test_other_headings_that_are_so_called_head_boxes() -> None:
    assert explained([SEARCH, SHARE]) == []
    assert explained([SEARCH, heading("Colours"), heading("Sounds")], "h5") == []
    assert explained([SEARCH, heading("Colours"), heading("Sounds")], below=Label.OTHER) == []
    assert explained([SEARCH._replace(score=0.8), heading("Colours"), heading("Sounds")]) == []
    assert explained([RELATED._replace(score=0.9), heading("Colours"), heading("Sounds")]) == []


# -- switches --------------------------------------------------------------------------------------


def questions(
    name: str, tag: str = "div", *, text: str = "Who pays for the bridge?", pairs: int = 2, rule: str = SCORE
) -> list[int]:
    """Return the blocks that the rule keeps of questions in elements of this name and tag, above their answers."""
    question = Line(text, Label.OTHER, rule, score=0.1)
    answers = [
        Line(f"The town pays {number} tenths of it, by a tax on boats.", Label.BODY)
        for number in range(pairs)
    ]
    judgement = judgement_of([line for answer in answers for line in (question, answer)], html=True)
    layout = judgement.layout
    layout.tags = ["html", *["div", tag, "span", "p"] * pairs]
    layout.marks = ["", *["item", name, "", ""] * pairs]
    layout.parents = [-1, *(parent for at in range(1, 4 * pairs, 4) for parent in (0, at, at + 1, at))]
    layout.nodes = [node for at in range(1, 4 * pairs, 4) for node in (at + 2, at + 3)]
    set_bounds(layout)
    apply_context(judgement)
    return sorted({verdict.block for verdict in judgement.verdicts if verdict.rule == "context/switch"})


def test_a_question_that_opens_its_answer_stays_with_it() -> None:
    for name, tag in (("tab-title role-button", "div"), ("faq_accordion", "div"), ("", "summary")):
        assert questions(name, tag) == [0, 2]
        assert questions(name, tag, pairs=1) == []
        assert questions(name, tag, text="Key features") == []
    assert questions("title") == []


def test_so_does_one_that_is_a_button() -> None:
    assert questions("", "button", rule="structure/button") == [0, 2]
    assert questions("", "button", text="Show the answer", rule="structure/button") == []
    assert questions("", "button", rule="navigation/menu-controls") == []


# -- listings --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "listing", "goes"),
    [
        ("1\n2\n3", "for x:\n  go()\nend", True),
        ("9\n10\n11\n12", "for x:\n  go()", True),
        ("1\n2\n3", "for x:\n  go()\nend\nend", False),
        ("42", "stops[0]", False),
        ("1\n3", "for x:\n  go()", False),
        ("go\n2", "for x:\n  go()", False),
        ("9" * 5000, "for x:", False),
    ],
)
def test_the_numbers_beside_the_lines_of_a_listing_go(column: str, listing: str, goes: bool) -> None:  # noqa: FBT001
    code = [
        Line(text, Label.BODY, score=0.9, kind=BlockKind.PREFORMATTED) for text in (column, listing, "end")
    ]
    assert fired(code, "line-numbers", html=True) == ([0] if goes else [])


def test_the_code_that_a_manual_opens_with_stays_with_its_heading() -> None:
    story = Line(
        "It returns the rows that the query finds, in the order of the table.", Label.BODY, score=0.9
    )
    code = Line("SELECT [ ALL ] * FROM table", Label.OTHER, score=0.1, kind=BlockKind.PREFORMATTED)
    synopsis = heading("Synopsis", Label.OTHER, score=0.1)
    menu = Line("Downloads", Label.OTHER, score=0.1)
    assert fired([menu, synopsis, code, menu, story], "preformatted", html=True) == [1, 2]
    assert fired([menu, synopsis, code, menu, story], "preformatted") == []
    assert fired([code, menu, menu, menu, story], "preformatted", html=True) == []
    named = code._replace(label=Label.NAVIGATION, rule="navigation/x")
    assert fired([synopsis, named, story], "preformatted", html=True) == []


# -- title -----------------------------------------------------------------------------------------


def test_the_headline_of_a_page_is_the_heading_that_its_head_repeats_with_all_copies() -> None:
    title = "A bridge for everyone"
    lines = [
        Line(title, Label.OTHER),
        heading("Another thing here", level=1),
        heading(title, in_title=True),
        STORY,
    ]
    assert fired(lines, "title", html=True) == [0, 2]


def test_the_subject_of_an_answer_on_a_board_is_a_copy_of_the_headline() -> None:
    title = "A bridge for everyone"
    answers = [heading(f"{mark}: {title}", level=3) for mark in ("Re", "RE", "AW", "Res")]
    answers += [heading("Re: A bridge", level=3), Line(f"Re: {title}, which is shut", Label.BODY)]
    judgement = judgement_of([heading(title), STORY, *answers, STORY], html=True)
    judgement.layout.head.title = f"{title} - The Board"
    apply_context(judgement)
    found = {verdict.block for verdict in judgement.verdicts if verdict.rule == "context/title"}
    assert sorted(found) == [0, 2, 3, 4]


@pytest.mark.parametrize("name", ["og:title", "twitter:title"])
def test_the_head_says_the_headline_in_several_places_and_in_any_case(name: str) -> None:
    judgement = judgement_of([heading("A BRIDGE for everyone"), STORY, MORE], html=True)
    judgement.layout.head.metas[name] = "A bridge for Everyone | The News"
    apply_context(judgement)
    assert judgement.labels == [Label.TITLE, Label.BODY, Label.BODY]


def test_the_headline_of_a_page_is_else_its_first_heading_of_the_first_level() -> None:
    lines = [
        heading("News", level=1),
        heading("A bridge for everyone", level=1),
        STORY,
        heading("One more of them", level=1),
    ]
    assert fired(lines, "title", html=True) == [1]


@pytest.mark.parametrize(
    "line",
    [
        heading("Too short", in_title=True),
        heading("A heading not repeated", level=2),
        Line("Not a heading at all", Label.BODY, in_title=True),
    ],
)
def test_other_lines_are_not_the_headline_of_a_page(line: Line) -> None:
    assert fired([line, STORY], "title", html=True) == []


def test_a_copy_of_the_headline_in_a_menu_stays_navigation() -> None:
    title = "A bridge for everyone"
    lines = [Line(title, Label.NAVIGATION, "navigation/x"), heading(title, in_title=True), STORY]
    assert after(lines, html=True)[0] == (Label.NAVIGATION, "navigation/x")


@pytest.mark.parametrize(
    ("label", "rule"), [(Label.NAVIGATION, SCORE), (Label.RELATED, "related/x"), (Label.BODY, "keep/x")]
)
def test_any_other_copy_of_the_headline_is_one(label: Label, rule: str) -> None:
    title = "A bridge for everyone"
    lines = [Line(title, label, rule), heading(title, in_title=True), STORY]
    assert after(lines, html=True)[0] == (Label.TITLE, "context/title")


@pytest.mark.parametrize("rule", [SCORE, "structure/navigation"])
def test_a_headline_in_an_element_named_for_navigation_is_one(rule: str) -> None:
    line = heading("A bridge for everyone", Label.NAVIGATION, level=1, in_title=True, rule=rule)
    assert after([line, STORY, MORE], html=True)[0] == (Label.TITLE, "context/title")
    assert fired([line._replace(rule="navigation/x"), STORY, MORE], "title", html=True) == []


def test_a_heading_that_an_element_decides_is_no_headline_for_being_the_first() -> None:
    line = heading("The Example of Carrow", Label.NAVIGATION, level=1, rule="structure/navigation")
    assert fired([line, STORY, MORE], "title", html=True) == []


def test_a_heading_of_the_story_that_the_head_of_the_page_holds_too_is_no_headline() -> None:
    lines = [
        heading("How to build a bridge at home", level=1, in_title=True),
        STORY,
        heading("to build a bridge", in_title=True),
        MORE,
    ]
    assert fired(lines, "title", html=True) == [0]


def title_of(head: str, *lines: Line, **metas: str) -> list[int]:
    """Return the blocks that are the title of a page whose head says so."""
    judgement = judgement_of(lines, html=True)
    judgement.layout.head.title = head
    judgement.layout.head.metas |= {name.replace("_", ":", 1): text for name, text in metas.items()}
    apply_context(judgement)
    return [v.block for v in judgement.verdicts if v.rule == "context/title"]


def test_a_heading_with_the_name_of_the_site_is_no_headline() -> None:
    lines = [heading("The Marrick Courier", level=1), heading("Baths to stay open"), STORY, MORE]
    title = "Baths to stay open | The Marrick Courier"
    assert title_of(title, *lines, og_title="Baths to stay open") == [1]
    assert title_of(title, *lines, og_site_name="The Marrick Courier") == [1]
    assert title_of("The Marrick Courier", lines[0], STORY, og_site_name="The Marrick Courier") == []


def test_a_headline_that_the_head_tells_to_share_may_be_in_any_element() -> None:
    site = heading("The Marrick Courier", level=1)
    headline = "Baths to stay open"
    for line in (heading(headline, level=3), Line(headline, Label.OTHER), Line(headline, Label.BODY)):
        assert title_of(f"{headline} | The Marrick Courier", site, line, STORY, og_title=headline) == [1]
        assert 3 not in title_of(headline, site, STORY, MORE, line, og_title=headline)


@pytest.mark.parametrize(
    "title", ["Notes: Baths to stay open", "Baths to stay open | News", "Notes » Baths to stay open"]
)
def test_a_heading_of_any_level_that_is_the_longest_part_of_the_page_s_title_is_the_headline(
    title: str,
) -> None:
    site, date = heading("Notes of the marsh", level=1), heading("Wednesday, 2 October 2019")
    headline = heading("Baths to stay open", level=3)
    assert title_of(title, site, date, headline, STORY, MORE) == [2]
    assert title_of(title, headline._replace(text="Baths to stay"), STORY, MORE) == []
    assert title_of(title, STORY, MORE, headline) == []


def test_a_line_that_is_all_of_the_page_s_title_is_the_headline() -> None:
    line = Line("Baths to stay open", Label.BODY)
    assert title_of("Baths to stay open", line, STORY, MORE) == [0]
    assert title_of("Poem 18: Baths to stay open", line, STORY, MORE) == []
    assert title_of("The Marrick Courier", line, STORY, MORE) == []


def test_quotation_marks_of_another_form_hide_no_headline() -> None:
    lines = [heading("Mayor’s plan: what we know", level=1), STORY, heading("What we know"), MORE]
    assert title_of("Mayor's plan: what we know | Courier", *lines) == [0]


def test_a_headline_of_a_word_is_one_if_the_head_of_the_page_begins_with_it() -> None:
    lines = [heading("Webcams", level=1), STORY, MORE]
    for title, expected in (("Webcams - Carrow Park", [0]), ("Carrow Park - Webcams", [])):
        assert title_of(title, *lines) == expected


def test_the_headline_of_a_text_stands_shortly_before_the_story_and_shares_its_words() -> None:
    lines = [MENU, Line("Bridge opened by mayor", Label.OTHER, share=0.8), STORY, MORE]
    assert fired(lines, "title") == [1]


@pytest.mark.parametrize(
    "line",
    [
        Line("Kettles on sale now", Label.OTHER, share=0.2),
        Line("Bridge opened", Label.OTHER, share=0.8),
        Line("Bridge opened by mayor.", Label.OTHER, share=0.8),
        Line("Bridge " * 31, Label.OTHER, share=0.8),
        Line("Bridge and mayor on Monday. / A. LIMA", Label.OTHER, share=0.8),
        Line("Bridge opened by mayor", Label.PROMO, "promo/x", share=0.8),
    ],
)
def test_other_lines_are_not_the_headline_of_a_text(line: Line) -> None:
    assert fired([line, STORY, MORE], "title") == []


def test_lines_far_above_the_story_are_not_its_headline() -> None:
    title = Line("Bridge opened by mayor", Label.OTHER, share=0.8)
    assert fired([title, *[MENU] * 29, STORY], "title") == [0]
    assert fired([title, *[MENU] * 30, STORY], "title") == []


def test_the_headline_of_a_text_is_the_line_that_tells_most_of_the_story() -> None:
    title = Line("Bridge over canal opened by mayor", Label.OTHER, share=1.0)
    other = Line("Bridge and tunnel news", Label.OTHER, share=0.4)
    assert fired([other, title, STORY, MORE], "title") == [1]
    assert fired([title, other, STORY, MORE], "title") == [0]
    item = title._replace(text="• Mayor opened bridge over canal", kind=BlockKind.ITEM)
    assert fired([title, MENU, item, STORY, MORE], "title") == [0]


def test_of_two_likely_headlines_the_one_above_is_it_and_the_other_its_standfirst() -> None:
    title = Line("Bridge opened by mayor", Label.OTHER, share=0.8)
    line = Line(
        "New bridge over the old canal was opened by the mayor who praised it", Label.OTHER, share=1.0
    )
    found = after([title, line, STORY, MORE])
    assert [rule for _, rule in found[:2]] == ["context/title", "context/standfirst"]


def test_lines_unlike_any_headline_end_the_search_for_one() -> None:
    unlikely = Line("Bridge of the far", Label.OTHER, share=0.3)
    assert fired([*[MENU] * 3, unlikely, *[MENU] * 26, STORY, MORE], "title") == [3]


PERHAPS = Line("Bridge opened by mayor", Label.BODY, share=0.8, score=0.6)


def test_the_first_line_of_a_story_is_its_headline_if_it_may_as_well_be_none_of_it() -> None:
    assert fired([PERHAPS, STORY, MORE], "title") == [0]
    assert fired([PERHAPS._replace(score=0.8), STORY, MORE], "title") == []
    assert fired([PERHAPS._replace(text="The mayor opened it."), STORY, MORE], "title") == []
    assert (
        fired([PERHAPS._replace(text=f"{PERHAPS.text} {PERHAPS.text} {PERHAPS.text} again"), STORY], "title")
        == []
    )
    assert fired([PERHAPS, Line("Another line", Label.BODY), STORY], "title") == []
    standfirst = Line("Nine villages had been asking for one since the last war", Label.BODY)
    assert fired([PERHAPS, standfirst, STORY], "title") == [0]
    assert fired([PERHAPS], "title") == []
    assert fired([PERHAPS._replace(text="Was the bridge opened?"), STORY, MORE], "title") == [0]
    name = Line("The Bridge Weekly", Label.OTHER, share=0.4)
    assert fired([name, MENU, PERHAPS, STORY, MORE], "title") == [2]


# -- about the author ------------------------------------------------------------------------------

SIGNED = Line("By Ana Lima, Example News", Label.BYLINE, "byline/by-name")
ABOUT = Line("Ana Lima teaches at the Example School of Bridges.", Label.BODY)


def test_a_paragraph_behind_the_story_that_opens_with_the_name_in_the_byline_is_about_the_author() -> None:
    assert after([SIGNED, STORY, MORE, ABOUT])[3] == (Label.BYLINE, "context/about-author")
    two = SIGNED._replace(text="By Ana Limarova and Ana Lima")
    assert fired([two, STORY, MORE, ABOUT], "about-author") == [3]
    titled = ABOUT._replace(text=f"Dr. {ABOUT.text}")
    assert fired([SIGNED, STORY, MORE, titled], "about-author") == [3]


def test_a_note_about_the_author_may_open_with_the_first_name() -> None:
    note = Line("Ana is a staff writer who covers bridges.", Label.BODY)
    assert fired([SIGNED, STORY, MORE, note], "about-author") == [3]
    assert (
        fired([SIGNED, STORY, MORE, note._replace(text="Lima is a town that has no bridge.")], "about-author")
        == []
    )
    assert (
        fired([SIGNED, STORY, MORE, note._replace(text="Ana said that it would last.")], "about-author") == []
    )


def test_a_note_on_somebody_named_above_it_goes_with_the_name() -> None:
    name = Line("Ana Lima", Label.BODY)
    note = Line("Ana is a staff writer who covers bridges.", Label.BODY)
    assert fired([STORY, LONG, MORE, name, note], "about-author") == [3, 4]
    assert fired([STORY, LONG, MORE, name, note, OTHER, STORY], "about-author") == [3, 4]
    assert fired([STORY, LONG, MORE, name._replace(label=Label.OTHER), note], "about-author") == [4]
    assert fired([STORY, MORE, name, note, LONG], "about-author") == []
    assert (
        fired(
            [STORY, LONG, MORE, name, note._replace(text="Ana is a small town on the canal.")], "about-author"
        )
        == []
    )
    assert fired([name, note, LONG, LONG, MORE, name, note], "about-author") == []  # a list of people


@pytest.mark.parametrize(
    "text",
    [
        "Ana Lima: I never saw the bridge.",
        "Ana Liman teaches at the Example School of Bridges.",
        "ana lima teaches at the Example School of Bridges.",
        "Lima teaches at the Example School of Bridges.",
    ],
)
def test_other_openings_are_not_about_the_author(text: str) -> None:
    assert fired([SIGNED, STORY, MORE, Line(text, Label.BODY)], "about-author") == []


def test_a_story_about_the_one_who_signs_it_stays() -> None:
    told = Line("It was Ana Lima who built it.", Label.BODY)
    assert (
        fired([SIGNED, STORY, told, told._replace(text="Ana Lima drew it."), MORE, ABOUT], "about-author")
        == []
    )
    assert fired([SIGNED, ABOUT, STORY, MORE], "about-author") == []
    assert fired([STORY, MORE, ABOUT], "about-author") == []


def test_a_long_list_of_authors_is_no_byline() -> None:
    names = [f"{first}na {last}ma" for first in "ABCDE" for last in "FGHIJ"]
    signed = SIGNED._replace(text=", ".join(names))
    notes = [Line(f"{name} draws bridges.", Label.BODY) for name in names]
    story = [Line(f"Bridge {number} was opened by the mayor.", Label.BODY) for number in range(60)]
    assert len(fired([signed, *story, *notes], "about-author")) == 20


def test_an_article_is_no_part_of_a_name() -> None:
    paper = Line("By The Example", Label.BYLINE, "byline/by-name")
    line = Line("The Example of the bridge shows it.", Label.BODY)
    assert fired([paper, STORY, MORE, line], "about-author") == []


# -- caption ---------------------------------------------------------------------------------------


def test_a_line_above_a_credit_before_the_story_is_a_caption() -> None:
    assert fired([Line("The bridge at dusk", Label.OTHER), CREDIT, STORY, MORE], "caption") == [0]
    assert fired([STORY, Line("The bridge at dusk", Label.OTHER), CREDIT, MORE], "caption") == [1]


def test_the_lead_above_the_credit_of_a_picture_is_the_story() -> None:
    assert fired([STORY, CREDIT, MORE, LONG], "caption") == []
    assert fired([Line("The baths stay open", Label.BODY), STORY, CREDIT, MORE], "caption") == []


def test_an_agency_may_have_written_what_stands_above_its_name() -> None:
    agency = Line("AP", Label.CREDIT, "credit/agency-alone")
    assert fired([STORY, agency, MORE, LONG], "caption") == []


def test_lines_above_other_credits_are_no_captions() -> None:
    line = Line("The bridge at dusk", Label.OTHER)
    assert fired([STORY, MORE, line, CREDIT], "caption") == []
    assert fired([line, CREDIT._replace(rule="structure/credit"), STORY], "caption") == []
    assert fired([line._replace(rule="promo/x", label=Label.PROMO), CREDIT, STORY], "caption") == []


# -- comment threads -------------------------------------------------------------------------------


def test_what_stands_between_the_marks_of_a_thread_belongs_to_it() -> None:
    lines = [
        STORY,
        Line("3 comments", Label.COMMENT, "comment/comment-count"),
        MORE,
        REPORT,
        LONG,
        REPORT,
        MORE,
        REPORT,
        LONG,
    ]
    assert fired(lines, "comment-thread") == [2, 4, 6]


def test_what_the_last_commenter_wrote_belongs_to_the_thread() -> None:
    head = Line("Comments", Label.COMMENT, "comment/comments-head")
    wrote = Line("kenny11 wrote:", Label.COMMENT, "comment/commenter-wrote")
    lines = [STORY, head, wrote, MORE, wrote, LONG, wrote, RESUMED]
    assert fired(lines, "comment-thread") == [3, 5, 7]
    assert fired([*lines[:-1], REPORT, RESUMED], "comment-thread") == [3, 5]


def test_a_count_of_comments_above_entries_with_times_makes_them_no_thread() -> None:
    count = Line("24 comments", Label.COMMENT, "comment/comment-count")
    time = Line("10:32 am", Label.DATELINE, "dateline/time-alone")
    assert fired([count, STORY, time, MORE, time, LONG, time, RESUMED], "comment-thread") == []
    doubtful = [line._replace(label=Label.OTHER) for line in (MORE, LONG)]
    assert fired([STORY, count, time, doubtful[0], time, doubtful[1], time], "comment-thread") == [
        2,
        3,
        4,
        5,
        6,
    ]


def test_a_thread_without_a_head_that_the_scorer_keeps_is_what_the_page_is_about() -> None:
    posts = [STORY, REPORT, MORE, REPORT, LONG, REPORT]
    assert fired(posts, "comment-thread") == []
    removed = [line._replace(label=Label.OTHER) if line is LONG else line for line in posts]
    assert fired([removed[0], REPORT, removed[4], REPORT, removed[4], REPORT], "comment-thread") == [2, 4]


def test_two_marks_or_distant_ones_are_no_thread() -> None:
    assert fired([STORY, REPORT, MORE, REPORT, LONG], "comment-thread") == []
    assert fired([REPORT, *[MORE] * 14, REPORT, *[MORE] * 14, REPORT], "comment-thread") == []


def test_other_lines_about_comments_are_no_marks() -> None:
    line = Line("3 comments", Label.COMMENT, "comment/comment-count")
    assert fired([line, MORE, line, STORY, line], "comment-thread") == []


# -- standfirst ------------------------------------------------------------------------------------


def test_the_paragraph_between_headline_and_byline_is_the_standfirst() -> None:
    title = Line("A bridge for everyone", Label.TITLE, "title/x")
    assert after([title, STORY, BYLINE, MORE])[1] == (Label.STANDFIRST, "context/standfirst")


def test_the_paragraph_after_the_byline_is_the_story() -> None:
    title = Line("A bridge for everyone", Label.TITLE, "title/x")
    assert fired([title, BYLINE, STORY, MORE], "standfirst") == []
    assert fired([title, BYLINE, STORY, CREDIT, MORE], "standfirst") == []
    assert fired([title, STORY, MORE], "standfirst") == []
    assert fired([STORY, BYLINE, MORE], "standfirst") == []


def test_a_removed_line_under_the_headline_of_a_text_is_the_standfirst_if_it_speaks_of_the_story() -> None:
    title = Line("A bridge for everyone", Label.OTHER, share=0.9)
    line = Line("The old canal has a new bridge and they all are glad.", Label.OTHER, share=0.5)
    assert after([title, line, STORY, MORE])[1] == (Label.STANDFIRST, "context/standfirst")
    assert fired([title, line._replace(share=0.3), STORY, MORE], "standfirst") == []
    assert fired([title, line._replace(text="The old canal."), STORY, MORE], "standfirst") == []
    assert fired([title, line._replace(score=0.09), STORY, MORE], "standfirst") == []
    assert fired([title, line._replace(rule="promo/x", label=Label.PROMO), STORY, MORE], "standfirst") == []


def test_a_piece_of_a_text_on_one_line_is_no_standfirst() -> None:
    line = OTHER._replace(text="They had waited for the new canal bridge since the flood of 1953.", share=0.6)
    for joined, found in ([False] * 4, True), ([False, True, True, True], False):
        title = Line("A bridge for the canal", Label.TITLE, "context/title")
        judgement = judgement_of([title, line, STORY, MORE])
        judgement.layout.joined = joined
        apply_context(judgement)
        assert (judgement.rules[1] == "context/standfirst") == found


def test_a_line_of_a_text_without_an_end_mark_is_a_standfirst_if_it_is_long_and_right_below_the_headline() -> (
    None
):
    title = Line("A bridge for everyone", Label.OTHER, share=0.9)
    long = Line(
        "The old canal has a new bridge and they all of them are glad", Label.OTHER, share=0.4, score=0.02
    )
    assert after([title, long, STORY, MORE])[1] == (Label.STANDFIRST, "context/standfirst")
    assert fired([title, MENU, long, STORY, MORE], "standfirst") == []
    short = long._replace(text="The old canal has a new bridge and they cheer")
    assert fired([title, short, STORY, MORE], "standfirst") == []


def test_the_line_right_below_a_long_headline_of_a_text_is_its_standfirst() -> None:
    title = Line("A bridge over the old canal for everyone", Label.OTHER, share=0.9)
    line = Line("Nine villages had been asking for one since the last war", Label.OTHER, score=0.2)
    assert after([title, line, STORY, MORE])[1] == (Label.STANDFIRST, "context/standfirst")
    others = (
        line._replace(score=0.05),
        line._replace(kind=BlockKind.ITEM),
        line._replace(text="Nine villages had asked"),
        line._replace(text="A bridge over the old canal for everyone, they say"),
    )
    for other in others:
        assert fired([title, other, STORY, MORE], "standfirst") == []
    assert fired([title._replace(text="A bridge for everyone"), line, STORY, MORE], "standfirst") == []


@pytest.mark.parametrize("name", ["description", "og:description", "twitter:description"])
def test_what_the_head_of_a_page_tells_of_its_story_is_the_standfirst(name: str) -> None:
    line = Line("Nine villages had been asking for “one” since the last war", Label.OTHER, score=0.01)
    lines = [ON_PAGE, *[MENU] * 5, line, STORY, MORE]
    for told, found in ((line.text.replace("“one”", '"one"'), [6]), (STORY.text, [])):
        judgement = judgement_of(lines, html=True)
        judgement.layout.head.metas[name] = told
        apply_context(judgement)
        assert [v.block for v in judgement.verdicts if v.rule == "context/standfirst"] == found


def test_the_headline_again_is_no_standfirst() -> None:
    kicker = heading("Port Ellery canal: A bridge for everyone, as they say it", Label.OTHER, score=0.3)
    assert fired([ON_PAGE, kicker, STORY, MORE], "standfirst", html=True) == []


ON_PAGE = heading("A bridge for everyone", Label.OTHER, in_title=True)


def test_a_removed_line_under_the_headline_of_a_page_is_the_standfirst_if_good_paragraphs_share_its_words() -> (
    None
):
    line = Line("Mayor praises the bridge over the canal for all of its five arches", Label.OTHER)
    assert after([ON_PAGE, line, STORY, MORE], html=True)[1] == (Label.STANDFIRST, "context/standfirst")
    linked = line._replace(links=0.5)
    assert fired([ON_PAGE, linked, STORY, MORE], "standfirst", html=True) == []


@pytest.mark.parametrize(
    "text",
    [
        "Kettles and toasters on sale until the end of August while stocks last",
        "Kettles and toasters are on sale until the end of August while stocks last.",
        "It is so, or it is not so, but if so it is so",
    ],
    ids=["other words", "only its own words", "no content words"],
)
def test_other_lines_under_the_headline_of_a_page_are_no_standfirst(text: str) -> None:
    assert fired([ON_PAGE, Line(text, Label.OTHER), STORY, MORE], "standfirst", html=True) == []


def test_lines_that_are_no_good_paragraphs_do_not_say_what_the_story_of_a_page_is_about() -> None:
    line = Line("Mayor praises the bridge over the canal for all of its five arches", Label.OTHER)
    short = [Line("Mayor opened bridge.", Label.BODY), Line("Canal quiet, arches built", Label.BODY)]
    assert fired([ON_PAGE, line, *short], "standfirst", html=True) == []


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Kettles and toasters are on sale until the end of August while stocks last.", True),
        ("Kettles and toasters on sale.", True),
        ("Kettles and toasters on sale", False),
        ("Picture: Kettles and toasters on sale until the end of August, Ana Lima for Example", False),
        ("Ana Lima, BA; Jo Reyes, MA; Sam Park and others", False),
        ("On sale.", False),
    ],
)
def test_a_sentence_under_the_headline_that_its_element_calls_a_standfirst_is_one(
    text: str, *, is_one: bool
) -> None:
    named = next(rule for rule in structure_rules().rules if rule.label is Label.STANDFIRST)
    lines = [ON_PAGE, Line(text, Label.OTHER), STORY, MORE]
    judgement = judgement_of(lines, html=True, containers=[-1, 0, -1, -1], structure=[named])
    apply_context(judgement)
    assert (judgement.rules[1] == "context/standfirst") is is_one


DECK = Line("Mayor praises the bridge and the kettles and the toasters of Port", Label.OTHER, score=0.01)


@pytest.mark.parametrize(
    ("line", "below", "is_one"),
    [
        (DECK, [BYLINE], True),
        (DECK, [Line("3 May 2021", Label.DATELINE, "dateline/date")], True),
        (DECK, [Line("Share", Label.SOCIAL, "social/share-on")], True),
        (DECK, [], False),
        (DECK, [RELATED, BYLINE], False),
        (DECK._replace(text="Ana Lima and Tom Hill of the Port Ellery desk, Jo Park"), [BYLINE], False),
    ],
    ids=["byline", "date", "buttons", "story", "box", "names"],
)
def test_a_line_that_its_element_calls_a_standfirst_is_one_between_headline_and_byline(
    line: Line, below: list[Line], *, is_one: bool
) -> None:
    named = next(rule for rule in structure_rules().rules if rule.label is Label.STANDFIRST)
    lines = [ON_PAGE, line, *below, STORY, MORE]
    containers = [-1, 0, *[-1] * (len(lines) - 2)]
    judgement = judgement_of(lines, html=True, containers=containers, structure=[named])
    apply_context(judgement)
    assert (judgement.rules[1] == "context/standfirst") is is_one


def test_a_standfirst_may_stand_below_the_first_of_two_copies_of_the_headline() -> None:
    line = Line("Mayor praises the bridge over the canal for all of its five arches", Label.OTHER)
    lines = [ON_PAGE, line, BYLINE, CREDIT, ON_PAGE, CREDIT, STORY, MORE]
    assert after(lines, html=True)[1] == (Label.STANDFIRST, "context/standfirst")


@pytest.mark.parametrize(("title", "is_one"), [(0, True), (-1, False)])
def test_what_an_element_is_named_says_nothing_of_a_standfirst_if_the_headline_stands_in_it_too(
    title: int, *, is_one: bool
) -> None:
    named = next(rule for rule in structure_rules().rules if rule.label is Label.RELATED)
    line = Line("Mayor praises the bridge over the canal for all of its five arches", Label.OTHER)
    lines = [ON_PAGE, line, BYLINE, STORY, MORE]
    judgement = judgement_of(lines, html=True, containers=[title, 0, -1, -1, -1], structure=[named])
    apply_context(judgement)
    assert (judgement.rules[1] == "context/standfirst") is is_one


@pytest.mark.parametrize("dots", ["[...]", "...", "…", "[…]", "(...)", ". . ."])
def test_dots_for_what_is_left_out_stay_between_two_lines_of_the_story(dots: str) -> None:
    left_out = Line(dots, Label.OTHER, score=0.1)
    assert after([STORY, left_out, MORE])[1] == (Label.BODY, "context/omission")
    assert fired([STORY, left_out, left_out, MORE], "omission") == []
    assert fired([STORY, left_out, MENU, MORE], "omission") == []
    assert fired([STORY, left_out._replace(rule="promo/x", label=Label.PROMO), MORE], "omission") == []
    assert fired([STORY, left_out._replace(text="* * *"), MORE], "omission") == []


# -- datelines -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Kadri Põld 11.03.2025, 08:15", True),
        ("11. mar 2025 o 8:15 I. Komentáre", True),
        ("08:15, 11. ožujka 2025", True),
        ("2025-03-11 08:15", True),
        ("DL Correspondent | Mangaluru | March 11, 2025", True),
        ("Ruben Cools di 11 mrt 08:15", True),
        ("What we know of March 11, 2025", False),
        ("11.03.2025", False),
        ("Scores of 9.5/10 and 8:15", False),
        ("The ferry of 11.03.2025, 08:15, was the last one.", False),
    ],
)
def test_a_line_at_the_head_of_the_story_with_a_day_and_an_hour_is_its_dateline(
    text: str,
    named: bool,  # noqa: FBT001 - a case
) -> None:
    line = Line(text, Label.BODY, score=0.6)
    assert fired([line, STORY, MORE], "dateline", html=True) == ([0] if named else [])
    assert fired([STORY, line, MORE], "dateline") == ([1] if named else [])
    assert fired([STORY, MORE, line, LONG], "dateline") == []
    assert fired([line, STORY, MORE, line, LONG], "dateline") == []


# -- teasers ---------------------------------------------------------------------------------------


def test_paragraphs_behind_the_head_of_other_stories_are_teasers() -> None:
    assert fired([LONG, RESUMED, RELATED, STORY, MORE], "teasers") == [3, 4]


def test_paragraphs_behind_a_head_of_other_stories_that_are_surely_the_story_stay() -> None:
    sure = MORE._replace(score=0.9)
    assert fired([LONG, RESUMED, RELATED, STORY, sure], "teasers") == [3]


def test_the_story_may_resume_behind_a_head_of_other_stories() -> None:
    assert fired([LONG, RELATED, STORY, RESUMED], "teasers") == []


def test_too_many_words_behind_the_head_are_the_story() -> None:
    assert fired([STORY, MORE, RELATED, STORY._replace(text="An unlike text. " * 8), MORE], "teasers") == []


def test_a_keep_rule_outweighs_the_head_of_other_stories() -> None:
    lines = [LONG, RESUMED, RELATED, STORY._replace(rule="keep/x")]
    assert after(lines)[3] == (Label.BODY, "keep/x")


@pytest.mark.parametrize(
    ("marks", "links", "kept"),
    [("body", 0.0, True), ("", 0.0, False), ("body", 0.9, False), ("box", 0.0, False)],
)
def test_what_stands_where_the_story_does_is_no_teaser(
    marks: str,
    links: float,
    kept: bool,  # noqa: FBT001 - a case
) -> None:
    judgement = judgement_of([LONG, RESUMED, STORY, RELATED, MORE._replace(links=links)], html=True)
    layout = judgement.layout
    layout.tags, layout.marks = ["html", "div", "aside", *["p"] * 5], ["", marks, marks, *[""] * 5]
    layout.parents, layout.nodes = [-1, 0, 0, 1, 1, 1, 2, 1], [3, 4, 5, 6, 7]
    if marks == "box":
        layout.parents[-1] = 2
    set_bounds(layout)
    apply_context(judgement)
    assert judgement.is_kept(4) == kept


@pytest.mark.parametrize(("marks", "kept"), [("paragraph", True), ("", False), ("other", False)])
def test_what_is_made_and_named_like_the_story_is_no_teaser_in_another_wrapper(
    marks: str,
    kept: bool,  # noqa: FBT001 - a case
) -> None:
    judgement = judgement_of([LONG, RESUMED, STORY, RELATED, MORE], html=True)
    layout = judgement.layout
    layout.tags = ["html", "div", "div", *["p"] * 5]
    layout.marks = ["", "wide", "", *["paragraph"] * 3, "", marks]
    layout.parents, layout.nodes = [-1, 0, 0, 1, 1, 1, 2, 2], [3, 4, 5, 6, 7]
    set_bounds(layout)
    apply_context(judgement)
    assert judgement.is_kept(4) == kept


@pytest.mark.parametrize(("score", "around", "kept"), [(0.9, 2, True), (0.6, 2, False), (0.9, 0, False)])
def test_what_follows_a_sure_paragraph_in_its_element_is_no_teaser(
    score: float,
    around: int,
    kept: bool,  # noqa: FBT001 - a case
) -> None:
    sure = RESUMED._replace(text=" ".join(RESUMED.text.split()[:20]) + ".", score=score)
    judgement = judgement_of([LONG, RESUMED, STORY, RELATED, sure, MORE], html=True)
    layout = judgement.layout
    layout.tags, layout.marks = ["html", "div", "div", *["p"] * 6], [""] * 9
    layout.parents, layout.nodes = [-1, 0, 0, 1, 1, 1, 0, around, 2], [3, 4, 5, 6, 7, 8]
    set_bounds(layout)
    apply_context(judgement)
    assert judgement.is_kept(5) == kept


def test_behind_what_was_found_to_be_the_story_there_is_no_list_of_others() -> None:
    numbered = [Line(f"{number}. The hut", Label.BODY) for number in (1, 2)]
    lines = [LONG, RESUMED, numbered[0], STORY, numbered[1], STORY._replace(text=MORE.text * 2), RELATED]
    third = [Line("3. The garage", Label.OTHER, score=0.3), MORE._replace(score=0.5)]
    assert fired([*lines, *third], "teasers") == []
    assert fired([*lines, *third[1:]], "teasers") == [7]


# -- headings --------------------------------------------------------------------------------------


def test_a_short_kept_line_above_a_paragraph_of_a_text_is_a_heading() -> None:
    line = Line("What happens next", Label.BODY)
    assert after([STORY, line, MORE])[1] == (Label.HEADING, "context/heading")


@pytest.mark.parametrize(
    "lines",
    [
        [Line("What happens next", Label.BODY), STORY, MORE],
        [STORY, Line("What happens next?", Label.BODY), MORE],
        [STORY, Line("one word too many " * 4, Label.BODY), MORE],
        [STORY, Line("What happens next", Label.BODY), Line("Nobody knows", Label.BODY)],
        [STORY, Line("- What happens", Label.BODY, kind=BlockKind.ITEM), MORE],
        [STORY, Line("What happens next", Label.BODY, "keep/x"), MORE],
    ],
    ids=["first", "question", "long", "above no paragraph", "item", "kept by rule"],
)
def test_other_lines_are_no_headings(lines: list[Line]) -> None:
    assert fired(lines, "heading") == []


def test_the_headings_of_a_page_are_its_elements() -> None:
    assert fired([STORY, Line("What happens next", Label.BODY), MORE], "heading", html=True) == []


def test_a_heading_behind_the_last_paragraph_heads_nothing() -> None:
    lines = [STORY, heading("In depth"), MORE, heading("More news"), heading("From our shop")]
    assert fired(lines, "lone-heading", html=True) == [3, 4]
    assert after(lines, html=True)[3] == (Label.RELATED, "context/lone-heading")


def test_many_headings_behind_the_last_paragraph_are_a_list() -> None:
    heads = [heading(f"Bridge number {number}") for number in range(4)]
    assert fired([STORY, *heads], "lone-heading", html=True) == []
    assert fired(heads, "lone-heading", html=True) == []


def test_headings_that_are_all_there_is_stay() -> None:
    assert (
        fired([heading("The bridge"), heading("It is safe, the council says")], "lone-heading", html=True)
        == []
    )


def test_a_heading_that_a_rule_kept_stays() -> None:
    lines = [STORY, heading("Corrections", rule="keep/x")]
    assert fired(lines, "lone-heading", html=True) == []


# -- bare counts -----------------------------------------------------------------------------------


def test_a_number_alone_outside_the_story_is_a_count() -> None:
    assert after([Line("12", Label.OTHER), STORY, MORE])[0] == (Label.SOCIAL, "context/bare-count")
    assert fired([STORY, MORE, Line("12", Label.BODY)], "bare-count") == [2]


def test_numbers_inside_the_story_or_in_words_are_no_counts() -> None:
    assert fired([STORY, Line("12", Label.BODY), MORE], "bare-count") == []
    assert fired([Line("12 shares", Label.OTHER), STORY], "bare-count") == []
    assert fired([Line("12", Label.DATELINE, "dateline/x"), STORY], "bare-count") == []
    assert fired([Line("12", Label.OTHER)], "bare-count") == []


def test_a_row_of_numbers_and_a_number_of_which_the_scorer_is_sure_are_no_counts() -> None:
    rows = [Line(str(number), Label.OTHER) for number in (17, 18, 19)]
    assert fired([*rows, STORY, MORE], "bare-count") == []
    assert fired([STORY, MORE, Line("1924", Label.BODY, score=0.99)], "bare-count") == []


def test_the_number_above_the_time_of_a_subtitle_goes_with_it() -> None:
    time = Line("00:00:04,000 --> 00:00:07,500", Label.OTHER, "other/subtitle-time")
    lines = [Line("1", Label.BODY), time, STORY, Line("1924", Label.BODY), MORE, Line("2", Label.BODY), time]
    assert fired(lines, "cue-number") == [0, 5]


def test_what_is_said_below_the_times_of_subtitles_stays() -> None:
    time = Line("00:00:04,000 --> 00:00:07,500", Label.OTHER, "other/subtitle-time")
    said = Line("apart on Monday", Label.OTHER, score=0.1)
    lines = [said, time, said, Line("2", Label.OTHER), time, STORY, said, time, *[said] * 4]
    assert fired(lines, "subtitle") == [2, 6, 8, 9, 10]
    assert fired(lines[:7], "subtitle") == []


# -- sections and outskirts ------------------------------------------------------------------------


def test_a_head_names_what_is_removed_below_it() -> None:
    lines = [STORY, RELATED, OTHER, MENU, OTHER]
    assert [label for label, _ in after(lines)] == [Label.BODY, *[Label.RELATED] * 4]
    assert fired(lines, "after-head") == [2, 3, 4]


@pytest.mark.parametrize("between", [STORY, BYLINE], ids=["kept", "named"])
def test_a_head_names_nothing_behind_a_kept_or_named_block(between: Line) -> None:
    assert fired([LONG, RELATED, between, MENU, RESUMED], "after-head") == []


def test_a_head_leaves_blocks_that_have_a_better_name() -> None:
    assert fired([STORY, RELATED, Line("Share", Label.SOCIAL), OTHER], "after-head") == [3]


def test_a_head_names_no_endless_list() -> None:
    assert fired([STORY, RELATED, *[MENU] * 100], "after-head") == list(range(2, 62))


def test_nameless_blocks_are_called_by_their_side_of_the_story() -> None:
    assert after([OTHER, STORY, OTHER, MORE, OTHER]) == [
        (Label.NAVIGATION, "context/before-story"),
        (Label.BODY, SCORE),
        (Label.OTHER, SCORE),
        (Label.BODY, SCORE),
        (Label.RELATED, "context/after-story"),
    ]


def test_without_a_story_there_is_no_side_of_it() -> None:
    assert after([OTHER, MENU]) == [(Label.OTHER, SCORE), (Label.NAVIGATION, SCORE)]


def test_what_a_rule_left_nameless_stays_so() -> None:
    notice = Line("Please rotate your device", Label.OTHER, "other/rotate")
    assert after([notice, STORY, notice]) == [
        (Label.OTHER, "other/rotate"),
        after([STORY])[0],
        (Label.OTHER, "other/rotate"),
    ]


# -- all of them -----------------------------------------------------------------------------------


@pytest.mark.parametrize("html", [False, True], ids=["text", "page"])
def test_a_document_without_blocks_has_no_context(html: bool) -> None:  # noqa: FBT001 - a parameter
    assert after([], html=html) == []


def test_every_verdict_of_the_context_gives_its_reason() -> None:
    judgement = judgement_of([OTHER, STORY, STORY, RELATED, OTHER])
    apply_context(judgement)
    given = judgement.verdicts[5:]
    assert len(given) == 3
    assert all(CONTEXT_RULES[verdict.rule] == verdict.reason for verdict in given)


def test_every_reason_is_a_sentence() -> None:
    assert all(rule.startswith("context/") and why.endswith(".") for rule, why in CONTEXT_RULES.items())


def test_one_sentence_is_the_story_of_a_page_that_has_no_more() -> None:
    page = "<html><body><h1>A new bridge</h1><p>The mayor opened the bridge on Monday.</p></body></html>"
    assert clean(page) == "The mayor opened the bridge on Monday."
    assert clean("<nav><a href=/>Home</a> <a href=/a>About</a></nav><footer>Contact</footer>") == ""
    page = "<article><p>The mayor opened the bridge on Monday.</p><p>It had been shut.</p></article>"
    assert clean(page) == "The mayor opened the bridge on Monday.\n\nIt had been shut."
