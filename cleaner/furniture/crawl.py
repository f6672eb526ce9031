"""Learning in bulk: the shards of a batch in, on the processors of one machine, furniture out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from cleaner.batch.cleaning import WARM_UP, Chunk, CleanRows, Piece
from cleaner.batch.items import Document, Reject
from cleaner.batch.local import run_stream
from cleaner.batch.options import BatchOptions
from cleaner.batch.plan import Run
from cleaner.batch.pool import Pool
from cleaner.batch.progress import Progress
from cleaner.batch.row import Row
from cleaner.batch.tally import Tally
from cleaner.batch.tasks import Begin, MakeWorkers
from cleaner.furniture.gather import NO_SITE, gathered
from cleaner.furniture.learn import Learner
from cleaner.furniture.sightings import Sightings, to_stream
from cleaner.label import Judges
from cleaner.pipeline import judges_of

__all__ = ["GatherRows", "learn_shards"]


class GatherRows(CleanRows):
    """The handler of a batch that learns: in place of rows it gives sightings, as an Arrow IPC stream.

    Documents whose site is not known, and empty ones, count as without an article. Those that could not be read
    stand with their reasons among the rejects, but are counted as failed.
    """

    def __init__(self, options: BatchOptions) -> None:
        super().__init__(options)
        self._gathered: list[Sightings] = []
        self._unread: list[Reject] = []

    def __reduce__(self) -> tuple[Any, ...]:
        return _ready, (self.options,)

    @cached_property
    def _judges(self) -> Judges:
        return judges_of(self.options.config)

    def run(self, payload: Chunk, span: range, failures: Mapping[int, str], begin: Begin) -> Piece:
        """Return the sightings of documents `span` of the payload; see `cleaner.batch.pool.Handler`."""
        self._gathered, self._unread = [], []
        piece = super().run(payload, span, failures, begin)
        return piece._replace(data=to_stream(self._gathered), rejects=[*piece.rejects, *self._unread])

    def _row(self, document: Document, failure: str | None) -> Row:
        """Take down what a document shows, and return an empty row in its place."""
        if failure is not None:
            return self._failed(document, failure)
        found = gathered(
            document.source, document.url, self.options, self._judges, document.kind, document.hint
        )
        if found == NO_SITE:
            return Row(text="", removed=(), error=NO_SITE)
        if isinstance(found, str):
            return self._failed(document, found)
        self._gathered.append(found)
        return Row(text="", removed=())

    def _failed(self, document: Document, reason: str) -> Row:
        """Return the row of a document that could not be read, and take down why."""
        self._unread.append(Reject(document.record, reason))
        return Row(removed=(), error=reason)


def _ready(options: BatchOptions) -> GatherRows:
    """Return a handler that has imported and read everything, so that it is on no document's account."""
    handler = GatherRows(options)
    columns: dict[str, str] = {}
    warm_up = [Document(0, source, columns, url="warm.up") for source in WARM_UP]
    handler.run(warm_up, range(len(warm_up)), {}, lambda _: None)
    return handler


def learn_shards(
    run: Run,
    output: Path,
    progress: Progress,
    earlier: Path | None = None,
    make_workers: MakeWorkers = Pool,
    reject: Callable[[bytes], None] = lambda _: None,
) -> Tally:
    """Write the furniture of all shards to `output`, added to the file `earlier`; return what was read.

    Nothing is written where nothing could be learned from any document: what is there is worth more.
    In the counts, documents without an article are those whose site is not known, and empty ones.
    `make_workers` makes what runs the tasks: processes of this machine, or of a cluster. `reject` gets a line of
    JSON for each record that was not read, as in `rejects.jsonl` of a batch. Raises OSError where
    `output` cannot be written, FurnitureError where `earlier` cannot be read, and WorkerError.
    """
    gather = GatherRows(run.options)
    with Learner(run.options.config) as learner:
        total = run_stream(
            run,
            learner.take_stream,
            reject,
            progress,
            lambda _, workers, limits: make_workers(gather, workers, limits),
        )
        if total.with_article:
            learner.write(output, earlier)
    return total
