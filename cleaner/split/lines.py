"""A text as its visible lines: trimmed, repaired, and each one's place in the source."""

from __future__ import annotations

import re
from array import array
from collections.abc import MutableSequence
from dataclasses import dataclass
from itertools import accumulate, compress, pairwise
from operator import add, sub

from cleaner.config import Repairs
from cleaner.document import Repair
from cleaner.split.mending import mended_lines
from cleaner.unspaced import GLYPHS, LETTERS

__all__ = ["TAB_STOP", "Lines", "collapse", "columns", "joins_closely", "read_lines", "word_count"]

TAB_STOP = 4
"""Columns between tab stops, as Markdown counts them."""
_STRETCH = 1 << 16
"""Characters of which all lines exist side by side, blank ones included."""
_LINE_BREAKS = "\f\v\u2029"
"""Breaks beside the newline: a page's end, a word processor's line break, the paragraph separator.
Not U+2028: in web text it is a leftover of design programs and stands inside sentences (at four of the five
places of the corpora where it parts words). Not U+0085: it is rather a mis-decoded "…" than a line's end."""
_WRITTEN = "\\n"
"""What stands for a line break where a program has shown a text, as in JSON or CSV, rather than written it."""
_LEAST_WRITTEN = 3
_WRITTEN_BREAK = r"""(?<=[.!?…。！？"”’»)])(?:\\n)+|(?<=\S)(?:\\n){2,}(?=\S|\Z)"""
"""Some that can hardly be part of a path or a pattern."""
_SPACES = "\t\x1c\x1d\x1e\x1f\x85\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B)))
_SPACES += "\u2028\u202f\u205f\u3000"
"""The rest of what `str.isspace` calls white space, the blank and the newline aside."""
_ASCII_SPACES = _SPACES[:5]
# Compiled when first used: they take long, and many documents need neither.
_WIDE = (
    "[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f"
    "\uff00-\uff60\uffe0-\uffe6\U00020000-\U0003fffd]+"
)
_JOINED = f"[{LETTERS}\u2e80-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\U00020000-\U0003fffd]{{2}}"
"""Scripts that put no blank between words, so that a line break inside them stands for nothing."""
_BLANKLESS = f"[{LETTERS}{GLYPHS}]"
_CHARACTERS_OF_WORD = 3
"""In such scripts: between the two of Chinese and the five of Thai. It tells a sentence from a label, no more."""


@dataclass(slots=True)
class Lines:
    """The n lines of a text that show something, column by column.

    `texts` are repaired, white space collapsed; ``source[starts[i]:ends[i]]`` is what line i was read from,
    trimmed; `indents` is its leading white space in columns, `gaps` the number of blank lines before it.
    `changes` are the repairs. `source` is the text with one kind of newline, as long as it was.
    """

    source: str
    texts: list[str]
    starts: MutableSequence[int]
    ends: MutableSequence[int]
    indents: list[int]
    gaps: list[int]
    changes: list[Repair]

    def __len__(self) -> int:
        """Return the number of lines."""
        return len(self.texts)


def collapse(text: str) -> str:
    """Return `text` on one line with single blanks."""
    return " ".join(text.split())


def joins_closely(left: str, right: str) -> bool:
    """Return whether two lines of one paragraph are joined without a blank, as Chinese and Thai are."""
    return re.fullmatch(_JOINED, left[-1:] + right[:1]) is not None


def columns(text: str) -> int:
    """Return the width of `text` on a character grid, where East Asian characters take two columns."""
    if text.isascii():
        return len(text)
    return len(text) + sum(map(len, re.findall(_WIDE, text)))


def word_count(text: str) -> int:
    """Return how many words a text has, or about as many in scripts that put no blank between them."""
    words = len(text.split())
    return words if text.isascii() else words + len(re.findall(_BLANKLESS, text)) // _CHARACTERS_OF_WORD


def read_lines(text: str, *, repair: Repairs) -> Lines:
    """Cut `text`, whose newlines are normalised, into its visible lines; see `mended_lines` for `repair`."""
    for mark in _LINE_BREAKS:
        text = text.replace(mark, "\n")
    if _WRITTEN in text and "\n" not in text.strip() and _are_breaks(text):
        text = text.replace(_WRITTEN, " \n")  # as long as it was
    lines = Lines(text, [], array("q"), array("q"), [], [], [])
    blank = start = 0
    while start <= len(text):
        stop = text.find("\n", start + _STRETCH)
        stop = len(text) if stop < 0 else stop
        blank = _read(lines, text[start:stop], start, blank, repair)
        start = stop + 1
    return lines


def _are_breaks(text: str) -> bool:
    """Return whether a program wrote the line breaks of a text out: most stand behind a sentence or each other."""
    written = text.count(_WRITTEN)
    breaks = sum(len(run) // len(_WRITTEN) for run in re.findall(_WRITTEN_BREAK, text))
    return written >= _LEAST_WRITTEN and 2 * breaks > written


def _read(lines: Lines, source: str, start: int, blank: int, repair: Repairs) -> int:
    """Add the visible lines of a stretch of whole lines that stands at `start`; return the blank lines at its end.

    So many as `blank` stand before it.
    """
    plain = source
    for space in _ASCII_SPACES if source.isascii() else _SPACES:
        plain = plain.replace(space, " ")  # one for one, so that offsets stay
    raw = plain.split("\n")
    texts = list(map(str.strip, raw))
    sizes = list(map(len, texts))
    leads = list(map(sub, map(len, raw), map(len, map(str.lstrip, raw))))
    opens = list(map(add, accumulate(map(len, raw), initial=start), range(len(raw))))
    if "  " in "\n".join(texts):
        texts = [" ".join(line.split()) if "  " in line else line for line in texts]
    for number, mended, made in mended_lines(source, plain, opens, repair=repair):
        lines.changes += made
        texts[number] = collapse(mended)
        edges = [edge - opens[number] for change in made if change.after.strip() for edge in change[:2]]
        if sizes[number]:
            edges += leads[number], leads[number] + sizes[number]
        if edges:  # a piece of a mis-decoded letter may look like white space, and be trimmed
            leads[number], sizes[number] = min(edges), max(edges) - min(edges)
    numbers = list(compress(range(len(raw)), texts))
    starts = list(map(add, compress(opens, texts), compress(leads, texts)))
    indents = list(compress(leads, texts))
    if "\t" in source or "\u3000" in source:
        places = zip(starts, indents, strict=True)
        indents = [_width(lines.source[start - lead : start]) for start, lead in places]
    lines.texts += filter(None, texts)
    lines.starts.extend(starts)
    lines.ends.extend(map(add, starts, compress(sizes, texts)))
    lines.indents += indents
    lines.gaps += [number - before - 1 for before, number in pairwise([-1 - blank, *numbers])]
    return len(raw) - 1 - numbers[-1] if numbers else blank + len(raw)


def _width(space: str) -> int:
    """Return the columns that leading white space takes."""
    return columns(space.expandtabs(TAB_STOP)) if space else 0
