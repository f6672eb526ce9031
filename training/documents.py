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
    split_name: str, corpora: Sequence[str] = CORPORA, modes: Sequence[str] = (*MODES, "gold")
) -> Iterator[Document]:
    """Yield each page of a split as HTML, as the two flat texts, and as its gold alone.

    The gold alone teaches restraint: a text without furniture has nothing to lose.
    """
    rules = load_rules()
    for corpus in corpora:
        for page in pages(corpus, split_name):
            for mode in modes:
                kind = "html" if mode == "html" else "text"
                layout, _ = split(decode(page.source(mode)).text, kind, Config())
                if len(layout):
                    body = body_blocks(layout.texts, page.gold)
                    if mode == "gold":
                        body[:] = True
                    weights = np.array([len(tokens(text)) or 1 for text in layout.texts]) ** 0.5
                    labels = rule_labels(rules, layout.texts)
                    yield Document(page, mode, layout, labels, body, weights)
