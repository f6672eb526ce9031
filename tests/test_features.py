"""The features of a document: one vocabulary, finite, as long as the document, the same every time."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import lexicon_of

from cleaner.document import Label
from cleaner.score.coherence import topic_columns
from cleaner.score.confidence import trust_columns
from cleaner.score.features import RULE_GROUPS, Lexicon, page_columns, surrounding_names, text_columns
from cleaner.score.lines import Columns
from cleaner.score.model import MODES, Scores, default_scorer
from cleaner.score.surroundings import FeatureMatrix
from cleaner.score.tree import Tree
from cleaner.score.words import Words
from cleaner.split.html import split_html
from cleaner.split.layout import Layout
from cleaner.split.text import split_text

LEXICON = lexicon_of(words={"bridge": 1.5, "subscribe": -2.0}, marks={"story": 2.0, "<nav>": -3.0})
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


def columns_of(
    layout: Layout, labels: list[Label | None] | None = None, lexicon: Lexicon = LEXICON
) -> Columns:
    """Return the columns of a layout."""
    given = labels or [None] * len(layout)
    if layout.tags:
        return page_columns(layout, Tree(layout, lexicon.marks), given, lexicon)
    return text_columns(layout, given, lexicon)


def features_of(layout: Layout) -> Columns:
    """Return all features by name: the columns, and what is made of them for the blocks around."""
    columns = columns_of(layout)
    names = [*columns, *surrounding_names(html=bool(layout.tags))]
    assert len(set(names)) == len(names)
    return dict(zip(names, FeatureMatrix(names).stretch(columns, 0, len(layout)), strict=True))


def column(name: str, layout: Layout, labels: list[Label | None] | None = None) -> list[float]:
    """Return one column as plain numbers."""
    return [float(value) for value in columns_of(layout, labels)[name]]


@pytest.mark.parametrize("layout", [split_html(PAGE), split_text(TEXT)], ids=["page", "text"])
def test_every_feature_has_a_finite_number_for_every_block(layout: Layout) -> None:
    for name, values in features_of(layout).items():
        assert values.shape == (len(layout),), name
        assert np.isfinite(values.astype(float)).all(), name


def test_pages_and_texts_share_their_vocabulary_but_for_containers_words_and_line_breaks() -> None:
    page, text = set(columns_of(split_html(PAGE))), set(columns_of(split_text(TEXT)))
    only_text, only_page = text - page, page - text
    assert {
        "indent",
        "gap",
        "joined",
        "lexical_sum",
        "prose_mean",
        "function_share",
        "topic_share",
    } < only_text
    assert {"marks_path", "story_up", "in_article", "in_json", "words^1", "good_share^4"} < only_page
    assert {"words", "end_mark", "level", "is_item", "since_good", "position", "copies"} < page & text


@pytest.mark.parametrize("layout", [split_html(PAGE), split_text(TEXT)], ids=["page", "text"])
def test_columns_are_of_blocks_and_what_is_made_of_them_only_has_names(layout: Layout) -> None:
    columns = columns_of(layout)
    assert not set(columns) & set(surrounding_names(html=bool(layout.tags)))
    assert all("[" not in name and "~" not in name for name in columns)


def test_no_word_of_a_page_is_looked_at() -> None:
    layout = split_html(PAGE)
    weights = dict.fromkeys(" ".join(layout.texts).lower().split(), 1.0)
    known, unknown = lexicon_of(words=weights, prose=weights), lexicon_of()
    for name, values in columns_of(layout, lexicon=known).items():
        assert values.tolist() == columns_of(layout, lexicon=unknown)[name].tolist(), name


@pytest.mark.parametrize("mode", MODES)
def test_trees_and_network_ask_only_for_features_that_there_are(mode: str) -> None:
    layout = split_html(PAGE) if mode == "html" else split_text(TEXT)
    learned = default_scorer().modes[mode]
    columns = columns_of(layout)
    assert set(learned.body.names) <= {*columns, *surrounding_names(html=mode == "html")}
    assert set(learned.network.names) <= set(columns)
    if learned.confidence is not None:
        body = np.linspace(0, 1, len(layout))
        scores = Scores(body, columns, learned)
        assert set(learned.confidence.names) <= set(trust_columns(scores, body > 0.5))


def test_a_document_has_the_same_features_every_time() -> None:
    lexicon = lexicon_of(words={"bridge": 1.5}, marks={"story": 2.0})
    for odd, even in ((PAGE, "<p class=other>Something else.</p>"), (TEXT, "Something else.")):
        split = split_html if odd is PAGE else split_text
        results = [columns_of(split(source), lexicon=lexicon) for source in (odd, even, odd)]
        for name, values in results[0].items():
            assert values.tolist() == results[2][name].tolist(), name


LONG_TEXT = "\n".join(
    f"{number} boats left the harbour{'.' if number % 3 else ''}" if number % 7 else "Menu"
    for number in range(5_000)
)


def test_a_stretch_of_a_long_text_has_the_features_of_the_whole_there() -> None:
    layout = split_text(LONG_TEXT)
    assert len(layout) == 5_000
    columns = columns_of(layout)
    names = [*columns, *surrounding_names(html=False)]
    features = FeatureMatrix(names)
    together = features.stretch(columns, 0, len(layout))
    for start, end in ((0, 1), (0, 2_048), (2_048, 4_096), (4_090, 4_100), (4_096, 5_000), (4_999, 5_000)):
        stretch = features.stretch(columns, start, end)
        np.testing.assert_allclose(stretch, together[:, start:end], rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize(
    "lines",
    [
        ["橋は月曜日に開通した。", "市長は「待った甲斐があった」と話した。", "メニュー", "2024年5月1日"],
        ["旧城的桥在星期一开放。", "市长说等待是值得的。", "首页", "关于我们"],
        ["다리는 월요일에 열렸다.", "이 그 저", "메뉴"],
    ],
    ids=["Japanese", "Chinese", "Korean"],
)
def test_documents_in_scripts_that_write_few_spaces_have_finite_features(lines: list[str]) -> None:
    page = split_html("".join(f"<p>{line}</p>" for line in lines))
    for layout in (page, split_text("\n".join(lines))):
        assert len(layout) == len(lines)
        for name, values in features_of(layout).items():
            assert np.isfinite(values).all(), name


def test_han_paragraphs_of_one_story_share_its_topic() -> None:
    layout = split_text("旧城的桥在星期一开放。\n\n旧城的市长说桥很好。\n\n热水壶打折")
    found = topic_columns(Words(layout.texts, LEXICON.vocabulary).topics, np.ones(3))["topic_share"]
    assert found[0] > 0
    assert found[1] > 0
    assert found[2] == 0


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
    kinds = [name for name in columns_of(layout) if name.startswith("is_")]
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


def test_blocks_are_looked_up_in_the_story_of_json_ld() -> None:
    story = json.dumps({"articleBody": "The long awaited bridge over the canal was opened on Monday."})
    page = PAGE.replace("</head>", f'<script type="application/ld+json">{story}</script></head>')
    layout = split_html(page)
    found = column("in_json", layout)
    assert [layout.texts[number][:8] for number, value in enumerate(found) if value == 1] == ["The long"]
    assert set(found) == {0, 1}
    assert set(column("in_json", split_html(PAGE))) == {-1}


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
            for name, values in features_of(layout).items():
                assert values.shape == (len(layout),), name
                assert np.isfinite(values.astype(float)).all(), name
