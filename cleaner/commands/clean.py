"""`cleaner INPUT...`: parse the arguments, call the pipeline, print what it found."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from cleaner.commands.arguments import parse_arguments, settings
from cleaner.commands.paths import STANDARD_STREAM
from cleaner.commands.sources import Source, read_source
from cleaner.commands.streams import FAILED, SUCCEEDED, FailureError, complain, said, send
from cleaner.render.visible import visible

if TYPE_CHECKING:
    from cleaner.document import Article
    from cleaner.pipeline import Cleaner

__all__ = ["main"]

SEPARATOR = "\n\f\n"
"""Between the articles of several inputs: a blank line, and a form feed on a line of its own."""

_COMMON = (".html", ".htm", ".txt", ".md")
"""How names end of which there is nothing to say, so that what a batch knows need not be imported."""

COLUMNS = 80
"""Width of an explanation that no terminal shows."""

# What only one form needs is imported where it is used: the command must start at once.
# ruff: noqa: PLC0415


def main(arguments: Sequence[str]) -> int:
    """Print the article of each input; return the exit status."""
    parser, options = parse_arguments(arguments)
    output = _Output(options.output, "" if options.format == "json" else SEPARATOR)
    if options.version:
        from importlib.metadata import version

        output.write(f"cleaner {version('article-cleaner')}")
        return SUCCEEDED
    if not options.inputs and sys.stdin is not None and sys.stdin.isatty():
        parser.error("no input; name a file or a URL, or pipe a document in")
    cleaner = _cleaner(parser, options)
    names: list[str] = options.inputs or [STANDARD_STREAM]
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
        source = read_source(name)
        article = _extract(cleaner, source, options)
        if options.report:
            _report(article, source, name, cleaner, options.report)
        else:
            text = _rendered(article, name, options, output)
            named = several and options.explain and options.format is None
            output.write(f"{visible(name)}: {text}" if named else text)
    except FailureError as failure:
        complain(name, str(failure))
        return False
    if options.furniture:
        _complain_of_furniture(name, options.furniture, article)
    hint = "" if source.url else _batch_hint(name)
    if article.problem or not article.text:
        complain(name, "; ".join(filter(None, (article.problem or "no article found", hint))))
        return False
    if hint:
        complain(name, f"was cleaned as one document; {hint}")
    return True


def _complain_of_furniture(name: str, path: Path, article: Article) -> None:
    """Say so where furniture that was given decided nothing."""
    from cleaner.furniture.store import RULE

    if not any(verdict.rule.startswith(RULE) for verdict in article.verdicts):
        complain(
            name,
            f"{path} decided nothing; it is used where the address (--url tells it) is of a site that it knows",
        )


def _batch_hint(name: str) -> str:
    """Return what to say of a file that holds many documents or is packed, by its name; empty for all others."""
    if name == STANDARD_STREAM or name.lower().endswith(_COMMON):
        return ""
    from cleaner.batch.shard import FORMATS, is_packed, suffix_of

    if suffix_of(name) in FORMATS:
        return "cleaner batch cleans each of its documents"
    return "cleaner batch reads packed files" if is_packed(name) else ""


def _extract(cleaner: Cleaner, source: Source, options: argparse.Namespace) -> Article:
    """Return the article of an input; raises FailureError, whatever goes wrong."""
    try:
        return cleaner.extract(
            source.content,
            kind=options.kind,
            encoding=options.encoding,
            hint=source.charset,
            url=source.url or options.url,
        )
    except Exception as error:
        raise FailureError(
            f"cannot be cleaned, please report this: {type(error).__name__}: {error}"
        ) from error


def _rendered(article: Article, name: str, options: argparse.Namespace, output: _Output) -> str:
    """Return what to print of an article."""
    from cleaner.render.text import render_text

    with_ = frozenset(options.with_)
    if options.explain and options.format is None:
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


def _report(article: Article, source: Source, name: str, cleaner: Cleaner, path: str) -> None:
    """Write the page on one document; raises FailureError."""
    from cleaner.report.page import render_report
    from cleaner.rules.catalogue import all_rules

    if name == STANDARD_STREAM and not source.content.strip() and Path(path).exists():
        raise FailureError(
            f"nothing came in, and {path} was left as it is; name the document before --report"
        )
    rules = all_rules(cleaner.config.rules)
    page = render_report(article, source.content, name=name, config=cleaner.config, rules=rules)
    try:
        Path(path).write_bytes(page.encode())
    except (OSError, ValueError) as error:
        raise FailureError(f"cannot write {path}: {said(error)}") from error


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
        """Write one article, if there is anything to write; raises FailureError."""
        if not text:
            return
        line = f"{self.separator if self.written else ''}{text}\n".encode(errors="replace")
        self.written = True
        if self.path is not None:
            self.memory.write(line)
        else:
            send(line)

    def close(self) -> bool:
        """Write the file, if there is anything to write; return whether that went well."""
        if self.path is None or not self.written:
            return True
        try:
            Path(self.path).write_bytes(self.memory.getbuffer())
        except (OSError, ValueError) as error:
            complain(self.path, said(error))
            return False
        return True
