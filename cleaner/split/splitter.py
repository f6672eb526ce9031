"""One pass over the events of a WHATWG parser: runs of text between block elements become blocks."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from turbohtml.saxparse import sax_parse

from cleaner.config import Repairs, repairs_of
from cleaner.document import BlockKind, Repair
from cleaner.normalise import normalise
from cleaner.repair import repair as repair_text
from cleaner.repair import strip_controls, suspicious
from cleaner.split.anchors import Anchors
from cleaner.split.code import join_lines
from cleaner.split.controls import join_sentence
from cleaner.split.elements import (
    BLOCK,
    BREAK,
    CELLS,
    CONTROL,
    INLINE,
    ITEMS,
    KINDS,
    LISTS,
    ROW_GROUPS,
    SKIPPED,
    SPECIAL,
    Attributes,
    effects,
    is_switch,
    marks_of,
    runs_on,
)
from cleaner.split.layout import Layout
from cleaner.split.locate import Locator, Nowhere
from cleaner.split.markup import FALLBACK, SHADOW_ROOT
from cleaner.split.rows import Rows
from cleaner.split.unseen import Unseen

__all__ = ["STORY_MARKS", "Splitter"]

STORY_MARKS = "json-ld-story"
"""The class of the container that blocks from JSON-LD stand in; no page has it but by intent."""

_OF_PAGE = dict.fromkeys(("html", "head", "body"), INLINE)
"""What the parser puts around every markup, and is nothing around a part of a page."""
_LANGUAGE = ("lang", "xml:lang")
_WIDEST_INDENT = 100
"""Blanks before a line of code that are kept."""
_WORD = re.compile(r"[A-Za-z\d\u00c0-\u052f]")
"""A character of a word in scripts that write blanks between words."""


class Splitter:
    """Collects the columns of a `Layout` while the parser walks the page."""

    def __init__(self, locator: Locator | Nowhere, *, links: bool, repair: Repairs) -> None:
        self.layout = Layout()
        self.locator = locator
        self.effects = effects()
        self.repairs = repairs_of(repair)
        self.anchors = Anchors() if links else None
        self.pieces: list[str] = []  # text nodes of the open block
        self.indent = ""  # blanks before the first text of a preformatted block
        self.linked = 0  # characters of the open block inside links
        self.links_open = 0  # without switches
        self.closed = -1  # text nodes of the open block at the end of its last anchor
        self.touches = False  # whether an element has opened that a reader sees apart from what stands before
        self.switches: list[bool] = []  # of the open anchors, whether each is one
        self.skipping = 0  # depth inside an element without visible text
        self.unseen = Unseen(self.layout.head)
        self.opens_fallbacks = False  # whether what is shown where no script runs is read, too
        self.node = -1
        self.kind = BlockKind.PARAGRAPH
        self.level = 0
        self.list_depth = 0
        self.outer: list[tuple[int, BlockKind, int]] = []  # node, kind and level around each open element
        self.rows = Rows()
        self.torn: set[int] = set()  # blocks that begin where a control does, in mid-line, or where one ends

    def read(self, markup: str) -> None:
        """Collect the blocks of a page as it is given to the parser."""
        self._parse(markup)
        self.flush()

    def _parse(self, markup: str) -> None:
        handler: Any = self  # it has every method of a SaxHandler, and is quicker without being one
        sax_parse(markup, handler)

    def _read_fallback(self, markup: str) -> None:
        """Take what stands where no script runs for a part of the page; a fallback in it stays closed."""
        self.opens_fallbacks = False
        self.effects = effects() | _OF_PAGE
        self._parse(markup)
        self.effects = effects()
        self.opens_fallbacks = True

    # -- events ------------------------------------------------------------------------------------

    def start_element(self, tag: str, attrs: Attributes) -> None:
        """Open an element."""
        if self.skipping:
            self.skipping += 1
            self.unseen.nested = True
            return
        effect = self.effects.get(tag)
        if effect == BLOCK:
            self._open_container(tag, attrs)
        elif effect == INLINE:
            if tag == "a":
                self._open_link(attrs)
            elif tag == "time":
                self.touches = True
        elif effect == BREAK:
            self.indent = ""
            if self.pieces and self.kind is BlockKind.PREFORMATTED:
                self.pieces.append("\n")
            elif self.pieces:
                self.flush()
        elif effect == SKIPPED and not _is_shown(tag, attrs):
            self.skipping = 1
            self.unseen.start(tag, attrs)
        else:
            self._open_rare(effect, tag, attrs)

    def end_element(self, tag: str) -> None:
        """Close an element."""
        if self.skipping:
            self.skipping -= 1
            if not self.skipping:
                self._end_unseen(tag)
            return
        effect = self.effects.get(tag)
        if effect == BLOCK:
            self._close_container(tag)
        elif tag == "a":
            self._close_link()
        elif effect == CONTROL:
            self._close_container(tag)
            self.torn.add(len(self.layout))
        elif effect == SKIPPED or (effect is None and not runs_on(tag, self.layout.tags[self.node])):
            self._close_container(tag)  # what is skipped has ended above

    def characters(self, data: str) -> None:
        """Take a run of text."""
        if self.skipping:
            self.unseen.take(data)
        elif self.pieces or not data.isspace():
            if self.touches:
                self._part(data)
            self.pieces.append(data)
            if self.links_open:
                self.linked += len(data.strip())
        elif self.kind is BlockKind.PREFORMATTED:
            self.indent = (self.indent + data)[-_WIDEST_INDENT:]

    def comment(self, data: str) -> None:
        """Pass over a comment."""
        if not self.pieces and ">" in data:
            self.locator.skip_comment(data)

    def doctype(self, name: str, public_id: str | None, system_id: str | None) -> None:
        """Pass over the document type."""

    def processing_instruction(self, target: str, data: str) -> None:
        """Pass over an instruction."""

    # -- elements ----------------------------------------------------------------------------------

    def _open_container(self, tag: str, attrs: Attributes) -> None:
        if self.pieces:
            self.flush()
        self.indent = ""
        layout = self.layout
        tags, node = layout.tags, self.node
        self.outer.append((node, self.kind, self.level))
        layout.parents.append(node)
        self.node = len(tags)
        tags.append(tag)
        layout.marks.append(marks_of(tag, attrs) if attrs else "")
        layout.first_blocks.append(len(layout.texts))
        layout.end_blocks.append(-1)
        if tag not in SPECIAL:
            return
        if tag in KINDS:
            self.kind, self.level = KINDS[tag]
        elif tag in LISTS:
            self.list_depth += 1
        elif tag in ITEMS:
            self.kind, self.level = BlockKind.ITEM, max(1, self.list_depth)
        elif tag in CELLS:
            self.rows.start_cell(attrs, len(layout.texts))
        elif tag == "tr":
            self.rows.start_row(len(layout.texts))
        elif tag in ROW_GROUPS:
            self.rows.start_group()
        elif tag == "html":
            layout.head.language = next((value or "" for name, value in attrs if name in _LANGUAGE), "")

    def _open_rare(self, effect: int | None, tag: str, attrs: Attributes) -> None:
        """Open a control, what is skipped elsewhere, or what HTML does not know."""
        if effect is None and runs_on(tag, self.layout.tags[self.node]):
            return
        tears = effect == CONTROL and bool(self.pieces)
        self._open_container(tag, attrs)
        if tears:
            self.torn.add(len(self.layout))

    def _close_container(self, tag: str) -> None:
        if self.pieces:
            self.flush()
        self.indent = ""
        layout = self.layout
        layout.end_blocks[self.node] = len(layout.texts)
        if tag in SPECIAL:
            self._end_special(tag)
        elif self.torn and tag == "p":
            join_sentence(layout, self.node, self.torn)
            self.torn.clear()
        if self.node and layout.first_blocks[self.node] == len(layout.texts):
            layout.drop_containers(self.node)
        self.node, self.kind, self.level = self.outer.pop()

    def _end_special(self, tag: str) -> None:
        if tag == "tr":
            self.rows.end_row(self.layout, self.node)
        elif tag in ROW_GROUPS:
            self.rows.end_group()
        elif tag in LISTS:
            self.list_depth -= 1
        elif tag == "pre":
            join_lines(self.layout, self.node)

    def _part(self, data: str) -> None:
        """Put a blank between the words of elements that a reader sees apart, though nothing stands between them."""
        self.touches = False
        before = self.pieces[-1][-1:] if self.pieces else ""
        if _WORD.match(before) and _WORD.match(data) and self.kind is not BlockKind.PREFORMATTED:
            self.pieces.append(" ")

    def _open_link(self, attrs: Attributes) -> None:
        self.touches = len(self.pieces) == self.closed
        switch = is_switch(attrs, in_heading=self.kind is BlockKind.HEADING)
        self.switches.append(switch)
        self.links_open += not switch
        if self.anchors is not None:
            href = next((value or "" for name, value in attrs if name == "href"), "")
            self.anchors.start(href, len(self.layout), self.pieces)

    def _close_link(self) -> None:
        self.links_open -= not self.switches.pop()
        self.touches = False  # where the anchor is empty
        self.closed = len(self.pieces)
        if self.anchors is not None:
            self.anchors.end(len(self.layout), self.pieces)

    def _end_unseen(self, tag: str) -> None:
        self.unseen.end(tag)
        if tag == FALLBACK and self.opens_fallbacks:
            self._read_fallback(self.unseen.fallbacks.pop())
            return
        end_tag = self.unseen.end_tag(tag)
        if end_tag and not self.pieces:  # with a block open, its text stands before
            self.locator.skip(end_tag, self.unseen.chars)

    # -- blocks ------------------------------------------------------------------------------------

    def flush(self) -> None:
        """End the open block; one without visible text leaves no trace."""
        pieces = self.pieces
        if not pieces:
            return
        raw = "".join(pieces)
        text = " ".join(raw.split())
        start, end = self.locator.locate(pieces)
        if not (text.isascii() and text.isprintable()):
            raw = self._mend(raw, start, end)
            text = " ".join(raw.split())
            if not text:
                self._drop()
                return
        if self.kind is BlockKind.PREFORMATTED:
            text = "\n".join(map(str.rstrip, strip_controls(self.indent + raw).split("\n"))).strip("\n")
        layout = self.layout
        anchors = self.anchors
        layout.links.append(() if anchors is None else anchors.place(text, len(layout), self.pieces))
        layout.texts.append(text)
        layout.starts.append(start)
        layout.ends.append(end)
        layout.kinds.append(self.kind)
        layout.levels.append(self.level)
        layout.link_chars.append(self.linked)
        layout.nodes.append(self.node)
        if self.kind is BlockKind.ITEM:
            self._end_item_line()
        self._drop()

    def _end_item_line(self) -> None:
        """Make what follows in the open list item a paragraph, in the elements around it as well."""
        self.kind, self.level = BlockKind.PARAGRAPH, 0
        outer = self.outer
        at = len(outer) - 1
        while at >= 0 and outer[at][1] is BlockKind.ITEM:
            outer[at] = (outer[at][0], BlockKind.PARAGRAPH, 0)
            at -= 1

    def _drop(self) -> None:
        self.pieces = []
        self.indent = ""
        self.closed = -1
        self.touches = False
        self.linked = 0
        if self.anchors is not None:
            self.anchors.clear()

    def _mend(self, raw: str, start: int, end: int) -> str:
        """Return the open block's text put right, which is recorded, without characters that show nothing."""
        mended, reason = raw, ""
        if "mojibake" in self.repairs and suspicious(raw):
            mended, reason = repair_text(raw)
        mended, more = normalise(mended, self.repairs)
        if reason or more:
            before, after = " ".join(raw.split()), " ".join(mended.split())
            told = ", ".join(filter(None, (reason, more)))
            self.layout.repairs.append(Repair(start, end, before, after, told))
        return strip_controls(mended)

    def add_story(self, paragraphs: Sequence[str]) -> None:
        """Append the paragraphs of a story that stands in no element, in a container of their own."""
        if not paragraphs:
            return
        self.node = 0
        self._open_container("script", (("class", STORY_MARKS),))
        source, position = self.locator.source, 0
        for paragraph in paragraphs:
            self.pieces.append(paragraph)
            self.flush()
            written = json.dumps(paragraph, ensure_ascii=False)[1:-1]
            at = source.find(written, position)
            if at >= 0:
                position = at + len(written)
                self.layout.starts[-1], self.layout.ends[-1] = at, position
        self._close_container("script")
        self.layout.end_blocks[0] = len(self.layout)


def _is_shown(tag: str, attrs: Attributes) -> bool:
    """Tell whether an element that is mostly not shown is: a template that is a shadow root."""
    return tag == "template" and any(name == SHADOW_ROOT for name, _ in attrs)
