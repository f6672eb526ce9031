"""What one document tells about its site: each of its lines, once. The map of a map and reduce."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from cleaner.config import Config, Kind
from cleaner.decode import decode
from cleaner.furniture.shape import line_key
from cleaner.furniture.site import page_of, site_of
from cleaner.split.dispatch import split

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Sightings", "Source", "sightings"]

_LONGEST_TEXT = 200
"""Characters of a line that are kept to be read by people."""


class Source(NamedTuple):
    """A document to learn from: its content, and its URL or at least its host."""

    content: str | bytes
    address: str | None
    kind: Kind = "auto"


class Sightings(NamedTuple):
    """The lines of one document: the key of each different one, and its text.

    `page` tells pages of a site apart: by URL, and by content where there is only a host.
    """

    site: str
    page: int
    keys: Sequence[int]
    texts: Sequence[str]


def sightings(source: Source, config: Config) -> Sightings | None:
    """Return the lines of a document, or None if its site is not known or it has none. No content raises."""
    site = site_of(source.address)
    if not site:
        return None
    layout, _ = split(decode(source.content).text, source.kind, config)
    lines: dict[int, str] = {}
    for text in layout.texts:
        lines.setdefault(line_key(text), text[:_LONGEST_TEXT])
    if not lines:
        return None
    return Sightings(site, page_of(source.address, lines), list(lines), list(lines.values()))
