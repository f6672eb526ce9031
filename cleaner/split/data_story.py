"""Stories that a page shows nothing or only the beginning of, and carries whole in the data of its scripts."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Sequence
from functools import cache
from heapq import nlargest
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from cleaner.charset import without_surrogates
from cleaner.split.json_story import SHORTEST_STORY, TAG, prose_words
from cleaner.split.layout import Head
from cleaner.split.lines import word_count
from cleaner.tables import read_table

__all__ = ["paragraphs_in_data"]

_DEEPEST = 40
"""Levels of a document that are read."""
_LONGEST = 20_000
"""Characters of a text that is one paragraph, or a few."""
_NEAR = 4
"""Levels below a record with the page's headline in which its story stands."""
_LINE = re.compile(r"\n+|</(?:p|div|li|h[1-6]|blockquote)>|<br ?/?>")
_SENTENCE = re.compile(r"[.!?\u2026\u3002\uff01\uff1f\u0964\u061f\u06d4][\"'\u201d\u2019\u00bb\u300d)]?$")
_PROSE_WORDS = 12
"""Words of a sentence in the data, from which it is prose."""
_PARAGRAPHS = 3
"""Paragraphs of prose in a story, at least."""
_SHOWN_WORDS = 400
"""Words of prose with which a page shows a story of its own; some that show only its beginning have as many beside."""
_SHOWN = 0.5
"""Share of the story's paragraphs in the page's own text from which the page shows its story."""
_PROBE = 40
"""Characters of a paragraph that are looked for in the page."""
_CANDIDATES, _PROBES = 8, 40
"""Stories, the longest, and paragraphs of each that are looked for; more would take long in a long page."""
_TITLE_WORDS = 3
_WITH_SITE = 2.5
"""Words of a page's title as a part of those of the headline in it, at most."""


class _Story(NamedTuple):
    words: int
    paragraphs: list[str]
    is_titled: bool


@cache
def _keys() -> dict[str, list[str]]:
    """Return the names under which data hold texts and headlines."""
    return read_table(Path(__file__).with_name("data_story.toml"))


def paragraphs_in_data(head: Head, texts: Sequence[str]) -> list[str]:
    """Return the paragraphs of the page's story from the data of its scripts, if the page shows less than half of it.

    Data hold much else. The story is this page's if the page shows its first paragraph, or if the record around it
    has the headline that the page's head gives.
    """
    if not head.data or prose_words(texts) >= _SHOWN_WORDS:
        return []
    reader = _Reader({head.title, *(head.metas.get(name, "") for name in ("og:title", "twitter:title"))})
    for script in head.data:
        try:
            reader.read(json.loads(script, strict=False), _DEEPEST, 0)
        except (ValueError, RecursionError):
            continue
    page = " ".join(texts)
    for story in nlargest(_CANDIDATES, reader.stories, key=lambda story: story.words):
        prose = islice(filter(_is_prose, story.paragraphs), _PROBES)
        shown = [paragraph[:_PROBE] in page for paragraph in prose]
        if (shown[0] or story.is_titled) and sum(shown) < _SHOWN * len(shown):
            return story.paragraphs
    return []


class _Reader:
    """The stories in JSON documents: texts of several paragraphs, and lists of texts."""

    def __init__(self, titles: set[str]) -> None:
        self.stories: list[_Story] = []
        self._titles = {title for title in titles if word_count(title) >= _TITLE_WORDS}

    def read(self, value: Any, depth: int, near: int) -> str:  # noqa: ANN401 - JSON
        """Return the text of a value, and note stories in it; `near` are levels left below the page's own record."""
        if isinstance(value, str):
            text = without_surrogates(value)
            self._note(_lines(text), near)
            return text if len(text) <= _LONGEST else ""
        if not depth or not isinstance(value, dict | list):
            return ""
        if isinstance(value, list):
            parts = [self.read(item, depth - 1, near - 1) for item in value]
            self._note_list(parts, near)
            return _joined(parts)
        headline = self._headline(value)
        if headline:
            near = _NEAR if self._is_title(headline) else 0
        found = {key: self.read(item, depth - 1, near - 1) for key, item in value.items()}
        return next((found[key] for key in _keys()["texts"] if found.get(key)), "") if not headline else ""

    def _headline(self, record: dict[str, Any]) -> str:
        """Return the headline of a record of its own, which is no paragraph of another: a story, the page's or not."""
        values = (record.get(key) for key in _keys()["headlines"])
        texts = (
            html.unescape(value) for value in values if isinstance(value, str) and len(value) <= _LONGEST
        )
        return next((text for text in texts if word_count(text) >= _TITLE_WORDS), "")

    def _is_title(self, headline: str) -> bool:
        """Tell whether a headline is what the page's head says, or most of it; the rest names the site."""
        least = word_count(headline) * _WITH_SITE
        return any(headline in title and word_count(title) <= least for title in self._titles)

    def _note_list(self, parts: Sequence[str], near: int) -> None:
        """Note a list of paragraphs; one of several texts of several paragraphs each is a list of stories."""
        lines = [_lines(part) for part in parts]
        if sum(sum(map(_is_prose, own)) > 1 for own in lines) <= 1:
            self._note([line for own in lines for line in own], near)

    def _note(self, lines: list[str], near: int) -> None:
        prose = [at for at, line in enumerate(lines) if _is_prose(line)]
        if len(prose) < _PARAGRAPHS:
            return
        last = max(at for at, line in enumerate(lines) if _SENTENCE.search(line))
        paragraphs = lines[prose[0] : last + 1]
        words = sum(map(word_count, paragraphs))
        if words >= SHORTEST_STORY:
            self.stories.append(_Story(words, paragraphs, near > 0))


def _joined(parts: Sequence[str]) -> str:
    """Return the pieces of a paragraph as one, unless they are too much for one."""
    return "".join(parts) if sum(map(len, parts)) <= _LONGEST else ""


def _lines(text: str) -> list[str]:
    """Return the paragraphs of a text with or without tags."""
    lines = (" ".join(html.unescape(TAG.sub("", line)).split()) for line in _LINE.split(text))
    return [line for line in lines if line]


def _is_prose(line: str) -> bool:
    return _SENTENCE.search(line) is not None and word_count(line) >= _PROSE_WORDS
