"""What became of documents, counted: the numbers of the summary and of the manifest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cleaner.batch.row import Row
from cleaner.report.summary import Facts, RunSummary

__all__ = ["Tally"]

_NUMBERS = ("rows", "without_article", "failed", "rejects", "kept_characters", "removed_characters")


@dataclass(slots=True)
class Tally:
    """Counts of records and of what was removed.

    Every record is a row or a reject. Of the rows, `without_article` could be read and hold none, and `failed`
    could not be cleaned: a null, too large, too slow, a dead worker. `removed` counts blocks and cuts by label
    and rule; `removed_characters` are those of the source, tags inside a block included. `summary` tells more, for
    a report, and is not part of `record`; it is None where nobody asked for it.
    """

    rows: int = 0
    without_article: int = 0
    failed: int = 0
    rejects: int = 0
    kept_characters: int = 0
    removed_characters: int = 0
    removed: Counter[tuple[str, str]] = field(default_factory=Counter)
    summary: RunSummary | None = None

    def count(self, row: Row) -> None:
        """Add a row."""
        self.rows += 1
        self.failed += row.text is None
        self.without_article += row.text is not None and row.error is not None
        self.kept_characters += len(row.text or "")
        for removed in row.removed or ():
            self.removed[removed.label, removed.rule] += 1
            self.removed_characters += removed.end - removed.start

    def add(self, other: Tally) -> None:
        """Add another tally."""
        for name in _NUMBERS:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.removed.update(other.removed)
        if other.summary is not None:
            self.summary = self.summary or RunSummary()
            self.summary.merge(other.summary)

    def see(self, facts: Facts) -> None:
        """Sum up a document for the report."""
        self.summary = self.summary or RunSummary()
        self.summary.add(facts)

    @property
    def records(self) -> int:
        """Return how many records there were."""
        return self.rows + self.rejects

    @property
    def with_article(self) -> int:
        """Return how many rows could be read and hold something: an article, or what a learner takes of one."""
        return self.rows - self.failed - self.without_article

    @property
    def is_clean(self) -> bool:
        """Tell whether every record gave a row and every document could be cleaned."""
        return not (self.rejects or self.failed)

    def record(self) -> dict[str, Any]:
        """Return the counts as JSON takes them, in a stable order."""
        removed: dict[str, dict[str, int]] = {}
        for (label, rule), count in sorted(self.removed.items()):
            removed.setdefault(label, {})[rule] = count
        numbers = {name: getattr(self, name) for name in _NUMBERS}
        return {"records": self.records, **numbers, "removed": removed}

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> Tally:
        """Return the tally that `record` was made of."""
        removed = Counter(
            {
                (label, rule): count
                for label, rules in record["removed"].items()
                for rule, count in rules.items()
            }
        )
        return cls(**{name: record[name] for name in _NUMBERS}, removed=removed)
