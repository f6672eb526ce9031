"""What learning a site's furniture gains: on pairs of real pages, on made-up crawls, and what it costs.

``python benchmarks/furniture.py pairs`` learns from the pages of `news.parquet`, two of each site, without their
gold, and cleans those of `valid`: from the other page of each site, and from both. ``crawl`` makes sites of fifty
pages from the furniture of real ones around the stories of others, and shows the gain by pages that were seen.
``speed`` times learning beside cleaning over the same pages, and ``memory`` runs `cleaner learn` over short
documents, a million unless told otherwise, and says how much memory its processes took together; ``merge``
only merges what as many would show, which takes most of that and a small part of the time.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from itertools import product
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from unittest.mock import patch

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from batch import children, resident
from corpora import ABSENT, MODES, Page, are_present, kind_of, pages
from crawls import crawls
from scores import difference, score, summary

from cleaner import Article, Cleaner, Config
from cleaner.document import BODY_LABELS
from cleaner.furniture import apply
from cleaner.furniture.learn import Learner, learn, merge
from cleaner.furniture.sightings import Sightings, Source, sightings
from cleaner.furniture.store import Furniture
from cleaner.pipeline import judges_of

SEEN = (0, 1, 2, 5, 10, 20, 50)
"""Pages of a made-up site that are learned from."""
PARAGRAPH_WORDS = 8
"""Words from which a line of the gold counts as a paragraph that must not be lost."""
CUT = 99.0
"""Log-odds against each repeated line that make a cut of the evidence."""
SITES = 20_000
"""Sites of a million short documents: fifty pages each."""
PART = 100_000
"""Documents whose sightings are one file."""
EVERY = 0.05
"""Seconds between two looks at the memory of all processes."""


def source(page: Page, mode: str) -> Source:
    """Return a page to learn from."""
    return Source(page.source(mode), page.url, kind_of(mode))


def article(cleaner: Cleaner, content: str | bytes, url: str, mode: str) -> Article:
    """Return the article of a page."""
    return cleaner.extract(content, kind=kind_of(mode), url=url)


def lost(found: Article, gold: str) -> int:
    """Return how many paragraphs of the gold a verdict of furniture removed that would have stayed."""
    paragraphs = {" ".join(line.split()) for line in gold.split("\n") if len(line.split()) >= PARAGRAPH_WORDS}
    count = 0
    for number, block in enumerate(found.blocks):
        trail = [verdict for verdict in found.verdicts if verdict.block == number and verdict.span is None]
        removed = trail[-1].rule.startswith("furniture/") and trail[-1].label not in BODY_LABELS
        was_kept = any(verdict.label in BODY_LABELS for verdict in trail[:-1])
        count += removed and was_kept and " ".join(block.text.split()) in paragraphs
    return count


# -- pairs --------------------------------------------------------------------------------------------


def pairs(split: str, modes: Sequence[str]) -> None:
    """Print word F1 without and with what the pages of each site teach."""
    every = list(pages("news"))
    first: dict[str, str] = {}
    for page in every:
        first.setdefault(page.host, page.id)
    firsts = [page for page in every if first[page.host] == page.id]
    rest = [page for page in every if first[page.host] != page.id]
    wanted = [page for page in every if page.split == split]
    print(f"news, {split}, {len(wanted)} pages: word F1, gain in points with its interval, paragraphs lost")
    for mode in modes:
        plain = Cleaner()
        golds = [page.gold for page in wanted]
        without = score([article(plain, page.source(mode), page.url, mode).text for page in wanted], golds)
        print(f"{mode:10} without             {summary(without).word_f1:.4f}")
        shown = _sightings([source(page, mode) for page in every])
        known = dict(zip((page.id for page in every), shown, strict=True))
        one, other, both = (
            _cleaner(_learned(known[page.id] for page in part)) for part in (firsts, rest, every)
        )
        given = [other if first[page.host] == page.id else one for page in wanted]
        ways: list[tuple[str, Sequence[Cleaner], bool]] = [
            ("from the other page", given, False),
            ("from both", [both] * len(wanted), False),
            ("from both, as a cut", [both] * len(wanted), True),
        ]
        for name, cleaners, is_cut in ways:
            with _cutting() if is_cut else nullcontext():
                found = [
                    article(cleaner, page.source(mode), page.url, mode)
                    for page, cleaner in zip(wanted, cleaners, strict=True)
                ]
            rows = score([each.text for each in found], golds)
            gain = difference(rows, without)
            gone = sum(lost(each, page.gold) for each, page in zip(found, wanted, strict=True))
            print(
                f"{mode:10} {name:20}{summary(rows).word_f1:.4f} {100 * gain.mean:+.2f} "
                f"[{100 * gain.low:+.2f}, {100 * gain.high:+.2f}] lost {gone}",
                flush=True,
            )


@contextmanager
def _cutting() -> Iterator[None]:
    """Make a cut of the evidence, wherever a repeated line stands."""
    with (
        patch.object(apply, "line_evidence", lambda counts: np.where(counts > 0, CUT, 0.0)),
        patch.object(apply, "in_story", lambda evidence, *_: evidence),
    ):
        yield


def _sightings(sources: Sequence[Source]) -> list[Sightings | None]:
    config, judges = Config(), judges_of(Config())
    return [sightings(each, config, judges) for each in sources]


def _learned(shown: Iterable[Sightings | None]) -> Furniture:
    with Learner() as learner:
        for each in shown:
            learner.take(each)
        return learner.furniture()


def _cleaner(furniture: Furniture | None) -> Cleaner:
    return Cleaner(Config(furniture=furniture))


# -- crawls -------------------------------------------------------------------------------------------


def crawl(sites: int, mode: str, split: str | None) -> None:
    """Print word F1 on two new pages of each made-up site, by the number of its pages that were seen."""
    made = list(crawls(sites, max(SEEN), 2, mode, split))
    new = [page for each in made for page in each.new]
    print(f"{len(made)} made-up sites, {mode}, {len(new)} new pages: word F1 by pages seen of each site")
    shown = [
        _sightings([Source(page.content, page.url, kind_of(mode)) for page in each.old]) for each in made
    ]
    base = None
    for seen in SEEN:
        latest = (one for each in shown for one in each[len(each) - seen :])
        cleaner = _cleaner(_learned(latest))
        found = [article(cleaner, page.content, page.url, mode) for page in new]
        rows = score([each.text for each in found], [page.gold for page in new])
        base = rows if base is None else base
        gone = sum(lost(each, page.gold) for each, page in zip(found, new, strict=True))
        print(
            f"{seen:4} {summary(rows).word_f1:.4f} {100 * difference(rows, base).mean:+.2f}  "
            f"lost {gone} of {sum(page.gold.count(chr(10)) + 1 for page in new)} paragraphs",
            flush=True,
        )


# -- cost ---------------------------------------------------------------------------------------------


def speed(split: str, modes: Sequence[str]) -> None:
    """Print the time that learning takes, as a part of that of cleaning, side by side."""
    wanted = [page for page in pages("news") if page.split == split]
    for mode in modes:
        _speed(wanted, mode)


def _speed(wanted: Sequence[Page], mode: str) -> None:
    cleaner, informed = Cleaner(), _cleaner(learn(source(page, mode) for page in wanted))
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
    parser.add_argument("what", choices=("pairs", "crawl", "speed", "memory", "merge"))
    parser.add_argument("--split", choices=("valid", "train"), help="default: valid; of crawl, both")
    parser.add_argument("--sites", type=int, default=200)
    parser.add_argument("--mode", choices=MODES, help="default: all; of crawl, text_full")
    parser.add_argument("--documents", type=int, default=1_000_000)
    parser.add_argument("--workers", type=int, default=2)
    chosen = parser.parse_args()
    if chosen.what in ("memory", "merge"):
        memory(chosen.documents, chosen.workers) if chosen.what == "memory" else merge_alone(chosen.documents)
        return 0
    if not are_present():
        print(ABSENT, file=sys.stderr)
        return 1
    if chosen.what == "crawl":
        crawl(chosen.sites, chosen.mode or "text_full", chosen.split)
    else:
        modes = [chosen.mode] if chosen.mode else MODES
        (pairs if chosen.what == "pairs" else speed)(chosen.split or "valid", modes)
    return 0


if __name__ == "__main__":
    sys.exit(main())
