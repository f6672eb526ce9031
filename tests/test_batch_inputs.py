"""What is named becomes shards: each file once, none in silence, no two to one place."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cleaner.batch.inputs import shards
from cleaner.batch.outputs import numbered
from cleaner.batch.places import Target
from cleaner.batch.shard import Shard


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder, which is the current one, with files of many kinds."""
    monkeypatch.chdir(tmp_path)
    for name in (
        "a/x.jsonl.gz",
        "a/y.parquet",
        "a/_SUCCESS",
        "a/.DS_Store",
        "a/notes.docx",
        "a/pages/1.html",
        "a/pages/2.TXT",
        "b/x.jsonl.gz",
        "b/x.csv",
        "b/x.warc.gz",
        "b/rejects.jsonl",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    return tmp_path


def placed(names: list[str], target: Target = "same", output: Path | None = None) -> dict[str, str]:
    return {shard.name: shard.problem or shard.output for shard in shards(names, target, output)}


def test_a_folder_gives_its_shards_its_documents_as_one_and_a_word_on_the_rest(folder: Path) -> None:
    found = placed(["a"])
    assert found.pop("a/notes.docx").startswith("its name ends in no known format")
    assert found == {"a": "a.jsonl", "a/x.jsonl.gz": "a/x.jsonl.gz", "a/y.parquet": "a/y.parquet"}
    assert folder


def test_names_that_clash_are_told_apart_in_the_same_way_each_time(folder: Path) -> None:
    assert folder
    assert placed(["a/x.jsonl.gz", "b/x.jsonl.gz", "b/x.csv", "b/x.warc.gz", "b/rejects.jsonl"]) == {
        "a/x.jsonl.gz": "a/x.jsonl.gz",
        "b/x.jsonl.gz": "b/x.jsonl.gz",
        "b/x.csv": "b/x.jsonl",
        "b/x.warc.gz": "b/x.warc.gz.jsonl.gz",
        "b/rejects.jsonl": "b/rejects.jsonl",
    }
    assert placed(["b/rejects.jsonl"]) == {"b/rejects.jsonl": "rejects.jsonl.jsonl"}


@pytest.mark.parametrize("name", ["s3://crawl/x.warc.gz", "https://gazette.example/x.jsonl"])
def test_an_address_is_told_from_a_file_that_is_not_there(name: str) -> None:
    (problem,) = placed([name]).values()
    assert problem == "is an address; a batch reads files of this machine"


def test_a_shard_that_can_keep_its_name_keeps_it_whatever_stands_before_it(folder: Path) -> None:
    (folder / "b" / "x.jsonl").write_text("x")
    (folder / "b" / "x.jsonl.jsonl").write_text("x")
    found = placed(["b"])
    assert {name: place for name, place in found.items() if not name.endswith("gz")} == {
        "b/rejects.jsonl": "rejects.jsonl.jsonl",
        "b/x.csv": "x.csv.jsonl",
        "b/x.jsonl": "x.jsonl",
        "b/x.jsonl.jsonl": "x.jsonl.jsonl",
    }


def test_the_form_of_the_output_is_that_of_the_input_or_as_asked(folder: Path) -> None:
    assert folder
    names = ["a/x.jsonl.gz", "a/y.parquet", "b/x.csv", "a/pages"]
    assert list(placed(names).values()) == ["a/x.jsonl.gz", "a/y.parquet", "b/x.jsonl", "a/pages.jsonl"]
    assert list(placed(names, "parquet").values()) == [
        "a/x.parquet",
        "a/y.parquet",
        "b/x.parquet",
        "a/pages.parquet",
    ]
    assert list(placed(names, "jsonl").values())[:2] == ["a/x.jsonl.gz", "a/y.jsonl"]


def test_a_file_that_several_names_lead_to_is_taken_once(folder: Path) -> None:
    assert folder
    assert len(shards(["b/x.csv", "./b/x.csv", "b/*.csv", str(folder / "b" / "x.csv")], "same", None)) == 1


def test_a_document_that_several_names_lead_to_is_taken_once(folder: Path) -> None:
    full = str(folder / "a" / "pages" / "1.html")
    (shard,) = shards(["a/pages/1.html", full], "same", None)
    assert shard.files == (Path("a/pages/1.html"),)
    (folder / "a" / "pages" / "sub").mkdir()
    (folder / "a" / "pages" / "sub" / "2.html").write_text("x")
    (shard,) = shards(["a/pages", full, "a/pages/sub"], "same", None)
    assert (shard.name, shard.files) == ("a/pages", ())
    (folder / "a" / "pages" / "_kept").mkdir()
    (folder / "a" / "pages" / "_kept" / "3.html").write_text("x")
    assert len(shards(["a/pages", "a/pages/_kept/3.html"], "same", None)) == 2


def test_no_output_is_in_the_way_of_another_or_of_what_a_run_writes(folder: Path) -> None:
    (folder / "c" / "x.parquet").mkdir(parents=True)
    for name in ("x.jsonl", "x.00002.jsonl", "summary.json", "manifest.json", "x.parquet/part.parquet"):
        (folder / "c" / name).write_text("x")
    found = [shard.output for shard in shards(["c"], "same", None)]
    assert sorted(found) == [
        "manifest.json.json",
        "summary.json.json",
        "x.00002.jsonl",
        "x.jsonl.jsonl",
        "x.parquet/part.parquet",
    ]
    assert "x.jsonl.parquet" in [shard.output for shard in shards(["c"], "parquet", None)]


def test_the_documents_of_a_folder_have_the_name_of_where_it_is(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder / "a" / "pages")
    assert [shard.output for shard in shards(["."], "jsonl", None)] == ["pages.jsonl"]


def test_documents_named_one_by_one_are_one_shard(folder: Path) -> None:
    assert folder
    (shard,) = shards(["a/pages/1.html", "a/pages/*.TXT"], "same", None)
    assert (shard.name, shard.output, len(shard.files)) == ("documents", "documents.jsonl", 2)


def test_what_is_not_there_is_a_shard_with_a_problem(folder: Path) -> None:
    (folder / "empty").mkdir()
    assert placed(["gone.jsonl", "*.warc", "empty"]) == {
        "gone.jsonl": "cannot be read: No such file or directory",
        "*.warc": "no file matches",
        "empty": "the folder holds nothing to clean",
    }


def test_a_link_that_leads_in_a_circle_ends(folder: Path) -> None:
    (folder / "b" / "round").symlink_to(folder / "b")
    assert placed(["b"])["b/round"] == "is a link to a folder; name the folder itself"


def test_a_pipe_that_is_found_is_no_input_and_one_that_is_named_is(folder: Path) -> None:
    os.mkfifo(folder / "b" / "pipe.jsonl")
    assert placed(["b"])["b/pipe.jsonl"] == "is no file"
    assert placed(["b/p*"])["b/pipe.jsonl"] == "is no file"
    assert placed(["b/pipe.jsonl"])["b/pipe.jsonl"] == "pipe.jsonl"


def test_the_output_is_no_input(folder: Path) -> None:
    (folder / "b" / "out").mkdir()
    (folder / "b" / "out" / "x.jsonl").write_text("x")
    assert "b/out/x.jsonl" not in placed(["b", "b/*/*.jsonl"], output=Path("b/out"))
    assert not [name for name in placed(["b/*"], output=Path("b/out")) if name.startswith("b/out")]


def test_standard_input_is_lines_of_json() -> None:
    assert shards(["-"], "same", None) == [Shard("-", "jsonl", Path("-"), "stdin.jsonl")]


@pytest.mark.parametrize(
    ("name", "second"),
    [
        ("x.jsonl", "x.00002.jsonl"),
        ("a.b/x.y.jsonl.gz", "a.b/x.y.00002.jsonl.gz"),
        ("x.parquet", "x.00002.parquet"),
        ("x.warc.gz.jsonl.gz", "x.warc.gz.00002.jsonl.gz"),
        ("X.JSONL.gz", "X.00002.JSONL.gz"),
        ("TABLE.PARQUET", "TABLE.00002.PARQUET"),
    ],
)
def test_the_first_part_has_the_name_of_its_shard_and_the_others_a_number(name: str, second: str) -> None:
    assert (numbered(name, 0), numbered(name, 1)) == (name, second)


def test_packed_documents_are_documents(folder: Path) -> None:
    packed = folder / "packed"
    packed.mkdir()
    for name in ("1.html.gz", "2.TXT.ZST", "x.jsonl.gz", "y.tar.gz"):
        (packed / name).write_bytes(b"")
    found = {shard.name: shard for shard in shards(["packed"], "same", None)}
    assert {name: shard.format for name, shard in found.items()} == {
        "packed": "documents",
        "packed/x.jsonl.gz": "jsonl",
        "packed/y.tar.gz": "none",
    }
    (loose,) = shards(["packed/1.html.gz"], "same", None)
    assert loose.files == (Path("packed/1.html.gz"),)


def test_the_furniture_in_use_is_no_input_unless_it_is_named(folder: Path) -> None:
    furniture = folder / "b" / "out.furniture.parquet"
    furniture.write_bytes(b"")
    names = lambda *inputs: [shard.name for shard in shards(inputs, "same", None, furniture)]  # noqa: E731
    assert "b/out.furniture.parquet" not in names("b", "b/*.parquet")
    assert "b/out.furniture.parquet" in names("b/out.furniture.parquet")
