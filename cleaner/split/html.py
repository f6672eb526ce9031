"""HTML to blocks."""

from __future__ import annotations

from functools import partial

from cleaner.config import Repairs
from cleaner.split.data_story import paragraphs_in_data
from cleaner.split.json_story import story_paragraphs
from cleaner.split.layout import Layout
from cleaner.split.locate import Locator, Nowhere
from cleaner.split.markup import as_shown, holds_page
from cleaner.split.slugs import forget_slugs
from cleaner.split.splitter import Splitter

__all__ = ["split_html"]


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
    splitter.add_story(
        story_paragraphs(layout.head, layout.texts) or paragraphs_in_data(layout.head, layout.texts)
    )
    n = len(layout)
    layout.joined, layout.indents, layout.gaps = [False] * n, [0] * n, [0] * n
    return layout
