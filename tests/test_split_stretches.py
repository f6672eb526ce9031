"""The blocks of a vast text are the same, held in little memory."""

from __future__ import annotations

from contextlib import AbstractContextManager
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import Case, fixture_cases

from cleaner import clean, extract
from cleaner.split.stretches import Stretches
from cleaner.split.text import split_text


def vast() -> AbstractContextManager[object]:
    """Hold every text as if it were vast."""
    return patch("cleaner.split.text._VAST", -1)


@given(st.text(st.sampled_from("ab.-\n \t\u3000"), max_size=60), st.booleans())
def test_a_text_has_the_same_blocks_however_they_are_held(text: str, markdown: bool) -> None:  # noqa: FBT001
    wanted = split_text(text, markdown=markdown)
    with vast():
        held = split_text(text, markdown=markdown)
    assert held.blocks() == wanted.blocks()
    assert list(held.texts) == list(held.texts[:]) == wanted.texts
    assert [list(held.gaps), list(held.indents)] == [wanted.gaps, wanted.indents]


@pytest.mark.parametrize(
    "case", [case for case in fixture_cases() if case.kind != "html"], ids=lambda case: case.slug
)
def test_a_document_gives_the_same_article_however_its_blocks_are_held(case: Case) -> None:
    source = case.source.read_bytes()
    wanted = extract(source)
    with vast(), patch("cleaner.pipeline._REMEMBERED", -1), patch("cleaner.score.known._BATCH", 3):
        assert extract(source) == wanted
        assert clean(source) == wanted.text


def test_what_stands_in_its_place_is_held_once() -> None:
    with vast():
        texts = split_text("Menu\n\nThe bridge  was opened.\n\nThe mayor spoke.").texts
    assert isinstance(texts, Stretches)
    assert texts.others == {1: "The bridge was opened."}


def test_texts_are_found_by_number_from_both_ends_and_in_stretches() -> None:
    wanted = ["ab", "c d", "e"]
    texts = Stretches("ab c  d e", [0, 3, 8], [2, 7, 9], wanted)
    assert texts.others == {1: "c d"}
    assert [texts[index] for index in (0, 1, 2, -1, -2, -3)] == ["ab", "c d", "e", "e", "c d", "ab"]
    assert (texts[1:], texts[-2:], texts[::2], texts[3:]) == (["c d", "e"], ["c d", "e"], ["ab", "e"], [])
    assert len(texts) == 3
    for outside in (3, -4):
        with pytest.raises(IndexError):
            texts[outside]


def test_a_text_most_of_whose_blocks_are_made_is_held_as_it_is() -> None:
    with vast():
        assert isinstance(split_text("a  b\n\nc  d").texts, list)
