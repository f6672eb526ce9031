"""Worker processes that can be killed: chunks out, results back in order, each mishap narrowed to its document.

A worker is a Python interpreter of its own, started as a program and not by `multiprocessing`: so it does not
import the caller's main module, may be started from threads and from daemonic processes, and shares nothing
with the caller but a socket. It says through a pipe which document it begins; when it dies or has to be killed,
that document alone is under suspicion, and the others of its chunk go to another worker.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from typing import Any, NamedTuple, Self

from cleaner.batch.options import require_count
from cleaner.batch.tasks import Done, Handler, Lost, Task
from cleaner.batch.worker import OUT_OF_MEMORY, Limits, Span, Worker, WorkerError

__all__ = ["ATTEMPTS", "Pool"]

POLL_SECONDS = 0.2
"""How often the time that workers take is looked at: the precision of the time limit."""

ATTEMPTS = 3
"""How often a document is given to a worker that then dies. Whoever kills workers from outside, as the system
does where memory is short, will hardly hit the same document three times."""

FAILED_STARTS = 10
"""How many workers in a row may die before they were ready: more would never end."""

STUCK = 20
"""A document is given up after this many times its limit by the wall clock, however little processor time it
took: a worker that waits for something will not end. Wide, because a machine may be busy or asleep."""

WINDOW_TASKS = 64
WINDOW_BYTES = 64 * 2**20
"""Tasks and their bytes that are under way or wait for an earlier one: the bound of the memory that a slow
document costs while later ones are done."""


@dataclass(eq=False)
class _Job:
    """A task under way: the results so far by first document, and how many documents are left."""

    task: Task
    left: int
    results: dict[int, Any] = field(default_factory=dict)
    deaths: dict[int, int] = field(default_factory=dict)

    def done(self) -> Done:
        return Done(self.task, [self.results[start] for start in sorted(self.results)])


class _Work(NamedTuple):
    """A part of a job that one worker does; `alone` asks for a worker that has done nothing yet."""

    job: _Job
    span: Span
    alone: bool = False


class Pool:
    """Runs tasks in `workers` processes; a context manager, which leaves no process behind.

    `limits` hold for each document.
    """

    def __init__(self, handler: Handler, workers: int, limits: Limits) -> None:
        require_count("workers", workers)
        self._handler = handler
        self._limits = limits
        self._count = workers
        self._workers: list[Worker] = []
        self._busy: dict[Worker, _Work] = {}
        self._waiting: deque[_Work] = deque()
        self._outstanding = 0
        self._failed_starts = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def processes(self) -> list[int]:
        """Return the process ids of the workers, for those who watch them."""
        return [worker.pid for worker in self._workers]

    @property
    def at_work(self) -> list[int]:
        """Return the process ids of those workers that have something to do."""
        return [worker.pid for worker in list(self._busy)]

    def close(self) -> None:
        """End all workers; what they were doing is lost."""
        while self._workers:
            self._workers.pop().kill()
        self._busy.clear()
        self._waiting.clear()

    def run(self, stream: Iterable[Task | object]) -> Generator[Any]:
        """Yield for each `Task` of the stream a `Done`, and everything else as it comes, in order.

        The stream is read as far ahead as keeps the workers busy, and no further. An exception that it
        raises is raised here after what came before it was yielded. Raises WorkerError where workers cannot
        be started.
        """
        source = iter(stream)
        order: deque[Any] = deque()
        error: BaseException | None = None
        exhausted = False
        while True:
            while not exhausted and self._has_room(order):
                try:
                    self._admit(next(source), order)
                except StopIteration:
                    exhausted = True
                except Exception as raised:  # noqa: BLE001 - raised again below, in its place
                    error, exhausted = raised, True
                self._turn(0)
            yield from self._finished(order)
            if exhausted and not order:
                break
            if exhausted or not self._has_room(order):
                self._turn(POLL_SECONDS)
        if error is not None:
            raise error

    def _has_room(self, order: deque[Any]) -> bool:
        """Tell whether another item may be read: the workers have little to do, and not too much is kept."""
        if not order:
            return True
        return (
            len(self._waiting) < self._count
            and len(order) < WINDOW_TASKS * self._count
            and self._outstanding < WINDOW_BYTES
        )

    def _admit(self, item: object, order: deque[Any]) -> None:
        if not isinstance(item, Task):
            order.append(item)
            return
        job = _Job(item, left=item.documents)
        order.append(job)
        self._outstanding += item.size
        if item.documents:
            self._waiting.append(_Work(job, Span(0, item.documents)))

    def _finished(self, order: deque[Any]) -> Iterator[Any]:
        """Yield what is done at the head of the order."""
        while order and not (isinstance(order[0], _Job) and order[0].left):
            item = order.popleft()
            if isinstance(item, _Job):
                self._outstanding -= item.task.size
                yield item.done()
            else:
                yield item

    def _turn(self, seconds: float) -> None:
        """Give out what waits, and take in what workers say within `seconds`."""
        self._dispatch()
        if not self._workers:
            return
        for connection in wait([worker.connection for worker in self._workers], seconds):
            worker = next(worker for worker in self._workers if worker.connection is connection)
            try:
                self._hear(worker, worker.receive())
            except (EOFError, OSError):
                self._bury(worker)
        self._watch()
        self._dispatch()

    def _dispatch(self) -> None:
        for worker in [worker for worker in self._workers if worker.ready and worker not in self._busy]:
            work = self._work_for(worker)
            if work is None:
                continue
            self._busy[worker] = work
            try:
                worker.send(work.job.task.payload, work.span)
            except OSError:
                self._bury(worker)
        idle = len(self._workers) - len(self._busy)
        while len(self._workers) < self._count and idle < len(self._waiting):
            self._workers.append(Worker(self._handler, self._limits))
            idle += 1

    def _work_for(self, worker: Worker) -> _Work | None:
        """Return the next work that this worker may do; a document under suspicion wants a fresh one."""
        if not self._waiting:
            return None
        if self._waiting[0].alone and worker.used:
            self._drop(worker)
            return None
        return self._waiting.popleft()

    def _drop(self, worker: Worker) -> None:
        self._workers.remove(worker)
        worker.kill()

    def _hear(self, worker: Worker, said: tuple[str, Any]) -> None:
        """Take in a result, or that a worker is ready, or that it will never be."""
        what, value = said
        if what == "ready":
            self._failed_starts = 0
        elif what == "failed":
            raise WorkerError(f"a worker cannot start: {value}")
        else:
            work = self._busy.pop(worker)
            work.job.results[work.span.start] = value
            work.job.left -= work.span.stop - work.span.start
            if worker.is_bloated():
                self._drop(worker)

    def _watch(self) -> None:
        """Kill the workers whose document takes too long."""
        for worker, work in list(self._busy.items()):
            seconds, wall = worker.seconds_on_document()
            if seconds > self._limits.seconds:
                document = max(
                    worker.document, work.span.start
                )  # It may be at the next one when it is killed.
                self._drop(worker)
                del self._busy[worker]
                self._blame(work, document, f"took more than {self._limits.seconds:g} s of processor time")
            elif wall > STUCK * self._limits.seconds:
                self._bury(worker)

    def _bury(self, worker: Worker) -> None:
        """Remove a worker that died, and give its work to others."""
        self._workers.remove(worker)
        how = worker.kill()
        work = self._busy.pop(worker, None)
        if work is None:
            self._failed_starts += not worker.ready
            if self._failed_starts >= FAILED_STARTS:
                raise WorkerError(f"workers die as soon as they are started ({how})")
            return
        # A worker that died before it began a document may have choked on the message itself.
        document = max(worker.document, work.span.start)
        work.job.deaths[document] = work.job.deaths.get(document, 0) + 1
        if how == OUT_OF_MEMORY and work.alone:  # Nothing else can have taken it.
            self._blame(work, document, f"needs more than {self._limits.memory:,} bytes of memory")
        elif work.job.deaths[document] < ATTEMPTS:
            self._split(work, document, {})
        else:
            self._blame(work, document, f"{ATTEMPTS} workers died on it, the last one {how}")

    def _blame(self, work: _Work, document: int, reason: str) -> None:
        """Give up one document of the work; whoever gets it next writes down the reason.

        If that was asked of a worker already, and even so it died, nobody is asked again.
        """
        if document in work.span.failures:
            work.job.results[document] = Lost(document, reason)
            work.job.left -= 1
            return
        self._split(work, document, {document: reason})

    def _split(self, work: _Work, document: int, failures: Mapping[int, str]) -> None:
        """Put work back in up to three parts, the suspected document by itself."""
        start, stop, known = work.span
        parts = [
            _Work(work.job, Span(start, document, known)),
            _Work(work.job, Span(document, document + 1, {**known, **failures}), alone=not failures),
            _Work(work.job, Span(document + 1, stop, known)),
        ]
        self._waiting.extendleft(part for part in reversed(parts) if part.span.stop > part.span.start)
