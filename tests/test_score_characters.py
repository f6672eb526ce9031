"""Characters are counted by class, block by block."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.score.characters import _MEMBERS, CharacterClass, character_table, count_characters

TABLE = character_table()


def counted(*texts: str) -> list[dict[str, int]]:
    """Return for each text how many characters it has of each class that it has any of."""
    counts, _ = count_characters(texts, np.array([len(text) for text in texts]), TABLE)
    return [{kind.name: int(row[kind]) for kind in CharacterClass if row[kind]} for row in counts]


@pytest.mark.parametrize(
    ("characters", "kind"),
    [
        ("azéßñω", CharacterClass.LOWER),
        ("AZÉΩ\u01c5", CharacterClass.UPPER),
        ("אبกक", CharacterClass.LETTER),
        ("09٣", CharacterClass.DIGIT),
        (" \u00a0\u3000\n\t", CharacterClass.SPACE),
        (".!?…。！？।", CharacterClass.END_MARK),
        (",;:、", CharacterClass.PAUSE),
        ("\"'“”«»「", CharacterClass.QUOTE),
        ("()[]（】", CharacterClass.BRACKET),
        ("-–—", CharacterClass.DASH),
        ("漢かカ", CharacterClass.IDEOGRAPH),
        ("|•·/→©", CharacterClass.SEPARATOR),
        ("%$€\ufffd\U0001f600\U00020000", CharacterClass.OTHER),
    ],
)
def test_a_character_has_the_class_of_its_use(characters: str, kind: CharacterClass) -> None:
    assert counted(*characters) == [{kind.name: 1}] * len(characters)


def test_no_character_is_listed_in_two_classes() -> None:
    members = "".join(_MEMBERS.values())
    assert len(set(members)) == len(members)


def test_every_block_has_counts_of_its_own() -> None:
    assert counted("Ab.", "c", "漢字 1") == [
        {"UPPER": 1, "LOWER": 1, "END_MARK": 1},
        {"LOWER": 1},
        {"IDEOGRAPH": 2, "SPACE": 1, "DIGIT": 1},
    ]


def test_the_classes_of_all_characters_come_in_their_order() -> None:
    _, classes = count_characters(["A b", "1"], np.array([3, 1]), TABLE)
    kinds = CharacterClass
    assert classes.tolist() == [kinds.UPPER, kinds.SPACE, kinds.LOWER, kinds.DIGIT]


def test_no_blocks_have_no_counts() -> None:
    counts, classes = count_characters([], np.zeros(0, dtype=np.int64), TABLE)
    assert counts.shape == (0, len(CharacterClass))
    assert classes.size == 0


@given(st.lists(st.text(st.characters(), min_size=1), min_size=1))
def test_every_character_is_counted_once(texts: list[str]) -> None:
    counts, classes = count_characters(texts, np.array([len(text) for text in texts]), TABLE)
    assert counts.sum(axis=1).tolist() == [len(text) for text in texts]
    assert len(classes) == sum(map(len, texts))


def test_lone_surrogates_are_counted_as_well() -> None:
    assert counted("\ud800") == [{"OTHER": 1}]
