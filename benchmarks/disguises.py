"""What is left of the accuracy when a page or a text says less: names that say nothing, no elements, other scripts.

``python benchmarks/disguises.py`` disguises the pages of `valid` and prints, for each disguise, precision, recall
and F1. Pages keep their text and lose what is told by names and elements; there the scores are by words. In
another script a text keeps its lines, but neither letters nor rules nor known words; there the scores are by
runs of four characters, since not every script has words.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

import numpy as np
from corpora import CORPORA, Page, agreement, print_row, rows_asked_for, word_f1
from early_web import of_early_web, parsed, written
from flatteners import INVISIBLE
from scripts import SCRIPTS, Script

from cleaner import Cleaner
from cleaner.decode import decode
from cleaner.split.elements import HEADINGS

__all__ = ["PAGES", "run_f1", "spelled_page", "spelled_text"]

NAMING = ("class", "id", "role", "aria-label", "itemprop", "itemtype")
SECTIONS = (
    "header",
    "nav",
    "footer",
    "aside",
    "article",
    "main",
    "section",
    "figure",
    "figcaption",
    "address",
)
RUN = 4
"""Characters that are compared together."""
ALONE = "story alone"
"""Mode of a page that is its gold text."""

_EDGES = re.compile(r"\S(?:.*\S)?")

Found = tuple[float, float, float]


def _renamed(page: str) -> Any:  # noqa: ANN401 - a tree of a package without types
    tree = parsed(page)
    for element in tree.iter("*"):
        for name in ("class", "id"):
            if name in element.attrib:
                element.attrib[name] = " ".join(map(_made_up_name, element.attrib[name].split()))
    return tree


def _made_up_name(name: str) -> str:
    return f"css-{hashlib.sha256(name.encode()).hexdigest()[:7]}"


def _made_up_names(page: str) -> str:
    return written(_renamed(page))


def _no_names(page: str) -> str:
    tree = parsed(page)
    for element in tree.iter("*"):
        for name in NAMING:
            element.attrib.pop(name, None)
    return written(tree)


def _all_divisions(page: str) -> str:
    tree = _renamed(page)
    for element in tree.iter(*SECTIONS, *HEADINGS, "p"):
        element.tag = "div"
    return written(tree)


def _no_head(page: str) -> str:
    tree = parsed(page)
    for element in list(tree.iter("head", "script")):
        element.drop_tree()
    return written(tree)


PAGES: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "made-up names": _made_up_names,
    "no names": _no_names,
    "all divisions": _all_divisions,
    "no head": _no_head,
    "early web": of_early_web,
}


def spelled_page(page: str, spell: Script) -> str:
    """Return a page with all text that is seen in another script, and without scripts, which may hold it too."""
    tree = parsed(page)
    for element in list(tree.iter("script")):
        element.drop_tree()
    for element in tree.iter():
        if element.text and element.tag not in INVISIBLE and isinstance(element.tag, str):
            element.text = spelled_text(element.text, spell)
        if element.tail:
            element.tail = spelled_text(element.tail, spell)
    return written(tree)


def spelled_text(text: str, spell: Script) -> str:
    """Return a text with each line in another script, between the blanks that it stands between."""
    return "\n".join(_EDGES.sub(lambda found: spell(found[0]), line) for line in text.split("\n"))


def run_f1(output: str, gold: str) -> Found:
    """Return precision, recall and F1 of multisets of runs of four characters, white space aside."""
    return agreement(_runs(output), _runs(gold))


def _runs(text: str) -> Counter[str]:
    bare = "".join(text.split())
    return Counter(bare[at : at + RUN] for at in range(len(bare) - RUN + 1))


class Disguise(NamedTuple):
    """What is cleaned in place of one mode of a page, what should come out, and how alike two texts are."""

    mode: str
    put: Callable[[str], str]
    gold: Callable[[str], str]
    alike: Callable[[str, str], Found]

    def score(self, cleaner: Cleaner, page: Page) -> Found:
        """Return precision, recall and F1 of a page in this disguise."""
        source = page.gold if self.mode == ALONE else decode(page.source(self.mode)).text
        cleaned = cleaner.clean(self.put(source), kind="html" if self.mode == "html" else "text")
        return self.alike(cleaned, self.gold(page.gold))


def disguises() -> Iterator[tuple[str, Disguise]]:
    """Yield each disguise with its name."""
    for name, put in PAGES.items():
        yield name, Disguise("html", put, str, word_f1)
    for name, spell in SCRIPTS.items():
        text = partial(spelled_text, spell=spell)
        yield name, Disguise("html", partial(spelled_page, spell=spell), text, run_f1)
        for mode in ("text_full", ALONE):
            yield name, Disguise(mode, text, text, run_f1)


def main() -> int:
    """Print a row a disguise; return 1 where the corpora are absent."""
    rows = rows_asked_for(__doc__)
    if rows is None:
        return 1
    cleaner = Cleaner()
    print_row("precision, recall, F1", CORPORA, 26, 20)
    for name, disguise in disguises():
        means = [np.mean([disguise.score(cleaner, page) for page in own], axis=0) for own in rows.values()]
        cells = ("  ".join(f"{value:.3f}" for value in mean) for mean in means)
        print_row(f"{disguise.mode}, {name}", cells, 26, 20)
    return 0


if __name__ == "__main__":
    sys.exit(main())
