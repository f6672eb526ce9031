"""Characters for a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.render.visible import shorten, visible, width, wrap

STEERING = "\x00\x07\x08\t\n\r\x1b\x7f\x9b\u061c\u200b\u200e\u202e\u2066\u2028\ufeff\ud800\U000e0041"


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("\x1b[31mred", "␛[31mred"),
        ("a\tb\nc", "a␉b␊c"),
        ("\x7f", "␡"),
        ("\x9b2J", "\\x9b2J"),
        ("\u202etxt", "\\u202etxt"),
        ("\ud800", "\\ud800"),
        ("\U000e0041", "\\U000e0041"),
    ],
)
def test_steering_characters_are_shown(raw: str, shown: str) -> None:
    assert visible(raw) == shown


def test_lines_and_tabs_stay_where_lines_are_wanted() -> None:
    assert visible("a\tb\nc\r\x1b", lines=True) == "a\tb\nc␍␛"


def test_letters_marks_joiners_and_emoji_stay() -> None:
    text = "naïve e\u0301 می\u200cخواهم 👩\u200d🚒 co\u00adop 橋"
    assert visible(text) == text


@given(st.text(alphabet=st.sampled_from(STEERING) | st.characters()))
def test_what_is_visible_is_visible_to_itself_and_fits_utf8(text: str) -> None:
    shown = visible(text)
    assert not set(shown) & set(STEERING)
    assert visible(shown) == shown
    shown.encode()


@pytest.mark.parametrize(("text", "columns"), [("abc", 3), ("橋の", 4), ("e\u0301", 1), ("", 0)])
def test_width_counts_columns(text: str, columns: int) -> None:
    assert width(text) == columns


def test_shortened_text_ends_in_an_ellipsis_and_fits() -> None:
    assert shorten("The bridge is shut", 11) == "The bridge…"
    assert shorten("The bridge", 10) == "The bridge"
    assert shorten("橋は閉鎖", 5) == "橋は…"


@given(st.text(alphabet="ab 橋\u0301", max_size=60), st.integers(2, 20))
def test_lines_fit_and_keep_every_word(text: str, columns: int) -> None:
    lines = list(wrap(text, columns))
    assert all(width(line) <= columns for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert width(shorten(text, columns)) <= columns
