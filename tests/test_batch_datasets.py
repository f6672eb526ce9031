"""Hugging Face datasets: the documented lines give the rows of the plain function."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from batches import cleaned_pages, pages, rows, wrong_pages
from clusters import example, require

from cleaner.batch.table import clean_batch

require("datasets")
pytestmark = pytest.mark.engines


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the library's cache out of the home folder, and its bars off the screen."""
    import datasets

    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", tmp_path)
    datasets.disable_progress_bars()


def cleaned(table: pa.Table, *, workers: int | None = None, options: str = "") -> pa.Table:
    """Return what the documented lines make of a table, with options for the library or the cleaner put in."""
    from datasets import Dataset

    from cleaner.batch import BatchOptions

    program = example("Hugging Face datasets").replace(
        "BatchCleaner()", f"BatchCleaner(BatchOptions({options}))"
    )
    names: dict[str, Any] = {"dataset": Dataset(table), "BatchOptions": BatchOptions}
    exec(program.replace("batched=True", f"batched=True, batch_size=16, num_proc={workers}"), names)  # noqa: S102
    return names["clean"].data.table


def test_the_documented_lines_give_the_rows_of_the_plain_function() -> None:
    got = cleaned(pages(), options="largest=1_000_000")
    assert got.schema.equals(cleaned_pages().schema)
    assert got.to_pylist() == cleaned_pages().to_pylist()


def test_two_processes_give_the_rows_of_the_plain_function() -> None:
    assert cleaned(pages(), workers=2, options="largest=1_000_000").to_pylist() == cleaned_pages().to_pylist()


def test_documents_of_a_wrong_type_give_rows_with_errors() -> None:
    assert cleaned(wrong_pages()).to_pylist() == rows(clean_batch(wrong_pages()))


def test_the_same_options_come_out_of_the_cache_and_others_do_not() -> None:
    from datasets.fingerprint import Hasher

    from cleaner.batch import BatchOptions
    from cleaner.batch.table import BatchCleaner

    assert Hasher.hash(BatchCleaner()) == Hasher.hash(BatchCleaner(BatchOptions()))
    assert Hasher.hash(BatchCleaner()) != Hasher.hash(BatchCleaner(BatchOptions(removed=False)))
