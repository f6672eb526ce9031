"""Damaged gzip files: what is in a whole member comes out, what is not is said to be lost."""

from __future__ import annotations

import gzip
import io
import random
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.batch.items import Line, Reject, Unreadable
from cleaner.batch.members import gzip_pieces
from cleaner.batch.streams import lines, pieces

_CHOSEN = random.Random(3)  # noqa: S311 - data that do not pack well
LINES = [b"%d %s\n" % (number, _CHOSEN.randbytes(150).hex().encode()) for number in range(3000)]


def members(count: int) -> list[bytes]:
    each = len(LINES) // count
    return [
        gzip.compress(b"".join(LINES[first : first + each]), mtime=0)
        for first in range(0, each * count, each)
    ]


def read(data: bytes) -> tuple[list[bytes], list[Reject]]:
    found = list(lines(pieces(io.BufferedReader(io.BytesIO(data)))))  # type: ignore[arg-type]
    return [item.data for item in found if isinstance(item, Line)], [
        item for item in found if isinstance(item, Reject)
    ]


@pytest.mark.parametrize("count", [1, 10, 3000])
def test_members_that_follow_one_another_are_one_text(count: int) -> None:
    assert read(b"".join(members(count))) == (LINES, [])


def test_zeros_between_members_and_at_the_end_are_padding() -> None:
    first, second = members(2)
    assert read(first + bytes(1000) + second + bytes(512)) == (LINES, [])


@pytest.mark.parametrize("damage", ["cut", "flip", "checksum", "nonsense"])
@pytest.mark.parametrize("count", [10, 3000])
def test_a_damaged_member_costs_what_is_in_it_and_no_other(
    damage: Literal["cut", "flip", "checksum", "nonsense"], count: int
) -> None:
    parts = members(count)
    spoilt = bytearray(parts[4])
    if damage == "cut":
        spoilt = spoilt[: len(spoilt) // 2]
    elif damage == "flip":
        spoilt[len(spoilt) // 2] ^= 0x10
    elif damage == "checksum":
        spoilt[-6] ^= 0xFF
    else:
        spoilt = bytearray(b"no member at all" * 20)
    parts[4] = bytes(spoilt)
    found, lost = read(b"".join(parts))
    each = len(LINES) // count
    kept = LINES[: 4 * each] + LINES[5 * each :]
    assert [line for line in found if line not in set(LINES)] == []
    assert set(kept) <= set(found)
    assert found == [line for line in LINES if line in set(found)]
    (reject,) = lost
    assert f"begin at byte {sum(map(len, parts[:4])):,}" in reject.reason


def test_two_damaged_members_in_a_row_are_two_losses() -> None:
    parts = members(3000)
    parts[10] = parts[10][: len(parts[10]) // 2]
    spoilt = bytearray(parts[11])
    spoilt[len(spoilt) // 2] ^= 0x10
    parts[11] = bytes(spoilt)
    found, lost = read(b"".join(parts))
    assert found == LINES[:10] + LINES[12:]
    assert len(lost) == 2


def test_a_file_that_breaks_off_gives_every_line_before_that() -> None:
    (whole,) = members(1)
    found, (reject,) = read(whole[: len(whole) // 2])
    assert found == LINES[: len(found)]
    assert len(found) > len(LINES) * 0.45
    assert reject.record == len(found) + 1
    assert "break off at the end of the file" in reject.reason


def test_a_stream_that_cannot_seek_ends_with_its_damage() -> None:
    parts = members(10)
    parts[4] = parts[4][:100]

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    found = list(gzip_pieces(Pipe(b"".join(parts))))
    assert isinstance(found[-1], Unreadable)
    assert b"".join(piece for piece in found if isinstance(piece, bytes)) == b"".join(LINES[:1200])


@given(st.integers(0, 2**32), st.integers(1, 40))
def test_no_damage_raises_or_changes_a_line_unseen(seed: int, count: int) -> None:
    chosen = random.Random(seed)  # noqa: S311 - a fuzz
    parts = members(100)
    data = bytearray(b"".join(parts[:20]))
    end = len(data) - len(parts[19])  # One that breaks off at the end of the file has no checksum to tell.
    for _ in range(count):
        data[chosen.randrange(end)] ^= 1 << chosen.randrange(8)
    found, _ = read(bytes(data))
    known = set(LINES)
    assert [line for line in found if line not in known] == []
