"""Readers' comments are put together again from the blocks of a thread."""

from __future__ import annotations

import pytest
from judgements import Line, judgement_of

from cleaner.comments import comments_of
from cleaner.document import Comment, Label, Verdict

BODY = Line("The bridge was opened on Monday.", Label.BODY)


def said(text: str) -> Line:
    """Return a line of a thread that has its name from what stands around it."""
    return Line(text, Label.COMMENT, "context/comment-thread")


def furniture(text: str) -> Line:
    """Return a line of a thread that a rule names."""
    return Line(text, Label.COMMENT, "comment/report-abuse")


def comments(*lines: Line) -> list[Comment]:
    """Return the comments among these lines."""
    judgement = judgement_of(lines)
    return list(comments_of(judgement.layout, judgement))


def test_an_author_opens_a_comment_and_a_time_closes_it() -> None:
    lines = [
        said("Ana wrote:"),
        said("Fine bridge."),
        said("Too narrow."),
        said("3 May 2024, 10:15"),
        furniture("Report"),
    ]
    lines += [said("Bo Ek said"), said("No."), said("2 hours ago")]
    assert comments(BODY, *lines, BODY) == [
        Comment("Fine bridge.\n\nToo narrow.", "Ana", "3 May 2024, 10:15"),
        Comment("No.", "Bo Ek", "2 hours ago"),
    ]


def test_a_time_below_the_author_is_that_of_the_comment_that_follows() -> None:
    lines = [said("Ana says:"), said("May 3, 2024 at 10:32 am"), said("Fine bridge."), said("Too narrow.")]
    lines += [furniture("Reply"), said("Bo Ek says:"), said("May 4, 2024 at 9:05 am"), said("No.")]
    assert comments(BODY, *lines, BODY) == [
        Comment("Fine bridge.\n\nToo narrow.", "Ana", "May 3, 2024 at 10:32 am"),
        Comment("No.", "Bo Ek", "May 4, 2024 at 9:05 am"),
    ]


def test_a_comment_without_blanks_between_its_words_is_one() -> None:
    lines = [said("橋が広くなって本当に助かります"), said("สะพานใหม่กว้างกว่าเดิมมากจริง"), said("返信")]
    assert [comment.text for comment in comments(BODY, *lines)] == [line.text for line in lines[:2]]


def test_a_short_comment_that_names_a_year_is_no_time() -> None:
    lines = [said("Ana wrote:"), said("I was there in 2019."), said("Feb 02, 2013 7:08am")]
    assert comments(BODY, *lines, BODY) == [Comment("I was there in 2019.", "Ana", "Feb 02, 2013 7:08am")]


def test_a_comment_without_a_time_ends_at_the_next_author() -> None:
    assert comments(said("Ana wrote:"), said("Yes."), said("Bo schrieb:"), said("Nein.")) == [
        Comment("Yes.", "Ana"),
        Comment("Nein.", "Bo"),
    ]


def test_in_a_thread_without_authors_each_paragraph_is_a_comment() -> None:
    assert comments(said("I like the new bridge."), said("I do not like it."), said("Reply")) == [
        Comment("I like the new bridge."),
        Comment("I do not like it."),
    ]


def test_furniture_of_the_thread_is_no_comment() -> None:
    assert comments(furniture("Report this comment as abuse"), said("I like the new bridge.")) == [
        Comment("I like the new bridge.")
    ]


def test_a_long_line_with_a_time_in_it_is_something_that_a_reader_says() -> None:
    text = "I crossed it at 10:15 yesterday and had to wait for a quarter of an hour."
    assert comments(said(text)) == [Comment(text)]


def test_an_author_line_that_a_rule_names_opens_a_comment_too() -> None:
    author = furniture("Ana wrote:")
    assert comments(author, said("Yes.")) == [Comment("Yes.", "Ana")]


def test_authors_without_a_comment_and_times_without_one_leave_nothing() -> None:
    assert comments(said("Ana wrote:"), said("Bo wrote:"), said("2 hours ago"), said("3 hours ago")) == []


@pytest.mark.parametrize("label", [label for label in Label if label is not Label.COMMENT])
def test_blocks_of_other_labels_are_no_comments(label: Label) -> None:
    assert comments(Line("I like the new bridge.", label)) == []


def test_the_label_in_force_counts() -> None:
    judgement = judgement_of([said("I like the new bridge."), BODY])
    judgement.append(Verdict(0, Label.BODY, "keep/x"))
    judgement.append(Verdict(1, Label.COMMENT, "context/comment-thread"))
    assert comments_of(judgement.layout, judgement) == (Comment(BODY.text),)
