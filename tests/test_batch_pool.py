"""Workers that die, hang, swell and are killed: each costs the document it was on, and order stays."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from batch_handlers import Obedient, Refusing

from cleaner.batch.pool import ATTEMPTS, Pool
from cleaner.batch.tasks import Done, Lost, Task
from cleaner.batch.worker import Limits, WorkerError

MEGABYTE = 2**20


def tasks(documents: list[str], each: int = 4) -> list[Task]:
    groups = [documents[first : first + each] for first in range(0, len(documents), each)]
    return [Task(group, len(group), 1) for group in groups]


def answers(pool: Pool, stream: list[Task]) -> list[str]:
    said = []
    for done in pool.run(stream):
        for result in done.results:
            said += [f"lost: {result.reason}"] if isinstance(result, Lost) else [text for _, text in result]
    return said


def pool(workers: int = 2, seconds: float = 30, memory: int = 512 * MEGABYTE) -> Pool:
    return Pool(Obedient(), workers, Limits(seconds, memory))


def test_results_come_in_order_however_long_each_document_takes() -> None:
    documents = ["sleep: 0.3", *map(str, range(40)), "sleep: 0.1", "last"]
    with pool() as some:
        assert answers(some, tasks(documents)) == documents


def test_what_is_no_task_comes_in_its_place() -> None:
    first, second = tasks(["a", "b", "c", "d", "e"])
    with pool() as some:
        seen = [
            item.task if isinstance(item, Done) else item for item in some.run(["x", first, "y", second, "z"])
        ]
    assert seen == ["x", first, "y", second, "z"]


def test_an_empty_stream_starts_no_worker() -> None:
    with pool() as some:
        assert list(some.run([])) == []
        assert some.processes == []


def test_a_document_that_kills_its_worker_is_found_out_among_others() -> None:
    documents = ["a", "b", "die", "d", "e", "f", "die", "h"]
    with pool() as some:
        said = answers(some, tasks(documents))
    reason = f"failed: {ATTEMPTS} workers died on it, the last one by signal 9"
    assert said == ["a", "b", reason, "d", "e", "f", reason, "h"]


def test_a_document_whose_worker_was_killed_by_others_is_done_again(tmp_path: Path) -> None:
    documents = ["a", f"kill once: {tmp_path / 'killed'}", "c"]
    with pool(1) as some:
        assert answers(some, tasks(documents)) == documents


def test_a_worker_that_leaves_is_as_good_as_dead() -> None:
    with pool(1) as some:
        said = answers(some, tasks(["leave", "b"]))
    assert said == [f"failed: {ATTEMPTS} workers died on it, the last one with status 3", "b"]


def test_a_document_that_cannot_even_be_written_down_as_failed_is_lost_alone() -> None:
    with pool(1) as some:
        said = answers(some, tasks(["a", "die always", "c"]))
    assert said == ["a", f"lost: {ATTEMPTS} workers died on it, the last one by signal 9", "c"]


def test_a_document_that_takes_too_long_is_given_up_and_its_neighbours_are_not() -> None:
    with pool(seconds=0.5) as some:
        said = answers(some, tasks(["a", "burn: 60", "c", "d", "e"]))
    assert said == ["a", "failed: took more than 0.5 s of processor time", "c", "d", "e"]


def test_the_limit_is_for_each_document_and_not_for_a_chunk() -> None:
    documents = ["burn: 0.3"] * 6
    with pool(1, seconds=1) as some:
        assert answers(some, tasks(documents, 6)) == documents


def test_a_document_that_waits_for_nothing_is_given_up_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleaner.batch.pool.STUCK", 1)
    with pool(1, seconds=0.5) as some:
        said = answers(some, tasks(["a", "sleep: 600"]))
    assert said == ["a", f"failed: {ATTEMPTS} workers died on it, the last one by signal 9"]


def test_a_document_that_wants_too_much_memory_is_given_up() -> None:
    with pool(1, memory=64 * MEGABYTE) as some:
        said = answers(some, tasks(["a", f"fill: {256 * MEGABYTE}", f"fill: {8 * MEGABYTE}"]))
    assert said == [
        "a",
        f"failed: needs more than {64 * MEGABYTE:,} bytes of memory",
        f"filled {8 * MEGABYTE}",
    ]


def test_workers_killed_from_outside_at_random_change_nothing() -> None:
    documents = ["burn: 0.02"] * 100
    stop = threading.Event()

    def kill(some: Pool) -> None:
        turn = 0
        while not stop.wait(1):
            for process in some.at_work[turn % 2 :][:1]:
                os.kill(process, signal.SIGKILL)
            turn += 1

    with pool() as some:
        killer = threading.Thread(target=kill, args=(some,))
        killer.start()
        try:
            assert answers(some, tasks(documents)) == documents
        finally:
            stop.set()
            killer.join()


def test_the_source_is_read_no_further_ahead_than_workers_need() -> None:
    read: list[int] = []

    def source() -> Iterator[Task]:
        for number in range(10_000):
            read.append(number)
            yield Task([str(number)], 1, 1)

    with pool(1) as some:
        stream = some.run(source())
        for _ in range(5):
            next(stream)
        assert len(read) < 200


def test_large_tasks_that_wait_for_a_slow_one_are_bounded_by_their_size(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("cleaner.batch.pool.WINDOW_BYTES", 1000)
    read: list[int] = []

    def source() -> Iterator[Task]:
        yield Task(["sleep: 1"], 1, 100)
        for number in range(100):
            read.append(number)
            yield Task(["x"], 1, 100)

    with pool(2) as some:
        stream = some.run(source())
        next(stream)
        assert len(read) <= 10


def test_an_exception_of_the_source_is_raised_after_what_came_before_it() -> None:
    def source() -> Iterator[Task]:
        yield from tasks(["a", "b"], 1)
        raise KeyError("gone")

    seen = []
    with pool() as some, pytest.raises(KeyError, match="gone"):
        seen.extend(done.task.payload for done in some.run(source()))
    assert seen == [["a"], ["b"]]


def test_a_handler_that_cannot_be_loaded_is_an_error_and_no_endless_loop() -> None:
    with (
        Pool(Refusing(), 2, Limits()) as some,
        pytest.raises(WorkerError, match="a worker cannot start: RuntimeError: the rules are gone"),
    ):
        list(some.run(tasks(["a"])))


def test_workers_that_die_at_once_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")
    with Pool(Obedient(), 1, Limits()) as some, pytest.raises(WorkerError, match="with status 1"):
        list(some.run(tasks(["a"])))


def test_no_process_outlives_the_pool() -> None:
    with pool() as some:
        stream = some.run(tasks(["a", "sleep: 600", "b"], 1))
        next(stream)
        processes = some.processes
        assert processes
    assert [process for process in processes if _is_alive(process)] == []


def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    note = tmp_path / "processes"
    child = os.fork()
    if child == 0:
        with pool() as some:
            stream = some.run(tasks(["a", "b", "sleep: 600", "sleep: 600"], 1))
            next(stream)
            next(stream)
            note.write_text(" ".join(map(str, some.processes)))
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    processes = [int(process) for process in note.read_text().split()]
    assert len(processes) == 2
    _wait_until(lambda: not any(map(_is_alive, processes)))


def test_a_pool_without_workers_is_refused() -> None:
    with pytest.raises(ValueError, match="workers is a number from 1, not 0"):
        pool(0)


def _is_alive(process: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False


def _wait_until(true: object, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not true():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.05)


def test_without_an_interpreter_nothing_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "")
    before = len(list(Path("/dev/fd").iterdir()))
    with pool() as some, pytest.raises(WorkerError, match="names none"):
        answers(some, tasks(["a"]))
    assert len(list(Path("/dev/fd").iterdir())) == before
