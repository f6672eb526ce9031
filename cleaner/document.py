"""The records that the whole package speaks in: labels, blocks, verdicts, repairs, the article."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import NamedTuple, TypeVar, overload

__all__ = [
    "ARTICLE_FURNITURE",
    "BODY_LABELS",
    "Article",
    "Block",
    "BlockKind",
    "Comment",
    "Evidence",
    "Label",
    "Link",
    "Records",
    "Repair",
    "Verdict",
    "records",
]

_VAST = 50_000
"""Records of a document from which they are made when asked for: a million are larger than a long text."""
_AT_ONCE = 8192
"""Of those, how many exist at one time while all are looked at one after the other."""
_Record = TypeVar("_Record", bound=tuple[object, ...])


class Label(StrEnum):
    """What a block is. `BODY_LABELS` stay in the text; everything else is removed and explained."""

    BODY = "body"
    HEADING = "heading"
    STANDFIRST = "standfirst"
    TITLE = "title"
    BYLINE = "byline"
    DATELINE = "dateline"
    CAPTION = "caption"
    CREDIT = "credit"
    TAGS = "tags"
    AD = "ad"
    NAVIGATION = "navigation"
    RELATED = "related"
    PROMO = "promo"
    SOCIAL = "social"
    COMMENT = "comment"
    LEGAL = "legal"
    OTHER = "other"


BODY_LABELS = frozenset({Label.BODY, Label.HEADING, Label.STANDFIRST})
"""Labels that are the article's text."""

ARTICLE_FURNITURE = frozenset(
    {Label.TITLE, Label.BYLINE, Label.DATELINE, Label.CAPTION, Label.CREDIT, Label.TAGS}
)
"""Labels that belong to the article but not to its text; kept on request."""


class BlockKind(StrEnum):
    """The shape of a block in its source, which Markdown output keeps."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"
    ROW = "row"
    PREFORMATTED = "preformatted"
    CAPTION = "caption"


class Link(NamedTuple):
    """A hyperlink inside a block: `text[start:end]` points at `href`."""

    start: int
    end: int
    href: str


class Block(NamedTuple):
    """A run of text that gets one verdict.

    `text` is repaired and its white space is collapsed (a preformatted block keeps its lines).
    `source[start:end]` is the stretch of the decoded source that the block was read from, in
    code points; for HTML it spans inline tags too. `level` is the heading level (1 to 6) or the
    depth of a list item (from 1), else 0. `joined` says that the block continues the paragraph
    of the block before it, as the sentences of a text on one line do. `path` names the
    surrounding elements of an HTML block, outermost first, as in ``main/article.story/p``.
    """

    text: str
    start: int
    end: int
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    joined: bool = False
    path: str = ""
    links: tuple[Link, ...] = ()


class Evidence(NamedTuple):
    """What the scorer saw of a block, in the units a person would use."""

    words: int
    end_mark: bool
    link_density: float
    in_story: bool


class Verdict(NamedTuple):
    """One decision about one block, or, with a `span`, about a stretch of its text.

    `rule` is the id of what decided: ``promo/newsletter-signup`` (the rule list),
    ``structure/navigation`` (tags and classes), ``score`` or ``context/<name>``. Verdicts are never
    overwritten: the last one without a span decides a block, and the earlier ones are its trail.
    `score` is P(body) where the scorer gave one. A verdict with a `span` cuts `text[span]` out.
    """

    block: int
    label: Label
    rule: str
    reason: str = ""
    score: float | None = None
    evidence: Evidence | None = None
    span: tuple[int, int] | None = None


class Records(Sequence[_Record]):
    """An immutable sequence of records of which each is made when it is asked for.

    It is equal to the tuple of them, has its hash, slices to one, and is one once it was copied or pickled.
    `between` makes the records start <= i < stop of n.
    """

    __slots__ = ("_between", "_n")

    def __init__(self, n: int, between: Callable[[int, int], Iterable[_Record]]) -> None:
        self._n = n
        self._between = between

    def __len__(self) -> int:
        """Return the number of records."""
        return self._n

    @overload
    def __getitem__(self, index: int) -> _Record: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[_Record, ...]: ...
    def __getitem__(self, index: int | slice) -> _Record | tuple[_Record, ...]:
        """Return a record, or a tuple of some."""
        if isinstance(index, slice):
            return tuple(map(self.__getitem__, range(*index.indices(self._n))))
        place = range(self._n)[index]
        return next(iter(self._between(place, place + 1)))

    def __iter__(self) -> Iterator[_Record]:
        """Return the records one after the other."""
        starts = range(0, self._n, _AT_ONCE)
        return chain.from_iterable(self._between(start, min(self._n, start + _AT_ONCE)) for start in starts)

    def __eq__(self, other: object) -> bool:
        """Tell whether another sequence of records, or a tuple, has the same ones."""
        if not isinstance(other, Records | tuple):
            return NotImplemented
        return len(self) == len(other) and all(own == its for own, its in zip(self, other, strict=True))

    def __hash__(self) -> int:
        """Return the hash of the tuple of the records."""
        return hash(tuple(self))

    def __repr__(self) -> str:
        """Return what the tuple of the records shows."""
        return repr(tuple(self))

    def __reduce__(self) -> tuple[type[tuple[_Record, ...]], tuple[tuple[_Record, ...]]]:
        return tuple, (tuple(self),)


def records(n: int, between: Callable[[int, int], Iterable[_Record]]) -> Sequence[_Record]:
    """Return n records, in a tuple unless they are very many; see `Records`."""
    return Records(n, between) if n > _VAST else tuple(between(0, n))


class Repair(NamedTuple):
    """A change to characters: `source[start:end]`, which read `before`, became `after`."""

    start: int
    end: int
    before: str
    after: str
    reason: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A reader's comment; `author` and `time` are as the page prints them, or None."""

    text: str
    author: str | None = None
    time: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """What was found in one document.

    `text` holds the kept blocks, a blank line between paragraphs. `confidence` is the estimated
    probability (0 to 1) that `text` is the right text. `problem` says in one line why `text` is
    empty, or is None. `blocks` and `verdicts` are tuples, but those of a vast document `Records`, which equal
    them and take less memory: `tuple(article.blocks)` where a tuple is needed. `metadata` is empty unless
    ``Config(metadata=True)`` asked for more than the page's own head says.
    """

    text: str
    title: str | None
    standfirst: str | None
    byline: str | None
    date: str | None
    language: str | None
    comments: tuple[Comment, ...]
    blocks: Sequence[Block]
    verdicts: Sequence[Verdict]
    repairs: tuple[Repair, ...]
    confidence: float
    kind: str
    encoding: str | None
    url: str | None = None
    problem: str | None = None
    metadata: tuple[tuple[str, str], ...] = ()
