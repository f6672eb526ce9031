"""Precision and recall of every label on the fixtures and the seeds, whose blocks are labelled by hand.

``python benchmarks/labels.py`` prints a row a label, then which labels are taken for which.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from support import SEEDS, SHARED, Case, Row, article_of, fixture_cases, judged, seed_cases

from cleaner import Label

CONFUSIONS = 15
"""How many pairs of labels are shown, the most frequent first."""


class Counts(NamedTuple):
    """Over some documents: blocks by label wanted, by label found, and rightly found."""

    wanted: Counter[str]
    found: Counter[str]
    right: Counter[str]
    confused: Counter[tuple[str, str]]

    def row(self, label: str) -> tuple[int, float, float]:
        """Return how many blocks should have a label, and its precision and recall; 1 of nothing is 1."""
        right = self.right[label]
        found, wanted = self.found[label], self.wanted[label]
        return wanted, right / found if found else 1.0, right / wanted if wanted else 1.0

    @property
    def accuracy(self) -> float:
        """Return the share of blocks with the right label."""
        return self.right.total() / max(1, self.wanted.total())


def compare(documents: Iterable[tuple[Sequence[Row], Sequence[Row]]]) -> Counts:
    """Count labels found and wanted in documents, each given as its rows found and its rows wanted.

    Blocks are matched by the line they start on and, on one line, by their order.
    """
    counts = Counts(Counter(), Counter(), Counter(), Counter())
    for found, wanted in documents:
        here, there = dict(_keyed(found)), dict(_keyed(wanted))
        counts.found.update(here.values())
        counts.wanted.update(there.values())
        for key, label in there.items():
            if here.get(key) == label:
                counts.right[label] += 1
            else:
                counts.confused[label, here.get(key, "(no block)")] += 1
    return counts


def _keyed(rows: Sequence[Row]) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield each row's label by its line and its place among the rows of that line."""
    seen: Counter[int] = Counter()
    for row in rows:
        yield (row.line, seen[row.line]), str(row.right)
        seen[row.line] += 1


def print_counts(name: str, cases: Sequence[Case]) -> None:
    """Print the labels' figures over some documents."""
    documents = [(judged(article_of(case), case.decoded), case.rows) for case in cases]
    counts = compare(documents)
    print(f"\n{name}: {len(cases)} documents, {counts.accuracy:.3f} of the labels right")
    print(f"{'label':14}{'blocks':>8}{'P':>8}{'R':>8}")
    for label in Label:
        wanted, precision, recall = counts.row(label)
        if wanted or counts.found[label]:
            print(f"{label:14}{wanted:8}{precision:8.3f}{recall:8.3f}")
    print("should be → is")
    for (wanted_label, found_label), times in counts.confused.most_common(CONFUSIONS):
        print(f"{times:6}  {wanted_label} → {found_label}")


def main() -> None:
    """Print one table for the fixtures, one for the seeds, one for the founding documents if present."""
    argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    ).parse_args()
    for name, cases in (
        ("fixtures", fixture_cases()),
        ("seeds", seed_cases(SEEDS)),
        ("founding documents", seed_cases(SHARED / "seeds")),
    ):
        if cases:
            print_counts(name, cases)


if __name__ == "__main__":
    main()
