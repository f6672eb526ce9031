"""A record that costs its worker, or that can be read but not be written, is told by its number."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Mapping
from pathlib import Path

import pytest
from batch_support import run_batch

from cleaner.batch.cleaning import Piece, record_of
from cleaner.batch.inputs import shards
from cleaner.batch.items import Line, Rows
from cleaner.batch.local import run_stream
from cleaner.batch.plan import Run
from cleaner.batch.pool import Pool
from cleaner.batch.progress import Progress
from cleaner.batch.tally import Tally
from cleaner.batch.tasks import Begin
from cleaner.batch.worker import Limits


class Deadly:
    """A handler whose worker dies of the document "die", whatever is asked of it."""

    def run(self, payload: list[Line], span: range, _: Mapping[int, str], begin: Begin) -> Piece:
        """Count the documents `span`."""
        for number in span:
            begin(number)
            if payload[number].data == b"die\n":
                os.kill(os.getpid(), signal.SIGKILL)
        return Piece(b"", [], Tally(rows=len(span)))


def test_a_record_that_nobody_could_touch_is_told_by_its_number(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text("a\ndie\nc\n")
    rejects: list[bytes] = []
    run = Run(shards=shards([str(tmp_path / "in.jsonl")], "jsonl", None))
    total = run_stream(
        run, lambda _: None, rejects.append, Progress(None, None), lambda *_: Pool(Deadly(), 1, Limits())
    )
    assert (total.rows, total.rejects) == (2, 1)
    (reject,) = map(json.loads, rejects)
    assert reject["record"] == 2
    assert reject["reason"].endswith("workers died on it, the last one by signal 9")


def test_a_row_of_a_table_is_told_by_its_number() -> None:
    assert record_of(Rows(501, b"", arrow=True), 3) == 504


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_a_record_that_could_be_read_but_not_written_is_rejected_alone(form: str, tmp_path: Path) -> None:
    records = [
        f'{{"text": "A sentence stands here.", "deep": {"[" * depth}NaN{"]" * depth}}}\n'
        for depth in (1, 400, 401, 900, 990, 5000)
    ]
    (tmp_path / "in.jsonl").write_text("".join(records))
    done = run_batch(tmp_path / "in.jsonl", "-o", tmp_path / "out", "-j", 1, "--to", form)
    assert b"of 6 records 4 were rejected" in done.stderr
    rejects = [json.loads(line) for line in (tmp_path / "out" / "rejects.jsonl").read_bytes().splitlines()]
    assert [reject["record"] for reject in rejects] == [3, 4, 5, 6]
    assert {reject["reason"] for reject in rejects} == {"JSON that is nested too deeply"}
