"""From documents to furniture: sightings are gathered in tables, and merged out of core."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from secrets import token_hex
from shutil import copyfile, rmtree
from tempfile import gettempdir
from types import TracebackType
from typing import TYPE_CHECKING, Self

from cleaner.config import Config
from cleaner.furniture.sightings import SIGHTING, Sightings, sightings, sightings_table
from cleaner.furniture.store import METADATA, VERSION, Furniture, empty_table, read_table, require_sightings
from cleaner.pipeline import judges_of
from cleaner.source import Source

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

# Who cleans with furniture that is learned already needs neither of these packages.
# ruff: noqa: PLC0415

__all__ = ["Learner", "check_writable", "learn", "merge"]

_HELD = 64
"""Documents whose sightings are held as Python objects, which take ten times the room of a table's rows."""
_ROWS = 500_000
"""Sightings that are held in tables before they go to disk: some 60 MB."""
_MEMORY = "768MB"
"""What DuckDB may take before it goes to disk; beside it there are the sightings that are held."""
_SMALL_SITE = 64
"""Pages up to which a line is remembered that was seen only once. It costs some ten bytes, and it is half of a
proof: on made-up crawls forgetting it from nine pages on cost half a point. On larger sites the lines seen once
are nearly all of stories, and would make the file as large as the corpus."""

_KNOWN = "CREATE TEMP TABLE known AS SELECT site, key AS page FROM earlier WHERE kind = 'page'"

_ONCE = """
SELECT site, kind, key, 1::BIGINT AS pages, max(story) AS story, max(weight) AS weight
FROM sighted ANTI JOIN known USING (site, page) GROUP BY site, kind, key, page
"""
"""A page that was fetched twice counts once, and one that an earlier run knew not at all."""

_COUNT = f"""
CREATE TEMP TABLE counted AS
SELECT site, kind, key, sum(pages)::BIGINT AS pages, sum(story)::BIGINT AS story, sum(weight)::BIGINT AS weight
FROM ({_ONCE} UNION ALL
      SELECT site, kind, key, pages, story, weight FROM earlier WHERE kind IN ('line', 'container'))
GROUP BY site, kind, key
"""  # noqa: S608 - our own text

_PAGES = """
CREATE TEMP TABLE seen AS SELECT site, page FROM known UNION SELECT DISTINCT site, page FROM sighted
"""

_SITES = "CREATE TEMP TABLE sites AS SELECT site, count(*)::BIGINT AS pages FROM seen GROUP BY site"

_PRUNE = f"""
DELETE FROM counted USING sites
WHERE counted.site = sites.site AND counted.pages = 1 AND sites.pages > {_SMALL_SITE}
"""  # noqa: S608 - as above

_NAME = """
CREATE TEMP TABLE named AS
SELECT site, kind, key, min(text) AS text
FROM (SELECT site, kind, key, text FROM sighted UNION ALL
      SELECT site, kind, key, text FROM earlier WHERE text IS NOT NULL)
SEMI JOIN (SELECT site, kind, key FROM counted WHERE pages > 1) USING (site, kind, key)
GROUP BY site, kind, key
"""

_RESULT = """
SELECT 'site' AS kind, site, 0::BIGINT AS key, pages, 0::BIGINT AS story, 0::BIGINT AS weight,
       NULL::VARCHAR AS text FROM sites
UNION ALL SELECT 'page', site, page, 1::BIGINT, 0::BIGINT, 0::BIGINT, NULL FROM seen
UNION ALL SELECT kind, site, key, pages, story, weight, text FROM counted LEFT JOIN named USING (site, kind, key)
ORDER BY site, kind DESC, pages DESC, key
"""

_FORMAT = f"FORMAT parquet, COMPRESSION zstd, KV_METADATA {{'{METADATA}': '{VERSION}'}}"


def merge(parts: Sequence[Path], output: Path, earlier: Path | None = None) -> None:
    """Write the furniture that files of sightings tell of, added to what an earlier run learned.

    Memory is bounded: what does not fit goes to a temporary folder. The result depends neither on the
    order of the sightings nor on how they are spread over files. Raises ValueError where there are none, and
    FurnitureError for a file that holds no sightings, or of an earlier run and no furniture.
    """
    import duckdb

    if not parts:
        raise ValueError("there are no files of sightings: look where the map wrote them")
    for part in parts:
        require_sightings(part, SIGHTING)

    with _scratch() as folder:
        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": _MEMORY,
            "temp_directory": str(folder),
            "preserve_insertion_order": False,
        }
        with duckdb.connect(config=settings) as connection:
            connection.register("sighted", connection.read_parquet([str(part) for part in parts]))
            connection.register("earlier", _earlier(connection, earlier))
            for statement in (_KNOWN, _PAGES, _SITES, _COUNT, _PRUNE, _NAME):
                connection.execute(statement)
            name = str(output).replace("'", "''")
            connection.execute(f"COPY ({_RESULT}) TO '{name}' ({_FORMAT})")


@contextmanager
def _scratch() -> Iterator[Path]:
    """Give a new folder of ours, which goes however this ends.

    What removes it is there before it is: a signal between the two, as Python's own temporary folders allow, would
    leave it behind.
    """
    folder = Path(gettempdir(), f"cleaner-{token_hex(8)}")
    try:
        folder.mkdir(mode=0o700)
        yield folder
    finally:
        rmtree(folder, ignore_errors=True)


def _earlier(connection: duckdb.DuckDBPyConnection, path: Path | None) -> object:
    """Return the rows of an earlier run's file, which may be larger than memory."""
    if path is None:
        return empty_table()
    read_table(path, columns=())
    return connection.read_parquet(str(path))


class Learner:
    """Takes documents one by one and gives the furniture of their sites; a context manager."""

    def __init__(self, config: Config | None = None) -> None:
        self.config = replace(config or Config(), furniture=None)
        self._judges = judges_of(self.config)
        self._held: list[Sightings] = []
        self._tables: list[pa.Table] = []
        self._parts: list[Path] = []
        self._open = ExitStack()
        self._folder = self._open.enter_context(_scratch())

    def __enter__(self) -> Self:
        """Return the learner itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Remove the temporary files."""
        self._open.close()

    def add(self, source: Source) -> None:
        """Learn from one document."""
        self.take(sightings(source, self.config, self._judges))

    def take(self, found: Sightings | None) -> None:
        """Learn from the sightings of one document."""
        if found is not None:
            self._held.append(found)
            if len(self._held) >= _HELD:
                self._take_held()

    def take_stream(self, stream: bytes) -> None:
        """Learn from sightings that another process sends as an Arrow IPC stream; an empty one tells nothing."""
        if stream:
            import pyarrow as pa

            self._take_table(pa.ipc.open_stream(stream).read_all())

    def _take_held(self) -> None:
        self._take_table(sightings_table(self._held))
        self._held = []

    def _take_table(self, table: pa.Table) -> None:
        self._tables.append(table)
        if sum(table.num_rows for table in self._tables) >= _ROWS:
            self._spill()

    def _spill(self) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        part = self._folder / f"{len(self._parts)}.parquet"
        pq.write_table(pa.concat_tables(self._tables), part, compression="zstd")
        self._parts.append(part)
        self._tables = []

    def write(self, output: Path, earlier: Path | None = None) -> None:
        """Write what was learned, added to the file of an earlier run; `output` may be that file."""
        self._take_held()
        self._spill()
        merged = self._folder / "merged"
        merge(self._parts, merged, earlier)
        beside = _beside(output)
        try:
            copyfile(merged, beside)
            beside.replace(output)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise

    def furniture(self) -> Furniture:
        """Return what was learned."""
        path = self._folder / "furniture.parquet"
        self.write(path)
        return Furniture.read(path)


def check_writable(output: Path) -> None:
    """Raise OSError where what is learned could not be written to a file: before hours of reading, not after."""
    if output.is_dir():
        raise IsADirectoryError(errno.EISDIR, "it is a folder; name a file")
    if output.exists() and not output.is_file():
        raise OSError(errno.EINVAL, "it is no file")
    beside = _beside(output)
    beside.touch()
    beside.unlink()


def _beside(output: Path) -> Path:
    """Return the file that is written first, so that a run which fails leaves what was there."""
    return output.with_name(f".{output.name}.{os.getpid()}")


def learn(sources: Iterable[Source], config: Config | None = None) -> Furniture:
    """Return the furniture of the sites of some documents, learned in one pass and in bounded memory.

    `sources` are `cleaner.Source(content, url)`; instead of a URL the host will do. Raises ImportError where pyarrow or
    DuckDB is not installed.
    """
    with Learner(config) as learner:
        for source in sources:
            if not isinstance(source, Source):
                raise TypeError(f"sources are cleaner.Source(content, url), not {type(source).__name__}")
            if not isinstance(source.url, str | None):
                raise TypeError(f"url is a str, not {type(source.url).__name__}")
            learner.add(source)
        return learner.furniture()
