"""The learned numbers are saved and read again, and a whole result is trusted more or less."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from support import lexicon_of

from cleaner.document import BlockKind
from cleaner.score.characters import character_table
from cleaner.score.confidence import confidence, trust_columns
from cleaner.score.features import page_columns, text_columns
from cleaner.score.forest import Forest
from cleaner.score.lines import Columns
from cleaner.score.model import (
    MODES,
    PARTS,
    Mode,
    Scorer,
    Scores,
    default_scorer,
    load_scorer,
    save_scorer,
)
from cleaner.score.network import Layer, Network
from cleaner.score.opinion import as_text, doubt
from cleaner.score.tree import Tree
from cleaner.split.html import split_html
from cleaner.split.layout import Layout
from cleaner.split.text import split_text

LEXICON = lexicon_of(words={"bridge": 1.5}, marks={"<nav>": -3.0})
STORY = (
    "The bridge over the old canal was opened by the mayor on Monday, two years later than had been planned."
)
LAYOUTS = {
    "html": split_html(f"<nav>Home</nav><main><h1>A bridge</h1><p>{STORY}</p><p>{STORY} He left.</p></main>"),
    "text": split_text(f"Home\n\n{STORY}\n\n{STORY} He left."),
}

NETWORK = Network(
    ["words"],
    np.float32([[1]]),
    np.float32([[0.5]]),
    np.float32([[[0, 1], [1, 0]]]),
    np.float32([[[0, 0.25, -1]]]),
    [Layer(2, np.ones((1, 1, 3), np.float32), np.float32([[[0.5]]]), np.float32([[[-1]]]))],
)
"""Asks how many words a block has, by the second number of `entry`; the layer's is not asked for."""


def saved(path: Path) -> Scorer:
    """Return a scorer of one tree each, which asks how many words a block has, or a document keeps."""
    asked = {"body": "words", "confidence": "kept"}
    forests = {
        f"{mode}.{part}": {
            "names": [asked[part]],
            "features": [0, 0],
            "borders": [5.0, 0.5],
            "trees": [[0, 1]],
            "leaves": [[-1.0, -0.5, 1.0, 2.0]],
            "bias": 0.5,
        }
        for mode in MODES
        for part in PARTS
    }
    networks = dict.fromkeys(MODES, NETWORK)
    save_scorer(
        path,
        {"words": {"bridge": 1.5, "œuvre": -2.0}, "prose": {"bridge": 0.5}, "marks": {"<nav>": -3.0}},
        character_table(),
        forests,
        networks,
        {"html": 0.4, "text": 0.6},
    )
    return load_scorer(path)


def columns_of(layout: Layout) -> Columns:
    """Return the columns of a layout."""
    labels = [None] * len(layout)
    if layout.tags:
        return page_columns(layout, Tree(layout, LEXICON.marks), labels, LEXICON)
    return text_columns(layout, labels, LEXICON)


def scores_of(mode: str) -> Scores:
    """Return made-up scores of a layout, with a trust that asks whether more than five words are kept."""
    layout = LAYOUTS[mode]
    body = np.linspace(0.2, 0.9, len(layout))
    trust = Forest(
        ["kept"], np.array([0]), np.array([5], np.float32), np.array([[0]]), np.array([[-2.0, 2.0]]), 0.0
    )
    return Scores(body, columns_of(layout), Mode(trust, NETWORK, trust, 0.5))


def test_what_is_saved_is_read_again(tmp_path: Path) -> None:
    scorer = saved(tmp_path / "weights.npy")
    vocabulary = scorer.lexicon.vocabulary
    assert [vocabulary.weights[vocabulary.numbers[word]] for word in ("bridge", "œuvre")] == [1.5, -2]
    assert scorer.lexicon.marks.of([("nav", "")]) == [-3.0]
    assert (scorer.lexicon.characters == character_table()).all()
    assert [scorer.modes[mode].threshold for mode in MODES] == [0.4, 0.6]
    forest = scorer.modes["html"].body
    assert forest.names == ("words",)
    found = forest.probabilities({"words": np.array([1.0, 6.0])})
    assert found == pytest.approx([1 / (1 + np.e**-1.5), 1 / (1 + np.e**-2.5)])
    network = scorer.modes["text"].network
    columns = {"words": np.array([1.0, 6.0])}
    assert network.layers[0].distance == 2
    assert network.odds(columns).tolist() == NETWORK.odds(columns).tolist()


def test_trees_and_network_have_half_a_say_each(tmp_path: Path) -> None:
    mode = saved(tmp_path / "weights.npy").modes["html"]
    columns = {"words": np.array([1.0, 6.0])}
    odds = (mode.body.odds(columns) + mode.network.odds(columns)) / 2
    assert odds.tolist() == pytest.approx(
        [(1.5 - 1) / 2, (2.5 - 1 + 0.25 * (np.log(7) - 1) / 0.5) / 2], abs=1e-6
    )
    assert mode.probabilities(columns).tolist() == pytest.approx((1 / (1 + np.exp(-odds))).tolist())


def test_the_same_numbers_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.npy", "b.npy"):
        saved(tmp_path / name)
    assert (tmp_path / "a.npy").read_bytes() == (tmp_path / "b.npy").read_bytes()


@pytest.mark.parametrize("mode", MODES)
def test_each_mode_has_a_forest_of_its_own(mode: str, tmp_path: Path) -> None:
    scorer = saved(tmp_path / "weights.npy")
    layout = LAYOUTS[mode]
    scores = scorer.score(layout, [None] * len(layout))
    assert scores.mode is scorer.modes[mode]
    assert scores.body == pytest.approx(scores.mode.probabilities(scores.columns))


def mode_of(odds: float) -> Mode:
    """Return a mode that says the same of every block."""
    trees = Forest(
        ["words"], np.array([0]), np.array([5], np.float32), np.array([[0]]), np.full((1, 2), 2 * odds), 0.0
    )
    entry, silent = np.zeros((1, 1, 2), np.float32), np.zeros((1, 1, 2), np.float32)
    network = Network(["words"], np.float32([[1]]), np.float32([[1]]), entry, silent, NETWORK.layers)
    return Mode(trees, network, None, 0.5)


@pytest.mark.parametrize(("of_page", "of_both"), [(0.5, 1.25), (-1.5, 0.25), (4.0, 4.0), (-4.0, -4.0)])
def test_a_page_in_doubt_is_looked_at_as_a_text_as_well(of_page: float, of_both: float) -> None:
    layout = LAYOUTS["html"]
    scorer = Scorer(LEXICON, {"html": mode_of(of_page), "text": mode_of(2.0)})
    scores = scorer.score(layout, [None] * len(layout))
    assert scores.body == pytest.approx(1 / (1 + np.exp(-of_both)))
    assert scores.mode is scorer.modes["html"]


def test_a_page_as_a_text_shows_its_lines_and_of_what_kind_they_are() -> None:
    page = split_html(
        "<h1>A bridge</h1><ul><li><a href=/>Home</a></ul><pre>one\n  two</pre><figcaption>Three", links=True
    )
    text = as_text(page)
    assert text.texts == ["A bridge", "Home", "one two", "Three"]
    assert text.kinds == [
        BlockKind.HEADING,
        BlockKind.ITEM,
        BlockKind.PREFORMATTED,
        BlockKind.PARAGRAPH,
    ]
    assert list(text.levels) == [1, 1, 0, 0]
    assert not any([*text.link_chars, *text.links, *text.tags])
    assert text_columns(text, [None] * 4, LEXICON)["words"].tolist() == [2, 1, 2, 1]


def test_a_page_leaves_doubt_where_its_long_blocks_do() -> None:
    words = np.array([400.0, 1.0, 1.0])
    assert doubt(np.array([0.8, 0.0, 1.0]), words) == 0.5
    assert doubt(np.array([0.89, 0.0, 1.0]), words) == pytest.approx(0.25)
    assert doubt(np.array([0.11, 0.0, 1.0]), words) == pytest.approx(0.25)
    assert doubt(np.array([1.0, 0.5, 0.6]), words) == 0
    assert doubt(np.array([0.0, 1.0, 0.0]), words) == 0
    assert doubt(np.full(50_001, 0.5), np.ones(50_001)) == 0


@pytest.mark.parametrize("layout", [Layout(), split_html("<div></div>")], ids=["text", "page"])
def test_a_layout_without_blocks_has_no_scores(layout: Layout) -> None:
    scores = default_scorer().score(layout, [])
    assert (len(scores.body), scores.columns) == (0, {})


@pytest.mark.parametrize("mode", MODES)
def test_the_packages_scores_are_probabilities(mode: str) -> None:
    layout = LAYOUTS[mode]
    scores = default_scorer().score(layout, [None] * len(layout))
    assert scores.body.shape == (len(layout),)
    assert ((scores.body > 0) & (scores.body < 1)).all()


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("kept", [[0], [-1], [1, -1]])
def test_a_result_is_trusted_by_finite_numbers(mode: str, kept: list[int]) -> None:
    scores = scores_of(mode)
    stays = np.zeros(len(scores.body), dtype=bool)
    stays[kept] = True
    for name, column in trust_columns(scores, stays).items():
        assert column.shape == (1,), name
        assert np.isfinite(column).all(), name
    assert 0 < confidence(scores, stays) < 1


@pytest.mark.parametrize("mode", MODES)
def test_a_result_is_trusted_as_the_forest_says(mode: str) -> None:
    scores = scores_of(mode)
    first, last = np.eye(len(scores.body), dtype=bool)[[0, -1]]
    assert confidence(scores, first) == round(1 / (1 + np.e**2), 4)
    assert confidence(scores, last) == round(1 / (1 + np.e**-2), 4)


def test_pages_and_texts_are_trusted_for_what_they_show() -> None:
    page, text = (
        set(trust_columns(scores_of(mode), np.ones(len(LAYOUTS[mode]), dtype=bool))) for mode in MODES
    )
    assert page - text == {
        *("in_story", "story_kept", "in_article", "in_paragraphs", "json", "json_kept"),
        *("mean_marks_path", "mean_marks_low"),
    }
    assert text - page == {
        *("mean_lexical_mean", "mean_function_share", "mean_topic_share", "mean_joined"),
    }


def test_a_page_without_json_ld_has_no_story_in_it_and_the_container_of_the_story_is_told() -> None:
    layout = split_html(f"<nav><p>Home</p></nav><article><p>{STORY}</p><p>{STORY} He left.</p></article>")
    scores = scores_of("html")._replace(columns=columns_of(layout), body=np.array([0.1, 0.9, 0.9]))
    words = scores.columns["words"]
    found = {
        name: float(value[0]) for name, value in trust_columns(scores, np.array([True, True, False])).items()
    }
    assert (found["json"], found["json_kept"]) == (-1, 0)
    assert found["in_article"] == found["in_story"] == pytest.approx(words[1] / words[:2].sum())
    assert found["story_kept"] == pytest.approx(words[1] / words[1:].sum())
    assert found["in_paragraphs"] == pytest.approx(1)


def test_shares_of_what_is_kept_are_of_words() -> None:
    scores = scores_of("text")
    words = scores.columns["words"]
    found = trust_columns(scores, np.array([False, True, True]))
    assert found["kept"] == words[1:].sum()
    assert found["kept_share"] == pytest.approx(words[1:].sum() / words.sum())
    assert [float(found[name][0]) for name in ("gaps", "kept_blocks", "gap_words")] == [0, 2, 0]
    found = trust_columns(scores, np.array([True, False, True]))
    assert [float(found[name][0]) for name in ("gaps", "kept_blocks")] == [1, 2]
    assert found["gap_words"] == pytest.approx(words[1] / (words[0] + words[2]))


def test_nothing_kept_is_not_trusted_and_an_untrained_trust_says_so() -> None:
    scores = scores_of("text")
    assert confidence(scores, np.zeros(3, dtype=bool)) == 0
    untrained = scores._replace(mode=scores.mode._replace(confidence=None))
    assert confidence(untrained, np.ones(3, dtype=bool)) == 0.5


def test_a_lexicon_is_made_of_plain_tables() -> None:
    lexicon = lexicon_of(words={"a": 1.0})
    assert lexicon.marks.of([("div", "x")]) == [0]
