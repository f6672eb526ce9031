"""Which patterns need a letter beyond the Latin script."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st

from cleaner.rules import Rule, load_rules
from cleaner.rules.scripts import SCRIPTS, has_other_script, has_script, needed_scripts

RULES = load_rules()
NEEDED = needed_scripts([rule.pattern for rule in RULES.rules])
NEEDY = [(rule, scripts) for rule, scripts in zip(RULES.rules, NEEDED, strict=True) if scripts]


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
        "^(?-i:М|Р)x?",
        "^(x+?м|(y|z{2})?橋é?)",
        "^м{2}|橋+?",
        "^(a|b)? ?((мост|река) (х|y)?|(зал|двор)[)(]?)+$",
    ],
)
def test_a_pattern_whose_every_branch_has_such_a_letter_needs_one(pattern: str) -> None:
    assert needed_scripts([pattern]) != [()]


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
        "^м{0,2}(?)",
        "^(x(м)?|м)",
        "^м*?x",
        "^[(мост)]",
        r"^\((мост|река)?",
        "^(мост|река|x)$",
        "^(мост|река){0,2}$",
    ],
)
def test_a_pattern_that_may_do_without_needs_none(pattern: str) -> None:
    assert needed_scripts([pattern]) == [()]


def test_the_rules_of_other_scripts_are_found() -> None:
    assert len(NEEDY) > 100
    assert {language for rule, _ in NEEDY for language in rule.languages} >= {
        *("ar", "bg", "bn", "fa", "he", "hi", "ja", "ko", "ru", "th", "uk", "ur", "zh")
    }


@pytest.mark.parametrize("text", ["мост", "գետ", "גשר", "جسر", "पुल", "สะพาน", "橋", "다리", "γέφυρα", "ხიდი"])
def test_a_letter_is_of_one_family_of_scripts(text: str) -> None:
    assert {sum(has_script(script, letter.encode()) for script in SCRIPTS) for letter in text} == {1}


def test_a_pattern_is_asked_of_the_lines_in_its_own_script() -> None:
    assert [has_script(script, "جسر".encode()) for script in SCRIPTS] == [
        script in needed_scripts(["^(جسر|نهر) ?x"])[0] for script in SCRIPTS
    ]
    assert needed_scripts(["^(bridge|جسر)"]) == [()]


@pytest.mark.parametrize("pattern", ["^[а-ی]$", "^(мост|جسر)"])
def test_a_pattern_in_several_scripts_is_asked_of_all(pattern: str) -> None:
    assert needed_scripts([pattern]) == [SCRIPTS]


def test_each_pattern_is_told_as_it_is_alone() -> None:
    assert [needed_scripts([rule.pattern])[0] for rule in RULES.rules] == NEEDED
    assert needed_scripts(["^м\n?x", "^м", "^m"]) == [[0], [0], ()]
    assert needed_scripts([]) == []


@pytest.mark.parametrize(("rule", "scripts"), NEEDY, ids=[rule.id for rule, _ in NEEDY])
def test_what_a_needy_rule_decides_has_another_script(rule: Rule, scripts: Sequence[int]) -> None:
    assert all(any(has_script(script, hit.lower().encode()) for script in scripts) for hit in rule.hits)


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
    "(мо|xрек)",
    "(мо|рек|x)",
    "(мо)*",
    r"\(м",
    "[(мо)]",
]


@given(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=3).map("".join), st.text("abмр橋. ", max_size=6)
)
def test_what_a_needy_pattern_matches_has_another_script(pattern: str, text: str) -> None:
    if needed_scripts([pattern])[0] and re2.compile(pattern).search(text):
        assert has_other_script(text.encode())
