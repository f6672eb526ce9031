"""Entries of a list and posts of a thread stay or go like the others of their make."""

from __future__ import annotations

import pytest
from judgements import Line, judgement_of, set_bounds

from cleaner.context import apply_context
from cleaner.document import BlockKind, Label

FIRST = Line("The kettle on my stove whistles a full tone lower than it did last year.", Label.BODY)
SECOND = Line("It is the lime, I am sure of it, for mine is as deaf as my aunt.", Label.BODY)
DOUBTFUL = Line(
    "Mine did the same until I took the lid off and cleaned it with vinegar.", Label.OTHER, score=0.2
)
REMOVED = DOUBTFUL._replace(
    text="We use vinegar and other things to make your visit to our shop a better one."
)
ALIKE = ("post", "post", "post")


def rescued(lines: list[Line], names: tuple[str, ...] = ALIKE, threshold: float = 0.5) -> list[int]:
    """Return the blocks that the rule keeps on a page with a numbered and named element for each line."""
    n = len(lines)
    judgement = judgement_of(lines, html=True, threshold=threshold)
    layout = judgement.layout
    layout.tags = ["html", *["div"] * n, *["div"] * n, *["p"] * n]
    posts = [f"{name} {name}-{number}" if name else "" for number, name in enumerate(names)]
    layout.marks = ["", *posts, *["text" if name else "" for name in names], *[""] * n]
    layout.parents = [-1, *[0] * n, *range(1, 2 * n + 1)]
    layout.nodes = list(range(1 + 2 * n, 1 + 3 * n))
    set_bounds(layout)
    apply_context(judgement)
    return sorted({verdict.block for verdict in judgement.verdicts if verdict.rule == "context/record"})


def test_a_doubtful_post_stays_where_the_others_stay() -> None:
    assert rescued([FIRST, SECOND, DOUBTFUL]) == [2]
    assert rescued([FIRST, DOUBTFUL, SECOND]) == [1]


def test_a_doubtful_post_may_be_one_short_sentence() -> None:
    for text, kept in (
        ("It comes with the house.", [2]),
        ("It is lime.", []),
        ("It comes with the house", []),
    ):
        assert rescued([FIRST, SECOND, DOUBTFUL._replace(text=text)]) == kept


HEADING = Line("Why it sings lower", Label.OTHER, score=0.2, kind=BlockKind.HEADING, level=3)


@pytest.mark.parametrize("threshold", [0.3, 0.9])
def test_doubt_is_the_same_whatever_the_threshold(threshold: float) -> None:
    for score, kept in ((0.12, [2]), (0.08, [])):
        assert rescued([FIRST, SECOND, DOUBTFUL._replace(score=score)], threshold=threshold) == kept


def test_the_heading_above_it_stays_with_it() -> None:
    names = ("post", "post", "head", "post")
    assert rescued([FIRST, SECOND, HEADING, DOUBTFUL], names) == [2, 3]
    assert rescued([FIRST, SECOND, HEADING._replace(score=0.05), DOUBTFUL], names) == [3]
    assert rescued([FIRST, SECOND, HEADING._replace(kind=BlockKind.PARAGRAPH), DOUBTFUL], names) == [3]


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        ([FIRST, SECOND, DOUBTFUL], ("post", "post", "shop")),
        ([FIRST, SECOND, DOUBTFUL], ("post", "shop", "post")),
        ([FIRST, SECOND, DOUBTFUL], ("", "", "")),
        ([FIRST, DOUBTFUL], ("post", "post")),
        ([FIRST, SECOND, DOUBTFUL._replace(score=0.05)], ALIKE),
        ([FIRST, SECOND, DOUBTFUL._replace(text="Mine did the same.")], ALIKE),
        ([FIRST, SECOND, DOUBTFUL._replace(links=0.6)], ALIKE),
        ([FIRST, SECOND, DOUBTFUL._replace(rule="promo/x", label=Label.PROMO)], ALIKE),
        ([FIRST, SECOND, DOUBTFUL, REMOVED, REMOVED], (*ALIKE, "post", "post")),
    ],
)
def test_it_goes_without_others_of_its_make_or_where_most_of_them_go(
    lines: list[Line], names: tuple[str, ...]
) -> None:
    assert rescued(lines, names) == []


def test_a_flat_text_has_no_elements() -> None:
    judgement = judgement_of([FIRST, SECOND, DOUBTFUL])
    apply_context(judgement)
    assert not any(verdict.rule == "context/record" for verdict in judgement.verdicts)


def headed(head: Line, kept: int, gone: int = 0, name: str = "") -> list[int]:
    """Return whether the rule keeps a heading above a paragraph, behind kept ones and removed ones of its make."""
    above = [HEADING._replace(label=Label.HEADING, score=0.9), FIRST]
    below = [HEADING._replace(score=0.05), REMOVED]
    lines = [*above * kept, *below * gone, head, SECOND]
    judgement = judgement_of(lines, html=True)
    layout = judgement.layout
    layout.tags, layout.marks, layout.parents = ["html", "h3", "h3", "p"], ["", "", name, ""], [-1, 0, 0, 0]
    layout.nodes = [1, 3] * (kept + gone) + [2, 3]
    set_bounds(layout)
    apply_context(judgement)
    found = {verdict.block for verdict in judgement.verdicts if verdict.rule == "context/record"}
    return [index - len(lines) + 2 for index in sorted(found)]


def test_a_doubtful_heading_above_the_text_stays_where_most_of_its_make_do() -> None:
    doubtful = HEADING._replace(score=0.3)
    assert headed(doubtful, 3) == [0]
    assert headed(doubtful, 2) == []
    assert headed(doubtful, 3, gone=3) == []
    assert headed(doubtful, 3, name="related") == []
    assert headed(HEADING, 3) == []
    assert headed(doubtful._replace(links=1.0), 3) == []
    assert headed(doubtful._replace(rule="related/related-heads"), 3) == []
