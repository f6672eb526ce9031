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


def test_where_no_block_is_likely_it_is_a_part_of_the_f1_to_be_expected() -> None:
    # All three kept: 12 of the 40 words are right to be expected, and as many are wanted.
    assert threshold((0.3, 20), (0.3, 10), (0.3, 10)) == pytest.approx(0.55 * 2 * 12 / (40 + 12))


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
