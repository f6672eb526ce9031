"""The verdicts while they are being reached: which label is in force, what is kept, what is called what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from judgements import Line, judgement_of

from cleaner.config import Config
from cleaner.document import BlockKind, Label, Verdict
from cleaner.judgement import SCORE, Judgement
from cleaner.label import Judges, label
from cleaner.rules.load import load_rules
from cleaner.rules.structure import structure_rules
from cleaner.score.model import Scores, default_scorer
from cleaner.split.dispatch import split
from cleaner.split.layout import Layout
from cleaner.split.text import split_text


def scored(score: float, *, threshold: float = 0.5, **fields: object) -> Judgement:
    """Return the judgement on one block that only the scorer has seen."""
    judgement = judgement_of(
        [Line("Two words.", Label.OTHER, score=score, **fields)], threshold=threshold, judged=False
    )  # type: ignore[arg-type]
    judgement.begin({})
    return judgement


def test_the_scorer_keeps_from_the_threshold_on() -> None:
    assert scored(0.5).labels == [Label.BODY]
    assert scored(0.49).labels == [Label.OTHER]
    assert scored(0.3, threshold=0.25).labels == [Label.BODY]


def test_the_threshold_is_the_learned_one_or_a_lower_one_unless_it_is_given() -> None:
    mode = default_scorer().modes["text"]
    sure = judgement_of([Line("x", Label.BODY, score=0.99)])
    assert Judgement(sure.layout, sure.scoring).threshold == mode.threshold
    unsure = judgement_of([Line("x", Label.BODY, score=0.2)])
    assert 0 < Judgement(unsure.layout, unsure.scoring).threshold < mode.threshold
    assert Judgement(sure.layout, sure.scoring, 0.0).threshold == 0.0


def test_a_score_comes_with_what_the_scorer_saw() -> None:
    (verdict,) = scored(0.123456, links=0.456).verdicts
    assert (verdict.rule, verdict.score) == (SCORE, 0.1235)
    assert verdict.evidence is not None
    assert verdict.evidence == (2, True, 0.46, True)
    assert [type(value) for value in verdict.evidence] == [int, bool, float, bool]


def test_what_the_scorer_of_a_further_look_says_does_not_change_what_was_said_before() -> None:
    judgement = scored(0.9)
    judgement.append(Verdict(0, Label.OTHER, SCORE, score=0.1))
    assert [(verdict.label, verdict.score) for verdict in judgement.verdicts] == [
        (Label.BODY, 0.9),
        (Label.OTHER, 0.1),
    ]
    assert judgement.verdict_on(0) == judgement.verdicts[-1]
    assert not judgement.is_kept(0)


def test_a_kept_heading_is_called_one() -> None:
    assert scored(0.9, kind=BlockKind.HEADING).labels == [Label.HEADING]


def test_a_removed_block_is_called_by_its_container_or_its_links() -> None:
    rules = structure_rules().rules
    promo = next(index for index, rule in enumerate(rules) if rule.label is Label.PROMO)
    lines = [Line(text, Label.OTHER, links=links) for text, links in (("a", 1.0), ("b", 0.5), ("c", 0.4))]
    judgement = judgement_of(lines, containers=[promo, -1, -1], structure=rules)
    assert [judgement.container(index) for index in range(3)] == [rules[promo], None, None]
    assert [judgement.removed_label(index) for index in range(3)] == [
        Label.PROMO,
        Label.NAVIGATION,
        Label.OTHER,
    ]


def test_without_containers_no_structure_rule_holds() -> None:
    lines = [Line("One.", Label.BODY), Line("Two.", Label.BODY)]
    judgement = judgement_of(lines, structure=structure_rules().rules)
    assert [judgement.container(index) for index in range(2)] == [None, None]


def test_a_decision_supersedes_and_the_trail_stays() -> None:
    judgement = scored(0.9)
    assert judgement.is_open(0)
    assert judgement.is_kept(0)
    judgement.decide(0, Label.AD, "ad/marker", "It says so.")
    assert not judgement.is_open(0)
    assert not judgement.is_kept(0)
    assert [verdict.rule for verdict in judgement.verdicts] == [SCORE, "ad/marker"]
    assert judgement.verdicts[-1] == Verdict(0, Label.AD, "ad/marker", "It says so.")


def test_a_verdict_on_a_stretch_leaves_the_block_as_it_is() -> None:
    judgement = scored(0.9)
    judgement.append(Verdict(0, Label.AD, "ad/marker", span=(0, 3)))
    assert judgement.is_kept(0)
    assert judgement.is_open(0)
    judgement.append(Verdict(0, Label.AD, "ad/marker"))
    assert judgement.labels == [Label.AD]
    assert len(judgement.verdicts) == 3


def test_a_document_without_blocks_has_no_verdicts_and_no_confidence() -> None:
    judgement = judgement_of([])
    assert (judgement.labels, judgement.verdicts, judgement.evidence) == ([], [], [])
    assert judgement.confidence() == 0.0


JUDGES = Judges(load_rules((), frozenset()), structure_rules(), default_scorer())


@pytest.mark.parametrize("tags", [[], ["html", "body"]], ids=["text", "page"])
def test_a_layout_without_blocks_can_be_judged(tags: list[str]) -> None:
    layout = Layout(tags=tags, marks=[""] * len(tags), parents=[-1, 0][: len(tags)])
    layout.first_blocks = layout.end_blocks = [0] * len(tags)
    assert label(layout, JUDGES).verdicts == []


def test_confidence_is_a_probability_and_none_where_nothing_is_kept() -> None:
    layout = split_text(
        "The bridge was opened on Monday.\n\nThe mayor, who had waited, said he was glad of it."
    )
    judgement = label(layout, JUDGES)
    judgement.decide(1, Label.BODY, "keep/x", "")
    assert 0 < judgement.confidence() <= 1
    for index in range(len(layout)):
        judgement.decide(index, Label.OTHER, "x", "")
    assert judgement.confidence() == 0


class Decided:
    """A scorer whose P(body) is given: blocks that contain "keep" are body, others are not."""

    def score(self, layout: Layout, labels: Sequence[Label | None], known: None = None) -> Scores:
        """Return the scores that the blocks' own words ask for."""
        seen = default_scorer().score(layout, labels, known)
        return seen._replace(body=np.array([0.9 if "keep" in text else 0.1 for text in layout.texts]))


def rules_by_text(page: str) -> dict[str, str]:
    """Return for each block of a page, by its last word, what decided it."""
    layout, _ = split(page, "html", Config())
    scorer: Any = Decided()
    judgement = label(layout, Judges(load_rules(), structure_rules(), scorer))
    return {text.split()[-1]: rule for text, rule in zip(layout.texts, judgement.rules, strict=True)}


def test_a_thread_longer_than_its_article_is_removed_for_its_name() -> None:
    story = "".join(f"<p>The harbour was dug by hand for the keep of part{i}</p>" for i in range(6))
    thread = "".join(f"<p>I once rowed there with my uncle and a dog named dog{i}</p>" for i in range(40))
    thread += "<p>The scorer would let this one be kept for keep</p>"
    decided = rules_by_text(f'<article>{story}</article><div class="comment-list">{thread}</div>')
    assert decided["part0"] == SCORE
    assert decided["keep"] == "structure/comment-thread"


def test_a_caption_is_removed_for_its_name_and_a_story_in_a_frame_of_that_name_is_not() -> None:
    story = "".join(f"<p>The harbour was dug by hand for the keep of part{i}</p>" for i in range(6))
    caption = '<p class="wp-caption-text">The harbour at dusk, with the old keep behind</p>'
    assert rules_by_text(f"<article>{story}{caption}</article>")["behind"] == "structure/caption"
    framed = rules_by_text(f'<div class="caption">{story}</div><p>The way to the keep is short.</p>')
    assert {framed[f"part{i}"] for i in range(6)} == {SCORE}


def test_a_text_field_with_the_whole_story_is_removed_and_one_that_is_the_page_is_not() -> None:
    sentences = [f"The harbour was dug by hand for the keep of part{i}" for i in range(6)]
    story = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    field = f"<textarea>{' '.join(sentences)} copied</textarea>"
    for box in ("div", "dialog"):
        decided = rules_by_text(f"<article>{story}</article><{box}>{field}</{box}>")
        assert (decided["part0"], decided["copied"]) == (SCORE, "structure/text-field")
    assert rules_by_text(field)["copied"] == SCORE


def test_equal_evidence_and_equal_scores_are_one_object_in_all_verdicts() -> None:
    verdicts = label(split_text("Seven men came.\n\nEight men went.\n\nNine men ate."), JUDGES).verdicts
    assert len({verdict.evidence for verdict in verdicts}) == len(
        {id(verdict.evidence) for verdict in verdicts}
    )
    assert len({verdict.score for verdict in verdicts}) == len({id(verdict.score) for verdict in verdicts})


def test_a_box_of_a_manual_may_be_called_what_heads_other_stories_elsewhere() -> None:
    def box(name: str) -> str:
        return f"<div class=admonition><p class={name}>See also</p><p>The harbour keep was dug by hand.</p></div>"

    story = "".join(f"<p>The harbour was dug by hand for the keep of part{i}</p>" for i in range(6))
    assert rules_by_text(story + box("admonition-title"))["also"] == SCORE
    assert rules_by_text(story + box("title"))["also"] == "related/read-more-button"
