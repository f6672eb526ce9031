"""What a site repeats and a story needs: a story at several addresses, questions, ingredients, names of parts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from furniture_support import PLEDGE, cleaned, furniture_of, html_page, kept, paragraph, story, text_page

from cleaner import extract
from cleaner.furniture.learn import learn
from cleaner.furniture.store import Furniture
from cleaner.source import Source

SITE = "https://gazette.example"
NEW = f"{SITE}/new"
MAKERS = pytest.mark.parametrize("page", [html_page, text_page], ids=["html", "text"])


def article_page(*parts: str) -> str:
    """Return a page with these elements for its story."""
    return f"<html><body><main><article><h1>A page</h1>{''.join(parts)}</article></main></body></html>"


def paragraphs(*texts: str) -> str:
    """Return paragraphs of a page."""
    return "".join(f"<p>{text}</p>" for text in texts)


def listed(items: Sequence[str]) -> str:
    """Return a list."""
    return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"


def is_kept(text: str, page: str, furniture: Furniture) -> bool:
    """Tell whether a new page keeps a line with furniture that it keeps without."""
    assert text in kept(extract(page))
    return text in kept(cleaned(page, furniture))


# -- one story at several addresses -------------------------------------------------------------------


@MAKERS
@pytest.mark.parametrize(("addresses", "others"), [(5, 0), (10, 0), (6, 5), (40, 20), (5, 15)])
def test_a_story_that_was_seen_at_several_addresses_stays(
    page: Callable[..., str], addresses: int, others: int
) -> None:
    told = story("told", 8)
    sources = [Source(page(told), f"{SITE}/told?visit={number}") for number in range(addresses)]
    sources += [Source(page(story(number)), f"{SITE}/{number}") for number in range(others)]
    furniture = learn(sources)
    for url in (f"{SITE}/told?visit=0", f"{SITE}/told?visit=new"):
        assert kept(cleaned(page(told), furniture, url)) == told


@MAKERS
def test_a_story_that_was_seen_below_a_host_alone_stays(page: Callable[..., str]) -> None:
    told = story("told", 8)
    numbers = ["one", "two", "three", "four", "five"]
    sources = [
        Source(page(told, [f"Number {word} of what others read, the clerk said."]), "gazette.example")
        for word in numbers
    ]
    sources += [Source(page(story(word)), "gazette.example") for word in numbers]
    new = page(told, ["Number six of what others read, the clerk said."])
    assert set(told) <= set(kept(cleaned(new, learn(sources), "gazette.example")))


@MAKERS
def test_what_stands_on_more_pages_than_such_a_story_goes(page: Callable[..., str]) -> None:
    told = story("told", 8)
    sources = [Source(page(told, below=[PLEDGE]), f"{SITE}/told?visit={number}") for number in range(6)]
    sources += [Source(page(story(number), below=[PLEDGE]), f"{SITE}/{number}") for number in range(4)]
    assert kept(cleaned(page(told, below=[PLEDGE]), learn(sources))) == told


@MAKERS
def test_a_pledge_goes_from_a_page_without_a_story_too(page: Callable[..., str]) -> None:
    furniture = furniture_of([page(story(number), below=[PLEDGE]) for number in range(12)])
    assert kept(cleaned(page([], below=[PLEDGE]), furniture)) == []


# -- paragraphs in the midst of a story ---------------------------------------------------------------


@MAKERS
def test_background_that_less_than_half_of_the_pages_carry_stays(page: Callable[..., str]) -> None:
    background = paragraph("background")

    def told(number: int | str) -> str:
        return page([*story(f"{number}a", 2), background, *story(f"{number}b", 2)])

    pages = [told(number) if number < 32 else page(story(number, 4)) for number in range(70)]
    assert is_kept(background, told("new"), furniture_of(pages))


@MAKERS
def test_a_pledge_in_the_midst_of_most_stories_goes(page: Callable[..., str]) -> None:
    def told(number: int | str) -> str:
        return page([*story(f"{number}a", 2), PLEDGE, *story(f"{number}b", 2)])

    assert not is_kept(PLEDGE, told("new"), furniture_of([told(number) for number in range(12)]))


# -- short lines of a story ---------------------------------------------------------------------------

FOODS = [
    "200 g flour",
    "2 eggs",
    "A pinch of salt",
    "100 g rice",
    "1 bay leaf",
    "2 onions, sliced",
    "Dried thyme",
]


def recipe(number: int | str, first: int) -> str:
    """Return a recipe with four foods and two steps, of which other pages know one."""
    foods = [FOODS[(first + step) % len(FOODS)] for step in range(4)]
    steps = ["Heat the oven to 180 degrees.", paragraph(f"{number}, step")]
    return article_page(
        paragraphs(paragraph(number)), "<h2>Ingredients</h2>", listed(foods), "<h2>Method</h2>", listed(steps)
    )


@pytest.mark.parametrize("pages", [5, 20])
def test_a_recipe_keeps_its_ingredients(pages: int) -> None:
    furniture = furniture_of([recipe(number, number) for number in range(pages)])
    new = recipe("new", 2)
    for line in ("Ingredients", "A pinch of salt", "100 g rice", "Method", "Heat the oven to 180 degrees."):
        assert is_kept(line, new, furniture)


@pytest.mark.parametrize("pages", [5, 20])
def test_an_explainer_keeps_the_names_of_its_parts(pages: int) -> None:
    names = ["What happened?", "Why it matters", "The verdict"]

    def explainer(number: int | str) -> str:
        parts = [f"<h2>{name}</h2><p>{paragraph(f'{number}, {name}')}</p>" for name in names]
        return article_page(paragraphs(paragraph(number)), *parts)

    furniture = furniture_of([explainer(number) for number in range(pages)])
    assert all(is_kept(name, explainer("new"), furniture) for name in names)


def interview(number: int | str, questions: Sequence[str]) -> str:
    """Return a page on which a paragraph answers each question."""
    parts = [f"<p><strong>{each}</strong></p><p>{paragraph(f'{number}, {each}')}</p>" for each in questions]
    return article_page(paragraphs(paragraph(number)), *parts)


QUESTIONS = [
    "Who taught you to sail?",
    "Do you believe in luck?",
    "What do you regret?",
    "Where is your home?",
]


def test_a_site_of_interviews_keeps_the_questions_of_each() -> None:
    furniture = furniture_of([interview(number, QUESTIONS) for number in range(12)])
    assert all(is_kept(each, interview("new", QUESTIONS), furniture) for each in QUESTIONS)


def test_a_question_that_a_few_pages_ask_stays() -> None:
    asked = QUESTIONS[:1]
    pages = [interview(number, asked) for number in range(5)]
    pages += [article_page(paragraphs(*story(number))) for number in range(15)]
    assert is_kept(asked[0], interview("new", asked), furniture_of(pages))


@pytest.mark.parametrize(
    "written",
    [
        "<p>{}</p>",
        "<p><strong>{}</strong></p>",
        "<div class='box'><p>{}</p></div>",
        "<div class='box'><h3>{}</h3></div>",
        "<ul class='box'><li>{}</li></ul>",
    ],
)
@pytest.mark.parametrize("line", ["The Gazette needs you now.", "Stay with us on the quay every morning"])
def test_a_standing_line_in_the_midst_of_most_stories_goes(written: str, line: str) -> None:
    def told(number: int | str) -> str:
        before, after = story(f"{number}a", 3), story(f"{number}b", 3)
        return article_page(paragraphs(*before), written.format(line), paragraphs(*after))

    assert not is_kept(line, told("new"), furniture_of([told(number) for number in range(12)]))


def test_a_box_in_the_midst_of_the_stories_of_one_section_goes() -> None:
    line = "Stay with us on the quay every morning"
    box = f"<div class='box'><p>{line}</p></div>"

    def told(number: int | str, middle: str = "") -> str:
        return article_page(paragraphs(*story(f"{number}a", 3)), middle, paragraphs(*story(f"{number}b", 3)))

    pages = [told(number, box if number < 8 else "") for number in range(24)]
    assert not is_kept(line, told("new", box), furniture_of(pages))
