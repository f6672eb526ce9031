"""A reader for each format: records in order, columns passed, and a line for everything that is none."""

from __future__ import annotations

import gzip
import io
import json
import random
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from cleaner.batch.chunks import ArrowRows
from cleaner.batch.items import Document, Line, Reject
from cleaner.batch.options import BatchOptions
from cleaner.batch.readers.documents import read_documents
from cleaner.batch.readers.jsonl import read_jsonl
from cleaner.batch.readers.parquet import ParquetReader
from cleaner.batch.readers.warc import read_warc

OPTIONS = BatchOptions()


def opened(data: bytes) -> io.BufferedReader:
    return io.BufferedReader(io.BytesIO(data))  # type: ignore[arg-type]


# -- JSON Lines -----------------------------------------------------------------------------------------


def test_blank_lines_of_json_are_counted_and_no_records() -> None:
    assert list(read_jsonl(opened(b'\xef\xbb\xbf{"a":1}\n\n  \r\n{"b":2}'))) == [
        Line(1, b'{"a":1}\n'),
        Line(4, b'{"b":2}'),
    ]


# -- Parquet --------------------------------------------------------------------------------------------


def test_rows_of_a_table_come_in_small_chunks_in_order() -> None:
    sink = io.BytesIO()
    table = pa.table({"html": [f"{number} " * 40_000 for number in range(50)]})
    pq.write_table(table, sink, row_group_size=20)
    found = list(ParquetReader(opened(sink.getvalue())).read())
    assert all(isinstance(rows, ArrowRows) and rows.size <= 600_000 for rows in found)
    read = [
        row
        for rows in found
        if isinstance(rows, ArrowRows)
        for row in pa.ipc.open_stream(rows.stream(0, rows.rows)).read_all().column("html").to_pylist()
    ]
    assert read == table.column("html").to_pylist()
    assert [rows.record for rows in found][:2] == [1, 1 + found[0].rows]  # type: ignore[union-attr]


def test_a_damaged_row_group_rejects_each_of_its_rows_and_the_next_one_goes_on() -> None:
    sink = io.BytesIO()
    table = pa.table({"html": [f"{number}" * 2000 for number in range(30)]})
    pq.write_table(table, sink, row_group_size=10, compression="zstd", use_dictionary=False)
    data = bytearray(sink.getvalue())
    place = pq.ParquetFile(io.BytesIO(data)).metadata.row_group(1).column(0).data_page_offset
    data[place : place + 60] = b"\xff" * 60
    found = list(ParquetReader(opened(bytes(data))).read())
    rejects = [item for item in found if isinstance(item, Reject)]
    assert [reject.record for reject in rejects] == list(range(11, 21))
    assert sum(rows.rows for rows in found if isinstance(rows, ArrowRows)) == 20


def test_what_is_no_table_is_said_so() -> None:
    with pytest.raises(ValueError, match="not a Parquet file"):
        ParquetReader(opened(b"nothing of the kind"))


# -- WARC and WET ---------------------------------------------------------------------------------------


def record(type_: str, block: bytes, content: str, number: int = 1) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {type_}\r\nWARC-Target-URI: https://example.org/{number}\r\n"
        f"WARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Date: 2024-05-01T00:00:00Z\r\n"
        f"Content-Type: {content}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def response(body: bytes, number: int = 1, head: str = "Content-Type: text/html; charset=latin-1") -> bytes:
    return record(
        "response",
        f"HTTP/1.1 200 OK\r\n{head}\r\n\r\n".encode() + body,
        "application/http; msgtype=response",
        number,
    )


def read(data: bytes) -> list[Document | Reject]:
    return list(read_warc(opened(data), OPTIONS))


def test_a_response_is_a_page_with_what_its_headers_say() -> None:
    (page,) = read(
        record("warcinfo", b"software: x\r\n", "application/warc-fields") + response(b"<p>caf\xe9</p>")
    )
    assert page == Document(
        1,
        b"<p>caf\xe9</p>",
        {
            "id": "<urn:uuid:1>",
            "url": "https://example.org/1",
            "warc_date": "2024-05-01T00:00:00Z",
            "warc_type": "response",
            "status": 200,
            "content_type": "text/html",
        },
        "html",
        "latin-1",
        "https://example.org/1",
    )


def test_a_wet_record_is_a_text() -> None:
    (text,) = read(record("conversion", "Ein Satz über Fähren.".encode(), "text/plain"))
    assert isinstance(text, Document)
    assert (text.source, text.kind) == ("Ein Satz über Fähren.".encode(), "text")


def test_requests_and_the_like_are_no_documents() -> None:
    others = b"".join(record(type_, b"x", "text/plain") for type_ in ("request", "metadata", "revisit"))
    assert [item.record for item in read(others + response(b"x") + others + response(b"y"))] == [1, 2]


@pytest.mark.parametrize("pack", [lambda body: body, __import__("gzip").compress], ids=["plain", "gzip"])
def test_what_the_server_packed_is_unpacked(pack: Callable[[bytes], bytes]) -> None:
    head = "Content-Type: text/html" + ("\r\nContent-Encoding: gzip" if pack(b"")[:1] else "")
    (page,) = read(response(pack(b"<p>A page</p>"), head=head))
    assert isinstance(page, Document)
    assert page.source == b"<p>A page</p>"


@pytest.mark.parametrize(
    "head", ["Content-Type: text/html", "Content-Encoding: gzip", "Transfer-Encoding: chunked"]
)
def test_a_record_that_is_too_large_is_read_no_further_than_shows_that(
    head: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cleaner.batch.readers.warc._AROUND", 1000)
    body = gzip.compress(random.Random(1).randbytes(9_000))  # noqa: S311 - the same each time
    if "chunked" in head:
        body = b"".join(b"64\r\n" + b"x" * 100 + b"\r\n" for _ in range(90)) + b"0\r\n\r\n"
    data = response(body, 1, head) + record("resource", body, "text/html", 2) + response(b"<p>Last</p>", 3)
    found = list(read_warc(opened(data), BatchOptions(largest=1000)))
    assert all(len(document.source) > 1000 for document in found[:2])  # type: ignore[union-attr, arg-type]
    assert all(isinstance(document, Document) for document in found)
    assert sum(len(document.source) for document in found[:2]) < 5000  # type: ignore[union-attr, arg-type]
    assert found[2].source == b"<p>Last</p>"  # type: ignore[union-attr]


def test_a_record_that_breaks_off_is_rejected() -> None:
    first, second = read(response(b"<p>one</p>") + response(b"<p>two</p>", 2)[:-12])
    assert isinstance(first, Document)
    assert second == Reject(2, "the record breaks off at the end of the file")


@pytest.mark.parametrize(
    "head", ["Content-Encoding: gzip", "Transfer-Encoding: chunked", "Content-Encoding: br"]
)
def test_a_body_that_is_not_what_its_head_says_costs_its_own_record_alone(head: str) -> None:
    found = read(response(b"<p>one</p>") + response(b"<p>two</p>", 2, head) + response(b"<p>three</p>", 3))
    texts = [item.source for item in found if isinstance(item, Document)]
    assert len(found) == 3
    assert texts[0] == b"<p>one</p>"
    assert texts[-1] == b"<p>three</p>"


def test_the_head_of_an_http_message_may_have_bare_line_feeds() -> None:
    message = b"HTTP/1.1 200 OK\nContent-Type: text/html; charset=latin-1\n\n<p>one</p>\n\n<p>two</p>"
    (item,) = read(record("response", message, "application/http; msgtype=response"))
    assert isinstance(item, Document)
    assert (item.source, item.hint) == (b"<p>one</p>\n\n<p>two</p>", "latin-1")


def test_a_response_without_a_head_is_all_body() -> None:
    (item,) = read(record("response", b"<p>one</p>", "application/http; msgtype=response"))
    assert isinstance(item, Document)
    assert (item.source, item.kind) == (b"<p>one</p>", "auto")


@pytest.mark.parametrize("left", [12, 30, 60, 120])
def test_a_record_that_breaks_off_in_its_own_head_is_rejected(left: int) -> None:
    first, second = read(response(b"<p>one</p>") + response(b"<p>two</p>", 2)[:left])
    assert isinstance(first, Document)
    assert isinstance(second, Reject)


def test_a_warc_with_bare_line_feeds_is_never_silence() -> None:
    assert [type(item) for item in read(response(b"<p>one</p>").replace(b"\r\n", b"\n"))] == [Reject]


def test_what_is_no_warc_is_never_silence() -> None:
    assert [type(item) for item in read(b"GIF89a and so on, for a while\r\n" * 20)] == [Reject]
    assert read(b"") == []


# -- documents ------------------------------------------------------------------------------------------


def test_a_file_is_a_document_named_by_its_path(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "one.html").write_bytes(b"<p>One")
    (tmp_path / "two.txt").write_bytes(b"Two")
    paths = [tmp_path / "a" / "one.html", tmp_path / "two.txt", tmp_path / "gone.txt"]
    one, two, gone = read_documents(paths, tmp_path, OPTIONS)
    assert one == Document(1, b"<p>One", {"id": "a/one.html"}, "html")
    assert two == Document(2, b"Two", {"id": "two.txt"}, "auto")
    assert gone == Reject(3, "the file cannot be read: No such file or directory", "gone.txt")


def test_text_that_is_called_html_by_habit_is_looked_at(tmp_path: Path) -> None:
    for name, content, kind in (
        ("text.html", b"One line.\n\nAnother line.", "auto"),
        ("wide.html", "<p>A page, she said.".encode("utf-16-be"), "html"),
        ("note.html", b"3 < 4, and <b>that</b> is that", "html"),
    ):
        (tmp_path / name).write_bytes(content)
        (found,) = read_documents([tmp_path / name], None, OPTIONS)
        assert isinstance(found, Document)
        assert found.kind == kind
    (served,) = read(response(b"One line.\n\nAnother line."))
    assert isinstance(served, Document)
    assert served.kind == "auto"


def test_a_large_file_is_read_no_further_than_shows_that(tmp_path: Path) -> None:
    (tmp_path / "large.html").write_bytes(b"x" * 1000)
    (large,) = read_documents([tmp_path / "large.html"], None, BatchOptions(largest=100))
    assert isinstance(large, Document)
    assert large.size == 101


def test_the_json_of_this_test_is_read_by_the_reader() -> None:
    data = b"".join(json.dumps({"n": number}).encode() + b"\n" for number in range(3))
    assert [json.loads(line.data)["n"] for line in read_jsonl(opened(data)) if isinstance(line, Line)] == [
        0,
        1,
        2,
    ]


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress], ids=["gzip", "zstd"])
def test_a_packed_document_is_read_no_further_than_allowed(
    pack: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    name = f"1.html.{'gz' if pack is gzip.compress else 'zst'}"
    (tmp_path / name).write_bytes(pack(b"<p>One.</p>"))
    (tmp_path / f"2{name}").write_bytes(pack(b" " * 10_000_000))
    (tmp_path / f"3{name}").write_bytes(pack(b"<p>One.</p>")[:-9])
    paths = [tmp_path / prefix for prefix in (name, f"2{name}", f"3{name}")]
    one, large, cut = read_documents(paths, tmp_path, BatchOptions(largest=100))
    assert one == Document(1, b"<p>One.</p>", {"id": name}, "html")
    assert isinstance(large, Document)
    assert large.size == 101
    assert isinstance(cut, Reject)
    assert (cut.record, cut.id) == (3, f"3{name}")
    assert "break" in cut.reason


def test_zstd_with_a_frame_of_other_things_first_is_unpacked() -> None:
    skipped = b"\x50\x2a\x4d\x18" + (4).to_bytes(4, "little") + b"size"
    data = skipped + zstandard.compress(b'{"a":1}\n') + skipped + zstandard.compress(b'{"b":2}')
    assert list(read_jsonl(opened(data))) == [Line(1, b'{"a":1}\n'), Line(2, b'{"b":2}')]
