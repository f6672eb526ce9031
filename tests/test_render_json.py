"""JSON: everything, on one line, in one order."""

from __future__ import annotations

import json
import re
from dataclasses import fields

from handmade import article, block
from hypothesis import given
from hypothesis import strategies as st
from support import ROOT

from cleaner.document import Article, Block, Comment, Evidence, Label, Link, Repair, Verdict
from cleaner.render import json as module
from cleaner.render.json import render_json


def full() -> Article:
    """Return an article that has something everywhere."""
    seen = Evidence(4, end_mark=True, link_density=0.123456, in_story=True)
    return article(
        (Label.BODY, Block("See the plan. Ad", 3, 40, links=(Link(4, 12, "/plan"),), path="main/p")),
        (Label.AD, "Boats"),
        verdicts=[
            Verdict(0, Label.BODY, "score", score=0.987654, evidence=seen),
            Verdict(0, Label.AD, "ad/word", "It stands alone.", span=(14, 16)),
            Verdict(1, Label.BODY, "context/story", "Prose on both sides."),
        ],
        text="See the plan.\n\nBoats",
        comments=(Comment("Hm.", "Jo", None),),
        repairs=(Repair(3, 6, "â€™", "’", "UTF-8 read as windows-1252"),),
        metadata=(("section", "Town"),),
        url="https://example.org/",
    )


def test_the_keys_are_those_that_are_documented_in_their_order() -> None:
    documented = re.findall(r"^    ((?:\w+, )*\w+)(?=  |$)", module.__doc__ or "", re.MULTILINE)
    names = [name for group in documented for name in group.split(", ")]
    assert list(json.loads(render_json(full()))) == names
    told = (ROOT / "docs" / "report.md").read_text("utf-8").partition("### As JSON")[2].partition("\n## ")[0]
    first_cells = re.findall(r"^\| (`.*?) \|", told, re.MULTILINE)
    assert re.findall(r"`(\w+)`", " ".join(first_cells)) == names
    for key in json.loads(render_json(full()))["blocks"][0]:
        assert f"`{key}`" in told


def test_every_field_of_an_article_is_there() -> None:
    record = json.loads(render_json(full()))
    assert {field.name for field in fields(Article)} - set(record) == {"verdicts"}


def test_a_block_carries_its_verdict_its_trail_and_its_cuts() -> None:
    first, second = json.loads(render_json(full()))["blocks"]
    assert first == {
        "label": "body",
        "text": "See the plan. Ad",
        "kind": "paragraph",
        "level": 0,
        "joined": False,
        "start": 3,
        "end": 40,
        "path": "main/p",
        "links": [{"start": 4, "end": 12, "href": "/plan"}],
        "rule": "score",
        "reason": "",
        "score": 0.9877,
        "evidence": {"words": 4, "end_mark": True, "link_density": 0.1235, "in_story": True},
        "cuts": [{"start": 14, "end": 16, "label": "ad", "rule": "ad/word", "reason": "It stands alone."}],
        "trail": [{"label": "body", "rule": "score", "reason": "", "score": None, "evidence": None}],
    }
    assert (second["label"], second["rule"], second["reason"]) == (
        "body",
        "context/story",
        "Prose on both sides.",
    )
    assert [earlier["label"] for earlier in second["trail"]] == ["ad"]


def test_all_keys_are_there_when_nothing_is_known() -> None:
    record = json.loads(render_json(article()))
    assert list(record) == list(json.loads(render_json(full())))
    assert record["blocks"] == record["comments"] == record["repairs"] == []
    assert record["metadata"] == {}
    assert record["title"] is record["source"] is None


def test_a_block_without_a_verdict_has_null_for_its_label() -> None:
    made = Article(
        **{**{field.name: getattr(full(), field.name) for field in fields(Article)}, "verdicts": ()}
    )
    assert json.loads(render_json(made))["blocks"][0]["label"] is None


def test_the_name_of_the_input_is_the_source() -> None:
    assert json.loads(render_json(full(), source="a/page.html"))["source"] == "a/page.html"


def test_a_number_that_json_cannot_write_is_null() -> None:
    assert json.loads(render_json(article(confidence=float("nan"))))["confidence"] is None


def test_letters_are_written_as_they_are() -> None:
    assert "“Größe” 橋" in render_json(article((Label.BODY, "“Größe” 橋")))


def test_what_could_run_or_steer_is_written_as_an_escape() -> None:
    text = "</script><!-- \x1b[31m \x9b2J \u202eleft\u2066 \x7f"
    line = render_json(article((Label.BODY, text)), source=text)
    assert not set("<\x1b\x9b\u202e\u2066\x7f") & set(line)
    assert json.loads(line)["source"] == text


@given(
    st.text(alphabet=st.characters() | st.sampled_from('<\n\r\x85\u2028\u2029\u202e\x7f\x9b\ud800\udfff"\\'))
)
def test_any_text_is_one_line_of_utf8_that_reads_back(text: str) -> None:
    line = render_json(article((Label.BODY, block(text)), text=text), source=text)
    assert len(line.splitlines()) == 1
    record = json.loads(line.encode())
    wanted = re.sub("[\ud800-\udfff]", "\ufffd", text)
    assert record["text"] == record["source"] == record["blocks"][0]["text"] == wanted
