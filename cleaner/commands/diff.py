"""`cleaner diff OLD NEW`: which documents change between two outputs, configurations or rule files, and how."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from functools import lru_cache

from cleaner.commands.arguments import parse_mixed
from cleaner.commands.sides import Side, side_of
from cleaner.commands.sources import read_source
from cleaner.commands.streams import FAILED, SUCCEEDED, FailureError, complain, send
from cleaner.compare.changes import change_of, paired
from cleaner.compare.record import Record
from cleaner.compare.render import Summary, render_change, render_change_json

__all__ = ["main"]

DESCRIPTION = """\
Show which documents change between OLD and NEW, and how. Each is one of

  an output       .jsonl, .ndjson, .json (plain, .gz or .zst), .parquet or .pq, as
                  "cleaner --format json" or a batch wrote it, or a folder of such
  a rule file     .toml with [[rule]] tables
  a configuration .toml with settings, such as threshold = 0.4
  default         the program as it is, without settings

Two outputs are compared as they are, for instance those of two versions. Rule
files and configurations are run, both over the same inputs.
"""

EPILOG = """\
exit status:
  0  compared
  1  an input or output failed; with --check, also if any document changes
  2  wrong use
"""


def main(arguments: Sequence[str]) -> int:
    """Print what changes; return the exit status."""
    parser = argparse.ArgumentParser(
        prog="cleaner diff",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "inputs",
        nargs="*",
        metavar="OLD NEW INPUT",
        help="what to compare; an INPUT is a file, a URL, or - for standard input",
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    parser.add_argument("--summary", action="store_true", help="print the counts alone")
    parser.add_argument("--check", action="store_true", help="exit with 1 if any document changes")
    options = parse_mixed(parser, arguments)
    if options.summary and options.format == "json":
        parser.error(
            "--summary is for a reader; --format json, a line for each document, has no effect on it"
        )
    if len(options.inputs) < len(("OLD", "NEW")):
        parser.error("two things are compared; name OLD and NEW")
    old, new, *options.inputs = options.inputs
    try:
        sides = side_of(old), side_of(new)
    except ValueError as error:
        parser.error(str(error))
    run = [side for side in sides if side.needs_inputs]
    if run and not options.inputs:
        parser.error(f"{run[0].name} has to be run over inputs; name some")
    if options.inputs and not run:
        parser.error("two outputs are compared as they are; inputs have no effect on them")
    return _compare(sides, options)


def _compare(sides: tuple[Side, Side], options: argparse.Namespace) -> int:
    """Print the changes, and the counts; return the exit status."""
    failed: set[str] = set()
    read_once = lru_cache(maxsize=2)(
        read_source
    )  # both sides are at the same input, and some are read but once

    def read(side: Side) -> Iterator[Record]:
        for name, record in side.records(options.inputs, read_once):
            if isinstance(record, FailureError):
                if name not in failed:
                    complain(name, str(record))
                failed.add(name)
            else:
                yield record

    summary = Summary()
    for pair in paired(read(sides[0]), read(sides[1])):
        change = change_of(pair)
        summary.add(change)
        if change and not options.summary:
            line = render_change_json(change) if options.format == "json" else f"{render_change(change)}\n"
            send(f"{line}\n".encode(errors="replace"))
    if options.format == "text":
        send("".join(f"{line}\n" for line in summary.lines()).encode(errors="replace"))
    return FAILED if failed or (options.check and summary.changed) else SUCCEEDED
