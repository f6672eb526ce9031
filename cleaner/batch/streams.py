"""Files as unpacked pieces of bytes, whatever they are packed with, and the lines in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from io import BufferedReader

from cleaner.batch.items import Line, Reject, Unreadable
from cleaner.batch.members import GZIP_MAGIC, gzip_pieces

__all__ = ["BYTE_ORDER_MARK", "LONGEST_LINE", "lines", "pieces"]

ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
ZSTD_SKIPPED = re.compile(rb"[\x50-\x5f]\x2a\x4d\x18")
"""How a frame begins that holds something else than data: parallel packers put one first."""
BLOCK = 256 * 1024
ZSTD_BLOCK = 8 * 1024
"""Bytes that are given to the decoder at a time: it may make thirty thousand times as many of them."""

LONGEST_LINE = 256 * 2**20
"""Bytes from which on a line is skipped instead of being held: no document is nearly as long."""

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def pieces(file: BufferedReader) -> Iterator[bytes | Unreadable]:
    """Yield what a file holds, unpacked if it is gzip or zstd by its first bytes, whatever its name says."""
    magic = file.peek(len(ZSTD_MAGIC))
    if magic.startswith(GZIP_MAGIC[:2]):
        return gzip_pieces(file)
    if magic.startswith(ZSTD_MAGIC) or ZSTD_SKIPPED.match(magic):
        return _zstd_pieces(file)
    return iter(lambda: file.read1(BLOCK), b"")


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
