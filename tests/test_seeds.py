"""The founding documents' shapes: the body exact, every line kept or removed rightly, labels nearly all."""

from __future__ import annotations

import pytest
from support import SEEDS, SHARED, Case, article_of, disagreements, judged, paragraphs, seed_cases

LEAST_LABELS = 0.95
"""The share of a document's lines whose label must be right; all must be kept or removed rightly."""

INVENTED = seed_cases(SEEDS)
FOUNDING = seed_cases(SHARED / "seeds")
CASES = [pytest.param(case, id=case.slug) for case in (*INVENTED, *FOUNDING)]


def test_the_five_shapes_are_there() -> None:
    assert len(INVENTED) == 5


def test_the_founding_documents_are_all_there_or_absent() -> None:
    if not FOUNDING:
        pytest.skip("the founding documents are not part of the repository")
    assert [[row[:2] for row in case.rows] for case in FOUNDING] == [
        [row[:2] for row in case.rows] for case in sorted(INVENTED, key=_founding_order)
    ]


@pytest.mark.parametrize("case", CASES)
def test_the_body_is_exact(case: Case) -> None:
    assert paragraphs(article_of(case).text) == paragraphs(case.expected.read_text("utf-8"))


@pytest.mark.parametrize("case", CASES)
def test_every_line_is_kept_or_removed_rightly(case: Case) -> None:
    differ = disagreements(judged(article_of(case), case.decoded), case.rows, labels=False)
    assert not differ, differ


@pytest.mark.parametrize("case", CASES)
def test_nearly_every_line_has_the_right_label(case: Case) -> None:
    found = {(row.line, row.label) for row in judged(article_of(case), case.decoded)}
    wrong = [f"line {row.line} is {row.label}" for row in case.rows if (row.line, row.label) not in found]
    assert len(wrong) <= (1 - LEAST_LABELS) * len(case.rows), wrong


@pytest.mark.parametrize("case", CASES)
def test_the_body_file_and_the_labels_agree(case: Case) -> None:
    lines = case.decoded.split("\n")
    kept = [lines[row.line - 1] for row in case.rows if row.kept]
    assert paragraphs("\n".join(kept)) == paragraphs(case.expected.read_text("utf-8"))


def _founding_order(case: Case) -> int:
    """Return where the document whose shape this seed has stands among the founding ones."""
    order = ["harbour-talks", "bridge-inquiry", "reservoir-plan", "ferry-strike", "grain-accord"]
    return order.index(case.slug)
