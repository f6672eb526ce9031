"""The features of a document: one vocabulary, finite, as long as the document, the same every time."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.document import Label
from cleaner.score.characters import character_table
from cleaner.score.coherence import Topics
from cleaner.score.confidence import trust_columns
from cleaner.score.features import RULE_GROUPS, Lexicon, document_columns
from cleaner.score.lines import Columns
from cleaner.score.model import MODES, Scores, default_scorer
from cleaner.score.second import second_columns
from cleaner.score.tree import Tree
from cleaner.split.html import split_html
from cleaner.split.layout import Layout
from cleaner.split.text import split_text

LEXICON = Lexicon({"bridge": 1.5, "subscribe": -2.0}, {"story": 2.0, "<nav>": -3.0}, character_table())
PAGE = """
<html><head><title>A new bridge for the town - Canal News</title>
<meta name=description content="The long awaited bridge over the canal was opened on Monday.">
</head><body><nav><ul><li><a>World</a><li><a>Sport</a></ul></nav>
<h1>A new bridge for the town</h1><p>By Ana Lima</p>
<div class=story><p>The long awaited bridge over the canal was opened on Monday.</p>
<p>The mayor, who cut the ribbon, said that the bridge had been worth the wait.</p></div>
<pre>if x:
    y()</pre><table><tr><td>Length<td>40 m</table><footer>All rights reserved</footer>
"""
TEXT = """World
Sport

A new bridge for the town

  The long awaited bridge over the canal was opened on Monday.
The mayor, who cut the ribbon, said that the bridge had been worth the wait.

- All rights reserved
"""


def both_looks(layout: Layout, labels: list[Label | None] | None = None) -> Columns:
    """Return the columns of both looks, the second with made-up scores."""
    tree = Tree(layout, LEXICON.marks) if layout.tags else None
    columns, topics = document_columns(layout, tree, labels or [None] * len(layout), LEXICON)
    first = np.linspace(0, 1, len(layout))
    second = second_columns(first, columns["words"], topics, tree)
    assert not set(columns) & set(second)
    return columns | second


def column(name: str, layout: Layout, labels: list[Label | None] | None = None) -> list[float]:
    """Return one column as plain numbers."""
    return [float(value) for value in both_looks(layout, labels)[name]]


@pytest.mark.parametrize("layout", [split_html(PAGE), split_text(TEXT)], ids=["page", "text"])
def test_every_feature_has_a_finite_number_for_every_block(layout: Layout) -> None:
    for name, values in both_looks(layout).items():
        assert values.shape == (len(layout),), name
        assert np.isfinite(values.astype(float)).all(), name


def test_pages_and_texts_share_their_vocabulary_but_for_containers_and_line_breaks() -> None:
    page, text = set(both_looks(split_html(PAGE))), set(both_looks(split_text(TEXT)))
    only_text = {name.split("[")[0].split("~")[0] for name in text - page}
    only_page = {name.split("[")[0].split("~")[0] for name in page - text}
    assert only_text == {"indent", "gap", "gap_after", "joined", "is_item", "good"}
    assert {
        "marks_path",
        "story_up",
        "in_article",
        "in_title",
        "title_overlap",
        "in_description",
        "in_json",
    } < only_page
    assert not only_page & {"words", "end_mark", "topic_share", "first", "since_good", "position"}
    assert len(page & text) > 100


@pytest.mark.parametrize("mode", MODES)
def test_the_learned_trees_ask_only_for_features_that_there_are(mode: str) -> None:
    layout = split_html(PAGE) if mode == "html" else split_text(TEXT)
    learned = default_scorer().modes[mode]
    columns = both_looks(layout)
    first = document_columns(
        layout, Tree(layout, LEXICON.marks) if layout.tags else None, [None] * len(layout), LEXICON
    )
    assert set(learned.first.names) <= set(first[0])
    assert set(learned.second.names) <= set(columns)
    if learned.confidence is not None:
        final = np.linspace(0, 1, len(layout))
        scores = Scores(final, final, columns, learned)
        assert set(learned.confidence.names) <= set(trust_columns(scores, final > 0.5))


def test_a_document_has_the_same_features_every_time() -> None:
    lexicon = Lexicon({"bridge": 1.5}, {"story": 2.0}, LEXICON.characters)
    pages = [split_html(page) for page in (PAGE, "<p class=other>Something else.</p>", PAGE)]
    results = [
        document_columns(page, Tree(page, lexicon.marks), [None] * len(page), lexicon)[0] for page in pages
    ]
    for name, values in results[0].items():
        assert values.tolist() == results[2][name].tolist(), name


def test_what_rules_said_is_a_landmark() -> None:
    layout = split_text("One\nTwo\nThree\nFour")
    labels = [None, Label.COMMENT, None, Label.AD]
    assert column("since_comment", layout, labels) == [60, 0, 1, 2]
    assert column("until_notice", layout, labels) == [3, 2, 1, 0]
    assert column("since_related", layout, labels) == [60] * 4


def test_every_label_that_a_rule_removes_with_is_a_landmark_of_one_kind() -> None:
    grouped = [label for group in RULE_GROUPS.values() for label in group]
    assert len(set(grouped)) == len(grouped)
    body = {Label.BODY, Label.HEADING, Label.STANDFIRST, Label.TITLE}
    assert set(grouped) == set(Label) - body


def test_kinds_are_columns_of_their_own() -> None:
    layout = split_html(PAGE)
    kinds = [name for name in both_looks(layout) if name.startswith("is_") and "[" not in name]
    assert len(kinds) == 7
    assert [sum(row) for row in zip(*(column(name, layout) for name in kinds), strict=True)] == [1] * len(
        layout
    )
    assert column("is_preformatted", layout)[layout.texts.index("if x:\n    y()")] == 1


def test_line_breaks_of_a_text_are_features() -> None:
    layout = split_text("One\n\n\n  Two\nThree")
    assert column("gap", layout) == [0, 2, 0]
    assert column("gap_after", layout) == [2, 0, 0]
    assert column("indent", layout) == [0, 2, 0]
    assert column("joined", layout) == [0, 0, 0]


def test_a_block_is_compared_with_what_the_head_says() -> None:
    layout = split_html(PAGE)
    title, opening = layout.texts.index("A new bridge for the town"), layout.texts.index("By Ana Lima") + 1
    assert [number for number, value in enumerate(column("in_title", layout)) if value] == [title]
    assert column("title_overlap", layout)[title] == 1
    assert [number for number, value in enumerate(column("in_description", layout)) if value] == [opening]
    assert set(column("in_json", layout)) == {-1}


def test_blocks_are_looked_up_in_the_story_of_json_ld() -> None:
    story = json.dumps({"articleBody": "The long awaited bridge over the canal was opened on Monday."})
    page = PAGE.replace("</head>", f'<script type="application/ld+json">{story}</script></head>')
    layout = split_html(page)
    found = column("in_json", layout)
    assert [layout.texts[number][:8] for number, value in enumerate(found) if value == 1] == ["The long"]
    assert set(found) == {0, 1}


def test_a_page_that_has_no_title_is_compared_with_nothing() -> None:
    layout = split_html("<p>Bridge</p><p>—</p>")
    assert column("in_title", layout) == column("title_overlap", layout) == [0, 0]
    layout = split_html("<title>— — —</title><p>—</p>")
    assert column("title_overlap", layout) == [0]


@given(
    st.lists(
        st.sampled_from(["—", "a", "The bridge.", "漢字。", "1", "\u200d", "a b c d e f g h i j."]),
        min_size=1,
    )
)
def test_odd_documents_have_finite_features_too(lines: list[str]) -> None:
    for layout in (
        split_text("\n".join(lines)),
        split_html("".join(f"<div><p>{line}</p></div>" for line in lines)),
    ):
        if len(layout):
            for name, values in both_looks(layout).items():
                assert values.shape == (len(layout),), name
                assert np.isfinite(values.astype(float)).all(), name


def test_topics_come_along_for_the_second_look() -> None:
    layout = split_text(TEXT)
    _, topics = document_columns(layout, None, [None] * len(layout), LEXICON)
    assert isinstance(topics, Topics)
    assert len(topics.sizes) == len(layout)
