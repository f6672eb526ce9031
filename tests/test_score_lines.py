"""What a line is like by itself: its length, marks, words, links and copies."""

from __future__ import annotations

import re
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.document import BlockKind
from cleaner.score.characters import character_table
from cleaner.score.lines import Columns, copy_columns, line_columns, one_lines, word_columns
from cleaner.score.words import Vocabulary, Words
from cleaner.split.layout import Layout

TABLE = character_table()
VOCABULARY = Vocabulary(
    {"minister": 2.0, "subscribe": -3.0, "praised": 1.0}, {"minister": 0.5, "inbox": -1.0}
)


def columns(*texts: str, links: tuple[int, ...] = ()) -> Columns:
    """Return the columns of some lines of flat text, with so many characters of each inside links."""
    words = word_columns(Words(texts, VOCABULARY))
    return line_columns(texts, links or (0,) * len(texts), TABLE) | words


def one(text: str, name: str, link_chars: int = 0) -> float:
    """Return one number about one line."""
    return float(columns(text, links=(link_chars,))[name][0])


def test_a_preformatted_text_is_read_as_one_line() -> None:
    texts = ["if x:\n    go()\n\nend", "as  it is", "One"]
    layout = Layout(texts=texts, kinds=[BlockKind.PREFORMATTED, BlockKind.PREFORMATTED, BlockKind.PARAGRAPH])
    assert one_lines(layout) == ["if x: go() end", "as  it is", "One"]
    assert texts[0].startswith("if x:\n")


def test_an_underlined_heading_is_read_as_one_line() -> None:
    layout = Layout(texts=["One\n===", "Two"], kinds=[BlockKind.HEADING, BlockKind.PARAGRAPH])
    assert one_lines(layout) == ["One ===", "Two"]


def test_texts_on_one_line_are_as_they_are() -> None:
    layout = Layout(texts=["One", "Two"], kinds=[BlockKind.PARAGRAPH, BlockKind.HEADING])
    assert one_lines(layout) == layout.texts


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Word", 1),
        ("Two words", 2),
        ("—", 1),
        ("漢字かな混じり文だよ一", 11 / 1.7),
        ("漢", 1),
        ("漢 word", 1 + 1 / 1.7),
        ("แม่น้ำ", 6 / 5),
        ("ສະບາຍດີ word", 1 + 7 / 5),
        ("แม่", 1),
    ],
)
def test_words_are_counted_in_scripts_with_and_without_spaces(text: str, words: float) -> None:
    assert one(text, "words") == pytest.approx(words)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("It rained.", True),
        ("Did it?", True),
        ("He said: “It rained.”", True),
        ("(It rained.)", True),
        ("雨が降った。」", True),
        ("« Il a plu. »", True),
        ("«Il a plu.»", True),
        ("»Es regnete.«", True),
        ("It rained", False),
        ("“Rain”", False),
        ("Rain:", False),
        ("« Il a plu »", False),
        (".", True),
        (" ”", False),
        (". ”", True),
        (")", False),
        ("“", False),
    ],
)
def test_an_end_mark_may_stand_before_a_closing_quote(text: str, *, ends: bool) -> None:
    assert bool(one(text, "end_mark")) is ends


@pytest.mark.parametrize("letters", ["แม่น้ำ", "ແມ່ນ້ຳ"])
def test_a_long_line_of_a_script_without_end_marks_counts_as_ended(letters: str) -> None:
    assert not one(letters * 20, "end_mark")
    assert one(letters * 21, "end_mark")
    assert one(letters * 21, "good")
    assert not one(letters * 21, "good", link_chars=100)


def test_the_end_of_the_line_before_is_not_looked_at() -> None:
    assert columns("Rain.", "”", ")")["end_mark"].tolist() == [True, False, False]


def test_a_good_paragraph_is_long_ends_in_a_mark_and_is_mostly_not_links() -> None:
    good = "The mayor opened the bridge on Monday and went home again."
    assert one(good, "good") == 1
    assert one(good, "good_words") == one(good, "words") == 11
    assert one(good, "good", link_chars=40) == 0
    assert one(good[:-1], "good") == 0
    assert one("The mayor opened it.", "good") == 0


def test_link_density_is_a_share_even_where_raw_text_was_longer() -> None:
    assert one("Ten chars.", "link_density", link_chars=5) == 0.5
    assert one("Ten chars.", "link_density", link_chars=50) == 1.0
    assert one("Ten chars.", "link_words", link_chars=5) == 1.0


def test_shares_are_of_characters_words_or_letters() -> None:
    line = 'ABC def, "x" (2) | -'
    assert one(line, "upper_share") == pytest.approx(3 / 7)
    assert one(line, "letter_share") == pytest.approx(7 / 20)
    assert one(line, "digit_share") == pytest.approx(1 / 20)
    assert one(line, "separator_share") == pytest.approx(1 / 20)
    assert one(line, "dash_share") == pytest.approx(1 / 20)
    assert one(line, "bracket_share") == pytest.approx(2 / 20)
    assert one(line, "pause_share") == pytest.approx(1 / 6)
    assert one(line, "quote_share") == pytest.approx(2 / 6)


def test_learned_words_add_up() -> None:
    line = "The minister praised engineers"
    assert one(line, "lexical_sum") == 3.0
    assert one(line, "lexical_mean") == pytest.approx(3.0 / 2)
    assert one(line, "lexical_low") == 0.0
    assert one(line, "lexical_high") == 2.0
    assert one(line, "function_share") == pytest.approx(1 / 4)


def test_what_words_say_of_long_lines_adds_up_without_the_punctuation_around_them() -> None:
    line = 'The "minister" has your inbox.'
    assert one(line, "prose_sum") == -0.5
    assert one(line, "prose_mean") == pytest.approx(-0.5 / 5**0.5)
    assert one(line, "prose_low") == -1
    assert one(line, "lexical_sum") == 0


def test_learned_words_of_each_line_add_up_by_themselves() -> None:
    found = columns("Minister praised", "subscribe", "the minister", "kettle")
    assert found["lexical_sum"].tolist() == [3, -3, 2, 0]
    assert found["lexical_low"].tolist() == [1, -3, 0, 0]
    assert found["lexical_high"].tolist() == [2, -3, 2, 0]
    assert found["function_share"].tolist() == [0, 0, 0.5, 0]


def test_copies_are_counted_and_numbered() -> None:
    found = copy_columns(np.array([7, 2, 7, 7]))
    assert found["copies"].tolist() == [3, 1, 3, 3]
    assert found["copies_before"].tolist() == [0, 0, 1, 2]
    assert copy_columns(np.array([0, 1]))["copies"].tolist() == [1, 1]


LINES = st.text(min_size=1).map(lambda text: " ".join(text.split())).filter(bool)


@given(st.lists(LINES, min_size=1, max_size=8))
def test_a_line_has_the_same_numbers_alone_and_among_others(texts: list[str]) -> None:
    together = columns(*texts)
    for number, text in enumerate(texts):
        for name, column in columns(text).items():
            assert together[name][number] == pytest.approx(column[0]), name


@given(st.lists(LINES, min_size=1, max_size=8))
def test_every_column_has_a_finite_number_for_every_line(texts: list[str]) -> None:
    for name, column in columns(*texts).items():
        assert re.fullmatch(r"[a-z_]+", name)
        assert column.shape == (len(texts),), name
        assert np.isfinite(column.astype(float)).all(), name


def test_a_long_document_has_the_features_of_its_stretches() -> None:
    texts = ["The minister praised it.", "Subscribe now", "The minister praised it.", "2 + 2", "Ulm"]
    whole = columns(*texts, links=(0, 13, 0, 1, 3))
    with patch("cleaner.score.lines._BATCH", 2), patch("cleaner.score.words._BATCH", 2):
        found = columns(*texts, links=(0, 13, 0, 1, 3))
    assert found.keys() == whole.keys()
    for name, column in whole.items():
        assert found[name].tolist() == column.tolist(), name
