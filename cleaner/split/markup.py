"""Markup that the parser is given in another spelling, as long as its own, so that it tells what a browser shows."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["FALLBACK", "SHADOW_ROOT", "as_shown", "holds_page"]

SHADOW_ROOT = "shadowrootheld"
"""Stands for `shadowrootmode`, by which the content of a `template` is shown: of a shadow root the parser tells
nothing."""
FALLBACK = "noframes"
"""Stands for `noscript`. Where scripts run, either is text that nobody reads up to its end tag, so that an `iframe`
in it that is never closed, as counters of visitors have it, does not swallow the page."""

_SHADOW = "shadowrootmode"
_OPENS_SHADOW = re.compile(rf"(<template\s(?:[^<>]*\s)?){_SHADOW}\b", re.IGNORECASE)
_NO_SCRIPT = re.compile(r"(</?)noscript(?![^\s/>])", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_LEAST = 500
"""Characters of a page in a `noscript`; a note that scripts are needed is shorter."""


def as_shown(source: str) -> str:
    """Return a page so that the parser reads it as a browser does that runs scripts."""
    if _SHADOW in source:
        source = _OPENS_SHADOW.sub(rf"\1{SHADOW_ROOT}", source)
    return _NO_SCRIPT.sub(rf"\1{FALLBACK}", source)


def holds_page(fallbacks: Sequence[str], texts: Sequence[str]) -> bool:
    """Tell whether what is shown where no script runs is more than the texts that are shown in any case.

    `fallbacks` are the contents of `noscript` elements, with their tags.
    """
    least = max(_LEAST, sum(map(len, texts)))
    if sum(map(len, fallbacks)) <= least:
        return False
    return sum(len("".join(_TAG.sub("", markup).split())) for markup in fallbacks) > least
