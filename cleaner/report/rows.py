"""What a summary takes of a row of an output, where the article itself is not at hand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from cleaner.decode import decode
from cleaner.report.summary import LONGEST_LINE, Facts, Removal

__all__ = ["facts_of_row"]

NAMES = ("id", "url")
"""Columns that name a document; the first one it has."""

LANGUAGES = ("language", "lang")
"""Columns that may pass through from the input; a row of the output has no language of its own."""

READ = 4 * LONGEST_LINE
"""Characters of a removed stretch of the source that are read: tags take some of them."""

_TAG = re.compile(r"<!--.*?(?:-->|$)|<[^<>]*(?:>|$)", re.DOTALL)


def facts_of_row(
    row: Mapping[str, Any], name: str | None = None, document: str | bytes | None = None
) -> Facts:
    """Return what a summary takes of a row: `OUTPUT_COLUMNS` of a batch, and what passed through.

    Without a `name` the row's id or URL is it. The texts of what was removed are read from `document`, what was
    cleaned; without it they are unknown. Characters before are then those of the text and of the removed stretches
    of the source, tags inside a block included.
    """
    text = row.get("text") or ""
    removed = row.get("removed") or ()
    decoded = None if document is None else decode(document).text
    url = row.get("url")
    language = next((row[column] for column in LANGUAGES if isinstance(row.get(column), str)), None)
    removals = tuple(_removals(removed, decoded))
    sizes = (len(one.text) for one in removals) if decoded else (one["end"] - one["start"] for one in removed)
    return Facts(
        name=name or next((str(row[column]) for column in NAMES if row.get(column) is not None), ""),
        url=url if isinstance(url, str) else None,
        language=language,
        title=row.get("title"),
        before=len(text) + sum(sizes),
        text=text,
        confidence=row.get("confidence"),
        error=row.get("error"),
        removals=removals,
    )


def _removals(removed: Any, decoded: str | None) -> Iterator[Removal]:  # noqa: ANN401 - rows of JSON or Arrow
    for one in removed:
        start, end = one["start"], one["end"]
        source = decoded[start : min(end, start + READ)] if decoded else ""
        text = unescape(_TAG.sub(" ", source)) if "<" in source or "&" in source else source
        yield Removal(one["label"], one["rule"], " ".join(text.split()))
