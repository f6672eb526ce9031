"""Made-up crawls: the furniture of a real page around the stories of other sites, some of it changing."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import NamedTuple

from corpora import Page, body_blocks, pages

from cleaner.config import Config
from cleaner.decode import decode
from cleaner.furniture.shape import line_key
from cleaner.split.dispatch import split
from cleaner.split.html import STORY_MARKS
from cleaner.split.layout import Layout

__all__ = ["Crawl", "MadePage", "crawls"]

LIVES = (1, 2, 5, 20)
"""For how many pages in a row a changing line stays, such as a teaser: each place has one of these."""
LEAST = 5
"""Paragraphs of a story, at least, and places for them on a page."""


class MadePage(NamedTuple):
    """A page with the text that should come out."""

    content: str
    url: str
    gold: str


@dataclass(frozen=True, slots=True)
class Crawl:
    """The pages of a made-up site, the old ones to learn from, the new ones that follow them."""

    site: str
    old: Sequence[MadePage]
    new: Sequence[MadePage]


@dataclass(frozen=True, slots=True)
class _Template:
    """A real page: its text, its blocks, which of them are story, and which its twin has not."""

    text: str
    layout: Layout
    body: Sequence[int]
    changing: Sequence[int]
    host: str


def crawls(sites: int, old: int, new: int, mode: str) -> Iterator[Crawl]:
    """Yield made-up sites of `old` and `new` pages; the same ones in every run.

    Each takes its furniture from one page of a site of `news.parquet`. Lines that the site's other page has as
    well stay on every page; the others, the teasers of the day, are lines like them of all sites, each place
    changing every one, two, five or twenty pages. Stories are those of the other sites.
    """
    every = list(pages("news"))
    by_host: dict[str, list[Page]] = {}
    for page in every:
        by_host.setdefault(page.host, []).append(page)
    templates = [
        template
        for pair in by_host.values()
        if len(pair) > 1 and (template := _template(pair[0], pair[1], mode)) is not None
    ][:sites]
    stories = [
        (page.host, lines)
        for page in every
        if len(lines := [" ".join(line.split()) for line in page.gold.split("\n") if line.strip()]) >= LEAST
    ]
    teasers = sorted({template.layout.texts[index] for template in templates for index in template.changing})
    for number, template in enumerate(templates):
        random = Random(number)  # noqa: S311 - made up, and the same each time
        others = [lines for host, lines in stories if host != template.host]
        told = random.sample(others, old + new)  # a story that comes twice would be one of a second address
        lives = {index: random.choice(LIVES) for index in template.changing}
        made = [
            _page(template, told[day], _teasers(teasers, lives, number, day), mode, day)
            for day in range(old + new)
        ]
        yield Crawl(template.host, made[:old], made[old:])


def _template(page: Page, twin: Page, mode: str) -> _Template | None:
    text, layout = _layout(page, mode)
    _, other = _layout(twin, mode)
    shared = {line_key(line) for line in other.texts}
    body = body_blocks(layout.texts, page.gold)
    hidden = [bool(layout.tags) and STORY_MARKS in layout.marks[node] for node in layout.nodes]
    places = [index for index in range(len(layout)) if body[index] and not hidden[index]]
    changing = [
        index
        for index in range(len(layout))
        if not body[index] and not hidden[index] and line_key(layout.texts[index]) not in shared
    ]
    return _Template(text, layout, places, changing, page.host) if len(places) >= LEAST else None


def _layout(page: Page, mode: str) -> tuple[str, Layout]:
    text = decode(page.source(mode)).text
    return text, split(text, "html" if mode == "html" else "text", Config())[0]


def _teasers(pool: Sequence[str], lives: dict[int, int], site: int, day: int) -> dict[int, str]:
    """Return what stands in the changing places on a day."""
    return {
        index: Random(f"{site} {index} {(day + index) // life}").choice(pool)  # noqa: S311 - as above
        for index, life in lives.items()
    }


def _page(
    template: _Template, story: Sequence[str], teasers: dict[int, str], mode: str, day: int
) -> MadePage:
    """Return the template with a story in the places of its own, as far as they go, and teasers."""
    told = story[: len(template.body)]
    new = dict(zip(template.body, [*told, *[""] * (len(template.body) - len(told))], strict=True)) | teasers
    layout, pieces, position = template.layout, [], 0
    for index in sorted(new, key=lambda index: layout.starts[index]):
        start, end = layout.starts[index], layout.ends[index]
        if start < position:
            continue
        written = _written(template.text[start:end], layout.texts[index], new[index], mode)
        pieces += [template.text[position:start], written]
        position = end
    content = "".join([*pieces, template.text[position:]])
    return MadePage(content, f"https://{template.host}/made-up/{day}", "\n".join(told))


def _written(source: str, was: str, text: str, mode: str) -> str:
    """Return a stretch of the source with another text; links around it stay."""
    if mode != "html":
        return text
    written = html.escape(text, quote=False)
    for form in (was, html.escape(was, quote=False)):
        if form in source:
            return source.replace(form, written, 1)
    return written
