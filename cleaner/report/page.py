"""The report on one document: what was kept, what was removed and why, and a way to set it right."""

from __future__ import annotations

import re
import zlib
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from typing import Any, NamedTuple

from cleaner.config import Config
from cleaner.decode import decode
from cleaner.document import Article, Label
from cleaner.render.decisions import decisions
from cleaner.render.text import kept
from cleaner.report.blocks import FURNITURE, KEPT, REMOVED, SIGNS, BlockView, block_views, group_of
from cleaner.report.fixture import FixtureRow, fixture_rows
from cleaner.report.rulebook import anchor, rule_pages
from cleaner.report.shell import render_page
from cleaner.report.sketch import WIDTH, Box, sketch
from cleaner.report.stub import stub_matchers
from cleaner.rules.catalogue import AnyRule
from cleaner.split.dispatch import split
from cleaner.split.join import join_blocks

__all__ = ["render_report"]

GROUPS = ((KEPT, "kept"), (FURNITURE, "kept on request"), (REMOVED, "removed"))
SKETCH_SHAPE = (1.0, 5.0)
"""The least and the greatest height of a sketch, in widths: a longer page is pressed together."""
SUFFIXES = {"html": ".html", "markdown": ".md"}
_SLUG = re.compile(r"[^a-z0-9]+")
SLUG_LENGTH = 40
REPAIRS = 200
"""Repairs that the table lists; the rest are counted."""


class _Group(NamedTuple):
    """A group of labels for the toggles and the bar: `share` of all words, from `before` on, in percent."""

    id: str
    name: str
    sign: str
    labels: list[tuple[str, int]]
    words: int
    before: float
    share: float


def render_report(
    article: Article,
    source: str | bytes,
    *,
    name: str = "",
    config: Config | None = None,
    rules: Iterable[AnyRule] = (),
) -> str:
    """Return a page of HTML, complete in itself, on what was made of one document.

    `article` is what `Cleaner(config).extract(source)` returned, `name` how the document is called where it
    comes from, and `rules` those whose entries shall be shown with the verdicts that they gave. A sketch of
    the page is only there for HTML, and only if `source` and `config` are what `article` was made with.
    """
    made = decisions(len(article.blocks), article.verdicts)
    views = block_views(article, made)
    encoding = article.encoding if isinstance(source, bytes) else None
    decoded = decode(source, encoding=encoding).text
    rows = fixture_rows(article, decoded, made)
    pages = rule_pages(article.verdicts, rules)
    values = {
        "article": article,
        "name": name,
        "heading": article.title or name or "Untitled document",
        "version": version("article-cleaner"),
        "views": views,
        "rows": rows,
        "groups": _groups(views),
        "paragraphs": list(_paragraphs(article)),
        "sketch": _sketch(_boxes(article, decoded, config or Config()), views),
        "rules": pages,
        "anchors": {page.id: anchor(page.id) for page in pages},
        "facts": [*_facts(article, name), *article.metadata],
        "repairs": article.repairs[:REPAIRS],
        "data": _data(article, source, views, rows, name),
    }
    return render_page("page.html", ["common.css", "page.css"], ["zip.js", "page.js"], values)


def _groups(views: Sequence[BlockView]) -> list[_Group]:
    """Return the groups of labels that the document has."""
    blocks = Counter(view.label for view in views)
    words = Counter[str]()
    for view in views:
        words[view.group] += len(view.block.text.split())
    known = [label.value for label in Label]
    order = [*known, *(name for name in blocks if name not in known)]
    total = max(1, words.total())
    groups: list[_Group] = []
    before = 0.0
    for group, name in GROUPS:
        labels = [(label, blocks[label]) for label in order if blocks[label] and group_of(label) == group]
        share = 100 * words[group] / total
        groups.append(
            _Group(group, name, SIGNS[group], labels, words[group], round(before, 2), round(share, 2))
        )
        before += share
    return groups


def _paragraphs(article: Article) -> Iterator[list[tuple[int, str]]]:
    """Yield the kept text as paragraphs of stretches: the number of a block, from 1, and its text."""
    paragraph: list[tuple[int, str]] = []
    for stays in kept(article.blocks, article.verdicts):
        if paragraph and not stays.joined:
            yield paragraph
            paragraph = []
        kind = article.blocks[stays.block].kind
        before = paragraph[-1][1] if paragraph else ""
        both = join_blocks((before, stays.text), (False, True), (kind, kind))
        paragraph.append((stays.block + 1, both.removeprefix(before)))
    if paragraph:
        yield paragraph


def _boxes(article: Article, decoded: str, config: Config) -> list[Box]:
    """Return where the blocks of a page stood; nothing if the source was cut into other blocks."""
    if article.kind != "html" or not decoded:
        return []
    layout, _ = split(decoded, "html", config)
    same = list(layout.starts) == [block.start for block in article.blocks]
    return sketch(layout) if same else []


def _sketch(boxes: Sequence[Box], views: Sequence[BlockView]) -> dict[str, Any] | None:
    """Return the sketch as the template draws it, or None if there is none."""
    if not boxes:
        return None
    bottom = max(box.y + box.height for box in boxes)
    least, greatest = (WIDTH * height for height in SKETCH_SHAPE)
    height = min(max(bottom, least), greatest)
    scale = min(1.0, height / bottom)
    return {
        "width": WIDTH,
        "height": round(height, 1),
        "boxes": [
            {
                "view": views[box.block],
                "x": round(box.x, 1),
                "y": round(box.y * scale, 1),
                "width": round(box.width, 1),
                "height": round(max(0.6, box.height * scale), 1),
            }
            for box in boxes
        ],
    }


def _facts(article: Article, name: str) -> Iterator[tuple[str, str]]:
    """Yield names and values of what is known of the document."""
    known = (
        ("title", article.title),
        ("standfirst", article.standfirst),
        ("byline", article.byline),
        ("date", article.date),
        ("language", article.language),
        ("input", name),
        ("url", article.url),
        ("kind", article.kind),
        ("encoding", article.encoding),
    )
    yield from ((fact, value) for fact, value in known if value)


def _data(
    article: Article, source: str | bytes, views: Sequence[BlockView], rows: Sequence[FixtureRow], name: str
) -> dict[str, Any]:
    """Return what the page's script needs to write corrections down."""
    content = source.encode("utf-8", "replace") if isinstance(source, str) else bytes(source)
    encoding = article.encoding if isinstance(source, bytes) else None
    wholes = [" ".join(view.block.text.split()) for view in views]
    return {
        "slug": _slug(article.title or name),
        "title": article.title or name,
        "language": article.language or "",
        "kind": article.kind,
        "suffix": SUFFIXES.get(article.kind, ".txt"),
        "encoding": encoding or "utf-8",
        "source": b64encode(zlib.compress(content, 9)).decode(),
        "groups": {label.value: group_of(label) for label in Label},
        "signs": SIGNS,
        "blocks": [
            {
                "label": view.label,
                "kind": view.block.kind.value,
                "rule": view.reason.rule if view.reason else "",
                "whole": whole,
                "matcher": matcher,
                **row._asdict(),
            }
            for view, row, whole, matcher in zip(views, rows, wholes, stub_matchers(wholes), strict=True)
        ],
    }


def _slug(title: str) -> str:
    """Return a name for a folder: the title's first words in plain letters."""
    slug = _SLUG.sub("-", title.lower()).strip("-")
    short = slug[:SLUG_LENGTH]
    return (short if len(slug) <= SLUG_LENGTH else short.rpartition("-")[0] or short).strip("-") or "document"
