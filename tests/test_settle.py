"""Further looks at a text remove what they find, but never most of a long text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from judgements import Line, judgement_of

from cleaner.document import Label
from cleaner.judgement import Judgement
from cleaner.render.text import body_text
from cleaner.settle import settle


def judged(text: str, *removed: int) -> Judgement:
    """Return a judgement on a text of paragraphs that removes those of the given numbers."""
    lines = text.split("\n\n")
    judgement = judgement_of(
        [Line(line, Label.OTHER if number in removed else Label.BODY) for number, line in enumerate(lines)]
    )
    places = [0]
    for line in lines:
        places.append(places[-1] + len(line) + 2)
    judgement.layout = replace(
        judgement.layout,
        starts=places[:-1],
        ends=[end - 2 for end in places[1:]],
        joined=[False] * len(lines),
    )
    return judgement


def text_of(blocks: int) -> str:
    """Return a text of so many paragraphs."""
    return "\n\n".join(f"Paragraph {number}." for number in range(blocks))


@pytest.mark.parametrize("blocks", [999, 1000])
def test_a_further_look_removes_what_it_finds(blocks: int) -> None:
    text = text_of(blocks)
    judgement = judged(text)
    looks = iter([{0}, set()])
    found = settle(judgement, lambda left: judged(left, *next(looks)))
    assert found == text.partition("\n\n")[2]


@pytest.mark.parametrize(("removed", "looks"), [((), 0), ((3,), 1)])
def test_a_text_of_which_all_stays_is_not_looked_at_again(removed: tuple[int, ...], looks: int) -> None:
    text = text_of(10)
    seen: list[str] = []

    def look(left: str) -> Judgement:
        seen.append(left)
        return judged(left)

    settle(judged(text, *removed), look, text)
    assert len(seen) == looks


@pytest.mark.parametrize(("blocks", "stays"), [(999, False), (1000, True)])
def test_a_look_that_would_remove_most_of_a_long_text_is_not_believed(blocks: int, *, stays: bool) -> None:
    text = text_of(blocks)
    judgement = judged(text)
    found = settle(judgement, lambda left: judged(left, *range(blocks - 1)))
    assert (found == text) == stays
    assert found == body_text(judgement.layout.blocks(), judgement.verdicts)


@pytest.mark.parametrize(("vast", "left"), [(1, 19), (1_000_000, 0)])
def test_a_vast_text_is_looked_at_a_few_times_only(
    vast: int, left: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cleaner.settle._VAST", vast)
    judgement = judged(text_of(20))
    found = settle(judgement, lambda text: judged(text, 0))
    assert found == "\n\n".join(text_of(20).split("\n\n")[20 - left :])


@pytest.mark.parametrize(("blocks", "looks"), [(20, 20), (20_000, 4)])
def test_a_text_of_very_many_blocks_is_looked_at_a_few_times(blocks: int, looks: int) -> None:
    judgement = judged("\n\n".join(["a"] * blocks))
    seen: list[str] = []

    def look(text: str) -> Judgement:
        seen.append(text)
        return judged(text, 0)  # each look removes one more

    settle(judgement, look)
    assert len(seen) == looks
