"""What reports cost: bytes, time to make, and time until Chromium has opened them.

    python benchmarks/report_size.py [--documents 100000]

The run is of made-up hosts and lines around the facts of the fixtures, so that there are more of both than a
summary holds. Summing up is compared with cleaning the same documents, as a ratio.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from support import fixture_cases

from cleaner import Cleaner
from cleaner.report.page import render_report
from cleaner.report.run import render_run_report
from cleaner.report.summary import Facts, Removal, RunSummary, facts_of
from cleaner.rules.catalogue import all_rules

SEED = 20240229
HOSTS = 40_000
SKEW = 0.6
"""Exponent of the Pareto distribution of documents over hosts: few have many."""


def run_of(documents: int, facts: list[Facts]) -> Iterator[Facts]:
    """Yield the facts of a run: those of the fixtures, each with its own host, line and confidence."""
    chance = random.Random(SEED)  # noqa: S311 - no secret
    for number in range(documents):
        host = f"site{int(chance.paretovariate(SKEW)) % HOSTS}.example"
        url = f"https://{host}/{number}"
        line = Removal("related", "score", f"Headline number {number} of the day")
        one = facts[number % len(facts)]
        yield one._replace(name=url, url=url, confidence=chance.random(), removals=(*one.removals, line))


def opened(page: str) -> float | None:
    """Return the seconds until Chromium has loaded a page, the best of three; None without Chromium."""
    chromium = shutil.which("chromium")
    if chromium is None:
        return None
    from conftest import QUIETLY  # noqa: PLC0415 - imports pytest
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - as above

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "page.html"
        path.write_text(page, "utf-8")
        browser = playwright.chromium.launch(executable_path=chromium, args=list(QUIETLY))
        times = []
        for _ in range(3):
            shown = browser.new_page()
            shown.goto(path.as_uri())
            times.append(shown.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd") / 1000)
            shown.close()
        browser.close()
    return min(times)


def tell(name: str, page: str, seconds: float) -> None:
    """Print the figures of one page."""
    until_open = opened(page)
    opens = "" if until_open is None else f", opens in {until_open:.2f} s"
    print(f"{name}: {len(page.encode()) / 1e6:.2f} MB, made in {seconds:.2f} s{opens}")


def main() -> None:
    """Measure the report on a run, and the longest one on a fixture."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=100_000)
    options = parser.parse_args()
    cleaner = Cleaner()
    sources = [(case.slug, case.source.read_bytes()) for case in fixture_cases()]
    cleaner.extract(sources[0][1])
    start = time.process_time()
    articles = [(slug, source, cleaner.extract(source)) for slug, source in sources]
    cleaning = (time.process_time() - start) / len(sources)
    facts = [facts_of(article, slug) for slug, _, article in articles]
    summary = RunSummary()
    start = time.process_time()
    for one in run_of(options.documents, facts):
        summary.add(one)
    summing = (time.process_time() - start) / options.documents
    print(f"summing up takes {summing / cleaning:.1%} of the time that cleaning the fixtures takes")
    rules = all_rules()
    start = time.perf_counter()
    page = render_run_report(summary, rules=rules)
    tell(f"a run of {options.documents:,} documents", page, time.perf_counter() - start)
    slug, source, article = max(articles, key=lambda found: len(found[2].blocks))
    start = time.perf_counter()
    page = render_report(article, source, name=slug, rules=rules)
    tell(f"{slug}, {len(article.blocks):,} blocks", page, time.perf_counter() - start)


if __name__ == "__main__":
    main()
