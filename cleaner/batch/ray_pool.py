"""The workers of `cleaner batch --engine ray`: the local pool's promises, on every machine of a Ray cluster.

An actor of one core stands on each machine once for every core, and each holds a local pool of one worker
process. So a document that takes too long, too much memory or its worker's life costs itself there as it does
on one machine, and Ray is left with what it is good at: a machine that goes away, whose tasks another one does.
"""

from __future__ import annotations

import socket
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from typing import Any, Self

import ray
from ray.exceptions import RayActorError

from cleaner.batch.pool import ATTEMPTS, Pool
from cleaner.batch.tasks import Done, Handler, Lost, Task
from cleaner.batch.versions import installed_version, refuse_other_version
from cleaner.batch.worker import Limits, WorkerError

__all__ = ["RayPool"]

QUEUED = 2
"""Tasks that an actor is given at once: the next one is there when one is done."""

PATIENCE = 10
"""Seconds in which the head of a cluster must answer."""

WINDOW = 16
"""Tasks for each actor that are under way or wait for an earlier one, which bounds the memory of the caller."""


class RayPool:
    """Runs tasks on a Ray cluster, as `Pool` does on one machine; a context manager.

    `workers` is the number of actors, as many as the cluster has cores if 0; `limits` hold for each document.
    `address` is that of the cluster, as `ray.init` takes it: without one, RAY_ADDRESS or a cluster on this
    machine is used, and if there is none one is started and ended. Raises WorkerError where that fails.
    """

    def __init__(self, handler: Handler, workers: int, limits: Limits, *, address: str | None = None) -> None:
        self._owned = not ray.is_initialized()
        if self._owned:
            _connect(address)
        count = workers or int(ray.cluster_resources().get("CPU", 1))
        actor = ray.remote(num_cpus=1, max_restarts=-1, max_task_retries=ATTEMPTS)(_Actor)
        self._actors = [actor.remote(handler, limits, installed_version()) for _ in range(count)]
        self._load = dict.fromkeys(self._actors, 0)
        self._running: dict[Any, tuple[Any, _Job]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End all actors; what they were doing is lost."""
        self._running.clear()
        self._load.clear()
        while self._actors:
            ray.kill(self._actors.pop())
        if self._owned:
            ray.shutdown()

    def run(self, stream: Iterable[Task | object]) -> Generator[Any]:
        """Yield for each `Task` of the stream a `Done`, and everything else as it comes, in order.

        See `Pool.run`, which this is for a cluster.
        """
        source = iter(stream)
        order: deque[Any] = deque()
        error: BaseException | None = None
        while True:
            try:
                item = next(source)
            except StopIteration:
                break
            except Exception as raised:  # noqa: BLE001 - raised again below, in its place
                error = raised
                break
            order.append(self._begin(item) if isinstance(item, Task) else item)
            yield from self._finished(order, WINDOW * len(self._actors))
        yield from self._finished(order, 0)
        if error is not None:
            raise error

    def _begin(self, task: Task) -> _Job:
        """Give a task to the actor with the least to do, when there is one with little."""
        while len(self._running) >= QUEUED * len(self._actors):
            self._wait()
        job = _Job(task)
        if not task.documents:
            job.results = []
            return job
        actor = min(self._load, key=self._load.__getitem__)
        self._load[actor] += 1
        self._running[actor.results.remote(task.payload, task.documents, task.size)] = actor, job
        return job

    def _finished(self, order: deque[Any], most: int) -> Iterator[Any]:
        """Yield what is done at the head of the order, and wait until no more than `most` items are in it."""
        while order:
            head = order[0]
            if not isinstance(head, _Job):
                yield order.popleft()
            elif head.results is not None:
                yield Done(order.popleft().task, head.results)
            elif len(order) > most:
                self._wait()
            else:
                return

    def _wait(self) -> None:
        """Take in the next result."""
        (reference,), _ = ray.wait(list(self._running), num_returns=1)
        actor, job = self._running.pop(reference)
        self._load[actor] -= 1
        try:
            job.results = ray.get(reference)
        except RayActorError as error:
            if error.actor_init_failed:
                raise WorkerError(str(error)) from error
            reason = f"{ATTEMPTS + 1} machines or actors were lost with it"
            job.results = [Lost(number, reason) for number in range(job.task.documents)]


def _connect(address: str | None) -> None:
    try:
        host, colon, port = (address or "").removeprefix("ray://").rpartition(":")
        if colon:  # Ray tries for minutes before it says that nobody is there.
            socket.create_connection((host.strip("[]"), int(port)), PATIENCE).close()
        ray.init(address=address, log_to_driver=False, logging_level="ERROR")
    except Exception as error:
        # Ray raises errors of many kinds here, of its own and of its parts.
        raise WorkerError(f"the Ray cluster cannot be used: {type(error).__name__}: {error}") from error


class _Job:
    """A task under way; `results` are None until they are there."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.results: list[Any] | None = None


class _Actor:
    """What runs on the cluster: a pool of one process."""

    def __init__(self, handler: Handler, limits: Limits, sent_by: str) -> None:
        refuse_other_version(sent_by)
        self._pool = Pool(handler, 1, limits)

    def results(self, payload: object, documents: int, size: int) -> list[Any]:
        """Return the results for all documents of a payload."""
        (done,) = self._pool.run([Task(payload, documents, size)])
        return list(done.results)
