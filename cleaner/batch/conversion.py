"""Rows of JSON to Parquet: the columns that pass through get the types that hold all their values."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import IO, Any

import pyarrow as pa

from cleaner.batch.columns import output_columns
from cleaner.batch.parts import ArrowPart
from cleaner.batch.row import encodable
from cleaner.batch.table import OUTPUT_TYPES

__all__ = ["ConvertedPart"]

ROWS = 500
"""Rows that are looked at together."""
DEEPEST = 30
"""Lists and objects in each other, beyond which a column is text: nobody queries deeper ones."""


class ConvertedPart:
    """A part whose rows come as JSON lines: they are kept in a file beside it until all types are known.

    A column that comes and goes is null where it is not. One whose values have no type in common (numbers and
    texts, lists and numbers) becomes a column of text that holds each value as JSON.
    """

    def __init__(self, path: Path, *, removed: bool) -> None:
        self._path = path
        self._lines = path.with_name(path.name + ".lines")
        self._file: IO[bytes] = self._lines.open("w+b")
        self._part: ArrowPart | None = None
        self._added = output_columns(removed=removed)

    def write(self, data: bytes) -> None:
        """Add lines."""
        self._file.write(data)

    def close(self) -> None:
        """Write the Parquet file, and wait until it is on the disk."""
        types = _types(self._batches(), self._added)
        while (refused := self._written(types)) is not None:
            types[refused] = None
        self._file.close()
        self._lines.unlink()

    def abandon(self) -> None:
        """Close the files as they are."""
        with suppress(OSError):
            self._file.close()
        if self._part is not None:
            self._part.abandon()

    def _batches(self) -> Iterator[list[dict[str, Any]]]:
        self._file.seek(0)
        while batch := [json.loads(line) for line in islice(self._file, ROWS)]:
            yield [{_encodable(name): value for name, value in record.items()} for record in batch]

    def _written(self, types: dict[str, pa.DataType | None]) -> str | None:
        """Write everything; return the column whose type did not hold a value after all, if there is one."""
        part = self._part = ArrowPart(self._path)
        fields = {name: pa.string() if type_ is None else type_ for name, type_ in types.items()}
        fields |= {name: OUTPUT_TYPES[name] for name in self._added}
        schema = pa.schema(list(fields.items()))
        part.write_table(schema.empty_table())
        for batch in self._batches():
            arrays = []
            for name, type_ in fields.items():
                values = [record.get(name) for record in batch]
                if types.get(name, type_) is None:
                    values = [_as_text(value) for value in values]
                try:
                    arrays.append(pa.array(_encodable(values), type_))
                except (pa.ArrowException, OverflowError, RecursionError):
                    part.abandon()
                    return name
            part.write_table(pa.Table.from_arrays(arrays, schema=schema))
        part.close()
        return None


def _types(batches: Iterator[list[dict[str, Any]]], added: Sequence[str]) -> dict[str, pa.DataType | None]:
    """Return the type of each column that passes through, None where there is none for all values."""
    types: dict[str, pa.DataType | None] = {}
    for batch in batches:
        for name in dict.fromkeys(name for record in batch for name in record if name not in added):
            here = _type([record.get(name) for record in batch])
            types[name] = _common(types[name], here) if name in types else here
    return {name: pa.string() if type_ == pa.null() else type_ for name, type_ in types.items()}


def _type(values: list[Any]) -> pa.DataType | None:
    """Return the type that all values have, or None if there is none that Parquet can hold."""
    try:
        type_ = pa.array(_encodable(values)).type
    except (pa.ArrowException, OverflowError, RecursionError):
        return None
    return type_ if _fits_parquet(type_) else None


def _fits_parquet(type_: pa.DataType, depth: int = 0) -> bool:
    """Tell whether Parquet can hold values of a type: an object without keys it cannot."""
    if depth > DEEPEST or (pa.types.is_struct(type_) and not type_.num_fields):
        return False
    return all(_fits_parquet(type_.field(number).type, depth + 1) for number in range(type_.num_fields))


def _common(one: pa.DataType | None, other: pa.DataType | None) -> pa.DataType | None:
    if one is None or other is None:
        return None
    try:
        schemas = [pa.schema({"column": one}), pa.schema({"column": other})]
        return pa.unify_schemas(schemas, promote_options="permissive").field(0).type
    except pa.ArrowException:
        return None


def _as_text(value: object) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False)


def _encodable(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return a value with U+FFFD for lone surrogates, which Arrow cannot hold."""
    if isinstance(value, str):
        return encodable(value)
    if isinstance(value, list):
        return [_encodable(item) for item in value]
    if isinstance(value, dict):
        return {_encodable(key): _encodable(item) for key, item in value.items()}
    return value
