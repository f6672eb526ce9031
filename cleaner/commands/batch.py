"""`cleaner batch INPUT... -o OUT`: parse the arguments, run, and say what became of every record."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from cleaner.commands.arguments import deciding_settings
from cleaner.commands.batch_arguments import parse_arguments
from cleaner.commands.engine import engine_of, workers_of
from cleaner.commands.formats import refuse_formats
from cleaner.commands.streams import FAILED, SUCCEEDED, FailureError, HadEnoughError, complain, said, send
from cleaner.commands.targets import refuse_overwriting
from cleaner.config import Config
from cleaner.render.reasons import counted

if TYPE_CHECKING:
    from cleaner.batch.options import BatchOptions
    from cleaner.batch.plan import Run
    from cleaner.batch.tally import Tally
    from cleaner.batch.tasks import MakeWorkers

__all__ = ["main"]

MEGABYTE = 2**20
GOES_ON = "what is whole stays, and --resume goes on with it"

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
    _complain_of_nothing(options, total)
    if total.is_clean:
        return SUCCEEDED
    from cleaner.batch.places import REJECTS

    be = "was" if total.rejects == 1 else "were"
    where = f"see {Path(options.output, REJECTS)} and the column error" if options.output else "see above"
    complain(
        options.output or "",
        f"of {counted(total.records, 'record')} {total.rejects:,} {be} rejected and {total.failed:,} could not be "
        f"cleaned; {where}",
    )
    return FAILED


def _complain_of_nothing(options: argparse.Namespace, total: Tally) -> None:
    """Say that there were no records, or that furniture which was given removed nothing."""
    from cleaner.furniture.store import RULE

    if not total.records:
        complain(", ".join(options.inputs), "no records are in it")
    if not (options.furniture and total.with_article) or options.learn:
        return
    if not any(rule.startswith(RULE) for _, rule in total.removed):
        complain(
            str(options.furniture),
            "removed nothing; it is used where the URL (its column is named with --url) is of a site that it knows",
        )


def _learned(
    parser: argparse.ArgumentParser, options: argparse.Namespace, workers: MakeWorkers
) -> Path | None:
    """Learn from the inputs, unless a run that is resumed did so before; return the file, if anything was learned."""
    from cleaner.batch.store import StoreError, refuse_strangers
    from cleaner.commands.learn import learn_run

    path: Path = options.furniture or Path(f"{options.output.rstrip(os.sep)}.furniture.parquet")
    if options.resume and path.exists():
        return path
    try:
        if options.output:
            refuse_strangers(Path(options.output), resume=options.resume)
    except (StoreError, OSError) as error:
        parser.error(str(error))
    options.furniture = None
    total = learn_run(parser, _run(parser, options, path), path, workers, log=options.log)
    return path if total.with_article else None


def _run(parser: argparse.ArgumentParser, options: argparse.Namespace, learned: Path | None = None) -> Run:
    """Return what is to be done, or exit because a setting is wrong; into `learned` is learned first."""
    from cleaner.batch.inputs import shards
    from cleaner.batch.plan import Run
    from cleaner.batch.worker import Limits
    from cleaner.furniture.store import known_furniture
    from cleaner.pipeline import Cleaner

    output = Path(options.output) if options.output else None
    try:
        config = deciding_settings(options)
        Cleaner(config)
        said_of_each = _batch_options(options, config)
        found = shards(
            options.inputs,
            (options.to or "same") if output else "jsonl",
            output,
            known_furniture(learned) if learned else options.furniture,
        )
        refuse_formats(parser, options, found)
        refuse_overwriting(
            parser,
            found,
            ("--report", options.report),
            ("--rejects", options.rejects),
            ("--furniture", learned),
        )
        return Run(
            shards=found,
            options=said_of_each,
            workers=workers_of(options),
            limits=Limits(options.time_limit, options.memory_limit * MEGABYTE),
            part_records=options.part_records,
            resume=options.resume,
        )
    except ValueError as error:
        parser.error(str(error))


def _batch_options(options: argparse.Namespace, config: Config) -> BatchOptions:
    """Return what is said of every document; raises ValueError for what makes no sense."""
    from cleaner.batch.options import BatchOptions

    return BatchOptions(
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
    )


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
    except KeyboardInterrupt:
        complain(options.output, f"interrupted; {GOES_ON}")
        raise
    except OSError as error:
        raise FailureError(f"{options.output}: {said(error)}; {GOES_ON}") from error


def _report(options: argparse.Namespace, run: Run, total: Tally) -> None:
    """Write the page on a run; raises FailureError."""
    from cleaner.report.run import render_run_report
    from cleaner.report.summary import RunSummary
    from cleaner.rules.catalogue import all_rules

    plan, standard = run.plan(), Config()
    facts = [
        ("version", plan["version"]),
        ("inputs", ", ".join(options.inputs)),
        *(
            (name, str(value))
            for name, value in plan["configuration"].items()
            if getattr(run.options.config, name) != getattr(standard, name)
        ),
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
        with _rejects_to(options.rejects) as reject:
            return run_stream(run, send, reject, Progress(sys.stderr, options.log), workers)
    except WorkerError as error:
        raise FailureError(str(error)) from error
    except HadEnoughError as error:
        raise FailureError("the run ended early: nobody reads standard output any more") from error


@contextmanager
def _rejects_to(name: str | None) -> Iterator[Callable[[bytes], None]]:
    """Give what writes a reject, to the file `name` or to standard error; it raises FailureError."""
    try:
        file = Path(name).open("wb") if name else None  # noqa: SIM115 - closed below
    except OSError as error:
        raise FailureError(f"{name}: {said(error)}") from error

    def reject(line: bytes) -> None:
        try:
            if file is not None:
                file.write(line)
                file.flush()
            elif sys.stderr is not None:
                sys.stderr.write(line.decode("ascii"))
        except OSError as error:
            raise FailureError(f"{name or 'standard error'}: {said(error)}") from error

    try:
        yield reject
    finally:
        if file is not None:
            with suppress(OSError):  # a line that could not be written, of which was told
                file.close()
