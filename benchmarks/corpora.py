"""The corpora, as every benchmark reads them; training reads the same ones."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pyarrow.parquet

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "training"))

from dataset import (
    ALL_CORPORA,
    CORPORA,
    MODES,
    OTHER_PAGES,
    Page,
    agreement,
    body_blocks,
    pages,
    shared_folder,
    tokens,
    word_f1,
)

from cleaner.config import Kind

__all__ = [
    "ABSENT",
    "ALL_CORPORA",
    "CORPORA",
    "MODES",
    "OTHER_PAGES",
    "Page",
    "agreement",
    "are_present",
    "body_blocks",
    "kind_of",
    "pages",
    "print_row",
    "rows_asked_for",
    "stands_in",
    "texts",
    "tokens",
    "word_f1",
]

ABSENT = "The corpora are not here: set CLEANER_SHARED to the folder that holds `corpora/`."
"""What a benchmark says in place of its figures."""


def are_present() -> bool:
    """Return whether every corpus can be read."""
    folder = shared_folder() / "corpora"
    return all((folder / f"{corpus}.parquet").is_file() for corpus in CORPORA)


def kind_of(mode: str) -> Kind:
    """Return what a page of a mode is said to be; what kind of text a flat one is, the package finds out."""
    return "html" if mode == "html" else "auto"


def rows_asked_for(description: str | None) -> dict[str, list[Page]] | None:
    """Return the pages of the split that the command line asks for, by corpus.

    None, and a word on standard error, where the corpora are absent.
    """
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--split", default="valid", choices=("valid", "train"))
    options = parser.parse_args()
    if not are_present():
        print(ABSENT, file=sys.stderr)
        return None
    return {corpus: list(pages(corpus, options.split)) for corpus in CORPORA}


def stands_in(words: Sequence[str], gold: str) -> bool:
    """Return whether these tokens stand in a text side by side; none do in any."""
    return bool(words) and f" {' '.join(words)} " in f" {' '.join(tokens(gold))} "


def print_row(name: str, cells: Iterable[str], first: int, other: int) -> None:
    """Print a row of a table whose first column has `first` characters and each other one `other`."""
    print(f"{name:{first}}" + "".join(f"{cell:>{other}}" for cell in cells), flush=True)


def texts(corpus: str, column: str, split: str | None = None) -> Iterator[str]:
    """Yield one column of a corpus without the pages, those of one split or all; rows without it are left out."""
    path = shared_folder() / "corpora" / f"{corpus}.parquet"
    for row in pyarrow.parquet.read_table(path, columns=[column, "split"]).to_pylist():
        if row[column] and split in (None, row["split"]):
            yield row[column]
