"""Ray Data: clean a dataset on every machine of a Ray cluster."""

from __future__ import annotations

from ray.data import Dataset

from cleaner.batch.options import BatchOptions
from cleaner.batch.table import BatchCleaner

__all__ = ["clean_dataset"]

BATCH_ROWS = 64
"""Documents cleaned in one call: about a second's work. Ray gathers them into larger blocks by itself."""

_DEFAULT = BatchOptions()


def clean_dataset(
    dataset: Dataset, options: BatchOptions = _DEFAULT, *, batch_size: int = BATCH_ROWS
) -> Dataset:
    """Return a dataset with the rows that `clean_batch` makes of those of `dataset`, cleaned when it is read.

    Rows keep their order within a block; the blocks keep theirs if Ray's `preserve_order` is set. Every
    machine needs the same version of this package. Ray Data tries a task whose worker dies again without end:
    choose `BatchOptions.largest` by the memory of a core, see docs/cluster.md. Raises what `Cleaner` raises at
    once, and lets reading fail with what `clean_batch` raises.
    """
    return dataset.map_batches(
        BatchCleaner(options), batch_format="pyarrow", batch_size=batch_size, zero_copy_batch=True
    )
