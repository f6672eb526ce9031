"""Fetching, against servers on this machine that behave well and badly."""

from __future__ import annotations

import gzip
import socket
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from cleaner.address import MAX_REDIRECTS, FetchError
from cleaner.fetch import fetch

PAGE = "<p>Größe der Brücke</p>".encode()


class Handler(BaseHTTPRequestHandler):
    """Answers by path; every answer closes the connection."""

    def log_message(self, *_: object) -> None:
        """Keep quiet."""

    def do_GET(self) -> None:
        """Answer with the method named like the first part of the path."""
        name, _, rest = self.path.lstrip("/").partition("/")
        with suppress(BrokenPipeError, ConnectionResetError):
            getattr(self, f"answer_{name}")(rest)

    def send(self, body: bytes = b"", status: int = 200, **headers: str) -> None:
        """Send a whole answer."""
        self.send_response(status)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def answer_page(self, _: str) -> None:
        """Send a page with a charset."""
        self.send(PAGE, Content_Type="Text/HTML; Charset=UTF-8")

    def answer_bare(self, _: str) -> None:
        """Send a page without a type."""
        self.send(PAGE)

    def answer_agent(self, _: str) -> None:
        """Send back who asks."""
        self.send(self.headers["User-Agent"].encode(), Content_Type="text/plain")

    def answer_type(self, content_type: str) -> None:
        """Send a page of any type."""
        self.send(PAGE, Content_Type=content_type)

    def answer_status(self, status: str) -> None:
        """Send any status."""
        self.send(PAGE, status=int(status), Content_Type="text/html")

    def answer_hop(self, count: str) -> None:
        """Redirect a number of times, then send the page."""
        self.send(status=302, Location=f"/hop/{int(count) - 1}" if int(count) else "/page")

    def answer_loop(self, number: str) -> None:
        """Redirect in a circle of two."""
        self.send(status=301, Location=f"/loop/{1 - int(number)}")

    def answer_to(self, target: str) -> None:
        """Redirect to any place."""
        self.send(status=307, Location=target)

    def answer_umlaut(self, rest: str) -> None:
        """Redirect to a path in raw UTF-8 bytes, as some servers do."""
        if rest:
            self.send(rest.encode(), Content_Type="text/plain")
        else:
            self.send(status=302, Location="/umlaut/größe".encode().decode("latin-1"))

    def answer_drip(self, _: str) -> None:
        """Send a byte now and then, for ever."""
        self.send_response(200)
        self.end_headers()
        self.drip()

    def answer_driphead(self, _: str) -> None:
        """Send a header a byte at a time, for ever."""
        self.wfile.write(b"HTTP/1.0 200 OK\r\nX-Slow: ")
        self.drip()

    def drip(self) -> None:
        """Send a byte now and then until the other side has gone."""
        while True:
            self.wfile.write(b"x")
            time.sleep(0.02)

    def answer_endless(self, _: str) -> None:
        """Send without an end, as fast as it goes."""
        self.send_response(200)
        self.end_headers()
        while True:
            self.wfile.write(b"x" * 65536)

    def answer_announced(self, _: str) -> None:
        """Announce far more than is sent."""
        self.send(b"x", Content_Length=str(1 << 40))

    def answer_short(self, _: str) -> None:
        """Send less than is announced."""
        self.send(PAGE, Content_Length=str(len(PAGE) + 1), Content_Type="text/html")

    def answer_gzip(self, _: str) -> None:
        """Send a compressed page."""
        assert "gzip" in self.headers["Accept-Encoding"]
        self.send(gzip.compress(PAGE), Content_Encoding="gzip")

    def answer_deflate(self, _: str) -> None:
        """Send a page compressed in another way."""
        self.send(zlib.compress(PAGE), Content_Encoding="deflate")

    def answer_bomb(self, _: str) -> None:
        """Send 100 MB of blanks in 100 kB."""
        self.send(gzip.compress(b" " * 100_000_000, 9), Content_Encoding="gzip")

    def answer_cut(self, _: str) -> None:
        """Send compressed bytes that end too early."""
        self.send(gzip.compress(PAGE)[:-10], Content_Encoding="gzip")

    def answer_damaged(self, _: str) -> None:
        """Send bytes that are not compressed although they are said to be."""
        self.send(PAGE, Content_Encoding="gzip")

    def answer_parts(self, _: str) -> None:
        """Send two compressed parts."""
        self.send(gzip.compress(PAGE) * 2, Content_Encoding="gzip")

    def answer_brotli(self, _: str) -> None:
        """Send an encoding that nobody asked for."""
        self.send(PAGE, Content_Encoding="br")

    def answer_chunked(self, _: str) -> None:
        """Send a page in chunks."""
        self.protocol_version = "HTTP/1.1"
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(b"3\r\n<p>\r\n2\r\nhi\r\n0\r\n\r\n")
        self.close_connection = True

    def answer_badchunk(self, _: str) -> None:
        """Break off inside a chunk."""
        self.protocol_version = "HTTP/1.1"
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.wfile.write(b"ffff\r\nhi")
        self.close_connection = True

    def answer_early(self, hints: str) -> None:
        """Send interim answers, then a page on the same connection."""
        self.wfile.write(b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n" * int(hints))
        self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n")
        self.answer_page("")

    def answer_nothing(self, _: str) -> None:
        """Close the connection without an answer."""
        self.close_connection = True

    def answer_noise(self, _: str) -> None:
        """Answer with something that is not HTTP."""
        self.wfile.write(b"\x1b[2J hello\r\n\r\n")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Yield the address of a server."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def failure(url: str, **limits: float) -> str:
    """Return what is said when a page cannot be had."""
    with pytest.raises(FetchError) as caught:
        fetch(url, **limits)
    assert str(caught.value).startswith(f"{caught.value.step}: ")
    return str(caught.value)


# -- pages that come -------------------------------------------------------------------------------------


def test_a_page_comes_with_its_address_and_charset(server: str) -> None:
    assert fetch(f"{server}/page#part") == (PAGE, f"{server}/page", "utf-8")


def test_a_page_without_a_type_is_taken(server: str) -> None:
    assert fetch(f"{server}/bare") == (PAGE, f"{server}/bare", None)


def test_the_version_is_told(server: str) -> None:
    assert fetch(f"{server}/agent").content.startswith(b"cleaner/0.")


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_compressed_page_is_decompressed(server: str, encoding: str) -> None:
    assert fetch(f"{server}/{encoding}").content == PAGE


def test_chunks_are_put_together(server: str) -> None:
    assert fetch(f"{server}/chunked").content == b"<p>hi"


@pytest.mark.parametrize("hints", [1, 3])
def test_interim_answers_are_read_over(server: str, hints: int) -> None:
    assert fetch(f"{server}/early/{hints}") == (PAGE, f"{server}/early/{hints}", "utf-8")


def test_redirects_are_followed_and_the_last_address_told(server: str) -> None:
    assert fetch(f"{server}/hop/{MAX_REDIRECTS - 1}") == (PAGE, f"{server}/page", "utf-8")


def test_a_redirect_in_raw_utf8_leads_where_it_means(server: str) -> None:
    assert fetch(f"{server}/umlaut").url.endswith("/umlaut/gr%C3%B6%C3%9Fe")


def test_a_host_in_other_letters_is_looked_up_in_ascii(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted: list[str] = []

    def look_up(host: str, *_: object, **__: object) -> None:
        wanted.append(host)
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    assert failure("http://Brücke.example/").startswith("resolve: ")
    assert wanted == ["xn--brcke-lva.example"]


def test_letters_and_blanks_in_an_address_are_quoted(server: str) -> None:
    assert fetch(f"{server}/page/größe 1%20").url == f"{server}/page/gr%C3%B6%C3%9Fe%201%20"


@pytest.mark.parametrize(
    "content_type", ["text/html", "TEXT/PLAIN;x=y", "application/xhtml+xml", "application/xml", "what"]
)
def test_text_in_its_forms_is_taken(server: str, content_type: str) -> None:
    assert fetch(f"{server}/type/{content_type}").content == PAGE


# -- pages that do not -----------------------------------------------------------------------------------


@pytest.mark.parametrize("content_type", ["image/png", "application/pdf", "application/json", "video/mp4"])
def test_other_types_are_named(server: str, content_type: str) -> None:
    assert f"type: {content_type}" in failure(f"{server}/type/{content_type}")


@pytest.mark.parametrize(
    ("status", "said"),
    [(404, "404 Not Found"), (500, "500"), (304, "304"), (302, "302"), (101, "101 Switching Protocols")],
)
def test_a_status_that_brings_no_page_is_told(server: str, status: int, said: str) -> None:
    assert failure(f"{server}/status/{status}").startswith(f"status: {said}")


def test_too_many_redirects_are_refused(server: str) -> None:
    assert failure(f"{server}/hop/{MAX_REDIRECTS}").startswith("redirect: more than")


def test_a_circle_of_redirects_is_seen(server: str) -> None:
    assert failure(f"{server}/loop/0") == f"redirect: leads in a circle, back to {server}/loop/0"


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://127.0.0.1/x", "data:text/html,x", "javascript:x"]
)
def test_a_redirect_does_not_leave_http(server: str, target: str) -> None:
    assert failure(f"{server}/to/{target}").endswith("is neither http nor https")


def test_a_redirect_to_no_address_is_a_failure(server: str) -> None:
    assert "is not an address" in failure(f"{server}/to/http://[bad/x")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("file:///etc/passwd", "neither http nor https"),
        ("example.org/page", "neither http nor https"),
        ("http://", "names no host"),
        ("http://[::1/", "is not an address"),
        ("http://example.org:port/", "is not an address"),
        ("http://" + "a" * 64 + ".example/", "is not an address"),
        ("http://jo:secret@127.0.0.1/", "holds a user name"),
        ("http://faß.example/", "U+00DF in a host"),
        ("http://www.FAẞ.example/", "U+00DF in a host"),
        ("http://νέος.example/", "U+03C2 in a host"),
        ("http://نامه\u200cای.example/", "U+200C in a host"),
        ("http://ක්\u200dෂ.example/", "as xn--..."),
    ],
)
def test_an_address_that_cannot_be_fetched_is_refused(url: str, said: str) -> None:
    told = failure(url)
    assert told.startswith("url: ")
    assert said in told


def test_a_refused_connection_is_told() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        assert failure(f"http://127.0.0.1:{port}/") == "connect: Connection refused"


def test_a_name_that_does_not_exist_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert failure("http://nowhere.invalid/") == "resolve: Name or service not known"


def test_a_look_up_that_hangs_ends_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    over = threading.Event()

    def hang(*_: object, **__: object) -> None:
        over.wait(5)
        raise socket.gaierror(socket.EAI_AGAIN, "later")

    monkeypatch.setattr(socket, "getaddrinfo", hang)
    monkeypatch.setattr("cleaner.fetch._GRACE", 0.01)
    assert failure("http://nowhere.invalid/", timeout=0.1).startswith("time: ")
    over.set()


def test_a_server_that_does_not_speak_tls_is_told(server: str) -> None:
    assert failure(server.replace("http:", "https:") + "/page").startswith("TLS: ")


@pytest.mark.parametrize("path", ["drip", "driphead"])
def test_a_page_that_trickles_ends_in_time(server: str, path: str) -> None:
    started = time.perf_counter()
    assert failure(f"{server}/{path}", timeout=0.3) == "time: not finished within 0.3 seconds"
    assert time.perf_counter() - started < 10
    assert not [thread for thread in threading.enumerate() if thread.name == "cleaner-fetch"]


def test_a_server_that_never_answers_ends_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert failure(f"http://127.0.0.1:{silent.getsockname()[1]}/", timeout=0.2).startswith("time: ")


@pytest.mark.parametrize("path", ["endless", "announced", "bomb"])
def test_a_page_that_is_too_large_is_refused(server: str, path: str) -> None:
    assert failure(f"{server}/{path}", max_bytes=1_000_000) == "size: larger than 1,000,000 bytes"


def test_a_page_of_just_the_limit_is_taken(server: str) -> None:
    assert fetch(f"{server}/gzip", max_bytes=100).content == PAGE
    assert fetch(f"{server}/page", max_bytes=len(PAGE)).content == PAGE
    assert failure(f"{server}/page", max_bytes=len(PAGE) - 1).startswith("size: ")


@pytest.mark.parametrize(
    "path", ["short", "cut", "damaged", "parts", "brotli", "badchunk", "nothing", "noise"]
)
def test_a_broken_answer_is_told(server: str, path: str) -> None:
    assert failure(f"{server}/{path}").startswith("read: ")
