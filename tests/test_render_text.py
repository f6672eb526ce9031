"""Plain text: what stays, what is cut, and what stands between."""

from __future__ import annotations

import time

import pytest
from handmade import article, block
from hypothesis import given
from hypothesis import strategies as st

from cleaner.document import Block, Comment, Label, Verdict
from cleaner.render.markdown import render_markdown
from cleaner.render.text import body_text, cut, kept, render_text

BODY, AD, TITLE = Label.BODY, Label.AD, Label.TITLE


def test_kept_blocks_are_separated_by_a_blank_line() -> None:
    made = article((BODY, "The bridge is shut."), (AD, "Buy a boat"), (Label.HEADING, "Why"))
    assert render_text(made) == "The bridge is shut.\n\nWhy"


def test_the_last_verdict_of_a_block_decides() -> None:
    late = (Verdict(0, AD, "context/advertisement"), Verdict(1, BODY, "keep/quotation"))
    made = article((BODY, "Buy a boat"), (AD, "The bridge is shut."), verdicts=late)
    assert render_text(made) == "The bridge is shut."


def test_a_block_without_a_verdict_is_not_kept() -> None:
    assert body_text([block("Nobody looked at this.")], []) == ""


def test_labels_are_kept_on_request_where_they_stand() -> None:
    made = article((TITLE, "Bridge shut"), (BODY, "It is shut."), (Label.CAPTION, "The bridge in May"))
    assert render_text(made, frozenset({TITLE})) == "Bridge shut\n\nIt is shut."
    assert render_text(made, frozenset({Label.CAPTION})) == "It is shut.\n\nThe bridge in May"


def test_title_byline_and_date_come_from_the_head_of_the_page_if_no_block_holds_them() -> None:
    made = article(
        (BODY, "It is shut."),
        (Label.BYLINE, "By A. Roe"),
        title="Bridge shut",
        byline="A. Roe",
        date="2024-05-02",
    )
    wanted = frozenset({TITLE, Label.BYLINE, Label.DATELINE})
    assert render_text(made, wanted) == "Bridge shut\n\n2024-05-02\n\nIt is shut.\n\nBy A. Roe"
    assert render_text(made) == "It is shut."


def test_comments_follow_the_text_on_request() -> None:
    comments = (Comment("About time.", "Jo", "2 May"), Comment("Shame.", "Sam"), Comment("Hm."))
    made = article((BODY, "It is shut."), (Label.COMMENT, "Jo 2 May About time."), comments=comments)
    assert render_text(made) == "It is shut."
    told = render_text(made, frozenset({Label.COMMENT}))
    assert told == "It is shut.\n\nJo, 2 May:\nAbout time.\n\nSam:\nShame.\n\nHm."


def test_joined_blocks_continue_their_paragraph_across_removed_ones() -> None:
    made = article(
        (BODY, "It is shut."),
        (AD, block("Advertisement", joined=True)),
        (BODY, block("It opens in June.", joined=True)),
        (BODY, "Boats go on."),
    )
    assert render_text(made) == "It is shut. It opens in June.\n\nBoats go on."


def test_a_removed_paragraph_break_still_breaks() -> None:
    made = article(
        (BODY, "It is shut."), (AD, "Advertisement"), (BODY, block("It opens in June.", joined=True))
    )
    assert render_text(made) == "It is shut.\n\nIt opens in June."


def test_joined_japanese_sentences_follow_without_a_blank() -> None:
    made = article((BODY, "橋は閉鎖された。"), (BODY, block("船は進む。", joined=True)))
    assert render_text(made) == "橋は閉鎖された。船は進む。"
    assert render_markdown(made) == "橋は閉鎖された。船は進む。"


@pytest.mark.parametrize(
    ("text", "gone", "left"),
    [
        ("He said. Advertisement The minister left.", "Advertisement", "He said. The minister left."),
        ("Advertisement The minister left.", "Advertisement", "The minister left."),
        ("The minister left. Advertisement", "Advertisement", "The minister left."),
        ("The minister (see box).", "(see box)", "The minister."),
        ("Er ging »Anzeige« weg.", "»Anzeige«", "Er ging weg."),
        ("橋は閉鎖された。広告船は進む。", "広告", "橋は閉鎖された。船は進む。"),
        ("a\nAdvertisement\n  b", "Advertisement", "a\n  b"),
        ("Advertisement", "Advertisement", ""),
    ],
)
def test_a_cut_closes_the_gap_it_leaves(text: str, gone: str, left: str) -> None:
    start = text.index(gone)
    assert cut(text, [(start, start + len(gone))])[0] == left


def test_cuts_may_overlap_and_come_in_any_order() -> None:
    assert cut("one two three four", [(8, 13), (4, 9), (4, 13)])[0] == "one four"


def test_a_span_is_cut_unless_its_label_is_asked_for() -> None:
    cuts = (Verdict(0, Label.CREDIT, "credit/agency", span=(12, 21)),)
    made = article((BODY, "It is shut. (Agency)."), verdicts=cuts)
    assert render_text(made, frozenset({Label.CREDIT})) == "It is shut. (Agency)."
    assert render_text(made) == "It is shut."


def test_a_block_that_is_cut_to_nothing_leaves_no_blank_line() -> None:
    made = article(
        (BODY, "One."), (BODY, "Ad"), (BODY, "Two."), verdicts=[Verdict(1, AD, "ad/x", span=(0, 2))]
    )
    assert render_text(made) == "One.\n\nTwo."


@given(
    st.text(alphabet="ab .,\n", max_size=40),
    st.lists(st.tuples(st.integers(0, 45), st.integers(0, 45)), max_size=4),
)
def test_a_cut_loses_nothing_but_the_spans_and_white_space(text: str, ends: list[tuple[int, int]]) -> None:
    spans = [(min(pair), max(pair)) for pair in ends]
    gone = {position for start, end in spans for position in range(start, end)}
    wanted = "".join(character for position, character in enumerate(text) if position not in gone)
    left, pieces = cut(text, spans)
    assert "".join(left.split()) == "".join(wanted.split())
    assert all(left[target : target + end - start] == text[start:end] for start, end, target in pieces)


@given(st.lists(st.tuples(st.sampled_from(list(Label)), st.booleans()), max_size=8))
def test_kept_yields_exactly_the_blocks_of_the_wanted_labels(entries: list[tuple[Label, bool]]) -> None:
    made = article(
        *((label, block(f"t{number}", joined=joined)) for number, (label, joined) in enumerate(entries))
    )
    found = list(kept(made.blocks, made.verdicts, frozenset({BODY, TITLE})))
    assert [stays.block for stays in found] == [
        number for number, (label, _) in enumerate(entries) if label in (BODY, TITLE)
    ]
    assert not (found and found[0].joined)


def test_many_cuts_in_one_block_take_linear_time() -> None:
    count = 20_000
    blocks = [Block("word ad " * count, 0, 0)]
    verdicts = [Verdict(0, AD, "ad/x", span=(8 * n + 5, 8 * n + 7)) for n in range(count)]
    started = time.process_time()
    text = body_text(blocks, [Verdict(0, BODY, "score"), *verdicts])
    assert text == " ".join(["word"] * count)
    assert time.process_time() - started < 20
