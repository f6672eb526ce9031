"""CSV and TSV: rows are documents, whatever quotation marks stand in them, and what is none says why."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
from pathlib import Path

import pytest

from cleaner.batch.inputs import shards
from cleaner.batch.items import Document, Reject
from cleaner.batch.options import BatchOptions
from cleaner.batch.readers.delimited import read_delimited
from cleaner.batch.reading import Meter, read_shard

OPTIONS = BatchOptions()


def rows_of(text: bytes, delimiter: str = ",", options: BatchOptions = OPTIONS) -> list[Document | Reject]:
    return list(read_delimited(io.BufferedReader(io.BytesIO(text)), options, delimiter))  # type: ignore[arg-type]


def test_a_row_of_csv_is_a_document_with_its_other_columns() -> None:
    (row,) = rows_of(b'id,url,html,title\n7,https://example.org/,"<p>One, ""two""\nthree</p>",A head\n')
    assert row == Document(
        1,
        '<p>One, "two"\nthree</p>',
        {"id": "7", "url": "https://example.org/", "input_title": "A head"},
        url="https://example.org/",
    )


def test_blank_lines_before_a_header_are_passed_over() -> None:
    (row,) = rows_of(b"\xef\xbb\xbf\n\r\nid,text\n1,one\n")
    assert row == Document(1, "one", {"id": "1"})


def test_a_row_that_does_not_fit_its_header_is_rejected_alone() -> None:
    found = rows_of(b"id,text\n1,one\n2\n3,three,more\n4,four\n")
    assert [row.record for row in found] == [1, 2, 3, 4]
    assert found[1] == Reject(2, "the row has 1 column, and the header 2")
    assert [isinstance(row, Document) for row in found] == [True, False, False, True]


def test_a_row_that_is_not_utf_8_is_rejected_alone() -> None:
    found = rows_of(b"id,text\n1,one\n2,caf\xe9\n3,three\n")
    assert found[1] == Reject(
        2, "column 'text' is not UTF-8, in which CSV is read: convert the file, with iconv say", "2"
    )
    assert len(found) == 3


def test_a_quotation_that_never_ends_is_one_reject() -> None:
    first, second = rows_of(b'id,text\n1,one\n2,"two\n3,three\n')
    assert isinstance(first, Document)
    assert isinstance(second, Reject)
    assert second.reason == "not CSV: unexpected end of data (its quotation marks take it from line 3 to 4)"


@pytest.mark.parametrize(
    ("table", "texts"),
    [
        ('1\t"Hello\n2\tcalled\n3\tthe keeper\n', ['"Hello', "called", "the keeper"]),
        ('1\t"Hello\n2\tcalled "the" keeper\n3\tback"\n', ['"Hello', 'called "the" keeper', 'back"']),
        ('1\t"Hello\n2\tcalled\n3\tthe keeper"\n4\t"aye"\n', ['"Hello', "called", 'the keeper"', "aye"]),
        ('1\t"Hello" he called\n2\taye\n', ['"Hello" he called', "aye"]),
        ('"1"\t"Hello\n2\t"aye ""aye"" aye"\n', ['"Hello', 'aye "aye" aye']),
        ('1\t"Two lines,\nboth of one field"\n2\taye\n', ["Two lines,\nboth of one field", "aye"]),
        ('1\t"The ""old"" light\nyear\t1931"\n2\taye\n', ['The "old" light\nyear\t1931', "aye"]),
        ('1\t"A tab\there,\nand a line"\n2\taye\n', ["A tab\there,\nand a line", "aye"]),
    ],
)
def test_a_lone_quotation_mark_in_tsv_is_a_character_and_a_quoted_field_a_field(
    table: str, texts: list[str]
) -> None:
    found = rows_of(f"id\ttext\n{table}".encode(), "\t")
    assert [row.source for row in found if isinstance(row, Document)] == texts
    assert [row.columns["id"] for row in found if isinstance(row, Document)] == list("1234")[: len(texts)]
    assert [row.record for row in found] == list(range(1, len(texts) + 1))


def test_a_row_that_quotation_marks_carry_over_lines_says_which() -> None:
    found = rows_of(b'id,text\n1,"one\n2,two\n3,thr"ee\n4,four\n')
    assert found[0] == Reject(
        1, "not CSV: ',' expected after '\"' (its quotation marks take it from line 2 to 4)"
    )
    assert len(found) == 2


def test_a_table_with_other_delimiters_is_told_so() -> None:
    (reject,) = rows_of(b"id;text\n1;one\n")
    assert isinstance(reject, Reject)
    assert reject.reason.endswith("between columns a CSV has commas, and a TSV (.tsv) tabs")


@pytest.mark.parametrize("name", ["in.jsonl", "in.csv"])
@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (bz2.compress(b'{"text": "A story."}\n'), "a bzip2 file, not text: "),
        (gzip.compress(lzma.compress(b"text\n")), "an xz file, not text: "),
        ("text\nA story.\n".encode("utf-16"), "UTF-16 or UTF-32, and not UTF-8: convert"),
    ],
    ids=["bzip2", "xz", "utf-16"],
)
def test_what_is_no_text_is_rejected_as_a_whole(name: str, data: bytes, reason: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    (shard,) = shards([str(tmp_path / name)], "same", None)
    (reject,) = read_shard(shard, BatchOptions(), Meter())
    assert isinstance(reject, Reject)
    assert reject.record is None
    assert reject.reason.startswith(reason)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b"", "the file is empty"),
        (b"id,name\n1,2\n", "no column is called html"),
        (b"id,text,id\n1,2,3\n", "two columns of the header are called 'id'"),
    ],
)
def test_a_header_that_makes_no_sense_rejects_the_input(text: bytes, reason: str) -> None:
    (reject,) = rows_of(text)
    assert isinstance(reject, Reject)
    assert reject.record is None
    assert reason in reject.reason


def test_a_field_may_be_longer_than_python_expects() -> None:
    import csv

    before = csv.field_size_limit()
    (row,) = rows_of(b"text\n" + b"x" * 500_000 + b"\n")
    assert isinstance(row, Document)
    assert csv.field_size_limit() == before
