"""Plain text: which blocks stay, what is cut out of them, and how they follow one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from cleaner.document import BODY_LABELS, Article, Block, BlockKind, Comment, Label, Verdict
from cleaner.render.decisions import decisions
from cleaner.split.join import join_blocks

__all__ = [
    "Kept",
    "Piece",
    "body_text",
    "comment_head",
    "cut",
    "kept",
    "kept_of",
    "lead_lines",
    "render_text",
    "text_of",
]

Span = tuple[int, int]

CLOSING = frozenset(".,;:!?)]}»”’…。，、！？）」』")
"""Marks that close what stands before them, so that no space may open up in front when a cut ends there."""

LEAD = ((Label.TITLE, "title"), (Label.BYLINE, "byline"), (Label.DATELINE, "date"))
"""Furniture that a page may name in its head only, and the field of `Article` that holds it."""


class Piece(NamedTuple):
    """A stretch `text[start:end]` that stays, and the offset `target` where it starts in the result."""

    start: int
    end: int
    target: int


class Kept(NamedTuple):
    """A block that stays: its number, its text after cuts, and whether it continues the one kept before.

    `pieces` maps offsets of the block's text to offsets of `text`; it is empty where nothing was cut.
    """

    block: int
    text: str
    joined: bool
    pieces: tuple[Piece, ...] = ()


def render_text(article: Article, with_: AbstractSet[Label] = frozenset()) -> str:
    """Return the article as plain text, without a line end after its last line.

    `with_` names labels to keep beside the body. A title, byline or date that stands in no block is
    put first, as the page's head has it; `Label.COMMENT` adds `Article.comments` after the text.
    """
    lines = lead_lines(article, with_)
    body = body_text(article.blocks, article.verdicts, BODY_LABELS | (with_ - {Label.COMMENT}))
    comments = article.comments if Label.COMMENT in with_ else ()
    parts = [*(text for _, text in lines), body, *map(_comment, comments)]
    return "\n\n".join(part for part in parts if part)


def body_text(
    blocks: Sequence[Block], verdicts: Iterable[Verdict], labels: AbstractSet[Label] = BODY_LABELS
) -> str:
    """Return the text of the blocks that the verdicts keep, joined as `join_blocks` says."""
    joined, kinds = [block.joined for block in blocks], [block.kind for block in blocks]
    return text_of(kept(blocks, verdicts, labels), joined, kinds)


def text_of(kept_blocks: Iterable[Kept], joined: Sequence[bool], kinds: Sequence[BlockKind]) -> str:
    """Return the text of the blocks that stay; `joined` and `kinds` have an entry for each block that there is."""
    texts = [""] * len(kinds)
    for stays in kept_blocks:
        texts[stays.block] = stays.text
    return join_blocks(texts, joined, kinds)


def kept(
    blocks: Sequence[Block], verdicts: Iterable[Verdict], labels: AbstractSet[Label] = BODY_LABELS
) -> Iterator[Kept]:
    """Return the blocks whose last verdict is one of `labels`, in reading order, spans cut out.

    A span whose own label is one of `labels` stays. A block without a verdict, or of which a cut
    leaves nothing, is not among them. `Kept.joined` holds across removed blocks of the same paragraph.
    """
    keep = tuple(labels)  # Identity and str comparison: an enum member's hash is a Python call.
    decided: list[Label | None] = [None] * len(blocks)
    cuts: dict[int, list[Span]] = {}
    for index, label, _, _, _, _, span in verdicts:
        if span is None:
            decided[index] = label
        elif label not in keep:
            cuts.setdefault(index, []).append(span)
    texts, joined = [block.text for block in blocks], [block.joined for block in blocks]
    return kept_of(texts, joined, [label in keep for label in decided], cuts)


def kept_of(
    texts: Sequence[str], joined: Sequence[bool], stays: Sequence[int], cuts: Mapping[int, Sequence[Span]]
) -> Iterator[Kept]:
    """Yield the same, given which blocks stay and the spans to cut out of some."""
    follows = False
    for index, text in enumerate(texts):
        follows = follows and joined[index]
        if not stays[index]:
            continue
        left, pieces = cut(text, cuts[index]) if index in cuts else (text, ())
        if left:
            yield Kept(index, left, follows, pieces)
            follows = True


def cut(text: str, spans: Iterable[Span]) -> tuple[str, tuple[Piece, ...]]:
    """Return `text` without the spans, and the pieces that stayed.

    White space around a cut closes up to one space, or to the line end that it held; nothing is
    left before a closing mark, or at an end of the text that a cut touches. Spans may overlap.
    """
    pieces: list[Piece] = []
    parts: list[str] = []
    length = 0
    gap = ""
    for start, end in _outside(spans, len(text)):
        stretch = text[start:end]
        if stretch.isspace():
            gap += stretch
            continue
        lead = stretch[: len(stretch) - len(stretch.lstrip())] if start else ""
        tail = stretch[len(stretch.rstrip()) :] if end < len(text) else ""
        stretch = stretch[len(lead) : len(stretch) - len(tail)]
        glue = _glue(gap + lead, closes=not lead and stretch[0] in CLOSING) if parts else ""
        parts += (glue, stretch)
        length += len(glue)
        pieces.append(Piece(start + len(lead), end - len(tail), length))
        length += len(stretch)
        gap = tail
    return "".join(parts), tuple(pieces)


def _outside(spans: Iterable[Span], length: int) -> Iterator[Span]:
    """Yield the stretches of a text that no span covers, in order."""
    position = 0
    for start, end in sorted(spans):
        stop = min(start, length)
        if stop > position:
            yield position, stop
        position = max(position, end)
    if position < length:
        yield position, length


def _glue(gap: str, *, closes: bool) -> str:
    """Return what joins two pieces between which the white space `gap` stood."""
    if "\n" in gap:
        return "\n" + gap.rpartition("\n")[2]
    return " " if gap and not closes else ""


def lead_lines(article: Article, with_: AbstractSet[Label]) -> list[tuple[Label, str]]:
    """Return title, byline and date as far as `with_` asks for them and no block carries them."""
    wanted = [(label, getattr(article, name)) for label, name in LEAD if label in with_]
    if not wanted:
        return []
    decided = (decision.verdict for decision in decisions(len(article.blocks), article.verdicts))
    present = {verdict.label for verdict in decided if verdict}
    return [(label, value) for label, value in wanted if value and label not in present]


def comment_head(comment: Comment) -> str:
    """Return who wrote a comment and when, as far as the page says, or an empty string."""
    return ", ".join(part for part in (comment.author, comment.time) if part)


def _comment(comment: Comment) -> str:
    """Return a comment below its author and time."""
    head = comment_head(comment)
    return f"{head}:\n{comment.text}" if head else comment.text
