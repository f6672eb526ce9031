"""A shard opened: its records, its schema where it has one, and how far it has been read."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, NamedTuple

from cleaner.batch.chunks import ArrowRows
from cleaner.batch.disk import open_regular
from cleaner.batch.items import Document, Line, Reject
from cleaner.batch.options import BatchOptions
from cleaner.batch.readers.delimited import TAB, read_delimited
from cleaner.batch.readers.documents import files_below, read_documents
from cleaner.batch.readers.jsonl import read_jsonl
from cleaner.batch.shard import Shard, suffix_of

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Meter", "Schema", "digest_of", "file_digest", "read_shard"]

# What only one format needs is imported where it is used.
# ruff: noqa: PLC0415

DIGEST_BLOCK = 4 * 2**20

Item = Line | Document | Reject | ArrowRows


class Schema(NamedTuple):
    """The columns of a table, which come before its rows."""

    schema: pa.Schema


class Meter:
    """How many bytes of a shard have been read."""

    def __init__(self) -> None:
        self.read = 0


def read_shard(
    shard: Shard, options: BatchOptions, meter: Meter, besides: Path | None = None
) -> Iterator[Item | Schema]:
    """Yield the records of a shard; what cannot be read is a `Reject`, and nothing raises."""
    if shard.problem:
        yield Reject(None, shard.problem)
        return
    try:
        if shard.format == "documents":
            yield from _documents(shard, options, meter, besides)
        else:
            yield from _file(shard, options, meter)
    except OSError as error:
        yield Reject(None, f"cannot be read: {error.strerror or error}")
    except ImportError as error:
        yield Reject(None, f"needs the package {error.name}; pip install 'article-cleaner[batch]'")
    except Exception as error:  # noqa: BLE001 - a defect of a reader must cost the rest of one shard, not the run
        said = f"{type(error).__name__}: {error}"
        yield Reject(None, f"cannot be read from here on, please report this: {said}")


def _documents(
    shard: Shard, options: BatchOptions, meter: Meter, besides: Path | None
) -> Iterator[Document | Reject]:
    folder = None if shard.files else shard.path
    for item in read_documents(shard.files or files_below(shard.path, besides), folder, options):
        meter.read += item.size if isinstance(item, Document) else 0
        yield item


def _file(shard: Shard, options: BatchOptions, meter: Meter) -> Iterator[Item | Schema]:
    # Standard input may be a socket, which no path opens anew.
    with open(os.dup(0), "rb") if shard.name == "-" else shard.path.open("rb") as file:  # noqa: PTH123
        items: Iterator[Item]
        if shard.format == "parquet":
            from cleaner.batch.readers.parquet import ParquetReader

            try:
                reader = ParquetReader(file)
            except ValueError as error:
                yield Reject(None, str(error))
                return
            yield Schema(reader.schema)
            items = reader.read()
        elif shard.format == "csv":
            items = read_delimited(file, options, TAB if suffix_of(shard.path.name) == ".tsv" else ",")
        elif shard.format == "warc":
            from cleaner.batch.readers.warc import read_warc

            items = read_warc(file, options)
        else:
            items = read_jsonl(file)
        is_seekable = file.seekable()
        for item in items:
            meter.read = max(meter.read, file.tell()) if is_seekable else 0
            yield item


def digest_of(stop: Event, shard: Shard, besides: Path | None = None) -> str | None:
    """Return the SHA-256 of a shard's bytes; of a folder that of its files' names and digests, in order.

    None where it cannot be read, comes from standard input, or `stop` is set before the end.
    """
    if shard.problem or shard.name == "-":
        return None
    try:
        if shard.format != "documents":
            return _digest(shard.path, stop)
        whole = hashlib.sha256()
        for path in shard.files or files_below(shard.path, besides):
            whole.update(f"{path.as_posix()}\0{_digest(path, stop)}\n".encode(errors="surrogateescape"))
        return whole.hexdigest()
    except OSError:
        return None


def file_digest(path: Path) -> str | None:
    """Return the SHA-256 of a file, None where it cannot be read."""
    try:
        with open_regular(path) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def _digest(path: Path, stop: Event) -> str | None:
    found = hashlib.sha256()
    with open_regular(path) as file:
        while block := file.read(DIGEST_BLOCK):
            if stop.is_set():
                return None
            found.update(block)
    return found.hexdigest()
