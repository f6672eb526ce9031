"""The Arrow function under all engines: a table of documents in, the same rows cleaned out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress

import pyarrow as pa

from cleaner.batch.columns import Columns, find_columns, output_columns, passed_name
from cleaner.batch.options import BatchOptions
from cleaner.batch.row import Row, clean_document
from cleaner.batch.versions import installed_version, received
from cleaner.pipeline import Cleaner

__all__ = [
    "OUTPUT_TYPES",
    "BatchCleaner",
    "clean_batch",
    "documents",
    "empty_rows",
    "output_schema",
    "plain_values",
    "value_of",
    "with_rows",
]

OUTPUT_TYPES: dict[str, pa.DataType] = {
    "text": pa.string(),
    "title": pa.string(),
    "byline": pa.string(),
    "date": pa.string(),
    "comments": pa.list_(pa.struct({"text": pa.string(), "author": pa.string(), "time": pa.string()})),
    "confidence": pa.float64(),
    "removed": pa.list_(
        pa.struct({"label": pa.string(), "rule": pa.string(), "start": pa.int64(), "end": pa.int64()})
    ),
    "error": pa.string(),
}
"""The Arrow type of each of `OUTPUT_COLUMNS`."""

_DEFAULT = BatchOptions()


class BatchCleaner:
    """`clean_batch` as an object that holds rules and weights from one batch to the next.

    Pickles as its options, so that each process it is sent to reads rules and weights itself, and refuses to
    be unpickled by another version of this package: one data set shall not be cleaned by two. Raises what
    `Cleaner` raises.
    """

    def __init__(self, options: BatchOptions = _DEFAULT) -> None:
        if not isinstance(options, BatchOptions):
            said = type(options).__name__
            raise TypeError(f"options are a BatchOptions, as in BatchOptions(config=…), not {said}")
        self.options = options
        self._cleaner = Cleaner(options.config)

    def __reduce__(self) -> tuple[Callable[..., BatchCleaner], tuple[type[BatchCleaner], BatchOptions, str]]:
        return received, (BatchCleaner, self.options, installed_version())

    def __call__(self, table: pa.Table) -> pa.Table:
        """Return the cleaned rows of `table`; see the function `clean_batch`."""
        if not isinstance(table, pa.Table | pa.RecordBatch):
            name = type(table).__name__
            raise TypeError(f"a table is a pyarrow.Table, as in pa.Table.from_pandas(frame), not {name}")
        columns = find_columns(table.column_names, self.options)
        rows = [
            clean_document(document, url, self._cleaner, self.options)
            for document, url in documents(table, columns)
        ]
        return with_rows(table, rows, self.options)


def clean_batch(table: pa.Table, options: BatchOptions = _DEFAULT) -> pa.Table:
    """Return a table with a row for each row of `table`, in order, as docs/batch-schema.md describes it.

    No content raises: a document that cannot be cleaned has a null `text` and an `error`. Raises ValueError
    where there is no document column or the options name a column that is not there, and TypeError for what is
    no table.
    """
    return BatchCleaner(options)(table)


def with_rows(table: pa.Table, rows: Sequence[Row], options: BatchOptions) -> pa.Table:
    """Return the output for `table`, one of `rows` for each of its rows."""
    schema = output_schema(table.schema, options)
    columns = find_columns(table.column_names, options)
    passed = [table.column(index) for index, _ in _passed(table.schema, columns, options)]
    added = [
        pa.array([getattr(row, field.name) for row in rows], field.type)
        for field in list(schema)[len(passed) :]
    ]
    return pa.Table.from_arrays([*passed, *added], schema=schema)


def empty_rows(schema: pa.Schema, options: BatchOptions) -> bytes:
    """Return the output for a table without rows as an Arrow IPC stream."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, output_schema(schema, options)):
        pass
    return bytes(sink.getvalue())


def output_schema(schema: pa.Schema, options: BatchOptions = _DEFAULT) -> pa.Schema:
    """Return the schema of what `clean_batch` makes of a table with the schema `schema`.

    First the columns that pass through, then `OUTPUT_COLUMNS`. Metadata of single columns is passed on, that
    of the whole table is not: it describes columns as they were. Raises ValueError as `clean_batch` does.
    """
    columns = find_columns(schema.names, options)
    passed = [field for _, field in _passed(schema, columns, options)]
    added = [pa.field(name, OUTPUT_TYPES[name]) for name in output_columns(removed=options.removed)]
    return pa.schema([*passed, *added])


def _passed(schema: pa.Schema, columns: Columns, options: BatchOptions) -> list[tuple[int, pa.Field]]:
    """Return the place and the new field of each column that passes through."""
    return [
        (index, field.with_name(passed_name(field.name)))
        for index, field in enumerate(schema)
        if field.name != columns.document or options.keep_document
    ]


def documents(table: pa.Table, columns: Columns) -> Iterator[tuple[object, object]]:
    """Yield document and URL of each row."""
    documents = _values(table.column(columns.document))
    urls: Iterable[object] = _values(table.column(columns.url)) if columns.url else [None] * table.num_rows
    return zip(documents, urls, strict=True)


def plain_values(column: pa.ChunkedArray) -> list[object]:
    """Return the values of a column as Python has them, nearly: see `_plain`."""
    return [_plain(scalar) for scalar in column]


def _plain(scalar: pa.Scalar) -> object:
    """Return a value as Python has it, and as text where Python has no word for it.

    Times finer than a microsecond and dates beyond the year 9999 are such, as Arrow writes them, and strings that
    are not UTF-8, with U+FFFD. What cannot be told at all is None. It is the same whether pandas, which has words
    of its own, is there or not.
    """
    if not scalar.is_valid:
        return None
    kind = scalar.type
    if not _has_nanoseconds(kind):
        with suppress(Exception):
            return scalar.as_py()
    return _in_parts(scalar) if pa.types.is_nested(kind) or pa.types.is_dictionary(kind) else _told(scalar)


def _in_parts(scalar: pa.Scalar) -> object:
    """Return a value that holds others as Python would have it."""
    if pa.types.is_dictionary(scalar.type):
        return _plain(scalar.value)
    if pa.types.is_struct(scalar.type):
        return {field.name: _plain(scalar[number]) for number, field in enumerate(scalar.type)}
    if pa.types.is_map(scalar.type):
        return [tuple(map(_plain, pair.values())) for pair in scalar.values]
    return [_plain(item) for item in scalar.values]


def _has_nanoseconds(kind: pa.DataType) -> bool:
    """Tell whether values are times in nanoseconds, or hold some."""
    if pa.types.is_dictionary(kind):
        return _has_nanoseconds(kind.value_type)
    if pa.types.is_nested(kind):
        return any(_has_nanoseconds(kind.field(number).type) for number in range(kind.num_fields))
    return _in_microseconds(kind) is not None


def _in_microseconds(kind: pa.DataType) -> pa.DataType | None:
    """Return the type of times that is as fine as Python's in place of one in nanoseconds, None for all others."""
    if getattr(kind, "unit", None) != "ns":
        return None
    if pa.types.is_timestamp(kind):
        return pa.timestamp("us", kind.tz)
    return pa.duration("us") if pa.types.is_duration(kind) else pa.time64("us")


def _told(scalar: pa.Scalar) -> object:
    """Return a value as Arrow writes it, a time in nanoseconds only where Python's would be another."""
    if _has_nanoseconds(scalar.type):
        with suppress(Exception):
            return scalar.cast(_in_microseconds(scalar.type)).as_py()
    with suppress(Exception):
        return scalar.cast(pa.string()).as_py()
    with suppress(Exception):
        return scalar.as_buffer().to_pybytes().decode(errors="replace")
    return None


def _values(column: pa.ChunkedArray) -> Iterator[object]:
    """Yield the value of each row, one at a time: a list of all would double the memory of a batch."""
    for scalar in column:
        yield value_of(scalar)


def value_of(scalar: pa.Scalar) -> object:
    """Return a value as Python has it; text that is not UTF-8, which Arrow lets pass, as its bytes."""
    try:
        return scalar.as_py()
    except UnicodeDecodeError:
        return scalar.as_buffer().to_pybytes() if hasattr(scalar, "as_buffer") else scalar
    except Exception:  # noqa: BLE001 - a value that Python has no word for is no document, and says its type
        return scalar
