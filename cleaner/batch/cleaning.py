"""What workers do with a chunk of documents: parse, clean, and write the rows as they will stand in the file."""

from __future__ import annotations

import base64
import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import repeat
from typing import TYPE_CHECKING, Any, NamedTuple

from cleaner.batch.columns import DOCUMENT_COLUMNS, ID_COLUMN, find_columns, output_columns
from cleaner.batch.items import Document, Line, Reject, Rows
from cleaner.batch.json_records import NotARecordError, as_text, parsed
from cleaner.batch.options import BatchOptions
from cleaner.batch.row import NO_MEMORY, Row, clean_document
from cleaner.batch.tally import Tally
from cleaner.batch.tasks import Begin
from cleaner.batch.worker import OutOfMemoryError
from cleaner.config import Kind
from cleaner.document import Article
from cleaner.pipeline import Cleaner
from cleaner.render.visible import STEERING_IN_JSON
from cleaner.report.summary import Facts, facts_of

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Chunk", "CleanRows", "Piece", "record_of", "warm_up"]

_PARAGRAPH = "<p>A page to warm up with, it said.</p>"
_MANY = 400
"""Paragraphs with which products of matrices are so large that their library takes a buffer of some 30 MB, once."""

WARM_UP = (
    f"<html><body><article><h1>A head</h1>{_PARAGRAPH}</article></body></html>",
    f"<html><body><article><h1>A head</h1>{_PARAGRAPH * _MANY}</article></body></html>",
    "A text to warm up with, it said.\n\nSubscribe to our newsletter",
)

_STEERING = re.compile(f"[{STEERING_IN_JSON}]")
"""What columns that pass through hold as escapes."""

Chunk = Sequence[Line | Document] | Rows


class Piece(NamedTuple):
    """What became of some documents: JSON lines or an Arrow IPC stream, rejects in order, and the counts."""

    data: bytes
    rejects: list[Reject]
    tally: Tally


def record_of(chunk: Chunk, document: int) -> int:
    """Return which record of the input a document of a chunk is."""
    return chunk.record + document if isinstance(chunk, Rows) else chunk[document].record


class CleanRows:
    """The handler of a batch; holds rules and weights, and pickles as its options.

    `tables` says that some of the documents will come as rows of tables.
    """

    def __init__(self, options: BatchOptions, *, tables: bool = False) -> None:
        self.options = options
        self.tables = tables
        # The counts need `removed`, also where it is not written.
        self._counted = replace(options, removed=True)
        self._seen: list[Article] = []  # the article of the document at hand, for the summary

    def __reduce__(self) -> tuple[Any, ...]:
        return _ready, (self.options, self.tables)

    @cached_property
    def _cleaner(self) -> Cleaner:
        return Cleaner(self.options.config)

    def run(self, payload: Chunk, span: range, failures: Mapping[int, str], begin: Begin) -> Piece:
        """Return the rows for documents `span` of the payload; see `cleaner.batch.pool.Handler`."""
        if isinstance(payload, Rows):
            return self._rows(payload, span, failures, begin)
        tally = Tally()
        rejects: list[Reject] = []
        written: list[bytes] = []
        for number in span:
            begin(number)
            item = payload[number]
            try:
                document = item if isinstance(item, Document) else parsed(item, self.options)
            except NotARecordError as error:
                rejects.append(Reject(item.record, str(error), *error.names))
                tally.rejects += 1
                if self.options.summary:
                    tally.see(Facts(f"record {item.record}", error=str(error)))
                continue
            row = self._counted_row(document, failures.get(number), tally)
            written.append(_json_line(document.columns, row, removed=self.options.removed))
        return Piece(b"".join(written), rejects, tally)

    def _counted_row(self, document: Document, failure: str | None, tally: Tally) -> Row:
        """Return the row of a document, counted."""
        self._seen.clear()
        row = self._row(document, failure)
        tally.count(row)
        if self.options.summary:
            tally.see(self._facts(document, row))
        return row

    def _row(self, document: Document, failure: str | None) -> Row:
        if failure is not None:
            return Row(removed=(), error=failure)
        options = self._counted if document.kind == "auto" else self._of_kind(document.kind)
        see = self._seen.append if self.options.summary else None
        row = clean_document(document.source, document.url, self._cleaner, options, document.hint, see)
        if row.error == NO_MEMORY:
            raise OutOfMemoryError
        return row

    def _facts(self, document: Document, row: Row) -> Facts:
        """Return what the report takes of a document."""
        url = as_text(document.url)
        name = (
            as_text(document.columns.get(self.options.id or ID_COLUMN)) or url or f"record {document.record}"
        )
        return facts_of(self._seen[0], name) if self._seen else Facts(name, url, error=row.error)

    def _of_kind(self, kind: Kind) -> BatchOptions:
        """Return the options for a document whose kind its format tells; the user's word outweighs it."""
        return replace(self._counted, kind=kind) if self.options.kind == "auto" else self._counted

    def _rows(self, rows: Rows, span: range, failures: Mapping[int, str], begin: Begin) -> Piece:
        """Return the rows of a stretch of a table."""
        import pyarrow as pa  # noqa: PLC0415 - JSON needs none of it

        from cleaner.batch.table import documents, with_rows  # noqa: PLC0415 - as above

        table = pa.ipc.open_stream(rows.stream).read_all().slice(span.start, len(span))
        tally = Tally()
        try:
            columns = find_columns(table.column_names, self.options)
        except ValueError as error:
            tally.rejects = len(span)
            return Piece(b"", [Reject(rows.record + number, str(error)) for number in span], tally)
        made: list[Row] = []
        for number, (source, url) in zip(span, documents(table, columns), strict=True):
            begin(number)
            failure = failures.get(number)
            record = Document(rows.record + number, source, {}, url=url)
            made.append(self._counted_row(record, failure, tally))
        cleaned = with_rows(table, made, self.options)
        if rows.arrow:
            return Piece(_stream(cleaned), [], tally)
        added = len(output_columns(removed=self.options.removed))
        passed = cleaned.select(range(cleaned.num_columns - added))
        written = (
            _json_line(record, row, removed=self.options.removed)
            for record, row in zip(_records(passed), made, strict=True)
        )
        return Piece(b"".join(written), [], tally)


def _ready(options: BatchOptions, tables: bool) -> CleanRows:  # noqa: FBT001 - what pickle calls
    """Return a handler that has read and compiled everything, so that it is on no document's account."""
    handler = CleanRows(options, tables=tables)
    warm_up(handler._cleaner)  # noqa: SLF001 - a constructor of it
    if tables:
        import pyarrow as pa  # noqa: PLC0415 - JSON needs none of it

        name = options.document or DOCUMENT_COLUMNS[0]
        table = pa.table({column: [""] for column in (name, options.url, options.id) if column})
        handler.run(Rows(1, _stream(table), arrow=True), range(1), {}, lambda _: None)
    return handler


def warm_up(cleaner: Cleaner) -> None:
    """Have a cleaner read and compile what it does not need before the first document."""
    for source in WARM_UP:
        cleaner.extract(source)
    cleaner.prepare()


def _json_line(columns: Mapping[str, Any], row: Row, *, removed: bool) -> bytes:
    """Return a row as a line of JSON, the columns that pass through first."""
    record = {**columns, **(row if removed else row._replace(removed=None)).record()}
    try:
        line = _json(record, ensure_ascii=False)
    except ValueError:
        record = _finite(record)
        line = _json(record, ensure_ascii=False)
    if not line.isprintable():
        line = _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", line)
    try:
        return f"{line}\n".encode()
    except UnicodeEncodeError:  # Half a character in a column that passes through: JSON can say it in ASCII.
        return f"{_json(record)}\n".encode()


def _json(record: object, *, ensure_ascii: bool = True) -> str:
    return json.dumps(
        record, ensure_ascii=ensure_ascii, separators=(",", ":"), default=_as_json, allow_nan=False
    )


def _finite(value: Any) -> Any:  # noqa: ANN401 - whatever a column holds
    """Return a value with null for numbers that JSON has no form for."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, list | tuple):
        return [_finite(item) for item in value]
    if isinstance(value, dict):
        return {name: _finite(item) for name, item in value.items()}
    return value


def _records(table: pa.Table) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table, also where two of its columns share a name: the last one is told."""
    from cleaner.batch.table import plain_values  # noqa: PLC0415 - as above

    columns = [plain_values(column) for column in table.columns]
    for row in zip(*columns, strict=True) if columns else repeat((), table.num_rows):
        yield dict(zip(table.column_names, row, strict=True))


def _as_json(value: object) -> object:
    """Return a value of an Arrow column that JSON has no form for: bytes as base64, all else as text."""
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    isoformat = getattr(value, "isoformat", None)
    return isoformat() if isoformat else str(value)


def _stream(table: pa.Table) -> bytes:
    import pyarrow as pa  # noqa: PLC0415 - JSON needs none of it

    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())
