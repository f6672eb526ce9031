"""The blocks of a page as they are built: runs of text between elements, and the elements that hold them."""

from __future__ import annotations

import json
from collections.abc import Sequence

from cleaner.config import Repairs, repairs_of
from cleaner.document import BlockKind, Repair
from cleaner.normalise import normalise
from cleaner.repair import repair as repair_text
from cleaner.repair import strip_controls, suspicious
from cleaner.split.anchors import Anchors
from cleaner.split.code import join_lines
from cleaner.split.controls import join_sentence
from cleaner.split.elements import CELLS, ITEMS, KINDS, LISTS, ROW_GROUPS, SPECIAL, Attributes, marks_of
from cleaner.split.layout import Layout
from cleaner.split.locate import Locator, Nowhere
from cleaner.split.rows import Rows

__all__ = ["STORY_MARKS", "Builder"]

STORY_MARKS = "json-ld-story"
"""The class of the container that blocks from JSON-LD stand in; no page has it but by intent."""
_LANGUAGE = ("lang", "xml:lang")


class Builder:
    """The columns of a `Layout`, with the block and the containers that are open.

    Text nodes of the open block are put into `pieces`, characters of them inside links are counted in `linked`.
    """

    def __init__(self, locator: Locator | Nowhere, *, links: bool, repair: Repairs) -> None:
        self.layout = Layout()
        self.locator = locator
        self.repairs = repairs_of(repair)
        self.anchors = Anchors() if links else None
        self.pieces: list[str] = []
        self.indent = ""  # blanks before the first text of a preformatted block
        self.linked = 0
        self.closed = -1  # text nodes of the open block at the end of its last anchor
        self.touches = False  # whether an element has opened that a reader sees apart from what stands before
        self.node = -1
        self.kind = BlockKind.PARAGRAPH
        self.level = 0
        self.list_depth = 0
        self.outer: list[tuple[int, BlockKind, int]] = []  # node, kind and level around each open element
        self.rows = Rows()
        self.torn: set[int] = set()  # blocks that begin where a control does, in mid-line, or where one ends

    # -- elements ----------------------------------------------------------------------------------

    def open_container(self, tag: str, attrs: Attributes) -> None:
        """Open an element that ends the open block."""
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

    def close_container(self, tag: str) -> None:
        """Close the element opened last; one without a block leaves no trace."""
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
            raw = self._put_right(raw, start, end)
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

    def _put_right(self, raw: str, start: int, end: int) -> str:
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
        self.open_container("script", (("class", STORY_MARKS),))
        source, position = self.locator.source, 0
        for paragraph in paragraphs:
            self.pieces.append(paragraph)
            self.flush()
            written = json.dumps(paragraph, ensure_ascii=False)[1:-1]
            at = source.find(written, position)
            if at >= 0:
                position = at + len(written)
                self.layout.starts[-1], self.layout.ends[-1] = at, position
        self.close_container("script")
        self.layout.end_blocks[0] = len(self.layout)
