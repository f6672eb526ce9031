"""Documents that stand for bytes of a fuzzer's engine, and what must hold for each of them."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

PIECES: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("fuzz.toml").read_text("utf-8"))
KINDS = ("auto", "html", "text", "markdown")
ENCODINGS = ("utf-8", "utf-16", "windows-1252", "windows-1251", "gb18030", "shift_jis", "utf-8-sig", "koi8-r")
DAMAGES = ("latin-1", "cp1252", "cp1251", "mac-roman", "gbk", "cp866", "cp437", "iso8859-7")

MAX_CHARACTERS = 20_000
"""Characters of a document: what is not linear shows in these, and more would only slow the search."""

CHARACTERS_PER_BYTE = 40
"""Characters of a document for each byte that stands for it, at most: repetitions end there."""

MAX_BYTES = MAX_CHARACTERS // CHARACTERS_PER_BYTE
"""Bytes that an engine may choose; each stands for a piece, a character or a repetition."""

_PIECE, _CHARACTER = 160, 224


class Document(NamedTuple):
    """What the pipeline is called with."""

    source: str | bytes
    kind: str
    hint: str | None = None


def document(data: bytes) -> Document:
    """Return the document that bytes of an engine stand for: the first one says how the rest are read."""
    head, rest = (data[0], data[1:]) if data else (0, b"")
    kind = KINDS[head >> 2 & 3]
    number = head >> 4 & 7
    is_built, is_page = head & 2, head & 1
    if not is_built and not is_page:
        return Document(rest, kind, ENCODINGS[number] if head & 128 else None)
    text = _built(rest, PIECES["html"] + PIECES["text"] if is_page else PIECES["text"])
    if not is_built or not is_page:
        return Document(text, kind)
    if head & 128:
        return Document(text.encode("utf-8", "replace").decode(DAMAGES[number], "replace"), kind)
    return Document(text.encode(ENCODINGS[number], "replace"), kind)


def _built(data: bytes, pieces: list[str]) -> str:
    """Return a text of pieces, any characters, and repetitions of what was last written."""
    parts: list[str] = []
    size = at = 0
    most = min(MAX_CHARACTERS, CHARACTERS_PER_BYTE * len(data))
    while at < len(data) and size < most:
        byte = data[at]
        if byte < _PIECE:
            number = byte if len(pieces) <= _PIECE else byte | (data[at + 1 : at + 2] or b"\0")[0] << 8
            at += len(pieces) > _PIECE
            part = pieces[number % len(pieces)]
        elif byte < _CHARACTER:
            code = int.from_bytes(data[at + 1 : at + 3], "big") | (byte & 1) << 16
            at += 2
            part = chr(code)
        else:
            part = "".join(parts[-1 - (byte & 3) :])
            part *= min(1 << (byte >> 2 & 7) * 2, max(1, (most - size) // max(1, len(part))))
        at += 1
        parts.append(part)
        size += len(part)
    return "".join(parts)


def check_document(data: bytes) -> None:
    """Clean a document and write it in every form."""
    import_module("hostile").examine(*document(data)[:2], hint=document(data).hint)


def check_split(data: bytes) -> None:
    """Cut a document into blocks, each of which shows something and stands somewhere."""
    made = document(data)
    decoded = import_module("cleaner.decode").decode(made.source, hint=made.hint).text
    config = import_module("cleaner.config").Config(links=True)
    layout, _ = import_module("cleaner.split.dispatch").split(decoded, made.kind, config)
    for block in layout.blocks():
        assert 0 <= block.start <= block.end <= len(decoded)
        assert block.text.strip()


def check_decode(data: bytes) -> None:
    """Decode bytes, which must neither keep what no text holds nor depend on who asks."""
    made = document(data)
    decode = import_module("cleaner.decode").decode
    found = decode(made.source, hint=made.hint)
    found.text.encode()
    assert not {"\0", "\r"} & set(found.text)
    assert decode(found.text).text == found.text


def check_repair(data: bytes) -> None:
    """Repair a text, which must then need no repair."""
    source = document(data).source
    text = source.decode("utf-8", "replace") if isinstance(source, bytes) else source
    repair = import_module("cleaner.repair").repair
    for line in text.split("\n"):
        mended = repair(line)[0]
        assert repair(mended) == (mended, "")


CHECKS: dict[str, Callable[[bytes], None]] = {
    "document": check_document,
    "split": check_split,
    "decode": check_decode,
    "repair": check_repair,
}
