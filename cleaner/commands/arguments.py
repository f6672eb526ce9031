"""The arguments of the command line: what may be said, and what makes no sense together."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace

from cleaner.commands.extras import require
from cleaner.commands.numbers import probability
from cleaner.commands.paths import STANDARD_STREAM, input_path, is_same_file, output_path
from cleaner.config import KINDS, REPAIRS, STANDARD_REPAIRS, Config
from cleaner.document import ARTICLE_FURNITURE, Label

__all__ = [
    "add_columns",
    "add_deciding",
    "add_reading",
    "add_rule_files",
    "deciding_settings",
    "parse_arguments",
    "parse_mixed",
    "settings",
]

ON_REQUEST = {label.value: label for label in Label if label in ARTICLE_FURNITURE} | {
    "comments": Label.COMMENT
}
"""What `--with` may name."""

_USUAL = {"document": "html, text, content, raw_content or body", "url": "url", "id": "id"}
"""The usual names of columns; those of the document as in `cleaner.batch.columns`, which is imported later."""

DESCRIPTION = """\
Print the article of an HTML page or a flat text, without navigation,
advertisements, related stories, newsletter boxes, comments and the like.
"""

EPILOG = """\
An input is a file, an http or https URL, or - for standard input, which is
read when nothing is named. Of several inputs the articles follow one another,
between them a blank line and a line with a form feed; as JSON each stands on
a line of its own. Output is UTF-8; messages go to standard error.

"cleaner rules" lists the rules, "cleaner rules ID" shows one; "cleaner batch"
cleans files of many documents, "cleaner learn" learns from them what their
sites repeat, "cleaner diff" shows what differs between two outputs or settings.
A file named rules, batch, learn or diff is read as ./rules.

exit status:
  0  an article was found in every input
  1  an input failed or left nothing; a line on standard error says why
  2  wrong use
"""


def parse_arguments(arguments: Sequence[str]) -> tuple[argparse.ArgumentParser, argparse.Namespace]:
    """Return the parser, whose `error` ends with status 2, and the options; wrong use raises SystemExit."""
    parser = _parser()
    options = parse_mixed(parser, arguments)
    _refuse_contradictions(parser, options)
    return parser, options


def parse_mixed(parser: argparse.ArgumentParser, arguments: Sequence[str]) -> argparse.Namespace:
    """Return the options, which may stand anywhere before a "--", behind which everything is one of the `inputs`."""
    # argparse before Python 3.13 does not take what follows "--" as inputs if options may stand anywhere.
    end = arguments.index("--") if "--" in arguments else len(arguments)
    options = parser.parse_intermixed_args(arguments[:end])
    options.inputs += arguments[end + 1 :]
    if "" in options.inputs:
        parser.error("the name of an input is empty; name a file, or leave it out to read standard input")
    return options


def settings(options: argparse.Namespace) -> Config:
    """Return the settings that the options ask for; raises ValueError for a value out of range."""
    return replace(
        deciding_settings(options), links=options.links, metadata=options.metadata, engine=options.engine
    )


def deciding_settings(options: argparse.Namespace) -> Config:
    """Return those of the settings that all commands have options for; raises ValueError as `settings` does."""
    return Config(
        rules=tuple(options.rules),
        ignore=frozenset(options.ignore),
        threshold=options.threshold,
        repair=options.repair,
        furniture=options.furniture,
    )


def add_rule_files(parser: argparse.ArgumentParser | argparse._ArgumentGroup) -> None:
    """Add `--rules`, which more than one command takes."""
    parser.add_argument(
        "--rules",
        action="append",
        default=[],
        type=input_path,
        metavar="FILE",
        help="a TOML file of rules that decide before the built-in ones; may be repeated",
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cleaner",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("inputs", nargs="*", metavar="INPUT", help="a file, a URL, or - for standard input")
    parser.add_argument("--version", action="store_true", help="show the version and exit")
    _add_output(parser.add_argument_group("output"))
    reading = parser.add_argument_group("reading")
    add_reading(reading)
    reading.add_argument("--url", help="the address of the input, where that is not one itself")
    deciding = parser.add_argument_group("deciding")
    add_deciding(deciding)
    deciding.add_argument(
        "--engine",
        choices=("cleaner", "trafilatura"),
        default="cleaner",
        help="what chooses among the blocks of a page that no rule decides; default: cleaner",
    )
    return parser


def _add_output(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--format", choices=("text", "markdown", "json"), help="form of the article; default: text"
    )
    group.add_argument(
        "--json", action="store_const", const="json", dest="format", help="the same as --format json"
    )
    group.add_argument(
        "--explain",
        action="store_true",
        help="print every block with its label and the reason instead; with --json, for machines",
    )
    group.add_argument(
        "--report",
        type=output_path,
        metavar="FILE",
        help="write a page to FILE instead, to look at what was removed, why, and to set it right",
    )
    group.add_argument(
        "--with",
        dest="with_",
        type=_labels,
        action="extend",
        default=[],
        metavar="LABEL,...",
        help=f"keep these as well: {', '.join(ON_REQUEST)}",
    )
    group.add_argument("--links", action="store_true", help="keep hyperlinks (Markdown and JSON)")
    group.add_argument(
        "--metadata",
        action="store_true",
        help="ask trafilatura for more metadata (JSON, --explain and --report)",
    )
    group.add_argument(
        "-o",
        "--output",
        type=output_path,
        metavar="FILE",
        help="write to FILE instead of standard output",
    )


def add_columns(group: argparse._ArgumentGroup, *columns: str) -> None:
    """Add the options that name columns of the inputs, which commands on many documents take."""
    for column in columns:
        group.add_argument(
            f"--{column}",
            type=_column,
            metavar="COLUMN",
            help=f"the column of the {column}; default: {_USUAL[column]}",
        )


def add_reading(group: argparse._ArgumentGroup) -> None:
    """Add what may be said of every document."""
    group.add_argument("--kind", choices=KINDS, default="auto", help="what it is; default: auto, found out")
    group.add_argument("--encoding", metavar="NAME", help="character encoding; default: detected")
    repair = group.add_mutually_exclusive_group()
    repair.add_argument(
        "--repair",
        type=_repairs,
        default=True,
        metavar="NAME,...",
        help=f"put these right, and only these: {', '.join(REPAIRS)}; "
        f"default: {','.join(sorted(STANDARD_REPAIRS))}",
    )
    repair.add_argument(
        "--no-repair", dest="repair", action="store_false", help="leave all characters as they are"
    )


def add_deciding(group: argparse._ArgumentGroup) -> None:
    """Add what changes verdicts."""
    add_rule_files(group)
    group.add_argument(
        "--ignore",
        type=_rule_ids,
        action="extend",
        default=[],
        metavar="ID,...",
        help="rules that shall not fire; may be repeated",
    )
    group.add_argument(
        "--threshold",
        type=probability,
        metavar="P",
        help="P(body), 0 to 1, from which an undecided block is kept; default: each document has its own",
    )
    group.add_argument(
        "--furniture", type=input_path, metavar="FILE", help="what cleaner learn learned about the sites"
    )


def _refuse_contradictions(parser: argparse.ArgumentParser, options: argparse.Namespace) -> None:
    """Exit where an option would have no effect."""
    if options.explain and options.format not in (None, "json"):
        parser.error(f"--explain is for a reader or JSON; --format {options.format} has no effect on it")
    if options.explain and options.with_:
        parser.error("--explain shows every block; --with has no effect on it")
    if options.report:
        _refuse_beside_report(parser, options)
    _refuse_overwriting(parser, options)
    if options.url is not None and len(options.inputs) > 1:
        parser.error("--url is the address of one document; name one input")
    if options.links and options.format not in ("markdown", "json"):
        parser.error("--links needs --format markdown or --format json")
    if options.metadata and not (options.explain or options.report or options.format == "json"):
        parser.error("--metadata needs --format json, --explain or --report")
    if options.metadata or options.engine == "trafilatura":
        require(parser, "trafilatura", "trafilatura")
    if options.furniture is not None:
        require(parser, "furniture", "pyarrow")


def _refuse_overwriting(parser: argparse.ArgumentParser, options: argparse.Namespace) -> None:
    """Exit where the file that is to be written is one of the inputs."""
    for option, target in (("--report", options.report), ("--output", options.output)):
        for name in options.inputs or [STANDARD_STREAM]:
            if target and is_same_file(name, target):
                parser.error(f"{option} would overwrite its own input, {name}; name another FILE")


def _refuse_beside_report(parser: argparse.ArgumentParser, options: argparse.Namespace) -> None:
    """Exit where an option has no effect on a report, or a report cannot be made."""
    if options.explain or options.format or options.with_ or options.links or options.output:
        parser.error(
            "--report shows everything; --explain, --format, --with, --links and --output have no effect on it"
        )
    if len(options.inputs) > 1:
        parser.error("--report is on one document; name one input")
    require(parser, "report", "jinja2")


def _column(value: str) -> str:
    """Return the name of a column; an address is none, and names the page of a single document elsewhere."""
    if "://" in value:
        raise argparse.ArgumentTypeError(f"{value!r} is an address; name the column that holds them")
    return value


def _labels(value: str) -> list[Label]:
    """Return the labels that a comma list names."""
    names = _names(value)
    unknown = next((name for name in names if name not in ON_REQUEST), None)
    if unknown or not names:
        said = f"unknown label {unknown!r}" if unknown else "no label is named"
        raise argparse.ArgumentTypeError(f"{said} (choose from {', '.join(ON_REQUEST)})")
    return [ON_REQUEST[name] for name in names]


def _rule_ids(value: str) -> list[str]:
    """Return the ids of rules that a comma list names."""
    names = _names(value)
    if not names:
        raise argparse.ArgumentTypeError("no rule is named; cleaner rules lists them")
    return names


def _repairs(value: str) -> frozenset[str]:
    """Return the repairs that a comma list names."""
    names = frozenset(_names(value))
    unknown = sorted(names.difference(REPAIRS))
    if unknown or not names:
        said = f"unknown repair {unknown[0]!r}" if unknown else "no repair is named"
        raise argparse.ArgumentTypeError(f"{said} (choose from {', '.join(REPAIRS)})")
    return names


def _names(value: str) -> list[str]:
    return [name.strip() for name in value.split(",") if name.strip()]
