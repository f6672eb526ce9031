"""Which site a document is of, and which of its pages it is: addresses without what twins differ in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from cleaner.furniture.shape import key_of
from cleaner.tables import read_table

__all__ = ["page_key", "page_of", "site_of"]

_LABELS_LEFT = 2
"""Labels that stay: `m.com` is a site of its own."""
_TRACKING = re.compile(
    r"(?:utm_.*|mc_[ce]id|[a-z]{0,3}clid|amp|_?outputtype|output|print|ref|cmp|icid|share|source|_ga)"
)
"""Names in a query that say where a reader came from, or in which dress the page is shown."""


_SESSION = 16
"""Characters from which a number is a visit's and no story's."""
_SESSION_FOLDER = re.compile(r"\([a-z]\(\w{16,}\)\)", re.IGNORECASE)
"""A part of a path that names a visit where a reader takes no cookies, as ASP.NET writes it."""

_LONGEST_LABEL = 63
"""Characters of a part of a host, at most: longer ones are no domain's, and cost time."""

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*(?=://)", re.IGNORECASE)
_NO_HOST = re.compile(r"[\s@\\]")
_NUMBERS = re.compile(r"\d+(?:\.\d+){3}")
_DOTS = re.compile("[\u3002\uff0e\uff61]")
"""What stands for the dot of a host in other scripts."""


class _Names(NamedTuple):
    """What `addresses.toml` holds."""

    twins: frozenset[str]
    dresses: frozenset[str]
    sessions: frozenset[str]
    perhaps_sessions: frozenset[str]
    file_endings: frozenset[str]


def site_of(address: str | None) -> str:
    """Return the site of a URL or a host: the host in lower case without port, `www.`, `m.` and their like.

    Sites are told apart by host, not by registered domain: two blogs of one platform share no stories'
    furniture. A host of letters that are not ASCII is named as its domain is registered (`xn--…`). Empty where
    there is no host: only http and https have sites, and without a scheme it takes a name with a dot that no
    file would have.
    """
    if not address:
        return ""
    labels = [_registered(label) for label in _DOTS.sub(".", _host(address)).split(".") if label]
    while len(labels) > _LABELS_LEFT and labels[0] in _names().twins:
        labels.pop(0)
    return ".".join(labels)


def page_key(url: str) -> int:
    """Return a number for the page that a URL names, the same for its `www`, mobile, AMP and print twins.

    How the URL was written does not matter, nor what it says about one visit to the page.
    """
    try:
        parts = urlsplit(_with_slashes(url))
        query = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        return key_of(url)
    path = list(_folders(parts.path))
    while path and path[-1].lower() in _names().dresses:
        path.pop()
    if path[:1] == ["amp"]:
        path.pop(0)
    kept = sorted((name, value) for name, value in query if not _is_of_a_visit(name, value))
    named = "&".join(f"{name}={value}" for name, value in kept)
    return key_of(f"{site_of(url)}/{'/'.join(path)}?{named}")


def page_of(address: str, keys: Iterable[int]) -> int:
    """Return the key of a document's page: by its URL, or by its lines where the address is a mere host."""
    host_and_path = _with_slashes(address).partition("//")[2].rstrip("/")
    if "/" in host_and_path or "?" in host_and_path:
        return page_key(address)
    return key_of(" ".join(map(str, sorted(set(keys)))))


def _host(address: str) -> str:
    written = address.strip()
    scheme = _SCHEME.match(written)
    if scheme is not None and scheme[0].lower() not in ("http", "https"):
        return ""
    try:
        host = urlsplit(_with_slashes(written)).hostname or ""
    except ValueError:
        return ""
    if scheme is None and not written.startswith("//") and not _is_bare_host(written):
        return ""
    return host if re.fullmatch(r"[^\s/@:]+", host) else ""


def _is_bare_host(written: str) -> bool:
    """Tell whether what comes without a scheme begins with a host: not so `urn:…`, `nan`, a path or a file."""
    host, colon, port = re.split(r"[/?#]", _DOTS.sub(".", written), maxsplit=1)[0].partition(":")
    if _NO_HOST.search(host) or (colon and not port.isdecimal()):
        return False
    before, _, ending = host.rstrip(".").rpartition(".")
    is_named = any(map(str.isalpha, ending)) and ending.lower() not in _names().file_endings
    return bool(before) and (is_named or _NUMBERS.fullmatch(host) is not None)


def _registered(label: str) -> str:
    """Return a label of a host as domains are registered: in Punycode, where letters are not ASCII.

    As in IDNA 2008, but without its tables of what may stand in a label: one that cannot be encoded stays.
    """
    if label.isascii() or len(label) > _LONGEST_LABEL:
        return label
    try:
        return f"xn--{unicodedata.normalize('NFKC', label).lower().encode('punycode').decode('ascii')}"
    except ValueError:
        return label


def _folders(path: str) -> Iterator[str]:
    """Yield the parts of a path as a reader sees them, without those about a visit."""
    for part in path.split("/"):
        name, *parameters = part.split(";")
        kept = [each for each in parameters if not _is_of_a_visit(*each.partition("=")[::2])]
        if not _SESSION_FOLDER.fullmatch(name) and (name or kept):
            yield unquote(";".join([name, *kept]), errors="surrogateescape")


def _is_of_a_visit(name: str, value: str) -> bool:
    """Tell whether a name in a query says where a reader came from, or which visit it is, and not which page."""
    known, names = name.lower(), _names()
    if known in names.perhaps_sessions:
        return len(value) >= _SESSION
    return known in names.sessions or _TRACKING.fullmatch(known) is not None


@cache
def _names() -> _Names:
    tables = read_table(Path(__file__).with_name("addresses.toml"))
    return _Names(**{name: frozenset(values) for name, values in tables.items()})


def _with_slashes(address: str) -> str:
    """Return an address whose host a parser finds, also where it comes without a scheme."""
    written = address.strip()
    return written if _SCHEME.match(written) or written.startswith("//") else f"//{written}"
