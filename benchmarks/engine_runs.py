"""Ways to clean the pages of Parquet files with each cluster engine, on two workers of this machine."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from cleaner import Cleaner
from cleaner.batch.datatrove import ArticleCleaner
from cleaner.batch.ray import clean_dataset
from cleaner.batch.spark import clean_dataframe
from cleaner.batch.table import BatchCleaner

WORKERS = 2
PARTS = 16
"""Files, and tasks of an engine."""

Run = Callable[[Path, Path], None]


def loop(source: Path, _: Path) -> None:
    """Clean pages one after the other, as a program without any of this would; nothing is written."""
    cleaner = Cleaner()
    for path in sorted(source.iterdir()):
        for row in pq.read_table(path).to_pylist():
            cleaner.extract(row["html"], url=row["url"])


def arrow(source: Path, target: Path) -> None:
    """Clean the files with `clean_batch`, one after the other."""
    cleaner = BatchCleaner()
    target.mkdir()
    for path in sorted(source.iterdir()):
        pq.write_table(cleaner(pq.read_table(path)), target / path.name, compression="zstd")


def on_ray(source: Path, target: Path) -> None:
    """Clean the files with Ray."""
    import ray  # noqa: PLC0415

    dataset = ray.data.read_parquet(str(source), override_num_blocks=PARTS)
    clean_dataset(dataset).write_parquet(str(target))


def on_spark(source: Path, target: Path) -> None:
    """Clean the files with Spark, in the session that is there."""
    from pyspark.sql import SparkSession  # noqa: PLC0415

    clean_dataframe(SparkSession.active().read.parquet(str(source))).write.parquet(str(target))


def with_datatrove(source: Path, target: Path) -> None:
    """Clean the files with datatrove."""
    from datatrove.executor import LocalPipelineExecutor  # noqa: PLC0415
    from datatrove.pipeline.readers import ParquetReader  # noqa: PLC0415
    from datatrove.pipeline.writers import JsonlWriter  # noqa: PLC0415

    steps = [ParquetReader(str(source), text_key="html"), ArticleCleaner(), JsonlWriter(str(target))]
    log = str(target.with_suffix(".log"))
    LocalPipelineExecutor(steps, tasks=PARTS, workers=WORKERS, logging_dir=log).run()


def with_datasets(source: Path, target: Path) -> None:
    """Clean the files with Hugging Face datasets, which reads Parquet into Arrow files first."""
    from datasets import Dataset  # noqa: PLC0415

    cache = str(target.with_suffix(".cache"))
    pages = Dataset.from_parquet([str(path) for path in sorted(source.iterdir())], cache_dir=cache)
    names = pages.column_names
    pages.with_format("arrow").map(
        BatchCleaner(), batched=True, batch_size=64, num_proc=WORKERS, remove_columns=names
    ).to_parquet(str(target))


@contextmanager
def ray_session() -> Iterator[None]:
    """Have Ray run with two workers."""
    import ray  # noqa: PLC0415

    # Ray's workers step back behind all other programs unless told.
    os.environ["RAY_worker_niceness"] = "0"  # noqa: SIM112 - so Ray spells it
    quiet: dict[str, Any] = {"include_dashboard": False, "log_to_driver": False, "logging_level": "ERROR"}
    ray.init(address="local", num_cpus=WORKERS, **quiet)
    ray.data.DataContext.get_current().enable_progress_bars = False
    try:
        yield
    finally:
        ray.shutdown()


@contextmanager
def spark_session() -> Iterator[None]:
    """Have Spark run with two workers that use this Python."""
    from pyspark.sql import SparkSession  # noqa: PLC0415

    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master(f"local[{WORKERS}]").config("spark.ui.enabled", "false")
    session = (
        builder.config("spark.driver.host", "127.0.0.1").config("spark.log.level", "ERROR").getOrCreate()
    )
    try:
        yield
    finally:
        session.stop()


RUNS: dict[str, tuple[Callable[[], AbstractContextManager[None]], Run]] = {
    "clean_batch": (nullcontext, arrow),
    "Ray": (ray_session, on_ray),
    "Spark": (spark_session, on_spark),
    "datatrove": (nullcontext, with_datatrove),
    "datasets": (nullcontext, with_datasets),
}
"""What must run beside each engine's run, no longer: the time of workers that end in another's run would be missed."""
