"""The shape of a line, and which site and page an address names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.furniture.shape import line_key, shape
from cleaner.furniture.site import page_key, page_of, site_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("24 comments", "1 comment"),
        ("3 min read", "12 min read"),
        ("Updated Friday, 12 May 2023 at 10:45 AM", "Updated Tuesday 3 June 2025 at 9:05 pm"),
        ("Aktualisiert am 3. Januar 2024", "Aktualisiert am 12. Februar 2025"),
        ("Published March 3rd, 2021", "Published April 22nd, 2024"),
        ("آخر تحديث: الأحد 14 مارس 2022", "آخر تحديث: الخميس ٣ كانون الثاني ٢٠٢٤"),
        ("เผยแพร่ : 14 มี.ค. 2566 09:30 น.", "เผยแพร่ : 3 ธ.ค. 2567 17:05 น."),
        ("• More from the quay", "More from the quay"),
        ("SHARE THIS STORY", "Share this story"),
        ("Join 1,204,331 readers", "Join 980 readers"),
        ("Tide: 3.2 m at 10:15", "Tide: 12.75 m at 4:05"),
    ],
)
def test_lines_that_differ_in_numbers_dates_and_dress_have_one_shape(one: str, other: str) -> None:
    assert shape(one) == shape(other)
    assert line_key(one) == line_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("24 comments", "24 replies"),
        ("1204", "98"),
        ("12:30", "12.30"),
        ("***", "•"),
        ("He may go", "He March go"),
        ("The pier opened", "The piers opened"),
    ],
)
def test_other_lines_have_other_shapes(one: str, other: str) -> None:
    assert shape(one) != shape(other)
    assert line_key(one) != line_key(other)


def test_a_key_is_the_same_in_every_run() -> None:
    assert line_key("24 comments") == 8586190995992936748


@given(st.text(alphabet=st.characters()))
def test_any_line_has_a_key_of_64_bits(text: str) -> None:
    assert 0 <= line_key(text) < 2**64


@given(st.text())
def test_white_space_does_not_matter(text: str) -> None:
    assert shape(f"  {'   '.join(text.split())} ") == shape(" ".join(text.split()))


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("https://www.gazette.example/a/b?c=d", "gazette.example"),
        ("http://m.gazette.example:8080/a", "gazette.example"),
        ("HTTPS://Amp.Gazette.Example", "gazette.example"),
        ("www.m.gazette.example", "gazette.example"),
        ("gazette.example", "gazette.example"),
        ("blog.gazette.example/x", "blog.gazette.example"),
        ("//www.gazette.example/x", "gazette.example"),
        ("m.example", "m.example"),
        ("http://user@gazette.example./", "gazette.example"),
        ("", ""),
        (None, ""),
        ("not a host", ""),
        ("http://[broken", ""),
        ("https:///path", ""),
        ("gazette.example:8080/a", "gazette.example"),
        ("gazette.example?a=http://courier.example", "gazette.example"),
        ("192.0.2.7", "192.0.2.7"),
        ("http://localhost:8000/a", "localhost"),
        ("localhost:8000", ""),
        ("unimedia.md/a", "unimedia.md"),
        ("https://xn--mnchen-3ya.de/a", "xn--mnchen-3ya.de"),
        ("https://www.MÜNCHEN.de/a", "xn--mnchen-3ya.de"),
        ("münchen。de", "xn--mnchen-3ya.de"),
        ("faß.example", "xn--fa-hia.example"),
        (f"{'ü' * 64}.example", f"{'ü' * 64}.example"),
    ],
)
def test_an_address_names_a_site(address: str | None, site: str) -> None:
    assert site_of(address) == site


@pytest.mark.parametrize(
    "value",
    [
        "None",
        "nan",
        "12.50",
        "urn:uuid:6ba7b810-9dad.11d1",
        "about:blank",
        "data:text/html,a.b",
        "mailto:desk@gazette.example",
        "ftp://gazette.example/a",
        "file:///srv/gazette.example/a.html",
        "C:\\crawl.d\\page.html",
        "/srv/page.html",
        "page.html",
        "page.PHP?id=3",
        "user:secret@gazette.example",
        "The ferry came in. Nobody waited",
    ],
)
def test_what_is_no_address_names_no_site(value: str) -> None:
    assert site_of(value) == ""


@pytest.mark.parametrize(
    "twin",
    [
        "http://m.gazette.example/news/pier",
        "https://gazette.example/news/pier/",
        "https://www.gazette.example/news/pier?utm_source=letter&fbclid=1#top",
        "https://amp.gazette.example/news/pier",
        "https://www.gazette.example/amp/news/pier",
        "https://www.gazette.example/news/pier/amp/",
        "https://www.gazette.example/news/pier/index.html",
        "https://www.gazette.example/news/pier?replytocom=41",
        "https://www.gazette.example/news/pier?PHPSESSID=0a1b2c",
        "https://www.gazette.example/news/pier?sid=0123456789abcdef0123456789abcdef",
        "https://www.gazette.example/news/pier;jsessionid=0A1B?sessionid=7",
        "https://www.gazette.example/(S(abcdefghij0123456789wxyz))/news/pier",
        "https://www.gazette.example/news/%70ier",
    ],
)
def test_twins_of_a_page_are_one_page(twin: str) -> None:
    assert page_key(twin) == page_key("https://www.gazette.example/news/pier")


@pytest.mark.parametrize(
    "other", ["news/bath", "news/pier?id=2", "news/pier?sid=2", "news/pier;2", "sport/pier", ""]
)
def test_other_pages_are_other_pages(other: str) -> None:
    assert page_key(f"https://www.gazette.example/{other}") != page_key(
        "https://www.gazette.example/news/pier"
    )


def test_however_an_address_is_written_its_page_is_one() -> None:
    written = ["https://münchen.de/Brücke", "http://xn--mnchen-3ya.de/Br%C3%BCcke", "münchen.de/Br%c3%bccke/"]
    assert len({page_of(address, []) for address in written}) == 1
    assert page_key("https://gazette.example/%E4") != page_key("https://gazette.example/%FC")


def test_a_document_with_a_host_alone_is_known_by_its_lines() -> None:
    assert page_of("gazette.example", [1, 2, 3]) == page_of("www.gazette.example/", [3, 2, 1, 1])
    assert page_of("gazette.example", [1, 2, 3]) != page_of("gazette.example", [1, 2, 4])
    assert page_of("gazette.example/a", [1]) == page_of("https://gazette.example/a", [2])


@given(st.text())
def test_any_text_may_stand_in_the_place_of_an_address(text: str) -> None:
    site_of(text)
    page_of(text, [1])
