"""Documents that are files: pages and texts, one by one or in a folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from cleaner.batch.inputs import is_document, walk
from cleaner.batch.items import Document, Reject
from cleaner.batch.options import BatchOptions
from cleaner.config import Kind

__all__ = ["files_below", "read_documents"]

KINDS: dict[str, Kind] = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".mhtml": "html",
    ".mht": "html",
    ".md": "markdown",
}
"""Kinds that a file's name tells; a text may be Markdown, and is looked at."""


def files_below(folder: Path, besides: Path | None) -> Iterator[Path]:
    """Yield the documents below a folder in a fixed order."""
    return (path for path in walk(folder, besides) if is_document(path))


def read_documents(
    paths: Iterable[Path], folder: Path | None, options: BatchOptions
) -> Iterator[Document | Reject]:
    """Yield the document in each file; its `id` is the path below `folder`, or the path as it was named.

    A file that cannot be read gives a `Reject`. One that is too large is read no further than shows that.
    """
    for record, path in enumerate(paths, 1):
        id_ = (path.relative_to(folder) if folder else path).as_posix()
        try:
            with path.open("rb") as file:
                source = file.read(-1 if options.largest is None else options.largest + 1)
        except OSError as error:
            yield Reject(record, f"the file cannot be read: {error.strerror or error}", id_)
            continue
        yield Document(record, source, {"id": id_}, KINDS.get(path.suffix.lower(), "auto"))
