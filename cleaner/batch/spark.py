"""Spark: clean a DataFrame on every executor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql.pandas.types import from_arrow_type
from pyspark.sql.types import StructField, StructType

from cleaner.batch.columns import find_columns, output_columns, passed_name
from cleaner.batch.options import BatchOptions
from cleaner.batch.table import OUTPUT_TYPES, BatchCleaner

__all__ = ["clean_dataframe"]

BATCH_ROWS = 64
"""Documents cleaned and handed back at once, however many Spark sends."""

_DEFAULT = BatchOptions()


def clean_dataframe(frame: DataFrame, options: BatchOptions = _DEFAULT) -> DataFrame:
    """Return a DataFrame with the rows that `clean_batch` makes of those of `frame`, cleaned when it is read.

    Columns that pass through keep their Spark types. Executors need this package in the same version and the
    driver's Python: set `PYSPARK_PYTHON` where theirs is another. Raises ValueError and what `Cleaner` raises
    at once.
    """
    columns = find_columns(frame.columns, options)
    passed = [
        StructField(passed_name(field.name), field.dataType, field.nullable, field.metadata)
        for field in frame.schema.fields
        if field.name != columns.document or options.keep_document
    ]
    added = [
        StructField(name, from_arrow_type(OUTPUT_TYPES[name]))
        for name in output_columns(removed=options.removed)
    ]
    return frame.mapInArrow(partial(_cleaned, BatchCleaner(options)), StructType([*passed, *added]))


def _cleaned(cleaner: BatchCleaner, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield the cleaned rows of one partition."""
    for batch in batches:
        for start in range(0, batch.num_rows, BATCH_ROWS):
            table = pa.Table.from_batches([batch.slice(start, BATCH_ROWS)])
            yield from cleaner(table).to_batches()
