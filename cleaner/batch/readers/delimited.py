"""CSV and TSV: a header and rows, all columns as text."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import BufferedReader

from cleaner.batch.columns import Columns, find_columns, passed_name
from cleaner.batch.items import Document, Reject
from cleaner.batch.options import BatchOptions
from cleaner.batch.streams import BYTE_ORDER_MARK, LONGEST_LINE, lines, pieces

__all__ = ["read_delimited"]


def read_delimited(
    file: BufferedReader, options: BatchOptions, delimiter: str
) -> Iterator[Document | Reject]:
    """Yield the rows, and a `Reject` for one that does not fit the header or is not UTF-8.

    `record` counts rows from 1, the header not among them. A header without a document column rejects the
    whole input.
    """
    source = _Lines(file)
    before = csv.field_size_limit(LONGEST_LINE)
    try:
        header = _header(source, delimiter)
        yield from _rows(source, delimiter, header, find_columns(header, options), options)
    except ValueError as error:
        yield Reject(None, str(error))
    finally:
        csv.field_size_limit(before)


class _Lines:
    """The lines of a file as text, up to a stretch that is lost; then `lost` says so, and reading can go on."""

    def __init__(self, file: BufferedReader) -> None:
        self._lines = lines(pieces(file))
        self.lost: Reject | None = None

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        if isinstance(line, Reject):
            self.lost = line
            raise StopIteration
        data = line.data.removeprefix(BYTE_ORDER_MARK) if line.record == 1 else line.data
        return data.decode("utf-8", "surrogateescape")


def _header(source: _Lines, delimiter: str) -> list[str]:
    """Return the names of the columns; raises ValueError where there are none, or one is there twice."""
    try:
        header: list[str] = next(filter(None, csv.reader(source, delimiter=delimiter, strict=True)), [])
    except csv.Error as error:
        raise ValueError(f"the header cannot be read: {error}") from error
    if source.lost is not None:
        raise ValueError(source.lost.reason)
    if not header:
        raise ValueError("a header is missing: the file is empty")
    if twice := {name for name in header if header.count(name) > 1}:
        raise ValueError(f"two columns of the header are called {min(twice)!r}")
    return header


def _rows(
    source: _Lines, delimiter: str, header: list[str], columns: Columns, options: BatchOptions
) -> Iterator[Document | Reject]:
    record = 0
    while True:
        rows = csv.reader(source, delimiter=delimiter, strict=True)
        while True:
            record += 1
            try:
                row = next(rows, None)
            except csv.Error as error:
                yield Reject(record, f"not CSV: {error}")
                continue
            if row is None:
                break
            if not row:
                record -= 1
                continue
            yield _document(record, row, header, columns, options)
        if source.lost is None:
            return
        yield Reject(record, source.lost.reason)
        source.lost = None


def _document(
    record: int, row: list[str], header: list[str], columns: Columns, options: BatchOptions
) -> Document | Reject:
    if len(row) != len(header):
        return Reject(record, f"the row has {len(row)} columns, and the header {len(header)}")
    values = dict(zip(header, row, strict=True))
    for name, value in values.items():
        if not value.isascii() and any("\udc80" <= character <= "\udcff" for character in value):
            why = f"column {name!r} is not UTF-8, in which CSV is read: convert the file, with iconv say"
            return Reject(record, why, values.get(columns.id or ""))
    passed = {
        passed_name(name): value
        for name, value in values.items()
        if name != columns.document or options.keep_document
    }
    url = values[columns.url] if columns.url else None
    return Document(record, values[columns.document], passed, url=url)
