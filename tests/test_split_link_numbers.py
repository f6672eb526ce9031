"""The numbers that text browsers give to links go, and those of notes stay."""

from __future__ import annotations

import pytest

from cleaner import extract
from cleaner.split.join import join_blocks
from cleaner.split.link_numbers import LINK_NUMBER
from cleaner.split.text import split_text

MENU = ["[1]Home", "* [2]News"]
STORY = (
    "The weir at [3]Sallow was opened to eels on Monday, which have waited for it since 1911.[4] It cost "
    "[5]£14,000, and has no name yet."
)
WITHOUT = STORY.replace("[3]", "").replace("[5]", "")
NOTE = "[6][1] The year is that of the mill's own book."
ADDRESSES = ["Visible links", *(f"{number}. https://fen.example/{number}" for number in range(1, 7))]


def dump(*below: str) -> str:
    """Return a page as a text browser writes it, with these lines below the story."""
    return "\n\n".join([*MENU, STORY, NOTE, *below])


@pytest.mark.parametrize("head", ["References", "References\n\nVisible links", "Visible links:"])
def test_numbers_close_to_what_they_link_go_where_the_list_of_addresses_stands_below(head: str) -> None:
    layout = split_text(dump(head, *ADDRESSES[1:]), repair=False)
    assert layout.texts[:4] == ["Home", "* News", WITHOUT, NOTE[3:]]
    assert {change.reason for change in layout.repairs} == {LINK_NUMBER}
    assert [change.before for change in layout.repairs] == ["[1]", "[2]", "[3]", "[5]", "[6]"]
    again = split_text(join_blocks(layout.texts, layout.joined, layout.kinds), repair=False)
    assert again.texts == layout.texts


@pytest.mark.parametrize(
    "below",
    [
        ADDRESSES[1:],
        ADDRESSES[:3],
        [ADDRESSES[0], *ADDRESSES[2:]],
        ["Visible links", "1. The book of the mill", "2. The Fen Times", "3. https://fen.example/3"],
    ],
)
def test_without_that_list_they_stay(below: list[str]) -> None:
    assert split_text(dump(*below), repair=False).texts[:4] == [*MENU, STORY, NOTE]


def test_a_number_or_two_are_no_dump() -> None:
    text = "\n\n".join(["[1]Home", "Eels are back.", *ADDRESSES])
    assert split_text(text, repair=False).texts[0] == "[1]Home"


def test_wrapped_paragraphs_lose_them_and_the_places_stay() -> None:
    words = " ".join([STORY] * 6).split()
    lines = [" ".join(words[start : start + 11]) for start in range(0, len(words), 11)]
    source = "\n".join(["[1]Home", "", *lines, "", *ADDRESSES])
    layout = split_text(source, repair=False)
    assert " ".join(layout.texts[1:-7]) == " ".join([WITHOUT] * 6)
    assert source[layout.starts[1] :].startswith("The weir")


def test_a_line_whose_characters_were_mended_keeps_its_numbers() -> None:
    text = dump("It â€œcostsâ€\x9d [5]nothing, they say.", *ADDRESSES)
    assert split_text(text, repair=True).texts[4].endswith("[5]nothing, they say.")


def test_the_addresses_are_none_of_the_story() -> None:
    article = extract(dump(*ADDRESSES, "Hidden links:", "7. https://fen.example/7"), kind="text")
    assert "https" not in article.text
    assert "Sallow was opened" in article.text
    rules = [verdict.rule for verdict in article.verdicts if verdict.block >= 4]
    assert rules.count("context/link-addresses") == len(ADDRESSES) + 2
    numbered = extract("\n\n".join([WITHOUT, "References", *ADDRESSES[1:]]), kind="text")
    assert "context/link-addresses" not in {verdict.rule for verdict in numbered.verdicts}


def test_the_numbers_of_notes_stay_though_the_addresses_of_sources_are_listed() -> None:
    prose = (
        "The ferry was built by two brothers [1], who had a boat [2]. Later work (see [1][2]) showed more [3]"
    )
    sources = "\n\n".join(f"{one}. https://example.org/{one}" for one in range(1, 5))
    assert split_text(f"{prose}\n\n{prose}\n\n{prose}\n\nReferences\n\n{sources}").texts[:3] == [prose] * 3
