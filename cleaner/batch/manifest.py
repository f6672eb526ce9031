"""The manifest: what was cleaned, how, and what became of it, for whoever finds the output later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from cleaner.batch.shard import Shard
from cleaner.batch.store import FinishedPart
from cleaner.batch.tally import Tally

__all__ = ["SCHEMA", "manifest_of"]

SCHEMA = 1
"""Number of the form of the manifest; it grows when a key changes its meaning or goes."""


def manifest_of(
    plan: Mapping[str, Any], shards: Sequence[Shard], parts: Sequence[FinishedPart]
) -> dict[str, Any]:
    """Return the manifest. No time and no machine is in it: the same run gives the same manifest."""
    total = Tally()
    inputs = []
    for number, its_parts in groupby(sorted(parts, key=_order), key=lambda part: part.shard):
        tally = Tally()
        files = []
        digest = None
        for part in its_parts:
            tally.add(part.tally)
            digest = part.input_digest
            if part.file is not None:
                files.append(
                    {"file": part.file, "rows": part.tally.rows, "bytes": part.size, "sha256": part.digest}
                )
        total.add(tally)
        shard = shards[number]
        counts = {name: value for name, value in tally.record().items() if name != "removed"}
        inputs.append({"input": shard.name, "bytes": shard.size, "sha256": digest, **counts, "files": files})
    return {"schema": SCHEMA, "plan": dict(plan), "total": total.record(), "inputs": inputs}


def _order(part: FinishedPart) -> tuple[int, int]:
    return part.shard, part.number
