"""Which encoding bytes are in that are not plain UTF-8: declared names, UTF-16 and UTF-32, detection."""

from __future__ import annotations

import codecs
import re
from functools import cache
from pathlib import Path

import re2
import turbohtml

from cleaner.tables import read_table

__all__ = ["guess", "read", "wanted", "wide", "without_surrogates"]

_SAMPLE = 4096
"""Bytes in lines with non-ASCII characters that the detector sees; more of them change no answer."""

_CONTEXT = 32
"""Bytes before a line's first non-ASCII one that go into the sample, to show the word that it stands in."""

_HEAD = 8192
"""Bytes in which a page declares its encoding; the standard's 1,024 are too few for pages as they are."""

_DECLARED_DAMAGE = 1.0
_UNDECLARED_DAMAGE = 0.5
"""Broken sequences for each good one that UTF-8 may hold.

Text in another encoding has good sequences by accident only: 100 characters of EUC-JP, which has most, had
2.3 broken ones for each.
"""

_DOUBTFUL = 0.05
"""Implausible characters among a sample's non-ASCII ones from which a declared encoding is doubted."""

_READABLE = 0.97
"""Common characters among those of bytes read as UTF-16 or UTF-32; random bytes hold 0.55."""

_SHORT = 32
"""Bytes of a sample below which the language cannot be told, so that the detector's word comes first."""

_DEFAULT = "windows-1252"
"""What servers and templates declare unasked; a detector and the language together may overrule it."""

_NULS = 0.25
"""NUL bytes from which text that is UTF-8 but for them is rather UTF-16: they are half of Latin text."""

_ENOUGH = 32
"""Bytes from which characters tell UTF-16 from other text that has hardly a NUL, as Chinese in UTF-16."""

_WIDE = ("utf-32le", "utf-32be", "utf-16le", "utf-16be")
_NOT_CHARSETS = frozenset({"punycode", "raw-unicode-escape", "unicode-escape", "mbcs", "oem"})
"""Python's text codecs in which no document is written, or whose meaning depends on the machine."""

_META = re.compile(rb"<meta\s[^<>]*?charset\s*=\s*(?:[\"']\s*)?([\w.:+-]+)", re.IGNORECASE)
_XML = re.compile(rb"\s*<\?xml\s[^<>]*?encoding\s*=\s*[\"']([\w.:+-]+)", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*(?:[\"']\s*)?([^\s\"';,]+)", re.IGNORECASE)
_ISO_2022_JP = re.compile(rb"\x1b(?:\$[@B]|\([IJ])")
_HIGH_LINE = re.compile(rb"[\x80-\xff][^<>\n]*")
_ASCII = bytes(range(0x80))
_HIGH = bytes(range(0x80, 0x100))

# Compiled when first used: it takes long, and hardly a document needs it.
_COMMON = (
    "[\t\n\r -~\xa0-\u052f\u0590-\u06ff\u0900-\u097f\u0e00-\u0e7f\u1e00-\u1fff\u2000-\u206f\u20a0-\u20bf"
    "\u2100-\u214f\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff00-\uffef\U0001f300-\U0001faff]"
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_SPACES = re.compile("[\n -~\u3000-\u3002]")

_ACCENTED = "À-ÖØ-öø-ɏ"
_UPPER = "À-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĖĘĚĜĞĠĢĤĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŜŞŠŢŤŪŬŮŰŲŴŶŸŹŻŽ"
_OTHER_SCRIPT = "Ͱ-ϿЀ-ӿ֐-׿؀-ۿ฀-๿"
_EASTERN = r"\x{4e00}-\x{9fff}\x{ac00}-\x{d7a3}\x{ff61}-\x{ff9f}"
_IMPLAUSIBLE = (
    r"[¤ÐÞðþ\x{80}-\x{9f}\x{fffd}\x{2500}-\x{259f}\x{e000}-\x{f8ff}]",
    rf"[{_ACCENTED}][0-9]|[0-9][{_ACCENTED}]",
    rf"[A-Za-z{_ACCENTED}][{_OTHER_SCRIPT}]|[{_OTHER_SCRIPT}][A-Za-z{_ACCENTED}]",
    rf"[a-zß-öø-ÿ][{_UPPER}]|[{_UPPER}][A-Z][a-z]",
    rf"[{_ACCENTED}]{{4}}",
    r"\pL[¡-©«-±´¶-¹»-¿×÷†‡ˆ˜€‰™]\pL|\pL[¡¢¥¦¬±¶¼¾¿]",
    rf"[a-z][{_EASTERN}][a-z]",
)
"""What text read in the right encoding hardly holds: symbols within words, accents beside digits, mixed
scripts, a capital within or doubled at the start of a word, words of accents only. Turkish misread holds ð
and þ; so does Icelandic, but it reads no better in the other encodings that come into question for it."""


def wanted(label: str) -> str:
    """Return the encoding that a caller names; raises ValueError for a name that is none."""
    name = _name(label)
    if name is None:
        raise ValueError(
            f"unknown encoding {label!r}: give a name that Python or the web knows, such as 'windows-1252', "
            "or leave it out to have the encoding detected"
        )
    return name


def _name(label: str) -> str | None:
    """Return the encoding that a label means on the web, or else in Python; None if it means none."""
    name = _web_name(label)
    if name is None:
        try:
            name = codecs.lookup(label).name
            b"x".decode(name, "replace")  # refuses codecs that are not for text
        except (LookupError, ValueError):
            return None
        name = None if name in _NOT_CHARSETS else _web_name(name) or name
    return name


def _web_name(label: str) -> str | None:
    """Return the WHATWG standard's name, in lower case, for a label that stands in it for an encoding."""
    try:
        name = turbohtml.parse(b"", encoding=label).encoding
    except (LookupError, ValueError):
        return None
    return None if name is None or name in {"replacement", "x-user-defined"} else name.lower()


def read(data: bytes, name: str) -> str:
    """Return bytes as text; what means nothing in the encoding becomes U+FFFD."""
    if name.startswith("utf-"):
        return without_surrogates(data.decode(name, "replace"))
    if _web_name(name) == name:
        import turbohtml.detect  # noqa: F401, PLC0415 - registers the codecs, and most documents need none

        return data.decode(f"whatwg-{name}")
    return without_surrogates(data.decode(name, "replace"))


def without_surrogates(text: str) -> str:
    """Return text whose surrogates are joined where they are pairs, and U+FFFD where they are not."""
    if text.isascii():
        return text
    try:
        text.encode("utf-16-le")  # a third of the time that UTF-8 takes
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def wide(prefix: bytes) -> str | None:
    """Return which of UTF-16 and UTF-32 the first bytes are in, or None if they are text in neither."""
    if prefix.count(0) < _NULS * len(prefix) and (
        len(prefix) < _ENOUGH or _narrow(prefix.replace(b"\0", b""))
    ):
        return None
    best, best_score = None, 0.0
    for name in _WIDE:
        unit = 4 if "32" in name else 2
        try:
            text = prefix[: len(prefix) // unit * unit].decode(name)
        except UnicodeDecodeError:
            continue
        common = len(re.findall(_COMMON, text))
        if text and common >= _READABLE * len(text):
            # The other byte order turns Latin letters into Chinese characters, but has no blanks.
            score = (common + len(_SPACES.findall(text))) / len(text)
            if score > best_score:
                best, best_score = name, score
    return best


def _narrow(data: bytes) -> bool:
    """Return whether bytes are UTF-8, the last character perhaps cut, and hold no control characters."""
    try:
        text, _ = codecs.utf_8_decode(data, "strict", False)  # noqa: FBT003 - takes no keywords
    except UnicodeDecodeError:
        return False
    return _CONTROL.search(text) is None


def guess(data: bytes, hint: str | None) -> tuple[str, str]:
    """Return text and encoding of bytes that are not valid UTF-8, or are ASCII with escapes.

    `hint` is a charset or Content-Type header. What is declared is believed unless the text contradicts it.
    """
    declared = _declared(data, hint)
    if data.isascii():
        name = "iso-2022-jp" if _ISO_2022_JP.search(data) else "utf-8"
        return read(data, name), name
    if any(name in _WIDE for name in declared):
        unmarked = wide(data[:_SAMPLE])
        if unmarked is not None:
            return read(data, unmarked), unmarked
    damaged = _damaged_utf8(data, _DECLARED_DAMAGE if "utf-8" in declared else _UNDECLARED_DAMAGE)
    if damaged is not None:
        return damaged, "utf-8"
    name = _choose(data, [name for name in declared if not name.startswith("utf-")])
    return read(data, name), name


def _declared(data: bytes, hint: str | None) -> list[str]:
    """Return the encodings that the header and the page itself declare, the header's first."""
    labels = []
    if hint:
        parameter = _CHARSET.search(hint)
        labels.append(parameter[1] if parameter else hint)
    head = data[:_HEAD]
    labels += [
        found[1].decode("ascii", "replace") for found in (_XML.match(head), _META.search(head)) if found
    ]
    names = (_name(label) for label in labels)
    return list(dict.fromkeys(name for name in names if name is not None))


def _damaged_utf8(data: bytes, tolerated: float) -> str | None:
    """Return bytes as UTF-8 if no more than `tolerated` sequences are broken for each good one.

    A last character that is cut does not count, since documents are cut at a number of bytes.
    """
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd") - data.count("\ufffd".encode())
    non_ascii = len(data.translate(None, _ASCII))
    good = len(text) - (len(data) - non_ascii) - broken
    if broken == 1 and good and text.endswith("\ufffd"):
        return text
    return text if broken <= tolerated * good else None


def _choose(data: bytes, declared: list[str]) -> str:
    """Return the encoding in which a sample reads best; what is declared is believed if it reads well."""
    sample = _sample(data)
    plausible = [name for name in declared if _plausible(read(sample, name))]
    if plausible and plausible[0] != _DEFAULT:
        return plausible[0]
    detected = _detect(sample)
    spoken = _by_language(sample, detected)
    short = len(sample) < _SHORT
    if plausible and (_DEFAULT in spoken or not spoken or (short and detected == _DEFAULT)):
        return _DEFAULT
    first = [detected, *spoken] if short else [*spoken, detected]
    candidates = dict.fromkeys([*first, *declared, _DEFAULT, "iso-8859-15"])
    return min(candidates, key=lambda name: _flaws(read(sample, name)))


def _sample(data: bytes) -> bytes:
    """Return the first lines and text nodes with non-ASCII bytes, no character of two bytes cut in half."""
    pieces = []
    room, end = _SAMPLE, 0
    for found in _HIGH_LINE.finditer(data):
        before = data[max(found.start() - _CONTEXT, end) : found.start()]
        end = found.end()
        piece = before[max(before.rfind(b">"), before.rfind(b"\n")) + 1 :] + data[found.start() : end]
        if len(piece) > room:
            # A run of high bytes starts with a whole character, and an even number of them ends with one.
            run = room - len(piece[:room].rstrip(_HIGH))
            piece = piece[: room - run % 2]
        pieces.append(piece)
        room -= len(piece)
        if room <= 1:
            break
    return b"\n".join(pieces)


def _detect(sample: bytes) -> str:
    """Return what turbohtml's detector says of bytes that are not UTF-8.

    It goes by a byte-order mark, which means nothing where a sample of the middle begins.
    """
    from turbohtml.detect import detect  # noqa: PLC0415 - as in `read`

    found = (detect(sample).encoding or _DEFAULT).lower()
    return _DEFAULT if found in _WIDE else found


def _by_language(sample: bytes, detected: str) -> list[str]:
    """Return the encodings in which the sample's language is written, the most telling one first."""
    from turbohtml.detect import detect_language  # noqa: PLC0415 - as in `read`

    language = detect_language(read(sample, detected)).language
    return [name for name, languages in _languages().items() if language in languages]


@cache
def _languages() -> dict[str, list[str]]:
    """Return the languages written in each encoding."""
    languages: dict[str, list[str]] = read_table(Path(__file__).with_name("decode.toml"))["languages"]
    return languages


def _plausible(text: str) -> bool:
    """Return whether few of the non-ASCII characters are implausible where they stand."""
    return _flaws(text) <= _DOUBTFUL * (len(text) - len(text.encode("ascii", "ignore")))


def _flaws(text: str) -> int:
    """Return the number of implausible characters and sequences."""
    return len(_implausible().findall(text.encode()))


@cache
def _implausible() -> re2._Regexp:
    return re2.compile("|".join(_IMPLAUSIBLE).encode())
