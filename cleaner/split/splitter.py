"""One pass over the events of a WHATWG parser: what each element and each run of text is to the blocks."""

from __future__ import annotations

import re
from typing import Any

from turbohtml.saxparse import sax_parse

from cleaner.config import Repairs
from cleaner.document import BlockKind
from cleaner.split.builder import Builder
from cleaner.split.elements import (
    BLOCK,
    BREAK,
    CONTROL,
    INLINE,
    SKIPPED,
    Attributes,
    effects,
    is_switch,
    runs_on,
)
from cleaner.split.locate import Locator, Nowhere
from cleaner.split.markup import FALLBACK, SHADOW_ROOT
from cleaner.split.sentences import END_MARKS
from cleaner.split.unseen import Unseen

__all__ = ["Splitter"]

_OF_PAGE = dict.fromkeys(("html", "head", "body"), INLINE)
"""What the parser puts around every markup, and is nothing around a part of a page."""
_RARE = (CONTROL, SKIPPED, None)
"""What is neither block nor in a line everywhere."""
_WIDEST_INDENT = 100
"""Blanks before a line of code that are kept."""
_WORD = re.compile(r"[A-Za-z\d\u00c0-\u052f]")
"""A character of a word in scripts that write blanks between words."""


class Splitter(Builder):
    """Tells a `Builder` what the parser meets as it walks the page."""

    def __init__(self, locator: Locator | Nowhere, *, links: bool, repair: Repairs) -> None:
        super().__init__(locator, links=links, repair=repair)
        self.effects = effects()
        self.links_open = 0  # without switches
        self.switches: list[bool] = []  # of the open anchors, whether each is one
        self.skipping = 0  # depth inside an element without visible text
        self.unseen = Unseen(self.layout.head)
        self.opens_fallbacks = False  # whether what is shown where no script runs is read, too

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
            self.open_container(tag, attrs)
        elif effect == INLINE:
            if tag == "a":
                self._open_link(attrs)
            elif tag == "time":
                self.touches = True
        elif effect == BREAK:
            self.indent = ""
            self.torn.discard(len(self.layout))  # a line that ends here is no piece of a sentence
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
            self.close_container(tag)
        elif tag == "a":
            self._close_link()
        elif effect in _RARE and not (effect is None and runs_on(tag, self.layout.tags[self.node])):
            self.close_container(tag)  # what is skipped has ended above
            self.torn.add(len(self.layout))

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

    def _open_rare(self, effect: int | None, tag: str, attrs: Attributes) -> None:
        """Open a control, what is skipped elsewhere, or what HTML does not know."""
        if effect is None and runs_on(tag, self.layout.tags[self.node]) and not self._is_behind_sentence():
            self.touches = True  # beside a word that it touches
            return
        tears = effect != SKIPPED and bool(self.pieces)
        self.open_container(tag, attrs)
        if tears:
            self.torn.add(len(self.layout))

    def _is_behind_sentence(self) -> bool:
        """Tell whether the open block ends a sentence: an element there is a box as often as the next one."""
        return bool(self.pieces) and self.pieces[-1].rstrip()[-1:] in END_MARKS

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


def _is_shown(tag: str, attrs: Attributes) -> bool:
    """Tell whether an element that is mostly not shown is: a template that is a shadow root."""
    return tag == "template" and any(name == SHADOW_ROOT for name, _ in attrs)
