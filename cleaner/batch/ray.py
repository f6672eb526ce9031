"""Ray Data: clean a dataset on every machine of a Ray cluster."""

from __future__ import annotations

from ray.data import Dataset

from cleaner.batch.options import BatchOptions
from cleaner.batch.table import BatchCleaner

__all__ = ["clean_dataset"]

BATCH_ROWS = 64
"""Documents cleaned in one call: about a second's work. Ray gathers them into larger blocks by itself."""

RETRIES = 5
"""How often a task whose worker died is given to another. Ray Data itself never stops, and so would hang forever
on a page that needs more memory than a worker has."""

_DEFAULT = BatchOptions()


def clean_dataset(
    dataset: Dataset, options: BatchOptions = _DEFAULT, *, batch_size: int = BATCH_ROWS
) -> Dataset:
    """Return a dataset with the rows that `clean_batch` makes of those of `dataset`, cleaned when it is read.

    Rows keep their order within a block; the blocks keep theirs if Ray's `preserve_order` is set. Every
    machine needs the same version of this package. Raises what `Cleaner` raises at once; reading fails with
    what `clean_batch` raises, and where workers die `RETRIES` times on one task.
    """
    return dataset.map_batches(
        BatchCleaner(options),
        batch_format="pyarrow",
        batch_size=batch_size,
        zero_copy_batch=True,
        max_retries=RETRIES,
    )
