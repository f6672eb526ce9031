"""A second whole story on a page goes; parts of one story stay."""

from __future__ import annotations

import pytest

from cleaner import Article, extract
from cleaner.document import BODY_LABELS

OWN = (
    "The council of Marbury voted on Tuesday to keep the old tram line open for another ten years.",
    "Supporters of the line had collected nine thousand signatures since the spring, more than the town has voters.",
    "The line carries four thousand people a day, most of them on their way to the paper mill by the river.",
    "Repairs of the two oldest cars begin in January and will cost about as much as a new bus.",
    "Opponents had asked for a cycle path in its place, which the council will look at again next year.",
)
OTHER = (
    "A beekeeper from Lower Tarn found a swarm of forty thousand bees in the cab of his parked lorry on Sunday.",
    "He had left a jar of honey on the seat overnight, he told the local radio, and one window open a little.",
    "A neighbour with an empty hive took the animals home the same evening, and nobody was stung on the way.",
)


def page(*parts: str, title: str = "Tram line stays for ten years - The Marbury Post") -> Article:
    """Return the article of a page with these parts."""
    return extract(
        f"<html><head><title>{title}</title></head><body><main>{''.join(parts)}</main></body></html>"
    )


def story(headline: str, byline: str, paragraphs: tuple[str, ...], *, level: int = 1) -> str:
    """Return a story as HTML."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<article><h{level}>{headline}</h{level}><p>{byline}</p>{text}</article>"


FIRST = story("Tram line stays for ten years", "By Ana Lima", OWN)
SECOND = story("Bees move into a lorry", "By Piet Bakker", OTHER)


def removed(article: Article) -> list[str]:
    """Return the texts that the rule removed."""
    last = {verdict.block: verdict for verdict in article.verdicts if verdict.span is None}
    return [article.blocks[block].text for block, verdict in last.items() if "another-story" in verdict.rule]


def test_a_second_story_under_the_pages_own_is_removed() -> None:
    article = page(FIRST, SECOND)
    assert set(OTHER) <= set(removed(article))
    assert article.text == "\n\n".join(OWN)


def test_every_further_story_is_removed_wherever_it_is_wrapped() -> None:
    article = page(f"<div>{FIRST}</div>", f"<div><div>{SECOND}</div></div>", SECOND.replace("Bees", "Wasps"))
    assert article.text == "\n\n".join(OWN)


def test_a_story_without_author_or_date_is_a_part_of_the_first() -> None:
    article = page(FIRST, SECOND.replace("By Piet Bakker", "Lower Tarn"))
    assert not removed(article)


def test_below_a_short_first_story_the_next_headline_goes_on_with_it() -> None:
    article = page(story("Tram line stays for ten years", "By Ana Lima", OWN[:1]), SECOND)
    assert not removed(article)


def test_a_page_whose_head_names_no_headline_is_left_alone() -> None:
    assert not removed(page(FIRST, SECOND, title="The Marbury Post"))


def test_headlines_that_the_head_names_are_all_the_pages_own() -> None:
    assert not removed(page(FIRST, SECOND, title="Tram line stays for ten years | Bees move into a lorry"))


def test_headings_of_the_second_level_head_parts_of_a_story() -> None:
    assert not removed(page(FIRST, story("Bees move into a lorry", "By Piet Bakker", OTHER, level=2)))


def test_a_line_with_a_year_right_below_its_headline_signs_a_story() -> None:
    article = page(FIRST, SECOND.replace("By Piet Bakker", "<a>Piet Bakker</a><time>11 Apr 2025</time>"))
    assert article.text == "\n\n".join(OWN)
    assert not removed(
        page(FIRST, SECOND.replace("By Piet Bakker", "They came in 2025, and nobody asked them to."))
    )


@pytest.mark.parametrize(
    "line",
    [
        "They came on the 11th, which was day 11 of April 2025.",
        "Bees 11 Apr 2025 and what the town of Lower Tarn had to say of them all",
    ],
    ids=["a sentence", "long"],
)
def test_a_sentence_or_a_long_line_with_a_date_signs_none(line: str) -> None:
    assert not removed(page(FIRST, SECOND.replace("By Piet Bakker", line)))
    short = line.removesuffix(".") if line.endswith(".") else " ".join(line.split()[:12])
    assert removed(page(FIRST, SECOND.replace("By Piet Bakker", short)))


def test_a_headline_of_the_second_level_heads_a_story_in_a_container_like_the_first_ones() -> None:
    second = story("Bees move into a lorry", "By Piet Bakker", OTHER, level=2)
    named = [
        f'<div class="infinite-item item-{number}">{each}</div>'
        for number, each in enumerate((FIRST, second))
    ]
    assert page(*named).text == "\n\n".join(OWN)
    assert not removed(page(named[0], named[1].replace("infinite-item", "chapter")))
    assert not removed(page(named[0], named[1].replace("div", "section")))
    assert not removed(page(*(each.replace("article", "section") for each in named)))


def test_a_story_above_the_pages_own_is_left_alone() -> None:
    assert not removed(page(SECOND, FIRST))


def test_headlines_inside_one_another_do_no_harm() -> None:
    nested = (
        f"<div><h1>Tram line stays for ten years{FIRST}<h1>Bees move into a lorry{SECOND}</h1></h1></div>"
    )
    assert set(OWN).isdisjoint(removed(page(nested)))


def test_a_page_of_many_headlines_is_a_list() -> None:
    many = "".join(SECOND.replace("Bees", f"Bees {number}") for number in range(40))
    assert not removed(page(FIRST, many))


def test_what_is_removed_is_named_as_another_story() -> None:
    article = page(FIRST, SECOND)
    last = {verdict.block: verdict for verdict in article.verdicts if verdict.span is None}
    why = {verdict.reason for verdict in last.values() if "another-story" in verdict.rule}
    assert why == {"Stands under a headline of its own behind the story that the page's head names."}
    assert all(
        verdict.label not in BODY_LABELS for verdict in last.values() if "another-story" in verdict.rule
    )
