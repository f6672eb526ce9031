"""HTML to blocks."""

from __future__ import annotations

from functools import partial

from cleaner.config import Repairs
from cleaner.document import Repair
from cleaner.split.data_story import paragraphs_in_data
from cleaner.split.json_story import story_paragraphs
from cleaner.split.layout import Layout
from cleaner.split.locate import Locator, Nowhere
from cleaner.split.markup import as_shown, holds_page
from cleaner.split.slugs import forget_slugs
from cleaner.split.splitter import Splitter
from cleaner.split.wrapped import HYPHEN, rejoin_scanned

__all__ = ["split_html"]

_OCR = frozenset({"ocr-system", "ocr-capabilities"})
"""What a page says in its head that a program has read from pictures, line by line (hOCR)."""


def split_html(source: str, *, links: bool = False, repair: Repairs = True, places: bool = True) -> Layout:
    """Cut a page into blocks.

    `source` is decoded text with newlines normalised. A block is a run of text between two elements
    that are not inline, or between line breaks; a row of short table cells is one block. With `links`,
    `Layout.links` holds each block's hyperlinks. With `repair`, which is that of `Config`,
    characters are put right, and that is recorded. Without `places`, whose finding takes a fifth of the
    time, blocks and repairs all stand at 0.

    A page that shows most of its text only where no script runs is read as it shows there.
    """
    locator = partial(Locator, source) if places else Nowhere
    splitter = Splitter(locator(), links=links, repair=repair)
    markup = as_shown(source)
    splitter.read(markup)
    if holds_page(splitter.unseen.fallbacks, splitter.layout.texts):
        splitter = Splitter(locator(), links=links, repair=repair)
        splitter.opens_fallbacks = True
        splitter.read(markup)
    forget_slugs(splitter.layout)
    layout = splitter.layout
    if not _OCR.isdisjoint(layout.head.metas):
        _rejoin_scanned(layout)
    splitter.add_story(
        story_paragraphs(layout.head, layout.texts) or paragraphs_in_data(layout.head, layout.texts)
    )
    n = len(layout)
    layout.joined, layout.indents, layout.gaps = [False] * n, [0] * n, [0] * n
    return layout


def _rejoin_scanned(layout: Layout) -> None:
    """Mend the words that the lines of a scanned page broke; links and listings would lose their places."""
    if not layout.texts or any(layout.links) or any("\n" in text for text in layout.texts):
        return
    mended = rejoin_scanned(layout.texts)
    for index, (before, after) in enumerate(zip(layout.texts, mended, strict=True)):
        if before != after:
            layout.repairs.append(Repair(layout.starts[index], layout.ends[index], before, after, HYPHEN))
    layout.texts[:] = mended
