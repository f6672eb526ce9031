"""What learning a site's furniture costs.

``python benchmarks/furniture_cost.py speed`` times learning beside cleaning over the same pages, and ``memory`` runs
`cleaner learn` over short documents, a million unless told otherwise, and says how much memory its processes took
together; ``merge`` only merges what as many would show, which takes most of that and a small part of the time.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from batch import children, resident
from corpora import ABSENT, MODES, Page, are_present, pages
from furniture import article, source

from cleaner import Cleaner, Config
from cleaner.furniture.learn import Learner, learn, merge

SITES = 20_000
"""Sites of a million short documents: fifty pages each."""
PART = 100_000
"""Documents whose sightings are one file."""
EVERY = 0.05
"""Seconds between two looks at the memory of all processes."""


def speed(split: str, modes: Sequence[str]) -> None:
    """Print the time that learning takes, as a part of that of cleaning, side by side."""
    wanted = [page for page in pages("news") if page.split == split]
    for mode in modes:
        _speed(wanted, mode)


def _speed(wanted: Sequence[Page], mode: str) -> None:
    cleaner, informed = Cleaner(), Cleaner(Config(furniture=learn(source(page, mode) for page in wanted)))
    with Learner() as learner, TemporaryDirectory() as folder:
        ways: dict[str, Callable[[Page], object]] = {
            "cleaning": lambda page: article(cleaner, page.source(mode), page.url, mode),
            "learning": lambda page: learner.add(source(page, mode)),
            "with furniture": lambda page: article(informed, page.source(mode), page.url, mode),
        }
        took = dict.fromkeys(ways, 0.0)
        for page in wanted:
            for name, way in ways.items():
                start = time.process_time()
                way(page)
                took[name] += time.process_time() - start
        start = time.process_time()
        learner.write(Path(folder, "furniture.parquet"))
        merging = time.process_time() - start
    print(
        f"{mode:10} learning at {took['cleaning'] / took['learning']:.2f} of the speed of cleaning, "
        f"{took['cleaning'] / (took['learning'] + merging):.2f} with the merging of {len(wanted)} pages; "
        f"cleaning with furniture takes {took['with furniture'] / took['cleaning']:.2f} of the time without"
    )


def short_documents(count: int, sites: int = SITES) -> Iterator[tuple[str, str]]:
    """Yield URL and text of short pages of many sites: two lines of the site, and three that no other page has.

    With fifty pages a site, or fewer, nothing is forgotten of what was seen once: the most that can be kept.
    """
    random = Random(7)  # noqa: S311 - made up to be counted
    syllables = ["".join(pair) for pair in product("bdfgklmnprst", "aeiou")]

    def words(number: int, letters: Random) -> str:
        return " ".join("".join(letters.choices(syllables, k=3)) for _ in range(number))

    for number in range(count):
        site = number % sites
        head, foot = (words(5, Random(f"{place} of {site}")) for place in ("head", "foot"))  # noqa: S311
        story = [f"{words(random.randrange(6, 12), random)}." for _ in range(3)]
        yield f"https://site{site}.example/{number}", "\n\n".join([head, *story, foot])


def memory(count: int, workers: int) -> None:
    """Run `cleaner learn` over short documents; print time, sizes, and the most memory that it had at once.

    Raises RuntimeError where it did not find the two lines of each site, and no others.
    """
    with TemporaryDirectory() as folder:
        source, path = Path(folder, "pages.jsonl"), Path(folder, "furniture.parquet")
        with source.open("w", encoding="utf-8") as file:
            for url, text in short_documents(count):
                file.write(json.dumps({"url": url, "text": text}) + "\n")
        command = [sys.executable, "-m", "cleaner", "learn", str(source), "-o", str(path), "-j", str(workers)]
        start = time.perf_counter()
        reading, merging = [0.0], 0.0
        with subprocess.Popen([*command, "--log", "json"], stderr=subprocess.DEVNULL) as run:  # noqa: S603
            while run.poll() is None:
                here, others = resident(run.pid), [resident(child) for child in children(run.pid)]
                reading = max(reading, [here, *others], key=sum) if others else reading
                merging = merging if others else max(merging, here)
                time.sleep(EVERY)
        shared = pq.read_table(path, filters=[("kind", "=", "line"), ("pages", ">", 1)])
        if run.returncode or shared.num_rows != 2 * max(0, min(SITES, count - SITES)):
            raise RuntimeError(f"status {run.returncode}, {shared.num_rows:,} lines that pages share")
        took, size = time.perf_counter() - start, source.stat().st_size / 1e6
        print(f"{count:,} documents, {size:.0f} MB, {workers} workers: {took:.0f} s by the clock")
        parts = " + ".join(f"{part:.0f}" for part in reading)
        print(f"most memory at once while reading, command + workers: {sum(reading):.0f} MB = {parts}")
        print(f"while merging: {merging:.0f} MB; {path.stat().st_size / 1e6:.0f} MB of furniture")


def merge_alone(count: int) -> None:
    """Merge five sightings for each of so many documents, two of them their site's; print time and memory."""
    random = np.random.default_rng(7)
    with TemporaryDirectory() as folder:
        parts = [Path(folder, f"{number}.parquet") for number in range(-(-count // PART))]
        for number, part in enumerate(parts):
            documents = np.arange(number * PART, min(count, (number + 1) * PART))
            keys = random.integers(0, 2**62, (len(documents), 5))
            keys[:, 0], keys[:, 4] = documents % SITES, documents % SITES + SITES
            pages = random.integers(0, 2**62, len(documents))
            rows = {
                "site": [f"site{number % SITES}.example" for number in documents.repeat(5).tolist()],
                "page": pages.repeat(5),
                "kind": ["line"] * keys.size,
                "key": keys.ravel(),
                "story": np.zeros(keys.size, dtype=np.int64),
                "weight": np.zeros(keys.size, dtype=np.int64),
                "text": [
                    f"{key:x} and the words of a line {key * 3:x} {key * 5:x}"
                    for key in keys.ravel().tolist()
                ],
            }
            pq.write_table(pa.table(rows), part, compression="zstd")
        before, start = resident(os.getpid()), time.perf_counter()
        merge(parts, Path(folder, "furniture.parquet"))
        took, most = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
        size = Path(folder, "furniture.parquet").stat().st_size / 1e6
    print(
        f"{5 * count:,} sightings: {took:.0f} s by the clock, at most {most:.0f} MB of memory, {before:.0f} MB of it "
        f"before; {size:.0f} MB of furniture"
    )


def main() -> int:
    """Print what is asked for; return 1 where the corpora are absent."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("speed", "memory", "merge"))
    parser.add_argument("--split", choices=("valid", "train"), default="valid", help="of speed")
    parser.add_argument("--mode", choices=MODES, help="of speed; default: all")
    parser.add_argument("--documents", type=int, default=1_000_000)
    parser.add_argument("--workers", type=int, default=2)
    chosen = parser.parse_args()
    if chosen.what == "memory":
        memory(chosen.documents, chosen.workers)
    elif chosen.what == "merge":
        merge_alone(chosen.documents)
    elif are_present():
        speed(chosen.split, [chosen.mode] if chosen.mode else MODES)
    else:
        print(ABSENT, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
