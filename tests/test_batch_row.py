"""Any document gives a row, and the row says what happened to it."""

from __future__ import annotations

import json
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import fixture_cases

from cleaner import Cleaner
from cleaner.batch import OUTPUT_COLUMNS, BatchOptions, Row, clean_document
from cleaner.document import BODY_LABELS

CLEANER = Cleaner()
PAGE = next(case for case in fixture_cases() if case.slug == "council-budget")


def row_of(document: object, url: object = None, **options: Any) -> Row:
    return clean_document(document, url, CLEANER, BatchOptions(**options))


def test_a_row_holds_the_columns_of_the_output_in_order() -> None:
    assert Row._fields == OUTPUT_COLUMNS


def test_a_page_gives_its_article() -> None:
    row = row_of(PAGE.source.read_bytes())
    article = CLEANER.extract(PAGE.source.read_bytes())
    assert row.text == article.text != ""
    assert (row.title, row.byline, row.date) == (article.title, article.byline, article.date)
    assert row.confidence == article.confidence
    assert row.error is None


def test_every_block_that_is_not_in_the_text_is_named_where_it_stood() -> None:
    article = CLEANER.extract(PAGE.source.read_bytes())
    last = {verdict.block: verdict for verdict in article.verdicts if verdict.span is None}
    expected = [
        (verdict.label, verdict.rule, article.blocks[block].start, article.blocks[block].end)
        for block, verdict in sorted(last.items())
        if verdict.label not in BODY_LABELS
    ]
    removed = row_of(PAGE.source.read_bytes()).removed or ()
    assert len(expected) > 10
    assert [row for row in removed if row in expected] == expected


def test_a_stretch_cut_out_of_a_flat_text_has_its_own_place() -> None:
    source = (
        "The minister spoke at length on Tuesday, and he laughed when he was asked about the harbour. "
        "Story continues below advertisement The fishermen did not laugh, and they said so in a letter."
    )
    places = [source[row.start : row.end].strip() for row in row_of(source).removed or ()]
    assert "Story continues below advertisement" in places


@pytest.mark.parametrize(
    ("document", "error"),
    [
        (None, "the document is null"),
        (7, "the document is a number, not text or bytes"),
        (True, "the document is a boolean, not text or bytes"),
        (["a"], "the document is a list, not text or bytes"),
        ({"a": 1}, "the document is an object, not text or bytes"),
        (object(), "the document is of type object, not text or bytes"),
        ("x" * 101, "the document has 101 characters, more than the 100 allowed"),
        (b"x" * 101, "the document has 101 bytes, more than the 100 allowed"),
    ],
)
def test_what_cannot_be_read_has_no_text_and_an_error(document: object, error: str) -> None:
    assert row_of(document, largest=100) == Row(removed=(), error=error)


@pytest.mark.parametrize("document", [b"", " \n ", b"%PDF-1.7\n", b"\0\1\2" * 99, "<p>Menu</p>"])
def test_what_holds_no_article_has_an_empty_text_and_an_error(document: str | bytes) -> None:
    row = row_of(document)
    assert (row.text, row.confidence) == ("", 0.0)
    assert row.error
    assert row.error == CLEANER.extract(document).problem


def test_a_document_of_just_the_largest_size_is_read() -> None:
    assert row_of("x" * 100, largest=100).text is not None


def test_there_is_no_limit_where_none_is_wanted() -> None:
    assert row_of(b"<p>A line of prose.</p>" * 10_000, largest=None).text is not None


def test_a_defect_of_the_program_costs_one_row(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RecursionError("too deep \ud800")

    monkeypatch.setattr(Cleaner, "extract", fail)
    row = row_of("A document.")
    assert row.text is None
    assert row.error == "cannot be cleaned, please report this: RecursionError: too deep \ufffd"


def test_removals_are_left_out_on_request() -> None:
    row = row_of(PAGE.source.read_bytes(), removed=False)
    assert row.removed is None
    assert "removed" not in row.record()
    assert row._replace(removed=()) == row_of(PAGE.source.read_bytes())._replace(removed=())


@given(st.none() | st.integers() | st.text() | st.binary() | st.lists(st.text()), st.text() | st.integers())
def test_a_row_of_anything_can_be_written_as_json_and_sent(document: object, url: object) -> None:
    row = row_of(document, url)
    assert tuple(row.record()) == OUTPUT_COLUMNS
    json.dumps(row.record(), ensure_ascii=False).encode()
    assert pickle.loads(pickle.dumps(row)) == row  # noqa: S301 - our own
    assert (row.error is None) == bool(row.text)


@pytest.mark.parametrize("wrong", [{"kind": "pdf"}, {"largest": 0}, {"encoding": "klingon"}])
def test_options_that_no_run_could_mean_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        BatchOptions(**wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"config": None},
        {"config": {"threshold": 0.3}},
        {"document": 5},
        {"url": ["url"]},
        {"id": 0},
        {"encoding": 5},
        {"removed": "no"},
        {"keep_document": 1},
        {"summary": None},
    ],
)
def test_options_of_another_type_are_refused_by_their_name(wrong: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match=next(iter(wrong))):
        BatchOptions(**wrong)
