"""Text whose elements were written one behind the other is cut where each of them ended."""

from __future__ import annotations

import pytest

from cleaner import clean
from cleaner.split.glued import unglued
from cleaner.split.lines import read_lines
from cleaner.split.text import split_text

MENU = "HomeNewsSportWeatherContact us"
TEXT = (
    "The ferry stopped for nine daysShareSavePublished 3 May 2021The ferry to the islands stopped on Friday, and the "
    "news spread fast.The crew had found a crack in the hull of the boat (Photo: Ann Holt)“We saw it at once,” the "
    "cook said.“It was as long as my arm.”The harbour will share the cost, and the published report names nobody. "
    "A home for the crew was found. In May the weather turned.Nobody on the quay was surprised.\n"
    "Contact the sport desk. Save the date of the ferry's return. The photo shows the hull. Ferry days."
)


def lines_of(text: str) -> list[str]:
    return unglued(read_lines(text, repair=True)).texts


def test_sentences_headlines_and_dates_come_apart() -> None:
    assert lines_of(TEXT)[:9] == [
        "The ferry stopped for nine days",
        "Share",
        "Save",
        "Published 3 May 2021",
        "The ferry to the islands stopped on Friday, and the news spread fast.",
        "The crew had found a crack in the hull of the boat (Photo: Ann Holt)",
        "“We saw it at once,” the cook said.",
        "“It was as long as my arm.”",
        (
            "The harbour will share the cost, and the published report names nobody. A home for the crew was found. "
            "In May the weather turned."
        ),
    ]


def test_pieces_stand_where_the_source_has_them() -> None:
    source = TEXT.replace("The harbour", "The cafÃ© of the harbour")
    layout = split_text(source)
    pieces = [source[start:end] for start, end in zip(layout.starts, layout.ends, strict=True)]
    assert pieces[:8] == layout.texts[:8]
    assert (pieces[8][:8], layout.texts[8][:8]) == ("The cafÃ", "The café")


def test_what_came_apart_is_not_cut_again() -> None:
    texts = lines_of(TEXT)
    assert lines_of("\n\n".join(texts)) == texts


def test_names_with_a_capital_in_their_midst_stay_whole() -> None:
    told = "You saw the tube. The space was linked in red. Mc Coy and the open sea. An open tube, a cook at the mill."
    names = "YouTube, LinkedIn, iPhone, McCoy and SpaceX have an account"
    assert f"{names} there.".removesuffix(" there.") in " ".join(lines_of(f"{TEXT}\n{told} {names} there."))


def test_a_word_of_two_words_at_several_places_is_a_name() -> None:
    told = (
        "The mill had a brook. MillBrook was a farm, and MillBrook burned. The weather at MillBrook was bad."
    )
    assert any("The weather at MillBrook was bad." in line for line in lines_of(f"{TEXT}\n{told}"))
    told = "List the friends of an item. The FriendListItem shows one, and each FriendListItem has a state."
    assert any("The FriendListItem shows one, and each" in line for line in lines_of(f"{TEXT}\n{told}"))
    once = "The mill had a brook. The MillBrook was sold."
    assert "Brook was sold." in lines_of(f"{TEXT}\n{once}")


@pytest.mark.parametrize(
    "text",
    [
        "She said no.The rest is known. He had two hands.They were cold. Nobody came.",
        "\n".join(
            f"In line {number} the reader calls the method context.{name} of the library."
            for number, name in enumerate(["Context", "Event", "Second"])
        ),
        "We met at Earth.Org in May. They wrote for Earth.Org in June. All of it was on Earth.Org by then.",
        "The note of Prof.Holt was long. It came with that of Sen.Pell and with the one of Gen.Moss on time.",
        "\n".join(
            f"It costs nine pounds a year.Â The price of plan {number} is higher." for number in range(5)
        ),
        "She forgot it here.The rest. And again there.Then one. At last once more.So what. "
        + "All else was well. " * 80,
        "PS: HomeNewsSport has ShareSave and CloseMenu.",
    ],
    ids=["two slips", "code", "a name", "abbreviations", "mojibake", "a hasty writer", "no sentence"],
)
def test_other_texts_stay_as_they_are(text: str) -> None:
    lines = read_lines(text, repair=True)
    assert unglued(lines) is lines


def test_a_small_word_that_stands_nowhere_else_may_end_an_element_but_begins_no_name() -> None:
    assert "The mast was mended" in lines_of(f"{TEXT}\nThe mast was mendedNever again, they said.")
    assert any(
        "and JayWalk said no" in line for line in lines_of(f"{TEXT}\nThe mast fell, and JayWalk said no.")
    )


def test_what_code_calls_a_thing_recurs_and_stays_whole() -> None:
    told = "Call componentDidMount first. Then, if componentDidMount has returned, the mount did not fail."
    assert told in " ".join(lines_of(f"{TEXT}\n{told}"))


def test_code_in_a_glued_text_stays_whole() -> None:
    code = "var crew = new ShareWeather(saveContact);"
    assert code in lines_of(f"{TEXT}\n{code}")


def test_scripts_with_capitals_come_apart_too() -> None:
    text = (
        "Паром стоял девять днейПаром на острова стоял с пятницы, и новость разошлась быстро.Экипаж нашёл трещину в "
        "корпусе старого судна.Никто на берегу не удивился, и дней было много.Капитан молчал весь вечер. Паром."
    )
    assert lines_of(text)[:2] == [
        "Паром стоял девять дней",
        "Паром на острова стоял с пятницы, и новость разошлась быстро.",
    ]


def test_a_page_in_one_glued_line_loses_its_menu_and_keeps_its_story() -> None:
    story = [
        "The ferry to the islands has not sailed since Friday, and the harbour office says that it will stay there.",
        "“We found a crack as long as my arm,” said the cook, who was the first to see the water in the store.",
        "The council met on Monday evening and voted to pay for a smaller boat until the summer is over.",
        "Nobody on the quay was surprised, because the hull had been mended twice since the winter before last.",
        "A new boat would cost nine million pounds, and the islands have no such sum to share among them.",
    ]
    page = (
        f"{MENU}The ferry stopped for nine daysShareSave{''.join(story)}Contact usHomeNews© 2021 The Courier"
    )
    assert clean(page, kind="text").split("\n\n") == story
