"""Features of a block by itself: what its characters and words are like."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleaner.score.characters import CharacterClass, Characters, count_characters
from cleaner.score.words import Stretch, Words
from cleaner.split.layout import Layout

__all__ = [
    "Columns",
    "compact",
    "copy_columns",
    "joined",
    "line_columns",
    "link_columns",
    "one_lines",
    "word_columns",
]

Columns = dict[str, NDArray[Any]]
"""Feature name to a column with one number a block."""

_GLYPHS_PER_WORD = 1.7
"""Han and kana characters that say as much as a word of a script with spaces."""
_LETTERS_PER_WORD = 5.0
"""Letters and signs of a word in the other scripts that write no spaces."""
_SENTENCE = 25
"""Words of a line of those from which on it counts as ended by a sentence: Thai and Lao mark no end."""
_GOOD_WORDS = 10
"""A good paragraph has at least so many words, an end mark, and is mostly not links."""
_GOOD_LINKS = 0.4
_BATCH = 8192
"""Lines whose features exist in eight bytes at one time."""


def compact(columns: Columns) -> Columns:
    """Return columns in numbers of at most four bytes, which is what trees are asked about."""
    return {
        name: column.astype(np.float32) if column.itemsize > np.float32().itemsize else column
        for name, column in columns.items()
    }


def one_lines(layout: Layout) -> list[str]:
    """Return what shows of a document's blocks, preformatted ones of a page on one line as well."""
    if not any("\n" in text for text in layout.plain):
        return layout.plain
    return [" ".join(text.split()) if "\n" in text else text for text in layout.plain]


def line_columns(texts: Sequence[str], link_chars: Sequence[int], table: NDArray[np.uint8]) -> Columns:
    """Return the features that a line has by its characters, in text and HTML alike, in compact columns.

    `texts` are on one line each, none empty; `table` is the class of each character.
    """
    stretches = (
        compact(_by_characters(texts[start : start + _BATCH], link_chars[start : start + _BATCH], table))
        for start in range(0, len(texts), _BATCH)
    )
    return joined(stretches, len(texts))


def joined(stretches: Iterable[Columns], n: int) -> Columns:
    """Return the columns of stretches of n blocks as those of the whole; no two stretches are there at one time."""
    found: Columns = {}
    end = 0
    for stretch in stretches:
        start, end = end, end + len(next(iter(stretch.values())))
        if end - start == n:
            return stretch
        for name, column in stretch.items():
            if not start:
                found[name] = np.empty(n, dtype=column.dtype)
            found[name][start:end] = column
    return found


def _by_characters(texts: Sequence[str], link_chars: Sequence[int], table: NDArray[np.uint8]) -> Columns:
    """Return the features of a stretch of lines that each has by itself."""
    n = len(texts)
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=n)
    characters = count_characters(texts, lengths, table)
    counts = characters.counts
    kinds = CharacterClass
    spaces = counts[:, kinds.SPACE]
    glyphs = counts[:, kinds.IDEOGRAPH]
    unspaced = counts[:, kinds.UNSPACED]
    unspaced_words = glyphs / _GLYPHS_PER_WORD + unspaced / _LETTERS_PER_WORD
    word_count = np.maximum(1.0, spaces + 1 - (unspaced_words > 0) + unspaced_words)
    letters = counts[:, kinds.LOWER] + counts[:, kinds.UPPER] + counts[:, kinds.LETTER] + glyphs + unspaced
    end_mark = _ends_sentence(characters) | (unspaced >= _SENTENCE * _LETTERS_PER_WORD)
    columns = {
        "chars": lengths,
        "words": word_count,
        "word_length": (lengths - spaces) / word_count,
        "end_mark": end_mark,
        "end_marks": counts[:, kinds.END_MARK],
        "pause_share": counts[:, kinds.PAUSE] / word_count,
        "quote_share": counts[:, kinds.QUOTE] / word_count,
        "bracket_share": counts[:, kinds.BRACKET] / lengths,
        "separator_share": counts[:, kinds.SEPARATOR] / lengths,
        "dash_share": counts[:, kinds.DASH] / lengths,
        "digit_share": counts[:, kinds.DIGIT] / lengths,
        "upper_share": counts[:, kinds.UPPER] / np.maximum(1, letters),
        "letter_share": letters / lengths,
        "glyph_share": (glyphs + unspaced) / lengths,
        "first_class": characters.first,
        "last_class": characters.last,
    }
    return columns | link_columns(columns, link_chars)


def link_columns(columns: Columns, link_chars: Sequence[int]) -> Columns:
    """Return the features that depend on how many characters of a line are in links, given those that do not."""
    words = columns["words"]
    links = np.minimum(1.0, np.asarray(link_chars, dtype=float) / columns["chars"])
    good = (words >= _GOOD_WORDS) & columns["end_mark"] & (links < _GOOD_LINKS)
    return {
        "link_density": links,
        "good": good,
        "good_words": good * words,
        "link_words": links * words,
    }


def _ends_sentence(found: Characters) -> NDArray[np.bool_]:
    """Return whether a text ends with an end mark, or a closing mark behind one, and a blank between, as in French."""
    closed = (found.last == CharacterClass.QUOTE) | (found.last == CharacterClass.BRACKET)
    before = np.where(found.before == CharacterClass.SPACE, found.farther, found.before)
    ends: NDArray[np.bool_] = (found.last == CharacterClass.END_MARK) | (
        closed & (before == CharacterClass.END_MARK)
    )
    return ends


def word_columns(words: Words) -> Columns:
    """Return the features that a line of flat text has by its words, in compact columns."""
    return joined((compact(_by_words(stretch)) for stretch in words.stretches()), len(words))


def _by_words(words: Stretch) -> Columns:
    """Return the features of a stretch of lines by their words."""
    sizes, values = words.sizes, words.weights
    starts = np.cumsum(sizes) - sizes
    totals = np.add.reduceat(values, starts)
    prose = np.add.reduceat(words.prose, starts)
    return {
        "lexical_sum": totals,
        "lexical_mean": totals / np.sqrt(sizes),
        "lexical_low": np.minimum.reduceat(values, starts),
        "lexical_high": np.maximum.reduceat(values, starts),
        "prose_sum": prose,
        "prose_mean": prose / np.sqrt(sizes),
        "prose_low": np.minimum.reduceat(words.prose, starts),
        "function_share": np.add.reduceat(words.are_function_words, starts, dtype=np.int64) / sizes,
    }


def copy_columns(own: NDArray[np.int32]) -> Columns:
    """Return how often a line stands in the document, and how many of its copies came before, in compact columns.

    `own` has a number for each line, the same for all that are equal.
    """
    totals = np.bincount(own).astype(np.int32)
    order = np.argsort(own, kind="stable")
    firsts = np.cumsum(totals, dtype=np.int32) - totals
    before = np.empty(len(own), dtype=np.int32)
    before[order] = np.arange(len(own), dtype=np.int32) - np.repeat(firsts, totals)
    return {"copies": totals[own].astype(np.float32), "copies_before": before.astype(np.float32)}
