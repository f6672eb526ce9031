"""The corpora, as every benchmark reads them; training reads the same ones."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "training"))

from dataset import CORPORA, MODES, Page, body_blocks, pages, shared_folder, tokens, word_f1

__all__ = [
    "ABSENT",
    "CORPORA",
    "MODES",
    "OTHER_PAGES",
    "Page",
    "are_present",
    "body_blocks",
    "pages",
    "tokens",
    "word_f1",
]

OTHER_PAGES = "other_pages"
"""The corpus of pages that are no articles; it is not among `CORPORA`."""

ABSENT = "The corpora are not here: set CLEANER_SHARED to the folder that holds `corpora/`."
"""What a benchmark says in place of its figures."""


def are_present() -> bool:
    """Return whether every corpus can be read."""
    folder = shared_folder() / "corpora"
    return all((folder / f"{corpus}.parquet").is_file() for corpus in CORPORA)
