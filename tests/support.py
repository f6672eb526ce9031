"""Labelled documents: reading their files, and comparing an article with them."""

from __future__ import annotations

import html
import os
import re
import tomllib
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

import numpy as np

from cleaner import extract
from cleaner.document import BODY_LABELS, Article, Block, Label
from cleaner.score.characters import character_table
from cleaner.score.features import TABLES, Lexicon
from cleaner.score.words import Topics

ROOT = Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "fixtures"
SEEDS = ROOT / "seeds"
SHARED = Path(os.environ.get("CLEANER_SHARED", ROOT.parent / "shared"))

TEXT_COLUMN = 60
"""Characters of a block that a table shows, for the reader's eye only."""

_KINDS: dict[str, Literal["html", "text", "markdown"]] = {".html": "html", ".txt": "text", ".md": "markdown"}
_TAG = re.compile(r"<!--.*?-->|<[^<>]*>", re.DOTALL)


class Row(NamedTuple):
    """One labelled block: the line it starts on (from 1), its label and how its text begins.

    `truth` is the label that a careful person gives where the program is known to give another.
    """

    line: int
    label: Label
    text: str = ""
    truth: Label | None = None

    @property
    def right(self) -> Label:
        """Return the label that is right, whatever the program says."""
        return self.truth or self.label

    @property
    def kept(self) -> bool:
        """Return whether the block belongs to the article's text."""
        return self.right in BODY_LABELS


@dataclass(frozen=True)
class Case:
    """A labelled document on disk; `about` is its about.toml, empty for a seed."""

    slug: str
    source: Path
    expected: Path
    labels: Path
    encoding: str = "utf-8"
    about: dict[str, Any] = field(default_factory=dict, hash=False, compare=False)

    @property
    def kind(self) -> Literal["html", "text", "markdown"]:
        """Return the document's kind, which its file name says."""
        return _KINDS[self.source.suffix]

    @property
    def decoded(self) -> str:
        """Return the source as the offsets of its blocks count it, with one character a line break."""
        return self.source.read_bytes().decode(self.encoding).replace("\r\n", "\n").replace("\r", "\n")

    @property
    def rows(self) -> list[Row]:
        """Return the labels, one row a block in reading order."""
        return read_table(self.labels)


def fixture_cases() -> list[Case]:
    """Return every fixture, by name; a folder without a source or an about.toml is an error."""
    return [_fixture(folder) for folder in sorted(FIXTURES.iterdir()) if folder.is_dir()]


def _fixture(folder: Path) -> Case:
    sources = [path for path in folder.glob("source.*") if path.suffix in _KINDS]
    if len(sources) != 1:
        raise FileNotFoundError(f"{folder} needs one of source.html, source.txt and source.md")
    about = tomllib.loads((folder / "about.toml").read_text("utf-8"))
    return Case(
        slug=folder.name,
        source=sources[0],
        expected=folder / "expected.txt",
        labels=folder / "labels.tsv",
        encoding=about.get("encoding", "utf-8"),
        about=about,
    )


def seed_cases(folder: Path) -> list[Case]:
    """Return the documents of a folder of seeds, by name; none if the folder does not exist."""
    return [
        Case(
            slug=labels.name.removesuffix(".labels.tsv"),
            source=labels.with_name(labels.name.replace(".labels.tsv", ".txt")),
            expected=labels.with_name(labels.name.replace(".labels.tsv", ".body.txt")),
            labels=labels,
        )
        for labels in sorted(folder.glob("*.labels.tsv"))
    ]


def read_table(path: Path) -> list[Row]:
    """Return the rows of a labels.tsv; a label that does not exist is a ValueError."""
    _header, *lines = path.read_text("utf-8").splitlines()
    cells = (line.split("\t") for line in lines)
    return [
        Row(int(line), Label(label), *text[:1], *map(Label, filter(None, text[1:])))
        for line, label, *text in cells
    ]


def write_table(path: Path, rows: list[Row]) -> None:
    """Write rows as a labels.tsv; what the table there says is right stays on record."""
    right = {(row.line, row.text): row.right for row in read_table(path)} if path.exists() else {}
    lines = []
    for row in rows:
        truth = right.get((row.line, row.text), row.label)
        lines.append(
            "\t".join([str(row.line), row.label, row.text, "" if truth == row.label else truth]) + "\n"
        )
    path.write_text("".join(["line\tlabel\ttext\ttruth\n", *lines]), "utf-8")


@cache
def article_of(case: Case) -> Article:
    """Return what the program makes of the document's bytes, computed once a test run."""
    return extract(case.source.read_bytes())


def judged(article: Article, decoded: str) -> list[Row]:
    """Return a row for each block: its last verdict without a span decides."""
    labels = _labels(article)
    rows = []
    line = 1
    position = 0
    for number, block in enumerate(article.blocks):
        if block.start < position:  # a story out of JSON-LD stands above the page that follows it
            line, position = 1, 0
        line += decoded.count("\n", position, block.start)
        position = block.start
        text = squeeze(_without_cuts(article, number))[:TEXT_COLUMN].rstrip()
        rows.append(Row(line, labels[number], text))
    return rows


def kept_blocks(article: Article) -> list[Block]:
    """Return the blocks whose last verdict keeps them, in their order."""
    labels = _labels(article)
    return [block for number, block in enumerate(article.blocks) if labels[number] in BODY_LABELS]


def _labels(article: Article) -> dict[int, Label]:
    return {verdict.block: verdict.label for verdict in article.verdicts if verdict.span is None}


def _without_cuts(article: Article, number: int) -> str:
    """Return the text of a block without the stretches that verdicts with a span cut out."""
    text = article.blocks[number].text
    spans = [verdict.span for verdict in article.verdicts if verdict.block == number and verdict.span]
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return text


def blocks_of(topics: Topics) -> list[int]:
    """Return for each content word of some texts the number of its text."""
    return np.repeat(np.arange(len(topics.sizes)), topics.sizes).tolist()


def lexicon_of(**tables: dict[str, float]) -> Lexicon:
    """Return a lexicon with the named tables; the others are empty."""
    return Lexicon({name: tables.get(name, {}) for name in TABLES}, character_table())


def squeeze(text: str) -> str:
    """Return the text with every run of white space as one blank."""
    return " ".join(text.split())


def paragraphs(text: str) -> list[str]:
    """Return the non-blank lines of a text, white space collapsed."""
    return [squeeze(line) for line in text.split("\n") if line.strip()]


def letters(text: str) -> str:
    """Return the letters and digits of a text: what joining lines and cells leaves as it was."""
    return "".join(character for character in text if character.isalnum())


def without_markup(source: str) -> str:
    """Return a stretch of HTML without tags and comments, entities resolved."""
    return html.unescape(_TAG.sub(" ", source))


def disagreements(found: list[Row], wanted: list[Row], *, labels: bool) -> str:
    """Return, a line each, where two tables differ; empty where they agree.

    Rows are compared by line and by whether they are rightly kept or removed, with `labels` by line and
    by the label on record.
    """

    def key(row: Row) -> tuple[int, str]:
        return row.line, row.label if labels else ("kept" if row.kept else "removed")

    match = SequenceMatcher(None, [key(row) for row in found], [key(row) for row in wanted], autojunk=False)
    differ = []
    for what, first, last, wanted_first, wanted_last in match.get_opcodes():
        if what != "equal":
            differ += [f"line {row.line} is {row.label}: {row.text}" for row in found[first:last]]
            differ += [
                f"line {row.line} should be {row.label}: {row.text}"
                for row in wanted[wanted_first:wanted_last]
            ]
    return "\n".join(differ)
