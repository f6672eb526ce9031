"""CSV and TSV: a header and rows, all columns as text."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator
from io import BufferedReader
from typing import NamedTuple

from cleaner.batch.columns import Columns, find_columns, passed_name
from cleaner.batch.items import Document, Reject
from cleaner.batch.options import BatchOptions
from cleaner.batch.streams import BYTE_ORDER_MARK, LONGEST_LINE, lines, text_pieces
from cleaner.render.reasons import counted

__all__ = ["TAB", "read_delimited"]

TAB = "\t"
_OTHER_DELIMITERS = re.compile("[;|\t,]")


def read_delimited(
    file: BufferedReader, options: BatchOptions, delimiter: str
) -> Iterator[Document | Reject]:
    """Yield the rows, and a `Reject` for one that does not fit the header or is not UTF-8.

    `record` counts rows from 1, the header not among them. A header without a document column rejects the
    whole input, and so does what is no text.
    """
    source = _Lines(file)
    before = csv.field_size_limit(LONGEST_LINE)
    try:
        header = _header(source, delimiter)
        yield from _rows(source, delimiter, header, _columns(header, options), options)
    except ValueError as error:
        yield Reject(None, str(error))
    finally:
        csv.field_size_limit(before)


class _Numbered(NamedTuple):
    """A line and its number in the file, from 1."""

    number: int
    text: str


class _Lines:
    """The lines of a file as text, up to a stretch that is lost; then `lost` says so, and reading can go on.

    `taken` are the lines of the row at hand.
    """

    def __init__(self, file: BufferedReader) -> None:
        self._lines = lines(text_pieces(file))
        self._again: deque[_Numbered] = deque()
        self.taken: list[_Numbered] = []
        self.lost: Reject | None = None

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        self.taken.append(self._again.popleft() if self._again else self._read())
        return self.taken[-1].text

    def _read(self) -> _Numbered:
        line = next(self._lines)
        if isinstance(line, Reject):
            self.lost = line
            raise StopIteration
        data = line.data.removeprefix(BYTE_ORDER_MARK) if line.record == 1 else line.data
        return _Numbered(line.record, data.decode("utf-8", "surrogateescape"))

    def keep_first(self) -> str:
        """Return the first line of the row at hand; the others will be read again."""
        self._again.extendleft(reversed(self.taken[1:]))
        del self.taken[1:]
        return self.taken[0].text

    def span(self) -> str:
        """Return from where to where a row of several lines goes, as its quotation marks say; else nothing."""
        if len(self.taken) <= 1:
            return ""
        return (
            f" (its quotation marks take it from line {self.taken[0].number:,} to {self.taken[-1].number:,})"
        )


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


def _columns(header: list[str], options: BatchOptions) -> Columns:
    """Return which columns are read; raises ValueError, also where something else seems to stand between them."""
    try:
        return find_columns(header, options)
    except ValueError as error:
        if len(header) > 1 or not _OTHER_DELIMITERS.search(header[0]):
            raise
        raise ValueError(f"{error}; between columns a CSV has commas, and a TSV (.tsv) tabs") from error


def _rows(
    source: _Lines, delimiter: str, header: list[str], columns: Columns, options: BatchOptions
) -> Iterator[Document | Reject]:
    record = 0
    while True:
        rows = csv.reader(source, delimiter=delimiter, strict=True)
        while True:
            record += 1
            source.taken.clear()
            try:
                row = next(rows, None)
            except csv.Error as error:
                row, problem = None, f"not CSV: {error}{source.span()}"
            else:
                problem = ""
            fits = not problem and len(row or header) == len(header)
            if delimiter == TAB and _is_a_line(source.taken, len(header), valid=fits):
                row, problem = _literal(source.keep_first()), ""
            if problem:
                yield Reject(record, problem)
            elif row is None:
                break
            elif row:
                yield _document(record, row, header, columns, options, source.span())
            else:
                record -= 1
        if source.lost is None:
            return
        yield Reject(record, source.lost.reason)
        source.lost = None


def _is_a_line(taken: list[_Numbered], columns: int, *, valid: bool) -> bool:
    """Tell whether a row of TSV is its first line alone, and the quotation mark in it a mere character.

    Some programs quote fields of TSV, which may then go over several lines, and most write what is there. Where a
    row goes on and each of its lines would be a row by itself, nothing was quoted. Of a row that is not `valid` as
    a quoted one, its first two lines tell.
    """
    if columns <= 1 or not taken or (valid and len(taken) == 1):
        return False
    if valid and any('""' in line.text for line in taken):  # as only a program that quotes writes it
        return False
    told = taken if valid else taken[:2]
    return all(line.text.count(TAB) == columns - 1 for line in told)


def _literal(line: str) -> list[str]:
    """Return the fields of a line of TSV as they stand, but for those that are quoted as a whole."""
    fields = line.rstrip("\r\n").split(TAB)
    return [
        re.sub('^"((?:[^"]|"")*)"$', lambda found: found[1].replace('""', '"'), field) for field in fields
    ]


def _document(
    record: int, row: list[str], header: list[str], columns: Columns, options: BatchOptions, span: str
) -> Document | Reject:
    if len(row) != len(header):
        return Reject(
            record, f"the row has {counted(len(row), 'column')}, and the header {len(header)}{span}"
        )
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
