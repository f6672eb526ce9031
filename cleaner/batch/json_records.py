"""Lines of JSON as records, or why they are none."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from cleaner.batch.columns import find_columns, passed_name
from cleaner.batch.items import Document, Line
from cleaner.batch.options import BatchOptions

__all__ = ["NotARecordError", "as_text", "parsed"]

_TOO_DEEP = "JSON that is nested too deeply"
_DEEPEST = 400
"""Lists and objects in each other beyond which a column is not read. What writes it later, here or into a table,
goes through it by recursion, of which Python allows twice as much at least."""


class NotARecordError(Exception):
    """A line that gives no row; `names` are the id and the URL, as far as they are known."""

    def __init__(self, reason: str, id_: str | None = None, url: str | None = None) -> None:
        super().__init__(reason)
        self.names = (id_, url)


def parsed(line: Line, options: BatchOptions) -> Document:
    """Return the document in a line of JSON; raises NotARecordError."""
    try:
        record = json.loads(line.data)
    except UnicodeDecodeError as error:
        where = f"{error.reason} at byte {error.start:,}"
        raise NotARecordError(
            f"not UTF-8, in which JSON is read: {where}; convert the file, with iconv"
        ) from error
    except RecursionError as error:
        raise NotARecordError(_TOO_DEEP) from error
    except ValueError as error:
        raise NotARecordError(f"not JSON: {_said(error, line.data)}") from error
    if not isinstance(record, dict):
        raise NotARecordError(f"not a JSON object but {_kind_of(record)}")
    if _is_too_deep(record):
        raise NotARecordError(_TOO_DEEP)
    try:
        columns = find_columns(list(record), options)
    except ValueError as error:
        names = (as_text(record.get("id")), as_text(record.get("url")))
        raise NotARecordError(str(error), *names) from error
    source = record[columns.document]
    url = record[columns.url] if columns.url else None
    if not options.keep_document:
        del record[columns.document]
    passed = {passed_name(name): value for name, value in record.items()}
    return Document(line.record, source, passed, url=url)


def as_text(value: object) -> str | None:
    """Return an id or a URL as text, whatever it is in its record."""
    return value if isinstance(value, str) else None if value is None else str(value)


def _said(error: ValueError, line: bytes) -> str:
    """Return what is wrong with a line that is no JSON; of one that only opens a value, what to do about it."""
    if line.strip() not in (b"[", b"{"):
        return str(error)
    return "a record takes one line: write it so, as jq -c . does, or jq -c '.[]' of an array"


def _kind_of(value: object) -> str:
    """Return what a line of JSON is that is no object; of an array, what to do about it."""
    if isinstance(value, list):
        return "an array: write each of its objects on a line of its own, as jq -c '.[]' does"
    return {str: "a string", bool: "a truth value", type(None): "null"}.get(type(value), "a number")


def _is_too_deep(record: Mapping[str, Any]) -> bool:
    """Tell whether a column of a record holds more lists and objects in each other than can be written."""
    level: list[Any] = [record]
    for _ in range(_DEEPEST + 1):
        inside = (item for each in level for item in (each.values() if isinstance(each, dict) else each))
        level = [item for item in inside if isinstance(item, dict | list)]
        if not level:
            return False
    return True
