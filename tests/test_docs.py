"""What the documents show is so: examples run, tables are complete, links lead somewhere."""

from __future__ import annotations

import doctest
import importlib
import os
import re
import shlex
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from support import ROOT, SEEDS, paragraphs

from cleaner import Config, Label, clean
from cleaner.commands.arguments import parse_arguments
from cleaner.commands.batch_arguments import parse_arguments as parse_batch
from cleaner.document import ARTICLE_FURNITURE, BODY_LABELS
from cleaner.rules import load_rules

README = (ROOT / "README.md").read_text("utf-8")
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
MODULES = [path for path in sorted((ROOT / "cleaner").rglob("*.py")) if ">>> " in path.read_text("utf-8")]

_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"\]\(([^)#\s]+)(?:#([^)\s]+))?\)|\]\(#([^)\s]+)\)")
_OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
_FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


class Example(NamedTuple):
    """A command and what it prints, with ``...`` for what is left out."""

    command: str
    output: str


def blocks(document: str, language: str) -> list[str]:
    """Return the fenced blocks of one language."""
    return [text for found, text in _FENCE.findall(document) if found == language]


def console_examples(document: str) -> list[Example]:
    """Return the commands of the console blocks, each with the output below it."""
    return [
        Example(*command.split("\n", 1))
        for text in blocks(document, "console")
        for command in text.removeprefix("$ ").split("\n$ ")
    ]


def table_labels(document: str, head: str) -> list[str]:
    """Return the labels in the first column of the table that this head opens."""
    _, _, table = document.partition(f"| {head} | |\n|---|---|\n")
    return re.findall(r"^\| `(\w+)` \|", table.partition("\n\n")[0], re.MULTILINE)


@cache
def anchors(document: str) -> set[str]:
    """Return the anchors that a document's headings give it, as GitHub makes them."""
    heads = re.findall(r"^#+ (.+)$", document, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", head).lower().replace(" ", "-") for head in heads}


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Return a folder with the documents that the README uses, its rule file, and `cleaner` in `bin`."""
    for name in ("seeds", "fixtures"):
        (tmp_path / name).symlink_to(ROOT / name)
    for text in blocks(README, "toml"):
        name = text.partition("\n")[0].removeprefix("# ")
        (tmp_path / name).write_text(text, "utf-8")
    command = tmp_path / "bin" / "cleaner"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m cleaner "$@"\n', "utf-8")
    command.chmod(0o755)
    return tmp_path


def test_the_opening_example_is_a_document_of_the_seeds_shortened() -> None:
    before, _ = blocks(README, "text")
    lines = iter(paragraphs((SEEDS / "harbour-talks.txt").read_text("utf-8")))
    missing = [line for line in paragraphs(before) if line not in lines]
    assert missing == []


def test_the_opening_example_comes_out_as_shown() -> None:
    before, after = blocks(README, "text")
    assert clean(before) == after.rstrip("\n")


def test_the_python_examples_are_right(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    text = "\n".join(blocks(README, "python"))
    examples = doctest.DocTestParser().get_doctest(text, {}, "README", "README.md", 0)
    said: list[str] = []
    result = doctest.DocTestRunner(optionflags=_FLAGS).run(examples, out=said.append)
    assert result.attempted > 5
    assert not result.failed, "".join(said)


@pytest.mark.parametrize("example", console_examples(README), ids=lambda example: example.command)
def test_a_command_prints_what_is_shown(example: Example, desk: Path) -> None:
    path = os.pathsep.join([str(desk / "bin"), os.environ.get("PATH", os.defpath)])
    run = subprocess.run(  # noqa: S602 - the README's own line
        example.command,
        shell=True,
        cwd=desk,
        env={**os.environ, "PATH": path, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert doctest.OutputChecker().check_output(example.output, run.stdout, doctest.ELLIPSIS), run.stdout


def test_the_setup_commands_are_there_a_line_each() -> None:
    lines = [line for text in blocks(README, "sh") for line in text.splitlines() if "venv .venv" in line]
    assert len(lines) == 2
    assert lines[0].endswith("&& .venv/bin/cleaner seeds/harbour-talks.txt")
    assert lines[1].endswith("--group test && .venv/bin/pytest")


def test_the_rule_of_the_tutorial_does_what_it_says(desk: Path) -> None:
    rules = load_rules([desk / "mine.toml"])
    rule = next(rule for rule in rules.rules if rule.id == "promo/tide-tables")
    decided = [
        rules.rules[number].id if number >= 0 else None for number in rules.decide([*rule.hits, *rule.misses])
    ]
    assert decided == [rule.id] * len(rule.hits) + [None] * len(rule.misses)
    assert [number for number in load_rules().decide(rule.hits) if number >= 0] == [], (
        "needs no rule of its own"
    )


def test_the_tables_of_labels_hold_every_label() -> None:
    kept = table_labels(README, "stays in the text")
    furniture = table_labels(README, "the article's own furniture, kept on request")
    removed = table_labels(README, "removed")
    assert set(kept) == BODY_LABELS
    assert set(furniture) == ARTICLE_FURNITURE
    assert [*kept, *furniture, *removed] == [label.value for label in Label]


def test_the_table_of_settings_holds_every_setting() -> None:
    _, _, table = README.partition("| in `Config` | does |\n|---|---|\n")
    named = re.findall(r"^\| `(\w+)` \|", table.partition("\n\n")[0], re.MULTILINE)
    assert named == list(Config.__dataclass_fields__)


def test_the_commands_of_the_readme_are_valid() -> None:
    lines = [
        line for text in blocks(README, "sh") for line in text.splitlines() if line.startswith("cleaner ")
    ]
    assert len(lines) > 5
    for line in lines:
        _, *arguments = shlex.split(line, comments=True)
        if arguments[0] == "batch":
            parse_batch(arguments[1:])
        elif arguments[0] not in ("diff", "rules"):
            parse_arguments(arguments)


def test_options_that_the_readme_names_exist(capsys: pytest.CaptureFixture[str]) -> None:
    for parse in (parse_arguments, parse_batch):
        with pytest.raises(SystemExit):
            parse(["--help"])
    known = set(_OPTION.findall(capsys.readouterr().out)) | {"--group", "--peers", "--corpus", "--by"}
    assert set(_OPTION.findall(README)) <= known


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_the_documents_lead_somewhere(path: Path) -> None:
    text = path.read_text("utf-8")
    broken = []
    for target, anchor, own_anchor in _LINK.findall(text):
        if target.startswith(("http:", "https:")):
            continue
        file = path.parent / target if target else path
        wanted = anchor or own_anchor
        if not file.exists() or (wanted and wanted not in anchors(file.read_text("utf-8"))):
            broken.append(f"{target}#{wanted}")
    assert broken == []


def test_the_changelog_opens_with_this_version() -> None:
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    versions = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert versions[0] == project["version"]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_the_examples_of_a_module_are_right(path: Path) -> None:
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    result = doctest.testmod(importlib.import_module(name), optionflags=_FLAGS)
    assert result.attempted
    assert not result.failed


def test_the_map_names_files_that_exist() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    named = set(re.findall(r"\b[\w/]+\.(?:py|toml|npy)\b", text))
    places = [ROOT, *(ROOT / "cleaner").rglob(""), ROOT / "tests"]
    missing = {name for name in named if not any((place / name).exists() for place in places)}
    assert missing - {"about.toml"} == set()
