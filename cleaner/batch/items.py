"""What readers read: documents in three forms, and what could not be read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from cleaner.config import Kind

__all__ = ["Document", "Line", "Reject", "Rows", "Unreadable", "kind_of"]

_TAG = re.compile(rb"<\0?[a-z!/?]", re.IGNORECASE)
"""How a tag begins, in UTF-16, too."""


class Line(NamedTuple):
    """A line of a JSON Lines file, not yet parsed: workers do that. `record` counts lines from 1."""

    record: int
    data: bytes

    @property
    def size(self) -> int:
        """Return its bytes."""
        return len(self.data)


class Document(NamedTuple):
    """A record that was parsed: what to clean, and the columns that pass through under their final names.

    `hint` is the charset of an HTTP header.
    """

    record: int
    source: object
    columns: Mapping[str, Any]
    kind: Kind = "auto"
    hint: str | None = None
    url: object = None

    @property
    def size(self) -> int:
        """Return its bytes, or characters."""
        return len(self.source) if isinstance(self.source, str | bytes) else 0


class Rows(NamedTuple):
    """Rows of a table as an Arrow IPC stream; `record` is the number of the first, counted from 1.

    They come out as Arrow again if `arrow` says so, else as lines of JSON.
    """

    record: int
    stream: bytes
    arrow: bool


class Reject(NamedTuple):
    """Something that gives no row: which record of the input (from 1, None for all of it), and why."""

    record: int | None
    reason: str
    id: str | None = None
    url: str | None = None


class Unreadable(NamedTuple):
    """A stretch of bytes that is lost; what was read before it breaks off here."""

    reason: str


def kind_of(told: Kind, content: bytes) -> Kind:
    """Return what a document is by its name or content type; text that is called HTML, of habit, is looked at."""
    return "auto" if told == "html" and not _TAG.search(content) else told
