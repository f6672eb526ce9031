"""`cleaner batch INPUT... -o OUT`: parse the arguments, run, and say what became of every record."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cleaner.commands.arguments import add_deciding, add_reading
from cleaner.commands.engine import add_engine, engine_of, workers_of
from cleaner.commands.streams import FAILED, SUCCEEDED, FailureError, complain, said, send
from cleaner.config import Config

if TYPE_CHECKING:
    from cleaner.batch.plan import Run
    from cleaner.batch.tally import Tally
    from cleaner.batch.tasks import MakeWorkers

__all__ = ["main", "parse_arguments"]

DESCRIPTION = """\
Clean many documents: shards in, the same shards out, and every record accounted for.
"""

EPILOG = """\
An input is a file of JSON Lines, CSV, Parquet, WARC or WET (plain, .gz or
.zst), a folder of .html and .txt files or of shards, a quoted pattern, or -
for JSON Lines from standard input. Every record gives a row in the output or a
line in rejects.jsonl; manifest.json counts them. Without --output, rows go to
standard output as JSON Lines and rejects to standard error.

exit status:
  0  every record gave a row, and every document could be cleaned
  1  some did not; rejects.jsonl, or the column error, says which and why
  2  wrong use, or the output folder cannot be used
"""

MEGABYTE = 2**20

# The command must be quick to say that it was used wrongly: what cleans is imported when it is needed.
# ruff: noqa: PLC0415


def main(arguments: Sequence[str]) -> int:
    """Clean what is named; return the exit status."""
    parser, options = parse_arguments(arguments)
    workers = engine_of(parser, options)
    if options.learn:
        options.furniture = _learned(parser, options, workers)
    run = _run(parser, options)
    total = _to_folder(parser, options, run, workers) if options.output else _to_stdout(options, run, workers)
    if options.report:
        _report(options, run, total)
    if total.is_clean:
        return SUCCEEDED
    where = f"see {options.output}/rejects.jsonl and the column error" if options.output else "see above"
    complain(
        options.output or "-",
        f"of {total.records:,} records {total.rejects:,} were rejected and {total.failed:,} could not be "
        f"cleaned; {where}",
    )
    return FAILED


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
    for column in ("document", "url", "id"):
        reading.add_argument(
            f"--{column}", metavar="COLUMN", help=f"the column of the {column}; default: found"
        )
    add_reading(reading)
    deciding = parser.add_argument_group("deciding")
    add_deciding(deciding)
    deciding.add_argument(
        "--learn",
        action="store_true",
        help="learn from the inputs first, into the file that --furniture names; default: FOLDER.furniture.parquet",
    )
    options = parser.parse_intermixed_args(arguments)
    _refuse_contradictions(parser, options)
    return parser, options


def _add_output(group: argparse._ArgumentGroup) -> None:
    group.add_argument("-o", "--output", metavar="FOLDER", help="where the cleaned shards go")
    group.add_argument("--to", choices=("jsonl", "parquet"), help="form of the output; default: as the input")
    group.add_argument(
        "--no-removed", dest="removed", action="store_false", help="leave out the column removed"
    )
    group.add_argument(
        "--keep-document", action="store_true", help="pass the document's own column on as well"
    )
    group.add_argument(
        "--part-records",
        type=_count,
        default=50_000,
        metavar="N",
        help="records of a file of the output; a shard with more gives several; default: 50000",
    )
    group.add_argument(
        "--report",
        metavar="FILE",
        help="write a page to FILE on what was kept and removed, by label, rule, host and language",
    )
    group.add_argument("--rejects", metavar="FILE", help="where rejects go if rows go to standard output")


def _add_running(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "-j",
        "--workers",
        type=_count,
        metavar="N",
        help="worker processes; default: one a processor, of the cluster with --engine ray",
    )
    add_engine(group)
    group.add_argument("--resume", action="store_true", help="go on with a run that did not end")
    group.add_argument(
        "--time-limit",
        type=_seconds,
        default=60.0,
        metavar="SECONDS",
        help="processor time for one document; default: 60",
    )
    group.add_argument(
        "--memory-limit",
        type=_count,
        default=2048,
        metavar="MB",
        help="memory for one document; default: 2048",
    )
    group.add_argument(
        "--largest",
        type=_count,
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
    if options.report:
        from importlib.util import find_spec

        if find_spec("jinja2") is None or find_spec("vl_convert") is None:
            parser.error("--report needs more packages; pip install 'article-cleaner[report]'")
    if not options.output and options.to == "parquet":
        parser.error("--to parquet needs --output")


def _learned(parser: argparse.ArgumentParser, options: argparse.Namespace, workers: MakeWorkers) -> Path:
    """Learn from the inputs, unless a run that is resumed did so before, and return the file."""
    from cleaner.commands.learn import learn_run

    path: Path = options.furniture or Path(f"{options.output.rstrip(os.sep)}.furniture.parquet")
    options.furniture = None
    if not (options.resume and path.exists()):
        learn_run(parser, _run(parser, options), path, workers, log=options.log)
    return path


def _run(parser: argparse.ArgumentParser, options: argparse.Namespace) -> Run:
    """Return what is to be done, or exit because a setting is wrong."""
    from cleaner.batch.inputs import shards
    from cleaner.batch.options import BatchOptions
    from cleaner.batch.plan import Run
    from cleaner.batch.worker import Limits
    from cleaner.decode import decode
    from cleaner.pipeline import Cleaner

    output = Path(options.output) if options.output else None
    try:
        config = Config(
            rules=tuple(options.rules),
            ignore=frozenset(options.ignore),
            threshold=options.threshold,
            repair=options.repair,
            furniture=options.furniture,
        )
        Cleaner(config)
        if options.encoding is not None:
            decode(b"", encoding=options.encoding)
        return Run(
            shards=shards(options.inputs, (options.to or "same") if output else "jsonl", output),
            options=BatchOptions(
                config=config,
                document=options.document,
                url=options.url,
                id=options.id,
                kind=options.kind,
                encoding=options.encoding,
                removed=options.removed,
                keep_document=options.keep_document,
                summary=options.report is not None,
                largest=options.largest * MEGABYTE,
            ),
            workers=workers_of(options),
            limits=Limits(options.time_limit, options.memory_limit * MEGABYTE),
            part_records=options.part_records,
            resume=options.resume,
        )
    except ValueError as error:
        parser.error(str(error))


def _to_folder(
    parser: argparse.ArgumentParser, options: argparse.Namespace, run: Run, workers: MakeWorkers
) -> Tally:
    """Run into a folder."""
    from cleaner.batch.local import run_local
    from cleaner.batch.progress import Progress
    from cleaner.batch.store import StoreError
    from cleaner.batch.worker import WorkerError

    try:
        return run_local(run, Path(options.output), Progress(sys.stderr, options.log), make_workers=workers)
    except StoreError as error:
        parser.error(str(error))
    except WorkerError as error:
        raise FailureError(str(error)) from error
    except OSError as error:
        raise FailureError(
            f"{options.output}: {said(error)}; what is whole stays, and --resume goes on with it"
        ) from error


def _report(options: argparse.Namespace, run: Run, total: Tally) -> None:
    """Write the page on a run; raises FailureError."""
    from cleaner.report.run import render_run_report
    from cleaner.report.summary import RunSummary
    from cleaner.rules.catalogue import all_rules

    plan = run.plan()
    facts = [
        ("version", plan["version"]),
        ("inputs", ", ".join(options.inputs)),
        *((name, str(value)) for name, value in plan["configuration"].items() if value),
    ]
    rules = all_rules(run.options.config.rules)
    name = Path(options.output).name if options.output else "standard output"
    page = render_run_report(total.summary or RunSummary(), name=name, facts=facts, rules=rules)
    try:
        Path(options.report).write_text(page, "utf-8")
    except OSError as error:
        raise FailureError(f"cannot write {options.report}: {said(error)}") from error


def _to_stdout(options: argparse.Namespace, run: Run, workers: MakeWorkers) -> Tally:
    """Run to standard output."""
    from cleaner.batch.local import run_stream
    from cleaner.batch.progress import Progress
    from cleaner.batch.worker import WorkerError

    try:
        rejects = Path(options.rejects).open("wb") if options.rejects else None  # noqa: SIM115 - closed below
    except OSError as error:
        raise FailureError(f"{options.rejects}: {said(error)}") from error

    def reject(line: bytes) -> None:
        if rejects is not None:
            rejects.write(line)
        elif sys.stderr is not None:
            sys.stderr.write(line.decode("ascii"))

    try:
        return run_stream(run, send, reject, Progress(sys.stderr, options.log), workers)
    except WorkerError as error:
        raise FailureError(str(error)) from error
    finally:
        if rejects:
            rejects.close()


def _count(value: str) -> int:
    number = int(value)
    if number < 1:
        raise argparse.ArgumentTypeError(f"a number from 1, not {value}")
    return number


def _seconds(value: str) -> float:
    number = float(value)
    if not number > 0:
        raise argparse.ArgumentTypeError(f"a number above 0, not {value}")
    return number
