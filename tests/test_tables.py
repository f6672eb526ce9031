"""Tables in TOML."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from support import ROOT

from cleaner.tables import TableError, read_table


@pytest.mark.parametrize("path", sorted((ROOT / "cleaner").rglob("*.toml")), ids=lambda path: path.name)
def test_every_table_of_the_package_is_what_the_standard_library_reads(path: Path) -> None:
    assert read_table(path) == tomllib.loads(path.read_text("utf-8"))


def test_a_fault_is_told_by_line(tmp_path: Path) -> None:
    path = tmp_path / "table.toml"
    path.write_text('a = "one"\nb = two\n', "utf-8")
    with pytest.raises(TableError, match="line 2"):
        read_table(path)


def test_what_is_not_utf8_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "table.toml"
    path.write_bytes(b'a = "\xff"\n')
    with pytest.raises(TableError, match="utf-8"):
        read_table(path)


def test_a_missing_file_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_table(tmp_path / "nowhere.toml")
