"""What is known of a line from one look is what another look would find."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support import blocks_of, lexicon_of

from cleaner.score.known import KnownLines
from cleaner.score.words import Topics

LEXICON = lexicon_of(words={"bridge": 1.5, "subscribe": -2.0, "the": 0.25}, prose={"bridge": -0.5})
PARTS = ["Bridge", "bridge,", "the", "(Monday)", "Ulm.", "橋門", "2", "é"]
LINES = st.lists(
    st.lists(st.sampled_from(PARTS), min_size=1, max_size=4).map(" ".join), min_size=1, max_size=8
)


def shared(topics: Topics, texts: int) -> list[list[int]]:
    """Return for each text how many content words it has in common with each of all texts."""
    sets: list[set[int]] = [set() for _ in range(texts)]
    for block, word in zip(blocks_of(topics), topics.words.tolist(), strict=True):
        assert word not in sets[block]
        sets[block].add(word)
    return [[len(own & other) for other in sets] for own in sets]


def assert_looks_new(known: KnownLines, texts: Sequence[str]) -> None:
    """Assert that a look at texts tells what the look of one who knows no line does."""
    columns, topics = known.look(texts)
    fresh, own_topics = LEXICON.look(texts)
    assert columns.keys() == fresh.keys()
    for name, column in fresh.items():
        assert columns[name].dtype == column.dtype, name
        assert columns[name].tolist() == column.tolist(), name
    assert shared(topics, len(texts)) == shared(own_topics, len(texts))
    assert topics.sizes.tolist() == own_topics.sizes.tolist()


@given(LINES, LINES)
@example(["Bridge Ulm.", "the", "Bridge Ulm."], ["the", "bridge, (Monday)", "Bridge Ulm."])
def test_a_further_look_tells_what_a_first_one_would(first: list[str], further: list[str]) -> None:
    known = LEXICON.no_lines()
    assert_looks_new(known, first)
    assert_looks_new(known, further)
    assert_looks_new(known, first)


def test_a_line_that_is_known_is_not_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    known = LEXICON.no_lines()
    known.look(["The bridge.", "Subscribe", "The bridge."])
    monkeypatch.setattr("cleaner.score.known.look_at_words", None)
    columns, _ = known.look(["Subscribe"])
    assert columns["lexical_sum"].tolist() == [-2]
    with pytest.raises(TypeError):
        known.look(["Another line"])


def test_what_a_document_adds_to_its_columns_is_not_known_to_the_next() -> None:
    known = LEXICON.no_lines()
    columns, _ = known.look(["The bridge."])
    columns["gap"] = np.ones(1)
    assert "gap" not in known.look(["The bridge."])[0]
