"""Where text nodes stood in the source: found in order, however they are spelt, in linear time."""

from __future__ import annotations

from time import process_time

import pytest

from cleaner.split.locate import Locator


def found(source: str, *blocks: str | list[str]) -> list[str]:
    """Return the stretch of the source that each block is found at, in order."""
    locator = Locator(source)
    spans = [locator.locate([block] if isinstance(block, str) else block) for block in blocks]
    return [source[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("source", "text", "stretch"),
    [
        ("<p>Bridge</p>", "Bridge", "Bridge"),
        ("<p>\n  Bridge \n</p>", "\n  Bridge \n", "Bridge"),
        ("<p>a &amp; b</p>", "a & b", "a &amp; b"),
        ("<p>&eacute;t&#233;</p>", "été", "&eacute;t&#233;"),
        ("<p>&nbsp;a</p>", "\xa0a", "&nbsp;a"),
        ("<p>a&nbsp; </p>", "a\xa0 ", "a"),
        ("<p>a &amp;</p>", "a &", "a &amp;"),
        ("<p>&quot;Yes&quot;</p>", '"Yes"', "&quot;Yes&quot;"),
        ("<p>2 < 3</p>", "2 < 3", "2 < 3"),
        ("<p>a <3 b</p>", "a <3 b", "a <3 b"),
        ("<p>a<!-- c --></p>", "a", "a"),
        ("<p>Bridge", "Bridge", "Bridge"),
        ("Bridge<p>Bridge</p>", "Bridge", "Bridge"),
        ("<p>Bridges</p><p>Bridge</p>", "Bridge", "Bridge"),
        ("<p>Caf&eacute;s</p><p>Caf&eacute;</p>", "Café", "Caf&eacute;"),
        ("<p>Bri</b>dge</p>", "Bridge", "Bri</b>dge"),
        ("<p>Bri</i></b>dge <b>x", "Bridge ", "Bri</i></b>dge"),
    ],
)
def test_a_node_is_found_as_it_is_spelt(source: str, text: str, stretch: str) -> None:
    assert found(source, text) == [stretch]


def test_a_node_at_the_very_start_is_not_taken_for_a_later_one() -> None:
    locator = Locator("Bridge<p>Bridge</p>")
    assert [locator.locate(["Bridge"]), locator.locate(["Bridge"])] == [(0, 6), (9, 15)]


def test_a_block_reaches_from_its_first_to_its_last_visible_node() -> None:
    source = "<p>One <i>two</i> <b></b></p><p>three</p>"
    assert found(source, ["One ", "two", " "], ["three"]) == ["One <i>two", "three"]


def test_a_later_node_may_be_the_start_of_an_earlier_one() -> None:
    source = "<p>bridges<b>or</b>bridge</p>"
    assert found(source, ["bridges", "or", "bridge"]) == [source[3:-4]]


def test_short_last_nodes_are_looked_for_behind_the_telling_ones() -> None:
    source = "<p>See <a>x</a>, or rather a good deal more <i>of</i>, y</p>"
    pieces = ["See ", "x", ", or rather a good deal more ", "of", ", y"]
    assert found(source, pieces) == [source[3:-4]]


@pytest.mark.parametrize(
    "spelling",
    [
        "fa&ccedil;ade &amp; caf&eacute;s",
        "fa&#231;ade &amp; caf&#233;s",
        "façade &amp; cafés",
        "façade & cafés",
    ],
)
def test_a_node_far_ahead_is_found_in_the_usual_spellings(spelling: str) -> None:
    source = f"<img src='{'x' * 10_000}'><p>{spelling}</p>"
    assert found(source, "façade & cafés") == [spelling]


def test_the_plain_start_of_a_node_is_enough_far_ahead() -> None:
    source = f"<img src='{'x' * 10_000}'><p>All quiet on the Bridge &mdash; so far</p>"
    assert found(source, "All quiet on the Bridge — so far") == [source[source.index("All") : -4]]


def test_what_is_not_found_stands_at_the_cursor_and_moves_nothing() -> None:
    source = "<p>One</p><p>Two</p>"
    locator = Locator(source)
    assert locator.locate(["One"]) == (3, 6)
    assert locator.locate(["Nowhere"]) == (6, 6)
    assert locator.locate(["Two"]) == (13, 16)


def test_the_cursor_never_moves_back() -> None:
    assert found("<p>One</p><p>Two</p>", "Two", "One") == ["Two", ""]


SPELT = [("script", "script"), ("SCRIPT", "SCRIPT"), ("script", "SCRIPT"), ("SCRIPT", "script")]


@pytest.mark.parametrize(("first", "second"), SPELT)
@pytest.mark.parametrize("inside", [0, len("x=>word")], ids=["unknown", "known"])
def test_the_text_of_a_skipped_element_is_not_taken_for_the_pages(
    first: str, second: str, inside: int
) -> None:
    source = f"<{first}>x=>word</{first}><{second}>y=>word</{second}><p>word</p>"
    locator = Locator(source)
    locator.skip("script", inside)
    locator.skip("script", inside)
    assert locator.locate(["word"]) == (source.index("<p>") + 3, len(source) - 4)


@pytest.mark.parametrize("tag", ["script", "SCRIPT"])
def test_an_end_tag_that_an_element_holds_is_not_its_end(tag: str) -> None:
    held = f"<!-- <script>a</{tag}> --> x=>word"  # a script in a comment inside one does not end it
    source = f"<{tag}>{held}</{tag}><p>word</p>"
    locator = Locator(source)
    locator.skip("script", len(held))
    assert locator.locate(["word"]) == (source.index("<p>") + 3, len(source) - 4)


def test_an_end_far_behind_a_long_text_is_found() -> None:
    held = "x" * 1_500_000
    source = f"<script>{held}</script><p>word</p>"
    locator = Locator(source)
    locator.skip("script", len(held))
    assert locator.cursor == source.index("><p>")


@pytest.mark.parametrize("inside", [0, 5, 1_000])
def test_an_element_without_an_end_is_not_skipped(inside: int) -> None:
    locator = Locator("<p>word</p>")
    locator.skip("script", inside)
    assert locator.locate(["word"]) == (3, 7)


def test_markup_in_a_comment_is_not_taken_for_the_pages() -> None:
    source = "<!-- <p>word</p> --><p>word</p>"
    locator = Locator(source)
    locator.skip_comment(" <p>word</p> ")
    assert locator.locate(["word"]) == (23, 27)


def test_a_node_right_behind_a_comment_is_found_in_any_spelling() -> None:
    source = "<!-- <p>x</p> -->a &amp; b<p>a</p>"
    locator = Locator(source)
    locator.skip_comment(" <p>x</p> ")
    assert locator.locate(["a & b"]) == (17, 26)


def test_a_comment_inside_a_block_does_not_hide_what_follows() -> None:
    source = "<p>word<b>x</b><!-- <p>y</p> -->a &amp; b</p>"
    assert found(source, ["word", "x", "a & b"]) == [source[3:-4]]


def test_a_comment_that_is_not_there_is_not_skipped() -> None:
    locator = Locator("<p>word</p>")
    locator.skip_comment(" <p> ")
    assert locator.locate(["word"]) == (3, 7)


def test_references_everywhere_do_not_tire_the_search() -> None:
    source = "<p>&eacute;</p>" * 2_000
    assert found(source, *["é"] * 2_000) == ["&eacute;"] * 2_000


def test_searches_in_vain_end() -> None:
    source = "<p>x</p>" * 50_000
    locator = Locator(source)
    start = process_time()
    for _ in range(5_000):
        locator.skip("script", 0)
        locator.skip_comment("<")
        assert locator.locate(["a text of some length & more"]) == (0, 0)
    assert process_time() - start < 3
    assert locator.locate(["x"]) == (3, 4)
