"""JSON Lines, plain or packed: lines as they are, which the workers parse."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader

from cleaner.batch.items import Line, Reject
from cleaner.batch.streams import BYTE_ORDER_MARK, lines, pieces

__all__ = ["read_jsonl"]


def read_jsonl(file: BufferedReader) -> Iterator[Line | Reject]:
    """Yield each line that is not blank; the blank ones are counted, too."""
    for line in lines(pieces(file)):
        if isinstance(line, Reject):
            yield line
            continue
        data = line.data.removeprefix(BYTE_ORDER_MARK) if line.record == 1 else line.data
        if data and not data.isspace():
            yield Line(line.record, data)
