"""`cleaner learn`, `cleaner --furniture` and `cleaner batch --learn`."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from furniture_support import PLEDGE, story, text_page

from cleaner.cli import main
from cleaner.furniture.store import Furniture

NEW = text_page(story("new"), below=[PLEDGE])


@pytest.fixture
def crawl(tmp_path: Path) -> Path:
    """Return a file with pages of a site, and one document that nobody knows the site of."""
    pages = [
        {"url": f"https://gazette.example/{number}", "text": text_page(story(number), below=[PLEDGE])}
        for number in range(6)
    ]
    path = tmp_path / "crawl.jsonl"
    path.write_text("".join(json.dumps(page) + "\n" for page in [*pages, {"text": NEW}]), "utf-8")
    return path


def test_what_is_learned_cleans_the_next_page(
    crawl: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output, page = tmp_path / "furniture.parquet", tmp_path / "new.txt"
    page.write_text(NEW, "utf-8")
    assert main(["learn", str(crawl), "-o", str(output), "-j", "1"]) == 0
    assert "nothing was learned from 1 of 7 documents: nobody knows their site" in capsys.readouterr().err
    assert main([str(page), "--furniture", str(output), "--url", "https://gazette.example/new"]) == 0
    assert capsys.readouterr() == ("\n\n".join(story("new")) + "\n", "")
    assert main([str(page), "--furniture", str(output)]) == 0
    told = capsys.readouterr()
    assert PLEDGE in told.out
    assert told.err.startswith(f"cleaner: {page}: {output} decided nothing; it is used where")


def test_a_batch_says_whether_furniture_removed_nothing(
    crawl: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    output, strange = tmp_path / "furniture.parquet", tmp_path / "strange.jsonl"
    assert main(["learn", str(crawl), "-o", str(output), "-j", "1"]) == 0
    strange.write_text(json.dumps({"url": "https://courier.example/1", "text": NEW}) + "\n", "utf-8")
    said = []
    for source in (crawl, strange):
        capfdbinary.readouterr()
        assert main(["batch", str(source), "--furniture", str(output), "-j", "1"]) == 0
        said.append(capfdbinary.readouterr().err)
    assert said[0] == b""
    assert said[1].startswith(f"cleaner: {output}: removed nothing; it is used where the URL".encode())


def test_a_run_that_is_told_to_end_leaves_no_temporary_files(tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    command = [sys.executable, "-m", "cleaner", "learn", "-", "-o", str(tmp_path / "furniture.parquet")]
    environment = {**os.environ, "TMPDIR": str(temporary)}
    running = subprocess.Popen(command, stdin=subprocess.PIPE, env=environment)  # noqa: S603 - our own module
    while not any(temporary.iterdir()) and running.poll() is None:
        time.sleep(0.02)
    running.send_signal(signal.SIGTERM)
    running.communicate(timeout=60)
    assert running.returncode == 128 + signal.SIGTERM
    assert not any(temporary.iterdir())


def test_an_update_adds_to_the_file(crawl: Path, tmp_path: Path) -> None:
    output, more = tmp_path / "furniture.parquet", tmp_path / "more.jsonl"
    more.write_text(json.dumps({"url": "https://courier.example/1", "text": NEW}) + "\n", "utf-8")
    main(["learn", str(crawl), "-o", str(output), "-j", "1"])
    assert main(["learn", str(more), "-o", str(output), "-j", "1", "--update"]) == 0
    assert sorted(Furniture.read(output)) == ["courier.example", "gazette.example"]
    assert main(["learn", str(more), "-o", str(output), "-j", "1"]) == 0
    assert sorted(Furniture.read(output)) == ["courier.example"]


def test_a_batch_learns_first_and_then_cleans(crawl: Path, tmp_path: Path) -> None:
    output = tmp_path / "clean"
    assert main(["batch", str(crawl), "-o", str(output), "--learn", "-j", "1"]) == 0
    rows = [json.loads(line) for line in (output / "crawl.jsonl").read_text("utf-8").splitlines()]
    assert [PLEDGE in row["text"] for row in rows] == [False] * 6 + [True]
    assert any(removed["rule"] == "furniture/gazette.example" for removed in rows[0]["removed"])
    manifest = json.loads((output / "manifest.json").read_text("utf-8"))
    used = manifest["plan"]["configuration"]["furniture"]
    assert used["path"] == f"{output}.furniture.parquet"
    assert len(used["sha256"]) == 64


def test_documents_without_sites_teach_nothing_and_the_command_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "lost.jsonl"
    path.write_text(json.dumps({"text": NEW}) + "\n", "utf-8")
    assert main(["learn", str(path), "-o", str(tmp_path / "f.parquet"), "-j", "1"]) == 1
    assert "nobody knows their site" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["learn", "crawl.jsonl"], "required: -o/--output"),
        (["learn", "crawl.jsonl", "-o", ""], "the name is empty"),
        (["learn", "crawl.jsonl", "-o", "f.parquet", "-j", "0"], "--workers: a number from 1, not 0"),
        (["learn", "crawl.jsonl", "-o", "f.parquet", "--encoding", "klingon"], "klingon"),
        (["page.html", "--furniture", "missing.parquet"], "missing.parquet: "),
        (["batch", "crawl.jsonl", "--furniture", "missing.parquet"], "missing.parquet: "),
        (["batch", "-", "-o", "clean", "--learn"], "--learn needs inputs that can be read twice"),
        (["batch", "crawl.jsonl", "--learn"], "--learn needs inputs that can be read twice"),
    ],
)
def test_wrong_use_is_said(arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert message in capsys.readouterr().err


def test_a_file_that_is_no_furniture_is_not_updated(
    crawl: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "f.parquet"
    output.write_text("mine")
    with pytest.raises(SystemExit):
        main(["learn", str(crawl), "-o", str(output), "-j", "1", "--update"])
    assert "no Parquet file" in capsys.readouterr().err
    assert output.read_text() == "mine"


@pytest.mark.parametrize(
    ("output", "message"),
    [
        ("no/f.parquet", "no/f.parquet: No such file"),
        (".", ".: it is a folder; name a file"),
        ("/dev/null", "/dev/null: it is no file"),
    ],
)
def test_an_output_that_cannot_be_written_is_said_before_anything_is_read(
    output: str,
    message: str,
    crawl: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def read(*_: object) -> None:
        raise AssertionError("it was read")

    monkeypatch.setattr("cleaner.furniture.crawl.run_stream", read)
    monkeypatch.chdir(tmp_path)
    assert main(["learn", str(crawl), "-o", output, "-j", "1"]) == 1
    assert message in capsys.readouterr().err
    assert [each.name for each in tmp_path.iterdir()] == [crawl.name]


def test_the_first_inputs_that_are_not_read_are_named_with_the_reason(
    crawl: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "misspelt.jsonl"
    with crawl.open("a", encoding="utf-8") as file:
        file.write('not JSON\n{"text": null}\nnor this\n')
    output = tmp_path / "furniture.parquet"
    assert main(["learn", str(missing), str(crawl), "-o", str(output), "-j", "1"]) == 1
    said = [line for line in capsys.readouterr().err.splitlines() if "nobody knows" not in line]
    assert len(said) == 4
    assert "misspelt.jsonl: cannot be read: No such file or directory" in said[0]
    assert "crawl.jsonl: record 8: not JSON: " in said[1]
    assert "crawl.jsonl: record" in said[2]
    assert said[3].endswith("4 of 11 records were not read")


def test_learning_nothing_leaves_what_was_learned(crawl: Path, tmp_path: Path) -> None:
    output, lost = tmp_path / "furniture.parquet", tmp_path / "lost.jsonl"
    lost.write_text(json.dumps({"text": NEW}) + "\n", "utf-8")
    assert main(["learn", str(crawl), "-o", str(output), "-j", "1"]) == 0
    before = output.read_bytes()
    assert main(["learn", str(lost), "-o", str(output), "-j", "1"]) == 1
    assert output.read_bytes() == before
    assert main(["batch", str(lost), "-o", str(tmp_path / "clean"), "--learn", "-j", "1"]) == 0
    manifest = json.loads((tmp_path / "clean" / "manifest.json").read_text("utf-8"))
    assert manifest["plan"]["configuration"]["furniture"] is None


def test_a_run_that_is_refused_learns_nothing(crawl: Path, tmp_path: Path) -> None:
    output = tmp_path / "clean"
    assert main(["batch", str(crawl), "-o", str(output), "--learn", "-j", "1"]) == 0
    learned = output.with_suffix(".furniture.parquet")
    learned.write_bytes(b"kept")
    with pytest.raises(SystemExit, match="2"):
        main(["batch", str(crawl), "-o", str(output), "--learn", "-j", "1"])
    assert learned.read_bytes() == b"kept"


def test_what_is_learned_below_the_input_is_no_input(crawl: Path, tmp_path: Path) -> None:
    assert crawl.exists()
    for _ in range(2):
        assert (
            main(["batch", str(tmp_path), "-o", str(tmp_path / "clean"), "--learn", "-j", "1", "--resume"])
            == 0
        )


def test_learning_does_not_overwrite_what_it_learns_from(
    crawl: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = crawl.read_bytes()
    for inputs in ([str(crawl)], [str(tmp_path)], [str(tmp_path / "*.jsonl")]):
        for arguments in (["learn", "-o", str(crawl)], ["batch", "--learn", "--furniture", str(crawl)]):
            with pytest.raises(SystemExit, match="2"):
                main([*arguments, *inputs, "-j", "1"])
            assert "would overwrite its own input" in capsys.readouterr().err
    assert crawl.read_bytes() == before


def test_furniture_below_the_input_is_not_learned_from(
    crawl: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert crawl.exists()
    output = tmp_path / "furniture.parquet"
    learned = []
    for update in ([], ["--update"], []):
        assert main(["learn", str(tmp_path), "-o", str(output), "-j", "1", *update]) == 0
        assert "1 of 7 documents" in capsys.readouterr().err
        learned.append(output.read_bytes())
    assert learned[0] == learned[2]
