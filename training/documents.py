"""Pages as the scorer meets them: split, looked at by the rules, and labelled from the gold."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from dataset import CORPORA, MODES, Page, body_blocks, pages, tokens
from numpy.typing import NDArray

from cleaner.config import Config
from cleaner.decode import decode
from cleaner.document import Label
from cleaner.label import rule_labels
from cleaner.rules.load import load_rules
from cleaner.score.coherence import Topics
from cleaner.score.lines import Columns
from cleaner.split.dispatch import split
from cleaner.split.layout import Layout

FOLDS = 5
USUAL_WEIGHT = 500.0
"""Sum of the roots of the words of a page's blocks, about the median page's."""


@dataclass(slots=True)
class Document:
    """One page in one mode ("html", "text_full", "text_main" or "gold") with its labels."""

    page: Page
    mode: str
    layout: Layout
    rules: list[Label | None]
    body: NDArray[np.bool_]
    weights: NDArray[np.float64]
    columns: Columns | None = None
    topics: Topics | None = None
    first: NDArray[np.float64] | None = None

    @property
    def fold(self) -> int:
        """Return the fold of the page's host: pages of one site are never learned and judged together."""
        return int(hashlib.sha256(self.page.host.encode()).hexdigest(), 16) % FOLDS


def load_documents(
    split_name: str, corpora: Sequence[str] = CORPORA, modes: Sequence[str] = (*MODES, "lines", "gold")
) -> Iterator[Document]:
    """Yield each page of a split as HTML, as the two flat texts, as its own lines, and as its gold alone.

    The lines of the page as our own splitter cuts it stand for flattening in yet another way. The gold
    alone teaches restraint: a text without furniture has nothing to lose.
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
    if mode == "lines":
        source: str | bytes = "\n".join(html.texts) if html is not None else ""
    else:
        source = page.source(mode)
    layout, _ = split(decode(source).text, "html" if mode == "html" else "text", Config())
    return layout


def _weights(texts: Sequence[str]) -> NDArray[np.float64]:
    """Return how much each block counts: by the root of its words, long pages less than in proportion."""
    weights = np.array([len(tokens(text)) or 1 for text in texts]) ** 0.5
    scaled: NDArray[np.float64] = weights * (USUAL_WEIGHT / weights.sum()) ** 0.5
    return scaled
