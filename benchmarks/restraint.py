"""What is lost of a story that stands alone: cleaning a clean text must not take anything away.

``python benchmarks/restraint.py`` puts the gold text of each page of `valid` into the forms in which stories
travel by themselves (fragments of feeds, mails, flat text) and prints the share of its words that stay, and
the pages that lose more than a tenth.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from html import escape

import numpy as np
from corpora import CORPORA, Page, print_row, rows_asked_for
from scores import word_f1

from cleaner import Cleaner
from cleaner.config import Kind

LOST = 0.9
"""Share of a story's words below which something of it is missing that a reader would miss."""


def _each(form: str) -> Callable[[Sequence[str]], str]:
    return lambda lines: "\n".join(form.format(escape(line, quote=False)) for line in lines)


FORMS: dict[str, tuple[Kind, Callable[[Sequence[str]], str]]] = {
    "paragraphs": ("html", _each("<p>{}</p>")),
    "divisions": ("html", _each("<div>{}</div>")),
    "line breaks": ("html", lambda lines: f"<div>{_each('{}<br><br>')(lines)}</div>"),
    "tables": ("html", lambda lines: f"<table><tr><td>{_each('<table><tr><td>{}</table>')(lines)}</table>"),
    "lines": ("text", "\n".join),
    "blank lines": ("text", "\n\n".join),
}


def recalls(cleaner: Cleaner, rows: Sequence[Page], form: str) -> list[float]:
    """Return the share of the words of each page's story that stays of it in the named form."""
    kind, put = FORMS[form]
    stories = ([line for line in page.gold.split("\n") if line.strip()] for page in rows)
    return [word_f1(cleaner.clean(put(lines), kind=kind), "\n".join(lines))[1] for lines in stories]


def main() -> int:
    """Print a row a form; return 1 where the corpora are absent."""
    stories = rows_asked_for(__doc__)
    if stories is None:
        return 1
    cleaner = Cleaner()
    print_row("words that stay", CORPORA, 16, 24)
    for form in FORMS:
        found = [recalls(cleaner, rows, form) for rows in stories.values()]
        cells = (f"{np.mean(own):.4f} ({sum(r < LOST for r in own):2} of {len(own):3})" for own in found)
        print_row(form, cells, 16, 24)
    return 0


if __name__ == "__main__":
    sys.exit(main())
