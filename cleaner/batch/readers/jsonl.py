"""JSON Lines, plain or packed: lines as they are, which the workers parse."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader

from cleaner.batch.items import Line, Reject
from cleaner.batch.streams import BYTE_ORDER_MARK, lines, text_pieces

__all__ = ["read_jsonl"]


def read_jsonl(file: BufferedReader) -> Iterator[Line | Reject]:
    """Yield each line that is not blank; the blank ones are counted, too. What is no text is rejected as a whole."""
    try:
        for line in lines(text_pieces(file)):
            if isinstance(line, Reject):
                yield line
                continue
            data = line.data.removeprefix(BYTE_ORDER_MARK) if line.record == 1 else line.data
            if data and not data.isspace():
                yield Line(line.record, data)
    except ValueError as error:
        yield Reject(None, str(error))
