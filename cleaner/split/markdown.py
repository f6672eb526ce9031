"""Markdown as far as cleaning needs it: which lines make up a block, and what kind of block."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

from cleaner.document import BlockKind, Repair
from cleaner.split.lines import Lines, joins_closely
from cleaner.split.lists import is_item
from cleaner.split.sentences import CLAUSE_ENDS

__all__ = [
    "DIVISION",
    "FENCE_END",
    "READER_HEAD",
    "RULE",
    "Group",
    "fenced",
    "group_markdown",
    "kind_of_markdown",
]

_WIDEST_LINE = 120
"""Characters from which a line is a paragraph of its own: nobody wraps there."""
_UNWRAPPED = 3
"""Such lines with the next right below them, from which no line of the text was wrapped: a converter that puts one
line break between paragraphs has written it."""
_CODE_INDENT = 4
_INDENT = " " * _CODE_INDENT
_SHORTEST_FENCE = 3
_BACKTICKS = re.compile(r"`+")
_HEADING = re.compile(r"(#{1,6})(?:\s|$)")
_QUOTE = re.compile(r"(?:>[ \t]?)+")
RULE = re.compile(r"([-*_])(?: ?\1){2,}")
DIVISION = re.compile(r":{3,}(?: *\{[^{}]*\}| *[\w-]+)?(?: +:{3,})?")
"""A line of colons around what was an element with a name, as Pandoc writes it."""
READER_HEAD = "Markdown Content:"
"""What a reader of pages puts right above what it has made of one."""
_UNDERLINE = re.compile(r"={3,}|-{3,}")
_NOT_IN_HEADING = ".,;:"
"""A line that ends so and has dashes under it is the end of a paragraph before a rule."""
_FENCE = re.compile(r"(`{3,})[^`]*|(~{3,}).*")
FENCE_END = re.compile(r"`{3,}|~{3,}")
_DEFINITION = re.compile(r"\[[^\]]+\]:")
_FRONT_MATTER = re.compile(r"[\w.-]+:|- |#|---$")


class Group(NamedTuple):
    """Lines `first` to `last` that make one block; `joined` says that it continues the block before.

    What is `bare` is code that only its indentation tells.
    """

    first: int
    last: int
    kind: BlockKind
    level: int = 0
    joined: bool = False
    bare: bool = False


def fenced(code: str) -> str:
    """Return code between fences, which are longer than any run of backticks in it."""
    longest = max((len(run) for run in _BACKTICKS.findall(code)), default=0)
    fence = "`" * max(_SHORTEST_FENCE, longest + 1)
    return f"{fence}\n{code}\n{fence}"


def kind_of_markdown(text: str) -> tuple[BlockKind, int]:
    """Return the kind of a block of one line, and the level of a heading, from the text alone."""
    heading = _HEADING.match(text)
    if heading:
        return BlockKind.HEADING, len(heading[1])
    if text[0] == ">":
        return BlockKind.QUOTE, 0
    if text[0] == "|":
        return BlockKind.ROW, 0
    if is_item(text) and not RULE.fullmatch(text):
        return BlockKind.ITEM, 0
    return BlockKind.PARAGRAPH, 0


def group_markdown(lines: Lines) -> tuple[list[Group], list[Repair]]:
    """Return the blocks of the lines, in order, and the quote markers that joining lines made superfluous.

    A paragraph is a run of lines, as in Markdown. Of indentation only code is read, and comes to stand between
    fences: what a block is must be plain from its text, so that the blocks that are kept split again as they
    did. A table without outer pipes cannot lose a row and stay one; it is a preformatted block.
    """
    return _Reader(lines).read()


def _unclosed(line: str) -> int:
    """Return how many brackets open in a line, less how many close."""
    return line.count("[") - line.count("]")


class _Reader:
    """Reads the lines once, from the first to the last."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.texts = lines.texts
        self.markers: list[Repair] = []
        self.in_list = False
        self.is_wrapped = sum(map(self._is_too_wide, range(1, len(self.texts)))) < _UNWRAPPED
        self.fence_ends = [number for number, text in enumerate(self.texts) if FENCE_END.fullmatch(text)]
        self.longest_ends = {mark: self._longest_ends(mark) for mark in "`~"}

    def _longest_ends(self, mark: str) -> list[int]:
        """Return for each fence end the length of the longest one of `mark` from there on."""
        lengths = (len(self.texts[n]) if self.texts[n][0] == mark else 0 for n in reversed(self.fence_ends))
        return list(accumulate(lengths, max))[::-1]

    def _is_too_wide(self, number: int) -> bool:
        """Return whether the line of text right above line `number` was never wrapped."""
        before = self.texts[number - 1]
        is_wide = len(before) > _WIDEST_LINE and not self.lines.gaps[number]
        return is_wide and kind_of_markdown(before)[0] == BlockKind.PARAGRAPH

    def read(self) -> tuple[list[Group], list[Repair]]:
        """Return the blocks and the quote markers to drop."""
        groups: list[Group] = []
        number = 0
        while number < len(self.texts):
            last = self._preformatted_end(number)
            if last:
                group = Group(number, last, BlockKind.PREFORMATTED)
            elif (code_end := self._code_end(number)) >= number:
                group = Group(number, code_end, BlockKind.PREFORMATTED, bare=True)
            elif self._is_underlined(number):
                level = 1 if self.texts[number + 1][0] == "=" else 2
                group = Group(number, number + 1, BlockKind.HEADING, level)
            else:
                group = self._flowing(number, groups[-1] if groups else None)
            groups.append(group)
            number = group.last + 1
        return groups, self.markers

    def _follows_directly(self, number: int) -> bool:
        """Return whether there is a line `number` and no blank line before it."""
        return number < len(self.texts) and not self.lines.gaps[number]

    def _preformatted_end(self, number: int) -> int:
        """Return the last line of the code, front matter or bare table that starts at `number`, or 0."""
        text = self.texts[number]
        if number == 0 and text == "---":
            return self._front_matter_end()
        fence = _FENCE.fullmatch(text) if text[0] in "`~" else None
        if fence:
            return self._fence_end(number, text[0], len(fence[1] or fence[2]))
        if not self._is_bare_header(number):
            return 0
        last = number + 1
        while self._follows_directly(last + 1) and "|" in self.texts[last + 1]:
            last += 1
        return last

    def _fence_end(self, number: int, mark: str, length: int) -> int:
        """Return the line that closes the fence at `number`, or 0: what is never closed opens nothing."""
        index = bisect_right(self.fence_ends, number)
        longest = self.longest_ends[mark]
        if index == len(longest) or longest[index] < length:
            return 0
        while not self.texts[self.fence_ends[index]].startswith(mark * length):
            index += 1
        return self.fence_ends[index]

    def _front_matter_end(self) -> int:
        """Return the last line of the metadata that the text opens with, or 0."""
        if not self._follows_directly(1):
            return 0
        for number, text in enumerate(self.texts[1:], 1):
            if text == "---":
                return number
            if not self.lines.indents[number] and not _FRONT_MATTER.match(text):
                break
        return 0

    def _is_bare_header(self, number: int) -> bool:
        """Return whether line `number` heads a table whose rows have no outer pipes."""
        text = self.texts[number]
        if "|" not in text or not self._follows_directly(number + 1):
            return False
        if kind_of_markdown(text)[0] != BlockKind.PARAGRAPH:
            return False
        delimiters = self.texts[number + 1]
        return "|" in delimiters and "-" in delimiters and not delimiters.strip("|:- ")

    def _is_underlined(self, number: int, marks: str = "=-") -> bool:
        """Return whether line `number` is a heading by the line of `marks` under it."""
        text = self.texts[number]
        if not self._follows_directly(number + 1) or kind_of_markdown(text)[0] != BlockKind.PARAGRAPH:
            return False
        under = self.texts[number + 1]
        if under[0] not in marks or not _UNDERLINE.fullmatch(under) or self._stands_alone(number):
            return False
        return under[0] == "=" or text[-1] not in _NOT_IN_HEADING

    def _stands_alone(self, number: int) -> bool:
        """Return whether line `number` is a rule, the underline of nothing, an edge or a head."""
        text = self.texts[number]
        if text[0] in ":M":
            return text == READER_HEAD or DIVISION.fullmatch(text) is not None
        return text[0] in "-*_=" and bool(RULE.fullmatch(text) or _UNDERLINE.fullmatch(text))

    def _is_code(self, number: int) -> bool:
        """Return whether line `number` is indented as code is, by blanks or a tab."""
        start = self.lines.starts[number]
        return self.lines.indents[number] >= _CODE_INDENT and (
            self.lines.source.endswith(_INDENT, 0, start) or self.lines.source[start - 1] == "\t"
        )

    def _code_end(self, number: int) -> int:
        """Return the last line of the code at line `number` that indentation tells, or the line before if none."""
        last = number - 1
        if self.lines.gaps[number] and not self.in_list:
            while last + 1 < len(self.texts) and self._is_code(last + 1):
                last += 1
        return last

    def _flowing(self, number: int, before: Group | None) -> Group:
        """Return the block of running text, or the heading, row or rule, that starts at line `number`."""
        text = self.texts[number]
        kind, level = kind_of_markdown(text)
        self.in_list = kind == BlockKind.ITEM or (self.in_list and self.lines.indents[number] > 0)
        if kind == BlockKind.ROW:
            joined = before is not None and before.kind == BlockKind.ROW and not self.lines.gaps[number]
            return Group(number, number, kind, joined=joined)
        last = number
        if kind != BlockKind.HEADING and not self._stands_alone(number):
            unclosed = _unclosed(text)
            while self._follows_directly(last + 1):
                if unclosed and self.texts[last][-1] == "\\":
                    self.markers.append(
                        Repair(self.lines.ends[last] - 1, self.lines.ends[last], "\\", "", "")
                    )
                elif not self._continues(last + 1, kind):
                    break
                last += 1
                unclosed = max(0, unclosed + _unclosed(self.texts[last]))
        return Group(number, last, kind, level)

    def _continues(self, number: int, kind: BlockKind) -> bool:
        """Return whether line `number` goes on with the block of the line before, which is of this kind."""
        end = self.lines.ends[number - 1]
        before, text = self.texts[number - 1], self.texts[number]
        if len(before) > _WIDEST_LINE or before[-1] == "\\" or self.lines.source.startswith("  ", end):
            return False  # too wide to have been wrapped, or a line break that the writer asked for
        if kind == BlockKind.QUOTE:
            return self._continues_quote(number)
        may_go_on = self.is_wrapped or (text[0].islower() and before[-1] not in CLAUSE_ENDS)
        return may_go_on and kind_of_markdown(text)[0] == BlockKind.PARAGRAPH and not self._interrupts(number)

    def _interrupts(self, number: int) -> bool:
        """Return whether line `number`, a paragraph by its looks, is something that ends a paragraph."""
        return (
            self._stands_alone(number)
            or _DEFINITION.match(self.texts[number]) is not None
            or self._preformatted_end(number) > 0
            or self._is_underlined(number, "=")
        )

    def _continues_quote(self, number: int) -> bool:
        """Return whether a quoted line goes on with the quoted line before; then note its marker."""
        marker = _QUOTE.match(self.lines.source, self.lines.starts[number])
        before, text = (_QUOTE.match(self.texts[n]) for n in (number - 1, number))
        if not (marker and before and text) or before[0].count(">") != text[0].count(">"):
            return False
        contents = self.texts[number - 1][before.end() :], self.texts[number][text.end() :]
        if not all(content and kind_of_markdown(content)[0] == BlockKind.PARAGRAPH for content in contents):
            return False
        if any(pattern.fullmatch(content) for pattern in (RULE, _UNDERLINE, _FENCE) for content in contents):
            return False
        start, end = marker.span()
        if joins_closely(*contents):
            start = self.lines.ends[number - 1]
        self.markers.append(Repair(start, end, self.lines.source[start:end], "", ""))
        return True
