"""The explanation: each block with its label, what decided it and why, for a person at a terminal."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from cleaner.document import ARTICLE_FURNITURE, BODY_LABELS, Article, Block, Label
from cleaner.render.decisions import Decision, decisions
from cleaner.render.reasons import because, counted, difference, one_line
from cleaner.render.visible import shorten, width, wrap

__all__ = ["explain"]

COLUMNS = 80
"""Width of a line unless the caller knows better: what every terminal and mail shows."""

MARGIN = 14
"""Columns in front of a block's text: a sign, the longest label, and blanks."""

NOTES_MARGIN = 4
"""Columns in front of what is said about a block."""

LINES = 2
"""Lines that are shown of a block's text: enough to recognise it."""

REPAIRS = 3
"""Repairs that are shown for a block; the rest are counted."""

KEPT, ON_REQUEST, REMOVED = "+", "~", "-"
UNDECIDED = "undecided"

_BOLD, _DIM, _GREEN, _CYAN, _RED = "1", "2", "32", "36", "31"
_COLOURS = {KEPT: _GREEN, ON_REQUEST: _CYAN, REMOVED: _RED}


def explain(article: Article, *, color: bool = False, columns: int = COLUMNS) -> str:
    """Return a plain-text account of every block, without a final line end.

    Each block shows its label, the beginning of its text, and what decided it: the rule and its
    reason, or the score with what the scorer saw; then the verdicts that were superseded, what was cut
    out, and repairs. Of neighbours about which all this is the same it is told once. A summary by
    label ends it. Lines fit into `columns`, of at least 40. `color` adds ANSI colours. Characters of
    the page that steer a terminal are shown, never written.
    """
    if not isinstance(article, Article):
        raise TypeError(f"what is explained is an Article, as extract gives it, not {type(article).__name__}")
    made = decisions(len(article.blocks), article.verdicts)
    writer = _Writer(article, color=color, columns=max(columns, 40))
    return "\n".join([*writer.header(), "", *writer.blocks(made), "", *writer.summary(made)])


class _Writer:
    """Writes the parts of one article's explanation as lines."""

    def __init__(self, article: Article, *, color: bool, columns: int) -> None:
        self.article = article
        self.color = color
        self.columns = columns
        self.repairs = sorted(article.repairs, key=lambda repair: repair.start)
        self.repair_starts = [repair.start for repair in self.repairs]

    def header(self) -> Iterator[str]:
        """Yield what is known of the document, and the signs that follow."""
        article = self.article
        facts = (article.kind, article.encoding, article.language, f"confidence {article.confidence:.2f}")
        yield from self._wrapped(self._short(", ".join(fact for fact in facts if fact)))
        known = [
            ("url", article.url),
            ("problem", article.problem),
            ("title", article.title),
            ("byline", article.byline),
            ("date", article.date),
            *article.metadata,
        ]
        for name, value in known:
            if value:
                yield from self._wrapped(self._short(f"{name}: {value}"))
        yield f"{KEPT} kept, {ON_REQUEST} kept on request, {REMOVED} removed"

    def blocks(self, made: list[Decision]) -> Iterator[str]:
        """Yield the blocks, and below each, or below those of which the same is to be told, why."""
        told = [
            (block, _label_of(decision), tuple(self._notes(block, decision)))
            for block, decision in zip(self.article.blocks, made, strict=True)
        ]
        for (label, notes), run in groupby(told, key=itemgetter(1, 2)):
            alike = [block for block, _, _ in run]
            for block in alike:
                yield from self._head(block, label)
            for number, note in enumerate(notes):
                several = f"these {len(alike):,}: " if len(alike) > 1 and not number else ""
                for line in self._wrapped(several + note, NOTES_MARGIN):
                    yield self._paint(line, _DIM)

    def _head(self, block: Block, label: str) -> Iterator[str]:
        """Yield a block's label and the beginning of its text."""
        sign = _sign(label)
        head = self._paint(f"{sign} {label}".ljust(MARGIN), _COLOURS[sign])
        room = self.columns - MARGIN
        shown = list(wrap(shorten(one_line(block.text), LINES * room - LINES), room))
        for number, line in enumerate(shown or [""]):
            yield (" " * MARGIN if number else head) + self._paint(line, _BOLD if sign == KEPT else "")

    def summary(self, made: list[Decision]) -> Iterator[str]:
        """Yield a table of labels with their blocks and characters, and the totals of the rest."""
        blocks: Counter[str] = Counter()
        characters: Counter[str] = Counter()
        for block, decision in zip(self.article.blocks, made, strict=True):
            label = _label_of(decision)
            blocks[label] += 1
            characters[label] += len(block.text)
        yield f"{'label':<{MARGIN}}{'blocks':>8}{'characters':>12}"
        for name in (*(label.value for label in Label), UNDECIDED):
            if blocks[name]:
                sign = _sign(name)
                row = f"{sign} {name:<{MARGIN - 2}}{blocks[name]:>8,}{characters[name]:>12,}"
                yield self._paint(row, _COLOURS[sign])
        superseded = sum(len(decision.trail) for decision in made)
        cuts = sum(len(decision.cuts) for decision in made)
        totals = (
            counted(superseded, "superseded verdict"),
            counted(cuts, "cut inside a block", "cuts inside blocks"),
            counted(len(self.repairs), "repair"),
            counted(len(self.article.comments), "comment"),
        )
        yield from self._wrapped(", ".join(totals))

    def _notes(self, block: Block, decision: Decision) -> Iterator[str]:
        html = self.article.kind == "html"
        if decision.verdict:
            yield because(decision.verdict, html=html)
        for verdict in reversed(decision.trail):
            yield f"before that {verdict.label.value}, {because(verdict, html=html)}"
        for verdict in decision.cuts:
            start, end = verdict.span or (0, 0)
            said = shorten(one_line(block.text[start:end]), self.columns)
            yield f"cut out “{said}” as {verdict.label.value}, {because(verdict, html=html)}"
        yield from self._repair_notes(block)

    def _repair_notes(self, block: Block) -> Iterator[str]:
        first = bisect_left(self.repair_starts, block.start)
        last = bisect_left(self.repair_starts, block.end)
        for repair in self.repairs[first : min(last, first + REPAIRS)]:
            before, after = difference(repair)
            yield f"repaired “{one_line(before)}” to “{one_line(after)}”: {one_line(repair.reason)}"
        if last - first > REPAIRS:
            yield f"and {counted(last - first - REPAIRS, 'more repair')}"

    def _short(self, text: str) -> str:
        return shorten(one_line(text), LINES * self.columns)

    def _wrapped(self, text: str, margin: int = 0) -> Iterator[str]:
        """Yield the lines of a text, all but the first indented further."""
        room = self.columns - margin
        if width(text) <= room:
            yield " " * margin + text
            return
        for number, line in enumerate(wrap(text, room - 2)):
            yield f"{' ' * margin}{'  ' if number else ''}{line}"

    def _paint(self, text: str, colour: str) -> str:
        return f"\x1b[{colour}m{text}\x1b[0m" if self.color and colour and text.strip() else text


def _label_of(decision: Decision) -> str:
    return decision.verdict.label.value if decision.verdict else UNDECIDED


def _sign(label: str) -> str:
    return KEPT if label in BODY_LABELS else ON_REQUEST if label in ARTICLE_FURNITURE else REMOVED
