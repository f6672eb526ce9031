"""Choose the splitter: HTML by its elements, flat text by its lines."""

from __future__ import annotations

from cleaner.config import KINDS, Config, Kind
from cleaner.split.html import split_html
from cleaner.split.kind import detect_kind
from cleaner.split.layout import Layout

__all__ = ["split"]


def split(text: str, kind: Kind, config: Config, *, places: bool = True) -> tuple[Layout, str]:
    """Return the blocks of a decoded text, and the kind it was taken for.

    Without `places` it is not found out where the blocks of a page stand in it. Raises ValueError for a `kind`
    that is none: taken for a text, a page would keep its tags.
    """
    if kind not in KINDS:
        raise ValueError(f"kind is one of {', '.join(map(repr, KINDS))}, not {kind!r}")
    found = detect_kind(text) if kind == "auto" else kind
    if found == "html":
        return split_html(text, links=config.links, repair=config.repair, places=places), found
    from cleaner.split.text import split_text  # noqa: PLC0415 - a command that cleans a page starts without it

    return split_text(text, markdown=found == "markdown", repair=config.repair), found
