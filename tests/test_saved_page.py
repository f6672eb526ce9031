"""Pages that browsers save as one file: the page is read, its envelope and companions are not."""

from __future__ import annotations

import quopri

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cleaner import extract
from cleaner.decode import decode
from cleaner.saved_page import page_of_archive

PAGE = "<html><body><p>Der Kanal zwischen Süderau und dem Hafen bleibt bis Montag gesperrt.</p></body></html>"


def archive(
    page: bytes, charset: str = "", encoding: str = "quoted-printable", line_break: str = "\r\n"
) -> bytes:
    """Return a page as a browser saves it, between a style sheet and a frame."""
    head = [
        "From: <Saved by a browser>",
        "Snapshot-Content-Location: https://example.org/canal",
        "Subject: A canal",
        "MIME-Version: 1.0",
        "Content-Type: multipart/related;",
        '\ttype="text/html";',
        '\tboundary="edge"',
        "",
        "--edge",
        "Content-Type: text/css",
        "",
        "p { color: red }",
        "--edge",
        f"Content-Type: text/html{charset and f'; charset={charset}'}",
        f"Content-Transfer-Encoding: {encoding}",
        "",
        "",
    ]
    tail = [
        "",
        "--edge",
        "Content-Type: text/html",
        "",
        "<p>An advertisement in a frame.</p>",
        "--edge--",
        "",
    ]
    body = quopri.encodestring(page) if encoding == "quoted-printable" else page
    return line_break.join(head).encode() + body + line_break.join(tail).encode()


@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("charset", "codec"),
    [("utf-8", "utf-8"), ("", "utf-8"), ("windows-1252", "cp1252"), ("nonsense", "utf-8")],
)
def test_the_page_in_an_archive_is_what_is_cleaned(charset: str, codec: str, line_break: str) -> None:
    saved = archive(PAGE.encode(codec), charset, line_break=line_break)
    assert decode(saved).text.strip() == PAGE
    assert extract(saved).kind == "html"
    assert extract(saved).text == extract(PAGE).text != ""


def test_an_archive_that_was_read_as_text_is_one_all_the_same() -> None:
    assert decode(archive(PAGE.encode(), "utf-8").decode()).text.strip() == PAGE


def test_a_page_that_is_not_encoded_is_taken_as_it_is() -> None:
    assert decode(archive(PAGE.encode(), "utf-8", "8bit")).text.strip() == PAGE


@pytest.mark.parametrize(
    "text",
    [
        PAGE,
        "Content-Type: multipart/related is what a mail with pictures says of itself.\n" * 3,
        "From: the desk\nTo: all\n\nContent-Type: multipart/related\n\nA letter about letters.",
        "Note: this.\nThat multipart/related thing.",
        "",
    ],
)
def test_everything_else_is_no_archive(text: str) -> None:
    if not text.startswith("Content-Type:"):
        assert page_of_archive(text) is None
    assert decode(text).text == text


def test_an_archive_without_a_page_stays_as_it_is() -> None:
    source = (
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=edge\n\n--edge\n\nWords.\n--edge--\n"
    )
    assert page_of_archive(source) is None
    assert decode(source).text == source


@given(st.binary(max_size=300), st.sampled_from(["quoted-printable", "base64", "x-uuencode", "7bit", "what"]))
@example(b"begin 644\n\xff\xff", "x-uuencode")
@example(b"====", "base64")
def test_no_content_of_an_archive_raises(page: bytes, encoding: str) -> None:
    found = page_of_archive(archive(page, "utf-8", encoding))
    assert found is None or isinstance(found[0], bytes)
    decode(archive(page, "x" * 300 + "\x80", encoding))


def test_an_archive_in_any_kind_of_bytes_is_read() -> None:
    source = archive(PAGE.encode(), "utf-8")
    for each in (source, bytearray(source), memoryview(source)):
        assert decode(each).text.strip() == PAGE


def test_a_page_in_a_part_of_parts_is_found_and_parts_without_end_are_not_followed() -> None:
    def nested(levels: int) -> str:
        opening = "".join(
            f"--b{level}\nContent-Type: multipart/mixed; boundary=b{level + 1}\n\n" for level in range(levels)
        )
        head = "Content-Type: multipart/related; boundary=b0\n\n"
        return f"{head}{opening}--b{levels}\nContent-Type: text/html\n\n{PAGE}\n--b{levels}--\n"

    assert page_of_archive(nested(1)) == (PAGE.encode(), None)
    assert page_of_archive(nested(3000)) is None


@pytest.mark.parametrize(
    "piece", ["a:\n", "a: b\n \n", "Content-Type: \n", "a", "\n", "Content-Type: multipart/"]
)
def test_headers_without_end_are_read_in_bounded_time(piece: str) -> None:
    assert page_of_archive(piece * 200_000) is None
