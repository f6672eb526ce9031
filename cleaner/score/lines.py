"""Features of a block by itself: what its characters and words are like."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleaner.score.characters import CharacterClass, count_characters
from cleaner.score.lexicon import function_words

__all__ = ["Columns", "line_columns", "one_line"]

Columns = dict[str, NDArray[Any]]
"""Feature name to a column with one number a block."""

_GLYPHS_PER_WORD = 1.7
"""Han and kana characters that say as much as a word of a script with spaces."""
_CLOSING = (CharacterClass.QUOTE, CharacterClass.BRACKET)
_GOOD_WORDS = 10
"""A good paragraph has at least so many words, an end mark, and is mostly not links."""
_GOOD_LINKS = 0.4


def one_line(text: str) -> str:
    """Return a preformatted text on one line; other texts already are."""
    return " ".join(text.split()) if "\n" in text else text


def line_columns(
    texts: Sequence[str],
    link_chars: Sequence[int],
    split_texts: Sequence[Sequence[str]],
    words: Mapping[str, float],
    table: NDArray[np.uint8],
) -> Columns:
    """Return the features that a line has by itself, in text and HTML alike.

    `texts` are on one line each, none empty; `split_texts` are their lower-cased words; `words` are the
    learned log-odds of words; `table` is the class of each character.
    """
    n = len(texts)
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=n)
    counts, classes = count_characters(texts, lengths, table)
    ends = np.cumsum(lengths)
    kinds = CharacterClass
    spaces = counts[:, kinds.SPACE]
    glyphs = counts[:, kinds.IDEOGRAPH]
    word_count = np.maximum(1.0, spaces + 1 - (glyphs > 0) + glyphs / _GLYPHS_PER_WORD)
    letters = counts[:, kinds.LOWER] + counts[:, kinds.UPPER] + counts[:, kinds.LETTER] + glyphs
    last = classes[ends - 1]
    end_mark = (last == kinds.END_MARK) | (np.isin(last, _CLOSING) & _closes_sentence(classes, lengths, ends))
    first = classes[ends - lengths]
    links = np.minimum(1.0, np.asarray(link_chars, dtype=float) / lengths)
    good = (word_count >= _GOOD_WORDS) & end_mark & (links < _GOOD_LINKS)
    columns: Columns = {
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
        "glyph_share": glyphs / lengths,
        "first_class": first,
        "last_class": last,
        "link_density": links,
        "good": good,
        "good_words": good * word_count,
        "link_words": links * word_count,
    }
    columns.update(_word_columns(split_texts, words))
    columns.update(_copy_columns(texts))
    return columns


def _closes_sentence(
    classes: NDArray[np.uint8], lengths: NDArray[np.int64], ends: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Return whether an end mark stands before each text's last character, or before a blank there, as in French."""
    before = np.where(lengths > 1, classes[ends - np.minimum(lengths, 2)], 0)
    farther = np.where(lengths > 2, classes[ends - np.minimum(lengths, 3)], 0)  # noqa: PLR2004 - counts, as above
    found: NDArray[np.bool_] = (
        np.where(before == CharacterClass.SPACE, farther, before) == CharacterClass.END_MARK
    )
    return found


def _word_columns(split: Sequence[Sequence[str]], weights: Mapping[str, float]) -> Columns:
    sizes = np.fromiter(map(len, split), dtype=np.int64, count=len(split))
    flat = [word for words in split for word in words]
    get = weights.get
    values = np.fromiter([get(word, 0.0) for word in flat], dtype=float, count=len(flat))
    common = function_words()
    function = np.fromiter([word in common for word in flat], dtype=float, count=len(flat))
    starts = np.cumsum(sizes) - sizes
    totals = np.add.reduceat(values, starts)
    return {
        "lexical_sum": totals,
        "lexical_mean": totals / np.sqrt(sizes),
        "lexical_low": np.minimum.reduceat(values, starts),
        "lexical_high": np.maximum.reduceat(values, starts),
        "function_share": np.add.reduceat(function, starts) / sizes,
    }


def _copy_columns(texts: Sequence[str]) -> Columns:
    """Return how often a text stands in the document, and how many of its copies came before."""
    totals = Counter(texts)
    if len(totals) == len(texts):
        ones, zeros = np.ones(len(texts)), np.zeros(len(texts))
        return {"copies": ones, "copies_before": zeros}
    seen: Counter[str] = Counter()
    before = []
    for text in texts:
        before.append(seen[text])
        seen[text] += 1
    return {"copies": np.array([totals[text] for text in texts]), "copies_before": np.array(before)}
