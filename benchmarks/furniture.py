"""What learning a site's furniture gains, on pairs of real pages and on made-up crawls.

``python benchmarks/furniture.py pairs`` learns from the pages of `news.parquet`, two of each site, without their
gold, and cleans those of `valid`: from the other page of each site, and from both. ``crawl`` makes sites of fifty
pages from the furniture of real ones around the stories of others, and shows the gain by pages that were seen.
`furniture_cost.py` says what it costs.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from unittest.mock import patch

import numpy as np
from corpora import ABSENT, MODES, Page, are_present, kind_of, pages
from crawls import crawls
from scores import difference, score, summary

from cleaner import Article, Cleaner, Config
from cleaner.document import BODY_LABELS
from cleaner.furniture import apply
from cleaner.furniture.learn import Learner
from cleaner.furniture.sightings import Sightings, sightings
from cleaner.furniture.store import Furniture
from cleaner.pipeline import judges_of
from cleaner.source import Source

SEEN = (0, 1, 2, 5, 10, 20, 50)
"""Pages of a made-up site that are learned from."""
PARAGRAPH_WORDS = 8
"""Words from which a line of the gold counts as a paragraph that must not be lost."""
CUT = 99.0
"""Log-odds against each repeated line that make a cut of the evidence."""


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


def main() -> int:
    """Print what is asked for; return 1 where the corpora are absent."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("pairs", "crawl"))
    parser.add_argument("--split", choices=("valid", "train"), help="default: valid; of crawl, both")
    parser.add_argument("--sites", type=int, default=200)
    parser.add_argument("--mode", choices=MODES, help="default: all; of crawl, text_full")
    chosen = parser.parse_args()
    if not are_present():
        print(ABSENT, file=sys.stderr)
        return 1
    if chosen.what == "crawl":
        crawl(chosen.sites, chosen.mode or "text_full", chosen.split)
    else:
        pairs(chosen.split or "valid", [chosen.mode] if chosen.mode else MODES)
    return 0


if __name__ == "__main__":
    sys.exit(main())
