"""Which site a document is of, and which of its pages it is: addresses without what twins differ in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlsplit

from cleaner.furniture.shape import key_of

__all__ = ["page_key", "page_of", "site_of"]

_TWINS = frozenset({"www", "www1", "www2", "www3", "m", "mobile", "mobil", "amp", "wap", "touch", "web"})
"""First labels of hosts that show the same pages as the host without them."""
_LABELS_LEFT = 2
"""Labels that stay: `m.com` is a site of its own."""
_AMP = frozenset({"amp", "amp.html", "print", "index.html", "index.htm", "index.php"})
"""Last parts of a path, and `amp` first ones, that show the page without them in another dress."""
_TRACKING = re.compile(
    r"(?:utm_.*|mc_[ce]id|[a-z]{0,3}clid|amp|_?outputtype|output|print|ref|cmp|icid|share|source|_ga)"
)
"""Names in a query that say where a reader came from, or in which dress the page is shown."""


def site_of(address: str | None) -> str:
    """Return the site of a URL or a host: the host in lower case without port, `www.`, `m.` and their like.

    Sites are told apart by host, not by registered domain: two blogs of one platform share no stories'
    furniture. Empty where there is no host.
    """
    if not address:
        return ""
    host = _host(address)
    labels = [label for label in host.split(".") if label]
    while len(labels) > _LABELS_LEFT and labels[0] in _TWINS:
        labels.pop(0)
    return ".".join(labels)


def page_key(url: str) -> int:
    """Return a number for the page that a URL names, the same for its `www`, mobile, AMP and print twins."""
    try:
        parts = urlsplit(_with_slashes(url))
        query = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        return key_of(url)
    path = [part for part in parts.path.split("/") if part]
    while path and path[-1].lower() in _AMP:
        path.pop()
    if path[:1] == ["amp"]:
        path.pop(0)
    kept = sorted((name, value) for name, value in query if not _TRACKING.fullmatch(name.lower()))
    named = "&".join(f"{name}={value}" for name, value in kept)
    return key_of(f"{site_of(url)}/{'/'.join(path)}?{named}")


def page_of(address: str, keys: Iterable[int]) -> int:
    """Return the key of a document's page: by its URL, or by its lines where the address is a mere host."""
    host_and_path = _with_slashes(address).partition("//")[2].rstrip("/")
    if "/" in host_and_path or "?" in host_and_path:
        return page_key(address)
    return key_of(" ".join(map(str, sorted(set(keys)))))


def _host(address: str) -> str:
    try:
        host = urlsplit(_with_slashes(address)).hostname or ""
    except ValueError:
        return ""
    return host if re.fullmatch(r"[^\s/@:]+", host) else ""


def _with_slashes(address: str) -> str:
    """Return an address whose host a parser finds, also where it comes without a scheme."""
    written = address.strip()
    return written if "://" in written or written.startswith("//") else f"//{written}"
