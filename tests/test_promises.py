"""Each promise names tests that exist, and a promise without one is none."""

from __future__ import annotations

import ast
import re

import pytest
from support import ROOT

PROMISES = (ROOT / "docs" / "promises.md").read_text("utf-8")
LINES = re.findall(r"^- (.+)$", PROMISES, re.MULTILINE)
_TEST = re.compile(r"`(tests/\w+\.py)::(\w+)`")


def functions(path: str) -> set[str]:
    """Return the names of the functions at the top of a file."""
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_promises_are_found() -> None:
    assert len(LINES) > 25


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.partition(".")[0][:60])
def test_a_promise_is_held_by_tests_that_exist(line: str) -> None:
    named = _TEST.findall(line)
    assert named
    assert [f"{path}::{name}" for path, name in named if name not in functions(path)] == []
    assert all(name.startswith("test_") for _, name in named)


@pytest.mark.parametrize("path", re.findall(r"`(benchmarks/\w+\.py)`", PROMISES))
def test_a_benchmark_that_is_named_exists(path: str) -> None:
    assert (ROOT / path).is_file()
