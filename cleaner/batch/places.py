"""The places of a run's outputs: every shard has one of its own, whatever the shards are called."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path, PurePosixPath
from typing import Literal

from cleaner.batch.shard import FORMATS, PACKED, Shard

__all__ = ["MANIFEST", "REJECTS", "STATE", "SUMMARY", "Target", "is_parquet", "parted", "placed"]

Target = Literal["same", "jsonl", "parquet"]

REJECTS = "rejects.jsonl"
MANIFEST = "manifest.json"
SUMMARY = "summary.json"
STATE = ".cleaner"
"""What a run writes beside its shards; STATE is the folder of its progress, gone when it is complete."""

ENDINGS = (".jsonl", ".ndjson", ".json", ".parquet", ".pq")
"""How the names of parts end, before what they are packed with; all inputs' names are made to."""
_PART_NUMBER = re.compile(r"\.[0-9]{5,}$")
"""What the parts of a shard but the first have before their ending."""


def is_parquet(name: str) -> bool:
    """Tell whether a file of the output is Parquet, by its name."""
    return name.lower().endswith((".parquet", ".pq"))


def parted(name: str) -> tuple[str, str]:
    """Return the name of an output in two, its ending with what it is packed with in the second."""
    place = max(name.lower().rfind(ending) for ending in ENDINGS)
    return (name[:place], name[place:]) if place >= 0 else (name, "")


def placed(listed: list[Shard], target: Target) -> list[Shard]:
    """Return the shards with their places in the output, no two the same; those first that keep their names."""
    folders = [_folder(shard) for shard in listed if shard.format != "none" and not shard.files]
    common = Path(os.path.commonpath(folders)) if folders else Path()
    below = [_below(common, shard) for shard in listed]
    taken = {REJECTS, MANIFEST, SUMMARY, STATE}
    taken.update(_key(folder) for place in set(below) for folder in (place, *place.parents))
    found = dict.fromkeys(range(len(listed)), "")
    for number in sorted(
        found, key=lambda number: next(_names(target, listed[number].output)) != listed[number].output
    ):
        places = (below[number] / name for name in _names(target, listed[number].output))
        place = next(place for place in places if _key(place) not in taken)
        taken.add(_key(place))
        found[number] = place.as_posix()
    return [replace(shard, output=found[number]) for number, shard in enumerate(listed)]


def _folder(shard: Shard) -> Path:
    """Return the folder that a shard is in, without links."""
    return Path(os.path.realpath(shard.path)).parent


def _below(common: Path, shard: Shard) -> Path:
    """Return the folder of a shard's output, which is that of the shard below the folder that all have in common."""
    folder = _folder(shard)
    return folder.relative_to(common) if folder.is_relative_to(common) and not shard.files else Path()


def _key(place: Path) -> str:
    """Return what an output has in common with all parts of its shard, and with names of other case."""
    name = place.as_posix().lower()
    stem, ending = parted(name)
    return _PART_NUMBER.sub("", stem) + ending


def _names(target: Target, full: str) -> Iterator[str]:
    """Yield the names that a shard's output may have, the best first."""
    stem, packed = full, ""
    if PurePosixPath(stem.lower()).suffix in PACKED:
        stem, packed = stem[: stem.rindex(".")], stem[stem.rindex(".") :].lower()
    suffix = PurePosixPath(stem).suffix
    format_ = FORMATS.get(suffix.lower())
    if format_ is None:
        suffix = ""
    stem = stem[: len(stem) - len(suffix)] if suffix else stem
    if target == "parquet" or (target == "same" and format_ == "parquet"):
        ending = suffix if format_ == "parquet" else ".parquet"
    elif format_ == "jsonl":
        ending = suffix + packed
    else:
        ending = ".jsonl" + (packed if format_ != "parquet" else "")
    yield stem + ending
    yield full + ending
    yield from (f"{full}-{number}{ending}" for number in count(2))
