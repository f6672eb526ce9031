"""The explanation that a person reads."""

from __future__ import annotations

import re
import time

import pytest
from handmade import article, block
from hypothesis import given
from hypothesis import strategies as st

from cleaner.document import Article, Block, BlockKind, Evidence, Label, Repair, Verdict
from cleaner.render.terminal import explain
from cleaner.render.visible import width

BODY, PROMO = Label.BODY, Label.PROMO

ANSI = re.compile(r"\x1b\[[0-9;]*m")


def squeezed(made: Article) -> str:
    """Return the explanation with every run of white space as one blank."""
    return " ".join(explain(made).split())


def decided_by(verdict: Verdict, kind: str = "html") -> str:
    """Return the explanation of one block that this verdict decides."""
    made = article((verdict.label, "A block."), kind=kind)
    return squeezed(
        Article(**{**{name: getattr(made, name) for name in made.__slots__}, "verdicts": (verdict,)})
    )


def test_what_is_no_article_is_refused() -> None:
    with pytest.raises(TypeError, match="an Article, as extract gives it, not str"):
        explain("A page.")  # type: ignore[arg-type] - what is wrong


def test_a_rule_is_named_with_its_reason() -> None:
    told = decided_by(Verdict(0, PROMO, "promo/newsletter", "An imperative opens the block."))
    assert "- promo A block. promo/newsletter: An imperative opens the block." in told


def test_a_score_is_told_in_a_sentence() -> None:
    seen = Evidence(9, end_mark=False, link_density=0.88, in_story=False)
    told = decided_by(Verdict(0, Label.OTHER, "score", score=0.0421, evidence=seen))
    assert "score 0.04: 9 words, no end mark, 88% links, outside the story's container" in told


def test_one_word_is_one_word() -> None:
    seen = Evidence(1, end_mark=True, link_density=0.0, in_story=True)
    told = decided_by(Verdict(0, BODY, "score", score=0.9, evidence=seen))
    assert "score 0.90: 1 word, an end mark, no links, inside the story's container" in told


def test_of_flat_text_links_and_containers_are_not_told() -> None:
    seen = Evidence(9, end_mark=True, link_density=0.0, in_story=False)
    told = decided_by(Verdict(0, BODY, "score", score=0.9, evidence=seen), kind="text")
    assert "9 words, an end mark" in told
    assert "container" not in told
    assert "links" not in told


def test_superseded_verdicts_are_told_the_latest_first() -> None:
    later = [
        Verdict(0, PROMO, "promo/shop", "It sells."),
        Verdict(0, Label.RELATED, "context/featured", "Below a head."),
    ]
    told = squeezed(article((BODY, "Boots"), verdicts=later))
    assert (
        "- related Boots context/featured: Below a head. "
        "before that promo, promo/shop: It sells. before that body, score"
    ) in told


def test_what_is_the_same_of_neighbours_is_told_once() -> None:
    same = [Verdict(number, Label.NAVIGATION, "structure/menu", "A menu.") for number in (0, 1, 3)]
    made = article((BODY, "Home"), (BODY, "World"), (BODY, "It is shut."), (BODY, "Legal"), verdicts=same)
    lines = explain(made).splitlines()
    assert lines[3:14] == [
        "- navigation  Home",
        "- navigation  World",
        "    these 2: structure/menu: A menu.",
        "    before that body, score",
        "+ body        It is shut.",
        "    score",
        "- navigation  Legal",
        "    structure/menu: A menu.",
        "    before that body, score",
        "",
        "label           blocks  characters",
    ]


def test_cuts_are_told_in_the_order_they_stand_in() -> None:
    cuts = [
        Verdict(0, Label.AD, "ad/b", "Second.", span=(8, 10)),
        Verdict(0, Label.AD, "ad/a", "First.", span=(4, 6)),
    ]
    told = squeezed(article((BODY, "One Ad! Ad two"), verdicts=cuts))
    assert "cut out “Ad” as ad, ad/a: First. cut out “Ad” as ad, ad/b: Second." in told


def test_repairs_are_told_by_what_changed() -> None:
    before = "It was shut on Monday, the mayorâ€™s office said in a long statement to the press."
    repairs = [Repair(0, 90, before, before.replace("â€™", "’"), "UTF-8 read as windows-1252")]
    told = squeezed(article((BODY, block("It was", end=90)), repairs=repairs))
    assert (
        "repaired “y, the mayorâ€™s office sai” to “y, the mayor’s office sai”: UTF-8 read as windows-1252"
        in told
    )


def test_many_repairs_of_a_block_are_counted() -> None:
    repairs = [Repair(number, number + 1, "a", "b", "x") for number in range(9)]
    told = squeezed(article((BODY, block("It was", end=90)), repairs=repairs))
    assert told.count("repaired “a” to “b”: x") == 3
    assert "and 6 more repairs" in told


def test_a_summary_by_label_ends_it() -> None:
    made = article((BODY, "12345"), (PROMO, "123"), (BODY, "67"), (Label.TITLE, "1"))
    lines = explain(made).splitlines()[-5:]
    assert [line.split() for line in lines[:-1]] == [
        ["label", "blocks", "characters"],
        ["+", "body", "2", "7"],
        ["~", "title", "1", "1"],
        ["-", "promo", "1", "3"],
    ]
    assert lines[-1] == "0 superseded verdicts, 0 cuts inside blocks, 0 repairs, 0 comments"


def test_a_problem_is_told_first() -> None:
    assert "problem: only white space" in explain(article(problem="only white space")).splitlines()[1]


def test_an_undecided_block_is_told_as_such() -> None:
    made = article((BODY, "One."))
    bare = Article(**{**{name: getattr(made, name) for name in made.__slots__}, "verdicts": ()})
    assert "- undecided   One." in explain(bare)


def test_it_reads_the_same_with_and_without_colour() -> None:
    made = article((BODY, "The bridge is shut."), (PROMO, "Sign up"), (Label.TITLE, "Bridge shut"))
    told = explain(made)
    coloured = explain(made, color=True)
    assert "\x1b" not in told
    assert coloured != told
    assert ANSI.sub("", coloured) == told


def test_sequences_of_the_page_are_shown_and_never_sent() -> None:
    hostile = "\x1b]0;title\x07 \x1b[2J \u202etxt \x9b5n \ud800"
    made = article(
        (BODY, Block(hostile, 0, 9, path=hostile)),
        title=hostile,
        byline=hostile,
        url=hostile,
        metadata=((hostile, hostile),),
        problem=hostile,
        repairs=[Repair(0, 3, hostile, "x", hostile)],
        verdicts=[Verdict(0, PROMO, hostile, hostile), Verdict(0, PROMO, "x/y", hostile, span=(0, 9))],
    )
    for told in (explain(made), ANSI.sub("", explain(made, color=True))):
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", told)
    assert "␛]0;title␇" in explain(made)


@given(
    st.lists(
        st.tuples(st.sampled_from(list(Label)), st.text(alphabet="ab 橋\u0301\x1b\n", max_size=300)),
        max_size=5,
    )
)
def test_no_line_is_wider_than_eighty_columns(entries: list[tuple[Label, str]]) -> None:
    reason = "word " * 40
    extra = [Verdict(number, PROMO, "promo/x", reason) for number in range(len(entries))]
    made = article(*entries, verdicts=extra, title="long " * 90)
    assert all(width(line) <= 80 for line in explain(made).splitlines())


def test_a_preformatted_block_is_told_on_its_own_lines() -> None:
    made = article((BODY, block("a\n  b", kind=BlockKind.PREFORMATTED)))
    assert "+ body        a b" in explain(made).splitlines()


def test_long_blocks_are_shortened() -> None:
    assert len(explain(article((BODY, "word " * 5000))).splitlines()) < 15


def test_a_large_article_takes_linear_time() -> None:
    count = 5_000
    repairs = [Repair(number, number + 1, "a" * 99, "b" * 99, "x") for number in range(count)]
    blocks = [(BODY, Block("word " * 20, 0, count)) for _ in range(count)]
    started = time.process_time()
    explain(article(*blocks, (BODY, "橋" * 1_000_000), repairs=repairs))
    assert time.process_time() - started < 5
