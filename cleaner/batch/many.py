"""`clean_many`: documents from an iterable, cleaned in worker processes, their rows in order."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping
from typing import Any

from cleaner.batch.cleaning import warm_up
from cleaner.batch.options import LARGEST, BatchOptions
from cleaner.batch.pool import Pool
from cleaner.batch.row import NO_MEMORY, Row, clean_document
from cleaner.batch.tasks import Begin, Lost, Task
from cleaner.batch.worker import Limits, OutOfMemoryError
from cleaner.config import Config, Kind
from cleaner.pipeline import Cleaner

__all__ = ["clean_many"]

DOCUMENTS = 8
BYTES = 256 * 1024
"""What a worker gets at once: little, because whoever takes results as they come waits for all of it."""

_DEFAULT = Config()
_LIMITS = Limits()


def clean_many(
    sources: Iterable[str | bytes],
    *,
    workers: int = 1,
    kind: Kind = "auto",
    encoding: str | None = None,
    config: Config = _DEFAULT,
    time_limit: float = _LIMITS.seconds,
    memory_limit: int = _LIMITS.memory,
    largest: int | None = LARGEST,
) -> Generator[Row]:
    """Yield a row for each source, in order: its text, title, byline, date, comments, removals, or an error.

    `workers` processes clean; they are started when the first row is asked for and end with the iterator.
    `sources` is read only as far ahead as keeps them busy. No source raises and none is left out: one that
    takes more than `time_limit` seconds of processor time or `memory_limit` bytes, on which workers die, or that
    has more than `largest` bytes (of bytes) or characters (of text), gives a row with an `error`; so does anything
    that is no text and no bytes. With None for `largest`, all are tried. What iterating over `sources`
    raises is raised here, after the rows of what came before it. Raises TypeError, ValueError and RuleError for
    settings that make no sense, and WorkerError where processes cannot be started.
    """
    if isinstance(sources, str | bytes | bytearray | memoryview) or not isinstance(sources, Iterable):
        raise TypeError(
            f"sources are an iterable of documents, as in clean_many([source]), not {type(sources).__name__}"
        )
    options = BatchOptions(config=config, kind=kind, encoding=encoding, largest=largest)
    handler = _CleanSources(options, Cleaner(config))
    return _rows(_tasks(sources, handler), Pool(handler, workers, Limits(time_limit, memory_limit)))


class _CleanSources:
    """The handler: sources in, rows out."""

    def __init__(self, options: BatchOptions, cleaner: Cleaner) -> None:
        self._options = options
        self._cleaner = cleaner

    def __reduce__(self) -> tuple[Any, ...]:
        return _ready, (self._options,)

    def row(self, source: object) -> Row:
        """Return the row of a source, whatever it is."""
        return clean_document(source, None, self._cleaner, self._options)

    def run(self, payload: list[object], span: range, failures: Mapping[int, str], begin: Begin) -> list[Row]:
        """Return the rows of sources `span`; see `cleaner.batch.pool.Handler`."""
        rows = []
        for number in span:
            begin(number)
            source = payload[number]
            if number in failures:
                rows.append(failed(failures[number]))
                continue
            rows.append(source if isinstance(source, Row) else self.row(source))
            if rows[-1].error == NO_MEMORY:
                raise OutOfMemoryError
        return rows


def _ready(options: BatchOptions) -> _CleanSources:
    cleaner = Cleaner(options.config)
    warm_up(cleaner)
    return _CleanSources(options, cleaner)


def failed(reason: str) -> Row:
    """Return the row of a document that could not be cleaned."""
    return Row(removed=(), error=reason)


def _rows(tasks: Iterator[Task], pool: Pool) -> Generator[Row]:
    with pool:
        for done in pool.run(tasks):
            for result in done.results:
                yield from [failed(result.reason)] if isinstance(result, Lost) else result


def _tasks(sources: Iterable[object], handler: _CleanSources) -> Iterator[Task]:
    """Yield chunks of sources; where iterating raises, what came before that is a chunk, too."""
    chunk: list[object] = []
    size = 0
    try:
        for source in sources:
            chunk.append(_portable(source, handler))
            size += len(source) if isinstance(source, str | bytes) else 0
            if len(chunk) >= DOCUMENTS or size >= BYTES:
                yield Task(chunk, len(chunk), size)
                chunk, size = [], 0
    except Exception:  # and not what ends a program, which is not held back
        if chunk:
            yield Task(chunk, len(chunk), size)
        raise
    if chunk:
        yield Task(chunk, len(chunk), size)


def _portable(source: object, handler: _CleanSources) -> object:
    """Return what another process can be sent: a source as plain text or bytes, or the row of what is none."""
    if isinstance(source, str):
        return str.__str__(source)
    if isinstance(source, bytes | bytearray | memoryview):
        return bytes(memoryview(source))
    return handler.row(source)
