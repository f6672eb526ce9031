"""Files as unpacked pieces of bytes, whatever they are packed with, and the lines in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from io import BufferedReader

from cleaner.batch.items import Line, Reject, Unreadable
from cleaner.batch.members import GZIP_MAGIC, gzip_pieces
from cleaner.decode import format_of

__all__ = ["BYTE_ORDER_MARK", "LONGEST_LINE", "lines", "pieces", "text_pieces"]

ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
ZSTD_SKIPPED = re.compile(rb"[\x50-\x5f]\x2a\x4d\x18")
"""How a frame begins that holds something else than data: parallel packers put one first."""
BLOCK = 256 * 1024
ZSTD_BLOCK = 8 * 1024
"""Bytes that are given to the decoder at a time: it may make thirty thousand times as many of them."""

LONGEST_LINE = 256 * 2**20
"""Bytes from which on a line is skipped instead of being held: no document is nearly as long."""

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")
"""How text in UTF-16 and UTF-32 begins."""


def pieces(file: BufferedReader) -> Iterator[bytes | Unreadable]:
    """Yield what a file holds, unpacked if it is gzip or zstd by its first bytes, whatever its name says."""
    magic = file.peek(len(ZSTD_MAGIC))
    if magic.startswith(GZIP_MAGIC[:2]):
        return gzip_pieces(file)
    if magic.startswith(ZSTD_MAGIC) or ZSTD_SKIPPED.match(magic):
        return _zstd_pieces(file)
    return iter(lambda: file.read1(BLOCK), b"")


def text_pieces(file: BufferedReader) -> Iterator[bytes | Unreadable]:
    """Yield the same of a file of JSON Lines or CSV; raises ValueError where it begins as something else does."""
    stream = pieces(file)
    for first in stream:
        if isinstance(first, bytes):
            if problem := format_of(first[:BLOCK]):
                raise ValueError(
                    f"{problem}: what is packed is read if gzip or zstd packed it, and no archive"
                )
            if first.startswith(WIDE_MARKS):
                raise ValueError("UTF-16 or UTF-32, and not UTF-8: convert the file, with iconv say")
        yield first
        break
    yield from stream


def lines(stream: Iterable[bytes | Unreadable], longest: int = LONGEST_LINE) -> Iterator[Line | Reject]:
    """Yield each line with its end, and a `Reject` for what is lost; both count lines from 1.

    A line that an unreadable stretch breaks off is lost with it. One longer than `longest` bytes is skipped.
    """
    parts: list[bytes] = []
    size, number = 0, 1
    for piece in stream:
        if isinstance(piece, Unreadable):
            yield Reject(number, f"{piece.reason}; what follows from line {number:,} on is lost there")
            parts, size = [], 0
            number += 1
            continue
        for line in _split(piece):
            size += len(line)
            if size <= longest:
                parts.append(line)
            else:
                parts = []
            if line.endswith(b"\n"):
                yield Line(number, b"".join(parts)) if size <= longest else _too_long(number, longest)
                parts, size = [], 0
                number += 1
    if size:
        yield Line(number, b"".join(parts)) if size <= longest else _too_long(number, longest)


def _too_long(number: int, longest: int) -> Reject:
    return Reject(number, f"the line is longer than {longest:,} bytes")


def _split(piece: bytes) -> list[bytes]:
    """Return a piece cut after each line feed, and nowhere else: a carriage return may stand inside a line."""
    if b"\r" not in piece:
        return piece.splitlines(keepends=True)
    parts = piece.split(b"\n")
    split = [part + b"\n" for part in parts[:-1]]
    return [*split, parts[-1]] if parts[-1] else split


def _zstd_pieces(file: BufferedReader) -> Iterator[bytes | Unreadable]:
    """Yield what a zstd file of one or more frames holds."""
    import zstandard  # noqa: PLC0415 - few inputs need it

    start = 0
    position = 0
    decoder = None
    data = b""
    while data or (data := file.read(ZSTD_BLOCK)):
        if decoder is None:
            decoder = zstandard.ZstdDecompressor(max_window_size=2**31).decompressobj()
            start = position
        try:
            unpacked = decoder.decompress(data)
        except zstandard.ZstdError as error:
            yield Unreadable(f"the zstd data that begin at byte {start:,} are damaged ({error})")
            return
        position += len(data)
        data = b""
        if unpacked:
            yield unpacked
        if decoder.eof:
            data = decoder.unused_data
            position -= len(data)
            decoder = None
    if decoder is not None:
        yield Unreadable(f"the zstd data that begin at byte {start:,} break off at byte {position:,}")
