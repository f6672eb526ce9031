"""Faults on purpose: workers and runs killed, a full disk, inputs that are not there, two runs in one place."""

from __future__ import annotations

import errno
import gzip
import json
import os
import random
import shlex
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from batch_support import page, run_batch, start_batch, tree
from support import ROOT

sys.path.insert(0, str(ROOT / "benchmarks"))

from crawl_of_faults import verified, write_crawl

from cleaner import Cleaner
from cleaner.batch.inputs import shards
from cleaner.batch.local import run_local
from cleaner.batch.plan import Run
from cleaner.batch.pool import Pool
from cleaner.batch.progress import Progress
from cleaner.batch.store import Store, StoreError
from cleaner.batch.tally import Tally
from cleaner.batch.worker import Limits

PART = 25
MOMENTS = 10


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with three shards of different formats and some bad records."""
    folder = tmp_path_factory.mktemp("crawl")
    lines = [json.dumps({"id": number, "html": page(number)}).encode() + b"\n" for number in range(150)]
    lines[70:70] = [b"{not JSON\n", b"[1, 2]\n"]
    (folder / "lines.jsonl.gz").write_bytes(
        gzip.compress(b"".join(lines[:100]), mtime=0) + gzip.compress(b"".join(lines[100:]), mtime=0)[:-2000]
    )
    rows = [{"url": f"https://example.org/{number}", "html": page(number)} for number in range(150)]
    pq.write_table(pa.Table.from_pylist(rows), folder / "table.parquet", row_group_size=40)
    (folder / "pages").mkdir()
    for number in range(60):
        (folder / "pages" / f"{number:03}.html").write_text(page(number))
    return folder


@pytest.fixture(scope="module")
def undisturbed(crawl: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return every file of a run with one worker that nothing disturbed."""
    output = tmp_path_factory.mktemp("undisturbed") / "out"
    done = run_batch(crawl, "-o", output, "-j", 1, "--part-records", PART)
    assert done.returncode == 1, done.stderr
    files = tree(output)
    assert len(files) > 12
    return files


def test_two_workers_write_the_same_bytes_as_one(
    crawl: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    run_batch(crawl, "-o", tmp_path / "out", "-j", 2, "--part-records", PART)
    assert tree(tmp_path / "out") == undisturbed


def test_workers_killed_at_random_change_no_byte(
    crawl: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    killed: list[int] = []
    chosen = random.Random(1)  # noqa: S311 - the same moments each time
    progress = _Counted()

    def kill(pool: Pool) -> None:
        # By what was done and not by the clock alone: on a busy machine, no worker would ever get anywhere.
        while not progress.is_over.wait(chosen.uniform(0, 0.2)):
            wanted = progress.documents + chosen.randint(1, 40)
            for process in pool.at_work[: chosen.randint(1, 2)]:
                os.kill(process, signal.SIGKILL)
                killed.append(process)
            while progress.documents < wanted and not progress.is_over.wait(0.02):
                pass

    def watch(pool: Pool) -> None:
        threading.Thread(target=kill, args=(pool,)).start()

    run = Run(shards=shards([str(crawl)], "same", tmp_path / "out"), workers=2, part_records=PART)
    try:
        run_local(run, tmp_path / "out", progress, watch)
    finally:
        progress.is_over.set()
    assert len(killed) > 2
    assert tree(tmp_path / "out") == undisturbed


class _Counted(Progress):
    """Progress that is only counted."""

    def __init__(self) -> None:
        super().__init__(None, None)
        self.documents = 0
        self.is_over = threading.Event()

    def add(self, total: Tally, documents: int, size: int, share: float) -> None:
        super().add(total, documents, size, share)
        self.documents += documents


def test_a_run_killed_at_ten_random_moments_and_resumed_ends_with_the_same_bytes(
    crawl: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    chosen = random.Random(2)  # noqa: S311 - the same moments each time
    seen = set()
    killed = runs = 0
    output = tmp_path / "out0"
    while killed < MOMENTS:
        command = (crawl, "-o", output, "-j", 2, "--part-records", PART, "--resume")
        process = start_batch(*command)
        parts_before = len(list(output.glob(".cleaner/parts/*.json")))
        # Moments are counted in parts as well as in seconds: on a slow machine, all seconds may be too early.
        wanted = parts_before + chosen.randint(0, 1)
        while process.poll() is None and len(list(output.glob(".cleaner/parts/*.json"))) < wanted:
            time.sleep(0.01)
        time.sleep(chosen.uniform(0, 0.3))
        process.kill()
        process.communicate()
        if (
            output / "manifest.json"
        ).exists():  # a fast machine was done before: the next moments are another run's
            run_batch(*command)  # it may have died while it cleared up
            assert tree(output) == undisturbed
            runs += 1
            output = tmp_path / f"out{runs}"
        else:
            killed += 1
            seen.add(len(list(output.glob(".cleaner/parts/*.json"))))
    assert len(seen) > 1, "the moments were all the same"
    command = (crawl, "-o", output, "-j", 2, "--part-records", PART, "--resume")
    done = run_batch(*command)
    assert done.returncode == 1
    assert tree(output) == undisturbed
    again = run_batch(*command)
    assert (again.returncode, tree(output)) == (1, undisturbed)


def test_a_full_disk_ends_the_run_with_a_word_and_resume_ends_it_well(
    crawl: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    """A tmpfs of its own, in a mount namespace of its own, which ends with the script."""
    disk, kept = tmp_path / "disk", tmp_path / "kept"
    disk.mkdir()
    batch = shlex.join([sys.executable, "-m", "cleaner", "batch", str(crawl), "-o", f"{disk}/out", "-j", "2"])
    batch += f" --part-records {PART}"
    size = sum(map(len, undisturbed.values())) // 2 // 4096 * 4096
    script = f"""
        mount -t tmpfs -o size={size} tmpfs {disk} || exit 42
        {batch}; echo "status $?"
        {batch} --resume; echo "status $?"
        test -e {disk}/out/manifest.json && echo "too early"
        mount -o remount,size=64m {disk}
        {batch} --resume; echo "status $?"
        cp -r {disk}/out {kept}
    """
    inside = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--map-root-user"]), "sh", "-c", script]
    try:
        done = subprocess.run(  # noqa: S603 - the script above
            inside, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        pytest.skip("unshare (util-linux) is not installed, and only it can make a small disk")
    if done.returncode in (1, 42) and not done.stdout:
        pytest.skip(f"this system lets nobody mount a small disk: {done.stderr.strip()}")
    assert done.stdout.splitlines() == ["status 1", "status 1", "status 1"], done.stderr
    assert done.stderr.count("No space left on device; what is whole stays, and --resume goes on") == 2
    assert tree(kept) == undisturbed


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_write_that_fails_anywhere_leaves_whole_parts_and_can_be_resumed(
    call: str, crawl: Path, undisturbed: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "out"
    run = Run(shards=shards([str(crawl)], "same", output), part_records=PART, resume=True)
    owner: object = os if call == "fsync" else Path
    right = getattr(owner, call)
    calls: list[int] = []

    def fail_sometimes(*arguments: object) -> object:
        calls.append(1)
        if len(calls) % 31 == 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        return right(*arguments)

    failures = 0
    for _ in range(20):
        try:
            with monkeypatch.context() as patch:
                patch.setattr(owner, call, fail_sometimes)
                run_local(run, output, Progress(None, None))
            break
        except OSError as error:
            assert error.errno == errno.ENOSPC  # noqa: PT017 - others are not expected
            failures += 1
    assert failures
    assert tree(output) == undisturbed


def test_inputs_that_are_missing_or_unreadable_are_rejected_and_the_others_go_on(tmp_path: Path) -> None:
    (tmp_path / "good.jsonl").write_text(json.dumps({"html": page(1)}) + "\n")
    (tmp_path / "loop.jsonl").symlink_to(tmp_path / "loop.jsonl")
    (tmp_path / "broken.parquet").write_bytes(b"PAR1 and then nothing")
    (tmp_path / "cut.warc.gz").write_bytes(gzip.compress(b"WARC/1.0\r\n" * 100)[:20])
    (tmp_path / "slides.pptx").write_bytes(b"x")
    names = [
        "good.jsonl",
        "missing.jsonl",
        "loop.jsonl",
        "broken.parquet",
        "cut.warc.gz",
        "slides.pptx",
        "no*",
    ]
    done = run_batch(*names, "-o", "out", cwd=tmp_path)
    rejects = [json.loads(line) for line in (tmp_path / "out" / "rejects.jsonl").read_text().splitlines()]
    assert [reject["input"] for reject in rejects] == names[1:]
    assert rejects[0]["reason"] == "cannot be read: No such file or directory"
    assert "Parquet" in rejects[2]["reason"]
    assert done.returncode == 1
    assert b"of 7 records 6 were rejected and 0 could not be cleaned" in done.stderr
    assert sorted(tree(tmp_path / "out")) == ["good.jsonl", "manifest.json", "rejects.jsonl"]


def test_an_input_that_fails_while_it_is_read_is_rejected(tmp_path: Path) -> None:
    (tmp_path / "bad-disk.jsonl").symlink_to("/proc/self/mem")  # A file that opens, and cannot be read.
    done = run_batch("bad-disk.jsonl", "-o", "out", cwd=tmp_path)
    assert done.returncode == 1
    assert "cannot be read: Input/output error" in (tmp_path / "out" / "rejects.jsonl").read_text()


def test_two_runs_into_one_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "good.jsonl").write_text(json.dumps({"html": page(1)}) + "\n")
    with Store(tmp_path / "out", {}, resume=False):
        for more in ((), ("--resume",)):
            done = run_batch("good.jsonl", "-o", "out", *more, cwd=tmp_path)
            assert done.returncode == 2
            assert b"another run is writing to out; wait for it, or name another" in done.stderr
        with pytest.raises(StoreError, match="another run is writing"):
            Store(tmp_path / "out", {}, resume=True)


def test_a_thousand_documents_with_sixty_bad_ones_are_all_accounted_for(tmp_path: Path) -> None:
    folder = tmp_path / "crawl"
    folder.mkdir()
    large = [
        ("failed", "<p>" + "word " * 12_000_000),
        ("failed", "<p>A sentence of eight words stands in here.</p>" * 400_000),
    ]
    crawl = write_crawl(folder, [page(number, 2) for number in range(64)], 1000, 60, large)
    done = run_batch(folder, "-o", tmp_path / "out", "-j", 2, "--time-limit", 1)
    assert done.returncode == 1, done.stderr
    counts = verified(crawl, tmp_path / "out", Cleaner().clean)
    assert counts["records"] == 1000
    assert counts["rows"] + counts["rejected"] == 1000
    reasons = {row["error"] for row in _rows(tmp_path / "out" / "crawl" / "plain.jsonl") if row["error"]}
    assert any("allowed" in reason for reason in reasons)
    assert "took more than 1 s of processor time" in reasons


def _rows(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def test_limits_are_kept_in_a_run(tmp_path: Path) -> None:
    sizes = (1, 200_000, 2)
    rows = [{"id": size, "html": "<p>A sentence of eight words stands in here.</p>" * size} for size in sizes]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    run = Run(
        shards=shards([str(tmp_path / "in.jsonl")], "same", tmp_path / "out"), limits=Limits(60, 40 * 2**20)
    )
    total = run_local(run, tmp_path / "out", Progress(None, None))
    errors = [row["error"] for row in _rows(tmp_path / "out" / "in.jsonl")]
    assert errors[1] == "needs more than 41,943,040 bytes of memory"
    assert (total.rows, total.failed) == (3, 1)
