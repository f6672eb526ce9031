"""`cleaner learn INPUT... -o FILE`: learn from many documents what their sites repeat."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cleaner.commands.arguments import add_columns, add_reading, parse_mixed
from cleaner.commands.engine import add_engine, engine_of, workers_of
from cleaner.commands.extras import require
from cleaner.commands.formats import refuse_formats
from cleaner.commands.numbers import count
from cleaner.commands.paths import output_path
from cleaner.commands.streams import FAILED, SUCCEEDED, FailureError, complain, said
from cleaner.commands.targets import refuse_overwriting
from cleaner.config import Config
from cleaner.render.reasons import counted

if TYPE_CHECKING:
    from cleaner.batch.plan import Run
    from cleaner.batch.tally import Tally
    from cleaner.batch.tasks import MakeWorkers

__all__ = ["learn_run", "main"]

DESCRIPTION = """\
Learn which lines and containers the pages of a site have in common.
"""

EPILOG = """\
Inputs are those of "cleaner batch". The column url says which site a document
is of; it may hold the host alone. A page of HTML without one is taken at its
own word. From other documents nothing is learned, and a line on standard error
counts them. "cleaner --furniture FILE" and "cleaner batch --furniture FILE"
use what was learned.

exit status:
  0  something was learned
  1  nothing was, or an input or the output failed
  2  wrong use
"""

SHOWN = 3
"""Records that were not read of which the reasons are told."""

# As in `cleaner batch`, what works is imported when it is needed.
# ruff: noqa: PLC0415


def main(arguments: Sequence[str]) -> int:
    """Learn from what is named; return the exit status."""
    parser = _parser()
    options = parse_mixed(parser, arguments)
    if not options.inputs:
        if sys.stdin is None or sys.stdin.isatty():
            parser.error("no input; name a file, a folder or a pattern, or pipe JSON Lines in")
        options.inputs = ["-"]
    require(parser, "furniture", "pyarrow", "duckdb")
    workers = engine_of(parser, options)
    run = _run(parser, options)
    rejects: list[bytes] = []

    def keep_first(line: bytes) -> None:
        if len(rejects) < SHOWN:
            rejects.append(line)

    total = learn_run(
        parser, run, options.output, workers, update=options.update, log=options.log, reject=keep_first
    )
    _complain_of(rejects)
    if total.rejects or total.failed:
        unread = total.rejects + total.failed
        were = "was" if unread == 1 else "were"
        complain(str(options.output), f"{unread:,} of {counted(total.records, 'record')} {were} not read")
    return SUCCEEDED if total.with_article and not total.rejects else FAILED


def learn_run(
    parser: argparse.ArgumentParser,
    run: Run,
    output: Path,
    workers: MakeWorkers,
    *,
    update: bool = False,
    log: str | None = None,
    reject: Callable[[bytes], None] = lambda _: None,
) -> Tally:
    """Learn from the shards of a run into a file, and say of how many documents nothing was learned.

    `reject` gets a line of JSON for each record that was not read. Raises FailureError.
    """
    from cleaner.batch.progress import Progress
    from cleaner.batch.worker import WorkerError
    from cleaner.furniture.crawl import learn_shards
    from cleaner.furniture.learn import check_writable
    from cleaner.furniture.store import FurnitureError, read_table

    earlier = output if update and output.exists() else None
    try:
        check_writable(output)
        if earlier is not None:
            read_table(earlier, columns=())
        total = learn_shards(run, output, Progress(sys.stderr, log), earlier, workers, reject)
    except FurnitureError as error:
        parser.error(str(error))
    except ImportError as error:
        parser.error(f"{error.name} is not installed; pip install 'article-cleaner[furniture]'")
    except WorkerError as error:
        raise FailureError(str(error)) from error
    except OSError as error:
        raise FailureError(f"{output}: {said(error)}") from error
    _complain_of_strangers(total, output)
    return total


def _complain_of_strangers(total: Tally, output: Path) -> None:
    """Say of how many documents nothing was learned, if there are any."""
    if total.without_article:
        complain(
            str(output),
            f"nothing was learned from {total.without_article:,} of {counted(total.records, 'document')}: nobody knows "
            "their site, or they are empty; a column with URLs or hosts is named with --url",
        )


def _complain_of(rejects: Sequence[bytes]) -> None:
    """Say of some records why they were not read."""
    for line in rejects:
        reject = json.loads(line)
        place = "" if reject["record"] is None else f"record {reject['record']:,}: "
        complain(reject["input"], f"{place}{reject['reason']}")


def _output(value: str) -> Path:
    return Path(output_path(value))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cleaner learn",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("inputs", nargs="*", metavar="INPUT", help="files, folders, patterns, or -")
    parser.add_argument(
        "-o", "--output", metavar="FILE", type=_output, required=True, help="where to write what was learned"
    )
    parser.add_argument(
        "--update",
        action="store_true",
        help="add to what FILE holds; a page that it knows counts no second time",
    )
    parser.add_argument(
        "-j",
        "--workers",
        type=count,
        metavar="N",
        help="worker processes; default: one a processor, of the cluster with --engine ray",
    )
    add_engine(parser)
    parser.add_argument("--log", choices=("json",), help="report progress as lines of JSON on standard error")
    reading = parser.add_argument_group("reading")
    add_columns(reading, "document", "url")
    add_reading(reading)
    return parser


def _run(parser: argparse.ArgumentParser, options: argparse.Namespace) -> Run:
    """Return what is to be read, or exit because a setting is wrong."""
    from cleaner.batch.inputs import shards
    from cleaner.batch.options import BatchOptions
    from cleaner.batch.plan import Run
    from cleaner.furniture.store import known_furniture

    try:
        said_of_each = BatchOptions(
            config=Config(repair=options.repair),
            document=options.document,
            url=options.url,
            kind=options.kind,
            encoding=options.encoding,
            removed=False,
        )
        found = shards(options.inputs, "jsonl", None, known_furniture(options.output))
        refuse_formats(parser, options, found)
        refuse_overwriting(parser, found, ("--output", options.output))
        return Run(shards=found, options=said_of_each, workers=workers_of(options))
    except ValueError as error:
        parser.error(str(error))
