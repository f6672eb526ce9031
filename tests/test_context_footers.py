"""The foot of a page goes; the foot of a story stays."""

from __future__ import annotations

import pytest

from cleaner import extract

STORY = "".join(
    f"<p>The tram of Marbury carried {number} thousand people over the old bridge on the first Sunday of May.</p>"
    for number in range(4, 10)
)
FOOT = (
    "<p>The Marbury Post has been printed in the lane behind the town hall since 1904, and we would be glad to hear "
    "from you about the town, its people and their past.</p>"
)


def is_kept(page: str) -> bool:
    """Tell whether the sentences of the foot are in the text of a page, none of whose story is lost."""
    article = extract(f"<html><body>{page}</body></html>", kind="html")
    assert article.text.count("tram of Marbury") == STORY.count("<p>")
    return "since 1904" in article.text


def test_the_foot_of_a_page_goes() -> None:
    assert not is_kept(f"<main>{STORY}</main><footer>{FOOT}</footer>")
    assert not is_kept(
        f"<div><article>{STORY}</article></div><div><div id=footer><div>{FOOT}</div></div></div>"
    )


@pytest.mark.parametrize(
    "page",
    [
        f"<main>{STORY}<footer>{FOOT}</footer></main>",
        f"<div>{STORY}</div><footer>{FOOT}</footer>",
        f"<footer>{FOOT}</footer><main>{STORY}</main>",
        f"<main><nav>Home</nav></main><div id=footer>{STORY}{FOOT}</div>",
        f"<div><article><p>A tram is a train that stops for people.</p></article>{STORY}</div><footer>{FOOT}</footer>",
        f"<article>{STORY}</article><div class=article-footer>{FOOT}</div>",
    ],
)
def test_the_foot_of_a_story_and_that_of_a_page_without_a_main_part_are_the_scorers(page: str) -> None:
    assert is_kept(page)
