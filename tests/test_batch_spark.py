"""Spark: two executors' worth of threads give the rows of the plain function."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from batches import OPTIONS, cleaned_pages, pages, repeating_pages, rows, wrong_pages
from clusters import PATIENCE, Processes, example, furniture_rows, require, write_parts

from cleaner.batch import BatchOptions
from cleaner.batch.table import clean_batch
from cleaner.cli import main

require("pyspark.sql")
if not (shutil.which("java") or os.environ.get("JAVA_HOME") or os.environ.get("CLEANER_ENGINES")):
    pytest.skip("Spark needs a Java runtime", allow_module_level=True)
pytestmark = [
    pytest.mark.engines,
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
]


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Start Spark with two workers, and see it gone at the end, the Java process too."""
    from pyspark import SparkContext
    from pyspark.sql import SparkSession

    processes = Processes()
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    for name in ("spark.driver.host", "spark.driver.bindAddress"):
        builder = builder.config(name, "127.0.0.1")
    builder = builder.config("spark.log.level", "ERROR")
    builder = builder.config("spark.sql.warehouse.dir", str(tmp_path_factory.mktemp("warehouse")))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        session = builder.getOrCreate()
    yield session
    processes.note()
    gateway = SparkContext._gateway
    session.stop()
    gateway.shutdown()
    gateway.proc.stdin.close()  # Java ends when its Python does, or at this
    gateway.proc.wait(PATIENCE)
    processes.assert_gone()


def cleaned(spark: Any, table: pa.Table, options: BatchOptions = OPTIONS) -> pa.Table:
    """Return what Spark makes of a table, in no order, after it was dealt to the workers."""
    from cleaner.batch.spark import clean_dataframe

    return clean_dataframe(spark.createDataFrame(table).repartition(4), options).toArrow()


def test_two_workers_give_the_rows_of_the_plain_function(spark: Any) -> None:
    got = cleaned(spark, pages())
    assert got.schema.equals(cleaned_pages().schema)
    assert rows(got) == rows(cleaned_pages())


def test_documents_of_a_wrong_type_give_rows_with_errors(spark: Any) -> None:
    assert rows(cleaned(spark, wrong_pages())) == rows(clean_batch(wrong_pages(), OPTIONS))


def test_the_options_reach_the_workers(spark: Any) -> None:
    options = BatchOptions(removed=False, keep_document=True, document="html", largest=100)
    table = pages().slice(0, 4)
    assert rows(cleaned(spark, table, options)) == rows(clean_batch(table, options))


def test_spark_with_large_arrow_types_gives_the_same_rows(spark: Any) -> None:
    table = pages().slice(0, 12)
    spark.conf.set("spark.sql.execution.arrow.useLargeVarTypes", "true")
    try:
        got = cleaned(spark, table)
    finally:
        spark.conf.unset("spark.sql.execution.arrow.useLargeVarTypes")
    assert rows(got) == rows(clean_batch(table, OPTIONS))


def test_a_frame_without_documents_fails_before_anything_runs(spark: Any) -> None:
    from cleaner.batch.spark import clean_dataframe

    with pytest.raises(ValueError, match="no column is called html, text"):
        clean_dataframe(spark.createDataFrame(pages().drop_columns(["html"])))


def test_the_documented_program_does_what_it_says(
    spark: Any,
    tmp_path: Path,
) -> None:
    del spark  # The program finds the session.
    write_parts(pages().slice(0, 24), tmp_path / "pages")
    exec(example("Spark", tmp_path), {})  # noqa: S102 - our own document
    assert rows(pq.read_table(tmp_path / "clean")) == rows(clean_batch(pages().slice(0, 24)))


def test_the_documented_program_learns_what_the_command_learns(spark: Any, tmp_path: Path) -> None:
    del spark  # as above
    write_parts(repeating_pages(), tmp_path / "pages")
    exec(example("On Spark", tmp_path, "furniture.md"), {})  # noqa: S102 - our own document
    assert main(["learn", str(tmp_path / "pages"), "-o", str(tmp_path / "here.parquet"), "-j", "1"]) == 0
    assert furniture_rows(tmp_path / "furniture.parquet") == furniture_rows(tmp_path / "here.parquet")
