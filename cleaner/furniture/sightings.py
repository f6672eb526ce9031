"""What one document tells about its site: its lines and its containers, each once. The map of a map and reduce."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from cleaner.config import Config
from cleaner.decode import decode
from cleaner.furniture.containers import container_keys, container_path, tallies
from cleaner.furniture.shape import key_of, shape
from cleaner.furniture.site import page_of, site_of
from cleaner.furniture.store import CONTAINER, LINE
from cleaner.label import Judges, label
from cleaner.source import Source
from cleaner.split.dispatch import split
from cleaner.split.layout import Layout

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["SIGHTING", "Sighting", "Sightings", "sightings", "sightings_table", "to_stream"]

_LONGEST_TEXT = 200
"""Characters of the shape of a line, or of a path, that are kept to be read by people. Being what the key stands
for, they are the same whichever page is read first."""

SIGHTING = ("site", "page", "kind", "key", "story", "weight", "text")
"""The columns of a table of sightings."""


class Sighting(NamedTuple):
    """A line or a container of a document; `story` and `weight` are a container's, in parts of `UNIT`."""

    kind: str
    key: int
    story: int
    weight: int
    text: str


class Sightings(NamedTuple):
    """The lines and containers of one document; `page` is a number that tells the pages of a site apart."""

    site: str
    page: int
    found: Sequence[Sighting]


def sightings(source: Source, config: Config, judges: Judges) -> Sightings | None:
    """Return what a document shows of its site, or None if nobody knows the site or it shows nothing.

    A page of HTML that comes without an address is taken at its own word about it. The containers of a page
    are judged by the scorer. No content raises.
    """
    decoded = decode(source.content, encoding=source.encoding, hint=source.hint)
    layout, _ = split(decoded.text, source.kind, config)
    address = source.url or layout.head.canonical
    site = site_of(address)
    if not site or not len(layout):
        return None
    shapes = dict.fromkeys(map(shape, layout.plain))
    lines = {key_of(each): each for each in shapes}
    found = [Sighting(LINE, key, 0, 0, each[:_LONGEST_TEXT]) for key, each in lines.items()]
    if layout.tags:
        found += _containers(layout, judges)
    return Sightings(site, page_of(address, lines), found)


def _containers(layout: Layout, judges: Judges) -> Iterator[Sighting]:
    keys = container_keys(layout)
    where = dict(zip(keys, layout.nodes, strict=True))
    for key, (story, weight) in tallies(label(layout, judges), keys).items():
        path = container_path(layout, where[key])
        yield Sighting(CONTAINER, key, story, weight, path[-_LONGEST_TEXT:])


def sightings_table(found: Iterable[Sightings]) -> pa.Table:
    """Return sightings as a table, a row for each line and each container of each document.

    It is what the map of a map and reduce hands on: tables of several machines are merged by
    `cleaner.furniture.learn.merge`.
    """
    import pyarrow as pa  # noqa: PLC0415 - who only cleans does not need it

    rows = [(page.site, page.page, *row) for page in found for row in page.found]
    sites, pages, kinds, keys, stories, weights, texts = zip(*rows, strict=True) if rows else ((),) * 7
    return pa.table(
        {
            "site": pa.array(map(_encodable, sites), pa.string()),
            "page": pa.array(pages, pa.int64()),
            "kind": pa.array(kinds, pa.string()),
            "key": pa.array(keys, pa.int64()),
            "story": pa.array(stories, pa.int64()),
            "weight": pa.array(weights, pa.int64()),
            "text": pa.array(map(_encodable, texts), pa.string()),
        }
    )


def _encodable(text: str) -> str:
    """Return a text with "?" for halves of characters, which Arrow cannot hold."""
    return text.encode(errors="replace").decode()


def to_stream(found: Sequence[Sightings]) -> bytes:
    """Return sightings as an Arrow IPC stream, empty for none."""
    if not found:
        return b""
    import pyarrow as pa  # noqa: PLC0415 - as above

    table = sightings_table(found)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())
