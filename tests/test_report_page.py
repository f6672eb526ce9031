"""The report on one document, without a browser: what stands in it, and that nothing of the page gets out of it."""

from __future__ import annotations

import io
import json
import re
import zlib
from base64 import b64decode, b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest
from handmade import article, block
from hypothesis import given
from hypothesis import strategies as st
from reports import report_of
from support import Case, article_of, fixture_cases, judged

from cleaner import Config, extract
from cleaner.cli import main
from cleaner.decode import decode
from cleaner.document import Label, Repair, Verdict
from cleaner.render.decisions import decisions
from cleaner.report.blocks import LONG_RUN, SHOWN_OF_RUN, block_views
from cleaner.report.fixture import fixture_rows
from cleaner.report.page import _paragraphs, render_report
from cleaner.report.sketch import WIDTH, sketch
from cleaner.report.stub import stub_matchers
from cleaner.rules import load_rules
from cleaner.rules.catalogue import all_rules
from cleaner.split.dispatch import split
from cleaner.split.layout import Layout

PAGE = """<!doctype html><html lang="en"><title>Ferry aground</title><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<main><article><h1>Ferry aground</h1><p>By Ines Kallo</p>
<p>The ferry ran aground on Monday, the harbour master said, and nobody on board was hurt when it did.</p>
<p>A tug from Pellworth pulled it free at noon, to the cheers of some sixty people who stood on the quay.</p>
</article><aside><p>Most read</p><p>Old ferries, new masters</p></aside></main>
<footer><p>© 2024 The Courier</p></footer></body></html>"""


class Read(HTMLParser):
    """What a page of HTML holds, as a parser sees it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self._open = [""]
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag with its attributes."""
        self.tags.append((tag, dict(attrs)))
        if tag in ("style", "script"):
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Leave an element whose text is kept apart."""
        if tag == self._open[-1]:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """Keep a text by the element it stands in."""
        self.texts.setdefault(self._open[-1], []).append(data)


def data_of(page: str) -> dict[str, object]:
    """Return what the page's script is given."""
    (found,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    return dict(json.loads(found))


def test_the_policy_names_the_style_sheet_and_the_script_and_nothing_else() -> None:
    page = report_of(PAGE)
    read = Read(page)
    (policy,) = (
        attributes["content"]
        for tag, attributes in read.tags
        if attributes.get("http-equiv") == "Content-Security-Policy"
    )
    (style,) = read.texts["style"]
    script = read.texts["script"][-1]
    digests = [f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in (style, script)]
    rules = dict(rule.split(" ", 1) for rule in str(policy).split("; "))
    assert rules == {
        "default-src": "'none'",
        "style-src": digests[0],
        "script-src": digests[1],
        "base-uri": "'none'",
        "form-action": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }


def test_nothing_is_loaded_and_every_link_stays_in_the_page() -> None:
    read = Read(report_of(PAGE, url="https://example.org/story"))
    loading = [
        attributes[name]
        for _, attributes in read.tags
        for name in ("src", "href", "srcset", "action", "data")
        if name in attributes
    ]
    assert loading
    assert [address for address in loading if not str(address).startswith("#")] == []
    targets = {attributes["id"] for _, attributes in read.tags if "id" in attributes}
    assert {str(address)[1:] for address in loading} <= targets


@given(st.text(max_size=60), st.text(max_size=20))
def test_whatever_a_document_holds_makes_no_element(text: str, name: str) -> None:
    def shape(text: str, name: str) -> list[tuple[str, ...]]:
        verdicts = [
            Verdict(0, Label.PROMO, f"promo/{text}", text),
            Verdict(0, Label.AD, text or "x", text, span=(0, len(text))),
        ]
        made = article(
            (Label.BODY, block(text, path=text)),
            verdicts=verdicts,
            title=text or "x",
            byline=text or "x",
            metadata=((text, text),),
            repairs=[Repair(0, 1, text, text, text)],
            kind="text",
        )
        page = render_report(made, text or "x", name=name or "x")
        page.encode()
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", page)
        return [(tag, *sorted(attributes)) for tag, attributes in Read(page).tags]

    assert sorted(shape(text, name)) == sorted(shape("a" * len(text), "b"))


@pytest.mark.parametrize("case", fixture_cases(), ids=lambda case: case.slug)
def test_the_fixture_it_gives_has_the_rows_that_the_tests_read(case: Case) -> None:
    made = article_of(case)
    decoded = decode(case.source.read_bytes(), encoding=made.encoding).text
    rows = fixture_rows(made, decoded, decisions(len(made.blocks), made.verdicts))
    assert [(row.line, row.shown) for row in rows] == [
        (row.line, row.text) for row in judged(made, case.decoded)
    ]


TABLE = """\
The harbour master counted the boats on Monday, as he had done in every year since the great storm, he said.

| Place | Boats |
|---|---|
| Hallmouth | 31 |
| Estmark | 17 |

Half of them will be laid up for the winter, and nobody can tell how many of those will ever sail again.
"""


@pytest.mark.parametrize(
    "source", [TABLE, *(case.source.read_bytes() for case in fixture_cases())], ids=lambda _: ""
)
def test_the_clean_text_beside_the_document_is_the_text(source: str | bytes) -> None:
    made = extract(source, kind="markdown") if source is TABLE else extract(source)
    shown = ["".join(text for _, text in paragraph) for paragraph in _paragraphs(made)]
    assert "\n\n".join(shown) == made.text


STUBBED = [
    "► Read the full story",
    "Read more »",
    "← Back to overview",
    "- Two eggs, beaten",
    "Advertisement",
    "Newsletter signup",
    "Don’t miss: “Five things” — here",
    "12:30",
    "Cafe\u0301 am Hafen",
    "\u0130stanbul",
    f"» Lesen Sie auch, was der Hafenmeister sagte: {'Möwen und Fähren, ' * 9}und Nebel",
    f"Cafe\u0301 am Hafen {'Möwen ' * 40}",
    "日本語の記事です。" * 20,
]


@pytest.mark.parametrize("text", STUBBED)
def test_what_a_rule_stub_names_matches_the_block(text: str, tmp_path: Path) -> None:
    whole = text.strip()
    (matcher,) = stub_matchers([whole])
    assert matcher
    key, phrase = matcher
    lines = [
        "[[rule]]",
        'name = "mine-stub"',
        'label = "ad"',
        f"{key} = [{json.dumps(phrase)}]",
        "max_chars = 500",
        'why = "A test."',
        f"hits = [{json.dumps(whole)}]",
    ]
    (tmp_path / "stub.toml").write_text("\n".join(lines), "utf-8")
    assert load_rules([tmp_path / "stub.toml"]).rules[0].id == "ad/mine-stub"


@pytest.mark.parametrize("text", ["***", "★★★★☆", "|", "→", "…", "(Opens in new tab)", "", "· " * 60])
def test_a_block_of_which_rules_see_nothing_gets_no_stub(text: str) -> None:
    assert list(stub_matchers([text.strip(), "Fog"])) == [None, ("phrases", "Fog")]


def test_no_built_in_rule_is_called_as_stubs_are() -> None:
    assert [rule.id for rule in all_rules() if rule.id.partition("/")[2].startswith("mine-")] == []


def test_the_source_comes_back_to_the_byte() -> None:
    source = "Über die Fähre.\r\nSie fuhr auf Grund, sagte der Kapitän.".encode("windows-1252")
    data = data_of(report_of(source))
    assert zlib.decompress(b64decode(str(data["source"]))) == source
    assert data["encoding"] == "windows-1252"
    text = "Über die Fähre."
    assert zlib.decompress(b64decode(str(data_of(report_of(text))["source"]))) == text.encode()


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Ferry aground!", "ferry-aground"),
        ("橋", "document"),
        ("../../etc/passwd", "etc-passwd"),
        ("a" * 99, "a" * 40),
        ("one two three four five six seven eight nine ten", "one-two-three-four-five-six-seven-eight"),
    ],
)
def test_the_fixture_has_a_name_that_any_file_system_takes(title: str, slug: str) -> None:
    made = article((Label.BODY, "x"), title=title)
    assert data_of(render_report(made, "x"))["slug"] == slug


def test_blocks_of_a_long_run_are_folded_but_the_first() -> None:
    entries = (
        [(Label.NAVIGATION, "Home")] * LONG_RUN
        + [(Label.BODY, "Text.")]
        + [(Label.NAVIGATION, "Legal")] * (LONG_RUN - 1)
    )
    made = article(*entries)
    views = block_views(made, decisions(len(made.blocks), made.verdicts))
    assert [view.folded for view in views] == [False] * SHOWN_OF_RUN + [True] * (LONG_RUN - SHOWN_OF_RUN) + [
        False
    ] * LONG_RUN
    assert [view.folds for view in views if view.folds] == [LONG_RUN - SHOWN_OF_RUN]
    assert [view.again for view in views[:3]] == [False, True, True]


def test_a_run_of_kept_blocks_is_never_folded() -> None:
    made = article(*[(Label.BODY, "Text.")] * 50)
    assert not any(view.folded or view.again for view in block_views(made, decisions(50, made.verdicts)))


def test_overlapping_cuts_lose_and_repeat_nothing() -> None:
    cuts = [Verdict(0, Label.AD, "ad/x", span=span) for span in ((2, 6), (4, 8), (0, 1), (9, 10))]
    made = article((Label.BODY, "0123456789"), verdicts=cuts)
    (view,) = block_views(made, decisions(1, made.verdicts))
    assert "".join(piece.text for piece in view.pieces) == "0123456789"
    assert "".join(piece.text for piece in view.pieces if piece.cut is None) == "18"


def test_the_sketch_puts_what_is_beside_the_story_beside_it() -> None:
    layout, _ = split(PAGE, "html", Config())
    boxes = {layout.texts[box.block]: box for box in sketch(layout)}
    assert len(boxes) == len(layout)
    story = boxes["By Ines Kallo"]
    assert boxes["Most read"].x > story.x + story.width / 2
    assert boxes["Home"].y < story.y < boxes["© 2024 The Courier"].y
    assert boxes["World"].y == boxes["Home"].y
    assert boxes["World"].x > boxes["Home"].x


def test_cells_of_a_row_stand_side_by_side() -> None:
    left = "<td><p>Left left</p><p>Below below</p></td>"
    right = "<td><p>Right right and more of it here</p><p>x</p></td>"
    rows = f"<table><tr>{left}{right}</tr></table>"
    layout, _ = split(rows, "html", Config())
    boxes = {layout.texts[box.block]: box for box in sketch(layout)}
    one, other = boxes["Left left"], boxes["Right right and more of it here"]
    assert other.x >= one.x + one.width
    assert other.y == one.y


@pytest.mark.parametrize(
    "case", [case for case in fixture_cases() if case.kind == "html"], ids=lambda case: case.slug
)
def test_every_block_of_a_page_stands_on_it(case: Case) -> None:
    layout, _ = split(case.decoded, "html", Config())
    boxes = sketch(layout)
    assert sorted(box.block for box in boxes) == list(range(len(layout)))
    assert all(
        box.x >= 0 and box.x + box.width <= WIDTH + 0.01 and box.y >= 0 and box.height > 0 for box in boxes
    )


@pytest.mark.parametrize("source", ["<div>" * 20_000 + "x", "<div>x" * 3_000, "<table><tr><td>x" * 500])
def test_deep_pages_have_a_sketch_too(source: str) -> None:
    layout, _ = split(source, "html", Config())
    assert len(sketch(layout)) == len(layout)
    assert report_of(source)


def test_a_flat_text_has_no_sketch() -> None:
    assert sketch(Layout()) == []
    assert "On the page" not in report_of("A text, it said.\n\nAnd more of it.")


def test_a_document_without_an_article_has_a_report_that_says_why() -> None:
    for source in (b"\x89PNG\r\n\x1a\n" + bytes(400), b"", b"<html></html>"):
        made = extract(source)
        assert made.problem
        page = render_report(made, source, name="nothing.html")
        assert "No article:" in page
        assert made.problem in page


def test_rules_are_shown_with_everything_that_is_known_of_them() -> None:
    page = report_of(PAGE)
    for expected in ('id="rule-structure-navigation"', "misses", "measured", "P(body)"):
        assert expected in page


# -- the command -----------------------------------------------------------------------------------------


@pytest.fixture
def source(tmp_path: Path) -> str:
    path = tmp_path / "page.html"
    path.write_text(PAGE, "utf-8")
    return str(path)


def test_the_command_writes_the_report_in_place_of_the_text(
    source: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "out.html"
    assert main([source, "--report", str(target)]) == 0
    assert capsys.readouterr().out == ""
    assert target.read_text("utf-8") == report_of(PAGE.encode(), source)


def test_a_report_that_cannot_be_written_is_said_in_one_line(
    source: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([source, "--report", str(tmp_path / "no" / "out.html")]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "cannot write" in line


def test_a_report_on_a_document_without_an_article_is_written_and_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "empty.html"
    empty.write_bytes(b" ")
    assert main([str(empty), "--report", str(tmp_path / "out.html")]) == 1
    assert "No article:" in (tmp_path / "out.html").read_text("utf-8")
    assert capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [["--explain"], ["--format", "json"], ["--with", "title"], ["--links"], ["-o", "x"], ["other.html"]],
)
def test_what_has_no_effect_on_a_report_is_wrong_use(
    arguments: list[str], source: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as exit_:
        main([source, "--report", str(tmp_path / "out.html"), *arguments])
    assert exit_.value.code == 2
    assert "--report" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["", "-"])
def test_a_report_needs_the_name_of_a_file(
    name: str,
    source: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as exit_:
        main([source, "--report", name])
    assert exit_.value.code == 2
    assert "argument --report: " in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_a_report_over_its_own_input_is_refused(
    source: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    link = tmp_path / "link.html"
    link.symlink_to(source)
    for arguments in ([source, "--report", source], ["--report", str(link), source]):
        with pytest.raises(SystemExit) as exit_:
            main(arguments)
        assert exit_.value.code == 2
        assert "would overwrite its own input" in capsys.readouterr().err
    assert Path(source).read_text("utf-8") == PAGE


def test_a_report_over_what_standard_input_reads_is_refused(
    source: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with Path(source).open(encoding="utf-8") as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        with pytest.raises(SystemExit):
            main(["--report", source])
    assert "would overwrite its own input, -" in capsys.readouterr().err
    assert Path(source).read_text("utf-8") == PAGE


def test_a_page_named_as_the_report_alone_is_not_overwritten_with_nothing(
    source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for target in (Path(source), tmp_path / "new.html"):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b" \n")))
        assert main(["--report", str(target)]) == 1
    assert Path(source).read_text("utf-8") == PAGE
    assert "No article:" in (tmp_path / "new.html").read_text("utf-8")
    assert "nothing came in" in capsys.readouterr().err


def test_what_needs_jinja_says_so(
    source: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(SystemExit):
        main([source, "--report", "out.html"])
    assert "pip install 'article-cleaner[report]'" in capsys.readouterr().err


def test_the_explanation_as_json_is_the_json(source: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([source, "--format", "json"]) == 0
    plain = capsys.readouterr().out
    for arguments in (["--explain", "--json"], ["--explain", "--format", "json"], ["--json"]):
        assert main([source, *arguments]) == 0
        assert capsys.readouterr().out == plain
    blocks = json.loads(plain)["blocks"]
    assert {"label", "rule", "reason", "score", "evidence", "cuts", "trail"} <= blocks[0].keys()
