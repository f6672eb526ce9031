"""CommonMark with tables: the kept blocks in their shapes, every character of the page inert."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby

from cleaner.document import BODY_LABELS, Article, Block, BlockKind, Comment, Label, Link
from cleaner.render.inert import inert
from cleaner.render.inline import escape, escape_start, inline, without_unsafe
from cleaner.render.text import Kept, body_text, comment_head, kept, lead_lines
from cleaner.split.lists import ITEM_OPENERS
from cleaner.split.markdown import fenced
from cleaner.split.sentences import sentence_separator

__all__ = ["render_markdown"]

HEADING_LEVEL = 2
"""Level of a heading whose source does not say one: below a title, above nothing."""

_BULLETS = re.escape("".join(sorted(ITEM_OPENERS - set("(0123456789"))))
_MARKER = re.compile(rf"(?:\\?[{_BULLETS}]|\(?(\d{{1,2}})[.)])\s+")
"""What a list item of a flat text opens with, escaped; a number is the group."""
_OPENS_DIRECTLY = ("-", "1.")
"""Markers with which a list can open below a line of text; before any other must be a blank line."""
_CELL_END = re.compile(r"(?:(?<= )|^)\|(?= )")


def render_markdown(article: Article, *, with_: AbstractSet[Label] = frozenset(), links: bool = False) -> str:
    """Return the article as Markdown (CommonMark and the tables of GFM), without a final line end.

    `with_` is as in `render_text`. With `links`, the hyperlinks in `Block.links` are written where
    they are http, https, mailto or relative ones; relative ones are resolved against `Article.url`.
    Every character of the page that Markdown or HTML would act on is escaped. Blocks of a Markdown
    source are Markdown already and stay as they are, but for what could run (`inert`).
    """
    labels = BODY_LABELS | (with_ - {Label.COMMENT})
    parts = [_lead(label, text) for label, text in lead_lines(article, with_)]
    if article.kind == "markdown":
        parts.append(inert(body_text(article.blocks, article.verdicts, labels)))
    else:
        base = (article.url or "") if links else None
        for kind, run in groupby(_paragraphs(article, labels), key=lambda paragraph: _kind(paragraph[0])):
            parts += _shape(kind, list(run), base, flat=article.kind == "text")
    if Label.COMMENT in with_:
        parts += map(_comment, article.comments)
    return "\n\n".join(part for part in parts if part)


Paragraph = list[tuple[Block, Kept]]
"""A kept block with those that continue it."""


def _paragraphs(article: Article, labels: AbstractSet[Label]) -> Iterator[Paragraph]:
    """Yield the kept blocks, those joined to the one before in one list with it."""
    paragraph: Paragraph = []
    for stays in kept(article.blocks, article.verdicts, labels):
        if paragraph and not stays.joined:
            yield paragraph
            paragraph = []
        paragraph.append((article.blocks[stays.block], stays))
    if paragraph:
        yield paragraph


def _kind(first: tuple[Block, Kept]) -> BlockKind:
    return first[0].kind


def _shape(kind: BlockKind, run: Sequence[Paragraph], base: str | None, *, flat: bool) -> list[str]:
    """Return the Markdown of neighbouring paragraphs of one kind, which a blank line will separate.

    `flat` says that they come from a flat text, whose list items begin with their markers.
    """
    if kind is BlockKind.PREFORMATTED:
        return ["\n".join(fenced(without_unsafe(stays.text)) for _, stays in paragraph) for paragraph in run]
    if kind is BlockKind.ROW:
        return _table([_text(paragraph, base, cells=True) for paragraph in run])
    texts = [_text(paragraph, base) for paragraph in run]
    if kind is BlockKind.HEADING:
        return [_heading(text, paragraph[0][0].level) for text, paragraph in zip(texts, run, strict=True)]
    if kind is BlockKind.ITEM:
        return ["\n".join(_items(texts, [paragraph[0][0].level for paragraph in run], flat=flat))]
    lines = [escape_start(text) for text in texts]
    if kind is BlockKind.QUOTE:
        return ["\n>\n".join(f"> {line}" for line in lines)]
    return lines


def _text(paragraph: Paragraph, base: str | None, *, cells: bool = False) -> str:
    """Return the escaped text of a paragraph on one line, its links written out unless `base` is None."""
    parts: list[str] = []
    before = ""
    for block, stays in paragraph:
        links: tuple[Link, ...] = block.links if base is not None else ()
        parts.append(sentence_separator(before, stays.text) if before else "")
        parts.append(inline(stays.text, links, stays.pieces, base or "", cells=cells))
        before = stays.text
    return "".join(parts)


def _heading(text: str, level: int) -> str:
    """Return a heading line; a number sign at its end would be taken for a closing sequence."""
    marker = "#" * min(level or HEADING_LEVEL, 6)
    return f"{marker} {text[:-1]}\\#" if text.endswith("#") else f"{marker} {text}"


def _items(texts: Sequence[str], levels: Sequence[int], *, flat: bool) -> Iterator[str]:
    """Yield list items, each nested in the nearest one before it that has a lower level."""
    around: list[tuple[int, str]] = []  # level and marker of the items that are open
    for text, level in zip(texts, levels, strict=True):
        before = ""  # the marker of the item before in the same list
        while around and around[-1][0] >= level:
            before = around.pop()[1]
        found = _MARKER.match(text) if flat else None
        marker = _numbered(int(found[1]), before) if found and found[1] else "-"
        rest = escape_start(text[found.end() :] if found else text)
        indent = " " * sum(len(outer) + 1 for _, outer in around)
        if around and not before and marker not in _OPENS_DIRECTLY:
            yield ""
        yield f"{indent}{marker} {rest}"
        around.append((level, marker))


def _numbered(number: int, before: str) -> str:
    """Return the marker of a numbered item behind one with the marker `before`.

    Of a list Markdown reads the first number alone, so that one out of turn needs the other delimiter.
    """
    if before in ("", "-"):
        return f"{number}."
    same, other = (".", ")") if before.endswith(".") else (")", ".")
    return f"{number}{same if int(before[:-1]) == number - 1 else other}"


def _table(rows: Sequence[str]) -> list[str]:
    """Return rows as one table headed by the first, or as paragraphs where no row has two cells."""
    columns = [len(_CELL_END.findall(row)) + 1 for row in rows]
    width = max(columns)
    if width == 1:
        return [escape_start(row) for row in rows]
    head = rows[0] + " | " * (width - columns[0])
    lines = [head, " | ".join(["---"] * width), *rows[1:]]
    return ["\n".join(f"| {line} |" for line in lines)]


def _lead(label: Label, text: str) -> str:
    line = inline(text, (), (), "")
    return _heading(line, 1) if label is Label.TITLE else escape_start(line)


def _comment(comment: Comment) -> str:
    """Return a comment as a quotation, its author and time in the first paragraph."""
    lines = [escape_start(escape(line.strip())) for line in comment.text.splitlines() if line.strip()]
    head = escape_start(escape(comment_head(comment)))
    return "\n>\n".join(f"> {line}" for line in ([head, *lines] if head else lines))
