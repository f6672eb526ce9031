"""What the formats of the inputs of a run allow, and what they need."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from cleaner.commands.extras import require

if TYPE_CHECKING:
    from cleaner.batch.shard import Shard

__all__ = ["refuse_formats"]

WITHOUT_COLUMNS = {"documents", "warc"}
WITHOUT_BYTES = {"jsonl", "csv"}


def refuse_formats(
    parser: argparse.ArgumentParser, options: argparse.Namespace, found: Sequence[Shard]
) -> None:
    """Exit where inputs need a package that is not there, or an option has no effect on any of them."""
    formats = {shard.format for shard in found}
    if "parquet" in formats:
        require(parser, "batch", "pyarrow")
    named = next((name for name in ("document", "url", "id") if getattr(options, name, None)), None)
    if named and formats <= WITHOUT_COLUMNS:
        parser.error(f"--{named} names a column; pages, texts and WARC have none")
    if options.encoding and formats <= WITHOUT_BYTES:
        parser.error(
            "--encoding is for documents that are bytes; JSON Lines and CSV are UTF-8: convert them, with iconv say"
        )
