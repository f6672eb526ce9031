"""Which kind of part a file of the output is, and what it is called."""

from __future__ import annotations

from pathlib import Path

from cleaner.batch.parts import ArrowPart, JsonPart, Part
from cleaner.batch.places import is_parquet, parted

__all__ = ["numbered", "open_part"]


def numbered(name: str, number: int) -> str:
    """Return the name of a shard's part: the shard's own for the first, `pages.00002.jsonl` for the second."""
    if number == 0:
        return name
    stem, ending = parted(name)
    return f"{stem}.{number + 1:05}{ending}"


def open_part(path: Path, name: str, *, arrow: bool, removed: bool) -> Part:
    """Return a part at `path` that will be called `name`; `arrow` says in which form its rows come."""
    if not is_parquet(name):
        return JsonPart(path, name)
    if arrow:
        return ArrowPart(path)
    from cleaner.batch.conversion import ConvertedPart  # noqa: PLC0415 - needs pyarrow, which JSON does not

    return ConvertedPart(path, removed=removed)
