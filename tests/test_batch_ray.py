"""Ray: two workers give the rows of the plain function."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from batches import OPTIONS, cleaned_pages, pages, repeating_pages, rows, wrong_pages
from clusters import example, furniture_rows, ray_running, require, write_parts

from cleaner.batch import BatchOptions
from cleaner.batch.table import clean_batch
from cleaner.cli import main

require("ray.data")
pytestmark = [
    pytest.mark.engines,
    pytest.mark.filterwarnings(r"ignore:`use_\w+` is deprecated:DeprecationWarning"),
]

WORKERS = 2


@pytest.fixture(scope="module", autouse=True)
def cluster() -> Iterator[None]:
    """Start a cluster with two workers, and see it gone at the end."""
    with ray_running(WORKERS):
        yield


def cleaned(table: pa.Table, options: BatchOptions = OPTIONS) -> pa.Table:
    """Return what Ray makes of a table, in no order, after it was dealt to the workers."""
    import ray

    from cleaner.batch.ray import clean_dataset

    dataset = clean_dataset(ray.data.from_arrow(table).repartition(2 * WORKERS), options, batch_size=8)
    return pa.concat_tables(ray.get(dataset.to_arrow_refs()))


def test_two_workers_give_the_rows_of_the_plain_function() -> None:
    import ray

    assert ray.cluster_resources()["CPU"] == WORKERS
    got = cleaned(pages())
    assert got.schema == cleaned_pages().schema
    assert rows(got) == rows(cleaned_pages())


def test_documents_of_a_wrong_type_give_rows_with_errors() -> None:
    assert rows(cleaned(wrong_pages())) == rows(clean_batch(wrong_pages(), OPTIONS))


def test_the_options_reach_the_workers() -> None:
    options = BatchOptions(removed=False, keep_document=True, document="html", largest=100)
    table = pages().slice(0, 4)
    assert rows(cleaned(table, options)) == rows(clean_batch(table, options))


def test_a_dataset_without_documents_fails_and_says_so() -> None:
    with pytest.raises(Exception, match="no column is called html, text"):
        cleaned(pages().drop_columns(["html"]))


def test_the_documented_program_does_what_it_says(tmp_path: Path) -> None:
    write_parts(pages().slice(0, 24), tmp_path / "pages")
    exec(example("Ray", tmp_path), {})  # noqa: S102 - our own document
    assert rows(pq.read_table(tmp_path / "clean")) == rows(clean_batch(pages().slice(0, 24)))


def test_the_documented_program_learns_what_the_command_learns(tmp_path: Path) -> None:
    write_parts(repeating_pages(), tmp_path / "pages")
    exec(example("On Ray", tmp_path, "furniture.md"), {})  # noqa: S102 - our own document
    assert main(["learn", str(tmp_path / "pages"), "-o", str(tmp_path / "here.parquet"), "-j", "1"]) == 0
    assert furniture_rows(tmp_path / "furniture.parquet") == furniture_rows(tmp_path / "here.parquet")
