"""Paragraphs that were broken at links and emphasis come back whole, and nothing else is joined."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import extract
from cleaner.split.join import join_blocks
from cleaner.split.text import split_text

MENU = ["Home", "News", "Sport", "about us", "contact", "Weather and tides", "my account", "log in"]
STORY = [
    "The ferry to the islands was bought by",
    "Marta Okafor",
    ", who had worked on it as a",
    "deckhand",
    "for nine years. She will sail it from",
    "Port Ellery",
    "twice a day.",
]
WHOLE = (
    "The ferry to the islands was bought by Marta Okafor, who had worked on it as a deckhand for nine years. She "
    "will sail it from Port Ellery twice a day."
)


def blocks(*lines: str) -> list[str]:
    """Return the texts of the blocks of a text that has these lines."""
    return split_text("\n".join(lines), repair=False).texts


def test_a_broken_paragraph_comes_back_and_the_menus_around_it_stay_lines() -> None:
    assert blocks(*MENU, *STORY, *MENU) == [*MENU, WHOLE, *MENU]


def test_a_heading_over_a_broken_paragraph_and_one_under_it_stay_apart() -> None:
    assert blocks("A ferry changes hands", *STORY, "Read more", "Tides") == [
        "A ferry changes hands",
        WHOLE,
        "Read more",
        "Tides",
    ]


def test_a_block_spans_its_lines_in_the_source() -> None:
    text = "\n".join([*MENU, *STORY])
    layout = split_text(text)
    assert text[layout.starts[-1] : layout.ends[-1]] == "\n".join(STORY)
    assert not layout.repairs


def test_trailing_blanks_and_carriage_returns_at_the_joints_do_not_matter() -> None:
    article = extract(" \r\n".join([*MENU, *STORY]), kind="text")
    assert article.blocks[-1].text == WHOLE


@pytest.mark.parametrize(
    ("lines", "paragraphs"),
    [
        pytest.param(
            [
                "Gestern hat die Bürgermeisterin den",
                "Steg am Nordufer",
                "eröffnet, den der Verein der",
                "Alten Fähre",
                ", wie sie sagte, „",
                "ganz allein",
                "“ gebaut hat.",
            ],
            [
                (
                    "Gestern hat die Bürgermeisterin den Steg am Nordufer eröffnet, den der Verein der Alten Fähre, "
                    "wie sie sagte, „ganz allein“ gebaut hat."
                )
            ],
            id="German",
        ),
        pytest.param(
            [
                "Qui se souvient encore de",
                "l'ancien bac",
                "? demande la gardienne du phare,",
                "Odile Kermeur",
                ", qui l'a pris chaque matin avec",
                "sa mère",
                ": elle avait six ans.",
                "Voilà : rien ne presse, dit-elle. Et pourquoi ? Pour la mer !",
            ],
            [
                (
                    "Qui se souvient encore de l'ancien bac ? demande la gardienne du phare, Odile Kermeur, qui l'a "
                    "pris chaque matin avec sa mère : elle avait six ans."
                ),
                "Voilà : rien ne presse, dit-elle. Et pourquoi ? Pour la mer !",
            ],
            id="French, with a blank before marks of two parts",
        ),
        pytest.param(
            [
                "船は月曜日に出た。島の人々は",
                "新しい港",
                "へ集まり、夜まで歌った。",
                "船長の父は「",
                "海は待たない",
                "」と言って、",
                "古い笛",
                "、旗、そして鐘を渡した。",
            ],
            [
                "船は月曜日に出た。島の人々は新しい港へ集まり、夜まで歌った。",
                "船長の父は「海は待たない」と言って、",
                "古い笛、旗、そして鐘を渡した。",
            ],
            id="Japanese, where a comma may also end a line",
        ),
        pytest.param(
            [
                "عادت العبارة إلى الجزيرة يوم الاثنين. وقالت",
                "صاحبة المقهى",
                "، التي انتظرت طويلا، إن",
                "البحر",
                "، كما قالت، لا ينتظر أحدا.",
            ],
            [
                (
                    "عادت العبارة إلى الجزيرة يوم الاثنين. وقالت صاحبة المقهى، التي انتظرت طويلا، إن البحر، كما "
                    "قالت، لا ينتظر أحدا."
                )
            ],
            id="Arabic",
        ),
    ],
)
def test_other_languages_join_as_they_write(lines: list[str], paragraphs: list[str]) -> None:
    assert blocks(*lines) == paragraphs


@pytest.mark.parametrize(
    ("before", "text", "joint"),
    [
        ("She had read it in the", "Courier", " "),
        ("She had read it in the (", "old", ""),
        ("She had read it in “", "the old", ""),
        ("She had read about the harbour", "’s new light", ""),
        ("She had read about the harbour", "(and its light", " "),
        ("She had read about the harbour", "– and its light", " "),
        ("She had asked who keeps the light", "; and why", ""),
        ("She had asked for the light of", "1874", " "),
    ],
)
def test_marks_stand_close_and_words_do_not(before: str, text: str, joint: str) -> None:
    assert blocks(*STORY, before, text, ", and went on.")[1] == f"{before}{joint}{text}, and went on."


# -- what stays as it is -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(MENU * 3, id="menus"),
        pytest.param(
            ["the rain came late", "and left at noon", "the boats had gone", "without a tune"], id="verse"
        ),
        pytest.param(
            ["def sail(boat,", "speed=5,", "crew=None", "):", "return boat.go(", "speed", ");"], id="code"
        ),
        pytest.param(
            ["Age", ": 21", "Height", ": seven feet", "Weight", ": unknown to us all so far"], id="labels"
        ),
        pytest.param(["Deck paint", "14.50", ".5 litres", "Rope", "3.20", ",50"], id="prices"),
        pytest.param(["It rained a little on the way to the harbour", "…", "Next", "…", "Last"], id="dots"),
        pytest.param(
            ["She sailed to", "Port Ellery", ", they say."], id="a single place, which may be chance"
        ),
    ],
)
def test_without_several_broken_sentences_every_line_is_a_block(lines: list[str]) -> None:
    assert blocks(*lines) == lines


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["Read next", "how to paint a boat", "what ropes cost"], id="small letters in a list"),
        pytest.param(["By", "Jane Doe", "archive page"], id="an author"),
        pytest.param(["Boats and what becomes of them", "Photo: Ana Lima", "Sign up"], id="a caption"),
        pytest.param(["O to be on the sea,", "And to be free,", "And to be three,", "The sea."], id="verse"),
        pytest.param(["- a rope", "- an anchor", "* and paint", "1. and a brush"], id="items"),
        pytest.param(["Speed", "12 knots", "Price", "$900", "Length", "9 m"], id="a table"),
        pytest.param(["船和它们的命运", "港口新闻", "天气", "体育"], id="a Chinese menu"),
    ],
)
def test_beside_broken_sentences_other_lines_stay_lines(lines: list[str]) -> None:
    assert blocks(*STORY, *lines, *STORY) == [WHOLE, *lines, WHOLE]


LINES = st.sampled_from(
    [*MENU, *STORY, ",", "(", "“", "…", "’s", "1.", "a", "船", "、", "said Ana.", "\u200b"]
)


@given(st.lists(st.tuples(LINES, st.sampled_from(["\n", "\n\n", "\n \n"])), max_size=30))
def test_lines_are_never_joined_over_a_blank_line(lines: list[tuple[str, str]]) -> None:
    text = "\n".join(STORY) + "\n\n" + "".join(map("".join, lines))
    layout = split_text(text)
    assert len(layout) > 0
    for start, end in zip(layout.starts, layout.ends, strict=True):
        assert not re.search(r"\n\s*\n", text[start:end])


@given(st.lists(LINES, max_size=30))
def test_joining_keeps_every_character_and_cutting_the_result_changes_nothing(lines: list[str]) -> None:
    layout = split_text("\n".join([*STORY, *lines]))
    shown = "".join("".join(layout.texts).split())
    assert shown == "".join("".join([*STORY, *lines]).replace("\u200b", "").split())
    text = join_blocks(layout.texts, layout.joined, layout.kinds)
    assert split_text(text).texts == layout.texts


@given(st.lists(LINES, max_size=30))
def test_cleaning_what_was_joined_changes_nothing(lines: list[str]) -> None:
    text = extract("\n".join([*STORY, *lines, *STORY]), kind="text").text
    assert extract(text, kind="text").text == text


# -- sentences broken anywhere -------------------------------------------------------------------------

_LINKS = st.sampled_from(
    ["the mayor", "Ana Lima", "a new quay", "Port Ellery", "boats", "it", "Sea", "the 1874 light"]
)
_ON = st.sampled_from(
    [
        ", who had waited for it for years with",
        "and a few hundred people who had come to see",
        ". The rain did not stop before noon, said",
        "(and nobody else on the whole coast) for",
        "’s old friends and neighbours, who came with",
        "while the whole town stood around and looked at",
        "; nobody on the quay had ever heard of",
    ]
)


@given(st.lists(st.tuples(_LINKS, _ON), min_size=2, max_size=12), _LINKS)
def test_a_paragraph_broken_at_its_links_comes_back_whole(pieces: list[tuple[str, str]], last: str) -> None:
    lines = ["On Monday the bridge was opened by"]
    for link, following in pieces:
        lines += [link, following]
    lines += [last, ", as they had always said."]
    whole = re.sub(r" ([,.;’])", r"\1", " ".join(lines))
    layout = split_text("\n".join([*MENU, *lines, *MENU]))  # one that is long is cut into sentences
    assert join_blocks(layout.texts, layout.joined, layout.kinds).split("\n\n") == [*MENU, whole, *MENU]
