"""The words of a document: numbered once, weighed, and told apart from what carries no topic."""

from __future__ import annotations

from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support import blocks_of

from cleaner.score.coherence import content_words
from cleaner.score.lexicon import function_words
from cleaner.score.words import _BATCH, Stretch, Vocabulary, Words

VOCABULARY = Vocabulary(
    {"bridge": 1.5, "subscribe": -2.0, "the": 0.25, "橋": 3.0}, {"bridge": -0.5, "橋": 2.0}
)


def words_of(*texts: str) -> Words:
    """Return the words of some texts."""
    return Words(texts, VOCABULARY)


def told(words: Words) -> Stretch:
    """Return what is known of all words at once."""
    return Stretch(*map(np.concatenate, zip(*words.stretches(), strict=True)))


def topic_sets(words: Words) -> list[set[int]]:
    """Return the numbered content words of each text, each pair of word and text being told once."""
    found: list[set[int]] = [set() for _ in told(words).sizes]
    for block, word in zip(blocks_of(words.topics), words.topics.words.tolist(), strict=True):
        assert word not in found[block]
        found[block].add(word)
    return found


def shared(words: Words) -> list[list[int]]:
    """Return for each text how many content words it has in common with each of all texts."""
    sets = topic_sets(words)
    return [[len(own & other) for other in sets] for own in sets]


def slowly_shared(texts: list[str]) -> list[list[int]]:
    """Return the same, from the content words of each text by itself."""
    sets = [content_words(text) for text in texts]
    return [[len(own & other) for other in sets] for own in sets]


def test_a_vocabulary_knows_weights_and_function_words() -> None:
    for word, weight, is_function in (
        ("bridge", 1.5, False),
        ("the", 0.25, True),
        ("because", 0.0, True),
        ("kettle", 0.0, False),
    ):
        number = VOCABULARY.numbers.get(word, 0)
        assert (VOCABULARY.weights[number], bool(VOCABULARY.is_function[number])) == (weight, is_function)


def test_place_0_is_that_of_every_unknown_word() -> None:
    assert 0 not in VOCABULARY.numbers.values()
    assert sorted(VOCABULARY.numbers.values()) == list(range(1, len(VOCABULARY.weights)))
    assert set(VOCABULARY.numbers) == {"bridge", "subscribe", "the", "橋"} | function_words()


def test_the_words_of_each_text_are_weighed_in_their_order() -> None:
    words = words_of("The BRIDGE opened", "Subscribe", "the the")
    assert told(words).sizes.tolist() == [3, 1, 2]
    assert told(words).weights.tolist() == [0.25, 1.5, 0, -2, 0.25, 0.25]
    assert told(words).prose.tolist() == [0, -0.5, 0, 0, 0, 0]
    assert told(words).are_function_words.tolist() == [True, False, False, False, True, True]


def test_han_and_kana_characters_are_a_word_each() -> None:
    words = words_of("橋は 2本", "bridge橋")
    assert told(words).sizes.tolist() == [4, 2]
    assert told(words).weights.tolist() == [3, 0, 0, 0, 1.5, 3]


@pytest.mark.parametrize(
    ("texts", "wanted"),
    [
        (["Bridge opened", "The bridge (Monday)", "Kettles"], [[2, 1, 0], [1, 2, 0], [0, 0, 1]]),
        (["Bridge, bridge! “Bridge”", "bridge"], [[1, 1], [1, 1]]),
        (["with the sea", "because, “Because”"], [[0, 0], [0, 0]]),
        (["(sea)", "sea...", "-----"], [[0] * 3] * 3),
        (["旧城の橋", "城の橋が", "橋"], [[3, 2, 0], [2, 3, 0], [0, 0, 0]]),
        (["旧城の橋", "a bridge called 旧城"], [[3, 0], [0, 2]]),
    ],
    ids=["words", "once a text", "function words", "short", "pairs of characters", "a few characters"],
)
def test_texts_share_the_words_that_carry_a_topic(texts: list[str], wanted: list[list[int]]) -> None:
    assert shared(words_of(*texts)) == wanted


def test_the_topics_of_a_document_stand_in_its_order() -> None:
    words = words_of("bridge opened", "旧城の橋", "mayor opened")
    assert blocks_of(words.topics) == [0, 0, 1, 1, 1, 2, 2]


def test_a_document_without_a_topic_has_no_pairs() -> None:
    words = words_of("a", "—")
    assert words.topics.words.size == 0
    assert words.topics.sizes.tolist() == [0, 0]
    assert told(words).sizes.tolist() == [1, 1]


PARTS = [
    "Bridge",
    "bridge,",
    "(Monday)",
    "the",
    "because",
    "“Because”",
    "—",
    "sea",
    "ΟΔΟΣ",
    "城門",
    "橋を",
    "한",
    "2",
]
LINES = st.lists(st.sampled_from(PARTS), min_size=1, max_size=6).map(" ".join)
ANY_LINES = st.text(st.characters(codec=None)).map(lambda text: " ".join(text.split())).filter(bool)


@given(st.lists(LINES | ANY_LINES, min_size=1, max_size=9), st.integers(1, 4))
@example(["𐀀 𐀀", "城門"], 1)
def test_words_are_the_same_in_batches_of_any_size(texts: list[str], batch: int) -> None:
    whole = words_of(*texts)
    with patch("cleaner.score.words._BATCH", batch):
        found = words_of(*texts)
    assert told(found).sizes.tolist() == told(whole).sizes.tolist()
    assert told(found).weights.tolist() == told(whole).weights.tolist()
    assert told(found).are_function_words.tolist() == told(whole).are_function_words.tolist()
    assert shared(found) == shared(whole)


@given(st.lists(LINES | ANY_LINES, min_size=1, max_size=6))
@example(["한 그", "城門の前"])
@example(["ΟΔΟΣ", "ΟΔΟΣ Α"])
def test_a_text_has_the_same_words_alone_and_among_others(texts: list[str]) -> None:
    together = words_of(*texts)
    all_told = told(together)
    ends = np.cumsum(all_told.sizes)
    for number, text in enumerate(texts):
        alone = words_of(text)
        own = slice(ends[number] - all_told.sizes[number], ends[number])
        alone_told = told(alone)
        assert all_told.weights[own].tolist() == alone_told.weights.tolist()
        assert all_told.are_function_words[own].tolist() == alone_told.are_function_words.tolist()
        assert len(topic_sets(together)[number]) == len(topic_sets(alone)[0])


NO_GLYPHS = st.lists(st.sampled_from([part for part in PARTS if part < "\u3000"]), min_size=1).map(" ".join)
GLYPHS = st.lists(st.sampled_from(["城門", "橋を", "bridge"]), max_size=4).map(
    lambda parts: " ".join(["橋門橋", *parts])
)


@given(st.lists(NO_GLYPHS | GLYPHS, min_size=1, max_size=6))
def test_the_content_words_are_those_of_each_text_by_itself(texts: list[str]) -> None:
    assert shared(words_of(*texts)) == slowly_shared(texts)


@pytest.mark.parametrize(
    ("odd", "even"), [("The bridge", "A kettle"), ("旧城の橋", "門の前で"), ("The bridge", "旧城の橋")]
)
def test_a_document_of_several_batches_is_one_document(odd: str, even: str) -> None:
    n = 2 * _BATCH + 3
    words = words_of(*[odd, even] * (n // 2), odd)
    pair = words_of(odd, even)
    assert told(words).sizes.tolist() == told(pair).sizes.tolist() * (n // 2) + told(pair).sizes.tolist()[:1]
    assert (
        told(words).weights.tolist()
        == told(pair).weights.tolist() * (n // 2) + told(words_of(odd)).weights.tolist()
    )
    sets = topic_sets(words)
    assert sets[0]
    assert not sets[0] & sets[1]
    assert sets == [*[sets[0], sets[1]] * (n // 2), sets[0]]
