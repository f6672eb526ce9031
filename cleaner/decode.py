"""Bytes become text: a byte-order mark, the caller, validity, a declaration, then detection decide."""

from __future__ import annotations

import codecs
import os
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from cleaner import charset
from cleaner.saved_page import page_of_archive
from cleaner.source import Content, Source
from cleaner.tables import read_table

__all__ = ["Decoded", "decode", "format_of"]

_PREFIX = 4096
"""Bytes or characters that show whether a document is text."""

_BINARY_SHARE = 0.02
"""Control characters that text may hold: it has next to none, and compressed data has 0.1."""

_FEW_CONTROLS = 2
"""Control characters that are damage, even in a text of one word, and do not make it binary."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32le"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32be"),
    (codecs.BOM_UTF16_LE, "utf-16le"),
    (codecs.BOM_UTF16_BE, "utf-16be"),
)
_CONTROLS = bytes(code for code in range(0x20) if code not in b"\t\n\f\r\x1b") + b"\x7f"


class Decoded(NamedTuple):
    r"""A document's text, with ``\n`` as its only line break.

    `encoding` is the encoding by the name that the WHATWG standard gives it in lower case, Python's name for
    one that the standard lacks, and None where the source was text. `problem` says in one line why there is
    nothing to read, or is None; `text` is empty for data that is not text.
    """

    text: str
    encoding: str | None
    problem: str | None


def decode(source: Content, *, encoding: str | None = None, hint: str | None = None) -> Decoded:
    """Return the text of a document, whatever its bytes are.

    `encoding` is the caller's word, which only a byte-order mark outweighs. `hint` is the charset, or the
    whole Content-Type header, that came with the bytes; one that says nothing is ignored. Names mean what
    browsers take them for: ISO-8859-1 is windows-1252. Valid UTF-8 outweighs what a header or page declares:
    text in another encoding is not valid by accident, and templates declare an old default for ever.
    Of a page that a browser saved in one file (MHTML) the text is the page's.

    The text holds no byte-order mark at its start, no NUL and no surrogate. U+FFFD stands for NUL, lone
    surrogates and bytes that mean nothing; surrogates in pairs become their character. Raises ValueError for
    an `encoding` that does not exist and TypeError for a source that is neither text nor bytes, or for an
    `encoding` or `hint` that is no text. No content raises.
    """
    _check_text(encoding=encoding, hint=hint)
    wanted = None if encoding is None else charset.wanted(encoding)
    source, name = _plain(source), None
    saved = page_of_archive(source)
    if saved is not None:
        source, hint = saved
    if isinstance(source, str):
        problem = _format_of_text(source)
        text = _without_nul(charset.without_surrogates(source))
    else:
        text, name, problem = _from_bytes(source, wanted, hint)
    text = _with_plain_ends(text)
    if problem is None and _has_controls(text[:_PREFIX].encode()):  # whatever its line breaks were
        problem = "binary data, not text"
    if problem is not None:
        return Decoded("", None, problem)
    if not text:
        problem = "empty input"
    elif text.isspace() and "\x85" not in text:  # repair may see the ellipsis of windows-1252 in it
        problem = "only white space"
    return Decoded(text, name, problem)


def _plain(source: object) -> str | bytes:
    """Return a document as text or bytes; raises TypeError for what is neither."""
    if isinstance(source, bytearray | memoryview):
        return bytes(source)
    if isinstance(source, str | bytes):
        return source
    what_to_do = ""
    if isinstance(source, os.PathLike) or hasattr(source, "read"):
        what_to_do = ": read the file before"
    elif isinstance(source, Source):
        what_to_do = ", which is for clean_many: give its content, and what it says of it as arguments"
    raise TypeError(f"a document is str or bytes, not {type(source).__name__}{what_to_do}")


def _check_text(**arguments: object) -> None:
    """Raise TypeError for an argument that is neither text nor None."""
    for name, value in arguments.items():
        if value is not None and not isinstance(value, str):
            raise TypeError(f"{name} is a str, not {type(value).__name__}")


def _with_plain_ends(text: str) -> str:
    """Return the text without a byte-order mark, its lines ended by newlines."""
    text = text.lstrip("\ufeff") if text.startswith("\ufeff") else text
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _from_bytes(data: bytes, wanted: str | None, hint: str | None) -> tuple[str, str | None, str | None]:
    """Return text, encoding and problem of bytes, the text with the newlines that it came with."""
    if not data:
        return "", None, None
    name = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    if name is None:
        name, problem = _by_prefix(data[:_PREFIX], wanted)
        if problem is not None:
            return "", None, problem
    if name is not None:
        text = _without_nul(charset.read(data, name))
        return text, name, _format_of_text(text)
    if b"\x1b" not in data or not data.isascii():  # else it may be ISO-2022-JP, which is ASCII with escapes
        try:
            text = data.decode()
        except UnicodeDecodeError:
            pass
        else:
            return text if b"\0" not in data else _without_nul(text), "utf-8", None
    text, name = charset.guess(data, hint)
    return _without_nul(text), name, None


def _by_prefix(prefix: bytes, wanted: str | None) -> tuple[str | None, str | None]:
    """Return the encoding that the first bytes and the caller settle, or else a problem, or neither."""
    problem = format_of(prefix)
    if problem is not None or wanted is not None:
        return wanted, problem
    binary = _has_controls(prefix)
    name = charset.wide(prefix) if binary or b"\0" in prefix else None
    return name, "binary data, not text" if binary and name is None else None


def _without_nul(text: str) -> str:
    """Return the text with U+FFFD for each NUL."""
    return text.replace("\0", "\ufffd") if "\0" in text else text


def format_of(prefix: bytes) -> str | None:
    """Return the problem with a file that starts as a known binary format does, or None."""
    pattern, names = _formats()
    found = pattern.match(prefix)
    return None if found is None else f"{names[(found.lastindex or 1) - 1]}, not text"


def _format_of_text(text: str) -> str | None:
    """Return the same for what was read as text."""
    return format_of(text[:_PREFIX].removeprefix("\ufeff").encode("latin-1", "replace"))


@cache
def _formats() -> tuple[re.Pattern[bytes], list[str]]:
    """Return a pattern with a group for each format, and the formats' names in the groups' order."""
    table = read_table(Path(__file__).with_name("decode.toml"))
    xml = table["xml"]
    formats = table["formats"] | {name: xml["prologue"] + root for name, root in xml["roots"].items()}
    alternatives = "|".join(f"({starts})" for starts in formats.values())
    return re.compile(alternatives.encode("ascii"), re.DOTALL), list(formats)


def _has_controls(prefix: bytes) -> bool:
    """Return whether control characters are more than a text's damage."""
    controls = len(prefix) - len(prefix.translate(None, _CONTROLS))
    return controls > max(_FEW_CONTROLS, _BINARY_SHARE * len(prefix))
