"""The options of `cleaner batch`, and what of them contradicts itself."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from cleaner.commands.arguments import add_columns, add_deciding, add_reading, parse_mixed
from cleaner.commands.engine import add_engine
from cleaner.commands.extras import require
from cleaner.commands.numbers import count, seconds
from cleaner.commands.paths import output_path

__all__ = ["parse_arguments"]

DESCRIPTION = """\
Clean many documents: shards in, the same shards out, and every record accounted for.
"""

EPILOG = """\
An input is a file of JSON Lines, CSV, WARC or WET (plain, .gz or .zst) or
Parquet, a page or text (.html, .txt, .md and the like), a folder of all these,
a quoted pattern, or - for JSON Lines from standard input. Every record gives a
row in the output or a line in rejects.jsonl; manifest.json counts them. Without
--output, rows go to standard output as JSON Lines and rejects to standard error.

exit status:
  0  every record gave a row, and every document could be cleaned
  1  some did not; rejects.jsonl, or the column error, says which and why
  2  wrong use, or the output folder cannot be used
"""


def parse_arguments(arguments: Sequence[str]) -> tuple[argparse.ArgumentParser, argparse.Namespace]:
    """Return the parser, whose `error` ends with status 2, and the options; wrong use raises SystemExit."""
    parser = argparse.ArgumentParser(
        prog="cleaner batch",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("inputs", nargs="*", metavar="INPUT", help="files, folders, patterns, or -")
    _add_output(parser.add_argument_group("output"))
    _add_running(parser.add_argument_group("running"))
    reading = parser.add_argument_group("reading")
    add_columns(reading, "document", "url", "id")
    add_reading(reading)
    deciding = parser.add_argument_group("deciding")
    add_deciding(deciding)
    deciding.add_argument(
        "--learn",
        action="store_true",
        help="learn from the inputs first, into the file that --furniture names; default: FOLDER.furniture.parquet",
    )
    options = parse_mixed(parser, arguments)
    _refuse_contradictions(parser, options)
    return parser, options


def _add_output(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "-o", "--output", type=output_path, metavar="FOLDER", help="where the cleaned shards go"
    )
    group.add_argument("--to", choices=("jsonl", "parquet"), help="form of the output; default: as the input")
    group.add_argument(
        "--no-removed", dest="removed", action="store_false", help="leave out the column removed"
    )
    group.add_argument(
        "--keep-document", action="store_true", help="pass the document's own column on as well"
    )
    group.add_argument(
        "--part-records",
        type=count,
        default=50_000,
        metavar="N",
        help="records of a file of the output; a shard with more gives several; default: 50000",
    )
    group.add_argument(
        "--report",
        type=output_path,
        metavar="FILE",
        help="write a page to FILE on what was kept and removed, by label, rule, host and language",
    )
    group.add_argument(
        "--rejects",
        type=output_path,
        metavar="FILE",
        help="where rejects go if rows go to standard output",
    )


def _add_running(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "-j",
        "--workers",
        type=count,
        metavar="N",
        help="worker processes; default: one a processor, of the cluster with --engine ray",
    )
    add_engine(group)
    group.add_argument("--resume", action="store_true", help="go on with a run that did not end")
    group.add_argument(
        "--time-limit",
        type=seconds,
        default=60.0,
        metavar="SECONDS",
        help="processor time for one document; default: 60",
    )
    group.add_argument(
        "--memory-limit",
        type=count,
        default=2048,
        metavar="MB",
        help="memory for one document; default: 2048",
    )
    group.add_argument(
        "--largest",
        type=count,
        default=32,
        metavar="MB",
        help="documents that are larger are not cleaned; default: 32",
    )
    group.add_argument("--log", choices=("json",), help="report progress as lines of JSON on standard error")


def _refuse_contradictions(parser: argparse.ArgumentParser, options: argparse.Namespace) -> None:
    """Exit where an option would have no effect, or an input can be read only once."""
    if not options.inputs:
        if sys.stdin is None or sys.stdin.isatty():
            parser.error("no input; name a file, a folder or a pattern, or pipe JSON Lines in")
        options.inputs = ["-"]
    if options.resume and (not options.output or "-" in options.inputs):
        parser.error("--resume needs --output and inputs that can be read again")
    if options.output and options.rejects:
        parser.error("--rejects is for rows on standard output; with --output they go to rejects.jsonl there")
    if options.learn and ("-" in options.inputs or not (options.output or options.furniture)):
        parser.error("--learn needs inputs that can be read twice, and --output or --furniture")
    if not options.output and options.to == "parquet":
        parser.error("--to parquet needs --output")
    if options.report:
        require(parser, "report", "jinja2", "vl_convert")
    if options.to == "parquet":
        require(parser, "batch", "pyarrow")
    if options.furniture or options.learn:
        require(parser, "furniture", "pyarrow", *(["duckdb"] if options.learn else []))
