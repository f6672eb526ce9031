"""Made-up crawls: the furniture of a real page around the stories of other sites, some of it changing."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle
from random import Random
from typing import NamedTuple

from corpora import Page, body_blocks, pages

from cleaner.config import Config
from cleaner.decode import decode
from cleaner.furniture.shape import line_key
from cleaner.split.builder import STORY_MARKS
from cleaner.split.dispatch import split as split_document
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


def crawls(sites: int, old: int, new: int, mode: str, split: str | None = None) -> Iterator[Crawl]:
    """Yield made-up sites of `old` and `new` pages, of the pages of one split or of all; the same in every run.

    Each takes its furniture from one page of a site of `news.parquet`. Lines that the site's other page has as
    well stay on every page; the others, the teasers of the day, are lines like them of all sites, as long but
    of no story, each place changing every one, two, five or twenty pages. Stories are those of the other sites.
    """
    every = [page for page in pages("news") if split in (None, page.split)]
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
    told = {line_key(line) for page in every for line in page.gold.split("\n")}
    changing = (template.layout.texts[index] for template in templates for index in template.changing)
    pool = _pool(line for line in changing if line_key(line) not in told)
    for number, template in enumerate(templates):
        random = Random(number)  # noqa: S311 - made up, and the same each time
        others = [lines for host, lines in stories if host != template.host]
        news = random.sample(others, old + new)  # a story that comes twice would be one of a second address
        days = _teasers(template, pool, random, old + new)
        made = [_page(template, news[day], teasers, mode, day) for day, teasers in enumerate(days)]
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
    return text, split_document(text, "html" if mode == "html" else "text", Config())[0]


def _size(line: str) -> int:
    """Return a number for about how many words a line has: 1, 2 for two or three, 3 for four to seven."""
    return len(line.split()).bit_length()


def _pool(lines: Iterable[str]) -> dict[int, list[str]]:
    """Return lines of which no two have one shape, by their size."""
    pool: dict[int, list[str]] = {}
    for line in {line_key(line): line for line in sorted(lines)}.values():
        pool.setdefault(_size(line), []).append(line)
    return pool


def _teasers(
    template: _Template, pool: Mapping[int, Sequence[str]], random: Random, days: int
) -> Iterator[dict[int, str]]:
    """Yield what stands in the changing places on each day.

    A line is about as long as the one whose place it takes, and stands in one place. Once gone, it comes back
    only when the site has shown all that are so long.
    """
    texts = template.layout.texts
    lives = {index: random.choice(LIVES) for index in template.changing}
    sizes = {index: _size(texts[index]) for index in template.changing}
    fresh = {
        size: cycle(random.sample(pool[size], len(pool[size])))
        for size in sorted(set(sizes.values()))
        if pool.get(size)
    }
    shown = {index: texts[index] for index in template.changing}
    for day in range(days):
        for index, life in lives.items():
            if (day == 0 or (day + index) % life == 0) and sizes[index] in fresh:
                shown[index] = next(fresh[sizes[index]])
        yield dict(shown)


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
