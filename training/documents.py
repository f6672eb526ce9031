"""Pages as the scorer meets them: split, looked at by the rules, and labelled from the gold."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from dataset import CORPORA, MODES, Page, body_blocks, pages, tokens
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
    modes: Sequence[str] = (*MODES, "bare", "lines", "gold"),
) -> Iterator[Document]:
    """Yield each page of a split in each mode.

    Beside the modes of the corpora there are variants to learn from. "bare" is every second page
    without its class names and with `div` for `p`, for sites that name nothing. "lines" is the page as
    our own splitter cuts it, for flattening in yet another way. "gold" teaches restraint: a text
    without furniture has nothing to lose.
    """
    rules = load_rules()
    for corpus in corpora:
        for page in pages(corpus, split_name):
            html: Layout | None = None
            for mode in modes:
                layout = _layout(page, mode, html)
                html = layout if mode == "html" else html
                if len(layout):
                    body = body_blocks(layout.texts, page.gold)
                    if mode == "gold":
                        body[:] = True
                    labels = rule_labels(rules, layout.texts)
                    yield Document(page, mode, layout, labels, body, _weights(layout.texts))


def _layout(page: Page, mode: str, html: Layout | None) -> Layout:
    if mode == "bare":
        return _bare(html) if html is not None and _number(page.id) % 2 else Layout()
    if mode == "lines":
        source: str | bytes = "\n".join(html.texts) if html is not None else ""
    else:
        source = page.source(mode)
    layout, _ = split(decode(source).text, "html" if mode == "html" else "text", Config())
    return layout


def _bare(layout: Layout) -> Layout:
    """Return a page as a site would serve it that names nothing."""
    return replace(
        layout,
        tags=["div" if tag in _NAMED_BY_TAG else tag for tag in layout.tags],
        marks=[""] * len(layout.marks),
    )


def _number(name: str) -> int:
    return int(hashlib.sha256(name.encode()).hexdigest(), 16)


def _weights(texts: Sequence[str]) -> NDArray[np.float64]:
    """Return how much each block counts: by the root of its words, long pages less than in proportion."""
    weights = np.array([len(tokens(text)) or 1 for text in texts]) ** 0.5
    scaled: NDArray[np.float64] = weights * (USUAL_WEIGHT / weights.sum()) ** 0.5
    return scaled
