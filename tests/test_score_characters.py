"""Characters are counted by class, block by block."""

from __future__ import annotations

from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.score.characters import (
    _BATCH,
    _MEMBERS,
    CharacterClass,
    Characters,
    character_table,
    count_characters,
)

TABLE = character_table()


def found(*texts: str) -> Characters:
    """Return what the characters of some texts are."""
    return count_characters(texts, np.array([len(text) for text in texts], dtype=np.int64), TABLE)


def counted(*texts: str) -> list[dict[str, int]]:
    """Return for each text how many characters it has of each class that it has any of."""
    return [
        {kind.name: int(row[kind]) for kind in CharacterClass if row[kind]} for row in found(*texts).counts
    ]


def slowly(text: str) -> tuple[list[int], list[int]]:
    """Return the counts of a text, and the classes of its first character and of its last three."""
    classes = [int(TABLE[min(ord(character), len(TABLE) - 1)]) for character in text]
    padded = [CharacterClass.OTHER] * 2 + classes
    ends = [classes[0], classes[-1], padded[-2], padded[-3]]
    return [classes.count(kind) for kind in CharacterClass], ends


def agrees(texts: list[str]) -> None:
    """Assert that texts counted together are what each one is alone, character by character."""
    together = found(*texts)
    ends = np.array(together[1:]).T
    for number, text in enumerate(texts):
        assert (together.counts[number].tolist(), ends[number].tolist()) == slowly(text)


@pytest.mark.parametrize(
    ("characters", "kind"),
    [
        ("azéßñω", CharacterClass.LOWER),
        ("AZÉΩ\u01c5", CharacterClass.UPPER),
        ("אبक한", CharacterClass.LETTER),
        ("09٣๕၅", CharacterClass.DIGIT),
        (" \u00a0\u3000\n\t", CharacterClass.SPACE),
        (".!?…。！？।።။។།", CharacterClass.END_MARK),
        (",;:、፣၊", CharacterClass.PAUSE),
        ("\"'“”«»「", CharacterClass.QUOTE),
        ("()[]（】", CharacterClass.BRACKET),
        ("-–—", CharacterClass.DASH),
        ("漢かカ", CharacterClass.IDEOGRAPH),
        ("กິကខ្བོ", CharacterClass.UNSPACED),
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


def test_the_classes_at_the_ends_of_a_text_are_its_own() -> None:
    kinds = CharacterClass
    together = found("A b.”", "1", "x!")
    assert together.first.tolist() == [kinds.UPPER, kinds.DIGIT, kinds.LOWER]
    assert together.last.tolist() == [kinds.QUOTE, kinds.DIGIT, kinds.END_MARK]
    assert together.before.tolist() == [kinds.END_MARK, kinds.OTHER, kinds.LOWER]
    assert together.farther.tolist() == [kinds.LOWER, kinds.OTHER, kinds.OTHER]


def test_no_blocks_have_no_counts() -> None:
    nothing = found()
    assert nothing.counts.shape == (0, len(CharacterClass))
    assert [column.size for column in nothing] == [0] * 5


ANY_TEXTS = st.lists(st.text(st.characters(), min_size=1), min_size=1)


@given(ANY_TEXTS)
def test_texts_are_counted_together_as_character_by_character(texts: list[str]) -> None:
    agrees(texts)


@given(ANY_TEXTS, st.integers(3, 12))
def test_texts_are_counted_the_same_in_batches_and_pieces_of_any_size(texts: list[str], batch: int) -> None:
    with patch("cleaner.score.characters._BATCH", batch):
        agrees(texts)


@pytest.mark.parametrize("size", [_BATCH - 1, _BATCH, _BATCH + 1, 2 * _BATCH, 2 * _BATCH + 7])
def test_a_text_longer_than_a_batch_is_counted_whole_and_its_neighbours_too(size: int) -> None:
    long = ("Ein Kahn, 3 Bäume – 漢字. " * (size // 20))[: size - 2] + "!”"
    agrees(["Vor.", long, "Nach 1", "x" * size, "?"])


def test_lone_surrogates_are_counted_as_well() -> None:
    assert counted("\ud800") == [{"OTHER": 1}]
