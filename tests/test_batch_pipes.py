"""Pipes among the inputs: what is found in a folder is not waited for, what is named is read."""

from __future__ import annotations

import json
import os
import signal
import time
from pathlib import Path

from batch_support import page, start_batch


def test_a_pipe_among_the_files_of_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    os.mkfifo(folder / "pipe.html")
    os.mkfifo(folder / "pipe.jsonl")
    (folder / "page.html").write_text(page(1))
    run = start_batch("in", "-o", "out", "-j", 1, cwd=tmp_path)
    assert run.wait(60) == 1
    rejects = [json.loads(line) for line in (tmp_path / "out" / "rejects.jsonl").read_text().splitlines()]
    assert [(reject["id"], reject["reason"]) for reject in rejects] == [
        ("pipe.html", "the file cannot be read: is no file"),
        (None, "is no file"),
    ]
    run.communicate()


def test_a_pipe_that_is_named_is_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jsonl")
    run = start_batch("pipe.jsonl", "-o", "out", "-j", 1, cwd=tmp_path)
    (tmp_path / "pipe.jsonl").write_text(json.dumps({"html": page(1)}) + "\n")
    assert run.wait(60) == 0
    run.communicate()


def test_a_run_that_waits_for_a_pipe_ends_when_it_is_told_to(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jsonl")
    run = start_batch("pipe.jsonl", "-o", "out", "-j", 1, cwd=tmp_path)
    while not (tmp_path / "out").exists() and run.poll() is None:
        time.sleep(0.05)
    time.sleep(0.5)
    run.terminate()
    assert run.wait(60) == 128 + signal.SIGTERM
    run.communicate()
