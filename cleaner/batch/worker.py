"""A worker process from both sides: the handle that the pool holds, and the program that runs in it."""

from __future__ import annotations

import math
import os
import resource
import select
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from numbers import Real
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from cleaner.batch.options import require_count

__all__ = ["OUT_OF_MEMORY", "Limits", "OutOfMemoryError", "Span", "Worker", "WorkerError", "main"]

_BEGUN = struct.Struct("<qd")
"""What a worker writes when it begins a document: its number, and its own processor time so far, in seconds."""

_MEMORY_STATUS = 77
"""Exit status of a worker whose document wanted more memory than it may have."""

OUT_OF_MEMORY = "out of memory"
"""What `Worker.kill` returns for a worker that ended with that status."""

BLOATED = 0.5
"""Share of a document's memory that an idle worker may keep from those before it until it is replaced."""

LEAST_MEMORY = 2**20
"""Bytes without which no document can be cleaned: a smaller limit was meant in megabytes."""

_PROGRAM = f"from {__name__} import main; main()"
"""What the interpreter of a worker is given: imported, not run as `__main__`, so that classes are the same. With -P
it imports nothing from the folder it runs in, where a crawl may hold a `select.py`."""

ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
"""Settings that keep numerical libraries from starting threads in each of the workers."""


class WorkerError(RuntimeError):
    """Workers cannot be started at all."""


class OutOfMemoryError(BaseException):
    """A document wants more memory than it may have; not an Exception, so that nothing takes it for content."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take: seconds of processor time, and bytes beyond those of a worker at rest.

    Raises TypeError for what is no number, and ValueError for one that no document could keep or none reach.
    """

    seconds: float = 60.0
    memory: int = 2 * 2**30

    def __post_init__(self) -> None:
        """Refuse values that no run could mean; a truth value is a number to Python, and no limit."""
        if not isinstance(self.seconds, Real) or isinstance(self.seconds, bool):
            raise TypeError(f"the time limit is a number of seconds, not {self.seconds!r}")
        if not 0 < self.seconds < math.inf:
            raise ValueError(f"the time limit is a number of seconds above 0, not {self.seconds!r}")
        require_count("the memory limit", self.memory)
        if self.memory < LEAST_MEMORY:
            raise ValueError(
                f"the memory limit is a number of bytes, {LEAST_MEMORY:,} at least, not {self.memory!r}"
            )


class Span(NamedTuple):
    """Documents `start` to `stop` of a task; `failures` holds those that are given up, and why."""

    start: int
    stop: int
    failures: Mapping[int, str] = {}


class Worker:
    """A running worker process. `ready` once it can take work, `used` once it had some."""

    def __init__(self, handler: object, limits: Limits) -> None:
        if not sys.executable:
            raise WorkerError("workers need a Python interpreter, and sys.executable names none")
        ours, theirs = socket.socketpair()
        begun, begins = os.pipe()
        try:
            self._process = subprocess.Popen(  # noqa: S603 - this interpreter and our own module
                [sys.executable, "-P", "-c", _PROGRAM, str(theirs.fileno()), str(begins)],
                stdin=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(), begins),
                env={**os.environ, "PYTHONPATH": _search_path(), **dict.fromkeys(ONE_THREAD, "1")},
                process_group=0,  # a Ctrl-C is for the parent; it ends its workers
            )
        except OSError:
            os.close(begun)
            ours.close()
            raise
        finally:
            theirs.close()
            os.close(begins)
        os.set_blocking(begun, False)
        self._begun = begun
        self.connection = Connection(ours.detach())
        self.ready = False
        self.used = False
        self.document = -1
        self._bloated = False
        self._since = (0.0, 0.0)
        with suppress(OSError):  # One that is dead already is found out when it is heard.
            self.connection.send((handler, limits.memory))

    @property
    def pid(self) -> int:
        """Return the process id."""
        return self._process.pid

    def send(self, payload: object, span: Span) -> None:
        """Give work to the worker, which must be waiting for it; raises OSError where it is dead."""
        self.used = True
        self.document = -1
        self._since = (self._processor_seconds(), time.monotonic())
        self.connection.send((payload, span))

    def receive(self) -> tuple[str, Any]:
        """Return what the worker said; raises EOFError or OSError where it died."""
        what, value, self._bloated = self.connection.recv()
        self.ready = True
        self._read_begun()
        return what, value

    def is_bloated(self) -> bool:
        """Tell whether the worker keeps so much memory that the next document would have too little."""
        return self._bloated

    def seconds_on_document(self) -> tuple[float, float]:
        """Return for how long the worker has been on its document: processor time and by the clock.

        Where the system does not tell the processor time of another process, that by the clock is given
        for both.
        """
        self._read_begun()
        started, seen = self._since
        wall = time.monotonic() - seen
        now = self._processor_seconds()
        return (now - started if now else wall), wall

    def kill(self) -> str:
        """End the process, however it is doing; return how it ended."""
        with suppress(OSError, BlockingIOError):
            self._read_begun()
        ended = self._process.poll()
        if ended is None:
            with suppress(subprocess.TimeoutExpired):  # It may be about to say with which status it ends.
                ended = self._process.wait(0.05) if self._hung_up() else None
        self._process.kill()
        self._process.wait()
        self.connection.close()
        if self._begun >= 0:
            os.close(self._begun)
            self._begun = -1
        status = self._process.returncode
        if status == _MEMORY_STATUS:
            return OUT_OF_MEMORY
        return f"by signal {-status}" if status < 0 else f"with status {status}"

    def _hung_up(self) -> bool:
        return not self.connection.closed and self.connection.poll(0)

    def _read_begun(self) -> None:
        """Take in which documents the worker began."""
        with suppress(BlockingIOError):
            while noted := os.read(self._begun, _BEGUN.size * 4096):
                last = noted[len(noted) - _BEGUN.size :]
                self.document, started = _BEGUN.unpack(last)
                self._since = (started, time.monotonic())

    def _processor_seconds(self) -> float:
        """Return the processor time of the worker so far; 0 where the system does not say."""
        try:
            fields = Path(f"/proc/{self.pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
        except OSError:
            return 0.0
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _search_path() -> str:
    """Return where this process finds modules, for the worker to find the same ones."""
    return os.pathsep.join(str(Path(entry).absolute()) for entry in sys.path)


# -- in the worker --------------------------------------------------------------------------------------


def main() -> None:
    """Do what comes over the socket until it is closed."""
    connection, begins = Connection(int(sys.argv[1])), int(sys.argv[2])
    threading.Thread(target=_end_with_parent, args=(connection.fileno(),), daemon=True).start()
    try:
        handler, memory = connection.recv()
    except (EOFError, OSError):
        return
    except Exception as error:  # noqa: BLE001 - whatever keeps the handler from loading is for the caller to read
        connection.send(("failed", f"{type(error).__name__}: {error}", False))
        return
    at_rest = _size()
    if at_rest:
        _limit(at_rest + memory)

    def begin(document: int) -> None:
        os.write(begins, _BEGUN.pack(document, time.process_time()))

    said: object = "ready"
    value: object = None
    while True:
        try:
            bloated = bool(at_rest) and _size() - at_rest > BLOATED * memory
            connection.send((said, value, bloated))
            del value
            payload, span = connection.recv()
            said = "result"
            value = handler.run(payload, range(span.start, span.stop), span.failures, begin)
            del payload
        except (EOFError, ConnectionError):
            return
        except (MemoryError, OutOfMemoryError):
            _leave(_MEMORY_STATUS)


def _end_with_parent(descriptor: int) -> None:
    """Wait until the other end of the socket is closed, as it is when the parent dies, and end at once."""
    watcher = select.poll()
    watcher.register(descriptor, 0)
    while True:
        if any(happened & (select.POLLHUP | select.POLLERR) for _, happened in watcher.poll()):
            _leave(0)


def _leave(status: int) -> NoReturn:
    os._exit(status)


def _size() -> int:
    """Return how many bytes of address space this process has; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except OSError:
        return 0
    return pages * resource.getpagesize()


def _limit(size: int) -> None:
    """Keep this process from growing beyond `size`: memory is refused, which ends it and nothing else."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = min(size, sys.maxsize if hard == resource.RLIM_INFINITY else hard)
    resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
