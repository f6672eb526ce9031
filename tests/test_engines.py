"""trafilatura as the engine: its choice of blocks, our rules and records; and its metadata."""

from __future__ import annotations

import pickle
import sys
from itertools import pairwise
from typing import Any

import pytest
from support import FIXTURES, paragraphs

from cleaner import Article, BlockKind, Cleaner, Config, Label, extract
from cleaner.context import CONTEXT_RULES
from cleaner.document import BODY_LABELS
from cleaner.engines import _STAND, _is_open
from cleaner.judgement import SCORE

trafilatura = pytest.importorskip("trafilatura")

ENGINE = Config(engine="trafilatura")
FIRST = "The lighthouse at Cape Orrin went dark on Sunday for the first time since it was built in 1871."
HEADING = "Why it went dark"
SECOND = "Its keeper, Mara Lind, said that a storm had flooded the cellar in which the generator stands."
THIRD = "Until the pumps arrive, two fishing boats take turns to anchor off the cape with their lamps lit."
CUT = "He left early. Story continues below advertisement The keeper stayed behind and carried buckets up the stairs."
PAGE = f"""\
<!DOCTYPE html>
<html lang="en"><head><title>Lighthouse goes dark</title>
<meta property="og:site_name" content="Cape  Herald">
<meta name="description" content="A storm, a cellar and two fishing boats.">
<meta property="article:tag" content="lighthouses"><meta property="article:tag" content="storms">
<meta property="og:image" content="https://herald.example/cape.jpg">
<meta property="article:published_time" content="2021-03-14T08:00:00Z">
</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sea">Sea</a></li></ul></nav>
<article><h1>Lighthouse goes dark</h1>
<p>{FIRST}</p>
<p>Sign up for our daily newsletter</p>
<h2>{HEADING}</h2>
<p>{SECOND}</p>
<p>{CUT}</p>
<p>{THIRD}</p>
</article>
<footer><p>All words and pictures belong to the Cape Herald and its photographers.</p></footer>
</body></html>
"""
TEXT = f"{FIRST}\n\nSign up for our daily newsletter\n\n{SECOND}\n\n{THIRD}\n"


def extracts(monkeypatch: pytest.MonkeyPatch, text: str | None) -> None:
    """Let trafilatura find this text in every page."""
    monkeypatch.setattr(trafilatura, "extract", lambda *_, **__: text)


def label_of(article: Article, text: str) -> Label:
    """Return the label of the block with this text."""
    number = next(number for number, block in enumerate(article.blocks) if block.text == text)
    return [v.label for v in article.verdicts if v.block == number and v.span is None][-1]


def deciding_rules(article: Article) -> dict[str, str]:
    """Return what decided each block, by its text."""
    rules = {verdict.block: verdict.rule for verdict in article.verdicts if verdict.span is None}
    return {block.text: rules[number] for number, block in enumerate(article.blocks)}


def test_the_blocks_that_trafilatura_extracts_are_kept() -> None:
    article = extract(PAGE, config=ENGINE)
    assert paragraphs(article.text)[0] == FIRST
    assert paragraphs(article.text)[-1] == THIRD
    assert HEADING in paragraphs(article.text)


def test_its_choice_stands_against_the_scorers(monkeypatch: pytest.MonkeyPatch) -> None:
    extracts(monkeypatch, f"{HEADING}\n{SECOND}")
    article = extract(PAGE, config=ENGINE)
    assert paragraphs(article.text) == [HEADING, SECOND]
    assert label_of(article, FIRST) not in BODY_LABELS


def test_a_block_that_the_scorer_would_remove_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    page = PAGE.replace(
        "<footer>",
        (
            '<aside class="related-links"><ul><li><a href=/tides>Tides and sunsets, week by week</a></li>'
            "<li><a href=/keepers>The last keepers</a></li></ul></aside><footer>"
        ),
    )
    line = "Tides and sunsets, week by week"
    assert line not in extract(page).text
    extracts(monkeypatch, f"{THIRD}\n{line}")
    assert paragraphs(extract(page, config=ENGINE).text) == [THIRD, line]


def test_its_verdicts_have_its_name_and_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    extracts(monkeypatch, SECOND)
    article = extract(PAGE, config=ENGINE)
    rules = deciding_rules(article)
    assert rules[FIRST] == rules[SECOND] == rules[THIRD] == "trafilatura"
    assert all(verdict.reason for verdict in article.verdicts if verdict.rule == "trafilatura")
    assert SCORE not in rules.values()


def test_the_scorers_opinion_stays_in_the_trail() -> None:
    article = extract(PAGE, config=ENGINE)
    trail = [verdict for verdict in article.verdicts if article.blocks[verdict.block].text == FIRST]
    assert [verdict.rule for verdict in trail] == [SCORE, "trafilatura"]
    assert trail[0].evidence is not None


def test_what_a_rule_removes_stays_removed(monkeypatch: pytest.MonkeyPatch) -> None:
    newsletter = "Sign up for our daily newsletter"
    extracts(monkeypatch, f"{FIRST}\n{newsletter}\n{SECOND}")
    article = extract(PAGE, config=ENGINE)
    assert label_of(article, newsletter) is Label.PROMO
    assert deciding_rules(article)[newsletter].startswith("promo/")


def test_what_an_inline_rule_cuts_is_cut_out_of_what_trafilatura_keeps(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    extracts(monkeypatch, CUT)
    kept = "He left early. The keeper stayed behind and carried buckets up the stairs."
    assert extract(PAGE, config=ENGINE).text == kept
    removing = Config(engine="trafilatura", threshold=1.0)
    assert extract(PAGE, config=removing).text == kept


def test_a_cut_is_made_once() -> None:
    spans = [verdict for verdict in extract(PAGE, config=ENGINE).verdicts if verdict.span is not None]
    assert len(spans) == 1


def test_headings_and_other_shapes_are_those_of_the_page() -> None:
    article = extract(PAGE, config=ENGINE)
    assert label_of(article, HEADING) is Label.HEADING
    assert next(block for block in article.blocks if block.text == HEADING).kind is BlockKind.HEADING


def test_a_passage_that_stands_twice_is_kept_among_its_neighbours(monkeypatch: pytest.MonkeyPatch) -> None:
    page = PAGE.replace("<article>", f"<div><p><a href=/x>{SECOND}</a></p></div><article>")
    extracts(monkeypatch, f"{FIRST}\n{HEADING}\n{SECOND}\n{THIRD}")
    article = extract(page, config=ENGINE)
    kept = [v.block for v in article.verdicts if v.rule == "trafilatura" and v.label in BODY_LABELS]
    assert [article.blocks[number].text for number in kept] == [FIRST, HEADING, SECOND, THIRD]


def test_where_trafilatura_finds_nothing_there_is_no_article(monkeypatch: pytest.MonkeyPatch) -> None:
    extracts(monkeypatch, None)
    article = extract(PAGE, config=ENGINE)
    assert article.text == ""
    assert article.problem is not None
    assert article.confidence == 0.0


@pytest.mark.parametrize("name", ["extract", "extract_metadata"])
def test_an_error_inside_trafilatura_is_no_error_here(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> None:  # noqa: ANN401 - stands for any call
        raise RecursionError("too deep")

    monkeypatch.setattr(trafilatura, name, fail)
    article = extract(PAGE, config=Config(engine="trafilatura", metadata=True))
    assert bool(article.text) is (name != "extract")
    assert bool(article.metadata) is (name != "extract_metadata")


@pytest.mark.parametrize("kind", ["text", "markdown"])
def test_a_text_is_cleaned_without_trafilatura(kind: Any, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ANN401 - a kind
    extracts(monkeypatch, THIRD)
    asked = Config(engine="trafilatura", metadata=True)
    assert extract(TEXT, kind=kind, config=asked) == extract(TEXT, kind=kind)


def test_the_same_page_gives_the_same_article_every_time() -> None:
    cleaner = Cleaner(Config(engine="trafilatura", metadata=True))
    first = cleaner.extract(PAGE)
    assert all(cleaner.extract(PAGE) == first for _ in range(4))
    assert pickle.loads(pickle.dumps(first)) == first  # noqa: S301 - our own pickle


@pytest.mark.parametrize(
    "page", ["", "<p>", "<html><body>\ud800\x01</body></html>", "<div>" * 2000, "<!-- x -->"]
)
def test_no_page_raises(page: str) -> None:
    asked = Config(engine="trafilatura", metadata=True)
    assert isinstance(extract(page, kind="html", config=asked), Article)


@pytest.mark.parametrize("slug", ["council-budget", "news-in-brief", "saatci", "kissaten-saigo"])
def test_on_a_whole_page_the_blocks_stay_in_order(slug: str) -> None:
    source = (FIXTURES / slug / "source.html").read_bytes()
    article = extract(source, kind="html", config=ENGINE)
    assert article.text
    assert all(before.end <= after.start for before, after in pairwise(article.blocks))
    assert {verdict.block for verdict in article.verdicts} == set(range(len(article.blocks)))


def test_what_it_may_overrule_are_rules_that_exist() -> None:
    assert set(CONTEXT_RULES) >= _STAND


@pytest.mark.parametrize("slug", ["boiler-service", "election-night-live", "how-to-with-code"])
def test_what_context_made_of_the_choice_of_the_scorer_is_open_to_trafilatura(
    slug: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (FIXTURES / slug / "source.html").read_text("utf-8")
    revised = {verdict.rule for verdict in extract(page, kind="html").verdicts if _is_open(verdict.rule)}
    assert revised > {SCORE}
    extracts(monkeypatch, "nothing of it")
    article = extract(page, kind="html", config=ENGINE)
    last = {verdict.block: verdict for verdict in article.verdicts if verdict.span is None}
    words = [number for number, block in enumerate(article.blocks) if any(map(str.isalnum, block.text))]
    assert not [last[number] for number in words if _is_open(last[number].rule)]


def test_metadata_is_what_trafilatura_finds_under_its_names() -> None:
    found = dict(extract(PAGE, url="https://herald.example/cape", config=Config(metadata=True)).metadata)
    assert found["sitename"] == "Cape Herald"
    assert found["hostname"] == "herald.example"
    assert found["description"] == "A storm, a cellar and two fishing boats."
    assert found["date"] == "2021-03-14"
    assert found["image"] == "https://herald.example/cape.jpg"
    assert "license" not in found


def test_several_values_of_a_name_are_joined() -> None:
    found = dict(extract(PAGE, config=Config(metadata=True)).metadata)
    assert found["tags"] == "lighthouses; storms"


def test_without_being_asked_for_there_is_no_metadata() -> None:
    assert extract(PAGE).metadata == ()


def test_metadata_leaves_everything_else_as_it_is() -> None:
    plain, rich = extract(PAGE), extract(PAGE, config=Config(metadata=True))
    assert rich.metadata
    assert rich.blocks == plain.blocks
    assert rich.verdicts == plain.verdicts
    assert rich.text == plain.text


@pytest.mark.parametrize("config", [ENGINE, Config(metadata=True)])
def test_without_trafilatura_the_error_says_what_to_install(
    config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(ImportError, match=r"pip install 'article-cleaner\[trafilatura\]'"):
        Cleaner(config)
    assert Cleaner().clean(PAGE)
