"""One page over http or https, within limits of time, size and redirects."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import urllib.request
import zlib
from contextlib import suppress
from http import HTTPStatus
from importlib.metadata import version
from typing import Any, NamedTuple
from urllib.error import URLError

from cleaner.address import FetchError, address_of, redirect_target

__all__ = ["FetchError", "Fetched", "fetch"]

TIMEOUT = 30.0
"""Seconds for everything together: a page that takes longer will not come."""

MAX_BYTES = 32 << 20
"""Bytes of a page, as sent and after decompression: ten times the largest articles that sites serve."""

TYPES = frozenset(
    {
        "text/html",
        "application/xhtml+xml",
        "text/plain",
        "text/markdown",
        "text/xml",
        "application/xml",
    }
)
"""Content types that an article can be read from."""

ACCEPT = "text/html,application/xhtml+xml,text/plain;q=0.9,text/markdown;q=0.9,application/xml;q=0.8"

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_INTERIM = frozenset(range(100, 200)) - {HTTPStatus.SWITCHING_PROTOCOLS}
"""Statuses that an answer to the same request follows."""
_CHUNK = 1 << 16
_GRACE = 1.0  # seconds that an abandoned transfer gets to close its socket
_COMPRESSED = frozenset({"gzip", "x-gzip", "deflate"})
_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS  # told apart by their first bytes
_GZIP_START = b"\x1f\x8b"


class Fetched(NamedTuple):
    """A page as served: its bytes without content encoding, its final address, the charset of its header."""

    content: bytes
    url: str
    charset: str | None


def fetch(url: str, *, timeout: float = TIMEOUT, max_bytes: int = MAX_BYTES) -> Fetched:
    """Return the page at `url`, following redirects.

    `timeout` is in seconds and holds for everything together, `max_bytes` for the bytes sent and for
    those after decompression. Proxies are taken from the environment. Raises FetchError.
    """
    transfer = _Transfer(timeout, max_bytes)
    address = address_of(url)
    outcome: list[Fetched | BaseException] = []

    def run() -> None:
        try:
            outcome.append(transfer.run(address))
        except BaseException as error:  # noqa: BLE001 - handed to the caller's thread
            outcome.append(error)

    # A thread, because neither the look-up of a name nor a server that sends a byte now and then can be
    # given a deadline in any other way.
    thread = threading.Thread(target=run, name="cleaner-fetch", daemon=True)
    thread.start()
    thread.join(timeout)
    if not outcome:
        transfer.abandon()
        thread.join(_GRACE)
        raise FetchError("time", f"not finished within {timeout:g} seconds")
    if isinstance(outcome[0], BaseException):
        raise outcome[0]
    return outcome[0]


class _Transfer:
    """One page on its way, with its connection where another thread can shut it."""

    def __init__(self, timeout: float, max_bytes: int) -> None:
        self.timeout = timeout
        self.max_bytes = max_bytes
        self.step = "connect"
        self.abandoned = False
        self.socket: socket.socket | None = None

    def abandon(self) -> None:
        """Shut the connection, which ends a read that waits on it."""
        self.abandoned = True
        if self.socket is not None:
            with suppress(OSError):  # It may be closed already.
                # SSLSocket.shutdown would drop the TLS state under the thread that reads.
                socket.socket.shutdown(self.socket, socket.SHUT_RDWR)

    def connected(self, connection: socket.socket) -> None:
        """Take note of an open connection; raises FetchError if the transfer was given up meanwhile."""
        self.socket = connection
        self.step = "read"
        if self.abandoned:
            connection.close()
            raise FetchError("time", "given up")

    def run(self, url: str) -> Fetched:
        """Return the page; raises FetchError."""
        opener = _opener(self)
        seen = {url}
        try:
            while True:
                self.step = "connect"
                with opener.open(_request(url), timeout=self.timeout) as response:
                    location = response.headers.get("Location")
                    if response.status not in _REDIRECTS or not location:
                        _check_answer(response)
                        charset = response.headers.get_content_charset()
                        return Fetched(self._read(response), url, charset)
                url = redirect_target(url, location, seen)
                seen.add(url)
        except (OSError, http.client.HTTPException, zlib.error) as error:
            raise _named(error, self.step) from error

    def _read(self, response: http.client.HTTPResponse) -> bytes:
        """Return the decompressed body; raises FetchError as soon as it is too large."""
        self._check_size(response.length or 0)
        inflate = _inflater(response.headers.get("Content-Encoding", ""))
        content = bytearray()
        received = 0
        while chunk := response.read1(_CHUNK):
            received += len(chunk)
            content += inflate.decompress(chunk, self.max_bytes + 1 - len(content)) if inflate else chunk
            self._check_size(max(received, len(content)))
            if inflate and inflate.eof:
                if (inflate.unused_data or response.read1(_CHUNK)).startswith(_GZIP_START):
                    raise FetchError("read", "compressed in several parts, which is not supported")
                return bytes(content)
        if response.length or (inflate and received):
            raise FetchError("read", f"the connection ended early, after {received:,} bytes")
        return bytes(content)

    def _check_size(self, size: int) -> None:
        if size > self.max_bytes:
            raise FetchError("size", f"larger than {self.max_bytes:,} bytes")


class _FinalResponse(http.client.HTTPResponse):
    """An answer whose interim ones, such as 103 Early Hints, were read over: Python's does so with 100 alone."""

    def begin(self) -> None:
        super().begin()
        while self.status in _INTERIM:
            self.headers = None  # type: ignore[assignment] # says that no head was read yet
            super().begin()


def _opener(transfer: _Transfer) -> urllib.request.OpenerDirector:
    """Return an opener for http and https alone, which leaves redirects and errors to its caller."""

    class PlainConnection(http.client.HTTPConnection):
        response_class = _FinalResponse

        def connect(self) -> None:
            super().connect()
            transfer.connected(self.sock)

    class SecureConnection(http.client.HTTPSConnection):
        response_class = _FinalResponse

        def connect(self) -> None:
            super().connect()
            transfer.connected(self.sock)

    class PlainHandler(urllib.request.HTTPHandler):
        def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
            return self.do_open(PlainConnection, req)

    class SecureHandler(urllib.request.HTTPSHandler):
        def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
            return self.do_open(SecureConnection, req)

    opener = urllib.request.OpenerDirector()
    for handler in (urllib.request.ProxyHandler(), PlainHandler(), SecureHandler()):
        opener.add_handler(handler)
    return opener


def _request(url: str) -> urllib.request.Request:
    headers = {
        "User-Agent": f"cleaner/{version('article-cleaner')}",
        "Accept": ACCEPT,
        "Accept-Encoding": "gzip",
    }
    return urllib.request.Request(url, headers=headers)  # noqa: S310 - address_of checked the scheme


def _check_answer(response: http.client.HTTPResponse) -> None:
    """Raise FetchError for an answer that is no page."""
    if not HTTPStatus.OK <= response.status < HTTPStatus.MULTIPLE_CHOICES:
        raise FetchError("status", f"{response.status} {response.reason}".rstrip())
    content_type = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if "/" in content_type and content_type not in TYPES:
        raise FetchError("type", f"{content_type} holds no article; HTML and plain text are read")


def _inflater(encoding: str) -> Any:  # noqa: ANN401 - zlib does not export the class
    """Return a decompressor for a content encoding, or None for none; raises FetchError for others."""
    encoding = encoding.strip().lower()
    if encoding in ("", "identity"):
        return None
    if encoding not in _COMPRESSED:
        raise FetchError("read", f"content encoding {encoding!r} was not asked for and is not supported")
    return zlib.decompressobj(_GZIP_OR_ZLIB)


def _named(error: Exception, step: str) -> FetchError:
    """Return a system error as a FetchError that names the step."""
    cause = error.reason if isinstance(error, URLError) else error
    if isinstance(cause, TimeoutError):
        return FetchError("time", "no answer")
    if isinstance(cause, socket.gaierror):
        return FetchError("resolve", cause.strerror or str(cause))
    if isinstance(cause, ssl.SSLError):
        said = getattr(cause, "verify_message", "") or (cause.reason or str(cause)).lower().replace("_", " ")
        return FetchError("TLS", said)
    if isinstance(cause, http.client.RemoteDisconnected):
        return FetchError("read", "the server closed the connection without an answer")
    if isinstance(cause, http.client.HTTPException | zlib.error):
        return FetchError("read", f"not a proper answer: {cause}")
    return FetchError(step, getattr(cause, "strerror", None) or str(cause))
