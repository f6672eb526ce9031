"""Stories that a page carries only in its JSON-LD, for its scripts to show, become blocks."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from cleaner.charset import without_surrogates
from cleaner.split.layout import Head
from cleaner.split.lines import word_count

__all__ = ["SHORTEST_STORY", "TAG", "article_bodies", "prose_words", "story_paragraphs"]

_DEEPEST = 12
"""Levels of a JSON-LD document that are read."""
TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_LINE = re.compile(r"\n+|</(?:p|div|li|h[1-6])>|<br ?/?>")
SHORTEST_STORY = 60
"""Words; a shorter body is a summary."""
_PROSE = 80
"""Characters from which a block of the page counts as prose."""
_SHOWN_WORDS = 150
"""Words of prose with which a page shows a story of its own, be it the same or not."""
_PROBE = 40
"""Characters of a sentence that are looked for in the page."""
_SENTENCE = re.compile(r"([^.!?。！？।؟۔]++)([.!?。！？।؟۔]?)")
_WIDE_MARKS = "。！？"
_LEAST_GLYPHS = 20
_LEAST_LETTERS = 40
"""Characters of a sentence that is looked for; han characters say more than letters do."""
_SENTENCES = 200
"""Sentences that are looked for; more would take long in a long page, and say no more."""
_SHOWN = 0.3
"""Share of the story's sentences in the page's own text from which the page shows its story."""


def article_bodies(head: Head) -> list[str]:
    """Return the texts of the stories in a page's JSON-LD, character references resolved, tags as they are."""
    bodies: list[str] = []
    for script in head.json_ld:
        if "articleBody" in script:
            try:
                document = json.loads(script, strict=False)
            except (ValueError, RecursionError):
                continue
            found = (body for body in _bodies(document, _DEEPEST) if isinstance(body, str))
            bodies += [html.unescape(without_surrogates(body)) for body in found]
    return bodies


def _bodies(value: Any, depth: int) -> Iterator[Any]:  # noqa: ANN401 - JSON
    if depth and isinstance(value, dict):
        if "articleBody" in value:
            yield value["articleBody"]
        for child in value.values():
            yield from _bodies(child, depth - 1)
    elif depth and isinstance(value, list):
        for child in value:
            yield from _bodies(child, depth - 1)


def story_paragraphs(head: Head, texts: Sequence[str]) -> list[str]:
    """Return the paragraphs of the JSON-LD story if the page's own texts do not show it, else nothing."""
    body = max(article_bodies(head), key=len, default="")
    if word_count(body) < SHORTEST_STORY:
        return []
    if prose_words(texts) >= _SHOWN_WORDS:
        return []
    page = " ".join(texts)
    plain = " ".join(TAG.sub(" ", body).split())
    sentences = list(islice(_sentences(plain), _SENTENCES)) or [plain[:_PROBE]]
    if sum(sentence in page for sentence in sentences) >= _SHOWN * len(sentences):
        return []
    paragraphs = (" ".join(TAG.sub(" ", line).split()) for line in _LINE.split(body))
    return [paragraph for paragraph in paragraphs if paragraph]


def prose_words(texts: Sequence[str]) -> int:
    """Return how many words of prose a page shows, given the texts of its blocks."""
    return sum(word_count(text) for text in texts if len(text) >= _PROSE)


def _sentences(text: str) -> Iterator[str]:
    """Yield the beginning of each sentence that is long enough to stand in no other text by chance."""
    for found in _SENTENCE.finditer(text):
        words, mark = found.groups()
        if mark and len(words) >= (_LEAST_GLYPHS if mark in _WIDE_MARKS else _LEAST_LETTERS):
            yield words.strip()[:_PROBE]
