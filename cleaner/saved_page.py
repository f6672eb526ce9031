"""Pages that browsers save as one file (MHTML, RFC 2557): the page out of its envelope."""

from __future__ import annotations

import re

__all__ = ["page_of_archive"]

_HEADERS = 4096
"""Bytes or characters in which an archive's own headers end."""
_PART_HEADERS = 1 << 16
"""Bytes of headers that are read of a part."""
_DEEPEST = 4
"""Levels of parts within parts that are looked into; browsers write one, mailing programs two."""
_BLANK_LINE = re.compile(rb"(?:^|\r?\n)\r?\n")
_OPENING = re.compile(
    r"(?:[\w-]{1,70}:[^\n]*\n(?:[ \t][^\n]*\n)*){0,30}?Content-Type:\s*multipart/related\b", re.IGNORECASE
)


def page_of_archive(source: str | bytes) -> tuple[bytes, str | None] | None:
    """Return the page that a browser saved in one file with all it shows, and the charset declared for it.

    None for everything else: an archive opens with headers, one of which says that it is one. What it
    holds beside its first page (frames, style sheets, images) is left out.
    """
    prefix = source[:_HEADERS] if isinstance(source, str) else source[:_HEADERS].decode("latin-1")
    if "ultipart/" not in prefix or not _OPENING.match(prefix.replace("\r\n", "\n")):
        return None
    return _page_in(source.encode(errors="surrogatepass") if isinstance(source, str) else source, _DEEPEST)


def _page_in(entity: bytes, depth: int) -> tuple[bytes, str | None] | None:
    """Return the first page in an entity or in what it is made of, and its charset.

    The parser of the standard library reads the headers alone: parts within parts take it depth times their size.
    """
    from email.parser import BytesHeaderParser  # noqa: PLC0415 - seldom asked for, and slow to load

    end = _BLANK_LINE.search(entity)
    head, body = (entity[: end.start()], entity[end.end() :]) if end else (entity, b"")
    headers = BytesHeaderParser().parsebytes(head[:_PART_HEADERS] + b"\n\n")
    if headers.get_content_type() in ("text/html", "application/xhtml+xml"):
        headers.set_payload(body.decode("ascii", "surrogateescape"))
        page = headers.get_payload(decode=True)
        return (page, headers.get_content_charset()) if isinstance(page, bytes) else None
    if headers.get_content_maintype() == "message":
        return _page_in(body, depth - 1) if depth else None
    boundary = headers.get_boundary()
    if headers.get_content_maintype() != "multipart" or not boundary or not depth:
        return None
    line = (
        rb"(?:^|\r?\n)--"
        + re.escape(boundary.encode("ascii", "surrogateescape"))
        + rb"(?:--)?[ \t]*(?:\r?\n|$)"
    )
    parts = re.split(line, body)[1:]
    return next(filter(None, (_page_in(part, depth - 1) for part in parts)), None)
