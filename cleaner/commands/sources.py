"""The documents that a command line names: files, URLs, standard input."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

from cleaner.commands.streams import FailureError, said

__all__ = ["Source", "read_source"]


class Source(NamedTuple):
    """A document's bytes, the URL they came from, and the charset that came with them."""

    content: bytes
    url: str | None = None
    charset: str | None = None


def read_source(name: str) -> Source:
    """Return the bytes of an input; raises FailureError."""
    if name == "-":
        if sys.stdin is None:
            raise FailureError("standard input is closed")
        return Source(sys.stdin.buffer.read())
    scheme = name.partition("://")[0].lower() if "://" in name else ""
    if scheme in ("http", "https"):
        from cleaner.fetch import FetchError, fetch  # noqa: PLC0415 - a command must start at once

        try:
            return Source(*fetch(name))
        except FetchError as error:
            raise FailureError(str(error)) from error
    try:
        return Source(Path(name).read_bytes())
    except IsADirectoryError as error:
        raise FailureError("is a directory; name the files in it") from error
    except (OSError, ValueError) as error:
        if scheme:
            raise FailureError(
                f"is no file, and of URLs only http and https ones are fetched, not {scheme}"
            ) from error
        hint = "; an address begins with https://" if name.lower().startswith("www.") else ""
        raise FailureError(f"{said(error)}{hint}") from error
