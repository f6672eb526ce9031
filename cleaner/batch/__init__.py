"""Cleaning in bulk: one row out for each row in, on one machine or many.

Every engine runs the same function, `clean_batch`, and so gives the same rows; docs/batch-schema.md describes
them. What needs a package of an extra is imported from its own module: `cleaner.batch.table` (pyarrow),
`cleaner.batch.ray`, `cleaner.batch.spark`, `cleaner.batch.datatrove`.
"""

from cleaner.batch.columns import DOCUMENT_COLUMNS, OUTPUT_COLUMNS, Columns, find_columns, passed_name
from cleaner.batch.options import BatchOptions
from cleaner.batch.row import Row, clean_document

__all__ = [
    "DOCUMENT_COLUMNS",
    "OUTPUT_COLUMNS",
    "BatchOptions",
    "Columns",
    "Row",
    "clean_document",
    "find_columns",
    "passed_name",
]
