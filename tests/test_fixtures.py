"""Every document of fixtures/: its text, what is kept, every label, and what holds for all of them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from support import (
    Case,
    article_of,
    disagreements,
    fixture_cases,
    judged,
    kept_blocks,
    letters,
    paragraphs,
    squeeze,
    without_markup,
    write_table,
)

from cleaner import clean

CASES = fixture_cases()
LEAST_CASES = 70


def cases(aspect: str) -> list[object]:
    """Return the fixtures as parameters; a known failure of this aspect is a strict xfail."""
    return [
        pytest.param(
            case,
            id=case.slug,
            marks=[pytest.mark.xfail(reason=case.about["known"], strict=True)]
            if "known" in case.about and aspect in case.about.get("known_aspects", ["text", "kept"])
            else [],
        )
        for case in CASES
    ]


def test_there_are_as_many_fixtures_as_promised() -> None:
    assert len(CASES) >= LEAST_CASES


@pytest.mark.parametrize("case", cases("text"))
def test_the_text_is_the_expected_one(case: Case, bless: bool) -> None:  # noqa: FBT001 - a fixture
    found = article_of(case).text
    if bless and "known" not in case.about:
        case.expected.write_text(found.rstrip("\n") + "\n", "utf-8")
    assert case.expected.exists(), f"{case.expected} is missing; write it, or run pytest --bless and read it"
    assert paragraphs(found) == paragraphs(case.expected.read_text("utf-8"))


@pytest.mark.parametrize("case", cases("kept"))
def test_exactly_the_right_blocks_are_kept(case: Case, bless: bool) -> None:  # noqa: FBT001 - a fixture
    found = judged(article_of(case), case.decoded)
    if bless:
        write_table(case.labels, found)
    assert case.labels.exists(), f"{case.labels} is missing; write it, or run pytest --bless and read it"
    differ = disagreements(found, case.rows, labels=False)
    assert not differ, differ


@pytest.mark.parametrize("case", cases("labels"))
def test_every_block_has_the_label_on_record(case: Case) -> None:
    differ = disagreements(judged(article_of(case), case.decoded), case.rows, labels=True)
    assert not differ, differ


@pytest.mark.parametrize("case", cases("agree"))
def test_the_expected_text_is_made_of_the_kept_rows(case: Case) -> None:
    if "known" in case.about:
        pytest.skip("a known failure may want a text that no block holds")
    expected = squeeze(case.expected.read_text("utf-8"))
    position = 0
    for row in case.rows:
        if row.kept:
            position = expected.find(row.text, position)
            assert position >= 0, f"line {row.line} is kept, but missing or out of order: {row.text}"
            position += len(row.text)


@pytest.mark.parametrize("case", [case for case in CASES if case.kind != "html"], ids=lambda case: case.slug)
def test_a_clean_text_stays_as_it_is(case: Case) -> None:
    once = clean(case.source.read_bytes())
    assert paragraphs(clean(once, kind="text")) == paragraphs(once)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.slug)
def test_kept_blocks_stand_in_the_source_in_this_order(case: Case) -> None:
    article = article_of(case)
    decoded = case.decoded
    repaired = [(repair.start, repair.end) for repair in article.repairs]
    blocks = kept_blocks(article)
    assert all(before.end <= after.start for before, after in pairwise(blocks))
    for block in blocks:
        source = decoded[block.start : block.end]
        if case.kind == "html":
            source = without_markup(source)
        if not any(start < block.end and end > block.start for start, end in repaired):
            assert letters(block.text) == letters(source)
