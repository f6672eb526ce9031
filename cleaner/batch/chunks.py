"""Documents put together into chunks for the workers, and chunks into parts of the output."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from cleaner.batch.items import Document, Line, Reject, Rows
from cleaner.batch.tasks import Task

__all__ = ["ArrowRows", "PartEnd", "in_parts"]

CHUNK_BYTES = 512 * 1024
CHUNK_DOCUMENTS = 64
"""What a worker gets at once: some tenths of a second of work, so that handing it over costs little, and what
a worker that dies has to be done again is little, too."""


class ArrowRows(NamedTuple):
    """Rows of a table on their way to a chunk: `record` is the number of the first."""

    record: int
    rows: int
    size: int
    stream: Callable[[int, int], bytes]
    """Returns rows `start` to `stop` of these as an Arrow IPC stream."""


class PartEnd(NamedTuple):
    """The end of a part: how many records of the input have been read by then, and whether it was the last."""

    records: int
    is_last: bool


def in_parts(items: Iterable[object], size: int, skip: int, *, arrow: bool) -> Iterator[object]:
    """Yield chunks as tasks and, after `size` records each, a `PartEnd`; the first `skip` records are left out.

    A `Reject` counts as a record; it is yielded where it stood among them, and so is all that is no record.
    `arrow` says whether rows that come as Arrow are to come out so.
    """
    grouping = _Grouping(size, skip, arrow=arrow)
    for item in items:
        if isinstance(item, ArrowRows):
            yield from grouping.rows(item)
        elif isinstance(item, Line | Document | Reject):
            yield from grouping.item(item)
        else:
            yield item
    yield from grouping.flush()
    yield PartEnd(grouping.records, is_last=True)


class _Grouping:
    def __init__(self, size: int, skip: int, *, arrow: bool) -> None:
        self._part = size
        self._skip = skip
        self._arrow = arrow
        self._chunk: list[Line | Document] = []
        self._bytes = 0
        self.records = 0

    def item(self, item: Line | Document | Reject) -> Iterator[Task | Reject | PartEnd]:
        """Take in one record."""
        self.records += 1
        if self.records <= self._skip:
            return
        if isinstance(item, Reject):
            yield from self.flush()
            yield item
        else:
            self._chunk.append(item)
            self._bytes += item.size
            if self._bytes >= CHUNK_BYTES or len(self._chunk) >= CHUNK_DOCUMENTS:
                yield from self.flush()
        yield from self._end_of_part()

    def rows(self, rows: ArrowRows) -> Iterator[Task | Reject | PartEnd]:
        """Take in rows of a table, cut where a part ends."""
        yield from self.flush()
        start = min(max(self._skip - self.records, 0), rows.rows)
        self.records += start
        while start < rows.rows:
            stop = min(rows.rows, start + self._part - self.records % self._part)
            size = rows.size * (stop - start) // rows.rows
            yield Task(Rows(rows.record + start, rows.stream(start, stop), self._arrow), stop - start, size)
            self.records += stop - start
            start = stop
            yield from self._end_of_part()

    def flush(self) -> Iterator[Task]:
        """Yield what has gathered as a chunk."""
        if self._chunk:
            yield Task(self._chunk, len(self._chunk), self._bytes)
            self._chunk, self._bytes = [], 0

    def _end_of_part(self) -> Iterator[Task | PartEnd]:
        if self.records % self._part == 0:
            yield from self.flush()
            yield PartEnd(self.records, is_last=False)
