"""HTML to blocks: one pass over the events of a WHATWG parser, runs of text between block elements."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from turbohtml.saxparse import SaxHandler, sax_parse

from cleaner.document import BlockKind, Link, Repair
from cleaner.repair import repair as repair_text
from cleaner.repair import strip_controls, suspicious
from cleaner.split.json_story import story_paragraphs
from cleaner.split.layout import Layout
from cleaner.split.locate import Locator

__all__ = ["STORY_MARKS", "split_html"]

STORY_MARKS = "json-ld-story"
"""The class of the container that blocks from JSON-LD stand in; no page has it but by intent."""

_INLINE, _BREAK, _SKIPPED = 1, 2, 3
_MARKING = frozenset(
    {
        "class",
        "id",
        "role",
        "itemprop",
        "data-testid",
        "data-component",
        "data-qa",
        "aria-label",
        "hidden",
        "style",
    }
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_KINDS = {
    "blockquote": BlockKind.QUOTE,
    "pre": BlockKind.PREFORMATTED,
    "listing": BlockKind.PREFORMATTED,
    "figcaption": BlockKind.CAPTION,
    "caption": BlockKind.CAPTION,
}
_LISTS = frozenset({"ul", "ol", "menu", "dl"})
_ITEMS = frozenset({"li", "dt", "dd"})
_CLOSED = frozenset({"noscript", "script", "style", "template", "title"})
"""Skipped elements whose end tag certainly stands in the source."""
_CELLS = frozenset({"td", "th"})
_SPECIAL = frozenset({*_HEADINGS, *_KINDS, *_LISTS, *_ITEMS, "tr", "html"})
_LONGEST_CELL = 200
"""A table cell with more characters than this is prose in a layout table, and keeps a block of its own."""
_NARROWEST_ROW = 2
_WIDEST_ROW = 60
"""Cells; a row with more is a layout table, and looking through it again at each level would be slow."""
_CELL_SEPARATOR = " | "


@cache
def _effects() -> dict[str, int]:
    """Return what each known tag does to the text around it; tags not in it start a block."""
    table = tomllib.loads(files("cleaner.split").joinpath("tags.toml").read_text(encoding="utf-8"))
    effects = dict.fromkeys(table["inline"], _INLINE)
    effects.update(dict.fromkeys(table["breaks"], _BREAK))
    effects.update(dict.fromkeys(table["skipped"], _SKIPPED))
    return effects


def split_html(source: str, *, links: bool = False, repair: bool = True) -> Layout:
    """Cut a page into blocks.

    `source` is decoded text with newlines normalised. A block is a run of text between two elements
    that are not inline, or between line breaks; a row of short table cells is one block. With `links`,
    `Layout.links` holds each block's hyperlinks. With `repair`, mojibake is mended and recorded.
    """
    splitter = _Splitter(source, links=links, repair=repair)
    sax_parse(source, splitter)
    splitter.flush()
    splitter.add_story(story_paragraphs(splitter.layout.head, splitter.layout.texts))
    return splitter.layout


class _Splitter(SaxHandler):
    """Collects the columns of a `Layout` while the parser walks the page."""

    def __init__(self, source: str, *, links: bool, repair: bool) -> None:
        self.layout = Layout()
        self.locator = Locator(source)
        self.effects = _effects()
        self.repair = repair
        self.keep_links = links
        self.pieces: list[str] = []  # text nodes of the open block
        self.linked = 0  # characters of the open block inside links
        self.anchors: list[tuple[int, int, str]] = []  # of the open block: first piece, end piece, href
        self.open_anchors: list[tuple[int, str]] = []
        self.links_open = 0
        self.skipping = 0  # depth inside a skipped element
        self.captured: list[str] | None = None  # text of a title or JSON-LD script
        self.inline_marks = ""
        self.node = -1
        self.kind = BlockKind.PARAGRAPH
        self.level = 0
        self.list_depth = 0
        self.outer: list[
            tuple[int, BlockKind, int]
        ] = []  # node, kind and level around each open block element
        self.row_starts: list[int] = []

    # -- events ------------------------------------------------------------------------------------

    def start_element(self, tag: str, attrs: tuple[tuple[str, str | None], ...]) -> None:
        """Open an element."""
        if self.skipping:
            self.skipping += 1
            return
        effect = self.effects.get(tag)
        if effect is None:
            self._open_container(tag, attrs)
        elif effect == _INLINE:
            if tag == "a":
                self._open_link(attrs)
            elif attrs and not self.pieces:
                self.inline_marks = _marks_of(attrs)
        elif effect == _BREAK:
            if self.pieces:
                self.flush()
        else:
            self.skipping = 1
            self._note_hidden(tag, attrs)

    def end_element(self, tag: str) -> None:
        """Close an element."""
        if self.skipping:
            self.skipping -= 1
            if not self.skipping:
                self._end_hidden(tag)
            return
        effect = self.effects.get(tag)
        if effect is None:
            self._close_container(tag)
        elif tag == "a":
            self._close_link()

    def characters(self, data: str) -> None:
        """Take a run of text."""
        if self.skipping:
            if self.captured is not None:
                self.captured.append(data)
        elif self.pieces or not data.isspace():
            self.pieces.append(data)
            if self.links_open:
                self.linked += len(data.strip())

    # -- elements ----------------------------------------------------------------------------------

    def _open_container(self, tag: str, attrs: tuple[tuple[str, str | None], ...]) -> None:
        if self.pieces:
            self.flush()
        layout = self.layout
        self.outer.append((self.node, self.kind, self.level))
        layout.parents.append(self.node)
        self.node = len(layout.tags)
        layout.tags.append(tag)
        layout.marks.append(_marks_of(attrs) if attrs else "")
        layout.first_blocks.append(len(layout.texts))
        layout.end_blocks.append(-1)
        if tag not in _SPECIAL:
            return
        if tag in _HEADINGS:
            self.kind, self.level = BlockKind.HEADING, _HEADINGS[tag]
        elif tag in _KINDS:
            self.kind, self.level = _KINDS[tag], 0
        elif tag in _LISTS:
            self.list_depth += 1
        elif tag in _ITEMS:
            self.kind, self.level = BlockKind.ITEM, max(1, self.list_depth)
        elif tag == "tr":
            self.row_starts.append(len(layout.texts))
        elif tag == "html":
            layout.head.language = next((value or "" for name, value in attrs if name == "lang"), "")

    def _close_container(self, tag: str) -> None:
        if self.pieces:
            self.flush()
        layout = self.layout
        layout.end_blocks[self.node] = len(layout.texts)
        if tag == "tr":
            self._merge_row(self.row_starts.pop())
        elif tag in _LISTS:
            self.list_depth -= 1
        self.node, self.kind, self.level = self.outer.pop()

    def _open_link(self, attrs: tuple[tuple[str, str | None], ...]) -> None:
        self.links_open += 1
        if self.keep_links:
            href = next((value or "" for name, value in attrs if name == "href"), "")
            self.open_anchors.append((len(self.pieces), href))

    def _close_link(self) -> None:
        self.links_open -= 1
        if self.keep_links:
            first, href = self.open_anchors.pop()
            if href:
                self.anchors.append((min(first, len(self.pieces)), len(self.pieces), href))

    def _note_hidden(self, tag: str, attrs: tuple[tuple[str, str | None], ...]) -> None:
        """Keep what an element without visible text says about the page."""
        head = self.layout.head
        if tag == "title":
            self.captured = []
        elif tag == "script":
            if any(name == "type" and value and "ld+json" in value for name, value in attrs):
                self.captured = []
        elif tag == "meta":
            values = dict(attrs)
            name = values.get("property") or values.get("name") or values.get("itemprop")
            content = values.get("content")
            if name and content:
                head.metas.setdefault(name.lower(), content)
        elif tag == "link":
            values = dict(attrs)
            if values.get("rel") == "canonical":
                head.canonical = values.get("href") or ""

    def _end_hidden(self, tag: str) -> None:
        if tag in _CLOSED:
            self.locator.skip(tag)
        if self.captured is None:
            return
        text = "".join(self.captured)
        self.captured = None
        if tag == "script":
            self.layout.head.json_ld.append(text)
        elif not self.layout.head.title:
            self.layout.head.title = " ".join(text.split())

    # -- blocks ------------------------------------------------------------------------------------

    def flush(self) -> None:
        """End the open block; one without visible text leaves no trace."""
        pieces = self.pieces
        if not pieces:
            return
        raw = "".join(pieces)
        text = " ".join(raw.split())
        if not text:
            self._drop()
            return
        start, end = self.locator.locate(self.pieces)
        if not text.isascii():
            text = self._mend(raw, text, start, end)
            if not text:
                self._drop()
                return
        if self.kind is BlockKind.PREFORMATTED:
            text = "\n".join(line.rstrip() for line in raw.strip("\n").rstrip().split("\n"))
        layout = self.layout
        layout.texts.append(text)
        layout.starts.append(start)
        layout.ends.append(end)
        layout.kinds.append(self.kind)
        layout.levels.append(self.level)
        layout.link_chars.append(self.linked)
        layout.nodes.append(self.node)
        layout.inline_marks.append(self.inline_marks)
        layout.links.append(self._links(text) if self.keep_links else ())
        if self.kind is BlockKind.ITEM:
            self.kind = BlockKind.PARAGRAPH  # what follows in the item continues it
        self._drop()

    def _drop(self) -> None:
        self.pieces = []
        self.linked = 0
        self.inline_marks = ""
        if self.keep_links:
            self.anchors = []
            self.open_anchors = [(0, href) for _, href in self.open_anchors]

    def _mend(self, raw: str, text: str, start: int, end: int) -> str:
        mended = raw
        if self.repair and suspicious(raw):
            mended, reason = repair_text(raw)
            if reason:
                self.layout.repairs.append(Repair(start, end, text, " ".join(mended.split()), reason))
        cleaned = strip_controls(mended)
        return text if cleaned is raw else " ".join(cleaned.split())

    def _links(self, text: str) -> tuple[Link, ...]:
        """Place the open block's anchors in its final text; one that repair changed is left out."""
        found: list[Link] = []
        cursor = 0
        for first, stop, href in self.anchors:
            words = " ".join("".join(self.pieces[first:stop]).split())
            at = text.find(words, cursor) if words else -1
            if at >= 0:
                cursor = at + len(words)
                found.append(Link(at, cursor, href))
        return tuple(found)

    def add_story(self, paragraphs: Sequence[str]) -> None:
        """Append the paragraphs of a story that stands in no element, in a container of their own."""
        if not paragraphs:
            return
        self._open_container("script", (("class", STORY_MARKS),))
        for paragraph in paragraphs:
            self.pieces.append(paragraph)
            self.flush()
        self._close_container("script")
        self.layout.end_blocks[0] = len(self.layout)

    def _merge_row(self, first: int) -> None:
        """Make the cells of a table row one block, unless they hold prose or blocks of their own."""
        layout = self.layout
        count = len(layout.texts)
        if not _NARROWEST_ROW <= count - first <= _WIDEST_ROW or any(
            len(text) > _LONGEST_CELL for text in layout.texts[first:]
        ):
            return
        nodes = layout.nodes[first:]
        row = self.node
        if len(set(nodes)) < len(nodes) or any(
            layout.tags[node] not in _CELLS or layout.parents[node] != row for node in nodes
        ):
            return
        offset = 0
        links: list[Link] = []
        for index in range(first, count):
            links += [Link(a + offset, b + offset, href) for a, b, href in layout.links[index]]
            offset += len(layout.texts[index]) + len(_CELL_SEPARATOR)
        layout.texts[first:] = [_CELL_SEPARATOR.join(layout.texts[first:])]
        layout.links[first:] = [tuple(links)]
        layout.ends[first:] = layout.ends[-1:]
        layout.link_chars[first:] = [sum(layout.link_chars[first:])]
        layout.kinds[first:] = [BlockKind.ROW]
        layout.nodes[first:] = [row]
        for column in (layout.starts, layout.levels, layout.inline_marks):
            del column[first + 1 :]
        for node in range(row, len(layout.tags)):
            layout.first_blocks[node] = min(layout.first_blocks[node], first + (node > row))
            layout.end_blocks[node] = first + 1


def _marks_of(attrs: tuple[tuple[str, str | None], ...]) -> str:
    """Return the attribute values that hint at an element's purpose, blank-separated."""
    marks = ""
    for name, value in attrs:
        if name in _MARKING:
            if name == "style":
                if value and "none" in value and "display" in value:
                    marks += " display-none"
            elif name == "hidden":
                marks += " hidden"
            elif name == "role":
                marks += f" role-{value}"
            elif value:
                marks += " " + value
    return marks
