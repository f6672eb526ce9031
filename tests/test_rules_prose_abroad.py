"""No rule takes what stories in other languages say in sentences that begin as buttons and notices do.

`prose_abroad` has the sentences, one a line and a file a language: story text, dialogue, quoted lines and dates, most
with the first words of some furniture.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from cleaner.rules import RuleList, load_rules

RULES = RuleList(rule for rule in load_rules().rules if not rule.keep)
LINES = {
    path.stem: path.read_text(encoding="utf-8").splitlines()
    for path in sorted((Path(__file__).parent / "prose_abroad").glob("*.txt"))
}


@pytest.mark.parametrize("language", LINES)
def test_no_rule_takes_a_sentence_of_a_story(language: str) -> None:
    lines = LINES[language]
    decided = zip(lines, RULES.decide(lines), strict=True)
    assert {line: RULES.rules[index].id for line, index in decided if index >= 0} == {}


@pytest.mark.parametrize("language", LINES)
def test_nothing_is_cut_out_of_a_sentence_of_a_story(language: str) -> None:
    assert [line for line in LINES[language] if RULES.cuts(line)] == []


def test_the_sentences_are_of_thirty_languages_some_dozens_of_each_and_none_stands_twice() -> None:
    assert len(LINES) >= 30
    assert [language for language, lines in LINES.items() if not len(lines) == len(set(lines)) >= 25] == []
