"""The command line: parse the arguments, call the pipeline, print what it found."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cleaner.arguments import add_rule_files, parse_arguments, settings
from cleaner.render.visible import visible

if TYPE_CHECKING:
    from cleaner.document import Article
    from cleaner.pipeline import Cleaner

__all__ = ["main"]

SUCCEEDED, FAILED, INTERRUPTED = 0, 1, 130

SEPARATOR = "\n\f\n"
"""Between the articles of several inputs: a blank line, and a form feed on a line of its own."""

COLUMNS = 80
"""Width of an explanation that no terminal shows."""

# What only one command or form needs is imported where it is used: the command must start at once.
# ruff: noqa: PLC0415


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status; wrong use and --help raise SystemExit."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _rules(given[1:]) if given[:1] == ["rules"] else _clean(given)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _abandon_stdout()
        return SUCCEEDED  # The reader had enough.
    except _FailureError as failure:
        _complain("-", str(failure))
        return FAILED


class _FailureError(Exception):
    """An input or output that failed; the message is what the user reads."""


class _Source(NamedTuple):
    content: bytes
    url: str | None = None
    charset: str | None = None


def _clean(arguments: Sequence[str]) -> int:
    """Print the article of each input."""
    parser, options = parse_arguments(arguments)
    output = _Output(options.output, "" if options.format == "json" else SEPARATOR)
    if options.version:
        from importlib.metadata import version

        output.write(f"cleaner {version('article-cleaner')}")
        return SUCCEEDED
    if not options.inputs and sys.stdin is not None and sys.stdin.isatty():
        parser.error("no input; name a file or a URL, or pipe a document in")
    cleaner = _cleaner(parser, options)
    names: list[str] = options.inputs or ["-"]
    good = [_one(name, cleaner, options, output, several=len(names) > 1) for name in names]
    return SUCCEEDED if output.close() and all(good) else FAILED


def _cleaner(parser: argparse.ArgumentParser, options: argparse.Namespace) -> Cleaner:
    """Return the pipeline with the settings of the command line, or exit because one is wrong."""
    from cleaner.decode import decode
    from cleaner.pipeline import Cleaner

    try:
        if options.encoding is not None:
            decode(b"", encoding=options.encoding)
        return Cleaner(settings(options))
    except ValueError as error:
        parser.error(str(error))


def _one(name: str, cleaner: Cleaner, options: argparse.Namespace, output: _Output, *, several: bool) -> bool:
    """Print the article of one input; return whether there was one, else say why there was none."""
    try:
        article = _extract(cleaner, _read(name), options)
        text = _rendered(article, name, options, output)
        output.write(f"{visible(name)}: {text}" if several and options.explain else text)
    except _FailureError as failure:
        _complain(name, str(failure))
        return False
    if article.problem or not article.text:
        _complain(name, article.problem or "no article found")
        return False
    return True


def _read(name: str) -> _Source:
    """Return the bytes of an input; raises _FailureError."""
    if name == "-":
        if sys.stdin is None:
            raise _FailureError("standard input is closed")
        return _Source(sys.stdin.buffer.read())
    scheme = name.partition("://")[0].lower() if "://" in name else ""
    if scheme in ("http", "https"):
        from cleaner.fetch import FetchError, fetch

        try:
            return _Source(*fetch(name))
        except FetchError as error:
            raise _FailureError(str(error)) from error
    try:
        return _Source(Path(name).read_bytes())
    except IsADirectoryError as error:
        raise _FailureError("is a directory; name the files in it") from error
    except (OSError, ValueError) as error:
        if scheme:
            raise _FailureError(
                f"is no file, and of URLs only http and https ones are fetched, not {scheme}"
            ) from error
        raise _FailureError(_said(error)) from error


def _extract(cleaner: Cleaner, source: _Source, options: argparse.Namespace) -> Article:
    """Return the article of an input; raises _FailureError, whatever goes wrong."""
    try:
        return cleaner.extract(
            source.content, kind=options.kind, encoding=options.encoding, hint=source.charset, url=source.url
        )
    except Exception as error:
        raise _FailureError(
            f"cannot be cleaned, please report this: {type(error).__name__}: {error}"
        ) from error


def _rendered(article: Article, name: str, options: argparse.Namespace, output: _Output) -> str:
    """Return what to print of an article."""
    from cleaner.render.text import render_text

    with_ = frozenset(options.with_)
    if options.explain:
        from cleaner.render.terminal import explain

        return explain(article, color=output.color, columns=output.columns)
    if options.format == "json":
        from cleaner.render.json import render_json

        article = replace(article, text=render_text(article, with_)) if with_ else article
        return render_json(article, source=name)
    if options.format == "markdown":
        from cleaner.render.markdown import render_markdown

        text = render_markdown(article, with_=with_, links=options.links)
    else:
        text = render_text(article, with_)
    return visible(text, lines=True) if output.terminal else text


class _Output:
    """Where articles go: standard output as each is ready, or a file once all inputs were read."""

    def __init__(self, path: str | None, separator: str) -> None:
        self.path = path
        self.separator = separator
        self.written = False
        self.memory = BytesIO()
        self.terminal = path is None and sys.stdout is not None and sys.stdout.isatty()
        self.color = self.terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"

    @property
    def columns(self) -> int:
        """Return the width of the terminal, or 80 where there is none."""
        with suppress(OSError, ValueError):
            if self.terminal:
                return os.get_terminal_size(sys.stdout.fileno()).columns or COLUMNS
        return COLUMNS

    def write(self, text: str) -> None:
        """Write one article, if there is anything to write; raises _FailureError."""
        if not text:
            return
        line = f"{self.separator if self.written else ''}{text}\n".encode(errors="replace")
        self.written = True
        if self.path is not None:
            self.memory.write(line)
        else:
            _send(line)

    def close(self) -> bool:
        """Write the file, if there is anything to write; return whether that went well."""
        if self.path is None or not self.written:
            return True
        try:
            Path(self.path).write_bytes(self.memory.getbuffer())
        except (OSError, ValueError) as error:
            _complain(self.path, _said(error))
            return False
        return True


def _send(line: bytes) -> None:
    """Write to standard output; raises BrokenPipeError and, for all other errors, _FailureError."""
    if sys.stdout is None:
        raise _FailureError("standard output is closed")
    try:
        sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        _abandon_stdout()
        raise _FailureError(f"standard output: {_said(error)}") from error


def _said(error: Exception) -> str:
    """Return what a system error says, without its number and file name."""
    return getattr(error, "strerror", None) or str(error)


def _complain(name: str, message: str) -> None:
    """Say in one line on standard error what failed."""
    if sys.stderr is not None:
        sys.stderr.write(visible(f"cleaner: {name}: {' '.join(message.split())}") + "\n")


def _abandon_stdout() -> None:
    """Point standard output at nothing, so that Python's last flush does not fail again."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _rules(arguments: Sequence[str]) -> int:
    """Print the list of rules, or one of them."""
    parser = argparse.ArgumentParser(
        prog="cleaner rules",
        description="List the rules in the order in which they decide, or show one.",
        allow_abbrev=False,
    )
    parser.add_argument("id", nargs="?", metavar="ID", help="a rule, such as promo/newsletter-signup")
    add_rule_files(parser)
    options = parser.parse_args(arguments)

    from cleaner.render.rules import AnyRule, render_rule, render_rules
    from cleaner.rules import load_rules
    from cleaner.rules.structure import structure_rules

    try:
        rules: list[AnyRule] = [*load_rules(options.rules).rules, *structure_rules().rules]
    except ValueError as error:
        parser.error(str(error))
    if options.id is None:
        _send(f"{render_rules(rules)}\n".encode())
        return SUCCEEDED
    found = next((rule for rule in rules if rule.id == options.id), None)
    if found is None:
        parser.error(f"no rule is called {options.id!r}; cleaner rules lists them")
    _send(f"{render_rule(found)}\n".encode())
    return SUCCEEDED
