"""Addresses of pages: which may be fetched, and where a redirect leads."""

from __future__ import annotations

from string import punctuation
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

__all__ = ["MAX_REDIRECTS", "FetchError", "address_of", "redirect_target"]

MAX_REDIRECTS = 10
"""Redirects followed: a language, a consent page and a moved story need three or four."""

SCHEMES = frozenset({"http", "https"})

_MAPPED_AWAY = frozenset("ßς\u200c\u200d")
"""Characters that names of hosts may hold since 2010, and that Python's IDNA of 2003 replaces or drops: faß.example
would become fass.example, which may be somebody else's."""


class FetchError(Exception):
    """A page that could not be had.

    `step` is where it ended: url, resolve, connect, TLS, redirect, status, type, read, size or time.
    The message begins with it.
    """

    def __init__(self, step: str, message: str) -> None:
        super().__init__(f"{step}: {message}")
        self.step = step


def address_of(url: str, step: str = "url") -> str:
    """Return `url` in ASCII without a fragment; raises FetchError for one that cannot be fetched."""
    try:
        parts = urlsplit(url.strip())
        host = _host(parts.hostname or "")
        port = f":{parts.port}" if parts.port else ""
        path = quote(parts.path or "/", safe=punctuation)
        query = quote(parts.query, safe=punctuation)
    except ValueError as error:
        raise FetchError(step, f"{url} is not an address: {error}") from error
    if parts.scheme not in SCHEMES:
        raise FetchError(step, f"{url} is neither http nor https")
    if not host or parts.username is not None:
        raise FetchError(step, f"{url} {'holds a user name' if host else 'names no host'}")
    host = f"[{host}]" if ":" in host else host
    return urlunsplit((parts.scheme, host + port, path, query, ""))


def _host(name: str) -> str:
    """Return the name of a host in ASCII; raises ValueError for one that cannot be, or that would be another's."""
    for character in name:
        if character in _MAPPED_AWAY:
            code = f"U+{ord(character):04X}"
            raise ValueError(f"{code} in a host is read in two ways; give the host in ASCII, as xn--...")
    return name.encode("idna").decode("ascii")


def redirect_target(url: str, location: str, seen: set[str]) -> str:
    """Return where a redirect leads; raises FetchError for a loop, or for one that leaves http."""
    # Header bytes come as Latin-1; quoting them as such keeps a UTF-8 path what it was.
    relative = quote(location, safe=punctuation, encoding="latin-1")
    try:
        joined = urljoin(url, relative)
    except ValueError as error:
        raise FetchError("redirect", f"{relative} is not an address: {error}") from error
    target = address_of(joined, "redirect")
    if target in seen:
        raise FetchError("redirect", f"leads in a circle, back to {target}")
    if len(seen) > MAX_REDIRECTS:
        raise FetchError("redirect", f"more than {MAX_REDIRECTS} in a row")
    return target
