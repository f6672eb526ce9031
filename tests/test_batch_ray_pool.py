"""The pool on a Ray cluster gives what the local one gives, whatever happens to its actors."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from batches import BAD, pages, repeating_pages
from clusters import PARTS, furniture_rows, ray_running, require, write_parts
from shout import Shout

from cleaner.batch import versions
from cleaner.batch.pool import Pool
from cleaner.batch.tasks import Task
from cleaner.batch.worker import Limits, WorkerError
from cleaner.cli import main

require("ray")
from cleaner.batch.ray_pool import RayPool  # noqa: E402 - it needs Ray

pytestmark = pytest.mark.engines

PROSE = "The ferry left at noon with nine people on board, and all of them were home by dusk."

WORKERS = 2
LIMITS = Limits(seconds=2.0, memory=2**30)
PATIENT = Limits(seconds=60.0, memory=2**30)


def stream(*tasks: list[str]) -> Iterator[Any]:
    """Yield tasks, and a mark after each."""
    for number, words in enumerate(tasks):
        yield Task(words, len(words), 10)
        yield number


@pytest.fixture(scope="module", autouse=True)
def cluster() -> Iterator[None]:
    """Start a cluster whose actors find this module, and see it gone at the end, with their processes."""
    with ray_running(WORKERS, PYTHONPATH=os.pathsep.join(sys.path)):
        yield


def test_another_version_on_the_cluster_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleaner.batch.ray_pool.installed_version", lambda: "0.0.0")
    with (
        RayPool(Shout(), WORKERS, PATIENT) as pool,
        pytest.raises(WorkerError, match=r"sent by version 0\.0\.0"),
    ):
        list(pool.run(stream(["a"])))
    assert versions.installed_version() != "0.0.0"


def test_a_document_that_kills_its_worker_or_takes_too_long_costs_only_itself() -> None:
    with RayPool(Shout(), WORKERS, LIMITS) as pool:
        first, _, second, _ = pool.run(stream(["a", "die", "b"], ["c", "spin", "d"]))
    words = [word for result in first.results + second.results for word in result]
    assert [word for word in words if len(word) == 1] == ["A", "B", "C", "D"]
    assert words[1].startswith("die: 3 workers died on it")
    assert words[4].startswith("spin: took more than 2 s of processor time")


def test_the_command_writes_on_a_cluster_what_it_writes_on_one_machine(tmp_path: Path) -> None:
    table = pa.concat_tables([pages().slice(0, 16), pages().slice(pages().num_rows - len(BAD))])
    write_parts(table, tmp_path / "pages")
    lines = [{"id": number, "text": PROSE} for number in range(100)] + [{"id": 100}]
    (tmp_path / "pages" / "lines.jsonl").write_text("\n".join([*map(json.dumps, lines), "{"]), "utf-8")
    statuses = [
        main(["batch", str(tmp_path / "pages"), "-o", str(tmp_path / engine), "--engine", engine, "-j", "2"])
        for engine in ("local", "ray")
    ]
    assert statuses == [1, 1]  # bad documents, and two lines that are no records
    written = [files(tmp_path / engine) for engine in ("local", "ray")]
    assert len(written[0]) == PARTS + 3
    assert written[0] == written[1]


def files(folder: Path) -> dict[str, bytes]:
    """Return the contents of all files in a folder by their paths in it."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_cluster_that_is_not_there_is_said_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PROSE, "utf-8")
    program = [sys.executable, "-m", "cleaner", "batch", "page.txt", "-o", "out", "--engine", "ray"]
    ended = subprocess.run(  # noqa: S603 - our own program
        [*program, "--address", "127.0.0.1:1"], cwd=tmp_path, check=False, capture_output=True, text=True
    )
    assert ended.returncode == 1
    assert ended.stderr.splitlines()[-1].startswith("cleaner: the Ray cluster cannot be used: ")


def test_the_command_learns_on_a_cluster_what_it_learns_here(tmp_path: Path) -> None:
    write_parts(repeating_pages(), tmp_path / "pages")
    for engine in ("ray", "local"):
        output = str(tmp_path / f"{engine}.parquet")
        assert main(["learn", str(tmp_path / "pages"), "-o", output, "--engine", engine, "-j", "2"]) == 0
    assert furniture_rows(tmp_path / "ray.parquet") == furniture_rows(tmp_path / "local.parquet")


def test_a_batch_on_a_cluster_learns_there_first(tmp_path: Path) -> None:
    write_parts(repeating_pages(), tmp_path / "pages")
    output = str(tmp_path / "clean")
    assert main(["batch", str(tmp_path / "pages"), "-o", output, "--learn", "--engine", "ray"]) == 0
    furniture_rows(Path(f"{output}.furniture.parquet"))


# This pool keeps both cores until the end, so that the tests with pools of their own stand above.


@pytest.fixture(scope="module")
def pool(cluster: None) -> Iterator[RayPool]:
    """Return a pool that is in no hurry."""
    del cluster
    with RayPool(Shout(), 0, PATIENT) as pool:
        yield pool


def test_results_and_marks_come_in_order_as_from_the_local_pool(pool: RayPool) -> None:
    tasks = [
        [f"word {task} {number}" for number in range(task % 5)] + ["slow"] * (task == 3) for task in range(60)
    ]
    with Pool(Shout(), WORKERS, PATIENT) as local:
        assert list(pool.run(stream(*tasks))) == list(local.run(stream(*tasks)))


def test_an_actor_that_is_lost_costs_nothing(pool: RayPool) -> None:
    import ray

    tasks = [["slow", str(number)] for number in range(20)]
    results = pool.run(stream(*tasks))
    seen = [next(results)]
    ray.kill(pool._actors[0], no_restart=False)
    seen += list(results)
    assert [item for item in seen if isinstance(item, int)] == list(range(20))
    words = [word for item in seen if not isinstance(item, int) for result in item.results for word in result]
    assert words == [word.upper() for task in tasks for word in task]


def test_what_the_stream_raises_is_raised_after_what_came_before_it(pool: RayPool) -> None:
    def broken() -> Iterator[Any]:
        yield from stream(["a"], ["b"])
        raise OSError("the disk is gone")

    results = pool.run(broken())
    assert [next(results) for _ in range(4)][-1] == 1
    with pytest.raises(OSError, match="the disk is gone"):
        next(results)
