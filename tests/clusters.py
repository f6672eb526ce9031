"""Engines of other projects in tests: they are needed or not, and leave no process behind."""

from __future__ import annotations

import importlib
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from support import ROOT

PATIENCE = 30
"""Seconds after which a process that was told to end counts as left behind."""

PARTS = 4
"""Files of the data set that the documented examples read."""


def require(*modules: str) -> None:
    """Skip the test module where an engine is not installed, or fail there if CLEANER_ENGINES wants it."""
    for module in modules:
        if os.environ.get("CLEANER_ENGINES"):
            importlib.import_module(module)
        else:
            pytest.importorskip(module, reason=f"needs {module.partition('.')[0]}, of the group `engines`")


def example(heading: str, folder: Path | None = None, name: str = "engines.md") -> str:
    """Return the program under a heading of a document; its files are in `folder` if that is given."""
    document = (ROOT / "docs" / name).read_text("utf-8")
    found = re.search(
        rf"^## {re.escape(heading)}\n.*?^```python\n(.*?)^```$", document, re.DOTALL | re.MULTILINE
    )
    assert found, f"docs/{name} has no example under {heading}"
    files = r'"(pages|clean|sightings|furniture\.parquet)"'
    return re.sub(files, rf'"{folder}/\1"', found[1]) if folder else found[1]


def furniture_rows(path: Path) -> list[dict[str, object]]:
    """Return the rows of a file of furniture, and fail if it tells of no line that two pages share."""
    rows: list[dict[str, object]] = pq.read_table(path).to_pylist()
    assert any(row["kind"] == "line" and row["text"] for row in rows)
    return rows


def write_parts(table: pa.Table, folder: Path) -> None:
    """Write a table as a data set of `PARTS` files."""
    folder.mkdir()
    step = -(-table.num_rows // PARTS)
    for number in range(PARTS):
        pq.write_table(table.slice(number * step, step), folder / f"part-{number}.parquet")


class Processes:
    """The processes that began below this one since the object was made."""

    def __init__(self) -> None:
        self._before = set(_descendants())
        self._started: dict[int, str] = {}

    def note(self) -> None:
        """Take down those that are there now; to be called before they are told to end."""
        self._started |= {key: name for key, name in _descendants().items() if key not in self._before}

    def assert_gone(self) -> None:
        """Fail if one of those noted is still alive after `PATIENCE` seconds, or if none was noted."""
        assert self._started, "no process was started, so nothing is tested"
        deadline = time.monotonic() + PATIENCE
        while left := {
            key: name for key, name in self._started.items() if _running().get(key, (0, ""))[1] == name
        }:
            assert time.monotonic() < deadline, f"left behind: {left}"
            time.sleep(0.1)


@contextmanager
def ray_running(workers: int, **environment: str) -> Iterator[None]:
    """Have Ray run with so many workers, started with these variables, and see it gone at the end."""
    import ray

    processes = Processes()
    with pytest.MonkeyPatch.context() as patch:
        # Ray's workers step back behind all other programs unless told.
        for name, value in {"RAY_worker_niceness": "0", **environment}.items():
            patch.setenv(name, value)
        ray.init(
            address="local",
            num_cpus=workers,
            include_dashboard=False,
            log_to_driver=False,
            logging_level="ERROR",
            object_store_memory=200_000_000,
        )
    yield
    processes.note()
    ray.shutdown()
    processes.assert_gone()


def assert_group_gone(group: int) -> None:
    """Fail if a process of a process group is still alive after `PATIENCE` seconds."""
    deadline = time.monotonic() + PATIENCE
    while _exists(group):
        assert time.monotonic() < deadline, f"process group {group} still has processes"
        time.sleep(0.1)


def _exists(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def _descendants() -> dict[int, str]:
    """Return the processes below this one, their names by their ids."""
    running = _running()
    found = {os.getpid(): ""}
    while more := {
        key: name for key, (parent, name) in running.items() if parent in found and key not in found
    }:
        found |= more
    del found[os.getpid()]
    return found


def _running() -> dict[int, tuple[int, str]]:
    """Return parent and name of every process that has not ended."""
    lines = subprocess.run(  # noqa: S603 - a fixed command
        [shutil.which("ps") or "ps", "-eo", "pid=,ppid=,stat=,comm="],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.splitlines()
    cells = (line.split(None, 3) for line in lines)
    return {
        int(pid): (int(parent), name)
        for pid, parent, state, name in cells
        if not state.startswith("Z") and name != "ps"
    }
