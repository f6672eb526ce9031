"""Parts: the same rows are the same bytes, in whatever pieces they come."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cleaner.batch import parts
from cleaner.batch.outputs import open_part

TABLE = pa.table(
    {
        "id": [None if number % 7 == 0 else f"{number}" for number in range(200)],
        "text": [f"A sentence, {number}. " * (number % 9) for number in range(200)],
        "label": pa.array([f"{number % 3}" for number in range(200)]).dictionary_encode(),
    }
)


def stream(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())


def written(folder: Path, name: str, pieces: list[bytes], *, arrow: bool) -> bytes:
    path = folder / "part"
    part = open_part(path, name, arrow=arrow, removed=True)
    for piece in pieces:
        part.write(piece)
    part.close()
    return path.read_bytes()


@pytest.mark.parametrize("each", [1, 13, 200])
def test_a_table_is_the_same_bytes_however_its_rows_arrive(
    each: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "GROUP_ROWS", 60)
    monkeypatch.setattr(parts, "GROUP_BYTES", 1000)
    whole = written(tmp_path, "x.parquet", [stream(TABLE)], arrow=True)
    pieces = [stream(TABLE.slice(first, each)) for first in range(0, 200, each)]
    assert written(tmp_path, "x.parquet", pieces, arrow=True) == whole
    table = pq.ParquetFile(tmp_path / "part")
    assert table.num_row_groups > 4
    assert table.read().column("text").to_pylist() == TABLE.column("text").to_pylist()


@pytest.mark.parametrize("name", ["x.jsonl", "x.jsonl.gz", "x.jsonl.zst", "x.parquet"])
def test_lines_are_the_same_bytes_however_they_arrive(name: str, tmp_path: Path) -> None:
    lines = [json.dumps({"id": number, "text": "x" * number}).encode() + b"\n" for number in range(200)]
    whole = written(tmp_path, name, [b"".join(lines)], arrow=False)
    assert written(tmp_path, name, lines, arrow=False) == whole
    assert [path.name for path in tmp_path.iterdir()] == ["part"]


def test_packed_lines_hold_no_time_and_no_name(tmp_path: Path) -> None:
    data = written(tmp_path, "x.jsonl.gz", [b"{}\n"], arrow=False)
    assert data[3:8] == bytes(5)
    assert gzip.decompress(data) == b"{}\n"


@pytest.mark.parametrize("name", ["x.jsonl.gz", "x.jsonl.zst", "x.parquet"])
def test_a_part_that_is_given_up_leaves_nothing_open(name: str, tmp_path: Path) -> None:
    for arrow in (True, False):
        part = open_part(tmp_path / "part", name, arrow=arrow, removed=True)
        part.write(stream(TABLE) if arrow and name == "x.parquet" else b"{}\n")
        part.abandon()
        part.abandon()
