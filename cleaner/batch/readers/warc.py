"""WARC and WET: the pages and texts of a crawl, record by record."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader
from typing import BinaryIO, cast

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from cleaner.batch.items import Document, Reject, Unreadable, kind_of
from cleaner.batch.options import BatchOptions
from cleaner.batch.streams import pieces
from cleaner.config import Kind

__all__ = ["read_warc"]

DOCUMENTS = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
"""Records that hold a document. Requests, metadata and the like are about one and are passed over."""

CONVERSION = "conversion"
"""The type of the records of a WET file: the text of a page."""

_HTTP = b"HTTP/"
"""What an HTTP message begins with; a record without is all body."""

_AROUND = 2**20
"""Bytes of a record beside twice those of the largest document: head and chunks take no more of what is allowed."""

HTML = ("text/html", "application/xhtml+xml")
"""Media types that say that a document is HTML; with any other it is looked at."""


def read_warc(file: BufferedReader, options: BatchOptions) -> Iterator[Document | Reject]:
    """Yield the document of each response, resource and conversion record.

    Columns that pass through: `id` and `url` of the record, `warc_date`, `warc_type`, `status` (of HTTP) and
    `content_type`. A record that breaks off, or that cannot be taken apart, gives a `Reject`.
    """
    stream = _Stretches(pieces(file))
    record = 0
    while stream.begin():
        iterator = iter(
            ArchiveIterator(
                cast("BinaryIO", stream),
                record_types=WarcRecordType.any_type,
                parse_http=False,
                stream_detect=False,
            )
        )
        while True:
            record += 1
            try:
                found = next(iterator, None)
            except Exception as error:  # noqa: BLE001 - the parser says in many ways that it is lost
                if not stream.lost:
                    yield Reject(record, f"the WARC data cannot be read from here on: {error}")
                break
            if found is None:
                record -= 1
                break
            if not _may_hold_one(found):
                record -= 1
                continue
            item = _document(found, record, options)
            if item is None and stream.lost:
                break  # The lost stretch, which is accounted for below, began in this record.
            yield item or Reject(record, "the record breaks off at the end of the file")
        if stream.lost:
            yield Reject(record + 1, f"{stream.lost}; the records there are lost")


class _Stretches:
    """Pieces as a file that ends where a stretch is lost; `begin` goes on behind it."""

    def __init__(self, stream: Iterator[bytes | Unreadable]) -> None:
        self._stream = stream
        self._rest = b""
        self._is_over = False
        self._begun = False
        self._position = 0
        self.lost = ""

    def begin(self) -> bool:
        """Go on after what was lost; return whether there may be more."""
        if self._begun and not self.lost:
            return False
        self._begun, self.lost, self._rest = True, "", b""
        return not self._is_over

    def read(self, size: int = -1, /) -> bytes:
        """Return up to `size` bytes; nothing at the end of the stretch."""
        if not self._rest and not self.lost:
            piece = next(self._stream, None)
            if piece is None:
                self._is_over = True
            elif isinstance(piece, Unreadable):
                self.lost = piece.reason
            else:
                self._rest = piece
        found, self._rest = (self._rest, b"") if size < 0 else (self._rest[:size], self._rest[size:])
        self._position += len(found)
        return found

    def tell(self) -> int:
        """Return how many bytes have been read."""
        return self._position


def _may_hold_one(found: WarcRecord) -> bool:
    """Tell whether a record holds a document, or was damaged so that nobody knows."""
    return bool(found.record_type & DOCUMENTS) or found.headers.get("Content-Length") is None


def _document(found: WarcRecord, record: int, options: BatchOptions) -> Document | Reject | None:
    """Return the document in a record, None where the record breaks off, maybe before it says how long it is."""
    headers = found.headers
    if headers.get("Content-Length") is None:
        return None
    id_, url = headers.get("WARC-Record-ID"), headers.get("WARC-Target-URI")
    length = found.content_length
    limit = -1 if options.largest is None else options.largest + 1
    read = length if limit < 0 else min(length, 2 * limit + _AROUND)
    try:
        block = found.reader.read(read)
        if len(block) < read:
            return None
        media_type, hint, status = headers.get("Content-Type") or "", None, None
        if found.is_http and block.startswith(_HTTP):
            # In a record of its own: one whose body is not what its head says would end the reading of all.
            message = WarcRecord()
            message.set_bytes_content(_with_crlf(block))
            message.is_http = True
            # What was cut off is too large whatever it unpacks to, and would unpack to an error.
            message.parse_http(auto_decode="all" if read == length else "none")
            block = message.reader.read(limit) if limit >= 0 else message.reader.read()
            media_type, hint = message.http_content_type or "", message.http_charset
            status = message.http_headers.status_code if message.http_headers else None
        elif found.is_http:
            media_type = ""
    except Exception as error:  # noqa: BLE001 - whatever is wrong inside one record costs only that record
        return Reject(record, f"the record cannot be taken apart: {error}", id_, url)
    columns = {
        "id": id_,
        "url": url,
        "warc_date": headers.get("WARC-Date"),
        "warc_type": headers.get("WARC-Type"),
        "status": status,
        "content_type": media_type or None,
    }
    return Document(record, block, columns, kind_of(_kind(found, media_type), block), hint, url)


def _with_crlf(message: bytes) -> bytes:
    """Return an HTTP message with the line ends in its head that the parser knows."""
    end = message.find(b"\n\n")
    if end < 0 or 0 <= message.find(b"\r\n\r\n") < end:
        return message
    head = message[:end].replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    return head + b"\r\n\r\n" + message[end + 2 :]


def _kind(found: WarcRecord, media_type: str) -> Kind:
    if found.headers.get("WARC-Type") == CONVERSION:
        return "text"
    return "html" if media_type.partition(";")[0].strip().lower() in HTML else "auto"
