"""How a batch ends when nobody reads what it says, or there is no room for it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from batch_support import page

from cleaner.cli import main


@pytest.fixture
def nobody() -> Iterator[int]:
    """Return a pipe that nobody reads."""
    read, write = os.pipe()
    os.close(read)
    yield write
    os.close(write)


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    """Return the path of some records, one of which is none."""
    path = tmp_path / "in.jsonl"
    records = [json.dumps({"html": page(number)}) for number in range(3)]
    path.write_text("\n".join([*records, "{not JSON", ""]))
    return path


def batch(*arguments: object, **streams: int) -> subprocess.CompletedProcess[bytes]:
    """Return what `cleaner batch` did with these standard streams, the others of which are read."""
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "cleaner", "batch", *map(str, arguments), "-j", "1"],
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams},  # type: ignore[call-overload]
        check=False,
        timeout=60,
    )


def test_a_run_whose_log_nobody_reads_is_done_all_the_same(lines: Path, tmp_path: Path, nobody: int) -> None:
    done = batch(lines, "-o", tmp_path / "out", "--log", "json", stderr=nobody)
    assert done.returncode == 1
    assert json.loads((tmp_path / "out" / "manifest.json").read_text())["total"]["rows"] == 3


def test_a_run_whose_rows_nobody_reads_ended_early(lines: Path, nobody: int) -> None:
    done = batch(lines, stdout=nobody)
    assert done.returncode == 1
    assert done.stderr == b"cleaner: the run ended early: nobody reads standard output any more\n"


def test_a_run_whose_rejects_nobody_reads_has_failed(lines: Path, nobody: int) -> None:
    assert batch(lines, stderr=nobody).returncode == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_rejects_for_which_there_is_no_room_are_told_in_one_line(lines: Path) -> None:
    done = batch(lines, "--rejects", "/dev/full")
    assert done.returncode == 1
    assert done.stderr == b"cleaner: /dev/full: No space left on device\n"


def test_a_run_that_is_interrupted_says_how_to_go_on(
    lines: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("cleaner.batch.local.run_local", interrupt)
    assert main(["batch", str(lines), "-o", str(tmp_path / "out")]) == 130
    assert capsys.readouterr().err.endswith(
        "interrupted; what is whole stays, and --resume goes on with it\n"
    )


def test_a_run_over_tables_without_the_package_for_them_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in.parquet").write_bytes(b"PAR1")
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(SystemExit):
        main(["batch", str(tmp_path), "-o", str(tmp_path / "out")])
    assert "pyarrow is not installed; pip install 'article-cleaner[batch]'" in capsys.readouterr().err


ADDRESS = "is an address; name the column that holds them"
NO_COLUMNS = "names a column; pages, texts and WARC have none"


@pytest.mark.parametrize(
    ("command", "option", "value", "reason"),
    [
        ("batch", "--url", "https://gazette.example", ADDRESS),
        ("learn", "--url", "https://gazette.example", ADDRESS),
        ("batch", "--id", "key", NO_COLUMNS),
        ("batch", "--document", "html", NO_COLUMNS),
        ("learn", "--document", "html", NO_COLUMNS),
    ],
)
def test_columns_of_inputs_that_have_none_are_refused(
    command: str, option: str, value: str, reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "one.html").write_text("<p>A page.")
    with pytest.raises(SystemExit):
        main([command, str(tmp_path), "-o", str(tmp_path / "out"), option, value])
    assert reason in capsys.readouterr().err


@pytest.mark.parametrize("command", ["batch", "learn"])
def test_an_encoding_of_inputs_that_are_utf_8_is_refused(
    command: str, lines: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main([command, str(lines), "-o", str(tmp_path / "out"), "--encoding", "latin-1"])
    assert "JSON Lines and CSV are UTF-8" in capsys.readouterr().err


def test_the_place_of_the_rejects_is_told_as_it_is(lines: Path, tmp_path: Path) -> None:
    done = batch(lines, "-o", f"{tmp_path}/out/")
    assert f"see {tmp_path}/out/rejects.jsonl and".encode() in done.stderr
