"""The local runner: shards in, the same shards cleaned out, on the processors of one machine."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any, NamedTuple

from cleaner.batch.chunks import PartEnd, in_parts
from cleaner.batch.cleaning import Piece, record_of
from cleaner.batch.items import Reject
from cleaner.batch.manifest import manifest_of
from cleaner.batch.places import MANIFEST, SUMMARY, is_parquet
from cleaner.batch.plan import Run
from cleaner.batch.pool import Pool
from cleaner.batch.progress import Progress
from cleaner.batch.reading import Meter, Schema, digest_of, read_shard
from cleaner.batch.shard import Shard
from cleaner.batch.store import FinishedPart, NewPart, Store, reject_line
from cleaner.batch.tally import Tally
from cleaner.batch.tasks import Done, Lost, MakeWorkers, Task
from cleaner.report.summary import Facts, RunSummary

__all__ = ["run_local", "run_stream"]


class AccountingError(AssertionError):
    """Records were read that are neither rows nor rejects: a defect of this program."""


class _Begin(NamedTuple):
    """A shard is begun, or gone on with from the part `number`."""

    shard: int
    number: int


class _End(NamedTuple):
    """A part ends; `digest` is to give that of the input, `before` the records up to where it began."""

    shard: int
    before: int
    end: PartEnd
    digest: Future[str | None]


def run_local(
    run: Run,
    output: Path,
    progress: Progress,
    watch: Callable[[Any], None] | None = None,
    make_workers: MakeWorkers = Pool,
) -> Tally:
    """Clean all shards into the folder `output` and return the counts of all of it.

    `make_workers` makes what runs the tasks: processes of this machine, or of a cluster.
    `watch` is given the pool of workers, for tests that kill some of them. Raises StoreError where the folder
    cannot be used, OSError where it cannot be written on (what is there can be resumed), and WorkerError.
    """
    with Store(output, run.plan(), resume=run.resume) as store:
        if store.is_complete:
            total = Tally.of(json.loads((output / MANIFEST).read_text("utf-8"))["total"])
            if run.options.summary:
                total.summary = _summary_of(output / SUMMARY)
            return total
        stop = Event()
        with (
            make_workers(run.handler(), run.workers, run.limits) as pool,
            ThreadPoolExecutor(1) as digests,
        ):
            if watch is not None:
                watch(pool)
            reader = _Reader(run, output, partial(digests.submit, partial(digest_of, stop)))
            writer = _Writer(run, store, progress)
            try:
                for event in pool.run(reader.events(store.finished)):
                    writer.take(event)
            finally:
                stop.set()
                writer.abandon()
        if run.options.summary and writer.total.summary is None:
            writer.total.summary = RunSummary()
        store.finish(manifest_of(run.plan(), run.shards, store.finished), writer.total.summary)
        progress.end(writer.total)
        return writer.total


def _summary_of(path: Path) -> RunSummary:
    """Return the sums of a complete run; one without documents wrote none."""
    return RunSummary.from_record(json.loads(path.read_text("utf-8"))) if path.exists() else RunSummary()


class _Reader:
    """Reads the shards one after the other, from where an earlier run ended."""

    def __init__(self, run: Run, output: Path | None, submit: Callable[..., Future[str | None]]) -> None:
        self._run = run
        self._output = Path(os.path.realpath(output)) if output else None
        self._submit = submit
        self._total = sum(shard.size for shard in run.shards) or 1

    def events(self, finished: Sequence[FinishedPart]) -> Iterator[Any]:
        """Yield tasks, rejects, and where shards begin and parts end."""
        last = {part.shard: part for part in finished}
        before = 0
        for number, shard in enumerate(self._run.shards):
            part = last.get(number)
            if part is None or not part.is_last:
                yield from self._shard(number, shard, part, before)
            before += shard.size

    def _shard(self, number: int, shard: Shard, done: FinishedPart | None, before: int) -> Iterator[Any]:
        yield _Begin(number, 0 if done is None else done.number + 1)
        skip = 0 if done is None else done.records
        digest = self._submit(shard, self._output)
        meter = Meter()
        items = read_shard(shard, self._run.options, meter, self._output)
        for event in in_parts(items, self._run.part_records, skip, arrow=is_parquet(shard.output)):
            if isinstance(event, Task):
                yield event._replace(note=min(1.0, (before + meter.read) / self._total))
            elif isinstance(event, PartEnd):
                yield _End(number, skip, event, digest)
                skip = event.records
            else:
                yield event


class _Writer:
    """Writes what comes out of the workers, in the order of the input; `total` counts all that is written."""

    def __init__(self, run: Run, store: Store, progress: Progress) -> None:
        self._run = run
        self._store = store
        self._progress = progress
        self._shard = 0
        self._number = 0
        self._schema: Schema | None = None
        self._new: NewPart | None = None
        self.total = Tally()
        for part in store.finished:
            self.total.add(part.tally)

    def take(self, event: object) -> None:
        """Write down one event."""
        match event:
            case Done():
                for piece in _pieces(event, self._run, self._shard):
                    self._piece(piece)
                self._progress.add(self.total, event.task.documents, event.task.size, event.task.note)
            case Reject():
                self._reject([event])
            case Schema():
                self._schema = event
            case _Begin():
                self._shard, self._number = event
                self._schema = None
            case _End():
                self._finish(event)

    def abandon(self) -> None:
        """Close the part that is being written, if there is one; it will be made anew."""
        if self._new is not None:
            self._new.abandon()

    @property
    def _part(self) -> NewPart:
        if self._new is None:
            self._new = self._store.begin_part(
                self._run.shards[self._shard],
                self._number,
                arrow=self._schema is not None,
                removed=self._run.options.removed,
            )
        return self._new

    def _piece(self, piece: Piece) -> None:
        if piece.data:
            self._part.rows.write(piece.data)
        self._part.reject(self._run.shards[self._shard], piece.rejects)
        self._part.tally.add(piece.tally)
        self.total.add(piece.tally)

    def _reject(self, rejects: list[Reject]) -> None:
        self._part.reject(self._run.shards[self._shard], rejects)
        tally = _tally_of(rejects, self._run, self._shard)
        self._part.tally.add(tally)
        self.total.add(tally)

    def _finish(self, event: _End) -> None:
        """Put the part in its place; an empty input gives an empty file, one that cannot be read none."""
        new = self._part
        self._new = None
        try:
            self._finish_part(event, new)
        finally:
            new.abandon()
        self._number += 1

    def _finish_part(self, event: _End, new: NewPart) -> None:
        expected = event.end.records - event.before
        if new.tally.records != expected:
            raise AccountingError(
                f"{self._run.shards[event.shard].name}: {expected} records were read, and {new.tally.rows} "
                f"rows and {new.tally.rejects} rejects came of them; please report this"
            )
        is_file = bool(new.tally.rows)
        if not is_file and not event.end.records and event.end.is_last:
            is_file = self._write_no_rows(new)
        self._store.finish_part(
            new,
            FinishedPart(
                shard=event.shard,
                number=self._number,
                records=event.end.records,
                is_last=event.end.is_last,
                tally=new.tally,
                file=new.name if is_file else None,
                size=0,
                digest=None,
                input_digest=event.digest.result() if event.end.is_last else None,
            ),
        )

    def _write_no_rows(self, new: NewPart) -> bool:
        """Write a part without rows, which in Parquet has columns all the same; tell whether that is possible."""
        if self._schema is None or not is_parquet(new.name):
            new.rows.write(b"")
            return True
        from cleaner.batch.table import empty_rows  # noqa: PLC0415 - needs pyarrow, which JSON does not

        try:
            new.rows.write(empty_rows(self._schema.schema, self._run.options))
        except ValueError:  # a table without a document column has none
            return False
        return True


def run_stream(
    run: Run,
    write: Callable[[bytes], None],
    reject: Callable[[bytes], None],
    progress: Progress,
    make_workers: MakeWorkers = Pool,
) -> Tally:
    """Clean all shards to lines of JSON that `write` gets, and rejects that `reject` gets; return the counts."""
    total = Tally()
    nothing: Future[str | None] = Future()
    nothing.set_result(None)
    shard = 0
    with make_workers(run.handler(), run.workers, run.limits) as pool:
        for event in pool.run(_Reader(run, None, lambda *_: nothing).events([])):
            match event:
                case _Begin():
                    shard = event.shard
                case Reject():
                    total.add(_tally_of([event], run, shard))
                    reject(reject_line(run.shards[shard].name, event))
                case Done():
                    for piece in _pieces(event, run, shard):
                        write(piece.data)
                        total.add(piece.tally)
                        for each in piece.rejects:
                            reject(reject_line(run.shards[shard].name, each))
                    progress.add(total, event.task.documents, event.task.size, event.task.note)
    progress.end(total)
    return total


def _tally_of(rejects: Sequence[Reject], run: Run, shard: int) -> Tally:
    """Return the counts of what a reader could not read of a shard."""
    tally = Tally(rejects=len(rejects))
    if run.options.summary:
        for reject in rejects:
            tally.see(Facts(run.shards[shard].name, error=reject.reason))
    return tally


def _pieces(done: Done, run: Run, shard: int) -> Iterator[Piece]:
    """Yield what became of the documents of a task; one that nobody could touch gives a reject."""
    for found in done.results:
        if isinstance(found, Lost):
            rejects = [Reject(record_of(done.task.payload, found.document), found.reason)]
            yield Piece(b"", rejects, _tally_of(rejects, run, shard))
        else:
            yield found
