"""Which patterns need a letter beyond the Latin script."""

from __future__ import annotations

from itertools import compress

import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st

from cleaner.rules import Rule, load_rules
from cleaner.rules.scripts import has_other_script, needing_other_script

RULES = load_rules()
NEEDING = needing_other_script([rule.pattern for rule in RULES.rules])
NEEDY = list(compress(RULES.rules, NEEDING))


@pytest.mark.parametrize("text", ["мост", "a橋", "다리", "γέφυρα", "ẹ"])
def test_another_script_is_told_by_its_bytes(text: str) -> None:
    assert has_other_script(text.encode())


@pytest.mark.parametrize("text", ["", "plain", "déjà vu – “naïve” … ™ → 🙂 ＡＢ"])
def test_punctuation_and_emoji_are_no_other_script(text: str) -> None:
    assert not has_other_script(text.encode())


@pytest.mark.parametrize(
    "pattern",
    [
        "^мост",
        "^(мост|река)$",
        "^(a|b)?мост",
        "^x(мо)+",
        "^[а-я]{2,3}x",
        "^(x|(y|橋)橋)橋",
        "^моc?т?",
        r"^\d+ (日|月) ?\.",
    ],
)
def test_a_pattern_whose_every_branch_has_such_a_letter_needs_one(pattern: str) -> None:
    assert needing_other_script([pattern]) == [True]


@pytest.mark.parametrize(
    "pattern",
    [
        "^bridge",
        "^(N)",
        "^(мост|bridge)",
        "^(мост)?",
        "^м*",
        "^м{0,2}x",
        "^[аx]",
        "^[^а]",
        "^x?м?",
        "^(橋|a)(橋|b)",
        r"^\p{Han}",
        "^мост|x",
    ],
)
def test_a_pattern_that_may_do_without_needs_none(pattern: str) -> None:
    assert needing_other_script([pattern]) == [False]


def test_each_pattern_is_told_as_it_is_alone() -> None:
    alone = [needing_other_script([rule.pattern])[0] for rule in RULES.rules]
    assert alone == NEEDING
    assert needing_other_script(["^м\n?x", "^м"]) == [True, True]
    assert needing_other_script([]) == []


def test_the_rules_of_other_scripts_are_found() -> None:
    assert len(NEEDY) > 100
    assert {language for rule in NEEDY for language in rule.languages} >= {"ja", "ko", "ru", "uk", "zh"}


@pytest.mark.parametrize("rule", NEEDY, ids=lambda rule: rule.id)
def test_what_a_needy_rule_decides_has_another_script(rule: Rule) -> None:
    assert all(has_other_script(hit.lower().encode()) for hit in rule.hits)


PIECES = [
    "a",
    "м",
    "橋",
    "(a|м)",
    "(橋|м)",
    "(м)?",
    "[ам]",
    "[а-я]",
    "[^м]",
    ".",
    "(a|(м|橋)b)",
    "м*",
    "a+",
    "м{2}",
    "м?м",
]


@given(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=3).map("".join), st.text("abмр橋. ", max_size=6)
)
def test_what_a_needy_pattern_matches_has_another_script(pattern: str, text: str) -> None:
    if needing_other_script([pattern])[0] and re2.compile(pattern).search(text):
        assert has_other_script(text.encode())
