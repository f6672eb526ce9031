"""Characters for a terminal: what would steer it is shown, never sent, and lines fit its width."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

__all__ = ["STEERING_IN_JSON", "UNFIT", "shorten", "visible", "width", "wrap"]

STEERING_IN_JSON = "\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"
"""Characters, as a class of a pattern has them, that JSON allows as they are: they steer a terminal, turn the writing
direction, or end a line for some readers. As escapes they mean the same."""

UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Characters that neither HTML nor Markdown may hold: control characters, lone surrogates, and those that would turn
the writing direction of what stands around them."""

_STEERING = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Control characters, marks of writing direction, invisible separators and tags, lone surrogates.

The joiners U+200C and U+200D and the soft hyphen stay: scripts and emoji are spelt with them.
"""

_STEERING_BUT_LINES = re.compile(rf"(?![\t\n]){_STEERING.pattern}")
_PICTURES = 0x2400  # the control pictures of Unicode, in the order of the control characters
_DELETE_PICTURE = "␡"


def visible(text: str, *, lines: bool = False) -> str:
    r"""Return `text` with steering characters shown: a symbol such as ␛, or an escape such as \u202e.

    With `lines`, tabs and newlines stay.
    """
    return (_STEERING_BUT_LINES if lines else _STEERING).sub(_shown, text)


def _shown(found: re.Match[str]) -> str:
    character = found.group()
    if character < " ":
        return chr(_PICTURES + ord(character))
    return _DELETE_PICTURE if character == "\x7f" else character.encode("unicode_escape").decode("ascii")


def width(text: str) -> int:
    """Return the columns that `text` takes in a terminal: two for a wide character, none for a mark."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def shorten(text: str, columns: int) -> str:
    """Return `text`, or as much of its beginning as leaves room for an ellipsis, in `columns`."""
    if text.isascii():
        return text if len(text) <= columns else f"{text[: columns - 1].rstrip()}…"
    taken = 0
    fits = 0
    for position, character in enumerate(text):
        taken += _columns(character)
        if taken > columns:
            return f"{text[:fits].rstrip()}…"
        if taken < columns:
            fits = position + 1
    return text


def wrap(text: str, columns: int) -> Iterator[str]:
    """Yield `text` in lines of at most `columns`, broken at blanks, or inside a word that is longer."""
    line = ""
    used = 0
    for word in text.split(" "):
        for part, needed in _parts(word, columns):
            if not line:
                line, used = part, needed
            elif used + 1 + needed <= columns:
                line, used = f"{line} {part}", used + 1 + needed
            else:
                yield line
                line, used = part, needed
    if line:
        yield line


def _parts(word: str, columns: int) -> Iterator[tuple[str, int]]:
    """Yield a word in parts that fit into a line, each with its width."""
    if len(word) <= columns and word.isascii():
        yield word, len(word)
        return
    start = used = 0
    for position, character in enumerate(word):
        needed = _columns(character)
        if used + needed > columns and position > start:
            yield word[start:position], used
            start, used = position, 0
        used += needed
    yield word[start:], used
