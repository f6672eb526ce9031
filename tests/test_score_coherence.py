"""How far the blocks of a document speak of the same things."""

from __future__ import annotations

import math
from collections.abc import Sequence
from unittest.mock import patch

import numpy as np
import pytest

from cleaner.score.coherence import content_words, prose_apart, topic_columns
from cleaner.score.lines import Columns
from cleaner.score.words import Vocabulary, Words

VOCABULARY = Vocabulary({}, {})


def topics(*lines: str, weight: Sequence[float] = ()) -> Columns:
    """Return the topic columns of some lines, which weigh 1 each unless given."""
    return topic_columns(Words(lines, VOCABULARY).topics, np.array(weight or [1.0] * len(lines)))


def test_a_shared_word_counts_for_both_blocks_and_a_lone_one_for_none() -> None:
    found = topics("Bridge opened", "The bridge (Monday)", "Kettles")
    assert found["topic_share"] == pytest.approx([1 / 2, 1 / 2, 0])
    assert found["topic_depth"] == pytest.approx([math.log(2) / 2, math.log(2) / 2, 0])


def test_a_word_counts_once_a_block_and_without_its_punctuation() -> None:
    found = topics("Bridge, bridge! “Bridge”", "bridge")
    assert found["topic_share"].tolist() == [1, 1]
    assert found["topic_depth"] == pytest.approx([math.log(2)] * 2)


def test_short_words_and_function_words_carry_no_topic() -> None:
    found = topics("with the sea", "with the sea")
    assert found["topic_share"].tolist() == found["topic_depth"].tolist() == [-1, -1]


def test_a_block_is_not_its_own_witness() -> None:
    found = topics("bridge", "bridge", weight=[1.0, 0.0])
    assert found["topic_share"].tolist() == [0, 1]


def test_blocks_of_little_weight_do_not_make_a_topic() -> None:
    found = topics("bridge", "bridge", "bridge", weight=[0.0, 0.25, 0.2])
    assert found["topic_share"].tolist() == [0, 0, 0]
    assert found["topic_depth"][0] == pytest.approx(math.log1p(0.45))


def test_a_document_without_content_words_has_no_topic() -> None:
    found = topics("a", "b")
    assert all(column.tolist() == [-1, -1] for column in found.values())


def test_a_line_is_worded_otherwise_than_the_long_lines_of_its_document() -> None:
    columns = {"words": np.array([12, 36, 2]), "prose_mean": np.array([2.0, -2.0, 1.0])}
    assert prose_apart(columns).tolist() == [3, -1, 2]


def test_nothing_stands_apart_where_no_line_is_long() -> None:
    assert prose_apart({"words": np.array([3, 2]), "prose_mean": np.array([1.0, -1.0])}).tolist() == [0, 0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Bridge (Monday), the BRIDGE!", {"bridge", "monday"}),
        ("with the sea", set()),
        ("“Because”, they waved", {"waved"}),
        ("旧城の橋", {"旧城", "城の", "の橋"}),
        ("橋 is the bridge", {"bridge"}),
        ("2024年旧城", {"2024年", "年旧", "旧城"}),
        ("แม่น้ำ", {"แม่น", "ม่น้", "่น้ำ"}),
        ("น้ำ", set()),
        ("The แม่น้ำ river", {"river", "แม่น้ำ"}),
        ("ແມ່ນ້ຳ ສະ", {"ແມ່ນ", "ມ່ນ້", "່ນ້ຳ", "ນ້ຳສ", "້ຳສະ"}),
        ("", set()),
    ],
)
def test_content_words_are_lower_cased_bare_and_long_or_what_takes_their_place(
    text: str, words: set[str]
) -> None:
    assert content_words(text) == words


def test_topics_are_the_same_in_stretches_of_any_size() -> None:
    lines = ["The bridge of Ulm", "Engineers saw the bridge", "Kettles", "of", "Kettles for engineers"]
    whole = topics(*lines)
    with patch("cleaner.score.coherence._BATCH", 2):
        found = topics(*lines)
    assert {name: column.tolist() for name, column in found.items()} == {
        name: column.tolist() for name, column in whole.items()
    }
