"""In a text on one line, prose is cut from the menu in front of it."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

from cleaner import clean
from cleaner.split.menus import prose_starts, small_words
from cleaner.split.text import split_text

MENU = "Home News World Sport Opinion Weather Sign In Subscribe"
PROSE = "The ferry to the islands has not sailed since Friday, and nobody on the quay was surprised."


def cut(text: str, document: str = PROSE) -> list[str]:
    """Return the pieces of a sentence."""
    bounds = [0, *prose_starts(text, small_words(document)), len(text)]
    return [text[start:end].strip() for start, end in pairwise(bounds)]


def test_prose_is_cut_from_the_menu_in_front_of_it() -> None:
    assert cut(f"{MENU} {PROSE}") == [MENU, PROSE]
    assert cut(f"{MENU} | 24 December 2023 {PROSE}") == [f"{MENU} | 24 December 2023", PROSE]


def test_prose_that_opens_with_a_name_keeps_it() -> None:
    told = "mayor Ann Holt of Carrow told reporters on Monday that she would not stand again."
    assert cut(f"{MENU} | M{told[1:]}", told) == [f"{MENU} |", f"M{told[1:]}"]
    assert (
        cut(f"{MENU} | Ann Holt told reporters on Monday evening that she would not stand again.")[1][:8]
        == "Ann Holt"
    )


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        "It was shown at the Royal Opera House in London, where the crew had waited since morning.",
        "On Friday 24 December Ann Holt of Carrow told reporters that she would never stand again.",
        "He worked for the Food and Drug Administration, the World Health Organization and others.",
        MENU,
        f"{MENU} {MENU}",
        "مرحبا بكم في موقعنا على الإنترنت حيث نقدم لكم آخر الأخبار من جميع أنحاء العالم كل يوم.",
        "東京 大阪 京都 名古屋 市長は、川の話をした。",
    ],
)
def test_a_sentence_and_a_menu_alone_stay_whole(text: str) -> None:
    assert cut(text) == [text]


def test_scripts_with_capitals_are_cut_too() -> None:
    menu, prose = (
        "Главная Новости Спорт Погода Войти",
        "Паром на острова не ходит с пятницы, и никто не удивился этому.",
    )
    assert cut(f"{menu} {prose}", "на острова паром не ходит") == [menu, prose]


def test_pieces_are_joined_and_stand_where_the_line_has_them() -> None:
    line = f"{MENU} {PROSE * 20}"
    layout = split_text(line.replace(".The", ". The"))
    assert layout.texts[:2] == [MENU, PROSE]
    assert layout.joined[:2] == [False, True]
    assert (layout.starts[1], layout.ends[1]) == (len(MENU) + 1, len(MENU) + 1 + len(PROSE))


def test_a_page_on_one_line_loses_the_menu_and_keeps_the_first_sentence() -> None:
    story = (
        "The ferry to the islands has not sailed since Friday, and the harbour office says that it will stay there. "
        "“We found a crack as long as my arm,” said the cook, who was the first to see the water in the store. "
        "The council met on Monday evening and voted to pay for a smaller boat until the summer is over. "
        "Nobody on the quay was surprised, because the hull had been mended twice since the winter before last. "
        "A new boat would cost nine million pounds, and the islands have no such sum to share among them. "
    ) * 3
    text = clean(f"{MENU} {MENU} {story}", kind="text")
    assert text.startswith("The ferry to the islands has not sailed")


def test_time_is_linear() -> None:
    for unit in ("A ", "a ", "A b c ", "Aa bbbb cccc dddd ", "- "):
        started = time.process_time()
        list(prose_starts(unit * 200_000, frozenset()))
        assert time.process_time() - started < 5
