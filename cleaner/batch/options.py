"""Settings of a batch: how to clean, which columns to read and what to write."""

from __future__ import annotations

from dataclasses import dataclass, field
from numbers import Integral

from cleaner import charset
from cleaner.config import KINDS, Config, Kind

__all__ = ["LARGEST", "BatchOptions", "require_count"]

LARGEST = 32 * 2**20
"""Bytes or characters of a document beyond which it is not read: crawls cut pages off far below, and one page
of hundreds of megabytes would take the memory that its neighbours on the same worker need."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchOptions:
    """How to clean the rows of a batch; frozen and picklable, so that it travels to other machines.

    config: how to clean a document. Rule files it names must exist, under the same path, wherever rows are
        cleaned.
    document, url, id: the columns to read, in place of those found by their usual names.
    kind, encoding: said of every document, as for `cleaner.extract`.
    removed: write the column `removed`.
    keep_document: pass the document column on too, as one of the others.
    summary: sum up what was removed, by host and language too and with examples, for a report on the run.
    largest: bytes (of bytes) or characters (of text) from which on a document is refused, or None for no
        limit.

    A value of another type raises TypeError, one that makes no sense ValueError.
    """

    config: Config = field(default_factory=Config)
    document: str | None = None
    url: str | None = None
    id: str | None = None
    kind: Kind = "auto"
    encoding: str | None = None
    removed: bool = True
    keep_document: bool = False
    summary: bool = False
    largest: int | None = LARGEST

    def __post_init__(self) -> None:
        """Refuse values that no run could mean."""
        if not isinstance(self.config, Config):
            raise TypeError(f"config is a Config, not {type(self.config).__name__}")
        for name in ("document", "url", "id", "encoding"):
            if not isinstance(getattr(self, name), str | None):
                raise TypeError(f"{name} is a str or None, not {getattr(self, name)!r}")
        for name in ("removed", "keep_document", "summary"):
            if not isinstance(getattr(self, name), bool):
                raise TypeError(f"{name} is True or False, not {getattr(self, name)!r}")
        if self.kind not in KINDS:
            raise ValueError(
                f"kind is {', '.join(map(repr, KINDS[:-1]))} or {KINDS[-1]!r}, not {self.kind!r}"
            )
        if self.largest is not None:
            require_count("largest", self.largest)
        if self.encoding is not None:
            charset.wanted(self.encoding)


def require_count(name: str, value: object) -> None:
    """Raise TypeError for what is no whole number, and ValueError for one below 1."""
    if not isinstance(value, Integral) or isinstance(value, bool):
        raise TypeError(f"{name} is a whole number, not {value!r}")
    if value < 1:
        raise ValueError(f"{name} is a number from 1, not {value!r}")
