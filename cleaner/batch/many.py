"""`clean_many`: documents from an iterable, cleaned in worker processes, their rows in order."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from cleaner.batch.cleaning import warm_up
from cleaner.batch.options import LARGEST, BatchOptions
from cleaner.batch.pool import Pool
from cleaner.batch.row import NO_MEMORY, Row, clean_document
from cleaner.batch.tasks import Begin, Lost, Task
from cleaner.batch.worker import Limits, OutOfMemoryError
from cleaner.config import Config, Kind
from cleaner.pipeline import Cleaner
from cleaner.source import Content, Source

__all__ = ["clean_many"]

DOCUMENTS = 8
BYTES = 256 * 1024
"""What a worker gets at once: little, because whoever takes results as they come waits for all of it."""

_DEFAULT = Config()
_LIMITS = Limits()


def clean_many(
    sources: Iterable[Content | Source | None],
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

    A source is text, bytes, or a `Source` with a URL, kind, encoding or hint of its own; `kind` and `encoding` are
    for those that say none. `workers` processes clean; they are started when the first row is asked for and end
    with the iterator. `sources` is read only as far ahead as keeps them busy. No source raises and none is left
    out: one that takes more than `time_limit` seconds of processor time or `memory_limit` bytes, on which workers
    die, or that has more than `largest` bytes (of bytes) or characters (of text), gives a row with an `error`; so
    does anything that is no text and no bytes. With None for `largest`, all are tried. What iterating over
    `sources` raises is raised here, after the rows of what came before it. Raises TypeError, ValueError and
    RuleError for settings that make no sense, and WorkerError where processes cannot be started.
    """
    _require_several(sources)
    options = BatchOptions(config=config, kind=kind, encoding=encoding, largest=largest)
    handler = _CleanSources(options, Cleaner(config))
    return _rows(_tasks(sources, handler), Pool(handler, workers, Limits(time_limit, memory_limit)))


def _require_several(sources: object) -> None:
    """Raise TypeError for one document, and for what would be taken for its keys or names of columns."""
    name = type(sources).__name__
    if isinstance(sources, str | bytes | bytearray | memoryview | Source) or not isinstance(
        sources, Iterable
    ):
        raise TypeError(f"sources are an iterable of documents, as in clean_many([source]), not {name}")
    if isinstance(sources, Mapping) or hasattr(sources, "columns"):
        raise TypeError(
            f"sources are an iterable of documents, not {name}: give its values, or one of its columns"
        )


class _CleanSources:
    """The handler: sources in, rows out."""

    def __init__(self, options: BatchOptions, cleaner: Cleaner) -> None:
        self._options = options
        self._cleaner = cleaner

    def __reduce__(self) -> tuple[Any, ...]:
        return _ready, (self._options,)

    def row(self, source: Source) -> Row:
        """Return the row of a source, whatever its content is; raises as `options` does."""
        return clean_document(source.content, source.url, self._cleaner, self.options(source), source.hint)

    def options(self, source: Source) -> BatchOptions:
        """Return the options for a source; raises TypeError or ValueError where it says what makes no sense."""
        own: dict[str, Any] = {"kind": source.kind, "encoding": source.encoding}
        said = {name: value for name, value in own.items() if value not in (None, "auto")}
        return replace(self._options, **said) if said else self._options

    def run(
        self, payload: list[Source | Row], span: range, failures: Mapping[int, str], begin: Begin
    ) -> list[Row]:
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
    chunk: list[Source | Row] = []
    size = 0
    try:
        for source in sources:
            chunk.append(_portable(source, handler))
            size += len(chunk[-1].content) if isinstance(chunk[-1], Source) else 0
            if len(chunk) >= DOCUMENTS or size >= BYTES:
                yield Task(chunk, len(chunk), size)
                chunk, size = [], 0
    except Exception:  # and not what ends a program, which is not held back
        if chunk:
            yield Task(chunk, len(chunk), size)
        raise
    if chunk:
        yield Task(chunk, len(chunk), size)


def _portable(source: Any, handler: _CleanSources) -> Source | Row:  # noqa: ANN401 - whatever was given
    """Return what another process can be sent: a source of plain text or bytes, or the row of what is none."""
    known = source if isinstance(source, Source) else Source(source)
    url, hint = (value if isinstance(value, str) else None for value in (known.url, known.hint))
    try:
        handler.options(known)
    except (TypeError, ValueError) as error:
        return failed(str(error))
    content = _plain(known.content)
    if isinstance(content, tuple):
        return failed("the document is a tuple; Source(content, url) says what belongs to a document")
    portable = Source(content, url, known.kind, known.encoding, hint)
    return portable if isinstance(content, str | bytes) else handler.row(portable)


def _plain(content: Any) -> Any:  # noqa: ANN401 - as above
    """Return text as a plain str and bytes as plain bytes, and all else as it is."""
    if hasattr(content, "as_py"):  # of an Arrow column, whose package is there then
        from cleaner.batch.table import value_of  # noqa: PLC0415 - few documents are

        content = value_of(content)
    if isinstance(content, str):
        return str.__str__(content)
    return bytes(memoryview(content)) if isinstance(content, bytes | bytearray | memoryview) else content
