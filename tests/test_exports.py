"""The public names: these and no others, typed, light to import and safe to pickle."""

from __future__ import annotations

import ast
import importlib
import json
import pickle
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from types import ModuleType

import pytest

import cleaner

PUBLIC = [
    "Article",
    "Block",
    "BlockKind",
    "Cleaner",
    "Comment",
    "Config",
    "Evidence",
    "Label",
    "Link",
    "Repair",
    "RuleError",
    "Source",
    "Verdict",
    "clean",
    "clean_many",
    "explain",
    "extract",
]

HEAVY = ("numpy", "re2", "turbohtml", "ftfy", "trafilatura", "lxml")
"""Packages that take longer to import than Python takes to start, or that not everybody has."""


def run(code: str) -> object:
    """Return what a fresh interpreter prints as JSON."""
    return json.loads(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True).stdout)  # noqa: S603 - our own code


def test_the_public_names_are_these() -> None:
    assert sorted(PUBLIC) == PUBLIC
    assert cleaner.__all__ == PUBLIC


def test_nothing_else_leaks() -> None:
    for name in PUBLIC:
        getattr(cleaner, name)
    names = {name for name, value in vars(cleaner).items() if not isinstance(value, ModuleType)}
    assert {name for name in names if not name.startswith("_")} == set(PUBLIC)


def test_dir_names_what_is_public_before_it_is_imported() -> None:
    listed = run("import cleaner, json; print(json.dumps(dir(cleaner)))")
    assert isinstance(listed, list)
    assert [name for name in listed if not name.startswith("__")] == PUBLIC


def test_a_star_import_gives_every_public_name() -> None:
    names = run("import json; from cleaner import *; print(json.dumps([n for n in dir() if n[0] != '_']))")
    assert names == sorted([*PUBLIC, "json"])


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_name_says_what_it_is(name: str) -> None:
    assert getattr(cleaner, name).__doc__


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_name_is_the_one_of_its_module(name: str) -> None:
    found = getattr(cleaner, name)
    assert found is getattr(importlib.import_module(found.__module__), name)
    assert pickle.loads(pickle.dumps(found)) is found  # noqa: S301 - our own pickle


def test_a_name_that_does_not_exist_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'cleaner' has no attribute 'claen'"):
        cleaner.claen  # type: ignore[attr-defined]  # noqa: B018
    with pytest.raises(ImportError):
        exec("from cleaner import claen")  # noqa: S102 - the statement itself is tested


@pytest.mark.parametrize("what", ["import cleaner", "import cleaner.cli, cleaner.document"])
def test_an_import_brings_nothing_heavy_along(what: str) -> None:
    loaded = run(f"{what}; import json, sys; print(json.dumps(list(sys.modules)))")
    assert isinstance(loaded, list)
    assert [name for name in HEAVY if name in loaded] == []


def test_the_version_is_printed_without_anything_heavy() -> None:
    timed = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "cleaner", "--version"], check=True, capture_output=True
    )
    loaded = {line.rpartition("|")[2].strip() for line in timed.stderr.decode().splitlines()}
    assert "cleaner.cli" in loaded
    assert [name for name in HEAVY if name in loaded] == []


def test_the_version_is_that_of_the_installed_package() -> None:
    assert cleaner.__version__ == metadata.version("article-cleaner")


def test_an_unpickled_article_needs_nothing_heavy() -> None:
    article = cleaner.extract("<p>A ferry ran aground on Monday, the harbour master said.</p>", kind="html")
    load = f"import json, pickle, sys; pickle.loads({pickle.dumps(article)!r})"
    loaded = run(f"{load}; print(json.dumps(list(sys.modules)))")
    assert isinstance(loaded, list)
    assert [name for name in HEAVY if name in loaded] == []


def test_a_cleaner_travels_to_another_process_by_its_settings() -> None:
    one = cleaner.Cleaner(cleaner.Config(threshold=0.9))
    other = pickle.loads(pickle.dumps(one))  # noqa: S301 - our own pickle
    assert other.config == one.config
    text = "A ferry ran aground on Monday, the harbour master said.\n\nSubscribe to our newsletter"
    assert other.extract(text) == one.extract(text)


def test_what_a_checker_sees_is_what_is_imported_later() -> None:
    tree = ast.parse(Path(cleaner.__file__).read_text("utf-8"))
    (block,) = (
        node for node in tree.body if isinstance(node, ast.If) and not isinstance(node.test, ast.UnaryOp)
    )
    seen = {alias.name: node.module for node in block.body for alias in node.names}  # type: ignore[attr-defined]
    assert seen == cleaner._LATER
