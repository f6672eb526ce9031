"""A document as it is handed over, with what is known of it alone."""

from __future__ import annotations

from typing import NamedTuple

from cleaner.config import Kind

__all__ = ["Content", "Source"]

Content = str | bytes | bytearray | memoryview
"""What a document may be: text, or bytes in whatever form."""


class Source(NamedTuple):
    """A document with what is known of it: the arguments of `cleaner.extract`, for one of many.

    For learning what sites repeat, `url` may hold the host alone. What is left out is as for a document that is
    given by itself.
    """

    content: Content
    url: str | None = None
    kind: Kind = "auto"
    encoding: str | None = None
    hint: str | None = None
