"""Markdown that somebody else wrote, with what could run in a browser made text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import groupby

from cleaner.render.inline import SAFE_SCHEMES, without_unsafe

__all__ = ["inert"]

_FENCE = re.compile(r"(`{3,})[^`]*|(~{3,}).*")
_FENCE_END = re.compile(r" {0,3}(`{3,}|~{3,})[ \t]*")
_INNER_FENCE = re.compile(r"(?:[ \t>]|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))*(?=`{3,}[^`]*$|~{3,})")
"""What stands before a fence that nothing closes, or that a list item or a quotation opens."""

_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_KEPT_TAG = re.compile(
    r"<(?:https?://|mailto:)[^\s<>`\\]*>"
    r"|</?(?:b|br|code|del|em|i|ins|kbd|mark|q|s|small|strong|sub|sup|u) ?/?>"
)
"""Links in angle brackets, and tags without attributes that only change how text looks."""

_LINK = re.compile(r"\]\([^`()\n]*\)")
_LINK_START = re.compile(r"\][(:]")
_DESTINATION = re.compile(r"(\][(:]\s*<?\s*)([^\s<>]*)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_BEFORE_PATH = re.compile(r"[^/?#]*")
_BROWSERS_IGNORE = re.compile(r"[\x00-\x20\x7f]")


def inert(markdown: str) -> str:
    """Return Markdown in which no HTML, script link or control character is left, as much else as possible.

    A tag loses its bracket to ``&lt;``, unless it has no attributes and only changes how text looks; a
    link whose scheme is neither http, https nor mailto leads into the page (``#javascript:…``). Code is
    left alone where every parser agrees that it is code, and where they may not, its brackets are written
    as if it were text.
    """
    lines = without_unsafe(markdown).split("\n")
    parts = ("\n".join(lines) if is_code else _inert_text(lines) for is_code, lines in _parts(lines))
    return "\n".join(parts)


def _parts(lines: list[str]) -> Iterator[tuple[bool, list[str]]]:
    """Yield runs of lines, with whether they are a block of code between fences."""
    hopeless = {"`": len("".join(lines)) + 1, "~": len("".join(lines)) + 1}
    text: list[str] = []
    number = 0
    while number < len(lines):
        fence = _FENCE.fullmatch(lines[number])
        mark = (fence[1] or fence[2]) if fence else ""
        end = _end_of_code(lines, number, mark) if mark and len(mark) < hopeless[mark[0]] else 0
        if end:
            if text:
                yield False, text
            yield True, lines[number : end + 1]
            text = []
            number = end
        else:
            if mark:
                hopeless[mark[0]] = min(len(mark), hopeless[mark[0]])
            text.append(lines[number])
        number += 1
    if text:
        yield False, text


def _end_of_code(lines: list[str], start: int, mark: str) -> int:
    """Return the line that closes the fence at `start`, or 0 if none does."""
    for number in range(start + 1, len(lines)):
        found = _FENCE_END.fullmatch(lines[number])
        if found and found[1].startswith(mark):
            return number
    return 0


def _inert_text(lines: list[str]) -> str:
    """Return lines that are not known to be code with their tags and links made text."""
    written: list[str] = []
    for _, run in groupby(map(_without_fence, lines), key=lambda line: bool(line.strip())):
        paragraph = list(run)
        trusted = all(map(_shows_its_code, paragraph))
        written += (_without_tags(line, trusted=trusted) for line in paragraph)
    return _DESTINATION.sub(_led_nowhere, "\n".join(written))


def _without_fence(line: str) -> str:
    """Return a line with a fence at its beginning, which nothing closes here, escaped."""
    found = _INNER_FENCE.match(line)
    return f"{line[: found.end()]}\\{line[found.end() :]}" if found else line


def _shows_its_code(line: str) -> bool:
    """Return whether all parsers agree on which stretches of a line are code: those between odd backticks."""
    if "`" not in line:
        return True
    if line.count("`") % 2 or any(trap in line for trap in ("``", "\\`", "|")):
        return False
    return not _LINK_START.search(_LINK.sub("", line))


def _without_tags(line: str, *, trusted: bool) -> str:
    """Return a line without active tags, code aside if it is `trusted`."""
    if "<" not in line:
        return line
    parts = line.split("`") if trusted else [line]
    parts[::2] = [_escaped(part, alone=not number) for number, part in enumerate(parts[::2])]
    return "`".join(parts)


def _escaped(text: str, *, alone: bool) -> str:
    """Return text with each bracket that opens a tag written as ``&lt;``.

    A tag before any word, which may stand `alone` on its line, would make HTML of all lines up to a blank one.
    """
    pieces: list[str] = []
    position = 0
    for tag in _TAG.finditer(text):
        start = tag.start()
        kept = _KEPT_TAG.match(text, start)
        pieces.append(text[position:start])
        alone = alone and not any(map(str.isalpha, pieces[-1]))
        backslashes = len(pieces[-1]) - len(pieces[-1].rstrip("\\"))
        pieces.append("<" if (kept and not alone) or backslashes % 2 else "&lt;")
        position = start + 1
    return "".join([*pieces, text[position:]])


def _led_nowhere(found: re.Match[str]) -> str:
    """Return a link's beginning with its destination turned into a place in the page, if it could run."""
    plain = _BROWSERS_IGNORE.sub("", html.unescape(_ESCAPED.sub(r"\1", found[2])))
    head = _BEFORE_PATH.match(plain)
    scheme, colon, _ = (head[0] if head else "").partition(":")
    safe = not colon or scheme.lower() in SAFE_SCHEMES
    return found[0] if safe else f"{found[1]}#{found[2]}"
