"""Pages that browsers save as one file (MHTML, RFC 2557): the page out of its envelope."""

from __future__ import annotations

import re

__all__ = ["page_of_archive"]

_HEADERS = 4096
"""Bytes or characters in which an archive's own headers end."""
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
    from email import message_from_bytes  # noqa: PLC0415 - seldom asked for, and slow to load

    data = source.encode(errors="surrogatepass") if isinstance(source, str) else source
    for part in message_from_bytes(data).walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            page = part.get_payload(decode=True)
            return (page, part.get_content_charset()) if isinstance(page, bytes) else None
    return None
