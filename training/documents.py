"""Pages as the scorer meets them: split, looked at by the rules, and labelled from the gold."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape

import numpy as np
from dataset import CORPORA, MODES, Page, body_blocks, pages, tokens
from flatten import as_markdown, text_nodes
from numpy.typing import NDArray

from cleaner.config import Config
from cleaner.decode import decode
from cleaner.document import Label
from cleaner.label import rule_labels
from cleaner.rules.load import load_rules
from cleaner.score.lines import Columns
from cleaner.split.dispatch import split
from cleaner.split.layout import Layout

FOLDS = 4
VARIANTS = ("bare", "unruled", "fragment", "lines", "broken", "raw", "line", "markdown", "gold", "foreign")
"""Modes to learn from beside those of the corpora.

"bare" is a page without its class names and with `div` for `p`, or with line breaks in its place, for sites
that name nothing; "unruled" one as if no rule spoke its language; "fragment" its story alone, as feeds have it.
The others are flat texts. "lines" is the page as our own splitter cuts it, "broken" has a line for every text
node, "raw" the line breaks of the page's source, "line" none at all, "markdown" all links; for people flatten
pages in many ways.
"gold" is the story alone: it and "fragment" teach restraint, for where no furniture is, nothing is to be lost.
"foreign" is a flat text as if in a language that was never learned from: none of its words is known, and rules
speak of every second only.
"""
ALONE = ("fragment", "gold")
_FLAT = ("text_full", "text_main", "lines", "broken", "markdown")
_ONE_IN = {"bare": 2, "unruled": 4, "fragment": 2, "raw": 4, "line": 4, "markdown": 2}
"""Modes that are made of one page in so many; each page is either "lines" or "broken"."""
_LIGHT = frozenset({"unruled", "fragment", "broken", "raw", "line", "markdown", "foreign"})
_LIGHT_WEIGHT = 0.5
"""Variants, and what they count for: together they must not outweigh the pages and texts as they were served."""
_AROUND_PARAGRAPHS = ("<p>{}</p>", "<div>{}</div>", "{}<br><br>", "<table><tr><td>{}</td></tr></table>")
_NAMED_BY_TAG = frozenset({"p", "article", "main", "section", "aside", "header", "footer", "nav"})
USUAL_WEIGHT = 500.0
"""Sum of the roots of the words of a page's blocks, about the median page's."""


@dataclass(slots=True)
class Document:
    """One page in one mode with its labels."""

    page: Page
    mode: str
    layout: Layout
    rules: list[Label | None]
    body: NDArray[np.bool_]
    weights: NDArray[np.float64]
    columns: Columns | None = None

    @property
    def fold(self) -> int:
        """Return the fold of the page's host: pages of one site are never learned and judged together."""
        return _number(self.page.host) % FOLDS


def load_documents(
    split_name: str,
    corpora: Sequence[str] = CORPORA,
    modes: Sequence[str] = (*MODES, *VARIANTS),
) -> Iterator[Document]:
    """Yield each page of a split in each mode.

    Beside the modes of the corpora there are the `VARIANTS` to learn from; some are made of some pages only.
    """
    rules = load_rules()
    for corpus in corpora:
        for page in pages(corpus, split_name):
            html: Layout | None = None
            for mode in modes:
                layout = _layout(page, mode, html)
                html = layout if mode == "html" else html
                if len(layout):
                    body = body_blocks(layout.plain, page.gold)
                    if mode in ALONE:
                        body[:] = True
                    is_ruled = mode != "unruled" and not (mode == "foreign" and _chance(page, "ruled", 2))
                    labels = rule_labels(rules, layout.plain) if is_ruled else [None] * len(layout)
                    weights = _weights(layout.plain) * (_LIGHT_WEIGHT if mode in _LIGHT else 1)
                    yield Document(page, mode, layout, labels, body, weights)


def _layout(page: Page, mode: str, html: Layout | None) -> Layout:
    """Return a page in a mode, an empty layout where the mode is not made of it."""
    is_broken = bool(_chance(page, "broken", 2))
    if _chance(page, mode, _ONE_IN.get(mode, 1)) or mode == ("lines" if is_broken else "broken"):
        return Layout()
    if mode == "foreign":
        mode = _FLAT[_chance(page, mode, len(_FLAT))]
    if mode in ("bare", "unruled"):
        if html is None:
            return Layout()
        return _bare(html, has_breaks=bool(_chance(page, "breaks", 2))) if mode == "bare" else html
    if mode == "html":
        return split(decode(page.html).text, "html", Config())[0]
    if mode == "fragment":
        return split(_fragment(page), "html", Config())[0]
    return split(_flattened(page, mode, html), "markdown" if mode == "markdown" else "text", Config())[0]


def _flattened(page: Page, mode: str, html: Layout | None) -> str:
    """Return the page as flat text."""
    if mode in (*MODES, "gold"):
        return decode(page.source(mode)).text
    if mode == "lines":
        return "\n".join(html.texts) if html is not None else ""
    source = decode(page.html).text
    if mode == "markdown":
        return as_markdown(source)
    nodes = text_nodes(source)
    if mode == "raw":
        return "".join(nodes)
    return ("\n" if mode == "broken" else " ").join(filter(None, (" ".join(node.split()) for node in nodes)))


def _fragment(page: Page) -> str:
    """Return the page's story without a page around it."""
    around = _AROUND_PARAGRAPHS[_chance(page, "around", len(_AROUND_PARAGRAPHS))]
    return "\n".join(around.format(escape(line)) for line in page.gold.split("\n") if line.strip())


def _bare(html: Layout, *, has_breaks: bool) -> Layout:
    """Return a page as a site would serve it that names nothing, and with `has_breaks` nor paragraphs."""
    nodes = html.nodes
    if has_breaks:
        nodes = [html.parents[node] if html.tags[node] == "p" else node for node in nodes]
    tags = ["div" if tag in _NAMED_BY_TAG else tag for tag in html.tags]
    return replace(html, nodes=nodes, tags=tags, marks=[""] * len(html.marks))


def _chance(page: Page, purpose: str, sides: int) -> int:
    """Return a number below `sides` that a page always gets for a purpose."""
    return _number(f"{purpose} {page.id}") % sides


def _number(name: str) -> int:
    return int(hashlib.sha256(name.encode()).hexdigest(), 16)


def _weights(texts: Sequence[str]) -> NDArray[np.float64]:
    """Return how much each block counts: by the root of its words, long pages less than in proportion."""
    weights = np.array([len(tokens(text)) or 1 for text in texts]) ** 0.5
    scaled: NDArray[np.float64] = weights * (USUAL_WEIGHT / weights.sum()) ** 0.5
    return scaled
