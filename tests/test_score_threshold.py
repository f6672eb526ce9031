"""The threshold of one document: what P(body) its words have decides it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.score.threshold import best_threshold

HIGHEST = 0.48


def threshold(*blocks: tuple[float, int]) -> float:
    """Return the threshold of a document of blocks with the given P(body) and words."""
    body, words = zip(*blocks, strict=True)
    return best_threshold(np.array(body), np.array(words), HIGHEST)


def test_where_the_scorer_is_sure_it_is_the_highest() -> None:
    assert threshold((0.95, 80), (0.9, 60), (0.02, 300)) == HIGHEST


def test_where_all_blocks_are_as_doubtful_all_stay() -> None:
    assert 0.1 <= threshold((0.3, 20), (0.3, 10), (0.3, 10)) <= 0.3


def test_a_little_that_is_doubtful_goes_with_what_is_likelier() -> None:
    assert threshold((0.7, 200), (0.4, 100), (0.02, 600)) <= 0.4


def test_a_mass_of_doubtful_words_does_not_go_with_a_story_that_is_certain() -> None:
    # A thread of ten times the story's words: if it is none of it, next to nothing of the text were right.
    assert threshold((0.95, 430), (0.36, 4000), (0.02, 800)) > 0.36


def test_it_sinks_with_what_is_likely_and_not_below_a_tenth() -> None:
    found = [threshold((likely, 20), (likely, 20), (0.01, 100)) for likely in (0.9, 0.4, 0.2, 0.05, 0.0)]
    assert found == sorted(found, reverse=True)
    assert found[-2:] == [0.1, 0.1]


def test_a_document_without_words_has_one() -> None:
    assert 0 < threshold((0.4, 0)) <= HIGHEST


BLOCKS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 500)), min_size=1)


@given(BLOCKS)
def test_it_is_a_probability_that_the_order_of_blocks_does_not_change(
    blocks: list[tuple[float, int]],
) -> None:
    found = threshold(*blocks)
    assert 0.1 <= found <= HIGHEST
    assert threshold(*reversed(blocks)) == pytest.approx(found)
