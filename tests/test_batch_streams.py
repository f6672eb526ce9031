"""Lines of packed and plain files: none is held that is too long, none is lost in silence."""

from __future__ import annotations

import gzip
import io
from itertools import pairwise

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from cleaner.batch.items import Line, Reject, Unreadable
from cleaner.batch.streams import lines, pieces

TEXT = b"".join(b"line %d\r\n" % number if number % 3 else b"line %d\n" % number for number in range(5000))


def unpacked(data: bytes) -> bytes | str:
    found = list(pieces(io.BufferedReader(io.BytesIO(data))))  # type: ignore[arg-type]
    lost = [piece.reason for piece in found if isinstance(piece, Unreadable)]
    return lost[0] if lost else b"".join(piece for piece in found if isinstance(piece, bytes))


@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstandard.compress], ids=["plain", "gzip", "zstd"])
def test_a_file_is_unpacked_by_what_is_in_it(pack: object) -> None:
    assert unpacked(pack(TEXT)) == TEXT  # type: ignore[operator]


def test_frames_of_zstd_follow_one_another() -> None:
    assert unpacked(zstandard.compress(TEXT) + zstandard.compress(b"more")) == TEXT + b"more"


def test_zstd_that_breaks_off_is_lost_from_there() -> None:
    reason = unpacked(zstandard.compress(TEXT)[:-50])
    assert isinstance(reason, str)
    assert "break off" in reason


def test_zstd_that_is_damaged_is_lost_from_there() -> None:
    data = bytearray(zstandard.ZstdCompressor(write_checksum=True).compress(TEXT))
    data[-2] ^= 0xFF
    reason = unpacked(bytes(data))
    assert isinstance(reason, str)
    assert "are damaged" in reason


@given(st.binary(max_size=200), st.lists(st.integers(0, 200), max_size=6))
def test_lines_are_the_same_wherever_the_pieces_are_cut(text: bytes, places: list[int]) -> None:
    text = text.replace(b"\x00", b"\n")
    cuts = [0, *sorted(min(place, len(text)) for place in places), len(text)]
    stream = [text[start:end] for start, end in pairwise(cuts)]
    found = [line.data for line in lines(stream) if isinstance(line, Line)]
    assert b"".join(found) == text
    assert found == [part + b"\n" for part in text.split(b"\n")[:-1]] + (
        [text.split(b"\n")[-1]] if not text.endswith(b"\n") and text else []
    )


def test_a_line_that_is_too_long_is_skipped_and_counted() -> None:
    stream = [b"one\n", *[b"x" * 50] * 4, b"\n", b"three\n"]
    first, second, third = lines(stream, longest=100)
    assert (first, third) == (Line(1, b"one\n"), Line(3, b"three\n"))
    assert second == Reject(2, "the line is longer than 100 bytes")


def test_a_line_that_is_too_long_at_the_end_is_counted_too() -> None:
    assert list(lines([b"x" * 101], longest=100)) == [Reject(1, "the line is longer than 100 bytes")]


def test_the_line_that_an_unreadable_stretch_breaks_off_is_lost_with_it() -> None:
    found = list(lines([b"one\ntw", Unreadable("gone"), b"four\n"]))
    assert found == [
        Line(1, b"one\n"),
        Reject(2, "gone; what follows from line 2 on is lost there"),
        Line(3, b"four\n"),
    ]
