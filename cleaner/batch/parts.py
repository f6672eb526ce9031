"""Parts of the output while they are written: JSON Lines, plain or packed, and Parquet."""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Protocol, cast

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["ArrowPart", "JsonPart", "Part"]

GZIP_LEVEL = 4
ZSTD_LEVEL = 3

GROUP_ROWS = 5_000
GROUP_BYTES = 32 * 2**20
"""Rows and bytes of text of a row group: what a reader has to hold, and what this one does."""


class Part(Protocol):
    """A file that is being written; its bytes depend on the rows alone, not on how they arrive."""

    def write(self, data: bytes) -> None:
        """Add the rows of a `Piece`."""

    def close(self) -> None:
        """Write what is left, and wait until all is on the disk."""

    def abandon(self) -> None:
        """Close the file as it is, whatever happens; harmless after `close`."""


class JsonPart:
    """Lines of JSON, packed as the name says."""

    def __init__(self, path: Path, name: str) -> None:
        self._files = ExitStack()
        raw = self._files.enter_context(path.open("wb"))
        self._raw = raw
        self._file: IO[bytes] = raw
        if name.lower().endswith(".gz"):
            # Neither name nor time go into the file: the same rows are the same bytes.
            packed = cast("IO[bytes]", gzip.GzipFile("", "wb", GZIP_LEVEL, raw, mtime=0))
            self._file = self._files.enter_context(packed)
        elif name.lower().endswith(".zst"):
            import zstandard  # noqa: PLC0415 - few outputs need it

            packer = zstandard.ZstdCompressor(ZSTD_LEVEL)
            self._file = self._files.enter_context(packer.stream_writer(raw, closefd=False))

    def write(self, data: bytes) -> None:
        """Add lines."""
        self._file.write(data)

    def close(self) -> None:
        """Write what is left, and wait until all is on the disk."""
        if self._file is not self._raw:
            self._file.close()
        self._raw.flush()
        os.fsync(self._raw.fileno())
        self._files.close()

    def abandon(self) -> None:
        """Close the file as it is."""
        for file in (self._file, self._raw):
            with suppress(OSError, ValueError):
                file.close()


class ArrowPart:
    """Rows that come as Arrow IPC streams, to Parquet."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")
        self._writer: Any = None
        self._held: list[pa.Table] = []
        self._rows = 0
        self._bytes = 0

    def write(self, data: bytes) -> None:
        """Add rows; a row group is written as soon as there are enough of them."""
        import pyarrow as pa  # noqa: PLC0415 - only here

        self.write_table(pa.ipc.open_stream(data).read_all())

    def write_table(self, table: pa.Table) -> None:
        """Add the rows of a table; one without rows gives the schema of an empty file."""
        if self._writer is None:
            import pyarrow.parquet as pq  # noqa: PLC0415 - only here

            self._writer = pq.ParquetWriter(self._file, table.schema, compression="zstd")
        start = 0
        for number, size in enumerate(_sizes(table)):
            self._rows += 1
            self._bytes += size
            if self._rows >= GROUP_ROWS or self._bytes >= GROUP_BYTES:
                self._held.append(table.slice(start, number + 1 - start))
                self._write_group()
                start = number + 1
        if start < table.num_rows:
            self._held.append(table.slice(start))

    def close(self) -> None:
        """Write what is left, and wait until all is on the disk."""
        if self._held:
            self._write_group()
        if self._writer is not None:
            self._writer.close()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()

    def abandon(self) -> None:
        """Close the file as it is."""
        with suppress(OSError, ValueError):
            if self._writer is not None:
                self._writer.close()
        with suppress(OSError):
            self._file.close()

    def _write_group(self) -> None:
        import pyarrow as pa  # noqa: PLC0415 - only here

        table = pa.concat_tables(self._held).unify_dictionaries().combine_chunks()
        self._writer.write_table(table, row_group_size=table.num_rows)
        self._held, self._rows, self._bytes = [], 0, 0


def _sizes(table: pa.Table) -> Iterator[int]:
    """Yield the bytes of text of each row, however the rows are spread over buffers."""
    import pyarrow as pa  # noqa: PLC0415 - only here
    import pyarrow.compute as pc  # noqa: PLC0415 - as above

    kinds = (pa.types.is_string, pa.types.is_large_string, pa.types.is_binary, pa.types.is_large_binary)
    lengths = [
        pc.fill_null(pc.binary_length(column), 0).to_pylist()
        for column in table.columns
        if any(is_kind(column.type) for is_kind in kinds)
    ]
    return (sum(row) for row in zip(*lengths, strict=True)) if lengths else iter([0] * table.num_rows)
