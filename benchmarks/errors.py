"""Where words are lost and where furniture leaks in, by the rule or score that decided.

``python benchmarks/errors.py --corpus news --mode html`` prints what each rule cost over the split, then the
worst pages with their wrong blocks. It reads `train` unless told otherwise: whoever looks at `valid` here
tunes on it.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from corpora import (
    ABSENT,
    ALL_CORPORA,
    CORPORA,
    MODES,
    Page,
    are_present,
    body_blocks,
    pages,
    stands_in,
    tokens,
)
from ours import article_of
from scores import word_f1

from cleaner import Article, Cleaner, Verdict
from cleaner.document import BODY_LABELS
from cleaner.render.text import cut

NO_BLOCK = "(in no block)"
"""What is held responsible for words of the gold that the splitter handed on in no block."""
PART_OF_BLOCK = "(part of a right block)"
"""What is held responsible for words of rightly kept blocks that the gold has not."""
EXCERPT = 90
"""Characters of a block that are shown."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A block that was removed though it is body (lost), or kept though it is not (leaked)."""

    block: int
    lost: bool
    words: int
    decided: str
    trail: str
    text: str


@dataclass(slots=True)
class PageErrors:
    """A page's word F1, its wrong blocks, and the words that no wrong block explains."""

    page: Page
    f1: float
    mistakes: list[Mistake] = field(default_factory=list)
    words_in_no_block: int = 0
    surplus_words: int = 0


def examine(article: Article, page: Page) -> PageErrors:
    """Return what went wrong on a page, block by block; a block is body if training would call it so."""
    texts = [block.text for block in article.blocks]
    body = body_blocks(texts, page.gold)
    trails, spans = _trails(article), _spans(article)
    found = PageErrors(page, word_f1(article.text, page.gold)[2])
    right: Counter[str] = Counter()
    for index, text in enumerate(texts):
        last = trails[index][-1]
        kept = last.label in BODY_LABELS
        words = tokens(cut(text, spans[index])[0] if kept else text)
        if kept != body[index]:
            decided = f"{last.label} {last.rule}"
            mistake = Mistake(index, not kept, len(words), decided, _trail(trails[index]), text)
            found.mistakes.append(mistake)
        elif kept:
            right.update(words)
    found.mistakes += _lost_in_cuts(article, page)
    gold = Counter(tokens(page.gold))
    found.surplus_words = (right - gold).total()
    found.words_in_no_block = (gold - Counter(word for text in texts for word in tokens(text))).total()
    return found


def _trails(article: Article) -> list[list[Verdict]]:
    trails: list[list[Verdict]] = [[] for _ in article.blocks]
    for verdict in article.verdicts:
        if verdict.span is None:
            trails[verdict.block].append(verdict)
    return trails


def _spans(article: Article) -> list[list[tuple[int, int]]]:
    """Return for each block what is cut out of it."""
    spans: list[list[tuple[int, int]]] = [[] for _ in article.blocks]
    for verdict in article.verdicts:
        if verdict.span is not None:
            spans[verdict.block].append(verdict.span)
    return spans


def _trail(verdicts: Sequence[Verdict]) -> str:
    """Return all verdicts on a block, first to last, with the score where there was one."""
    return " → ".join(
        f"{verdict.label} {verdict.rule}" + ("" if verdict.score is None else f" {verdict.score:.2f}")
        for verdict in verdicts
    )


def _lost_in_cuts(article: Article, page: Page) -> Iterable[Mistake]:
    """Yield the stretches that were cut out of kept blocks although the gold has them word for word."""
    for verdict in article.verdicts:
        if verdict.span is not None:
            text = article.blocks[verdict.block].text[slice(*verdict.span)]
            words = tokens(text)
            if stands_in(words, page.gold):
                decided = f"{verdict.label} {verdict.rule}"
                trail = f"cut: {decided}"
                yield Mistake(
                    verdict.block, lost=True, words=len(words), decided=decided, trail=trail, text=text
                )


def causes(found: PageErrors) -> dict[str, tuple[int, int]]:
    """Return the words that each rule lost and leaked on a page."""
    lost, leaked = Counter[str](), Counter[str]()
    for mistake in found.mistakes:
        (lost if mistake.lost else leaked)[mistake.decided] += mistake.words
    lost[NO_BLOCK] += found.words_in_no_block
    leaked[PART_OF_BLOCK] += found.surplus_words
    return {name: (lost[name], leaked[name]) for name in lost | leaked if lost[name] or leaked[name]}


def costs(examined: Sequence[PageErrors]) -> dict[str, float]:
    """Return what each rule costs of the mean F1, the dearest first.

    What a page lacks to F1 = 1 is shared out among its causes by their words, so that a page with a
    long thread of comments counts as much as it does in the mean, and no more.
    """
    shares: dict[str, float] = defaultdict(float)
    for found in examined:
        words = {name: sum(counts) for name, counts in causes(found).items()}
        for name, count in words.items():
            shares[name] += (1 - found.f1) * count / sum(words.values()) / len(examined)
    return dict(sorted(shares.items(), key=lambda item: -item[1]))


def print_costs(examined: Sequence[PageErrors]) -> None:
    """Print what each rule cost, in F1 and in words lost and leaked."""
    print(f"{'decided by':48}{'F1 points':>10}{'pages':>7}{'blocks':>8}{'lost':>8}{'leaked':>8} words")
    blocks = Counter(mistake.decided for found in examined for mistake in found.mistakes)
    by_page = [causes(found) for found in examined]
    for name, share in costs(examined).items():
        counted = [counts[name] for counts in by_page if name in counts]
        lost, leaked = (sum(column) for column in zip(*counted, strict=True))
        print(f"{name:48}{100 * share:10.3f}{len(counted):7}{blocks[name] or '':>8}{lost:8}{leaked:8}")
    short = sum(1 - found.f1 for found in examined) / len(examined)
    print(f"{'all: what the mean F1 lacks':48}{100 * short:10.3f}")


def print_page(found: PageErrors) -> None:
    """Print the wrong blocks of one page in reading order."""
    page = found.page
    print(f"\n{found.f1:.3f}  {page.corpus}/{page.id}  {page.url}")
    if found.words_in_no_block or found.surplus_words:
        print(
            f"       {found.words_in_no_block} words {NO_BLOCK}, {found.surplus_words} words {PART_OF_BLOCK}"
        )
    for mistake in sorted(found.mistakes, key=lambda mistake: mistake.block):
        what = "lost  " if mistake.lost else "leaked"
        text = mistake.text.replace("\n", " ")[:EXCERPT]
        print(f"  {what} {mistake.block:5} {mistake.words:5} words  {mistake.trail}\n         {text!r}")


def main() -> int:
    """Print the costs by rule and the worst pages; return 1 where the corpora are absent."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", action="append", choices=ALL_CORPORA)
    parser.add_argument("--mode", default="html", choices=MODES)
    parser.add_argument("--pages", type=int, default=10, help="how many of the worst pages to show")
    parser.add_argument("--split", default="train", choices=("train", "valid"))
    options = parser.parse_args()
    if not are_present():
        print(ABSENT, file=sys.stderr)
        return 1
    cleaner = Cleaner()
    for corpus in options.corpus or CORPORA:
        examined = [
            examine(article, page) if article else PageErrors(page, 0.0)
            for page in pages(corpus, options.split)
            for article in [article_of(cleaner, page, options.mode)]
        ]
        print(f"\n{corpus}, {options.mode}, {options.split}: {len(examined)} pages")
        print_costs(examined)
        for page in sorted(examined, key=lambda page: page.f1)[: options.pages]:
            print_page(page)
    return 0


if __name__ == "__main__":
    sys.exit(main())
