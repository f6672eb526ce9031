"""Accidents of encoding are undone and invisible characters dropped; text that is right stays as it is."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from html.entities import name2codepoint
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec

import re2

from cleaner import mojibake
from cleaner.mojibake_gbk import may_be_gbk, reread_gbk

__all__ = ["holds_invisible", "repair", "strip_controls", "suspicious", "unescape_entities"]

_TYPOGRAPHY = "\xa0–—‘’“”…"
"""Characters of which, with ASCII, no accident is made in whatever order."""
_ALONE = "©®™•·×«»„→←€£°§²½¿¡àáâãäåæçèéêëìíîïñòóôõöøùúûüßÄÅÉÖÜ"
"""Characters of which no accident is made as long as each stands between ASCII characters."""
_NOT_CLEAR = re2.compile(
    f"[^\\x{{00}}-\\x{{7f}}{_TYPOGRAPHY}{_ALONE}]|[{_ALONE}][^\\x{{00}}-\\x{{7f}}]|[^\\x{{00}}-\\x{{7f}}][{_ALONE}]".encode()
)
"""Finds what may be part of an accident. Pages without are cleared by it, and what tells more is not loaded."""

_MENTION = re.compile("(?:[\"'“‘]|&quot;)[^\x00-\x9f\\s]{2,5}(?:[\"'”’]|&quot;)")
"""Finds a broken letter alone between quotation marks, as an article about encodings shows one."""

_IN_PARTS = "UTF-8 read as another encoding in places"
_FTFY_STEPS = {
    "decode_inconsistent_utf8": _IN_PARTS,
    "fix_c1_controls": "windows-1252 read as ISO-8859-1",
    "replace_lossy_sequences": "bytes lost",
    "restore_byte_a0": "no-break spaces made blanks",
}
_FTFY_ENCODINGS = {
    "latin-1": "ISO-8859-1",
    "iso-8859-2": "ISO-8859-2",
    "macroman": "Mac Roman",
    "cp437": "IBM437",
}
"""What ftfy's words mean in a reason."""

_ESCAPE = re.compile(
    "\x1b(?:\\[[0-9;:?<=>]*[ -/]*[@-~]|\\][^\x07\x1b\n]*(?:\x07|\x1b\\\\)?|[ -/]*[0-Z\\\\^-~])"
)
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffc]"
    "|(?<![\u0e00-\u109f\u1780-\u17ff])\u200b"
)
_BLANK_LETTERS = "\u034f\u115f\u1160\u2800\u3164\ufe0e\ufe0f\uffa0"
"""Characters that Unicode counts as printable, and that show nothing where they stand alone."""
_ALONE_INVISIBLE = re.compile(f"(?<!\\S)[{_BLANK_LETTERS}\u200b-\u200f]+(?!\\S)")
"""What has no neighbour to join, to direct or to keep apart: editors and mailing programs fill blank lines with it."""
_SEPARATORS = re.compile("[\x0b-\r\x1c-\x1f\x85]+")

_ENTITY = re.compile("&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,8}[0-9]{0,2});")
_WRITABLE = re.compile("[^\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffd]")
_ABOUT_MARKUP = re.compile(r"</?[A-Za-z]|\bX?HTML\b")
_LAYERS = 4
"""How many times over feeds may have escaped their text. What is escaped more often no accident escaped."""


def suspicious(text: str) -> bool:
    """Return whether `repair` may change something in a text or in one of its lines.

    False is certain: neither the text nor any line of it needs repair. ASCII is never suspicious. The answer
    takes one pass of RE2, about 3 µs for 1,000 characters.
    """
    if text.isascii():
        return False
    encoded = text.encode("utf-8", "surrogatepass")
    if _NOT_CLEAR.search(encoded) is None:
        return False
    if _accident().search(encoded) is not None:
        return True
    return may_be_gbk(encoded) and any(reread_gbk(line) is not None for line in text.split("\n"))


def repair(text: str) -> tuple[str, str]:
    """Return a line with its encoding accidents undone, and the reason.

    UTF-8 that was read in another encoding, once or more often, is read as what it is; U+FFFD stands where
    bytes were lost on the way. Quotes, ligatures, widths, line breaks, entities and the normal form stay. A
    line that needs no repair comes back as the same object, with the reason "". Neither collapse white space
    nor strip controls before: what looks like a no-break space or soft hyphen may be part of a broken letter.

    Structure decides where it proves something (`mojibake`), and elsewhere the heuristic of ftfy
    (https://github.com/rspeer/python-ftfy).
    """
    if not suspicious(text):
        return text, ""
    unmentioned = _MENTION.sub("", text)
    if unmentioned != text and not suspicious(unmentioned):
        return text, ""
    mended = text
    accidents: list[str] = []
    while True:
        before = mended
        mended, encoding = mojibake.reread(mended)
        if not encoding and (reread := reread_gbk(mended)) is not None:
            mended, encoding = reread, "GBK"
        if encoding:
            accidents.append(f"UTF-8 read as {encoding}")
        mended, steps = _by_ftfy(mended)
        if _IN_PARTS in steps:
            mended = mojibake.reread_rest(mended)
        accidents += steps
        if mended == before or not suspicious(mended):
            break
    if mended == text:
        return text, ""
    times = Counter(accidents)
    return mended, ", ".join(name if times[name] == 1 else f"{name} ({times[name]} times)" for name in times)


def strip_controls(text: str) -> str:
    r"""Return text without the characters that show nothing: controls, terminal escapes, invisible marks.

    Removed are C0 and C1 controls but ``\n`` and ``\t``, soft hyphens, byte-order marks, word joiners,
    invisible operators and annotation marks: they split words that readers see as one. Controls that part
    words, such as form feeds, become a blank. Joiners and direction marks stay, since Persian, Hindi and
    emoji are spelt with them, and so do zero-width spaces after letters of Thai, Lao, Tibetan, Burmese and
    Khmer, where they part words. Between blanks, where they have nothing to join, all of them go, and letters
    that are blank. Returns the same object when there is nothing to remove.
    """
    if not holds_invisible(text):
        return text
    if "\x1b" in text:
        text = _ESCAPE.sub("", text)
    return _ALONE_INVISIBLE.sub("", _INVISIBLE.sub("", _SEPARATORS.sub(" ", text)))


def holds_invisible(text: str) -> bool:
    """Return whether `strip_controls` may change a text; False is certain."""
    if not (text.isprintable() or _with_blanks(text).isprintable()):
        return True
    return not text.isascii() and any(map(text.__contains__, _BLANK_LETTERS))


def _with_blanks(text: str) -> str:
    """Return a text with a blank for each space or line break that is usual: one by one is quicker than a table."""
    return text.replace("\n", " ").replace("\t", " ").replace("\xa0", " ")


def unescape_entities(text: str) -> str:
    """Return flat text with the characters for its HTML entities, such as ``&amp;`` and ``&#8217;``.

    Only well-formed references count: with a semicolon, and a number or a name of HTML 4 or ``apos``, so that
    query strings and C++ (``&num;``) stay. Entities are read until none is left, up to `_LAYERS` times, so that
    the result needs no more of it. Text that is escaped more often, holds tags or speaks of HTML means its
    entities and is returned as it is.
    """
    if "&" not in text or ";" not in text or _ENTITY.search(text) is None or _ABOUT_MARKUP.search(text):
        return text
    read = text
    for _ in range(_LAYERS):
        before, read = read, _ENTITY.sub(_character, read)
        if read == before:
            break
    return read if _ENTITY.sub(_character, read) == read else text


def _character(entity: re.Match[str]) -> str:
    """Return the character that an entity names, or the entity where it names none that text holds."""
    name = entity[0][1:-1]
    if not (name.startswith("#") or name in name2codepoint or name == "apos"):
        return entity[0]
    character = html.unescape(entity[0])
    return character if _WRITABLE.fullmatch(character) else entity[0]


def _by_ftfy(text: str) -> tuple[str, list[str]]:
    """Return a line as ftfy reads it, and what happened to it."""
    import ftfy  # noqa: PLC0415 - takes 60 ms, and most texts need no repair

    fixed, steps = ftfy.fix_encoding_and_explain(text)
    return fixed, [] if fixed == text else list(_accidents(steps or []))


def _accidents(steps: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield in words what a plan of ftfy undoes."""
    encoding = ""
    for action, name in steps:
        if action == "encode":
            encoding = _FTFY_ENCODINGS.get(name, name.removeprefix("sloppy-"))
        elif action == "decode":
            yield f"{'UTF-8' if name.startswith('utf-8') else name} read as {encoding}"
        else:
            yield _FTFY_STEPS.get(name, name)


@cache
def _accident() -> re2._Regexp:
    """Return a pattern that finds all that `mojibake` and ftfy would look into, and little else.

    It is ftfy's own pattern, with what RE2 writes otherwise, and each encoding's runs of UTF-8 that fill the
    space between ASCII characters.
    """
    heuristic = _terse(_badness())
    heuristic = heuristic.replace(r"\s", r"[\s\x{0b}\x{1c}-\x{1f}\x{85}\pZ]").replace(r"\w", r"[\pL\pM\pN_]")
    runs = "|".join(mojibake.run_patterns())
    structure = rf"(?:^|[\x{{00}}-\x{{7f}}])(?:{runs})(?:[\x{{00}}-\x{{7f}}]|$)"
    return re2.compile(f"(?m){heuristic}|{structure}".encode())


def _badness() -> str:
    """Return ftfy's pattern of improbable neighbours from its module alone: all of ftfy takes four times as long."""
    package = find_spec("ftfy")
    found = package and PathFinder.find_spec("badness", package.submodule_search_locations)
    if not found or not found.loader:
        raise ImportError("ftfy is not installed as it should be: it has no module 'badness'")
    module = module_from_spec(found)
    found.loader.exec_module(module)
    pattern: str = module.BADNESS_RE.pattern
    return pattern


def _terse(pattern: str) -> str:
    """Return a verbose regular expression without its blanks and comments, which RE2 does not know."""
    token = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|#[^\n]*|\s+|.", re.DOTALL)
    return "".join(part for part in token.findall(pattern) if part[0] != "#" and not part.isspace())
