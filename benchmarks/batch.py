"""The local runner: overhead, throughput with one worker and two, memory over many documents, bad ones.

``python benchmarks/batch.py`` prints everything, ``python benchmarks/batch.py throughput`` one part of it. The
parts that compare times take turns over the same pages in one run, so that other work on the machine disturbs
all alike; the processor time beside them is what remains comparable on a machine that is never idle.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import numpy as np
from corpora import ABSENT, CORPORA, are_present, pages
from crawl_of_faults import verified, write_crawl

from cleaner import Cleaner
from cleaner.batch.cleaning import CleanRows
from cleaner.batch.inputs import shards
from cleaner.batch.items import Line
from cleaner.batch.local import run_local
from cleaner.batch.options import BatchOptions
from cleaner.batch.plan import Run
from cleaner.batch.progress import Progress
from cleaner.batch.tally import Tally

PARTS = ("overhead", "throughput", "memory", "hostile")
FEW = 8
SAMPLES = 10
SHORT = 600
"""Characters of most of the texts of the memory part; every so many documents, a whole page comes along."""
PAGE_EVERY = 20


class Cost(NamedTuple):
    """Seconds by the clock, of processor time in this process, and of processor time in its workers."""

    wall: float
    here: float
    workers: float


def write_lines(path: Path, documents: Sequence[str]) -> None:
    """Write documents as lines of JSON."""
    with path.open("w", encoding="utf-8") as file:
        for number, document in enumerate(documents):
            file.write(json.dumps({"id": number, "html": document}) + "\n")


def measured(work: Callable[[], object]) -> Cost:
    """Return what some work costs."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    wall, here = time.perf_counter(), time.process_time()
    work()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    workers = after.ru_utime + after.ru_stime - children.ru_utime - children.ru_stime
    return Cost(time.perf_counter() - wall, time.process_time() - here, workers)


def batch(source: Path, workers: int) -> Tally:
    """Clean one file of lines with so many workers."""
    with TemporaryDirectory() as folder:
        output = Path(folder) / "out"
        run = Run(shards=shards([str(source)], "same", output), workers=workers)
        return run_local(run, output, Progress(None, None))


def print_overhead(documents: Sequence[str], rounds: int) -> None:
    """Print what parsing and writing rows adds to cleaning: page by page in turn, in this process."""
    cleaner, handler = Cleaner(), CleanRows(BatchOptions())
    lines = [
        Line(number, json.dumps({"html": document}).encode()) for number, document in enumerate(documents)
    ]
    seconds = np.zeros((rounds + 1, 2))
    for turn in range(rounds + 1):
        for number, document in enumerate(documents):
            start = time.process_time()
            cleaner.clean(document)
            middle = time.process_time()
            handler.run(lines, range(number, number + 1), {}, lambda _: None)
            seconds[turn] += middle - start, time.process_time() - middle
    added = seconds[1:, 1] / seconds[1:, 0] - 1  # The first turn compiles.
    print(
        f"\noverhead: {len(documents)} pages, {rounds} rounds, cleaned plainly and as lines of JSON in turn"
    )
    print(f"JSON in, row and JSON out add {np.median(added):+.1%} ({added.min():+.1%} to {added.max():+.1%})")


def print_throughput(documents: Sequence[str], rounds: int) -> None:
    """Print the plain loop, one worker and two, and their ratios: medians over rounds."""
    cleaner = Cleaner()

    def loop() -> None:
        for document in documents:
            cleaner.clean(document)

    with TemporaryDirectory() as folder:
        few, all_ = Path(folder) / "few.jsonl", Path(folder) / "all.jsonl"
        write_lines(few, documents[:FEW])
        write_lines(all_, documents)
        loop()
        costs: dict[str, list[Cost]] = {"loop": [], "1": [], "2": [], "start 1": [], "start 2": []}
        for _ in range(rounds):
            costs["loop"].append(measured(loop))
            for workers in (1, 2):
                costs[f"start {workers}"].append(measured(lambda workers=workers: batch(few, workers)))  # type: ignore[misc]
                costs[str(workers)].append(measured(lambda workers=workers: batch(all_, workers)))  # type: ignore[misc]
    print(f"\nthroughput: {len(documents)} pages, medians of {rounds} rounds, without the start of workers")
    _print_costs(
        {name: Cost(*np.median(np.array(found), axis=0)) for name, found in costs.items()}, len(documents)
    )


def _print_costs(middle: Mapping[str, Cost], documents: int) -> None:
    """Print what the plain loop, one worker and two take, and their ratios."""
    print(f"{'':14}{'seconds':>9}{'pages/s':>9}{'processor s, runner':>21}{'workers':>9}")
    net = {"loop": middle["loop"]}
    for workers in ("1", "2"):
        pairs = zip(middle[workers], middle[f"start {workers}"], strict=True)
        net[workers] = Cost(*(whole - start for whole, start in pairs))
    for name, cost in net.items():
        label = "plain loop" if name == "loop" else f"{name} worker{'s' * (name != '1')}"
        rate = documents / cost.wall
        print(f"{label:14}{cost.wall:9.1f}{rate:9.1f}{cost.here:21.2f}{cost.workers:9.2f}")
    one, two, plain = net["1"], net["2"], net["loop"]
    print(f"two workers are {one.wall / two.wall:.2f} times as fast as one by the clock")
    print(f"one worker takes {one.wall / plain.wall - 1:+.1%} of the plain loop's time by the clock")
    used = one.here + one.workers
    print(f"and {used / plain.here - 1:+.1%} of its processor time, reading and writing JSON included")
    share = one.here / one.workers
    print(
        f"the runner itself takes {share:.1%} of what its workers take: {1 / share:.0f} of them keep it busy"
    )
    print(
        f"to start: {middle['start 1'].wall:.1f} s with one worker, {middle['start 2'].wall:.1f} s with two"
    )


def resident(process: int) -> float:
    """Return the megabytes that a process has in memory."""
    for line in Path(f"/proc/{process}/status").read_text("ascii", "replace").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1000
    return 0.0


def children(process: int) -> list[int]:
    """Return the processes that a process started."""
    return [
        int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()
    ]


def print_memory(documents: Sequence[str], count: int) -> None:
    """Print the memory of runner and workers as a run over `count` documents goes on."""
    with TemporaryDirectory() as folder:
        source, output = Path(folder) / "many.jsonl", Path(folder) / "out"
        with source.open("w", encoding="utf-8") as file:
            for number in range(count):
                document = documents[number % len(documents)]
                record = {"text": document if number % PAGE_EVERY == 0 else document[-SHORT:], "id": number}
                file.write(json.dumps(record) + "\n")
        command = [sys.executable, "-m", "cleaner", "batch", str(source), "-o", str(output), "-j", "2"]
        samples = []
        with subprocess.Popen([*command, "--log", "json"], stderr=subprocess.PIPE) as run:  # noqa: S603
            for line in run.stderr or ():
                said = json.loads(line)
                workers = [resident(process) for process in children(run.pid)]
                samples.append((said["records"], resident(run.pid), max(workers, default=0.0)))
        size = source.stat().st_size / 1e6
    samples.pop()  # At the end, the workers are gone.
    print(f"\nmemory over {count:,} documents, {size:,.0f} MB{'':8}runner{'':7}largest worker   MB")
    for records, here, worker in samples[:: max(1, len(samples) // SAMPLES)]:
        print(f"{records:24,}{here:26.0f}{worker:20.0f}")


def print_hostile(documents: Sequence[str], count: int, bad: int) -> None:
    """Print what became of the records of a crawl with bad ones among them; raises where one is wrong."""
    cleaner = Cleaner()
    large = [
        ("failed", "<p>" + "word " * 12_000_000),
        ("failed", "<p>A sentence of eight words stands in here.</p>" * 600_000),
    ]
    with TemporaryDirectory() as folder:
        source, output = Path(folder) / "crawl", Path(folder) / "out"
        source.mkdir()
        crawl = write_crawl(source, documents, count, bad, large)
        command = [sys.executable, "-m", "cleaner", "batch", str(source), "-o", str(output), "-j", "2"]
        start = time.perf_counter()
        done = subprocess.run([*command, "--time-limit", "10"], capture_output=True, check=False)  # noqa: S603
        seconds = time.perf_counter() - start
        counts = verified(crawl, output, cache(cleaner.clean))
    print(f"\na crawl of {count:,} records, {bad} of them bad, in {seconds:.0f} s: status {done.returncode}")
    print(", ".join(f"{name}: {number:,}" for name, number in counts.items()))
    print(done.stderr.decode().strip())


def main() -> int:
    """Print the parts asked for; return 1 where the corpora are absent."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; all unless given")
    parser.add_argument("--pages", type=int, default=400, help="pages of the throughput part (default 400)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--documents", type=int, default=100_000, help="of the memory part (default 100,000)")
    parser.add_argument("--records", type=int, default=10_000, help="of the crawl (default 10,000)")
    parser.add_argument("--bad", type=int, default=200, help="bad ones among them (default 200)")
    options = parser.parse_args()
    parts = options.parts or PARTS
    if unknown := set(parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    if not are_present():
        print(ABSENT, file=sys.stderr)
        return 1
    found = [page for corpus in CORPORA for page in pages(corpus, "train")]
    html = [page.html.decode("utf-8", "replace") for page in found]
    some = html[:: max(1, len(html) // options.pages)]
    if "overhead" in parts:
        print_overhead(some, options.rounds)
    if "throughput" in parts:
        print_throughput(some, options.rounds)
    if "memory" in parts:
        texts = [page.text_full for page in found if len(page.text_full) > SHORT]
        print_memory(texts, options.documents)
    if "hostile" in parts:
        print_hostile(html, options.records, options.bad)
    return 0


if __name__ == "__main__":
    sys.exit(main())
