"""What a page's head says about its story: title, author, date, language, address."""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from cleaner.charset import without_surrogates
from cleaner.config import Repairs, repairs_of
from cleaner.normalise import normalise
from cleaner.repair import repair as repair_text
from cleaner.repair import strip_controls
from cleaner.split.layout import Head

__all__ = ["SITES", "Facts", "facts_of"]

_TITLES = ("og:title", "twitter:title", "headline", "dc.title")
_AUTHORS = ("author", "article:author_name", "byl", "dc.creator", "parsely-author", "sailthru.author")
_DATES = (
    "article:published_time", "datepublished", "date", "dc.date", "dcterms.created", "parsely-pub-date",
    "sailthru.date", "pubdate", "publishdate", "og:published_time", "article:modified_time",
)  # fmt: skip
SITES = ("og:site_name", "application-name")
"""Meta elements with the name of the site."""
_SEPARATORS = (" | ", " – ", " — ", " - ", " :: ", " » ")
_OF_OTHERS = frozenset({"itemListElement", "comment", "mentions"})
"""Properties in JSON-LD that hold other stories than the page's own, or what readers say."""
_DEEPEST = 12
"""Levels of a JSON-LD document that are read."""
_MOST_AUTHORS = 20
"""Authors; a longer list is one of a site's whole staff."""


class Facts(NamedTuple):
    """Facts as the page's head states them, without characters that show nothing; None where it does not."""

    title: str | None
    author: str | None
    date: str | None
    language: str | None
    url: str | None


def facts_of(head: Head, *, repair: Repairs = True) -> Facts:
    """Return what the head says; JSON-LD first, for it is made for machines, then meta elements.

    `repair` is that of `Config`: a fact is mended as the text is, but stands nowhere that could be told.
    """
    story, dated = _stories(head)
    metas = head.metas
    title = _text(story.get("headline")) or _first(metas, _TITLES) or _without_site(head)
    author = ", ".join(_names(story.get("author"), _DEEPEST)) or _first(metas, _AUTHORS, _plain_author)
    date = _text(dated.get("datePublished")) or _first(metas, _DATES)
    language = head.language or metas.get("content-language") or metas.get("og:locale")
    address = head.canonical or metas.get("og:url")
    facts = (title, author, date, (language or "").replace("_", "-"), address)
    return Facts(*(_shown(fact or "", repair) for fact in facts))


def _shown(fact: str, repair: Repairs) -> str | None:
    """Return what a reader sees of a fact that is mended, or None if that is nothing."""
    names = repairs_of(repair)
    if "mojibake" in names:
        fact = repair_text(fact)[0]
    return " ".join(strip_controls(normalise(fact, names)[0]).split()) or None


def _first(metas: dict[str, str], names: tuple[str, ...], accept: Callable[[str], str] = str) -> str:
    values = (accept(" ".join(metas[name].split())) for name in names if name in metas)
    return next(filter(None, values), "")


def _text(value: Any) -> str:  # noqa: ANN401 - JSON
    return " ".join(html.unescape(without_surrogates(value)).split()) if isinstance(value, str) else ""


def _plain_author(author: str) -> str:
    """Return an author that is a name and not the address of a profile."""
    return "" if author.startswith(("http:", "https:", "@")) else author


def _without_site(head: Head) -> str:
    """Return the page's title without the name of the site at its end."""
    title = head.title
    site = _first(head.metas, SITES).lower()
    for separator in _SEPARATORS:
        front, found, back = title.rpartition(separator)
        if found and site and back.lower() in (site, f"the {site}"):
            return front
    return title


def _names(value: Any, depth: int) -> list[str]:  # noqa: ANN401 - JSON
    if not depth:
        return []
    if isinstance(value, dict):
        return _names(value.get("name"), depth - 1)
    if isinstance(value, list):
        return list(
            dict.fromkeys(name for entry in value[:_MOST_AUTHORS] for name in _names(entry, depth - 1))
        )
    name = _plain_author(_text(value))
    return [name] if name else []


def _stories(head: Head) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the JSON-LD object that describes the story, and the one that tells its date.

    A story is what has a headline. Where nothing has one, it is the first object with a date, as a page has one.
    """
    first: dict[str, Any] = {}
    for script in head.json_ld:
        if "headline" in script or "datePublished" in script:
            try:
                document = json.loads(script, strict=False)
            except (ValueError, RecursionError):
                continue
            for entry in _objects(document, _DEEPEST):
                if "headline" in entry:
                    return entry, entry if "datePublished" in entry else first
                if not first and "datePublished" in entry:
                    first = entry
    return first, first


def _objects(value: Any, depth: int) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - JSON
    """Yield the objects of a document, but those that the page's own story only names."""
    if depth and isinstance(value, dict):
        yield value
        for name, child in value.items():
            if name not in _OF_OTHERS:
                yield from _objects(child, depth - 1)
    elif depth and isinstance(value, list):
        for child in value:
            yield from _objects(child, depth - 1)
