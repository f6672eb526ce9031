"""What a run did to its documents, in numbers that add up: parts of a run are summed apart and merged.

A summary takes bounded memory, however many documents it is of, and is written as JSON, so that machines may each
sum their own part.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from cleaner.document import BODY_LABELS, Article
from cleaner.render.decisions import decisions
from cleaner.report.frequent import Example, Frequent, Shares, listed, unlisted

__all__ = ["BINS", "Facts", "Least", "Removal", "RunSummary", "facts_of", "length_bin"]

BINS = 20
"""Of equal width, for confidences."""

LENGTH_BINS = 24
"""Powers of two, for lengths in characters."""

LINES = 2_000
GROUPS = 1_000
REASONS = 200
LEAST_CONFIDENT = 50
"""Entries that are held: more than a reader looks at, and few enough to send between machines."""

LONGEST_LINE = 160
EXCERPT = 240

_NUMBER = re.compile(r"\d[\d,.]*")


class Removal(NamedTuple):
    """Something that a document lost: its label, the rule, and the text."""

    label: str
    rule: str
    text: str


class Facts(NamedTuple):
    """What a summary takes of one document.

    `before` and `after` are characters: of all blocks, and of the text that was kept. `error` says why there is
    no text, or is None; `confidence` is None for a document that could not be read.
    """

    name: str
    url: str | None = None
    language: str | None = None
    title: str | None = None
    before: int = 0
    text: str = ""
    confidence: float | None = None
    error: str | None = None
    removals: tuple[Removal, ...] = ()

    @property
    def after(self) -> int:
        """Return the characters of the text."""
        return len(self.text)


class Least(NamedTuple):
    """One of the least confident documents."""

    confidence: float
    name: str
    url: str | None
    title: str | None
    before: int
    after: int
    excerpt: str


def facts_of(article: Article, name: str) -> Facts:
    """Return what a summary takes of an article called `name`."""
    made = decisions(len(article.blocks), article.verdicts)
    removals: list[Removal] = []
    for block, decision in zip(article.blocks, made, strict=True):
        verdict = decision.verdict
        if verdict and verdict.label not in BODY_LABELS:
            removals.append(Removal(verdict.label.value, verdict.rule, block.text))
            continue
        removals += [
            Removal(cut.label.value, cut.rule, block.text[slice(*cut.span)].strip())
            for cut in decision.cuts
            if cut.span
        ]
    return Facts(
        name=name,
        url=article.url,
        language=article.language,
        title=article.title,
        before=sum(len(block.text) for block in article.blocks),
        text=article.text,
        confidence=float(article.confidence),
        error=article.problem,
        removals=tuple(removals),
    )


def length_bin(characters: int) -> int:
    """Return the bin of a length: 0 for none, else n where 2ⁿ⁻¹ ≤ length < 2ⁿ, up to the last bin."""
    return min(characters.bit_length(), LENGTH_BINS - 1)


class RunSummary:
    """Sums over the documents of a run."""

    def __init__(self) -> None:
        self.documents = 0
        self.before = self.after = 0
        self.labels: Counter[str] = Counter()
        self.label_characters: Counter[str] = Counter()
        self.rules: Counter[tuple[str, str]] = Counter()
        self.rule_characters: Counter[tuple[str, str]] = Counter()
        self.rule_documents: Counter[tuple[str, str]] = Counter()
        self.confidence = [0] * BINS
        self.lengths_before = [0] * LENGTH_BINS
        self.lengths_after = [0] * LENGTH_BINS
        self.hosts = Shares(GROUPS)
        self.languages = Shares(GROUPS)
        self.lines: Frequent[tuple[str, str, str]] = Frequent(LINES)
        self.rejects: Frequent[str] = Frequent(REASONS)
        self.least: list[Least] = []

    @property
    def rejected(self) -> int:
        """Return how many documents have no text."""
        return int(sum(values[1] for _, values in self.hosts.ranked()) + self.hosts.others[1])

    def add(self, facts: Facts) -> None:
        """Take a document in."""
        self.documents += 1
        example = (facts.name, facts.url)
        failed = facts.error is not None
        if facts.error is not None:
            self.rejects.add(_NUMBER.sub("…", facts.error), example)
        values = (1, int(failed), facts.before, facts.after, facts.confidence or 0.0)
        self.hosts.add(_host(facts.url), values)
        self.languages.add(facts.language or "", values)
        if facts.confidence is None:
            return
        self.before += facts.before
        self.after += facts.after
        self.confidence[min(BINS - 1, int(facts.confidence * BINS))] += 1
        self.lengths_before[length_bin(facts.before)] += 1
        self.lengths_after[length_bin(facts.after)] += 1
        self._add_removals(facts.removals, example)
        if not failed:
            self._add_least(facts)

    def merge(self, other: RunSummary) -> None:
        """Take the documents of another part of the run in."""
        self.documents += other.documents
        self.before += other.before
        self.after += other.after
        for name in _COUNTERS:
            getattr(self, name).update(getattr(other, name))
        for name in _HISTOGRAMS:
            sums = map(sum, zip(getattr(self, name), getattr(other, name), strict=True))
            setattr(self, name, list(sums))
        for name in (*_SHARES, *_FREQUENT):
            getattr(self, name).merge(getattr(other, name))
        self.least = sorted([*self.least, *other.least], key=_rank)[:LEAST_CONFIDENT]

    def _add_removals(self, removals: Iterable[Removal], example: Example) -> None:
        rules = set()
        lines = set()
        for label, rule, text in removals:
            size = len(text)
            self.labels[label] += 1
            self.label_characters[label] += size
            self.rules[label, rule] += 1
            self.rule_characters[label, rule] += size
            rules.add((label, rule))
            lines.add((" ".join(text[: 2 * LONGEST_LINE].split())[:LONGEST_LINE], label, rule))
        self.rule_documents.update(rules)
        for line in sorted(lines):
            self.lines.add(line, example)

    def _add_least(self, facts: Facts) -> None:
        if facts.confidence is None:
            return
        if len(self.least) == LEAST_CONFIDENT and facts.confidence >= self.least[-1].confidence:
            return
        excerpt = " ".join(facts.text[: 2 * EXCERPT].split())[:EXCERPT]
        found = Least(
            round(facts.confidence, 4), facts.name, facts.url, facts.title, facts.before, facts.after, excerpt
        )
        self.least = sorted([*self.least, found], key=_rank)[:LEAST_CONFIDENT]

    def record(self) -> dict[str, Any]:
        """Return the sums as JSON takes them."""
        return {
            "documents": self.documents,
            "before": self.before,
            "after": self.after,
            **{name: list(map(list, _flat(getattr(self, name)))) for name in _COUNTERS},
            **{name: getattr(self, name) for name in _HISTOGRAMS},
            **{
                name: {"sums": getattr(self, name).sums, "others": getattr(self, name).others}
                for name in _SHARES
            },
            **{name: listed(getattr(self, name)) for name in _FREQUENT},
            "least": [list(least) for least in self.least],
        }

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> RunSummary:
        """Return the sums that `record` gave."""
        summary = cls()
        summary.documents, summary.before, summary.after = (
            record[name] for name in ("documents", "before", "after")
        )
        for name in _COUNTERS:
            counter = getattr(summary, name)
            for *key, count in record[name]:
                counter[key[0] if len(key) == 1 else tuple(key)] = count
        for name in _HISTOGRAMS:
            setattr(summary, name, list(record[name]))
        for name in _SHARES:
            shares = getattr(summary, name)
            shares.sums = {group: list(values) for group, values in record[name]["sums"].items()}
            shares.others = list(record[name]["others"])
        for name in _FREQUENT:
            setattr(summary, name, unlisted(record[name], getattr(summary, name).size))
        summary.least = [Least(*values) for values in record["least"]]
        return summary


_COUNTERS = ("labels", "label_characters", "rules", "rule_characters", "rule_documents")
_HISTOGRAMS = ("confidence", "lengths_before", "lengths_after")
_SHARES = ("hosts", "languages")
_FREQUENT = ("lines", "rejects")


def _rank(least: Least) -> tuple[float, str, str]:
    return least.confidence, least.name, least.excerpt


def _flat(counter: Counter[Any]) -> Iterator[tuple[Any, ...]]:
    for key, count in sorted(counter.items()):
        yield (*(key if isinstance(key, tuple) else (key,)), count)


def _host(url: str | None) -> str:
    """Return the host of a URL, or nothing."""
    try:
        return (urlsplit(url).hostname or "") if url else ""
    except ValueError:
        return ""
