"""From documents to furniture: sightings are gathered in tables, and merged out of core."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import TYPE_CHECKING, Self

from cleaner.config import Config
from cleaner.furniture.sightings import Sightings, Source, sightings
from cleaner.furniture.store import Furniture, empty_table, read_table

if TYPE_CHECKING:
    import pyarrow as pa

# Who cleans with furniture that is learned already needs neither of these packages.
# ruff: noqa: PLC0415

__all__ = ["Learner", "learn", "merge", "sightings_table"]

_ROWS = 250_000
"""Sightings that are held before they go to disk: some 60 MB."""
_MEMORY = "768MB"
"""What DuckDB may take before it goes to disk; beside it there are the sightings that are held."""
_SMALL_SITE = 8
"""Pages up to which a line is remembered that was seen only once. On a small site it is half of a proof, on
a large one the lines seen once are its stories, which would make the file as large as the corpus."""

_DISTINCT = "SELECT DISTINCT site, page, key FROM sighted ANTI JOIN known USING (site, page)"
"""A page that was fetched twice counts once, and one that an earlier run knew not at all."""

_COUNT = f"""
CREATE TEMP TABLE counted AS
SELECT site, key, sum(pages)::UINTEGER AS pages
FROM (SELECT site, key, 1 AS pages FROM ({_DISTINCT}) UNION ALL
      SELECT site, key, pages FROM earlier WHERE kind = 'line')
GROUP BY site, key
"""  # noqa: S608 - our own text

_KNOWN = "CREATE TEMP TABLE known AS SELECT site, key AS page FROM earlier WHERE kind = 'page'"

_PAGES = """
CREATE TEMP TABLE seen AS
SELECT site, page FROM known UNION SELECT DISTINCT site, page FROM sighted
"""

_SITES = "CREATE TEMP TABLE sites AS SELECT site, count(*)::UINTEGER AS pages FROM seen GROUP BY site"

_PRUNE = f"""
DELETE FROM counted USING sites
WHERE counted.site = sites.site AND counted.pages = 1 AND sites.pages > {_SMALL_SITE}
"""  # noqa: S608 - as above

_NAME = """
CREATE TEMP TABLE named AS
SELECT site, key, min(text) AS text
FROM (SELECT site, key, text FROM sighted UNION ALL SELECT site, key, text FROM earlier WHERE kind = 'line')
SEMI JOIN (SELECT site, key FROM counted WHERE pages > 1) USING (site, key)
GROUP BY site, key
"""

_RESULT = """
SELECT 'site' AS kind, site, 0::UBIGINT AS key, pages, NULL::VARCHAR AS text FROM sites
UNION ALL SELECT 'page', site, page, 1, NULL FROM seen
UNION ALL SELECT 'line', site, key, pages, text FROM counted LEFT JOIN named USING (site, key)
ORDER BY site, kind DESC, pages DESC, key
"""


def sightings_table(found: Iterable[Sightings]) -> pa.Table:
    """Return sightings as a table: `site`, `page`, `key` and `text`, a row for each line of each document.

    It is what the map of a map and reduce hands on: tables of several machines are merged by `merge`.
    """
    import pyarrow as pa

    sites: list[str] = []
    pages: list[int] = []
    keys: list[int] = []
    texts: list[str] = []
    for document in found:
        sites += [document.site] * len(document.keys)
        pages += [document.page] * len(document.keys)
        keys += document.keys
        texts += document.texts
    return pa.table(
        {
            "site": pa.array(sites, pa.string()),
            "page": pa.array(pages, pa.uint64()),
            "key": pa.array(keys, pa.uint64()),
            "text": pa.array([text.encode(errors="replace").decode() for text in texts], pa.string()),
        }
    )


def merge(parts: Sequence[Path], earlier: Path | None = None) -> pa.Table:
    """Return the furniture that files of sightings tell of, added to what an earlier run learned.

    Memory is bounded: what does not fit goes to a temporary folder. The result depends neither on the
    order of the sightings nor on how they are spread over files.
    """
    import duckdb

    with TemporaryDirectory() as folder:
        settings = {"memory_limit": _MEMORY, "temp_directory": folder, "preserve_insertion_order": False}
        connection = duckdb.connect(config=settings)
        with connection:
            sighted = connection.read_parquet([str(part) for part in parts])
            connection.register("sighted", sighted)
            connection.register("earlier", read_table(earlier) if earlier else empty_table())
            for statement in (_KNOWN, _PAGES, _SITES, _COUNT, _PRUNE, _NAME):
                connection.execute(statement)
            table = connection.execute(_RESULT).to_arrow_table()
    return table


class Learner:
    """Takes documents one by one and gives the furniture of their sites; a context manager.

    `skipped` counts the documents that taught nothing because nobody knows their site.
    """

    def __init__(self, config: Config | None = None) -> None:
        self.config = config or Config()
        self.documents = self.skipped = 0
        self._held: list[Sightings] = []
        self._rows = 0
        self._parts: list[Path] = []
        self._folder = TemporaryDirectory()

    def __enter__(self) -> Self:
        """Return the learner itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Remove the temporary files."""
        self._folder.cleanup()

    def add(self, source: Source) -> None:
        """Learn from one document."""
        self.take(sightings(source, self.config))

    def take(self, found: Sightings | None) -> None:
        """Learn from the sightings of one document."""
        self.documents += 1
        if found is None:
            self.skipped += 1
            return
        self._held.append(found)
        self._rows += len(found.keys)
        if self._rows >= _ROWS:
            self._spill()

    def _spill(self) -> None:
        import pyarrow.parquet as pq

        part = Path(self._folder.name, f"{len(self._parts)}.parquet")
        pq.write_table(sightings_table(self._held), part, compression="zstd")
        self._parts.append(part)
        self._held, self._rows = [], 0

    def table(self, earlier: Path | None = None) -> pa.Table:
        """Return what was learned, as `Furniture` and `write` take it, added to the file of an earlier run."""
        self._spill()
        return merge(self._parts, earlier)


def learn(sources: Iterable[Source], config: Config | None = None) -> Furniture:
    """Return the furniture of the sites of some documents, learned in one pass and in bounded memory.

    Raises ImportError where pyarrow or DuckDB is not installed.
    """
    with Learner(config) as learner:
        for source in sources:
            learner.add(source)
        return Furniture(learner.table())
