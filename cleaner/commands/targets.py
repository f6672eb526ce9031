"""The files that a run over many documents writes, none of which may be one of its inputs."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cleaner.commands.paths import is_same_file

if TYPE_CHECKING:
    from cleaner.batch.shard import Shard

__all__ = ["refuse_overwriting"]


def refuse_overwriting(
    parser: argparse.ArgumentParser, found: Sequence[Shard], *targets: tuple[str, str | Path | None]
) -> None:
    """Exit where a file that is to be written is an input; `targets` are options, each with its file if it has one."""
    for option, target in targets:
        read = next((shard.name for shard in found if target and _reads(shard, target)), None)
        if read is not None:
            through = "" if read == str(target) else f" ({read})"
            parser.error(f"{option} would overwrite its own input, {target}{through}; name another FILE")


def _reads(shard: Shard, target: str | Path) -> bool:
    """Tell whether the file `target` is there and is, or is in, what a shard reads."""
    from cleaner.batch.shard import is_document  # noqa: PLC0415 - the command must be quick to refuse wrong use

    if shard.path.is_dir():
        inside = Path(os.path.realpath(target)).is_relative_to(os.path.realpath(shard.path))
        return inside and Path(target).is_file() and is_document(Path(target))
    return any(is_same_file(str(path), str(target)) for path in shard.files or (shard.path,))
