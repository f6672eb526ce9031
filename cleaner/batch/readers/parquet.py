"""Parquet: rows as they come out of their row groups, a few at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BufferedReader

import pyarrow as pa
import pyarrow.parquet as pq

from cleaner.batch.chunks import CHUNK_BYTES, ArrowRows
from cleaner.batch.items import Reject

__all__ = ["ParquetReader"]

ROWS = 32
"""Rows that are decoded at a time; a chunk has no more."""


class ParquetReader:
    """The rows of a Parquet file; `schema` is that of the file. Raises ValueError where it is none."""

    def __init__(self, file: BufferedReader) -> None:
        try:
            # Row groups are read as they are needed, and not as a whole: a group may be larger than memory.
            self._file = pq.ParquetFile(file, pre_buffer=False, buffer_size=CHUNK_BYTES)
        except pa.ArrowException as error:
            raise ValueError(f"not a Parquet file: {error}") from error
        self.schema: pa.Schema = self._file.schema_arrow

    def read(self) -> Iterator[ArrowRows | Reject]:
        """Yield all rows; a row group that is damaged gives a `Reject`, and the next one goes on."""
        before = 0
        for group in range(self._file.num_row_groups):
            rows = self._file.metadata.row_group(group).num_rows
            done = before
            try:
                for batch in self._file.iter_batches(ROWS, row_groups=[group], use_threads=False):
                    yield from _cut(batch, done + 1)
                    done += batch.num_rows
            except (pa.ArrowException, OSError) as error:
                # A line for each of them: they are known, and so each is accounted for.
                said = " ".join(str(error).split())
                for record in range(done + 1, before + rows + 1):
                    yield Reject(record, f"row group {group} is damaged: {said}")
            before += rows


def _cut(batch: pa.RecordBatch, record: int) -> Iterator[ArrowRows]:
    """Yield the rows of a batch in chunks of some size."""
    start = size = 0
    each = [_bytes(batch, number) for number in range(batch.num_rows)]
    for number, bytes_ in enumerate(each):
        if size and size + bytes_ > CHUNK_BYTES:
            yield ArrowRows(
                record + start, number - start, size, _streamer(batch.slice(start, number - start))
            )
            start, size = number, 0
        size += bytes_
    if start < batch.num_rows:
        count = batch.num_rows - start
        yield ArrowRows(record + start, count, size, _streamer(batch.slice(start)))


def _bytes(batch: pa.RecordBatch, number: int) -> int:
    return int(batch.slice(number, 1).nbytes)


def _streamer(batch: pa.RecordBatch) -> Callable[[int, int], bytes]:
    def stream(start: int, stop: int) -> bytes:
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, batch.schema) as writer:
            writer.write_batch(batch.slice(start, stop - start))
        return bytes(sink.getvalue())

    return stream
