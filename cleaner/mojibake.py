"""UTF-8 that was read in a single-byte encoding: found by its structure, proved by reading it again.

A character of UTF-8 is a lead byte and one to three continuation bytes, and so are the characters that these
bytes become in another encoding. Only the encoding that did the damage turns all of them back into UTF-8,
and text that is right does not have this structure. The heuristic of ftfy looks for improbable neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from typing import NamedTuple

__all__ = ["ENCODINGS", "EXPECTED", "reread", "reread_rest", "run_patterns"]

ENCODINGS = {
    "ISO-8859-1": "latin-1",
    "windows-1252": "cp1252",
    "windows-1251": "cp1251",
    "windows-1250": "cp1250",
    "ISO-8859-7": "iso8859-7",  # before its cousin, where its "á" would be a capital
    "windows-1253": "cp1253",
    "windows-1254": "cp1254",
    "windows-1257": "cp1257",
    "ISO-8859-13": "iso8859-13",
    "ISO-8859-2": "iso8859-2",
    "Mac Roman": "mac-roman",
    "IBM437": "cp437",
    "IBM866": "cp866",
    "ISO-8859-5": "iso8859-5",
    "ISO-8859-9": "iso8859-9",
    "ISO-8859-11": "iso8859-11",
    "ISO-8859-16": "iso8859-16",
    "KOI8-R": "koi8-r",
    "windows-874": "cp874",
}
"""Python's codecs of the encodings that do the damage, the commonest first."""

_KNOWN_TO_FTFY = frozenset(ENCODINGS) - {
    "ISO-8859-13",
    "IBM866",
    "ISO-8859-5",
    "ISO-8859-7",
    "ISO-8859-9",
    "ISO-8859-11",
    "ISO-8859-16",
    "KOI8-R",
    "windows-874",
}
"""Encodings that ftfy reads again, and better where a line is damaged in part."""

# Lead bytes of what articles hold: Latin-1 and Latin Extended-A; Vietnamese and Romanian letters, Greek and
# Cyrillic, Hebrew and Arabic; then all characters of three bytes, and emoji.
_LATIN = range(0xC2, 0xC6)
_TWO = (*_LATIN, 0xC6, 0xC8, *range(0xCE, 0xD2), *range(0xD7, 0xDC))
_THREE = range(0xE0, 0xF0)
_FOUR = range(0xF0, 0xF1)
_SIGN_LEAD = frozenset({0xC2})
_SIGNS = frozenset({0xA9, 0xAE})
"""What © and ® become, which stand alone. In ISO-8859-2 that is "ÂŠ", which ftfy takes for another letter."""
_CONTINUATION = range(0x80, 0xC0)
_UPPER_HALF = range(0x80, 0x100)
_ESCAPED = 0xDC00
"""What Python adds to a byte that means nothing, to note it."""
_NO_LETTER = {"IBM866": (*range(0x80, 0xA0), *range(0xB0, 0xC0))}
"""Continuation bytes that are no small letters, of which three bytes have one: "ран" is a word and no "ࠠ"."""

EXPECTED = (
    "\xa0-\u017f\u01a0\u01a1\u01af\u01b0\u0218-\u021b\u0386-\u03ce\u0401-\u045f\u0490\u0491\u0591-\u05f4\u0600-\u06ff\u0900-\u0d7f"
    "\u0e00-\u0e7f\u10d0-\u10ff\u1e00-\u1eff\u200b-\u203a\u20a0-\u20bf\u2116\u2122\u2190-\u22ff\u2300-\u27bf"
    "\u2b00-\u2bff\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\ufe0f\ufeff\uff01-\uffee\U0001f100-\U0001faff"
)
"""Characters beyond ASCII that articles hold, as ranges of a character class: others come about by chance."""

# Compiled when first used: it takes long, and hardly a document needs it.
_EXPECTED = f"[{EXPECTED}]+"
_TELLING = re.compile("[\u2010-\u203a\u20ac\u2122\u2190-\u27bf\U0001f100-\U0001faff]")
_BULLET = re.compile(r"\s*[•·▪◦‣] ")
_C1 = re.compile("[\x80-\x9f]")
_ASCII = re.compile("[\x00-\x7f]+")


class _Page(NamedTuple):
    """An encoding: its bytes by character, and the patterns of its UTF-8 runs and of what is no coincidence."""

    name: str
    codes: dict[str, int]
    runs: str
    proofs: str

    # Compiled when first used: many pages need the patterns, and hardly one has a run.
    @property
    def run(self) -> re.Pattern[str]:
        """Return what finds the runs."""
        return re.compile(self.runs)

    @property
    def proof(self) -> re.Pattern[str]:
        """Return what finds a proof."""
        return re.compile(self.proofs)

    def read(self, run: str) -> str | None:
        """Return what a run of UTF-8 means, or None if it is not valid or not what articles hold."""
        try:
            text = bytes(map(self.codes.__getitem__, run)).decode()
        except UnicodeDecodeError:
            return None
        return text if re.fullmatch(_EXPECTED, text) else None

    def covered(self, text: str) -> int:
        """Return how many characters of a text this encoding explains."""
        return sum(len(run) for run in self.run.findall(text) if self.read(run) is not None)


def reread(line: str) -> tuple[str, str]:
    """Return a line with its damage undone and the encoding that did it; the same line and "" without proof.

    Where a line holds C1 controls, which text does not, the encoding that explains most of it is taken.
    Another line must be explained as a whole, each of its non-ASCII characters, and hold what is no
    coincidence: three characters of UTF-8 in a row, a quotation mark, dash, symbol or emoji, or a letter in
    the midst of an ASCII word; or © or ®, which stand alone. A bullet before it is no part of the damage: programs that
    flatten pages write it.
    """
    if line.isascii() or not _any_run().search(line):
        return line, ""
    if bullet := _BULLET.match(line):
        mended, name = reread(line[bullet.end() :])
        return (bullet[0] + mended, name) if name else _reread(line)
    return _reread(line)


def _reread(line: str) -> tuple[str, str]:
    """Return the same of a line of which any part may be damaged."""
    beyond = _ASCII.sub("", line)
    if _C1.search(line):
        best = _explaining(line, len(beyond))
        if best.name in _KNOWN_TO_FTFY or not best.covered(line):
            return line, ""
        return best.run.sub(lambda found: best.read(found[0]) or found[0], line), best.name
    characters = set(beyond)
    for page in _pages():
        if not characters <= page.codes.keys():
            continue
        runs = page.run.findall(line)
        if not runs or not page.run.sub("", line).isascii():
            continue
        read = [text for run in runs if (text := page.read(run)) is not None]
        if len(read) == len(runs) and (page.proof.search(line) or any(map(_TELLING.search, read))):
            return _woven(page.run.split(line), read), page.name
    return line, ""


def _explaining(line: str, wanted: int) -> _Page:
    """Return the encoding that explains most of a line, of which `wanted` characters are to be explained."""
    best, most = _pages()[0], 0
    for page in _pages():
        covered = page.covered(line)
        if covered > most:
            best, most = page, covered
        if most == wanted:
            break
    return best


def _woven(outer: list[str], inner: list[str]) -> str:
    """Return the pieces of a line with one of `inner` between each two of `outer`."""
    return "".join(piece for pair in zip(outer, [*inner, ""], strict=True) for piece in pair)


def reread_rest(line: str) -> str:
    """Return a line of which parts are known to be UTF-8 read as windows-1252, with its other parts read too.

    Where a part proves the damage, letters beside it that alone would prove nothing belong to it.
    """
    page = next(page for page in _pages() if page.name == "windows-1252")
    return page.run.sub(lambda found: page.read(found[0]) or found[0], line)


def run_patterns() -> list[str]:
    """Return, for each encoding, a pattern of its UTF-8 runs, in the syntax that re and RE2 share."""
    return list(dict.fromkeys(page.runs for page in _pages()))


@cache
def _any_run() -> re.Pattern[str]:
    """Return a pattern that finds a run of UTF-8 in any of the encodings."""
    return re.compile("|".join(run_patterns()))


@cache
def _pages() -> tuple[_Page, ...]:
    return tuple(_page(name, codec) for name, codec in ENCODINGS.items())


def _page(name: str, codec: str) -> _Page:
    """Return the tables of one encoding; a byte that it leaves unassigned is the C1 control of its number."""
    known = bytes(_UPPER_HALF).decode(codec, "surrogateescape")
    each = zip(known, _UPPER_HALF, strict=True)
    codes = {chr(byte) if char == chr(_ESCAPED + byte) else char: byte for char, byte in each}
    two, three, four, follow = (_class(codes, part) for part in (_TWO, _THREE, _FOUR, _CONTINUATION))
    odd = _class(codes, _NO_LETTER.get(name, _CONTINUATION))
    character = f"(?:{two}{follow}|{three}(?:{odd}{follow}|{follow}{odd})|{four}{follow}{{3}})"
    # A Latin capital may start a word and a sign may end one: they prove something only out of place.
    latin = {char: byte for char, byte in codes.items() if byte in _LATIN}
    capitals = {char: byte for char, byte in latin.items() if char.isupper() and char < "\u0370"}
    strange = {char: byte for char, byte in latin.items() if char not in capitals}
    signs = {char: byte for char, byte in codes.items() if not char.isalnum()}
    proofs = [f"{character}{{3}}"]
    if capitals:
        lead = _class(capitals, _LATIN)
        proofs += [f"[a-z]{lead}{follow}", f"{lead}{_class(signs, _CONTINUATION)}[A-Za-z]"]
        if _SIGN_LEAD & {*capitals.values()}:
            proofs.append(_class(capitals, _SIGN_LEAD) + _class(codes, _SIGNS))
    if strange:
        lead = _class(strange, _LATIN)
        proofs += [f"[A-Za-z]{lead}{follow}", f"{lead}{follow}[A-Za-z]"]
    return _Page(name, codes, f"{character}+", "|".join(proofs))


def _class(codes: dict[str, int], part: Collection[int]) -> str:
    """Return the character class of those characters whose bytes are in `part`."""
    return "[" + re.escape("".join(char for char, byte in codes.items() if byte in part)) + "]"
