"""How often `Article.title` is the page's headline, from the page and from texts that were made of it.

``python benchmarks/headlines.py`` compares, for the pages of `valid`, the block that was named the headline with
what the page's head says its story is called, which no flat text has. A page's head may put it in other words.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence

from corpora import CORPORA, MODES, Page, rows_asked_for, word_f1

from cleaner import Cleaner
from cleaner.decode import decode
from cleaner.document import Label
from cleaner.head import facts_of
from cleaner.split.html import split_html

ALIKE = 0.75
"""Word F1 from which two headlines are the same: sites add their names, and their heads leave out a word."""
OUTCOMES = ("right", "other", "none")


def headline(cleaner: Cleaner, page: Page, mode: str) -> str | None:
    """Return the text of the first block that is named the headline."""
    article = cleaner.extract(page.source(mode), kind="html" if mode == "html" else "auto")
    last = {verdict.block: verdict.label for verdict in article.verdicts if verdict.span is None}
    return next((article.blocks[block].text for block in sorted(last) if last[block] is Label.TITLE), None)


def outcomes(cleaner: Cleaner, rows: Sequence[Page], mode: str) -> Counter[str]:
    """Count the pages whose headline is the one in the head, another line or none."""
    found: Counter[str] = Counter()
    for page in rows:
        told = facts_of(split_html(decode(page.html).text).head).title
        if told is None:
            continue
        shown = headline(cleaner, page, mode)
        outcome = "none" if shown is None else "right" if word_f1(shown, told)[2] >= ALIKE else "other"
        found[outcome] += 1
    return found


def main() -> int:
    """Print a row a mode; return 1 where the corpora are absent."""
    rows = rows_asked_for(__doc__)
    if rows is None:
        return 1
    cleaner = Cleaner()
    print(f"{' / '.join(OUTCOMES):22}" + "".join(f"{corpus:>22}" for corpus in CORPORA))
    for mode in MODES:
        counts = [outcomes(cleaner, pages, mode) for pages in rows.values()]
        cells = (" ".join(f"{own[name] / own.total():5.0%}" for name in OUTCOMES) for own in counts)
        print(f"{mode:22}" + "".join(f"{cell:>22}" for cell in cells), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
