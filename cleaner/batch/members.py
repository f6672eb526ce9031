"""Gzip files, member by member: one that is damaged costs what is in it, and no other."""

from __future__ import annotations

import zlib
from collections import deque
from collections.abc import Iterator
from typing import IO, NamedTuple

from cleaner.batch.items import Unreadable

__all__ = ["GZIP_MAGIC", "gzip_pieces"]

GZIP_MAGIC = b"\x1f\x8b\x08"
"""How a member begins: the mark of gzip, and deflate as the method."""

BLOCK = 64 * 1024
"""Bytes that are read at a time."""

PIECE = 1024 * 1024
"""Bytes that are unpacked at a time, so that a small file of nothing but zeros cannot fill the memory."""

HELD_PIECES = 256
"""Pieces held back at most until the checksum of their member is known, some 64 MB. Of a longer member they are
passed on before that: one that goes on for gigabytes has to be read as it comes."""

SCAN = 1024 * 1024
"""Bytes in which the next member is looked for at a time."""

TRIAL = 64
"""Bytes that must unpack where one seems to begin; the header alone is wrong once in 100 gigabytes."""

_GZIP = 16 + zlib.MAX_WBITS
_WRONG_CHECKSUM = ("incorrect data check", "incorrect length check")

# Places in the header of a member and what may stand there, RFC 1952.
HEADER = 10
_FLAGS, _EXTRA, _SYSTEM = 3, 8, 9
_RESERVED = 0xE0
_EXTRAS = (0, 2, 4)
_SYSTEMS = (*range(14), 255)


def gzip_pieces(file: IO[bytes]) -> Iterator[bytes | Unreadable]:
    """Yield what a gzip file holds, and an `Unreadable` where a member is damaged or breaks off.

    Reading goes on with the next member, where the file can seek. Of a member with a wrong checksum nothing
    is yielded, of one that breaks off or stops making sense what lies well before that place.
    """
    start, rest = 0, b""
    while True:
        member = _Member(file, start, rest)
        yield from member.pieces()
        start, rest = member.end, member.rest
        if member.is_nothing:
            return
        if not member.problem:
            continue
        found = _next_member(file, member.start + 1) if file.seekable() else None
        yield from member.good_before(found)
        yield Unreadable(f"the gzip data that begin at byte {member.start:,} {member.problem}")
        if found is None:
            return
        file.seek(found)
        start, rest = found, b""


class _Piece(NamedTuple):
    """Unpacked data and the place in the file up to which they were read."""

    end: int
    data: bytes


class _Member:
    """One member that is being read; `rest` is what was read beyond its `end`."""

    def __init__(self, file: IO[bytes], start: int, rest: bytes) -> None:
        self._file = file
        self._held: deque[_Piece] = deque()
        self._good_until = 0
        self.start = start
        self.rest = rest
        self.end = start + len(rest)
        self.problem = ""
        self.is_nothing = False

    def pieces(self) -> Iterator[bytes]:
        """Yield what is known to be good while reading; `problem` says afterwards what was wrong."""
        data = self._first()
        if self.is_nothing:
            return
        decoder = zlib.decompressobj(_GZIP)
        while not decoder.eof:
            if not data and not (data := self._more()):
                self._cut(decoder)
                return
            try:
                unpacked = decoder.decompress(data, PIECE)
            except zlib.error as error:
                self._note_damage(str(error).rpartition(": ")[2])
                return
            data = decoder.unconsumed_tail
            if unpacked:
                self._held.append(_Piece(self.end - len(data), unpacked))
            if len(self._held) > HELD_PIECES:
                yield self._held.popleft().data
        for piece in self._held:
            yield piece.data
        self.rest = decoder.unused_data
        self.end -= len(self.rest)

    def good_before(self, found: int | None) -> Iterator[bytes]:
        """Yield what was held back of a damaged member and is good, if the next one begins at `found`."""
        until = self._good_until if found is None else min(found, self._good_until)
        for piece in self._held:
            if piece.end <= until:
                yield piece.data

    def _first(self) -> bytes:
        """Return the first bytes, without the zeros that may fill up a file between members."""
        data = self.rest
        while not (stripped := data.lstrip(b"\0")):
            if not (data := self._more()):
                self.is_nothing = True
                return b""
        self.start = self.end - len(stripped)
        return stripped

    def _more(self) -> bytes:
        data = self._file.read(BLOCK)
        self.end += len(data)
        return data

    def _cut(self, decoder: zlib._Decompress) -> None:
        """Note that the file ended before the member did."""
        self.problem = f"break off at the end of the file, at byte {self.end:,}"
        self.rest = b""
        while unpacked := decoder.decompress(b"", PIECE):
            self._held.append(_Piece(self.end, unpacked))
        self._good_until = self.end

    def _note_damage(self, error: str) -> None:
        """Note what the decoder found wrong, and up to where what it made so far can be believed."""
        self.problem = f"are damaged ({error})"
        if error not in _WRONG_CHECKSUM:
            # Damage shows a few kilobytes after its place: the blocks before this one and the last are good.
            self._good_until = self.end - 2 * BLOCK


def _next_member(file: IO[bytes], start: int) -> int | None:
    """Return where the next member begins at or after `start`, by its mark and by trying to unpack it."""
    before = b""
    position = start
    file.seek(start)
    while block := file.read(SCAN):
        window = before + block
        offset = position - len(before)
        place = window.find(GZIP_MAGIC)
        while place >= 0:
            if _is_member(file, offset + place):
                return offset + place
            place = window.find(GZIP_MAGIC, place + 1)
        position += len(block)
        before = window[-(len(GZIP_MAGIC) - 1) :]
        file.seek(position)
    return None


def _is_member(file: IO[bytes], place: int) -> bool:
    """Tell whether a member begins here; it may itself be damaged further on."""
    file.seek(place)
    head = file.read(TRIAL)
    if len(head) < HEADER or head[_FLAGS] & _RESERVED or head[_EXTRA] not in _EXTRAS:
        return False
    try:
        zlib.decompressobj(_GZIP).decompress(head)
    except zlib.error:
        return False
    return head[_SYSTEM] in _SYSTEMS
