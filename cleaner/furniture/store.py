"""What was learned about sites: pages seen, on how many of them each line stood, what each container held."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.furniture.shape import line_key
from cleaner.furniture.site import page_of, site_of

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

__all__ = [
    "CONTAINER",
    "LINE",
    "METADATA",
    "RULE",
    "UNIT",
    "VERSION",
    "Furniture",
    "FurnitureError",
    "Held",
    "SiteFurniture",
    "empty_table",
    "known_furniture",
    "load_furniture",
    "read_table",
    "require_sightings",
]

VERSION = "2"
"""Stands in the metadata of the files that this program writes, under `METADATA`."""
METADATA = "cleaner.furniture"
RULE = "furniture/"
"""How the rule of a verdict begins that furniture decided; the site follows."""
SITE, PAGE, LINE, CONTAINER = "site", "page", "line", "container"
"""Kinds of rows. `pages` is how many pages of the site were seen, 1, and on how many the line or container
stands; `text` is for people's eyes."""
UNIT = 256
"""Parts of one: tallies are whole numbers, so that their sums do not depend on the order of adding."""
COLUMNS = ("kind", "site", "key", "pages", "story", "weight", "text")


class FurnitureError(ValueError):
    """A file that holds no furniture; the message says what to do."""


class Held(NamedTuple):
    """What the container of each block holds.

    `pages` is on how many pages it was seen, `weight` the sum of the roots of the words of its blocks, and
    `story` how much of that weight is story, by P(body).
    """

    pages: NDArray[np.int64]
    story: NDArray[np.float64]
    weight: NDArray[np.float64]

    @classmethod
    def empty(cls, blocks: int) -> Held:
        """Return the tally of blocks without containers."""
        return cls(np.zeros(blocks, dtype=np.int64), np.zeros(blocks), np.zeros(blocks))

    def minus(self, other: Held) -> Held:
        """Return what remains without another tally, nowhere less than nothing."""
        weight = np.maximum(self.weight - other.weight, 0)
        story = np.clip(self.story - other.story, 0, weight)
        return Held(np.maximum(self.pages - other.pages, 0), story, weight)


class Rows(NamedTuple):
    """Rows of one kind: `key` in order within each site, whose rows begin at `first[i]` for site i."""

    first: NDArray[np.int64]
    key: NDArray[np.int64]
    pages: NDArray[np.int64]
    story: NDArray[np.float64]
    weight: NDArray[np.float64]

    def of(self, number: int) -> Rows:
        """Return the rows of one site."""
        here = slice(self.first[number], self.first[number + 1])
        return Rows(self.first[:0], self.key[here], self.pages[here], self.story[here], self.weight[here])

    def find(self, keys: Sequence[int]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Return where each key stands, and whether it does; of one site's rows only."""
        wanted = np.asarray(keys, dtype=np.int64)
        if not len(self.key):
            return np.zeros(len(wanted), dtype=np.int64), np.zeros(len(wanted), dtype=bool)
        at = np.minimum(np.searchsorted(self.key, wanted), len(self.key) - 1)
        return at, self.key[at] == wanted


@dataclass(frozen=True, slots=True)
class SiteFurniture:
    """What is known of one site, as a page of it may use: a page does not testify about itself.

    `pages` is the number of other pages that were seen. `own` says whether this page was one more.
    """

    site: str
    pages: int
    own: bool
    lines: Rows
    containers: Rows

    def count(self, keys: Sequence[int]) -> NDArray[np.int64]:
        """Return on how many of the other pages each of the lines stands."""
        at, known = self.lines.find(keys)
        if not len(self.lines.key):
            return np.zeros(len(keys), dtype=np.int64)
        others: NDArray[np.int64] = np.where(known, self.lines.pages[at], 0) - self.own
        return others.clip(0, self.pages)

    def tally(self, keys: Sequence[int]) -> Held:
        """Return what the containers held on all pages that were seen, this one included if `own`."""
        at, known = self.containers.find(keys)
        rows = self.containers
        if not len(rows.key):
            return Held.empty(len(keys))
        return Held(*(np.where(known, column[at], 0) for column in (rows.pages, rows.story, rows.weight)))


class Furniture:
    """The furniture of many sites: immutable, picklable, some 30 bytes a line, container or page."""

    def __init__(self, table: pa.Table) -> None:
        """Take over an Arrow table with `COLUMNS` (`text` may be missing), in any order."""
        sites = _of_kind(table, SITE)
        self._numbers = {name: number for number, name in enumerate(sites.column("site").to_pylist())}
        self._seen = sites.column("pages").to_numpy()
        self._pages, self._lines, self._containers = (
            self._rows(_of_kind(table, kind)) for kind in (PAGE, LINE, CONTAINER)
        )

    def _rows(self, table: pa.Table) -> Rows:
        """Return rows in the order of sites and keys."""
        encoded = table.column("site").combine_chunks().dictionary_encode()
        numbers = np.array([self._numbers[name] for name in encoded.dictionary.to_pylist()], dtype=np.int64)
        codes = numbers[encoded.indices.to_numpy()]
        keys = table.column("key").to_numpy()
        order = np.lexsort((keys, codes))
        first = np.searchsorted(codes[order], np.arange(len(self._numbers) + 1))
        pages, story, weight = (table.column(name).to_numpy()[order] for name in ("pages", "story", "weight"))
        return Rows(first, keys[order], pages.astype(np.int64), story / UNIT, weight / UNIT)

    @classmethod
    def read(cls, path: str | Path) -> Furniture:
        """Return what a file holds that `cleaner learn` wrote.

        Raises FurnitureError where the file cannot be read or is something else, and ImportError where
        pyarrow is not installed.
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
        pages = self._pages.of(number)
        _, own = pages.find([page_of(address, map(line_key, texts))])
        lines, containers = self._lines.of(number), self._containers.of(number)
        return SiteFurniture(site, int(self._seen[number]) - int(own[0]), bool(own[0]), lines, containers)


def load_furniture(furniture: Path | Furniture | None) -> Furniture | None:
    """Return furniture, read from its file where it is named by one; see `Furniture.read` for what it raises."""
    return Furniture.read(furniture) if isinstance(furniture, str | Path) else furniture


def read_table(path: str | Path, columns: Sequence[str] = COLUMNS) -> pa.Table:
    """Return the table of a furniture file; see `Furniture.read` for what it raises."""
    with _opened(path, "make it with `cleaner learn`") as file:
        if (file.schema_arrow.metadata or {}).get(METADATA.encode()) != VERSION.encode():
            raise FurnitureError(f"{path}: no furniture of this version; make it with `cleaner learn`")
        return file.read(columns=list(columns))


def require_sightings(path: Path, columns: Sequence[str]) -> None:
    """Raise FurnitureError where a file does not hold the columns of sightings."""
    what_to_do = "sightings are what `BatchGatherer` makes, see docs/furniture.md"
    with _opened(path, what_to_do) as file:
        missing = [name for name in columns if name not in file.schema_arrow.names]
    if missing:
        raise FurnitureError(f"{path}: no sightings, for it has no column {missing[0]!r}; {what_to_do}")


@contextmanager
def _opened(path: str | Path, what_to_do: str) -> Iterator[pq.ParquetFile]:
    """Give a Parquet file; raises FurnitureError where it cannot be read, and ImportError without pyarrow."""
    try:
        import pyarrow as pa  # noqa: PLC0415 - only who uses furniture needs it
        import pyarrow.parquet as pq  # noqa: PLC0415 - as above
    except ImportError as error:
        raise ImportError(
            f"{error}; furniture needs pyarrow: pip install 'article-cleaner[furniture]'"
        ) from error
    try:
        with pq.ParquetFile(path) as file:
            yield file
    except pa.ArrowInvalid as error:
        raise FurnitureError(f"{path}: no Parquet file; {what_to_do}") from error
    except OSError as error:
        # pyarrow puts many words of its own around it
        why = os.strerror(error.errno) if error.errno else error
        raise FurnitureError(f"{path}: cannot be read: {why}") from error


def known_furniture(path: Path) -> Path | None:
    """Return a path if furniture is there, of whatever version; so that what was learned is not learned from."""
    with suppress(ImportError, OSError, ValueError):
        import pyarrow.parquet as pq  # noqa: PLC0415 - as above

        with pq.ParquetFile(path) as file:
            if METADATA.encode() in (file.schema_arrow.metadata or {}):
                return path
    return None


def empty_table() -> pa.Table:
    """Return a table of furniture without rows."""
    import pyarrow as pa  # noqa: PLC0415 - as above

    types = (pa.string(), pa.string(), pa.int64(), pa.int64(), pa.int64(), pa.int64(), pa.string())
    return pa.schema(list(zip(COLUMNS, types, strict=True))).empty_table()


def _of_kind(table: pa.Table, kind: str) -> pa.Table:
    import pyarrow.compute as pc  # noqa: PLC0415 - as above

    return table.filter(pc.equal(table.column("kind"), kind))
