"""A line of JSON is a record, or says why it is none."""

from __future__ import annotations

import pytest

from cleaner.batch.items import Line
from cleaner.batch.json_records import NotARecordError, parsed
from cleaner.batch.options import BatchOptions


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{\n", "not JSON: a record takes one line: write it so, as jq -c . does"),
        (b" [\r\n", "not JSON: a record takes one line: write it so, as jq -c . does"),
        (b'{"text": "caf\xe9"}\n', "not UTF-8, in which JSON is read: .* at byte 13; convert the file"),
        (b'{"text": "A story."} {}\n', "not JSON: Extra data"),
        (b"[]\n", "not a JSON object but an array"),
    ],
)
def test_what_is_no_record_says_why_and_what_to_do(line: bytes, reason: str) -> None:
    with pytest.raises(NotARecordError, match=f"^{reason}"):
        parsed(Line(1, line), BatchOptions())


def test_of_a_key_that_is_there_twice_the_last_one_counts() -> None:
    assert parsed(Line(1, b'{"text": "first", "text": "second"}\n'), BatchOptions()).source == "second"
