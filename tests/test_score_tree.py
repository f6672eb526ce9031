"""What the containers of a page say about its blocks."""

from __future__ import annotations

import numpy as np
import pytest

from cleaner.score.lexicon import LONGEST_MARKS, ByElement, MarkWeights, mark_words
from cleaner.score.lines import Columns
from cleaner.score.tree import Tree, story_columns, tree_columns
from cleaner.split.html import split_html

PAGE = """
<body><header class=top><nav><ul><li>World</li><li>Sport</li></ul></nav></header>
<main><article class="story">
  <h1>A bridge</h1><div class=text><p>One.</p><p>Two.</p><p><span class=credit>Three</span>.</p></div>
  <aside class="related">More</aside>
</article></main>
<footer>End</footer></body>
"""
"""Its blocks: World, Sport, A bridge, One., Two., Three., More, End."""
MARKS = {
    "<article>": 2.0,
    "story": 1.0,
    "related": -4.0,
    "<nav>": -3.0,
    "top": -1.0,
    "credit": -2.0,
    "<span>": 9.0,
}
WORDS = np.array([1.0, 1.0, 2.0, 20.0, 30.0, 10.0, 1.0, 1.0])
GOOD = np.array([0.0, 0.0, 0.0, 20.0, 30.0, 10.0, 0.0, 0.0])
LINKS = np.array([1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0])


def tree_of(page: str = PAGE) -> Tree:
    """Return the tree of a page."""
    return Tree(split_html(page), MarkWeights(MARKS))


def columns() -> Columns:
    """Return the features of the page's containers."""
    given = {"words": WORDS, "good_words": GOOD, "link_words": LINKS}
    return tree_columns(tree_of(), given)


def test_the_parts_of_an_elements_names_are_words_and_pairs() -> None:
    assert mark_words("ul", "share-bar__item navBar2 ABC") == (
        "<ul>", "share", "bar", "share-bar", "item", "bar-item", "nav", "bar", "nav-bar", "abc",
    )  # fmt: skip
    assert mark_words("p", "") == ("<p>",)
    assert len(mark_words("p", "x" * 5000)) == 2


def test_long_names_are_cut_and_worked_out_once() -> None:
    asked: list[tuple[str, str]] = []
    known = ByElement(lambda tag, marks: asked.append((tag, marks)) or len(asked))  # type: ignore[func-returns-value]
    long = "utility " * 1000
    assert [known["p", long], known["p", long], known["p", long + "more"]] == [1, 1, 1]
    assert asked == [("p", long[:LONGEST_MARKS])]
    assert known["x" * 5000, long] == 2
    assert max(len(part) for element in known for part in element) == LONGEST_MARKS


def test_utility_classes_that_speak_of_other_elements_name_nothing() -> None:
    assert mark_words("div", "[&>figcaption]:mt-2 lead [&_nav]:hidden") == ("<div>", "lead")


@pytest.mark.parametrize(
    "made_up", ["css-1ad8x2", "node-58ad1d2", "e-ad6e0a8", "card_body__Ee5Ad", "sc-gAdHjK", "bXnAd"]
)
def test_no_advertisement_is_read_out_of_a_number(made_up: str) -> None:
    assert "ad" not in mark_words("div", made_up)


@pytest.mark.parametrize(
    "name",
    [
        "ad",
        "AD",
        "ad-1",
        "ad1",
        "adBox",
        "AdSlot",
        "topAd",
        "HeaderAd2",
        "isAd",
        "ad_x",
        "ad300x250",
        "top-ad",
    ],
)
def test_an_advertisement_is_read_however_it_is_written(name: str) -> None:
    assert "ad" in mark_words("div", name)


def test_weights_are_right_for_more_elements_than_are_remembered() -> None:
    weights = MarkWeights({"bar": 2.0})
    elements = [
        ("div", f"bar n{'a' * (number % 7)}{chr(97 + number % 26)}{number}") for number in range(45_000)
    ]
    assert set(weights.of(elements)) == {2.0}
    assert weights.of([("div", "bar"), ("div", "foo")]) == [2.0, 0.0]


def test_the_weight_of_an_element_is_that_of_its_different_words() -> None:
    weights = MarkWeights(MARKS)
    assert weights.of([("article", "story story"), ("div", "unknown"), ("nav", "top")]) == [3.0, 0, -4.0]
    assert weights.of(("div", f"name{number}") for number in range(20_100)) == [0] * 20_100
    assert weights.of([("article", "story")]) == [3.0]


def test_marks_add_up_along_the_path() -> None:
    found = columns()
    assert found["marks_path"].tolist() == [-4, -4, 3, 3, 3, 3, -1, 0]
    assert found["marks_low"].tolist() == [-3, -3, 0, 0, 0, 0, -4, 0]
    assert found["marks_high"].tolist() == [0, 0, 3, 3, 3, 3, 3, 0]
    assert found["marks^0"].tolist() == [0, 0, 0, 0, 0, 0, -4, 0]
    assert found["marks^1"].tolist() == [0, 0, 3, 0, 0, 0, 3, 0]
    assert found["marks^2"].tolist() == [-3, -3, 0, 3, 3, 3, 0, 0]
    assert found["marks^3"].tolist() == [-1, -1, 0, 0, 0, 0, 0, 0]


def test_levels_are_counted_from_the_root() -> None:
    assert columns()["depth"].tolist() == [5, 5, 4, 5, 5, 5, 4, 2]


def test_the_distance_to_a_telling_container_is_in_levels() -> None:
    found = columns()
    assert found["in_article"].tolist() == [-1, -1, 1, 2, 2, 2, 1, -1]
    assert found["in_ul"].tolist() == [1, 1, -1, -1, -1, -1, -1, -1]
    assert found["in_li"].tolist() == [0, 0, -1, -1, -1, -1, -1, -1]
    assert found["in_p"].tolist() == [-1, -1, -1, 0, 0, 0, -1, -1]
    assert found["in_body"].tolist() == [4, 4, 3, 4, 4, 4, 3, 1]


def test_the_innermost_of_nested_telling_containers_counts() -> None:
    tree = tree_of("<section><section>a</section>b</section>")
    ones = np.ones(2)
    found = tree_columns(tree, {"words": ones, "good_words": ones, "link_words": ones})
    assert found["in_section"].tolist() == [0, 0]


def test_containers_are_told_by_what_they_hold() -> None:
    found = columns()
    assert found["words^0"].tolist() == WORDS.tolist()
    assert found["words^1"].tolist() == [2, 2, 63, 60, 60, 60, 63, 66]
    assert found["good^1"] == pytest.approx([0, 0, 60 / 63, 1, 1, 1, 60 / 63, 60 / 66])
    assert found["links^1"] == pytest.approx([1, 1, 1 / 63, 0, 0, 0, 1 / 63, 3 / 66])
    assert found["blocks^1"].tolist() == [2, 2, 5, 3, 3, 3, 5, 8]
    assert found["good_share^0"] == pytest.approx([0, 0, 0, 20 / 60, 30 / 60, 10 / 60, 0, 0])
    assert found["blocks^3"].tolist() == [2, 2, 8, 5, 5, 5, 8, 8]


def test_the_story_stands_in_the_container_of_most_weight() -> None:
    tree = tree_of()
    assert tree.layout.marks[tree.story(GOOD)].split() == ["text"]
    assert tree.layout.tags[tree.story(LINKS)] == "ul"


def test_blocks_are_told_by_their_distance_to_the_story() -> None:
    found = story_columns(tree_of(), GOOD, "story")
    assert found["story_up"].tolist() == [3, 3, 1, 0, 0, 0, 1, 3]
    assert found["story_down"].tolist() == [1, 1, 0, 1, 1, 1, 0, -2]
    assert found["story_before"].tolist() == [3, 2, 1, 0, 0, 0, 0, 0]
    assert found["story_after"].tolist() == [0, 0, 0, 0, 0, 0, 1, 2]


def test_a_story_very_deep_down_is_still_a_story() -> None:
    tree = tree_of("<p>out</p>" + "<div>" * 60 + "<p>in</p>")
    found = story_columns(tree, np.array([0.0, 5.0]), "story")
    assert found["story_up"].tolist() == [30, 0]


def test_a_page_without_a_good_paragraph_has_features_too() -> None:
    tree = tree_of("<p>a</p>")
    found = tree_columns(tree, {"words": np.ones(1), "good_words": np.zeros(1), "link_words": np.zeros(1)})
    assert all(np.isfinite(column.astype(float)).all() for column in found.values())
