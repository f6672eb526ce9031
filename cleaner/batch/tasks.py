"""What workers are given and what they give back, wherever they run."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping
from typing import Any, NamedTuple, Protocol, Self

from cleaner.batch.worker import Limits

__all__ = ["Begin", "Done", "Handler", "Lost", "MakeWorkers", "Task", "Workers"]


class Handler(Protocol):
    """What workers do with a task; pickled once for each worker."""

    def run(
        self,
        payload: Any,  # noqa: ANN401 - what the maker of the tasks put there
        span: range,
        failures: Mapping[int, str],
        begin: Begin,
    ) -> object:
        """Return the result for the documents `span` of `payload`.

        `begin` is called with each document before anything is done with it. `failures` says of which
        documents that they are not to be touched again, and why.
        """


class Workers(Protocol):
    """What runs tasks, here or elsewhere; a context manager, which leaves no process behind."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...

    def run(self, stream: Iterable[Task | object]) -> Generator[Any]:
        """Yield for each `Task` of the stream a `Done`, and everything else as it comes, in order."""


MakeWorkers = Callable[[Handler, int, Limits], Workers]
"""Makes workers for a handler: so many of them, with limits for each document."""


class Begin(Protocol):
    """The call by which a handler says which document it begins."""

    def __call__(self, document: int, /) -> None:
        """Say that this document is begun."""


class Task(NamedTuple):
    """Some documents to be cleaned together; `size` is in bytes, `note` comes back with the results."""

    payload: Any
    documents: int
    size: int
    note: Any = None


class Done(NamedTuple):
    """A task with its results, which together cover its documents in order."""

    task: Task
    results: list[Any]


class Lost(NamedTuple):
    """In place of the result for the document of this number, from 0, of a task, which nobody could touch at all."""

    document: int
    reason: str
