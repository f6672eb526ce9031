"""How often `Article.title` is the page's headline, from the page and from texts that were made of it.

``python benchmarks/headlines.py`` compares, for the pages of `valid`, the block that was named the headline with
what the page's head says its story is called, which no flat text has. A page's head may put it in other words.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator

from corpora import CORPORA, MODES, Page, kind_of, print_row, rows_asked_for, word_f1

from cleaner import Article, Cleaner
from cleaner.decode import decode
from cleaner.document import Label
from cleaner.head import facts_of
from cleaner.render.decisions import decisions
from cleaner.split.html import split_html

ALIKE = 0.75
"""Word F1 from which two headlines are the same: sites add their names, and their heads leave out a word."""
OUTCOMES = ("right", "other", "none")


def named(rows: Iterable[Page]) -> Iterator[tuple[Page, str]]:
    """Yield each page whose head says what its story is called, and what it says."""
    for page in rows:
        if title := facts_of(split_html(decode(page.html).text).head).title:
            yield page, title


def headline(article: Article) -> str | None:
    """Return the text of the first block that is named the headline."""
    last = (decision.verdict for decision in decisions(len(article.blocks), article.verdicts))
    titles = (
        block.text
        for block, verdict in zip(article.blocks, last, strict=True)
        if verdict is not None and verdict.label is Label.TITLE
    )
    return next(titles, None)


def outcomes(cleaner: Cleaner, rows: Iterable[tuple[Page, str]], mode: str) -> Counter[str]:
    """Count the pages, each with what it is called, that are given this headline, another line or none."""
    found: Counter[str] = Counter()
    for page, title in rows:
        shown = headline(cleaner.extract(page.source(mode), kind=kind_of(mode)))
        found["none" if shown is None else "right" if word_f1(shown, title)[2] >= ALIKE else "other"] += 1
    return found


def main() -> int:
    """Print a row a mode; return 1 where the corpora are absent."""
    rows = rows_asked_for(__doc__)
    if rows is None:
        return 1
    cleaner = Cleaner()
    pages = [list(named(own)) for own in rows.values()]
    print_row(" / ".join(OUTCOMES), CORPORA, 22, 22)
    for mode in MODES:
        counts = [outcomes(cleaner, own, mode) for own in pages]
        cells = (" ".join(f"{own[name] / own.total():5.0%}" for name in OUTCOMES) for own in counts)
        print_row(mode, cells, 22, 22)
    return 0


if __name__ == "__main__":
    sys.exit(main())
