"""One input of a run: in which format it is, by its name, and where its rows go."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal

from cleaner.config import Kind

__all__ = ["DOCUMENTS", "FORMATS", "PACKED", "Format", "Shard", "is_document", "is_packed", "suffix_of"]

Format = Literal["jsonl", "csv", "parquet", "warc", "documents", "none"]

FORMATS: dict[str, Format] = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".warc": "warc",
    ".wet": "warc",
}
"""Formats of shards by the end of their names, without what they are packed with."""

PACKED = (".gz", ".zst")
DOCUMENTS: dict[str, Kind] = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".mhtml": "html",
    ".mht": "html",
    ".txt": "auto",
    ".text": "auto",
    ".md": "markdown",
}
"""Kinds of documents that are files, by the end of their names; a text may be Markdown, and is looked at."""


@dataclass(frozen=True, slots=True)
class Shard:
    """One input and where its rows go.

    `name` is what it is called in messages and in the manifest; `output` the first of its files, below the
    output folder; `size` its bytes, 0 where they are unknown. `files` are the documents of a shard of such that
    were named one by one, and `listing` is the SHA-256 of the names and sizes of a shard's documents. A shard with
    a `problem` cannot be read.
    """

    name: str
    format: Format
    path: Path
    output: str
    size: int = 0
    files: tuple[Path, ...] = ()
    problem: str = ""
    listing: str = ""


def is_document(path: Path) -> bool:
    """Tell whether a file is one document, by its name."""
    return suffix_of(path.name) in DOCUMENTS


def is_packed(name: str) -> bool:
    """Tell whether a file is packed, by its name."""
    return name.lower().endswith(PACKED)


def suffix_of(name: str) -> str:
    """Return how a name ends, in lower case and without what says that the file is packed."""
    path = PurePosixPath(name.lower())
    return (path.with_suffix("") if path.suffix in PACKED else path).suffix
