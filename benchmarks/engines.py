"""Throughput of each cluster engine beside the plain loop, and what a billion pages come to.

Every engine reads the same Parquet files of pages, cleans them with two workers on this machine and writes
Parquet (datatrove: JSON Lines), one after the other in one run, the plain loop in between. Two workers on two
idle cores can be twice as fast as the loop. The processor time of all processes together is what a cluster is
paid for, and changes little when others use the machine. What a second run over a few pages takes is taken off;
the first one is what it takes to start. Needs the dependency group `engines`, Java for Spark, and Linux.
"""

from __future__ import annotations

import argparse
import os
import resource
import time
import warnings
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq
from corpora import ABSENT, CORPORA, are_present, pages

from cleaner import Cleaner
from cleaner.batch.cleaning import CleanRows
from cleaner.batch.items import Document
from cleaner.batch.options import BatchOptions
from cleaner.batch.tasks import Task
from cleaner.batch.worker import Limits

try:
    import datasets  # noqa: F401 - is loaded late in a run, and shows here that it is there
    from engine_runs import PARTS, RUNS, WORKERS, Run, loop, ray_session

    from cleaner.batch.ray_pool import RayPool
except ModuleNotFoundError as error:
    raise SystemExit(f"{error}; it needs the group `engines`: pip install --group engines") from None

BLOCKS = 200
FEW = 32
"""Pages of the run that measures what an engine takes to start."""

BILLION = 1_000_000_000
DAY = 24 * 3600
TERA = 1e12


class Data(NamedTuple):
    """Pages as Parquet files in a folder."""

    folder: Path
    count: int
    size: int


def write_pages(folder: Path, count: int) -> Data:
    """Write that many pages of the corpora as Parquet files, over and over where there are fewer."""
    found = [page for corpus in CORPORA for page in pages(corpus)]
    rows = [found[number * 7919 % len(found)] for number in range(count)]
    table = pa.table(
        {
            "id": [str(number) for number in range(count)],
            "url": [row.url for row in rows],
            "html": pa.array([row.html for row in rows], pa.binary()),
        }
    )
    folder.mkdir()
    for number in range(PARTS):  # none is empty, which datasets cannot read
        start, end = number * count // PARTS, (number + 1) * count // PARTS
        part = table.slice(start, end - start)
        pq.write_table(part, folder / f"part-{number:02}.parquet", compression="zstd")
    return Data(folder, count, sum(len(row.html) for row in rows))


class Cost(NamedTuple):
    """Seconds by the clock, and of processor time in all processes together."""

    wall: float
    processor: float

    def __sub__(self, other: Cost) -> Cost:
        return Cost(self.wall - other.wall, self.processor - other.processor)


def cost(run: Run, data: Data, target: Path) -> Cost:
    """Return what a run takes."""
    before = processor_seconds()
    start = time.perf_counter()
    run(data.folder, target)
    wall = time.perf_counter() - start
    time.sleep(1)  # The time of a process that has ended counts when its parent has noticed.
    return Cost(wall, processor_seconds() - before)


def processor_seconds() -> float:
    """Return the processor time of this process and all below it, those that have ended included (Linux)."""
    parents: dict[int, int] = {}
    ticks: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = path.read_text("utf-8", "replace").rpartition(")")[2].split()
            parents[int(path.parent.name)] = int(fields[1])
            ticks[int(path.parent.name)] = sum(map(int, fields[11:15]))
    ours = {os.getpid()}
    while more := {key for key, parent in parents.items() if parent in ours} - ours:
        ours |= more
    return sum(ticks.get(key, 0) for key in ours) / os.sysconf("SC_CLK_TCK")


def stored(folder: Path) -> int:
    """Return the bytes of the files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def print_throughput(few: Data, many: Data, folder: Path) -> float:
    """Print the table of the engines; return pages that the plain loop cleans in a second of processor time."""
    count = many.count - few.count
    loops = [steady(loop, few, many, folder / "loop")]
    table = []
    for name, (running, run) in RUNS.items():
        with running():
            started = cost(run, few, folder / f"{name}-first")
            taken = steady(run, few, many, folder / name)
        loops.append(steady(loop, few, many, folder / "loop"))
        before, after = loops[-2:]
        wall = (before.wall + after.wall) / 2 / taken.wall
        processor = taken.processor / ((before.processor + after.processor) / 2)
        table.append(
            f"| {name} | {count / taken.wall:.0f} | {wall:.2f} | {processor:.2f} | {started.wall:.0f} |"
        )
    processor = sum(taken.processor for taken in loops) / len(loops)
    walls = [taken.wall for taken in loops]
    print("| | pages a second | speed beside the loop | processor time beside the loop | first run, s |")
    print("|---|---|---|---|---|")
    print(f"| plain loop | {count * len(walls) / sum(walls):.0f} | 1 | 1 | |")
    print("\n".join(table))
    print(
        f"\n{count:,} pages of {many.size / many.count / 1e3:.0f} kB. The loop ran {len(walls)} times in between, "
        f"the slowest {max(walls) / min(walls):.2f} times as long as the fastest, and had "
        f"{processor * len(walls) / sum(walls):.0%} of a core."
    )
    return count / processor


def steady(run: Run, few: Data, many: Data, target: Path) -> Cost:
    """Return what the pages beyond the few take, when everything has run before."""
    start = cost(run, few, target.with_name(f"{target.name}-few"))
    return cost(run, many, target) - start


def print_bill(data: Data, folder: Path, rate: float) -> None:
    """Print what a billion pages like these come to on cores like this one."""
    output = pq.read_table(folder / "clean_batch")
    sizes = {"with `removed`": output, "without": output.drop_columns(["removed"])}
    scale = BILLION / data.count / TERA
    print("\n| a billion pages | |\n|---|---|")
    print(f"| core days | {BILLION / rate / DAY:,.0f} |")
    print(f"| read, uncompressed | {data.size * scale:.0f} TB |")
    print(f"| read, Parquet with zstd | {stored(data.folder) * scale:.0f} TB |")
    for name, table in sizes.items():
        path = folder / "size.parquet"
        pq.write_table(table, path, compression="zstd")
        print(f"| written, Parquet with zstd, {name} | {path.stat().st_size * scale:.1f} TB |")
    print(f"| read by a core, MB/s uncompressed | {rate * data.size / data.count / 1e6:.1f} |")


def print_driver(data: Data) -> None:
    """Print what the one process in front of a cluster can deal out in a second of its processor time."""
    import ray  # noqa: PLC0415

    rows = pq.read_table(data.folder).to_pylist()
    tasks = [
        Task([Document(0, row["html"], {}) for row in rows[start : start + 8]], 8, 0)
        for start in range(0, len(rows) - 7, 8)
    ]
    refuse_all = CleanRows(BatchOptions(largest=1))
    seconds = {}
    with ray_session():
        for blocks in (BLOCKS // 10, BLOCKS // 10, BLOCKS):
            began = time.process_time()
            ray.data.range(blocks, override_num_blocks=blocks).map_batches(lambda batch: batch).materialize()
            seconds[blocks] = time.process_time() - began
        with RayPool(refuse_all, WORKERS, Limits()) as pool:
            list(pool.run(tasks[:16]))
            began = time.process_time()
            list(pool.run(tasks))
            passed = sum(len(document.source) for task in tasks for document in task.payload)
            speed = passed / (time.process_time() - began) / 1e6
    each = (seconds[BLOCKS] - seconds[BLOCKS // 10]) / (BLOCKS - BLOCKS // 10)
    print("\n| a second of processor time of the process in front deals out | |\n|---|---|")
    print(f"| blocks of a Ray dataset | {1 / each:,.0f} |")
    print(f"| documents of `cleaner batch --engine ray` | {speed:,.0f} MB |")


def print_worst_page() -> None:
    """Print the memory and processor time that pages of a megabyte take, the heaviest known and an ordinary one."""
    print("\n| a page of 1 MB | blocks | memory beyond rest, MB | processor, s |\n|---|---|---|---|")
    for name, unit in HEAVY.items():
        reader, writer = os.pipe()
        if not (child := os.fork()):
            os.write(writer, _weighed(unit).encode())
            os._exit(0)
        os.waitpid(child, 0)
        print(f"| {name} | {os.read(reader, 200).decode()} |")


HEAVY = {
    "one long text": b"The tide table of the harbour runs on, line after line, as it did last year. ",
    "a list of links": b"<li><a href=x>b</a></li>",
    "lines of one word": b"word\n\n",
    "paragraphs of one letter": b"<p>a",
}
"""What pages of one megabyte are made of, the lightest first."""


def _weighed(unit: bytes) -> str:
    cleaner = Cleaner()
    cleaner.extract(b"<p>The harbour lay still, and nobody was in sight.</p>")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    article = cleaner.extract(unit * (1_000_000 // len(unit)))
    seconds = time.process_time() - start
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 / 1e6
    return f"{len(article.blocks):,} | {memory:,.0f} | {seconds:.1f}"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=int, default=3_000, metavar="N")
    options = parser.parse_args()
    if not are_present():
        print(ABSENT)
        return
    warnings.simplefilter("ignore")
    print_worst_page()
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        few, many = write_pages(folder / "few", FEW), write_pages(folder / "many", options.pages)
        print()
        print_bill(many, folder, print_throughput(few, many, folder))
        print_driver(many)


if __name__ == "__main__":
    main()
