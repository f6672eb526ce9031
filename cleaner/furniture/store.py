"""What was learned about sites: how many pages were seen of each, and on how many of them each line stood."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from cleaner.furniture.shape import line_key
from cleaner.furniture.site import page_of, site_of

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = [
    "Furniture",
    "FurnitureError",
    "SiteFurniture",
    "empty_table",
    "load_furniture",
    "read_table",
    "write_table",
]

VERSION = "1"
"""Stands in the metadata of the files that this program writes, under `cleaner.furniture`."""
SITE, PAGE, LINE = "site", "page", "line"
"""Kinds of rows: `pages` is the number of the site's pages, 1, and the pages on which the line stands."""
COLUMNS = ("kind", "site", "key", "pages", "text")
_METADATA = b"cleaner.furniture"


class FurnitureError(ValueError):
    """A file that holds no furniture; the message says what to do."""


@dataclass(frozen=True, slots=True)
class SiteFurniture:
    """What is known of one site, as a page of it may use: a page does not testify about itself.

    `pages` is the number of other pages that were seen. `own` says whether this page was one more.
    """

    site: str
    pages: int
    own: bool
    keys: NDArray[np.uint64]
    counts: NDArray[np.uint32]

    def count(self, keys: Sequence[int]) -> NDArray[np.int64]:
        """Return on how many of the other pages each of the lines stands."""
        wanted = np.asarray(keys, dtype=np.uint64)
        if not len(self.keys):
            return np.zeros(len(wanted), dtype=np.int64)
        at = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        found = np.where(self.keys[at] == wanted, self.counts[at].astype(np.int64), 0)
        return np.clip(found - self.own, 0, self.pages)


class Furniture:
    """The furniture of many sites. Immutable, picklable, 12 bytes a line and 8 a page.

    Columns are sorted by site, then by key: `_first[i]` to `_first[i + 1]` are the lines of site i.
    """

    def __init__(self, table: pa.Table) -> None:
        """Take over an Arrow table with `COLUMNS` (`text` may be missing), in any order."""
        sites = _rows(table, SITE)
        lines, pages = _rows(table, LINE), _rows(table, PAGE)
        names = sites.column("site").to_pylist()
        self._numbers = {name: number for number, name in enumerate(names)}
        self._pages = sites.column("pages").to_numpy()
        self._keys, self._counts, self._first = self._section(lines)
        self._own, _, self._own_first = self._section(pages)

    def _section(self, rows: pa.Table) -> tuple[NDArray[Any], NDArray[Any], NDArray[np.int64]]:
        """Return keys and pages of one kind of rows, and where each site's begin."""
        encoded = rows.column("site").combine_chunks().dictionary_encode()
        local = [self._numbers[name] for name in encoded.dictionary.to_pylist()]
        codes = np.asarray(local, dtype=np.int64)[encoded.indices.to_numpy()] if local else np.zeros(0, int)
        keys, counts = rows.column("key").to_numpy(), rows.column("pages").to_numpy()
        order = np.lexsort((keys, codes))
        first = np.searchsorted(codes[order], np.arange(len(self._numbers) + 1))
        return keys[order], counts[order], first

    @classmethod
    def read(cls, path: str | Path) -> Furniture:
        """Return what a file holds that `cleaner learn` wrote.

        Raises FurnitureError where the file is something else, OSError where it cannot be read, and
        ImportError where pyarrow is not installed.
        """
        return cls(read_table(path, columns=COLUMNS[:-1]))

    def __len__(self) -> int:
        """Return the number of sites."""
        return len(self._numbers)

    def __iter__(self) -> Iterator[str]:
        """Yield the sites, by name."""
        return iter(self._numbers)

    def of(self, address: str | None, texts: Sequence[str]) -> SiteFurniture | None:
        """Return what is known of the site of a document; None where nothing is.

        `address` is its URL or at least its host, `texts` are its lines.
        """
        site = site_of(address)
        number = self._numbers.get(site)
        if number is None or address is None:
            return None
        first, end = self._first[number], self._first[number + 1]
        own = self._own[self._own_first[number] : self._own_first[number + 1]]
        page = np.uint64(page_of(address, map(line_key, texts)))
        at = int(np.searchsorted(own, page))
        known = at < len(own) and bool(own[at] == page)
        others = int(self._pages[number]) - known
        return SiteFurniture(site, others, known, self._keys[first:end], self._counts[first:end])


def load_furniture(furniture: Path | Furniture | None) -> Furniture | None:
    """Return furniture, read from its file where it is named by one; see `Furniture.read` for what it raises."""
    return Furniture.read(furniture) if isinstance(furniture, str | Path) else furniture


def read_table(path: str | Path, columns: Sequence[str] = COLUMNS) -> pa.Table:
    """Return the table of a furniture file; see `Furniture.read` for what it raises."""
    try:
        import pyarrow as pa  # noqa: PLC0415 - only who uses furniture needs it
        import pyarrow.parquet as pq  # noqa: PLC0415 - as above
    except ImportError as error:
        raise ImportError(f"{error}; furniture needs pyarrow: pip install 'article-cleaner[furniture]'") from error
    try:
        with pq.ParquetFile(path) as file:
            if (file.schema_arrow.metadata or {}).get(_METADATA) != VERSION.encode():
                raise FurnitureError(f"{path}: no furniture of this version; make it with `cleaner learn`")
            return file.read(columns=list(columns))
    except pa.ArrowInvalid as error:
        raise FurnitureError(f"{path}: no Parquet file; make it with `cleaner learn`") from error


def write_table(table: pa.Table, path: str | Path) -> None:
    """Write a table of furniture; raises OSError."""
    import pyarrow.parquet as pq  # noqa: PLC0415 - as above

    pq.write_table(table.replace_schema_metadata({_METADATA: VERSION}), path, compression="zstd")


def empty_table() -> pa.Table:
    """Return a table of furniture without rows."""
    import pyarrow as pa  # noqa: PLC0415 - as above

    types = (pa.string(), pa.string(), pa.uint64(), pa.uint32(), pa.string())
    return pa.schema(list(zip(COLUMNS, types, strict=True))).empty_table()


def _rows(table: pa.Table, kind: str) -> pa.Table:
    import pyarrow.compute as pc  # noqa: PLC0415 - as above

    return table.filter(pc.equal(table.column("kind"), kind))
