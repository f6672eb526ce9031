"""`cleaner diff`: two outputs, two configurations, two rule files."""

from __future__ import annotations

import gzip
import io
import json
import sys
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.cli import main
from cleaner.compare.changes import change_of, paired
from cleaner.compare.record import Judged, Record, record_of_article, record_of_row
from cleaner.compare.render import render_change
from cleaner.pipeline import extract
from cleaner.render.json import render_json
from cleaner.render.visible import width

FERRY = """\
The ferry ran aground on Monday, the harbour master said, and nobody on board was hurt when it did.

A tug from Pellworth pulled it free at noon, to the cheers of some sixty people who stood on the quay.

Tide tables: see page 14

The company wants to sail again on Thursday, if the divers find the hull as sound as the captain says.
"""
BRIDGE = FERRY.replace("ferry", "bridge").replace("Tide tables: see page 14\n\n", "")

RULES = """
[[rule]]
name = "tide-tables"
label = "promo"
pattern = '^tide tables: see page \\d+$'
why = "The Courier's pointer to its back page, alone in its block; prose would go on."
hits = ["Tide tables: see page 14"]
"""

EMPTY_RULES = RULES.replace("tide tables", "nothing of the kind").replace(
    "Tide tables", "Nothing of the kind"
)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder, the current one, with two documents and two rule files."""
    files = {"ferry.txt": FERRY, "bridge.txt": BRIDGE, "old.toml": EMPTY_RULES, "new.toml": RULES}
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def output(path: Path, *names: str, rules: str | None = None) -> str:
    """Write the output of a run over documents, and return its name."""
    options = ["--rules", rules] if rules else []
    assert main([*names, *options, "--format", "json", "-o", str(path)]) == 0
    return str(path)


def said(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    """Return what the command prints."""
    capsys.readouterr()
    assert main(["diff", *arguments]) == status
    return capsys.readouterr().out


def test_two_rule_files_are_run_over_the_same_inputs(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert desk
    told = said(capsys, "old.toml", "new.toml", "ferry.txt", "bridge.txt")
    assert "ferry.txt: 0 words more, 5 fewer" in told
    assert "  - Tide tables: see page 14\n" in told
    assert "at 205 “Tide tables: see page 14”: " in told
    assert "→ promo/tide-tables" in told
    assert "bridge.txt" not in told
    assert "1 of 2 documents differ in text, 0 in labels alone" in told


def test_outputs_of_two_versions_are_compared_as_they_are(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = output(desk / "old.jsonl", "ferry.txt", "bridge.txt")
    new = output(desk / "new.jsonl", "bridge.txt", "ferry.txt", rules="new.toml")
    told = said(capsys, old, new)
    assert "ferry.txt: 0 words more, 5 fewer" in told
    assert "→ promo/tide-tables" in told
    assert "1 of 2 documents differ in text" in told


def test_an_output_is_compared_with_the_program_as_it_is(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = output(desk / "old.jsonl", "ferry.txt", rules="new.toml")
    assert "  + Tide tables: see page 14\n" in said(capsys, old, "default", "ferry.txt")


def test_a_configuration_is_settings_by_their_names(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / "strict.toml").write_text('threshold = 0.999\nrules = ["new.toml"]\n', "utf-8")
    told = said(capsys, "default", "strict.toml", "ferry.txt")
    assert "fewer" in told
    assert "promo/tide-tables" in told


def test_a_configuration_names_the_repairs_that_are_done(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (desk / "entities.toml").write_text('repair = ["entities"]\n', "utf-8")
    (desk / "broken.txt").write_text(FERRY.replace("The", "Itâ€™s the", 1), "utf-8")
    assert "1 of 1 document differs in text" in said(capsys, "default", "entities.toml", "broken.txt")


def test_an_output_damaged_in_the_middle_fails_in_one_line(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    packed = bytearray(gzip.compress(b'{"text": "x"}\n' * 1000))
    packed[20:30] = b"\xff" * 10
    (desk / "broken.jsonl.gz").write_bytes(packed)
    assert main(["diff", "broken.jsonl.gz", output(desk / "good.jsonl", "ferry.txt")]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_the_same_on_both_sides_is_no_change(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert desk
    told = said(capsys, "default", "default", "ferry.txt", "bridge.txt", "--check")
    assert told == "0 of 2 documents differ in text, 0 in labels alone\n"


def test_check_fails_on_a_change(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert desk
    said(capsys, "old.toml", "new.toml", "ferry.txt", "--check", status=1)


def test_a_difference_of_labels_alone_is_counted_apart(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (desk / "other.toml").write_text(RULES.replace("promo", "legal").replace("tide-tables", "tides"), "utf-8")
    told = said(capsys, "new.toml", "other.toml", "ferry.txt")
    assert "ferry.txt: labels" in told
    assert "promo/tide-tables → legal/tides" in told
    assert "0 of 1 document differs in text, 1 in labels alone" in told


def test_json_is_a_line_for_each_document_that_changes(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert desk
    (line,) = said(capsys, "old.toml", "new.toml", "ferry.txt", "bridge.txt", "--format", "json").splitlines()
    record = json.loads(line)
    assert record["document"] == "ferry.txt"
    assert record["removed"] == ["Tide tables: see page 14"]
    assert record["added"] == []
    assert record["blocks"][0]["new"] == {"label": "promo", "rule": "promo/tide-tables", "cut": False}


def test_a_document_of_one_output_only_is_named(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    both = output(desk / "both.jsonl", "ferry.txt", "bridge.txt")
    one = output(desk / "one.jsonl", "bridge.txt")
    told = said(capsys, both, one)
    assert "ferry.txt: in the old output only" in told
    assert "1 document in the old output only" in told


def test_rows_of_a_batch_are_read_from_json_gzip_parquet_and_folders(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    rows = [
        {"id": number, "text": f"Text {number}.", "confidence": 0.5, "removed": [], "error": None}
        for number in range(5)
    ]
    (desk / "run").mkdir()
    with gzip.open(desk / "run" / "part-0.jsonl.gz", "wt", encoding="utf-8") as part:
        part.writelines(json.dumps(row) + "\n" for row in rows[:3])
    (desk / "run" / "part-1.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows[3:]), "utf-8")
    for name in ("manifest.json", "rejects.jsonl", "summary.json"):
        (desk / "run" / name).write_text('{"no": "row"}\n', "utf-8")
    rows[4]["text"] = "Another."
    rows[4]["removed"] = [{"label": "ad", "rule": "ad/label", "start": 0, "end": 5}]
    parquet.write_table(pyarrow.Table.from_pylist(rows), desk / "run.parquet")
    told = said(capsys, "run", "run.parquet")
    assert "1 of 5 documents differ in text" in told
    assert "4: 1 word more, 2 fewer" in told
    assert "at 0: kept, or no such block → ad/label" in told


@pytest.mark.parametrize("name", ["a.jsonl.zst", "a.NDJSON", "a.ndjson.gz", "a.json.zst", "a.pq"])
def test_all_that_a_batch_writes_is_read_again_and_none_left_out(
    name: str, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    zstandard = pytest.importorskip("zstandard")
    pyarrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    row = {"id": "1", "text": "One."}
    for folder in ("old", "new"):
        path = desk / folder / name
        path.parent.mkdir()
        (path.parent / "b.jsonl").write_text(json.dumps({"id": "2", "text": "Two."}), "utf-8")
        line = json.dumps({**row, "text": f"{folder}."}).encode()
        if name.endswith(".pq"):
            parquet.write_table(pyarrow.Table.from_pylist([json.loads(line)]), path)
        else:
            packed = {
                "zst": zstandard.compress(line[:9]) + zstandard.compress(line[9:]),
                "gz": gzip.compress(line),
            }
            path.write_bytes(packed.get(path.suffix[1:], line))
    assert "1 of 2 documents differ in text" in said(capsys, "old", "new")
    assert "1 of 1 document differs in text" in said(capsys, f"old/{name}", f"new/{name}")


def test_a_damaged_zst_file_fails_in_one_line(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    zstandard = pytest.importorskip("zstandard")
    good = output(desk / "good.jsonl", "ferry.txt")
    whole = zstandard.compress((desk / "good.jsonl").read_bytes())
    for broken in (whole[: len(whole) // 2], b"no zstd"):
        (desk / "broken.jsonl.zst").write_bytes(broken)
        assert main(["diff", "broken.jsonl.zst", good]) == 1
        (line,) = capsys.readouterr().err.splitlines()
        assert line.startswith("cleaner: broken.jsonl.zst: ")


def test_standard_input_is_read_once_for_both_sides(
    desk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert desk
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(FERRY.encode())))
    assert "1 of 1 document differs in text" in said(capsys, "old.toml", "new.toml", "-")


def test_an_input_that_fails_is_named_once_and_the_others_are_compared(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert desk
    assert main(["diff", "old.toml", "new.toml", "nowhere.txt", "ferry.txt"]) == 1
    told = capsys.readouterr()
    assert told.err.count("nowhere.txt") == 1
    assert "1 of 1 document differs in text" in told.out


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("{", "Expecting"),
        ("[1]", "no article"),
        ('{"title": "x"}', "no 'text'"),
        ('{"text": "1", "removed": [{}]}', "label"),
        ('{"text": 5}', "no string"),
        ("[" * 100_000, "recursion"),
    ],
)
def test_an_output_that_is_none_fails_in_one_line(
    content: str, what: str, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (desk / "broken.jsonl").write_text(content, "utf-8")
    good = output(desk / "good.jsonl", "ferry.txt")
    assert main(["diff", "broken.jsonl", good]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert what in line or "start" in line
    assert line.startswith("cleaner: broken.jsonl: ")


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["old.toml", "new.toml"], "has to be run over inputs"),
        (["a.jsonl", "a.jsonl", "ferry.txt"], "inputs have no effect"),
        (["nowhere.jsonl", "a.jsonl"], "no such file"),
        (["ferry.txt", "a.jsonl"], "ends in"),
        (["empty", "a.jsonl"], "no file in it"),
        (["wrong.toml", "default", "ferry.txt"], "did you mean 'threshold'?"),
        (["type.toml", "default", "ferry.txt"], "'repair' is true or false, not 'yes'"),
        (["list.toml", "default", "ferry.txt"], "'ignore' is a list of strings"),
        (["number.toml", "default", "ferry.txt"], "'threshold' is a number, not True"),
        (["furniture.toml", "default", "ferry.txt"], "'furniture' is a string, not 3"),
        (["nowhere.toml", "default", "ferry.txt"], "nowhere.parquet"),
        (["repairs.toml", "default", "ferry.txt"], "no repair is called 'everything'"),
        (["unknown.toml", "default", "ferry.txt"], "no rule that can be ignored is called 'promo/nothing'"),
        (["broken.toml", "default", "ferry.txt"], "broken.toml"),
        (["badrule.toml", "default", "ferry.txt"], "'why' is missing"),
        (["default"], "NEW"),
        (["a.jsonl", "a.jsonl", "--summary", "--format", "json"], "--summary is for a reader"),
    ],
)
def test_wrong_use_says_what_is_wrong(
    arguments: list[str], what: str, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output(desk / "a.jsonl", "ferry.txt")
    (desk / "empty").mkdir()
    contents = {
        "wrong": "treshold = 0.5",
        "type": 'repair = "yes"',
        "list": 'ignore = "promo/x"',
        "number": "threshold = true",
        "furniture": "furniture = 3",
        "nowhere": 'furniture = "nowhere.parquet"',
        "repairs": 'repair = ["everything"]',
        "unknown": 'ignore = ["promo/nothing"]',
        "broken": "threshold = ",
        "badrule": '[[rule]]\nname = "x"\nlabel = "ad"\nphrases = ["x"]\nhits = ["x"]',
    }
    for name, content in contents.items():
        (desk / f"{name}.toml").write_text(content, "utf-8")
    with pytest.raises(SystemExit) as exit_:
        main(["diff", *arguments])
    assert exit_.value.code == 2
    assert what in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["default", "mine.toml", "--summary", "ferry.txt"],
        ["default", "--summary", "mine.toml", "--", "-ferry.txt"],
        ["--summary", "--", "default", "mine.toml", "-ferry.txt"],
    ],
)
def test_options_may_stand_anywhere_and_inputs_be_called_anything(
    desk: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    (desk / "mine.toml").write_text("threshold = 0.5", "utf-8")
    (desk / "-ferry.txt").write_text(FERRY, "utf-8")
    (desk / "ferry.txt").write_text(FERRY, "utf-8")
    assert main(["diff", *arguments]) == 0
    assert "1 document" in capsys.readouterr().out


def test_an_article_and_its_json_are_the_same_record() -> None:
    article = extract(
        "Breaking news\n\n" + FERRY + "\nCar 9 stopped. Story continues below advertisement The crew left."
    )
    assert record_of_row(json.loads(render_json(article, source="x")), 1) == record_of_article(
        "x", article
    )._replace(confidence=round(article.confidence, 4))


KEYS = st.lists(st.sampled_from("abc"), max_size=8)


@given(KEYS, KEYS)
def test_every_document_is_in_one_pair_and_pairs_are_of_one_key(old: list[str], new: list[str]) -> None:
    sides = [
        [Record(key, f"{side}{number}") for number, key in enumerate(keys)]
        for side, keys in enumerate((old, new))
    ]
    pairs = list(paired(*sides))
    for side in (0, 1):
        assert sorted(pair[side].text for pair in pairs if pair[side]) == sorted(
            record.text for record in sides[side]
        )  # type: ignore[union-attr]
    for key in "abc":
        mine = [pair for pair in pairs if any(record and record.key == key for record in pair)]
        assert len(mine) == max(old.count(key), new.count(key))
        assert all(record is None or record.key == key for pair in mine for record in pair)


def test_paragraphs_that_repeat_are_compared_in_bounded_time() -> None:
    old, new = "\n".join(["same"] * 4000), "\n".join((["same"] * 3 + ["other"]) * 1000)
    started = process_time()
    change = change_of((Record("k", old, 0.5, None, None), Record("k", new, 0.5, None, None)))
    assert change is not None
    assert [paragraph.text for paragraph in change.paragraphs if paragraph.added] == ["other"] * 1000
    assert process_time() - started < 20  # cubic, it takes half an hour


TEXTS = st.lists(st.sampled_from(["One line.", "Two.", "橋 " * 60, "\x1b[2J", "word " * 50]), max_size=5)


@given(TEXTS, TEXTS)
def test_a_change_tells_what_came_and_went_in_eighty_columns(old: list[str], new: list[str]) -> None:
    blocks = tuple(Judged(0, 5, "ad", "ad/\x1blabel", text) for text in old)
    change = change_of(
        (Record("k", "\n\n".join(old), 0.5, None, blocks), Record("k", "\n\n".join(new), 0.5, None, ()))
    )
    if change is None:
        assert old == new == []
        return
    before = [line for line in old if line.strip()]
    gone = [paragraph.text for paragraph in change.paragraphs if not paragraph.added]
    came = [paragraph.text for paragraph in change.paragraphs if paragraph.added]
    assert len(before) - len(gone) + len(came) == len(new)
    told = render_change(change)
    assert "\x1b" not in told
    assert all(width(line) <= 80 for line in told.splitlines())
