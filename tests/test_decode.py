"""Any bytes become text: the right text where they say or show what they are, and never an exception."""

from __future__ import annotations

import codecs
import gzip
import random
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sentences import SENTENCES

from cleaner.decode import decode
from cleaner.source import Source

ENGLISH = SENTENCES["English"]
GERMAN = SENTENCES["German"]

BINARY = {
    "a PNG image": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "a JPEG image": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00",
    "a GIF image": b"GIF89a\x01\x00\x01\x00\x80\x00\x00",
    "a WebP image": b"RIFF\x24\x00\x00\x00WEBPVP8 ",
    "a HEIF or AVIF image": b"\x00\x00\x00\x1cftypavif\x00\x00\x00\x00",
    "a PDF document": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "an RTF document": rb"{\rtf1\ansi Hello}",
    "a ZIP archive": b"PK\x03\x04\x14\x00\x00\x00\x08\x00",
    "an Office document": b"PK\x03\x04\x14\x00\x06\x00" + bytes(22) + b"[Content_Types].xml",
    "an EPUB book": b"PK\x03\x04\x14\x00\x00\x00" + bytes(22) + b"mimetypeapplication/epub+zip",
    "a gzip file": gzip.compress(b"Hello"),
    "a zstd file": b"\x28\xb5\x2f\xfd\x04\x58\x29\x00\x00Hello",
    "a tar archive": b"name".ljust(257, b"\x00") + b"ustar\x00",
    "an MP4 or QuickTime file": b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00",
    "an MP3 file": b"ID3\x04\x00\x00\x00\x00\x00\x00",
    "an ELF program": b"\x7fELF\x02\x01\x01\x00",
    "an SQLite database": b"SQLite format 3\x00\x10\x00",
    "a feed of several stories": b'<?xml version="1.0"?>\n<rss xmlns:dc="urn:dc" version="2.0"><channel>',
    "a site map": b'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url>',
    "a Parquet file": b"PAR1\x15\x04\x15\x10",
}

LEGACY = [
    ("Arabic", "windows-1256"),
    ("Chinese", "gb18030"),
    ("Czech", "windows-1250"),
    ("Danish", "windows-1252"),
    ("Dutch", "windows-1252"),
    ("English", "windows-1252"),
    ("French", "windows-1252"),
    ("German", "windows-1252"),
    ("Greek", "windows-1253"),
    ("Greek", "iso-8859-7"),
    ("Hungarian", "windows-1250"),
    ("Italian", "windows-1252"),
    ("Japanese", "cp932"),
    ("Japanese", "euc-jp"),
    ("Japanese", "iso-2022-jp"),
    ("Korean", "cp949"),
    ("Polish", "windows-1250"),
    ("Portuguese", "windows-1252"),
    ("Romanian", "windows-1250"),
    ("Russian", "windows-1251"),
    ("Russian", "koi8-r"),
    ("Russian", "cp866"),
    ("Spanish", "windows-1252"),
    ("Swedish", "windows-1252"),
    ("Thai", "cp874"),
    ("Turkish", "windows-1254"),
    ("Ukrainian", "windows-1251"),
    ("Ukrainian", "koi8-u"),
]


@pytest.mark.parametrize("language", SENTENCES)
def test_utf_8_is_read_as_it_is(language: str) -> None:
    sentence = SENTENCES[language]
    assert decode(sentence.encode()) == (sentence, "utf-8", None)


def test_text_is_taken_as_it_is_and_has_no_encoding() -> None:
    assert decode(GERMAN) == (GERMAN, None, None)


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_every_kind_of_bytes_is_read(kind: type) -> None:
    assert decode(kind(GERMAN.encode())).text == GERMAN


def test_what_is_neither_text_nor_bytes_is_refused() -> None:
    with pytest.raises(TypeError, match="list"):
        decode(["a line"])  # type: ignore[arg-type]


def test_every_kind_of_newline_becomes_one_line_feed() -> None:
    assert decode("a\r\nb\rc\n\rd").text == "a\nb\nc\n\nd"
    assert decode(b"a\r\nb\rc\n\rd").text == "a\nb\nc\n\nd"


def test_nul_and_lone_surrogates_become_replacement_characters() -> None:
    assert decode("a\0b\ud800c").text == "a\ufffdb\ufffdc"
    assert decode(b"The end.\0").text == "The end.\ufffd"


def test_surrogates_in_pairs_become_their_character() -> None:
    assert decode("so \ud83d\ude00!").text == "so 😀!"


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("language", ["English", "Japanese", "Chinese", "Russian"])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_encodings_are_read_with_and_without_their_mark(language: str, encoding: str, mark: str) -> None:
    text = f"{SENTENCES[language]}\n{SENTENCES[language]}\n"
    found = decode((mark + text).encode(encoding))
    assert found == (text, encoding.replace("-le", "le").replace("-be", "be"), None)


def test_a_byte_order_mark_is_removed_and_outweighs_the_caller() -> None:
    assert decode(codecs.BOM_UTF8 + GERMAN.encode(), encoding="windows-1252") == (GERMAN, "utf-8", None)
    assert decode("\ufeffHello").text == "Hello"


@pytest.mark.parametrize("source", ["", b"", b"\xef\xbb\xbf", "\ufeff"])
def test_empty_input_is_said_to_be_empty(source: str | bytes) -> None:
    assert decode(source).problem == "empty input"


def test_a_byte_order_mark_in_the_middle_of_a_page_is_none() -> None:
    found = decode(b"<p>\xff\xfe\xfd The mill by the weir stood idle for a year, the miller said.</p>")
    assert found.text.endswith(" The mill by the weir stood idle for a year, the miller said.</p>")
    assert found.encoding == "windows-1252"


@pytest.mark.parametrize("source", [" \n\t", b"\r\n  ", "\u3000", "\n".encode("utf-16")])
def test_white_space_is_said_to_be_nothing_else(source: str | bytes) -> None:
    assert decode(source).problem == "only white space"


@pytest.mark.parametrize("name", BINARY)
def test_known_formats_are_named(name: str) -> None:
    assert decode(BINARY[name]) == ("", None, f"{name}, not text")


@pytest.mark.parametrize(
    "source",
    ['<feed xmlns="http://www.w3.org/2005/Atom"><entry/></feed>', '\ufeff <!-- us --> <rss version="0.91">'],
)
def test_feeds_are_named(source: str) -> None:
    assert decode(source.encode()).problem == "a feed of several stories, not text"


@pytest.mark.parametrize(
    "source", ["<rss> is the element that opens a feed.", "<feed>the hens</feed>", "<p><rss version=2>"]
)
def test_what_speaks_of_feeds_is_text(source: str) -> None:
    assert decode(source).problem is None


def test_a_known_format_is_named_whatever_the_caller_says_of_it() -> None:
    assert decode(BINARY["a PNG image"], encoding="utf-8").problem == "a PNG image, not text"


def test_a_known_format_is_named_when_someone_read_it_as_text() -> None:
    assert decode(BINARY["a PDF document"].decode("latin-1")).problem == "a PDF document, not text"


@pytest.mark.parametrize("size", [64, 1000, 100_000])
def test_unknown_binary_data_is_not_text(size: int) -> None:
    noise = b"\x01" + random.Random(size).randbytes(size)  # noqa: S311 - no secret
    assert decode(noise) == ("", None, "binary data, not text")
    assert decode(noise, encoding="windows-1252").problem == "binary data, not text"
    assert decode(noise.decode("latin-1")).problem == "binary data, not text"


@pytest.mark.parametrize(
    "opening", ["GIF89a is a format of 1989.", "BM, a magazine, and", "MZ wrote:", "PK is a", "ID3 tags hold"]
)
def test_prose_that_opens_like_a_file_format_is_text(opening: str) -> None:
    assert decode(f"{opening} {ENGLISH}".encode()).problem is None


def test_a_file_in_place_of_its_content_is_refused_with_what_to_do(tmp_path: Path) -> None:
    for source in (tmp_path, BytesIO(b"A page.")):
        with pytest.raises(TypeError, match=f"not {type(source).__name__}: read the file before$"):
            decode(source)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="a document is str or bytes, not float"):
        decode(float("nan"))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="not Source, which is for clean_many: give its content"):
        decode(Source("A page."))  # type: ignore[arg-type]


def test_a_stray_control_character_does_not_make_text_binary() -> None:
    assert decode(b"Bell\x07 and \x1b[31mred\x1b[0m text").problem is None


@pytest.mark.parametrize(("language", "encoding"), LEGACY)
def test_undeclared_text_is_read_in_the_encoding_that_it_is_in(language: str, encoding: str) -> None:
    data = f"{SENTENCES[language]}\n".encode(encoding, "ignore")
    assert decode(data).text == data.decode(encoding)


def test_of_a_few_words_the_letters_tell_more_than_the_language() -> None:
    text = "İKİNCİ BÖLÜM"
    assert decode(text.encode("windows-1254")) == (text, "windows-1254", None)


@pytest.mark.parametrize(("language", "encoding"), LEGACY)
def test_a_right_declaration_is_followed(language: str, encoding: str) -> None:
    data = SENTENCES[language].encode(encoding, "ignore")
    page = f'<meta charset="{encoding}"><p>'.encode() + data
    assert decode(data, hint=encoding).text == data.decode(encoding)
    assert decode(data, encoding=encoding).text == data.decode(encoding)
    assert decode(page).text.endswith(data.decode(encoding))


@pytest.mark.parametrize(("language", "encoding"), LEGACY)
def test_utf_8_that_does_not_hold_is_not_believed(language: str, encoding: str) -> None:
    data = SENTENCES[language].encode(encoding, "ignore")
    assert decode(data, hint="text/html; charset=utf-8").text == data.decode(encoding)


@pytest.mark.parametrize(
    "language", ["Czech", "Hungarian", "Polish", "Russian", "Turkish", "Greek", "Japanese"]
)
def test_the_default_that_templates_declare_is_not_believed_against_the_evidence(language: str) -> None:
    encoding = next(encoding for name, encoding in LEGACY if name == language)
    data = SENTENCES[language].encode(encoding, "ignore")
    assert decode(b'<meta charset="iso-8859-1">' + data).text.endswith(data.decode(encoding))


@pytest.mark.parametrize("declared", ["iso-8859-1", "windows-1251", "shift_jis", "utf-16"])
def test_valid_utf_8_outweighs_a_declaration(declared: str) -> None:
    page = f'<html><meta charset="{declared}"><p>{GERMAN}</p>'
    assert decode(page.encode(), hint=f"text/html; charset={declared}") == (page, "utf-8", None)


@pytest.mark.parametrize(
    "head",
    [
        b'<meta charset="windows-1251">',
        b"<META CHARSET=windows-1251 >",
        b'<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">',
        b'<?xml version="1.0" encoding="windows-1251"?>',
        b"<title>x</title>" + b"<meta name=a>" * 200 + b"<meta charset='windows-1251'>",
    ],
)
def test_a_page_declares_its_encoding_in_its_head(head: bytes) -> None:
    found = decode(head + "Да".encode("windows-1251"))
    assert found.text.endswith("Да")
    assert found.encoding == "windows-1251"


@pytest.mark.parametrize(
    "hint", ["ISO-8859-1", "text/html;charset=iso-8859-1", 'text/html; charset="latin1" ']
)
def test_latin_1_means_windows_1252_as_in_browsers(hint: str) -> None:
    assert decode(b"It\x92s \x93late\x94", hint=hint) == ("It’s “late”", "windows-1252", None)
    assert decode(b"It\x92s \x93late\x94", encoding="latin-1").text == "It’s “late”"


@pytest.mark.parametrize(
    "hint", ["", "text/html", "charset=", "martian", "utf-7", "undefined", "hex", "\0", "\ud800"]
)
def test_a_hint_that_says_nothing_is_ignored(hint: str) -> None:
    data = GERMAN.encode("windows-1252")
    assert decode(data, hint=hint).text == GERMAN


@pytest.mark.parametrize("name", ["martian", "", "hex", "punycode", "unicode_escape", "idna", "\0", "\ud800"])
def test_an_encoding_that_does_not_exist_is_an_error_that_says_so(name: str) -> None:
    with pytest.raises(ValueError, match=r"unknown encoding .*windows-1252"):
        decode(b"Hello", encoding=name)


def test_the_caller_may_name_what_only_python_knows() -> None:
    assert decode("Brücke".encode("cp437"), encoding="cp437") == ("Brücke", "cp437", None)
    assert decode("Brücke".encode("utf-32-be"), encoding="utf-32-be").text == "Brücke"


def test_the_caller_is_obeyed_even_where_the_bytes_are_valid_utf_8() -> None:
    assert decode("é".encode(), encoding="windows-1252").text == "Ã©"


def test_a_few_broken_bytes_do_not_unmake_utf_8() -> None:
    data = GERMAN.encode() + b" caf\xe9 "
    assert decode(data, hint="utf-8") == (GERMAN + " caf\ufffd ", "utf-8", None)
    assert decode(data[:-5] + "ü".encode()[:1]).text == GERMAN + " \ufffd"


@pytest.mark.parametrize("language", ["German", "Russian", "Thai", "Chinese"])
def test_utf_8_that_is_cut_within_its_last_character_is_utf_8(language: str) -> None:
    data = "é".encode() + SENTENCES[language].encode()
    cut = max(place for place, byte in enumerate(data) if byte >= 0xC2) + 1
    assert decode(data[:cut]) == (data[: cut - 1].decode() + "\ufffd", "utf-8", None)


def test_a_last_letter_alone_does_not_make_utf_8() -> None:
    assert decode(b"caf\xe9").text == "café"


def test_the_encoding_of_a_long_page_is_found_where_its_letters_stand() -> None:
    markup = b'<div class="box"><a href="/x">More</a></div>\n' * 20_000
    article = f"<p>{SENTENCES['Russian']}</p>".encode("windows-1251", "ignore")
    assert decode(markup + article).encoding == "windows-1251"


@pytest.mark.parametrize("encoding", ["gb18030", "euc-kr", "euc-jp", "shift_jis"])
def test_a_long_line_is_not_cut_within_a_character(encoding: str) -> None:
    language = {"gb18030": "Chinese", "euc-kr": "Korean"}.get(encoding, "Japanese")
    text = SENTENCES[language].replace(" ", "").replace("\n", "") * 100
    for lead in ("", "a", "ab", "abc"):
        data = (lead + text).encode(encoding, "ignore")
        assert decode(data).text == data.decode(encoding)


NAMES = st.sampled_from(
    [None, "utf-8", "latin-1", "utf-16", "utf-7", "gbk", "shift_jis", "cp037", "iso-2022-kr"]
)


@given(st.binary(max_size=300), NAMES, st.one_of(NAMES, st.text(max_size=20)))
def test_no_bytes_raise(data: bytes, encoding: str | None, hint: str | None) -> None:
    for source in (data, b"<meta charset=gbk>" + data, "é".encode() * 9 + data, b"abc \n" * 9 + data):
        found = decode(source, encoding=encoding, hint=hint)
        found.text.encode()  # which refuses surrogates
        assert not {"\0", "\r"} & set(found.text)


@given(st.text())
def test_text_keeps_its_length_but_for_newlines(text: str) -> None:
    whole = text.lstrip("\ufeff").replace("\r\n", "\n")
    found = decode(text)
    assert found.problem == "binary data, not text" or len(found.text) == len(whole)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1))
def test_text_survives_the_way_through_utf_8(text: str) -> None:
    assert decode(text.encode()).text == text.lstrip("\ufeff")


@given(st.text())
def test_what_is_decoded_is_not_decoded_further(text: str) -> None:
    once = decode(text)
    assert decode(once.text).text == once.text
