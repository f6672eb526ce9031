"""How fast we are beside the peers, where our time goes, and how time and memory grow with the input.

``python benchmarks/speed.py`` prints everything; ``python benchmarks/speed.py html text`` two parts of it.
Every page is given to each tool in turn within one process, and processor time is counted, so that other
work on the machine disturbs little, and all tools alike. Figures are medians over rounds; the ratios are
what to compare.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence

import growth
import numpy as np
from corpora import ABSENT, CORPORA, MODES, Page, are_present, kind_of, pages
from numpy.typing import NDArray
from peers import HTML_PEERS, TEXT_PEERS, Peer
from stages import STAGES, watched
from start import print_start

from cleaner import Cleaner
from cleaner.config import Kind

PARTS = ("html", "text", "stages", "start", "growth", "hostile", "memory", "bulk")
HTML_RIVALS = ("trafilatura", "resiliparse")
TEXT_RIVALS = ("C4's line rules", "justext over the lines")
OURS = "cleaner, text"
"""Ours as its rivals are: nothing but the text is asked for."""
RECORD = "cleaner, record"

Run = Callable[[Page], object]


def rounds_of(tools: dict[str, Run], rows: Sequence[Page], rounds: int) -> NDArray[np.float64]:
    """Return seconds for all pages, a row a round and a column a tool."""
    names = list(tools)
    for page in rows:  # what is read or compiled once, some of it after some pages, is not the speed
        for run in tools.values():
            run(page)
    seconds = np.zeros((rounds, len(names)))
    for turn in range(rounds):
        for number, page in enumerate(rows):
            for step in range(len(names)):
                # Each tool has each place in the turn equally often: the one before warms the caches.
                tool = (step + number + turn) % len(names)
                start = time.process_time()
                tools[names[tool]](page)
                seconds[turn, tool] += time.process_time() - start
    return seconds


def ratio(seconds: NDArray[np.float64], tool: int) -> str:
    """Return how many times as long as ours (column 0) a tool took: the median round and the range."""
    ratios = seconds[:, tool] / seconds[:, 0]
    return f"{np.median(ratios):7.2f} ({ratios.min():.2f}-{ratios.max():.2f})"


def tools_of(cleaner: Cleaner, mode: str) -> dict[str, Run]:
    """Return our tool, first, our tool with a record of all it did, and the rivals in a mode."""
    peers: dict[str, Peer] = {peer.name: peer for peer in (HTML_PEERS if mode == "html" else TEXT_PEERS)}
    kind = kind_of(mode)
    tools: dict[str, Run] = {
        OURS: lambda page: cleaner.clean(page.source(mode), kind=kind),
        RECORD: lambda page: cleaner.extract(page.source(mode), kind=kind),
    }
    for name in HTML_RIVALS if mode == "html" else TEXT_RIVALS:
        tools[name] = lambda page, peer=peers[name]: peer.text(page.source(mode), page.country)  # type: ignore[misc]
    return tools


def print_html(cleaner: Cleaner, corpora: dict[str, list[Page]], rounds: int) -> None:
    """Print milliseconds a page, and how many times as long as ours each rival takes."""
    print(f"\nHTML{'':25}{'pages':>6}{'kB':>6}{'ms a page':>11}   times as long as ours (range of rounds)")
    for corpus, rows in corpora.items():
        tools = tools_of(cleaner, "html")
        seconds = rounds_of(tools, rows, rounds)
        size = np.mean([len(page.html) for page in rows]) / 1e3
        for tool, name in enumerate(tools):
            each = 1e3 * np.median(seconds[:, tool]) / len(rows)
            print(f"{corpus:12}{name:17}{len(rows):6}{size:6.0f}{each:11.2f}   {ratio(seconds, tool)}")


def print_text(cleaner: Cleaner, corpora: dict[str, list[Page]], rounds: int) -> None:
    """Print megabytes of UTF-8 a second, and how many times as long as ours each rival takes."""
    print(f"\ntext{'':32}{'texts':>6}{'kB':>6}{'MB/s':>8}   times as long as ours (range of rounds)")
    rows = [page for corpus in corpora.values() for page in corpus]
    for mode in MODES[1:]:
        tools = tools_of(cleaner, mode)
        seconds = rounds_of(tools, rows, rounds)
        size = sum(len(str(page.source(mode)).encode()) for page in rows) / 1e6
        for tool, name in enumerate(tools):
            rate = size / np.median(seconds[:, tool])
            each = 1e3 * size / len(rows)
            print(f"{mode:12}{name:24}{len(rows):6}{each:6.1f}{rate:8.2f}   {ratio(seconds, tool)}")


def print_stages(cleaner: Cleaner, corpora: dict[str, list[Page]], rounds: int) -> None:
    """Print milliseconds a page by stage, and its share."""
    rows = [page for corpus in corpora.values() for page in corpus]
    table: dict[str, list[float]] = {}
    for mode in MODES:
        run = tools_of(cleaner, mode)[RECORD]
        for page in rows:
            run(page)
        with watched() as watch:
            for _ in range(rounds):
                for page in rows:
                    run(page)
        table[mode] = [1e3 * watch.seconds[stage] / rounds / len(rows) for stage in STAGES]
    print(f"\nms a page by stage{'':4}" + "".join(f"{mode:>20}" for mode in MODES))
    for number, stage in enumerate(STAGES):
        cells = (f"{each[number]:12.3f} {100 * each[number] / sum(each):5.1f} %" for each in table.values())
        print(f"{stage:22}" + "".join(cells))
    print(f"{'in all':22}" + "".join(f"{sum(each):12.3f}{'':8}" for each in table.values()))


def print_growth(cleaner: Cleaner, kind: Kind, joined: Sequence[str], parts: Sequence[str]) -> None:
    """Print those parts that tell how time and memory grow."""
    if "growth" in parts:
        growth.print_joined(cleaner, kind, joined)
    if "hostile" in parts:
        growth.print_hostile(cleaner, kind, growth.HOSTILE_HTML if kind == "html" else growth.HOSTILE_TEXT)
    if "memory" in parts:
        growth.print_memory(kind, joined)
    if "bulk" in parts:
        growth.print_bulk(kind)


def main() -> int:
    """Print the parts asked for; return 1 where the corpora are absent."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; all unless given")
    parser.add_argument("--pages", type=int, default=50, help="pages of each corpus (default 50)")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    parts = options.parts or PARTS
    if unknown := set(parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    if not are_present():
        print(ABSENT, file=sys.stderr)
        return 1
    cleaner = Cleaner()
    corpora = {corpus: list(pages(corpus, "valid"))[: options.pages] for corpus in CORPORA}
    if "html" in parts:
        print_html(cleaner, corpora, options.rounds)
    if "text" in parts:
        print_text(cleaner, corpora, options.rounds)
    if "stages" in parts:
        print_stages(cleaner, corpora, options.rounds)
    if "start" in parts:
        print_start([page for rows in corpora.values() for page in rows], options.rounds)
    sources: dict[Kind, list[str]] = {
        "html": [page.html.decode("utf-8", "replace") for rows in corpora.values() for page in rows],
        "text": [page.text_full for rows in corpora.values() for page in rows],
    }
    for kind, joined in sources.items():
        print_growth(cleaner, kind, joined, parts)
    return 0


if __name__ == "__main__":
    sys.exit(main())
