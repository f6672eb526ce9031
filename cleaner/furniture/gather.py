"""Sightings of tables of documents: the map of learning, for engines that run it on many machines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import cast

import pyarrow as pa

from cleaner.batch.columns import find_columns
from cleaner.batch.options import BatchOptions
from cleaner.batch.row import defect, refusal
from cleaner.batch.table import documents
from cleaner.batch.versions import installed_version, received
from cleaner.config import Kind
from cleaner.furniture.sightings import Sightings, sightings, sightings_table
from cleaner.label import Judges
from cleaner.pipeline import judges_of
from cleaner.source import Source

__all__ = ["NO_SITE", "SPARK_SCHEMA", "BatchGatherer", "gathered"]

NO_SITE = "nobody knows which site it is of, or it is empty"
SPARK_SCHEMA = "site string, page long, kind string, key long, story long, weight long, text string"
"""What a table of sightings holds, in Spark's words."""

_BATCH_ROWS = 64
"""Documents looked at at once, however many an engine sends."""
_DEFAULT = BatchOptions()


def gathered(
    content: object,
    url: object,
    options: BatchOptions,
    judges: Judges,
    kind: Kind = "auto",
    hint: str | None = None,
) -> Sightings | str:
    """Return what a document shows of its site, or in words why it shows nothing.

    `kind` is what its file says about it, over which the options have the last word.
    """
    refused = refusal(content, options.largest)
    if refused is not None:
        return refused
    address = url if isinstance(url, str) else None
    kind = kind if options.kind == "auto" else options.kind
    source = Source(cast("str | bytes", content), address, kind, options.encoding, hint)
    try:
        found = sightings(source, options.config, judges)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - a defect of ours must cost one document, not all that was learned
        return defect(error)
    return found if found is not None else NO_SITE


class BatchGatherer:
    """Makes sightings of tables of documents, which `cleaner.furniture.learn.merge` makes furniture of.

    Documents that cannot be read, or whose site nobody knows, show nothing. Pickles as its options, and refuses
    to be unpickled by another version of this package.
    """

    def __init__(self, options: BatchOptions = _DEFAULT) -> None:
        self.options = options
        self._judges = judges_of(options.config)

    def __reduce__(
        self,
    ) -> tuple[Callable[..., BatchGatherer], tuple[type[BatchGatherer], BatchOptions, str]]:
        return received, (BatchGatherer, self.options, installed_version())

    def __call__(self, table: pa.Table) -> pa.Table:
        """Return the sightings of a table with columns for documents and URLs, a row for each line and container.

        Raises ValueError where there is no document column or the options name a column that is not there.
        """
        columns = find_columns(table.column_names, self.options)
        found = (
            gathered(content, url, self.options, self._judges) for content, url in documents(table, columns)
        )
        return sightings_table(each for each in found if isinstance(each, Sightings))

    def each(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Yield the sightings of record batches, as Spark's `mapInArrow` wants them."""
        for batch in batches:
            for start in range(0, batch.num_rows, _BATCH_ROWS):
                yield from self(pa.Table.from_batches([batch.slice(start, _BATCH_ROWS)])).to_batches()
