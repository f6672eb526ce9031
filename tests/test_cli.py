"""The command line, run in this process, and where it matters as a command of its own."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Any

import pytest
from handmade import article

from cleaner import cli, pipeline
from cleaner.cli import main
from cleaner.fetch import Fetched, FetchError

STORY = [
    "The bridge over the river will stay shut until June, the mayor of Ulm said on Monday.",
    "Engineers found cracks in three of its eleven pillars when they inspected it in spring.",
    "Boats may pass below it, but cars have to take the long way round through the old town.",
    "The repair will cost nine million euros, of which the state of Baden pays a little more than half.",
]
PAGE = f"""\
<html lang=en><head><title>Bridge shut</title></head><body>
<nav><ul><li><a href=/>Home</a></li><li><a href=/w>World</a></li></ul></nav>
<main><article><h1>Bridge shut</h1>
{"".join(f"<p>{line}</p>" for line in STORY)}
<p>See <a href="/plan">the plan of the works</a> that the town council published on Tuesday, it is long.</p>
</article></main><footer><a href=/legal>Imprint</a></footer></body></html>
"""
RULES = """\
[[rule]]
name = "boats"
label = "promo"
pattern = '^boats may pass'
why = "A test."
hits = ["Boats may pass."]
"""


@pytest.fixture
def page(tmp_path: Path) -> str:
    """Return the path of a page."""
    path = tmp_path / "page.html"
    path.write_text(PAGE, "utf-8")
    return str(path)


@pytest.fixture
def empty(tmp_path: Path) -> str:
    """Return the path of a file in which there is nothing."""
    path = tmp_path / "empty.html"
    path.write_bytes(b"  \n")
    return str(path)


@pytest.fixture
def rules(tmp_path: Path) -> str:
    """Return the path of a rule file."""
    path = tmp_path / "mine.toml"
    path.write_text(RULES, "utf-8")
    return str(path)


class Terminal(io.TextIOWrapper):
    """A standard output that says it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def misuse(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Return what is said about wrong arguments, which print nothing and exit with 2."""
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    said = capsys.readouterr()
    assert said.out == ""
    return said.err


def command_line(*arguments: str, **options: Any) -> subprocess.CompletedProcess[bytes]:  # noqa: ANN401 - passed on
    """Run Python as a user does."""
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "timeout": 60, **options}
    return subprocess.run([sys.executable, *arguments], check=False, **options)  # noqa: S603 - our own program


def command(*arguments: str, **options: Any) -> subprocess.CompletedProcess[bytes]:  # noqa: ANN401 - passed on
    """Run the command as a user does."""
    return command_line("-m", "cleaner", *arguments, **options)


# -- what is printed -------------------------------------------------------------------------------------


def test_the_text_of_a_page_goes_to_standard_output(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([page]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert said.out.startswith(f"{STORY[0]}\n\n{STORY[1]}\n")
    assert "Home" not in said.out
    assert said.out.endswith("long.\n")


@pytest.mark.parametrize("arguments", [[], ["-"]])
def test_standard_input_is_read(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PAGE.encode())))
    assert main(arguments) == 0
    assert STORY[0] in capsys.readouterr().out


def test_options_may_stand_anywhere(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([page, "--format", "json", page, "--kind", "html"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_what_follows_two_dashes_is_an_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "-o").write_text(PAGE, "utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["--kind", "html", "--", "-o"]) == 0
    assert STORY[0] in capsys.readouterr().out


def test_several_articles_are_separated_by_a_form_feed(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    main([page])
    alone = capsys.readouterr().out
    assert main([page, page]) == 0
    assert capsys.readouterr().out == f"{alone}\n\f\n{alone}"


def test_labels_are_kept_on_request(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--with", "title,byline", "--with", "comments", page]) == 0
    assert capsys.readouterr().out.startswith(f"Bridge shut\n\n{STORY[0]}")


def test_markdown_has_links_on_request(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--format", "markdown", page]) == 0
    assert "See the plan of the works that" in capsys.readouterr().out
    assert main(["--format", "markdown", "--links", page]) == 0
    assert "See [the plan of the works](/plan) that" in capsys.readouterr().out


def test_json_is_one_line_an_input_and_names_it(
    page: str, empty: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--format", "json", page, empty, "nowhere.html"]) == 1
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [record["source"] for record in records] == [page, empty]
    assert records[0]["text"].startswith(STORY[0])
    assert records[1]["problem"]


def test_the_text_in_json_has_what_is_kept_on_request(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--format", "json", "--with", "title", page]) == 0
    assert json.loads(capsys.readouterr().out)["text"].startswith("Bridge shut\n\n")


def test_the_explanation_replaces_the_text(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--explain", page]) == 0
    told = capsys.readouterr().out
    assert "- navigation  " in told
    assert "label         " in told
    assert "\x1b" not in told


def test_explanations_of_several_inputs_are_named(
    page: str, empty: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--explain", page, empty]) == 1
    first, second = capsys.readouterr().out.split("\n\f\n")
    assert first.startswith(f"{page}: html")
    assert second.startswith(f"{empty}: ")


def test_a_file_is_written(page: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "out.txt"
    assert main([page, "-o", str(target)]) == 0
    assert target.read_bytes().startswith(STORY[0].encode())
    assert capsys.readouterr().out == ""


def test_a_file_is_not_written_over_its_own_input(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "--output would overwrite its own input" in misuse(capsys, "x.html", page, "-o", page)
    assert Path(page).read_text("utf-8") == PAGE


def test_a_file_is_untouched_when_there_is_nothing_to_write(empty: str, tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    target.write_text("before")
    assert main([empty, "-o", str(target)]) == 1
    assert target.read_text() == "before"


def test_settings_reach_the_pipeline(page: str, rules: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    monkeypatch.setattr(pipeline.Cleaner, "__init__", lambda _, config: seen.append(config))
    monkeypatch.setattr(pipeline.Cleaner, "extract", lambda *_, **options: seen.append(options) or article())
    given = [
        "--threshold",
        "0.3",
        "--no-repair",
        "--rules",
        rules,
        "--ignore",
        "ad/a,ad/b",
        "--ignore",
        "ad/c",
    ]
    assert main([*given, "--kind", "text", "--encoding", "koi8-r", page]) == 1
    config, options = seen
    assert (config.threshold, config.repair, config.rules) == (0.3, False, (Path(rules),))
    assert config.ignore == {"ad/a", "ad/b", "ad/c"}
    assert options == {"kind": "text", "encoding": "koi8-r", "hint": None, "url": None}


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ([], "The ﬁrst “bridge” & the café"),
        (["--repair", "ligatures"], "The first “bridge” &amp; the cafÃ©"),
        (["--repair", "mojibake, quotes"], 'The ﬁrst "bridge" &amp; the café'),
        (["--no-repair"], "The ﬁrst “bridge” &amp; the cafÃ©"),
    ],
)
def test_what_is_named_is_repaired_and_nothing_else(
    options: list[str], text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    end = " behind it were opened by the mayor on Monday morning."
    source = tmp_path / "story.txt"
    source.write_text(f"The ﬁrst “bridge” &amp; the cafÃ©{end}", "utf-8")
    assert main([*options, str(source)]) == 0
    assert capsys.readouterr().out == f"{text}{end}\n"


def test_rules_of_ones_own_decide_first(page: str, rules: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--rules", rules, page]) == 0
    assert STORY[2] not in capsys.readouterr().out
    assert main(["--rules", rules, "--ignore", "promo/boats", page]) == 0
    assert STORY[2] in capsys.readouterr().out


def test_a_url_is_fetched_with_its_charset(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    source = PAGE.replace("Ulm", "Tübingen").encode("iso-8859-15")
    fetched = Fetched(source, "https://example.org/last", "iso-8859-15")
    monkeypatch.setattr("cleaner.fetch.fetch", lambda _: fetched)
    assert main(["--format", "json", "HTTPS://example.org/first"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert "Tübingen" in record["text"]
    assert record["url"] == "https://example.org/last"


# -- what fails ------------------------------------------------------------------------------------------


def test_an_input_without_an_article_is_told_in_one_line(
    page: str, empty: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([empty, page]) == 1
    said = capsys.readouterr()
    assert said.err.startswith(f"cleaner: {empty}: ")
    assert said.err.count("\n") == 1
    assert said.out.startswith(STORY[0])


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nowhere.html", "No such file or directory"),
        (".", "is a directory"),
        ("a\0b", "null"),
        ("gopher://example.org/1", "http and https"),
        ("x\x1b[2J\nx", "No such file or directory"),
    ],
)
def test_an_input_that_cannot_be_read_is_told_in_one_line(
    name: str, said: str, page: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([name, page]) == 1
    told = capsys.readouterr()
    assert said in told.err
    assert told.err.startswith("cleaner: ")
    assert told.err.count("\n") == 1
    assert "\x1b" not in told.err
    assert STORY[0] in told.out


@pytest.mark.parametrize(
    ("name", "content", "status", "said"),
    [
        (
            "pages.jsonl",
            b'{"html": "<p>A story of the harbour.</p>"}',
            0,
            "was cleaned as one document; cleaner batch",
        ),
        (
            "pages.csv",
            b"html\nA story of the harbour, she said.\n",
            0,
            "was cleaned as one document; cleaner batch",
        ),
        ("page.html.gz", b"\x1f\x8b\x08", 1, "a gzip file, not text; cleaner batch reads packed files"),
        (
            "crawl.warc.gz",
            b"\x1f\x8b\x08",
            1,
            "a gzip file, not text; cleaner batch cleans each of its documents",
        ),
        ("pages.parquet", b"PAR1\0\0\0", 1, "cleaner batch cleans each of its documents"),
    ],
)
def test_what_a_batch_would_read_is_told(
    name: str, content: bytes, status: int, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_bytes(content)
    assert main([str(tmp_path / name)]) == status
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line


def test_an_address_without_its_scheme_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["www.gazette.example/pier"]) == 1
    assert "No such file or directory; an address begins with https://" in capsys.readouterr().err


def test_a_file_without_permission_is_told(
    page: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert main([page]) == 1
    assert capsys.readouterr().err == f"cleaner: {page}: Permission denied\n"


def test_a_page_that_cannot_be_fetched_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_: str) -> Fetched:
        raise FetchError("status", "404 Not Found")

    monkeypatch.setattr("cleaner.fetch.fetch", fail)
    assert main(["https://example.org/"]) == 1
    assert capsys.readouterr().err == "cleaner: https://example.org/: status: 404 Not Found\n"


def test_a_fault_of_ours_is_no_traceback_and_the_others_go_on(
    page: str, empty: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    work = pipeline.Cleaner.extract

    def fail(self: pipeline.Cleaner, source: bytes, **options: str) -> object:
        if not source.strip():
            raise ZeroDivisionError("one\ntwo")
        return work(self, source, **options)

    monkeypatch.setattr(pipeline.Cleaner, "extract", fail)
    assert main([empty, page]) == 1
    said = capsys.readouterr()
    assert (
        said.err == f"cleaner: {empty}: cannot be cleaned, please report this: ZeroDivisionError: one two\n"
    )
    assert STORY[0] in said.out


def test_a_target_that_cannot_be_written_is_told(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([page, "-o", "/nowhere/out.txt"]) == 1
    assert capsys.readouterr().err == "cleaner: /nowhere/out.txt: No such file or directory\n"


def test_a_copy_that_is_not_installed_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr("importlib.metadata.version", missing)
    assert main(["--version"]) == 1
    assert "article-cleaner is not installed, and so its version is not known" in capsys.readouterr().err


def test_an_interrupt_ends_quietly(
    page: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline.Cleaner, "extract", interrupt)
    assert main([page]) == 130
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("stream", ["stdin", "stdout"])
def test_closed_streams_are_told(
    stream: str, page: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, stream, None)
    assert main(["-" if stream == "stdin" else page]) == 1
    assert f"standard {'input' if stream == 'stdin' else 'output'} is closed" in capsys.readouterr().err
    if stream == "stdout":
        assert main(["rules"]) == 1
        assert main(["--version"]) == 1


# -- wrong use -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--fromat", "json"], "--fromat"),
        (["--form", "json"], "--form"),
        (["--format", "yaml"], "yaml"),
        (
            ["--with", "title,photos"],
            "unknown label 'photos' (choose from title, byline, dateline, caption, credit",
        ),
        (["--kind", "pdf"], "pdf"),
        (["--repair", "quotes,spelling"], "unknown repair 'spelling' (choose from entities, mojibake, liga"),
        (["--repair", ","], "no repair is named"),
        (["--repair", "quotes", "--no-repair"], "not allowed with argument"),
        (["--encoding", "klingon"], "klingon"),
        (["--threshold", "2"], "0 to 1"),
        (["--threshold", "nan"], "0 to 1"),
        (["--threshold", "many"], "--threshold: a number from 0 to 1, not many"),
        (["--ignore", "promo/nothing"], "promo/nothing"),
        (
            ["--ignore", "context/title"],
            "no rule that can be ignored is called 'context/title'; cleaner rules lists them",
        ),
        (["--ignore", "promo/newsleter-signup"], "did you mean 'promo/newsletter-signup'"),
        ([""], "the name of an input is empty"),
        (["batch", ""], "the name of an input is empty"),
        (["--rules", "nowhere.toml"], "nowhere.toml"),
        (["--engine", "other"], "other"),
        (["-o", ""], "argument -o/--output: the name is empty"),
        (["-o", "-"], 'argument -o/--output: "-" names no file'),
        (["--rules", ""], "argument --rules: the name is empty"),
        (["--furniture", ""], "argument --furniture: the name is empty"),
        (["--links"], "--links needs"),
        (["--url", "https://gazette.example", "other.html"], "--url is the address of one document"),
        (["--metadata"], "--metadata needs"),
        (["--explain", "--format", "markdown"], "--explain"),
        (["--explain", "--with", "title"], "--explain"),
        (["--with", ""], "no label is named"),
        (["--ignore", " ,"], "no rule is named"),
        (["batch", "-j", "abc"], "-j/--workers: a number from 1, not abc"),
        (["batch", "-j", "²"], "-j/--workers: a number from 1, not ²"),
        (["batch", "--time-limit", "inf"], "--time-limit: a number above 0, not inf"),
        (["batch", "--time-limit", "abc"], "--time-limit: a number above 0, not abc"),
        (["learn", "-o", "x", "-j", "1.5"], "-j/--workers: a number from 1, not 1.5"),
        (["rules", "promo/nothing"], "promo/nothing"),
        (["rules", "--rules", "nowhere.toml"], "nowhere.toml"),
        (["rules", "a", "b"], "b"),
    ],
)
def test_wrong_use_exits_with_2_and_says_what_is_wrong(
    arguments: list[str], said: str, page: str, capsys: pytest.CaptureFixture[str]
) -> None:
    inputs = [] if arguments[0] == "rules" else [page]
    assert said in misuse(capsys, *arguments, *inputs)


@pytest.mark.parametrize("option", ["-o", "--report", "--rejects"])
@pytest.mark.parametrize("name", ["", "-"])
def test_a_batch_needs_names_for_what_it_writes(
    option: str, name: str, page: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert option in misuse(capsys, "batch", page, option, name)


@pytest.mark.parametrize("option", ["--report", "--rejects"])
def test_a_batch_writes_over_none_of_its_inputs(
    option: str, page: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = tmp_path / "in.jsonl"
    lines.write_text(json.dumps({"text": STORY[0]}), "utf-8")
    for inputs, target in (([page], page), ([str(lines)], str(lines)), ([str(tmp_path)], page)):
        assert "would overwrite its own input" in misuse(capsys, "batch", *inputs, option, target)
    assert Path(page).read_text("utf-8") == PAGE


def test_a_pattern_that_does_not_close_is_wrong_use(
    page: str, rules: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(rules).write_text(RULES.replace("^boats may pass", r"boats may \Qpass"), "utf-8")
    assert r"\Q needs its \E" in misuse(capsys, "--rules", rules, page)


def test_a_broken_rule_file_is_wrong_use(page: str, rules: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path(rules).write_text(RULES.replace("why", "wyh"), "utf-8")
    assert "wyh" in misuse(capsys, "--rules", rules, page)


def test_no_input_at_a_terminal_is_wrong_use(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(io.BytesIO()))
    assert "no input" in misuse(capsys)


def test_what_needs_trafilatura_says_so(
    page: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    assert "pip install" in misuse(capsys, "--engine", "trafilatura", page)
    assert "pip install" in misuse(capsys, "--metadata", "--format", "json", page)


@pytest.mark.parametrize(
    ("arguments", "extra"),
    [
        (["--furniture", "f.parquet"], "furniture"),
        (["--report", "r.html"], "report"),
        (["batch", "--furniture", "f.parquet"], "furniture"),
        (["batch", "-o", "clean", "--learn"], "furniture"),
        (["batch", "-o", "clean", "--to", "parquet"], "batch"),
        (["batch", "--report", "r.html"], "report"),
        (["learn", "-o", "f.parquet"], "furniture"),
    ],
)
def test_what_needs_an_extra_says_which_before_anything_is_done(
    arguments: list[str],
    extra: str,
    page: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = sorted(tmp_path.rglob("*"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    assert f"pip install 'article-cleaner[{extra}]'" in misuse(capsys, *arguments, page)
    assert sorted(tmp_path.rglob("*")) == before


# -- a terminal ------------------------------------------------------------------------------------------


def on_terminal(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> str:
    """Return what a terminal is sent."""
    terminal = Terminal(io.BytesIO())
    monkeypatch.setattr(sys, "stdout", terminal)
    main(arguments)
    return terminal.buffer.getvalue().decode()  # type: ignore[attr-defined]


def test_a_terminal_gets_colour_unless_it_does_not_want_it(
    page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[" in on_terminal(monkeypatch, "--explain", page)
    monkeypatch.setenv("TERM", "dumb")
    assert "\x1b[" not in on_terminal(monkeypatch, "--explain", page)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in on_terminal(monkeypatch, "--explain", page)


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_a_page_cannot_steer_the_terminal(form: str, page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"cleaner.render.{form}.render_{form}", lambda *_, **__: "a\x1b[2J\nb")
    assert on_terminal(monkeypatch, "--format", form, page) == "a␛[2J\nb\n"


# -- cleaner rules ---------------------------------------------------------------------------------------


def test_the_rules_are_listed_and_shown(rules: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "--rules", rules]) == 0
    head, *listed = capsys.readouterr().out.splitlines()
    assert head.split() == ["rule", "languages", "fired", "right", "why"]
    assert any(line.split()[:2] == ["promo/boats", "any"] for line in listed)
    assert any(line.startswith("structure/") for line in listed)
    for line in listed:
        assert main(["rules", line.split()[0], "--rules", rules]) == 0
        assert capsys.readouterr().out.startswith(f"id         {line.split()[0]}\n")


def test_a_rule_of_context_is_shown_by_the_id_that_verdicts_have(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "context/after-head"]) == 0
    id_, decides, why, measured = capsys.readouterr().out.splitlines()
    assert id_ == "id         context/after-head"
    assert decides == "decides    by what stands around a block, after all other rules and the scorer"
    assert why.startswith("why        Follows a line that heads a part")
    assert measured.startswith("measured   fired ")
    assert "did you mean 'context/after-head' or" in misuse(capsys, "rules", "context/after-heads")


def test_a_file_named_rules_is_read_by_its_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "rules").write_text(PAGE, "utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["./rules"]) == 0
    assert STORY[0] in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [["batch", "-j", "1", "--", "-in.jsonl"], ["learn", "-j", "1", "-o", "f.parquet", "--", "-in.jsonl"]],
)
def test_behind_two_dashes_stand_inputs_of_any_name(
    arguments: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    (tmp_path / "-in.jsonl").write_text(json.dumps({"html": PAGE, "url": "https://a.example/"}), "utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 0
    assert capfdbinary.readouterr().err == b""


# -- as a command ----------------------------------------------------------------------------------------


def test_output_is_utf8_whatever_the_locale() -> None:
    page = PAGE.replace("Ulm", "Tübingen").encode()
    for setting in (
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ):
        done = command(input=page, env={**os.environ, **setting})
        assert (done.returncode, done.stderr) == (0, b"")
        assert "Tübingen".encode() in done.stdout
        assert not done.stdout.startswith(b"\xef\xbb\xbf")


def test_a_reader_that_has_enough_ends_it_quietly(page: str) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as pipe:
        done = command(page, page, stdout=pipe)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_failure_of_which_nobody_hears_is_one_all_the_same(page: str) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as pipe:
        assert command(page, "nowhere.html", stderr=pipe).returncode == 1
        assert command("--no-such-option", stderr=pipe).returncode != 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_told_in_one_line(page: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = command(page, stdout=full)
    assert done.returncode == 1
    assert done.stderr == f"cleaner: {page}: standard output: No space left on device\n".encode()


def test_help_and_version_start_at_once() -> None:
    heavy = {"ssl", "http.client", "importlib.metadata", "trafilatura"}
    program = "import sys, cleaner.cli, cleaner.commands.clean; print(*sys.modules)"
    done = command_line("-c", program)
    assert not heavy & set(done.stdout.decode().split())
    assert command("--version").stdout.startswith(b"cleaner 0.")
    told = command("--help").stdout.decode()
    assert "exit status" in told
    named = told[told.index("A file named") :].partition(" is read")[0]
    for name in cli._COMMANDS:
        assert f'"cleaner {name}' in told
        assert name in named


def test_help_fits_a_terminal() -> None:
    told = command("--help", env={**os.environ, "COLUMNS": "80"}).stdout.decode()
    assert max(map(len, told.splitlines())) <= 80


def test_a_page_is_cleaned_without_what_only_other_runs_need(page: str) -> None:
    needless = {"difflib", "hashlib", "importlib.resources", "tempfile", "tomllib", "ftfy", "pyarrow", "ssl"}
    program = f"import sys; from cleaner.cli import main; main([{page!r}]); print(); print(*sys.modules)"
    done = command_line("-c", program)
    assert not needless & set(done.stdout.decode().splitlines()[-1].split())


def test_only_a_process_of_its_own_is_set_up(page: str) -> None:
    program = f"""
import gc, os, sys
from cleaner import cli
def state(): return gc.get_threshold(), os.environ.get("OPENBLAS_NUM_THREADS")
before = state()
assert cli.main([{page!r}]) == 0
assert state() == before
sys.argv = ["cleaner", {page!r}, "nowhere.html"]
cli.run()
print("a process that had ended by then would not come here")
"""
    environment = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    done = command_line("-c", program, env=environment)
    assert done.returncode == 1
    assert done.stdout.decode().count("The bridge over the river") == 2
    assert b"would not come here" not in done.stdout
    assert done.stderr.startswith(b"cleaner: nowhere.html: No such file")
