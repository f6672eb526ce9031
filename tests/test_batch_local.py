"""The local runner from shards to shards: rows, rejects, manifest, and what --resume will not do."""

from __future__ import annotations

import gzip
import io
import json
import os
import socket
from argparse import Namespace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from batch_support import page, run_batch, tree

from cleaner import extract
from cleaner.batch.columns import OUTPUT_COLUMNS
from cleaner.batch.inputs import shards
from cleaner.batch.local import run_local
from cleaner.batch.options import BatchOptions
from cleaner.batch.places import Target
from cleaner.batch.plan import Run
from cleaner.batch.progress import Progress
from cleaner.batch.store import Store, StoreError
from cleaner.batch.table import clean_batch
from cleaner.batch.tally import Tally
from cleaner.commands.engine import workers_of


def run(
    folder: Path,
    *names: str,
    target: Target = "same",
    options: BatchOptions | None = None,
    part_records: int = 1000,
    resume: bool = False,
    progress: Progress | None = None,
) -> Tally:
    """Run over files of `folder` into its folder `out`."""
    output = folder / "out"
    found = shards([str(folder / name) for name in names], target, output)
    what = Run(
        shards=found, options=options or BatchOptions(), part_records=part_records, resume=resume, workers=1
    )
    return run_local(what, output, progress or Progress(None, None))


def rows(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a file of lines of JSON."""
    data = path.read_bytes()
    if path.suffix == ".gz":
        data = gzip.decompress(data)
    if path.suffix == ".zst":
        data = zstandard.ZstdDecompressor().stream_reader(io.BytesIO(data)).read()
    return [json.loads(line) for line in data.splitlines()]


def write_lines(path: Path, records: list[object]) -> None:
    """Write lines of JSON."""
    path.write_text("".join(json.dumps(record) + "\n" for record in records))


def test_a_row_has_the_columns_of_its_record_and_those_of_the_article(tmp_path: Path) -> None:
    record = {"id": 7, "title": "theirs", "html": page(1), "nested": {"a": [1, None]}, "half": "\ud800"}
    write_lines(tmp_path / "in.jsonl", [record])
    total = run(tmp_path, "in.jsonl")
    (row,) = rows(tmp_path / "out" / "in.jsonl")
    article = extract(page(1))
    assert list(row) == ["id", "input_title", "nested", "half", *OUTPUT_COLUMNS]
    assert (row["id"], row["input_title"], row["nested"], row["half"]) == (
        7,
        "theirs",
        {"a": [1, None]},
        "\ud800",
    )
    assert (row["text"], row["title"], row["byline"]) == (article.text, article.title, article.byline)
    assert row["confidence"] == article.confidence
    assert {removed["label"] for removed in row["removed"]} >= {"navigation", "related", "promo"}
    assert (total.records, total.rows, total.is_clean) == (1, 1, True)


@pytest.mark.parametrize("name", ["in.jsonl", "in.jsonl.gz", "in.jsonl.zst"])
def test_lines_come_out_packed_as_they_went_in(name: str, tmp_path: Path) -> None:
    lines = "".join(json.dumps({"id": number, "html": page(number)}) + "\n" for number in range(3)).encode()
    pack = {".gz": gzip.compress, ".zst": zstandard.compress}.get(Path(name).suffix, bytes)
    (tmp_path / name).write_bytes(pack(lines))
    run(tmp_path, name)
    assert [row["text"] for row in rows(tmp_path / "out" / name)] == [extract(page(n)).text for n in range(3)]


def test_a_table_comes_out_as_the_arrow_function_makes_it(tmp_path: Path) -> None:
    table = pa.table(
        {
            "html": [page(number).encode() if number % 5 else None for number in range(30)],
            "seen": pa.array(range(30), pa.timestamp("s")),
            "raw": [bytes([number]) for number in range(30)],
        }
    )
    pq.write_table(table, tmp_path / "in.parquet", row_group_size=7)
    total = run(tmp_path, "in.parquet")
    wanted = clean_batch(pq.read_table(tmp_path / "in.parquet"))
    assert pq.read_table(tmp_path / "out" / "in.parquet").equals(wanted)
    assert (total.rows, total.failed) == (30, 6)
    (tmp_path / "out").rename(tmp_path / "first")
    run(tmp_path, "in.parquet", target="jsonl")
    found = rows(tmp_path / "out" / "in.jsonl")
    assert [row["text"] for row in found] == clean_batch(table).column("text").to_pylist()
    assert (found[1]["seen"], found[1]["raw"]) == ("1970-01-01T00:00:01", "AQ==")


def test_a_table_without_documents_rejects_each_row_and_one_without_rows_stays_a_table(
    tmp_path: Path,
) -> None:
    pq.write_table(pa.table({"a": [1, 2, 3]}), tmp_path / "none.parquet")
    pq.write_table(pa.table({"html": pa.array([], pa.string())}), tmp_path / "empty.parquet")
    (tmp_path / "empty.jsonl").write_text("")
    total = run(tmp_path, "none.parquet", "empty.parquet", "empty.jsonl")
    assert (total.rows, total.rejects) == (0, 3)
    assert set(tree(tmp_path / "out")) == {"empty.parquet", "empty.jsonl", "rejects.jsonl", "manifest.json"}
    assert pq.read_table(tmp_path / "out" / "empty.parquet").column_names == list(OUTPUT_COLUMNS)
    rejects = rows(tmp_path / "out" / "rejects.jsonl")
    assert [reject["record"] for reject in rejects] == [1, 2, 3]
    assert "no column is called html" in rejects[0]["reason"]


def test_json_that_is_no_object_is_rejected_with_what_to_do(tmp_path: Path) -> None:
    write_lines(tmp_path / "in.json", [[{"text": "One."}], "two", 3, None])
    run(tmp_path, "in.json")
    found = [reject["reason"] for reject in rows(tmp_path / "out" / "rejects.jsonl")]
    assert found[0].startswith(
        "not a JSON object but an array: write each of its objects on a line of its own"
    )
    assert found[1:] == [f"not a JSON object but {what}" for what in ("a string", "a number", "null")]


def test_lines_become_a_table_whose_columns_hold_all_their_values(tmp_path: Path) -> None:
    records: list[object] = [
        {"text": f"A word, {number}.", "n": number, "mixed": number if number % 2 else "text", "late": None}
        for number in range(700)
    ]
    records[650] = {"text": "A word, 650.", "n": 0.5, "tags": ["a"], "late": "here"}
    write_lines(tmp_path / "in.jsonl", records)
    run(tmp_path, "in.jsonl", target="parquet")
    table = pq.read_table(tmp_path / "out" / "in.parquet")
    assert table.schema.field("n").type == pa.float64()
    assert table.schema.field("tags").type == pa.list_(pa.string())
    assert table.column("mixed").to_pylist()[:3] == ['"text"', "1", '"text"']
    assert (table.column("late")[650].as_py(), table.column("tags")[650].as_py()) == ("here", ["a"])
    assert table.column("text")[3].as_py() == extract("A word, 3.").text
    assert table.column_names[-8:] == list(OUTPUT_COLUMNS)


def test_numbers_that_no_common_type_holds_become_text(tmp_path: Path) -> None:
    write_lines(
        tmp_path / "in.jsonl",
        [{"text": "x", "n": 2**60 + 1}, {"text": "x", "n": 0.5}, {"text": "x", "n": 2**70}],
    )
    run(tmp_path, "in.jsonl", target="parquet")
    table = pq.read_table(tmp_path / "out" / "in.parquet")
    assert table.column("n").to_pylist() == [str(2**60 + 1), "0.5", str(2**70)]


def test_equal_documents_with_equal_ids_are_rows_of_their_own(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        write_lines(tmp_path / name / "x.jsonl", [{"id": 1, "html": page(1)}] * 3)
    total = run(tmp_path, "a/x.jsonl", "b/x.jsonl")
    assert total.rows == 6
    assert [len(rows(tmp_path / "out" / name / "x.jsonl")) for name in ("a", "b")] == [3, 3]


def test_a_shard_with_many_records_has_several_parts(tmp_path: Path) -> None:
    write_lines(tmp_path / "in.jsonl", [{"id": number, "text": "A word."} for number in range(25)])
    run(tmp_path, "in.jsonl", part_records=10)
    files = ["in.jsonl", "in.00002.jsonl", "in.00003.jsonl"]
    assert [row["id"] for name in files for row in rows(tmp_path / "out" / name)] == list(range(25))
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert [(file["file"], file["rows"]) for file in manifest["inputs"][0]["files"]] == list(
        zip(files, [10, 10, 5], strict=True)
    )


def test_the_manifest_adds_up_and_tells_the_digests(tmp_path: Path) -> None:
    import hashlib

    write_lines(
        tmp_path / "in.jsonl", [{"id": 1, "html": page(1)}, [], {"id": 2, "html": None}, {"text": ""}]
    )
    run(tmp_path, "in.jsonl")
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    total = manifest["total"]
    (shard,) = manifest["inputs"]
    assert (total["records"], total["rows"], total["rejects"], total["failed"]) == (4, 3, 1, 1)
    assert total["without_article"] == 1
    assert shard["sha256"] == hashlib.sha256((tmp_path / "in.jsonl").read_bytes()).hexdigest()
    (file,) = shard["files"]
    assert file["sha256"] == hashlib.sha256((tmp_path / "out" / "in.jsonl").read_bytes()).hexdigest()
    (row, *_) = rows(tmp_path / "out" / "in.jsonl")
    counted = sum(count for rules in total["removed"].values() for count in rules.values())
    assert counted == len(row["removed"])
    assert manifest["plan"]["configuration"]["engine"] == "cleaner"


def test_removed_can_be_left_out_and_is_counted_all_the_same(tmp_path: Path) -> None:
    write_lines(tmp_path / "in.jsonl", [{"html": page(1)}])
    pq.write_table(pa.table({"html": [page(1)]}), tmp_path / "in.parquet")
    total = run(tmp_path, "in.jsonl", "in.parquet", options=BatchOptions(removed=False))
    assert "removed" not in rows(tmp_path / "out" / "in.jsonl")[0]
    assert "removed" not in pq.read_table(tmp_path / "out" / "in.parquet").column_names
    assert {label for label, _ in total.removed} >= {"navigation", "related", "promo"}


def test_a_complete_run_of_which_a_file_is_gone_is_not_complete(tmp_path: Path) -> None:
    write_lines(tmp_path / "in.jsonl", [{"html": page(1)}])
    run(tmp_path, "in.jsonl")
    (tmp_path / "out" / "in.jsonl").write_bytes(b"")
    with pytest.raises(StoreError, match="is not as it was written"):
        run(tmp_path, "in.jsonl", resume=True)


@pytest.mark.parametrize("manifest", ["[]", '{"name": "an app"}', "{"])
def test_a_manifest_of_something_else_is_no_run(manifest: str, tmp_path: Path) -> None:
    write_lines(tmp_path / "in.jsonl", [{"html": page(1)}])
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "manifest.json").write_text(manifest)
    with pytest.raises(StoreError, match="holds no run"):
        run(tmp_path, "in.jsonl", resume=True)


def test_a_complete_run_without_documents_is_resumed(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(b"")
    options = BatchOptions(summary=True)
    for resume in (False, True):
        assert run(tmp_path, "in.jsonl", options=options, resume=resume).rows == 0


def test_a_folder_with_another_document_is_another_input(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "1.html").write_text(page(1))
    run(tmp_path, "in")
    (tmp_path / "in" / "0.html").write_text(page(2))
    with pytest.raises(StoreError, match="was begun with other inputs"):
        run(tmp_path, "in", resume=True)


def test_a_run_is_resumed_with_the_same_settings_and_inputs_or_not_at_all(tmp_path: Path) -> None:
    write_lines(tmp_path / "in.jsonl", [{"html": page(1)}])
    run(tmp_path, "in.jsonl")
    files = tree(tmp_path / "out")
    with pytest.raises(StoreError, match="holds a complete run; name another folder"):
        run(tmp_path, "in.jsonl")
    assert run(tmp_path, "in.jsonl", resume=True).rows == 1
    with pytest.raises(StoreError, match="was begun with other options"):
        run(tmp_path, "in.jsonl", options=BatchOptions(removed=False), resume=True)
    write_lines(tmp_path / "in.jsonl", [{"html": page(1)}, {"html": page(2)}])
    with pytest.raises(StoreError, match="was begun with other inputs"):
        run(tmp_path, "in.jsonl", resume=True)
    assert tree(tmp_path / "out") == files


def test_a_file_where_the_folder_should_be_is_said(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    write_lines(tmp_path / "in.jsonl", [])
    with pytest.raises(StoreError, match="out is a file; name a folder"):
        run(tmp_path, "in.jsonl")


def test_a_folder_with_other_things_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "letter.txt").write_text("Dear Ingrid")
    for resume in (False, True):
        with pytest.raises(StoreError, match="is not empty and holds no run"):
            Store(tmp_path / "out", {}, resume=resume)
    assert set(tree(tmp_path / "out")) == {"letter.txt"}


def test_a_run_that_did_not_end_is_not_begun_anew_by_mistake(tmp_path: Path) -> None:
    with Store(tmp_path / "out", {}, resume=False):
        pass
    with pytest.raises(StoreError, match="holds a run that did not end; --resume goes on with it"):
        Store(tmp_path / "out", {}, resume=False)


def test_a_whole_part_that_is_gone_is_not_passed_over(tmp_path: Path) -> None:
    write_lines(tmp_path / "in.jsonl", [{"text": "A word."}] * 3)
    with pytest.raises(RuntimeError, match="stopped"):
        run(tmp_path, "in.jsonl", part_records=1, progress=_Stopping(None, None))
    assert rows(tmp_path / "out" / "in.jsonl")
    (tmp_path / "out" / "in.jsonl").unlink()
    with pytest.raises(StoreError, match=r"in\.jsonl is not as it was written; begin in another folder"):
        run(tmp_path, "in.jsonl", part_records=1, resume=True)


class _Stopping(Progress):
    """Progress that ends a run after its first part."""

    def add(self, total: Tally, documents: int, size: int, share: float) -> None:
        super().add(total, documents, size, share)
        if total.records > 1:
            raise RuntimeError("stopped")


def test_standard_input_goes_to_standard_output(tmp_path: Path) -> None:
    source = json.dumps({"id": 1, "html": page(1)}).encode() + b"\nno JSON\n"
    done = run_batch(source=source, cwd=tmp_path)
    assert json.loads(done.stdout)["text"] == extract(page(1)).text
    reject, said = done.stderr.splitlines()
    assert json.loads(reject)["record"] == 2
    assert said == b"cleaner: of 2 records 1 was rejected and 0 could not be cleaned; see above"
    assert done.returncode == 1
    assert tree(tmp_path) == {}


def test_standard_input_may_go_to_a_folder_and_rejects_to_a_file(tmp_path: Path) -> None:
    source = json.dumps({"id": 1, "html": page(1)}).encode() + b"\nno JSON\n"
    run_batch("-", "-o", "out", source=source, cwd=tmp_path)
    assert rows(tmp_path / "out" / "stdin.jsonl")[0]["id"] == 1
    done = run_batch("--rejects", "rejects", source=source, cwd=tmp_path)
    assert done.stderr.count(b"\n") == 1
    assert rows(tmp_path / "rejects")[0]["record"] == 2


def test_a_run_with_nothing_to_complain_of_is_silent_and_succeeds(tmp_path: Path) -> None:
    write_lines(tmp_path / "in.jsonl", [{"html": page(1)}])
    done = run_batch("in.jsonl", "-o", "out", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_repairs_that_are_named_are_done_and_stand_in_the_manifest(tmp_path: Path) -> None:
    text = "The “bridge” over the old canal was opened on Monday morning, and the cafÃ© beside it, too."
    write_lines(tmp_path / "in.jsonl", [{"text": text}])
    for names in ("quotes,entities", "entities,quotes"):
        done = run_batch("in.jsonl", "-o", names, "--repair", names, cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, b"")
        (row,) = map(json.loads, (tmp_path / names / "in.jsonl").read_text("utf-8").splitlines())
        assert row["text"] == text.replace("“", '"').replace("”", '"')
        manifest = json.loads((tmp_path / names / "manifest.json").read_text("utf-8"))
        assert manifest["plan"]["configuration"]["repair"] == ["entities", "quotes"]


def test_no_column_steers_a_terminal_or_breaks_a_line(tmp_path: Path) -> None:
    note = "\x1b[31m \x9b2J \x7f \u202eleft\u2066 \u2028 \x85 <b>"
    write_lines(tmp_path / "in.jsonl", [{"html": page(1), "note": note}])
    done = run_batch("in.jsonl", cwd=tmp_path)
    (line,) = done.stdout.decode().splitlines()
    assert line.isprintable()
    assert json.loads(line)["note"] == note


def test_the_log_is_lines_of_json(tmp_path: Path) -> None:
    write_lines(tmp_path / "in.jsonl", [{"html": page(1)}])
    done = run_batch("in.jsonl", "-o", "out", "--log", "json", cwd=tmp_path)
    (end,) = map(json.loads, done.stderr.splitlines())
    assert (end["event"], end["records"], end["rejects"], end["share_read"]) == ("end", 1, 0, 1.0)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-", "-o", "out", "--resume"], b"--resume needs --output and inputs that can be read again"),
        (["in.jsonl", "--to", "parquet"], b"--to parquet needs --output"),
        (["in.jsonl", "-o", "out", "--rejects", "x"], b"--rejects is for rows on standard output"),
        (["in.jsonl", "-j", "0"], b"a number from 1, not 0"),
        (["in.jsonl", "--time-limit", "0"], b"a number above 0, not 0"),
        (["in.jsonl", "--ignore", "no/such-rule"], b"no/such-rule"),
        (["in.jsonl", "--encoding", "klingon"], b"klingon"),
        (["in.jsonl", "--repair", "spelling"], b"unknown repair 'spelling'"),
    ],
)
def test_wrong_use_is_said_before_anything_is_done(
    arguments: list[str], message: bytes, tmp_path: Path
) -> None:
    done = run_batch(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert message in done.stderr
    assert tree(tmp_path) == {}


def test_all_processors_work_where_the_system_does_not_say_which(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 3)
    assert workers_of(Namespace(workers=None, engine="local")) == 3


def test_standard_input_may_be_a_socket() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall(json.dumps({"html": page(1)}).encode() + b"\n")
        ours.shutdown(socket.SHUT_WR)
        done = run_batch("-", "-j", "1", stdin=theirs.fileno())
    assert (done.returncode, done.stderr) == (0, b"")
    assert "was opened" in json.loads(done.stdout)["text"]


def test_a_table_without_documents_and_without_rows_gives_no_file(tmp_path: Path) -> None:
    pq.write_table(pa.table({"a": pa.array([], pa.int64())}), tmp_path / "none.parquet")
    run(tmp_path, "none.parquet")
    assert "none.parquet" not in tree(tmp_path / "out")


def test_what_parquet_cannot_hold_is_text(tmp_path: Path) -> None:
    deep: object = 1
    for _ in range(400):
        deep = [deep]
    rows = [
        {"html": page(1), "empty": {}, "deep": deep, "inner": [{"x": {}}], "half\ud800": 1},
        {"html": page(2), "empty": {}, "deep": None, "inner": [], "half\ud800": 2},
    ]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    run(tmp_path, "in.jsonl", target="parquet")
    table = pq.read_table(tmp_path / "out" / "in.parquet")
    assert table.column("empty").to_pylist() == ["{}", "{}"]
    assert table.column("inner").to_pylist() == ['[{"x": {}}]', "[]"]
    assert table.column("deep").to_pylist() == [json.dumps(deep), None]
    assert table.column("half\ufffd").to_pylist() == [1, 2]


def test_a_run_without_records_says_so(tmp_path: Path) -> None:
    done = run_batch(source=b"\n\n", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"cleaner: -: no records are in it\n")
