"""One document to one row of the output, whatever the document is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, cast, overload

from cleaner.batch.options import BatchOptions
from cleaner.document import BODY_LABELS, Article, Block, Verdict
from cleaner.pipeline import Cleaner
from cleaner.render.decisions import decisions

__all__ = ["NO_MEMORY", "CommentRow", "RemovedRow", "Row", "clean_document", "defect", "encodable", "refusal"]

NO_MEMORY = "the document needs more memory than there is"
"""The `error` of a document for which memory was refused."""

_SURROGATE = re.compile("[\ud800-\udfff]")

_SPOKEN = (
    (bool, "a boolean"),
    (int | float, "a number"),
    (list, "a list"),
    (tuple, "a tuple"),
    (dict, "an object"),
)


class CommentRow(NamedTuple):
    """A reader's comment; `author` and `time` are as the page prints them."""

    text: str
    author: str | None
    time: str | None


class RemovedRow(NamedTuple):
    """Something that is not in the text: what it is, what decided so, and where it stood.

    `start` and `end` count code points of the decoded document. For a stretch that was cut out of a block
    which stays they are those of the block, unless the block stands in the document as it reads.
    """

    label: str
    rule: str
    start: int
    end: int


class Row(NamedTuple):
    """What cleaning adds to a row: `OUTPUT_COLUMNS`, in order.

    `text` and `confidence` are None where the document could not be read at all. `error` says why there is
    no text, and is None where there is. `removed` is None where it was not asked for.
    """

    text: str | None = None
    title: str | None = None
    byline: str | None = None
    date: str | None = None
    comments: tuple[CommentRow, ...] = ()
    confidence: float | None = None
    removed: tuple[RemovedRow, ...] | None = None
    error: str | None = None

    def record(self) -> dict[str, Any]:
        """Return the row as JSON and Arrow take it, without `removed` where that was not asked for."""
        record = self._asdict()
        record["comments"] = [comment._asdict() for comment in self.comments]
        if self.removed is None:
            del record["removed"]
        else:
            record["removed"] = [removed._asdict() for removed in self.removed]
        return record


def clean_document(
    document: object,
    url: object,
    cleaner: Cleaner,
    options: BatchOptions,
    hint: str | None = None,
    see: Callable[[Article], None] | None = None,
) -> Row:
    """Return the row of a document, which may be anything; this never raises on content.

    `cleaner` is that of `options.config`, held by the caller. A `url` that is no text counts as none; `hint`
    is the charset of an HTTP header. `see` is given the article, if there is one, with all that a row leaves out.
    """
    nothing = Row(removed=() if options.removed else None)
    refused = refusal(document, options.largest)
    if refused is not None:
        return nothing._replace(error=refused)
    try:
        article = cleaner.extract(
            cast("str | bytes", document),
            kind=options.kind,
            encoding=options.encoding,
            hint=hint,
            url=url if isinstance(url, str) else None,
        )
        row = _row(article, removed=options.removed)
    except MemoryError:
        return nothing._replace(error=NO_MEMORY)
    except Exception as error:  # noqa: BLE001 - a defect of ours must cost one row, not the batch
        return nothing._replace(error=defect(error))
    if see is not None:
        see(article)
    return row


def refusal(document: object, largest: int | None) -> str | None:
    """Return why something is no document, or too large a one; None where it is one to be cleaned."""
    if not isinstance(document, str | bytes):
        return _not_a_document(document)
    if largest is None or len(document) <= largest:
        return None
    unit = "characters" if isinstance(document, str) else "bytes"
    return f"the document has {len(document):,} {unit}, more than the {largest:,} allowed"


def defect(error: Exception) -> str:
    """Return what to say of a document on which this program fails."""
    return encodable(f"cannot be cleaned, please report this: {type(error).__name__}: {error}")


def _not_a_document(document: object) -> str:
    if document is None:
        return "the document is null"
    kind = next((name for type_, name in _SPOKEN if isinstance(document, type_)), None)
    return f"the document is {kind or f'of type {type(document).__name__}'}, not text or bytes"


def _row(article: Article, *, removed: bool) -> Row:
    return Row(
        text=encodable(article.text),
        title=encodable(article.title),
        byline=encodable(article.byline),
        date=encodable(article.date),
        comments=tuple(
            CommentRow(encodable(comment.text), encodable(comment.author), encodable(comment.time))
            for comment in article.comments
        ),
        confidence=float(article.confidence),
        removed=tuple(_removed(article)) if removed else None,
        error=article.problem,
    )


@overload
def encodable(text: str) -> str: ...
@overload
def encodable(text: None) -> None: ...
@overload
def encodable(text: str | None) -> str | None: ...
def encodable(text: str | None) -> str | None:
    """Return the text with U+FFFD for lone surrogates, which neither Arrow nor UTF-8 can hold."""
    if text is None or text.isascii():
        return text
    return _SURROGATE.sub("\ufffd", text)


def _removed(article: Article) -> Iterator[RemovedRow]:
    """Yield what is not in the text, block by block."""
    made = decisions(len(article.blocks), article.verdicts)
    for block, (verdict, _trail, cuts) in zip(article.blocks, made, strict=True):
        if verdict is not None and verdict.label not in BODY_LABELS:
            yield RemovedRow(verdict.label.value, verdict.rule, block.start, block.end)
            continue
        for cut in cuts:
            yield RemovedRow(cut.label.value, cut.rule, *_place(block, cut))


def _place(block: Block, cut: Verdict) -> tuple[int, int]:
    """Return where a cut stood: the offsets in the text are those in the source only if both are as long."""
    if cut.span is None or block.end - block.start != len(block.text):
        return block.start, block.end
    return block.start + cut.span[0], block.start + cut.span[1]
