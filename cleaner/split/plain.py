"""What a reader sees of Markdown: its blocks without Markdown's marks, and how much of each is links."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from string import punctuation

from cleaner.document import BlockKind
from cleaner.split.markdown import FENCE_END, RULE

__all__ = ["NOTHING", "plain_of_markdown"]

NOTHING = "\ufffc"
"""Stands for a block of which no character shows, such as a picture without a description, and before the
description of pictures that stand alone: Unicode's sign for an object that is no text."""

_LEAD = re.compile(r"(?:>[ \t]*|#{1,6}(?:[ \t]+|$)|[-+*][ \t]+(?:\[[ xX]\][ \t]+)?)+")
"""What quotations, headings and items open with, one in the other. Numbers stay: a reader sees them, and
"3. Mai 2024" is no item."""
_DEFINITION = re.compile(r"\[(?!\^)([^\[\]]+)\]:\s*(?:<[^<>]*>|\S+)(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?")
_LOOSE_DEFINITION = re.compile(r"\[(\d+)\]:(?:\s*(?:[A-Za-z][A-Za-z0-9+.-]{1,31}:|[/#.]).*)?")
"""One that a converter numbered, and wrapped in the midst of the address."""
_FRONT_MATTER = "---\n"
_CELLS = "|:- \t"
"""Characters of the line between a table's head and its rows."""

# Possessive, and each repetition ends before the character that it opened with: what is never closed is read twice
# at most.
_MARK = re.compile(r"\\|`+|!?\[|\]|<|\*+|_+|~~|https?://")
_TARGET = re.compile(
    r"\(\s*+(?:<[^<>]*+>|(?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*+\))*+)"
    r"(?:\s++(?:\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+'|\((?:[^()\\]|\\.)*+\)))?+\s*+\)"
)
_LOOSE_TARGET = re.compile(r"\((?:[A-Za-z][A-Za-z0-9+.-]{1,31}:|[/#.])[^()]*+(?:\([^()]*+\)[^()]*+)*+\)")
"""An address with blanks or quotation marks in it, as converters copy them from pages."""
_REFERENCE = re.compile(r"\[([^\[\]]*+)\]")
_ADDRESS = re.compile(r"[^\s<>\[\]()*|\"`]*+")
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*+|[^\s<>@]++@[^\s<>@]++)>")
_TAG = re.compile(r"<[A-Za-z/!?][^<>]*+>")
_ATTRIBUTES = re.compile(r"\{(?:[.#][\w-]|[\w-]++=)[^{}]*+\}")
"""Attributes that Pandoc writes behind links, pictures, stretches of text and headings."""


def plain_of_markdown(texts: Sequence[str], kinds: Sequence[BlockKind]) -> tuple[list[str], list[int]]:
    """Return what a reader sees of each block, on one line, and how many characters of that are in links.

    Headings, quotations, items, emphasis, code, links and tables lose their marks; of a link its text stays, of an
    image its description, and an address that stands in the text is a link. Cells have ``|`` between them, as in
    the rows of a page. No line is longer than its block and none is empty: a rule stays as it is, and a block that
    shows nothing else becomes `NOTHING`. It counts as a link if all that stands there is the target of one. What
    pictures show opens with that sign where nothing else stands beside them: no story is told in descriptions.
    """
    defined = frozenset(_label(found[1]) for found in map(_definition, texts) if found)
    shown = [_shown(text, kind, defined) for text, kind in zip(texts, kinds, strict=True)]
    return [text for text, _ in shown], [linked for _, linked in shown]


def _definition(text: str) -> re.Match[str] | None:
    """Return the definition of a reference that a block is, its name in the first group."""
    return (_DEFINITION.fullmatch(text) or _LOOSE_DEFINITION.fullmatch(text)) if text[0] == "[" else None


def _label(text: str) -> str:
    """Return the name of a reference, as names are compared."""
    return " ".join(text.casefold().split())


def _shown(text: str, kind: BlockKind, defined: frozenset[str]) -> tuple[str, int]:
    """Return what shows of a block, and how many of its characters are in links."""
    if kind is BlockKind.PREFORMATTED:
        return _preformatted(text, defined)
    if kind is BlockKind.ROW:
        return _cells(text, defined)
    if RULE.fullmatch(text):
        return text, 0
    if _definition(text):
        return NOTHING, len(NOTHING)
    text = text.rpartition("\n")[0] or text  # of a heading, the line under it goes
    lead = _LEAD.match(text)
    if lead:
        text = text[lead.end() :]
        if "#" in lead[0]:
            text = _without_closing(text)
    return _read(text, defined)


def _read(line: str, defined: frozenset[str]) -> tuple[str, int]:
    """Return what shows of a line, and how many of its characters are in links."""
    if _MARK.search(line):
        return _Line(line, defined).read()
    return " ".join(line.split()) or NOTHING, 0


def _without_closing(heading: str) -> str:
    """Return a heading without the attributes or number signs behind it."""
    opening = heading.rfind(" {") if heading.endswith("}") else -1
    if opening >= 0 and _ATTRIBUTES.fullmatch(heading, opening + 1):
        return heading[:opening]
    text = heading.rstrip("# ")
    return text if heading[len(text) : len(text) + 1] != "#" else heading


def _preformatted(text: str, defined: frozenset[str]) -> tuple[str, int]:
    """Return the lines between fences, or the rows of a table without outer pipes, on one line; no metadata."""
    lines = text.split("\n")
    may_be_metadata = text.startswith(_FRONT_MATTER)
    if may_be_metadata and "" not in lines:  # turns of a dialogue have blank lines between them
        return NOTHING, 0
    if may_be_metadata or FENCE_END.match(lines[0]):
        return " ".join(" ".join(lines[1:-1]).split()) or NOTHING, 0
    rows = [_read(line, defined) for line in lines if line.strip(_CELLS)]
    return " ".join(row for row, _ in rows) or NOTHING, sum(linked for _, linked in rows)


def _cells(row: str, defined: frozenset[str]) -> tuple[str, int]:
    """Return the cells of a row; the line under a table's head stays as it is."""
    return _read(row.strip("| "), defined) if row.strip(_CELLS) else (row, 0)


class _Line:
    """Reads a line once, from left to right, into the pieces of it that show.

    Marks that may yet pair with a later one are pieces until they do. `_depths` says how many links begin, less
    how many end, before each piece.
    """

    def __init__(self, text: str, defined: frozenset[str]) -> None:
        self._text = text
        self._defined = defined
        self._pieces: list[str] = []
        self._depths: dict[int, int] = {}
        self._pictures: dict[int, int] = {}  # likewise
        self._brackets: list[tuple[int, int]] = []  # piece, and offset behind it
        self._last_bracket = 0
        # For each mark of emphasis, the pieces that may open one, and how many marks are left of each.
        self._openers: dict[str, list[list[int]]] = {"*": [], "_": [], "~": []}
        self._ticks: dict[int, list[int]] | None = None
        self._read = {
            "\\": self._escape,
            "`": self._code,
            "!": self._open,
            "[": self._open,
            "]": self._close,
            "<": self._angle,
            "*": self._emphasis,
            "_": self._emphasis,
            "~": self._emphasis,
            "h": self._address,
        }

    def read(self) -> tuple[str, int]:
        """Return what shows, and how many characters of it are in links."""
        text, position = self._text, 0
        mark = _MARK.search(text)
        while mark:
            self._pieces.append(text[position : mark.start()])
            position = self._read[mark[0][0]](mark)
            mark = _MARK.search(text, position)
        self._pieces.append(text[position:])
        for sign, openers in self._openers.items():
            for piece, left in openers:
                self._pieces[piece] = sign * left
        shown, linked = self._joined()
        return (shown, linked) if shown else (NOTHING, len(NOTHING) if self._depths else 0)

    def _joined(self) -> tuple[str, int]:
        """Return the pieces with single blanks, and how many characters of them are in links."""
        shown: list[str] = []
        linked = 0
        blank = inside = said = False
        pictures = self._each(self._pictures)
        for piece, depth, picture in zip(self._pieces, self._each(self._depths), pictures, strict=True):
            words = " ".join(piece.split())
            said = said or (bool(words) and not picture)
            inside = inside and depth > 0
            if not words:
                blank = blank or bool(piece)
                continue
            shown.append(" " if shown and (blank or piece[0].isspace()) else "")
            shown.append(words)
            linked += (len(shown[-2]) if inside else 0) + (len(words) if depth else 0)
            blank = piece[-1].isspace()
            inside = depth > 0
        text = "".join(shown)
        return (text if said or not text else f"{NOTHING} {text}"), linked

    def _each(self, depths: dict[int, int]) -> Iterator[int]:
        """Yield for each piece how many of what `depths` counts it stands in."""
        return accumulate(depths.get(number, 0) for number in range(len(self._pieces)))

    def _note(self, depths: dict[int, int], first: int) -> None:
        """Note that the pieces from `first` on stand in a link or a picture, which `depths` counts."""
        for place, change in ((first, 1), (len(self._pieces), -1)):
            depths[place] = depths.get(place, 0) + change

    def _escape(self, mark: re.Match[str]) -> int:
        """Read a backslash, which shows only where it escapes nothing."""
        escaped = self._text[mark.end() : mark.end() + 1]
        shows = bool(escaped) and escaped not in punctuation  # at the end it asks for a line break
        self._pieces.append("\\" if shows else escaped)
        return mark.end() + (0 if shows else len(escaped))

    def _code(self, mark: re.Match[str]) -> int:
        """Read code up to the next run of as many backticks."""
        if self._ticks is None:
            self._ticks = {}
            for run in re.finditer("`+", self._text):
                self._ticks.setdefault(len(run[0]), []).append(run.start())
        ends = self._ticks.get(len(mark[0]), [])
        index = bisect_right(ends, mark.start())
        end = ends[index] if index < len(ends) else mark.start()
        self._pieces.append(self._text[mark.end() : end] if end > mark.start() else mark[0])
        return end + len(mark[0])

    def _open(self, mark: re.Match[str]) -> int:
        """Read the beginning of what may be a link or an image."""
        self._brackets.append((len(self._pieces), mark.end()))
        self._pieces.append(mark[0])
        self._last_bracket = mark.end()
        return mark.end()

    def _close(self, mark: re.Match[str]) -> int:
        """Read the end of a text in brackets, with the target or reference that makes it a link."""
        piece, begin = self._brackets.pop() if self._brackets else (-1, 0)
        end = self._end_of_target(begin, mark)
        attributes = _ATTRIBUTES.match(self._text, end or mark.end())
        self._last_bracket = mark.end()
        if attributes and not end and piece >= 0:
            self._pieces[piece] = ""
            return attributes.end()
        if not end:
            self._pieces.append("]")
            return mark.end()
        opener = self._pieces[piece] if piece >= 0 else ""  # a link may have begun in the sentence before
        is_image = opener.startswith("!")
        if opener:
            self._pieces[piece] = " " if is_image else ""
        self._note(self._pictures if is_image else self._depths, max(0, piece))
        end = attributes.end() if attributes else end
        apart = is_image or self._text.startswith(("[", "!["), end)
        self._pieces.append(" " if apart else "")
        return end

    def _end_of_target(self, begin: int, mark: re.Match[str]) -> int:
        """Return where the target behind a closing bracket ends, or 0 if there is none."""
        target = _TARGET.match(self._text, mark.end()) or _LOOSE_TARGET.match(self._text, mark.end())
        if target or not self._defined:
            return target.end() if target else 0
        reference = _REFERENCE.match(self._text, mark.end())
        if reference and _label(reference[1]) in self._defined:
            return reference.end()
        # A name holds no brackets, so that each stretch of text is looked up once at most.
        name = self._text[begin : mark.start()] if 0 < begin == self._last_bracket else ""
        if _label(name) not in self._defined:
            return 0
        return reference.end() if reference and not reference[1] else mark.end()

    def _angle(self, mark: re.Match[str]) -> int:
        """Read an address in angle brackets, which shows, or a tag, which does not."""
        address = _AUTOLINK.match(self._text, mark.start())
        if address:
            self._pieces.append(address[1])
            self._note(self._depths, len(self._pieces) - 1)
            return address.end()
        tag = _TAG.match(self._text, mark.start())
        self._pieces.append(mark[0] if tag is None else " " if tag[0][1:3].lower() == "br" else "")
        return tag.end() if tag else mark.end()

    def _address(self, mark: re.Match[str]) -> int:
        """Read an address that stands in the text."""
        address = _ADDRESS.match(self._text, mark.start())
        end = address.end() if address else mark.end()
        self._pieces.append(self._text[mark.start() : end])
        self._note(self._depths, len(self._pieces) - 1)
        return end

    def _emphasis(self, mark: re.Match[str]) -> int:
        """Read marks of emphasis: they take away as many of those before that they pair with."""
        start, end = mark.span()
        sign, left = mark[0][0], end - start
        before, behind = self._text[start - 1 : start], self._text[end : end + 1]
        inside = sign == "_" and before.isalnum() and behind.isalnum()
        openers = self._openers[sign]
        while before.strip() and left and openers and not inside:
            paired = min(left, openers[-1][1])
            openers[-1][1] -= paired
            left -= paired
            if not openers[-1][1]:
                openers.pop()
        opens = left and behind.strip() and not inside
        if opens:
            openers.append([len(self._pieces), left])
        self._pieces.append("" if opens else sign * left)
        return end
