"""What a run is to do, and what of it the output depends on."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from cleaner.batch.cleaning import CleanRows
from cleaner.batch.options import BatchOptions
from cleaner.batch.reading import file_digest
from cleaner.batch.shard import Shard
from cleaner.batch.worker import Limits

__all__ = ["PART_RECORDS", "Run"]

PART_RECORDS = 50_000
"""Records of a part of the output: what a crash costs at most. A shard with more of them has several parts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What to do: the shards, how to clean them, where to and in which form, and with how much."""

    shards: Sequence[Shard]
    options: BatchOptions = field(default_factory=BatchOptions)
    workers: int = 1
    limits: Limits = field(default_factory=Limits)
    part_records: int = PART_RECORDS
    resume: bool = False

    def handler(self) -> CleanRows:
        """Return what the workers of this run do."""
        return CleanRows(self.options, tables=any(shard.format == "parquet" for shard in self.shards))

    def plan(self) -> dict[str, Any]:
        """Return what the output depends on, for a resumed run to be held against; it is in the manifest."""
        options = dataclasses.asdict(self.options)
        config = options.pop("config")
        furniture, repair = self.options.config.furniture, self.options.config.repair
        if furniture is not None and not isinstance(furniture, Path):
            raise ValueError("a run needs furniture by its file, which says in the manifest what was used")
        rules, learned = (
            [{"path": str(path), "sha256": file_digest(path)} for path in paths]
            for paths in (self.options.config.rules, [furniture] if furniture else [])
        )
        return {
            "version": version("article-cleaner"),
            "configuration": {
                **config,
                "rules": rules,
                "furniture": learned[0] if learned else None,
                "ignore": sorted(config["ignore"]),
                "repair": repair if isinstance(repair, bool) else sorted(repair),
            },
            "options": options,
            "limits": dataclasses.asdict(self.limits),
            "part_records": self.part_records,
            "inputs": [[shard.name, shard.output, shard.size, shard.listing] for shard in self.shards],
        }
