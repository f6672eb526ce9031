"""The records of a vast document are those of any other, made when they are asked for."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Iterator
from unittest.mock import patch

import pytest
from support import Case, fixture_cases

from cleaner import extract
from cleaner.document import Link, Records, records

LINKS = tuple(Link(number, number + 1, f"/{number}") for number in range(5))


def between(start: int, stop: int) -> Iterator[Link]:
    """Yield some of the records."""
    return iter(LINKS[start:stop])


FIVE = Records(5, between)


def test_records_are_a_tuple_unless_they_are_many() -> None:
    assert records(5, between) == LINKS
    assert isinstance(records(5, between), tuple)
    with patch("cleaner.document._VAST", 4):
        assert isinstance(records(5, between), Records)


def test_records_are_found_by_number_and_in_stretches() -> None:
    assert len(FIVE) == 5
    assert [FIVE[number] for number in range(-5, 5)] == [*LINKS, *LINKS]
    assert (FIVE[1:3], FIVE[::-2], FIVE[5:]) == (LINKS[1:3], LINKS[::-2], ())
    for outside in (5, -6):
        with pytest.raises(IndexError):
            FIVE[outside]


def test_all_records_come_in_order_however_many_are_made_at_once() -> None:
    with patch("cleaner.document._AT_ONCE", 2):
        assert (tuple(FIVE), tuple(reversed(FIVE))) == (LINKS, LINKS[::-1])
    assert LINKS[3] in FIVE
    assert FIVE.index(LINKS[3]) == 3


def test_records_equal_the_tuple_of_them_and_no_other() -> None:
    assert FIVE == LINKS
    assert LINKS == FIVE
    assert Records(5, between) == FIVE
    assert FIVE not in (LINKS[:4], list(LINKS), (*LINKS[:4], LINKS[0]), Records(4, between), 5)
    assert hash(FIVE) == hash(LINKS)
    assert repr(FIVE) == repr(LINKS)


def test_a_copy_of_records_is_the_tuple_of_them() -> None:
    for copied in (copy.copy(FIVE), copy.deepcopy(FIVE), pickle.loads(pickle.dumps(FIVE))):  # noqa: S301 - ours
        assert isinstance(copied, tuple)
        assert copied == LINKS


@pytest.mark.parametrize("case", fixture_cases(), ids=lambda case: case.slug)
def test_an_article_is_the_same_however_its_records_are_made(case: Case) -> None:
    source = case.source.read_bytes()
    wanted = extract(source)
    with patch("cleaner.document._VAST", -1), patch("cleaner.document._AT_ONCE", 3):
        article = extract(source)
        assert isinstance(article.verdicts, Records)
        assert article == wanted
        assert [*map(type, article.blocks)] == [*map(type, wanted.blocks)]
        assert [article.verdicts[number] for number in range(len(wanted.verdicts))] == list(wanted.verdicts)
