"""Columns of a batch: which are read, and under which name the others come out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cleaner.batch.options import BatchOptions

__all__ = [
    "DOCUMENT_COLUMNS",
    "ID_COLUMN",
    "OUTPUT_COLUMNS",
    "Columns",
    "find_columns",
    "output_columns",
    "passed_name",
]

DOCUMENT_COLUMNS = ("html", "text", "content", "raw_content", "body")
"""The usual names of the column that holds the documents; the first one there is read."""

URL_COLUMN = "url"
ID_COLUMN = "id"

OUTPUT_COLUMNS = ("text", "title", "byline", "date", "comments", "confidence", "removed", "error")
"""What cleaning adds to a row, in this order."""

INPUT_PREFIX = "input_"
"""What stands before the name of an input column that is called like one of the output."""


class Columns(NamedTuple):
    """The names of the columns that are read; of `url` and `id` there may be none."""

    document: str
    url: str | None
    id: str | None


def find_columns(names: Sequence[str], options: BatchOptions) -> Columns:
    """Return which of the columns called `names` are read.

    Raises ValueError where there is no document column, where a column that the options name is not there,
    and where two columns share the name of one that is read.
    """
    return Columns(
        document=_document(names, options.document),
        url=_found(names, "url", options.url, URL_COLUMN),
        id=_found(names, "id", options.id, ID_COLUMN),
    )


def output_columns(*, removed: bool) -> tuple[str, ...]:
    """Return the names of what cleaning adds to a row, with the column `removed` or without."""
    return tuple(name for name in OUTPUT_COLUMNS if removed or name != "removed")


def passed_name(name: str) -> str:
    """Return the name under which an input column comes out: its own, unless the output has a column like it.

    `title` becomes `input_title`, and `input_title`, lest the two meet, `input_input_title`. The new name
    depends on nothing but the old one, so that all parts of a data set agree, and no two names become one.
    """
    bare = name
    while bare.startswith(INPUT_PREFIX):
        bare = bare.removeprefix(INPUT_PREFIX)
    return f"{INPUT_PREFIX}{name}" if bare in OUTPUT_COLUMNS else name


def _document(names: Sequence[str], wanted: str | None) -> str:
    usual = next((name for name in DOCUMENT_COLUMNS if name in names), None)
    found = _found(names, "document", wanted, usual or "")
    if found is None:
        raise ValueError(
            f"no column is called {', '.join(DOCUMENT_COLUMNS[:-1])} or {DOCUMENT_COLUMNS[-1]}; name the one "
            f"that holds the documents (--document, or BatchOptions(document=…)): {_listed(names)}"
        )
    return found


def _found(names: Sequence[str], role: str, wanted: str | None, usual: str) -> str | None:
    if wanted is not None and wanted not in names:
        raise ValueError(f"the {role} column {wanted!r} is not there; there are: {_listed(names)}")
    name = usual if wanted is None else wanted
    if name not in names:
        return None
    if list(names).count(name) > 1:
        raise ValueError(f"two columns are called {name!r}; rename one")
    return name


def _listed(names: Sequence[str]) -> str:
    return ", ".join(map(repr, names)) or "none"
