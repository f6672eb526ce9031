"""Imports point one way, and every package from outside has its place."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import pytest
from support import ROOT

LAYERS = (
    ("document", "tables", "unspaced"),
    ("furniture.shape", "furniture.site", "furniture.store"),
    ("config",),
    ("source",),
    ("charset", "mojibake", "mojibake_gbk", "saved_page"),
    ("decode", "repair", "normalise"),
    ("split",),
    ("head",),
    ("score",),
    ("rules",),
    ("judgement",),
    ("context", "comments", "furniture.containers", "furniture.in_story", "furniture.apply"),
    ("label",),
    ("alignment",),
    ("engines",),
    ("render.decisions", "render.text"),
    ("settle", "assemble"),
    ("pipeline",),
    ("furniture.sightings", "furniture.learn"),
    ("render", "compare"),
    ("report",),
    ("batch.options", "batch.columns", "batch.row"),
    ("batch",),
    ("furniture",),
    ("address",),
    (
        "fetch",
        "commands.arguments",
        "commands.engine",
        "commands.extras",
        "commands.numbers",
        "commands.paths",
        "commands.streams",
    ),
    ("commands.sources",),
    ("commands",),
    ("cli",),
    ("__main__",),
)
"""The modules and packages of `cleaner`, the lowest first: each imports from its own row and those above it
here. A module is in the row that names it, or else in that of its package."""

OUTSIDE = {
    "turbohtml": {"charset", "split.splitter"},
    "re2": {"charset", "repair", "rules.engine", "rules.load", "rules.match"},
    "rtoml": {"tables"},
    "numpy": {"score", "judgement", "label", "furniture"},
    "ftfy": {"repair", "normalise"},
    "trafilatura": {"engines"},
    "pyarrow": {"batch", "commands.sides", "furniture"},
    "fastwarc": {"batch.readers.warc"},
    "zstandard": {"batch.streams", "batch.parts"},
    "ray": {"batch.ray", "batch.ray_pool"},
    "pyspark": {"batch.spark"},
    "datatrove": {"batch.datatrove"},
    "duckdb": {"furniture.learn"},
    "jinja2": {"report"},
    "markupsafe": {"report"},
    "vl_convert": {"report.charts"},
}
"""The packages from outside and the modules that may import them: each can be replaced there."""

WHERE_USED = {"ftfy", "trafilatura", "vl_convert"}
"""Packages that few documents need: they are imported inside the function that does."""

PACKAGE = ROOT / "cleaner"


class Import(NamedTuple):
    """An import statement: the module it is in, what it names, and where it stands."""

    module: str
    wanted: str
    line: int
    at_top: bool
    for_types: bool

    def __str__(self) -> str:
        return f"cleaner.{self.module} imports {self.wanted} in line {self.line}"


def modules() -> dict[str, Path]:
    """Return every module of the package but its front door, by its name below `cleaner`."""
    names = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        names[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    del names[""]
    return names


def imports_of(module: str, path: Path) -> Iterator[Import]:
    """Yield what a module imports, `from package import module` as the module."""

    def visit(node: ast.AST, *, at_top: bool, for_types: bool) -> Iterator[Import]:
        for child in ast.iter_child_nodes(node):
            inner_top = at_top and not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            inner_types = for_types or (isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test))
            for wanted in wanted_by(child):
                yield Import(module, wanted, child.lineno, at_top, for_types)  # type: ignore[attr-defined]
            yield from visit(child, at_top=inner_top, for_types=inner_types)

    yield from visit(ast.parse(path.read_text("utf-8")), at_top=True, for_types=False)


def wanted_by(node: ast.AST) -> list[str]:
    """Return the dotted names that an import statement names; no other statement names any."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        assert not node.level, "relative imports hide what is imported"
        source = node.module or ""
        return [
            f"{source}.{alias.name}"
            if f"{source}.{alias.name}".removeprefix("cleaner.") in MODULES
            else source
            for alias in node.names
        ]
    return []


MODULES = modules()
IMPORTS = [found for module, path in MODULES.items() for found in imports_of(module, path)]
OURS = [found for found in IMPORTS if found.wanted.partition(".")[0] == "cleaner"]
THEIRS = [
    found for found in IMPORTS if found.wanted.partition(".")[0] not in {"cleaner", *sys.stdlib_module_names}
]


def below(module: str) -> str:
    """Return a module's name below `cleaner`."""
    return module.removeprefix("cleaner").removeprefix(".")


def is_in(module: str, name: str) -> bool:
    """Tell whether a module is the named one or stands in the named package."""
    return module == name or module.startswith(f"{name}.")


def layer_of(module: str) -> int:
    """Return the row in which a module stands, by the longest name that holds it."""
    rows = [(len(name), row) for row, names in enumerate(LAYERS) for name in names if is_in(module, name)]
    assert rows, f"cleaner.{module} has no place in LAYERS; put it where its imports point up from it"
    return max(rows)[1]


def test_the_parser_of_imports_finds_them() -> None:
    assert len(MODULES) > 40
    assert len(OURS) > 100
    assert any(not found.at_top for found in OURS)
    assert any(found.for_types for found in OURS)


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_from_its_own_layer_and_those_before_it(module: str) -> None:
    layer = layer_of(module)
    upward = [
        str(found) for found in OURS if found.module == module and layer_of(below(found.wanted)) > layer
    ]
    assert upward == []


def test_every_name_of_the_table_is_in_use() -> None:
    assert [name for names in LAYERS for name in names if not any(is_in(m, name) for m in MODULES)] == []


def test_no_module_imports_the_front_door() -> None:
    assert [str(found) for found in OURS if below(found.wanted) == ""] == []


def test_no_imports_run_in_a_circle() -> None:
    graph: dict[str, set[str]] = {module: set() for module in MODULES}
    for found in OURS:
        graph[found.module].add(below(found.wanted))
    TopologicalSorter(graph).prepare()


def test_each_package_from_outside_is_imported_where_it_belongs() -> None:
    misplaced = [
        str(found)
        for found in THEIRS
        if not any(is_in(found.module, owner) for owner in OUTSIDE.get(found.wanted.partition(".")[0], ()))
    ]
    assert misplaced == []


def test_what_few_documents_need_is_imported_where_it_is_used() -> None:
    early = [str(found) for found in THEIRS if found.wanted.partition(".")[0] in WHERE_USED and found.at_top]
    assert early == []


def test_what_is_imported_is_what_is_installed_with_the_package() -> None:
    names = {"google-re2": "re2", "vl-convert-python": "vl_convert"}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    required = [*project["dependencies"], *(requirement for extra in extras for requirement in extra)]
    distributions = [re.split(r"[\[>]", requirement)[0] for requirement in required]
    assert {names.get(name, name) for name in distributions} == set(OUTSIDE) - {"markupsafe"}  # jinja2's own
    assert {found.wanted.partition(".")[0] for found in THEIRS} == set(OUTSIDE)


@pytest.mark.parametrize("folder", ["", "split", "score", "context", "rules"])
def test_the_map_of_the_modules_names_each(folder: str) -> None:
    told = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("## The map")[2].partition("\n## ")[0]
    modules = (path.name for path in (PACKAGE / folder).glob("*.py") if not path.name.startswith("__"))
    assert [name for name in modules if not re.search(rf"\b{re.escape(name)}\b", told)] == []
