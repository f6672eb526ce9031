"""`cleaner batch --report`: the page tells what the manifest counts, however often the run was broken off."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from support import fixture_cases

from cleaner.cli import main
from cleaner.report.summary import RunSummary


@pytest.fixture
def shard(tmp_path: Path) -> Path:
    """Return a shard of some documents, one that is null, and a line that is no record."""
    path = tmp_path / "in.jsonl"
    cases = [case for case in fixture_cases() if case.encoding == "utf-8"][:6]
    rows = [
        {"id": case.slug, "url": f"https://{case.slug}.example/", "html": case.source.read_text("utf-8")}
        for case in cases
    ]
    lines = [json.dumps(row) for row in [*rows, {"id": "gone", "html": None}]]
    path.write_text("\n".join([*lines, "no record"]) + "\n", "utf-8")
    return path


def run(shard: Path, output: Path, *options: str) -> tuple[str, dict[str, object], dict[str, object]]:
    """Return the report, the manifest's totals and the summary of a run."""
    page = output.with_suffix(".html")
    assert main(["batch", str(shard), "-o", str(output), "-j", "1", "--report", str(page), *options]) == 1
    manifest = json.loads((output / "manifest.json").read_text("utf-8"))
    summary = json.loads((output / "summary.json").read_text("utf-8"))
    return page.read_text("utf-8"), manifest["total"], summary


def test_the_report_tells_what_the_manifest_counts(shard: Path, tmp_path: Path) -> None:
    page, total, record = run(shard, tmp_path / "out")
    summary = RunSummary.from_record(record)
    assert summary.documents == total["records"] == 8
    assert summary.rejected == 2
    counted = {
        (label, rule): count for label, rules in total["removed"].items() for rule, count in rules.items()
    }  # type: ignore[attr-defined]
    assert dict(summary.rules) == counted
    assert summary.after == total["kept_characters"]
    assert re.search(r"<strong>8</strong> documents", page)
    assert "the document is null" in page
    assert "not JSON" in page
    assert set(summary.hosts.sums) == {"", *(f"{least.name}.example" for least in summary.least)}


def test_parts_and_a_second_look_give_the_same_report(shard: Path, tmp_path: Path) -> None:
    whole, _, record = run(shard, tmp_path / "out")
    _, _, in_parts = run(shard, tmp_path / "parts", "--part-records", "2")
    assert in_parts == record
    again, _, _ = run(shard, tmp_path / "out", "--resume")
    assert again == whole


def test_settings_that_are_off_or_zero_are_told_and_the_standard_ones_are_not(
    shard: Path, tmp_path: Path
) -> None:
    page, _, _ = run(shard, tmp_path / "out", "--no-repair", "--threshold", "0")
    standard, _, _ = run(shard, tmp_path / "standard")
    for name in ("repair", "threshold"):
        assert f">{name}<" in page
        assert f">{name}<" not in standard


def test_without_a_report_nothing_is_summed_up(shard: Path, tmp_path: Path) -> None:
    assert main(["batch", str(shard), "-o", str(tmp_path / "out"), "-j", "1"]) == 1
    assert not (tmp_path / "out" / "summary.json").exists()


def test_a_run_without_documents_has_a_summary_too(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text("", "utf-8")
    report, output = tmp_path / "report.html", tmp_path / "out"
    assert main(["batch", str(tmp_path / "in.jsonl"), "-o", str(output), "--report", str(report)]) == 0
    assert json.loads((output / "summary.json").read_text("utf-8")) == RunSummary().record()


def test_what_cannot_be_read_is_in_the_report_of_rows_on_standard_output(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    (tmp_path / "in.csv").write_text("id,text\n1\n2,two,three\n", "utf-8")
    pages = []
    for output in ([], ["-o", str(tmp_path / "out")]):
        page = tmp_path / "report.html"
        assert main(["batch", str(tmp_path / "in.csv"), *output, "-j", "1", "--report", str(page)]) == 1
        pages.append(page.read_text("utf-8").replace("out", "standard output"))
    assert capsysbinary.readouterr()
    assert "the row has … columns" in pages[0]
    assert pages[0].count("the row has") == pages[1].count("the row has")
