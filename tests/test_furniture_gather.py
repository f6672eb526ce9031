"""Tables of documents give the sightings that documents give one by one."""

from __future__ import annotations

import pickle

import pytest
from batches import BAD, repeating_pages

from cleaner.batch import BatchOptions
from cleaner.config import Config
from cleaner.furniture.sightings import sightings, sightings_table
from cleaner.pipeline import judges_of
from cleaner.source import Source

pa = pytest.importorskip("pyarrow")

from cleaner.furniture import gather  # noqa: E402 - it needs pyarrow


def test_a_table_gives_the_sightings_of_its_documents() -> None:
    table, judges = repeating_pages(), judges_of(Config())
    found = [sightings(Source(row["html"], row["url"]), Config(), judges) for row in table.to_pylist()]
    assert gather.BatchGatherer()(table) == sightings_table(each for each in found if each)


def test_record_batches_give_what_their_table_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gather, "_BATCH_ROWS", 3)
    gatherer, table = gather.BatchGatherer(), repeating_pages()
    found = list(gatherer.each(table.to_batches(max_chunksize=5)))
    assert max(batch.column("page").unique().__len__() for batch in found) <= 3
    assert pa.Table.from_batches(found) == gatherer(table)


def test_documents_that_are_none_show_nothing() -> None:
    table = pa.table({"html": [None, b"", b" \n"], "url": ["https://gazette.example/1"] * 3})
    assert gather.BatchGatherer()(table).num_rows == 0


def test_no_document_raises() -> None:
    table = pa.table({"html": list(BAD.values()), "url": ["https://gazette.example/1"] * len(BAD)})
    assert gather.BatchGatherer(BatchOptions(largest=100_000))(table).num_rows


def test_a_document_on_which_this_program_fails_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("half a \ud800")

    monkeypatch.setattr(gather, "sightings", fail)
    said = gather.gathered("A text.", None, BatchOptions(), judges_of(Config()))
    assert said == "cannot be cleaned, please report this: ZeroDivisionError: half a \ufffd"
    assert (
        gather.gathered(7, None, BatchOptions(), judges_of(Config()))
        == "the document is a number, not text or bytes"
    )


def test_documents_beyond_the_limit_show_nothing() -> None:
    table = repeating_pages()
    assert gather.BatchGatherer(BatchOptions(largest=10))(table).num_rows == 0
    assert gather.BatchGatherer(BatchOptions(largest=None))(table).num_rows


def test_a_column_that_is_not_there_is_an_error() -> None:
    with pytest.raises(ValueError, match="host"):
        gather.BatchGatherer(BatchOptions(url="host"))(repeating_pages())


def test_it_travels_to_another_process_with_its_options() -> None:
    options = BatchOptions(kind="text")
    other = pickle.loads(pickle.dumps(gather.BatchGatherer(options)))  # noqa: S301 - our own pickle
    assert other(repeating_pages()) == gather.BatchGatherer(options)(repeating_pages())
    assert "container" not in other(repeating_pages()).column("kind").to_pylist()
