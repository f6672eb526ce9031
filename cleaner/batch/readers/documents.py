"""Documents that are files: pages and texts, one by one or in a folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from cleaner.batch.disk import open_regular
from cleaner.batch.inputs import walk
from cleaner.batch.items import Document, Reject, Unreadable, kind_of
from cleaner.batch.options import BatchOptions
from cleaner.batch.shard import DOCUMENTS, is_document, is_packed, suffix_of
from cleaner.batch.streams import pieces

__all__ = ["files_below", "read_documents"]


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
            source = _content(path, options.largest)
        except OSError as error:
            yield Reject(record, f"the file cannot be read: {error.strerror or error}", id_)
        except ValueError as error:
            yield Reject(record, str(error), id_)
        else:
            kind = kind_of(DOCUMENTS[suffix_of(path.name)], source)
            yield Document(record, source, {"id": id_}, kind)


def _content(path: Path, largest: int | None) -> bytes:
    """Return what is in a file, at most a byte more than `largest`; raises ValueError if it cannot be unpacked."""
    with open_regular(path) as file:
        if not is_packed(path.name):
            return file.read(-1 if largest is None else largest + 1)
        found: list[bytes] = []
        size = 0
        for piece in pieces(file):
            if isinstance(piece, Unreadable):
                raise ValueError(piece.reason)  # noqa: TRY004 - it is one of two right types
            found.append(piece)
            size += len(piece)
            if largest is not None and size > largest:
                break
        return b"".join(found)[: None if largest is None else largest + 1]
