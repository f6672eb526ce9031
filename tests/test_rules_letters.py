r"""Patterns mean what they say beyond ASCII: RE2 knows \b and \w of no other letters, and each is spelt in one way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from re import _constants as code
from re import _parser as parser
from typing import Any
from unicodedata import is_normalized

import pytest

from cleaner.rules import RuleList, load_rules
from cleaner.rules.plain import OPENING_END, plain

RULES = load_rules()
PATTERNS = [rule for rule in RULES.rules if not rule.phrases and not rule.pattern.endswith(OPENING_END)]
SAID = re.compile(r"\\x\{([0-9a-f]+)\}|\\p\{?[A-Za-z]+\}?|\[:upper:\]|\(\?P?<\w+>", re.IGNORECASE)
"""What RE2 writes in another way than Python."""
UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
"""Letters of scripts without spaces, in which a Latin name has bounds on both sides."""


def as_python(pattern: str) -> Any:  # noqa: ANN401 - the parser has no types
    """Return a pattern as Python parses it; a class of all letters is one of some letters."""

    def said(found: re.Match[str]) -> str:
        if found[1]:
            return re.escape(chr(int(found[1], 16)))
        return "(" if found[0].startswith("(") else "A-Z"

    return parser.parse(SAID.sub(said, pattern))


def edge(items: Sequence[Any], *, last: bool) -> tuple[set[str], bool]:
    """Return the letters that a sequence may begin with, or end in, and whether it may be empty."""
    found: set[str] = set()
    for operator, value in reversed(items) if last else items:
        letters, is_optional = edge_of(operator, value, last=last)
        found |= letters
        if not is_optional:
            return found, False
    return found, True


def edge_of(operator: Any, value: Any, *, last: bool) -> tuple[set[str], bool]:  # noqa: ANN401
    """Return the same for one item."""
    if operator is code.LITERAL:
        return {chr(value)}, False
    if operator is code.IN:
        is_negated = value[0][0] is code.NEGATE
        return {chr(item) for kind, item in value if kind is code.LITERAL and not is_negated}, False
    if operator is code.SUBPATTERN:
        return edge(value[-1], last=last)
    if operator is code.BRANCH:
        edges = [edge(branch, last=last) for branch in value[1]]
        return set().union(*(letters for letters, _ in edges)), any(empty for _, empty in edges)
    if operator in (code.MAX_REPEAT, code.MIN_REPEAT):
        letters, empty = edge(value[2], last=last)
        return letters, empty or value[0] == 0
    return set(), operator is code.AT


def beside_bounds(items: Sequence[Any], before: set[str], after: set[str]) -> set[str]:
    r"""Return the letters that stand directly beside a \b, which `before` and `after` may be from outside."""
    found: set[str] = set()
    for place, (operator, value) in enumerate(items):
        above, is_first = edge(items[:place], last=True)
        below, is_last = edge(items[place + 1 :], last=False)
        around = (above | before if is_first else above, below | after if is_last else below)
        if operator is code.AT and value in (code.AT_BOUNDARY, code.AT_NON_BOUNDARY):
            found |= around[0] | around[1]
        elif operator is code.SUBPATTERN:
            found |= beside_bounds(value[-1], *around)
        elif operator is code.BRANCH:
            found.update(*(beside_bounds(branch, *around) for branch in value[1]))
        elif operator in (code.MAX_REPEAT, code.MIN_REPEAT):
            found |= beside_bounds(value[2], *around)
    return found


def dead_bounds(pattern: str) -> set[str]:
    r"""Return the letters beyond ASCII beside a \b of a pattern: after "vié" it never holds but before a letter."""
    if r"\b" not in pattern.lower():
        return set()
    letters = beside_bounds(as_python(pattern), set(), set())
    return {
        letter
        for letter in letters
        if letter.isalpha() and not letter.isascii() and not UNSPACED.match(letter)
    }


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        (r"^affilié\b", {"é"}),
        (r"^(link|affilié)s?\b.*", {"é"}),
        (r"\b(été|[ŝa]t)x", {"é", "ŝ"}),
        (r"^(affilié )\b[a-z]", set()),
        (r"^affilié( |\bx\b)", {"é"}),
        (r"^关注\bx\b", set()),
        (r"^é (?-i:\p{Lu})\b", set()),
    ],
)
def test_what_stands_beside_a_bound_is_found(pattern: str, letters: set[str]) -> None:
    assert dead_bounds(pattern) == letters


def test_no_letter_that_re2_takes_for_none_stands_beside_a_bound() -> None:
    assert {rule.id: found for rule in PATTERNS if (found := dead_bounds(rule.pattern))} == {}


def test_patterns_and_phrases_spell_letters_in_one_way() -> None:
    """Lines are composed (NFC) before they are compared: a pattern of é in two characters would match none."""
    written = [(rule.id, text) for rule in RULES.rules for text in (rule.pattern, *rule.phrases)]
    assert [name for name, text in written if not is_normalized("NFC", text)] == []


def test_patterns_are_written_in_plain_characters() -> None:
    """Curly quotes, long dashes, no-break spaces and the Turkish İ are made plain before lines are compared."""
    assert [rule.id for rule in PATTERNS if not rule.inline and _only_curly(rule.pattern)] == []


def _only_curly(pattern: str) -> bool:
    """Tell whether a pattern has a character outside its classes that no line has."""
    return any(plain(piece) != piece for piece in re.sub(r"\[[^\]]*\]", "", pattern))


@pytest.mark.parametrize(
    ("opening", "hit", "miss"),
    [
        ("Читайте нас", "Читайте нас в Telegram", "Читайте настоящие письма"),
        ("Caf", "Caf, Linden", "Café Linden"),
        ("Suivez-nous", "Suivez-nous", "Suivez-nousé"),
        ("اشترك", "اشترك، مجانا", "اشتركوا"),
        ("यह भी", "यह भी।", "यह भीड़"),
        ("구독", "구독 안내", "구독하던"),
    ],
)
def test_an_opening_ends_with_its_word(opening: str, hit: str, miss: str, tmp_path: Path) -> None:
    assert decided(opening, [hit, miss], tmp_path) == [0, -1]


@pytest.mark.parametrize(("opening", "block"), [("关注我们", "关注我们的微博"), ("ติดตาม", "ติดตามเราที่นี่")])
def test_an_opening_goes_on_in_a_script_without_spaces(opening: str, block: str, tmp_path: Path) -> None:
    assert decided(opening, [block], tmp_path) == [0]


@pytest.mark.parametrize(
    ("phrase", "block"),
    [
        ("关注我们", "关注我们！"),
        ("延伸閱讀", "延伸閱讀："),
        ("اشترك الآن", "اشترك الآن؟"),
        ("अभी पढ़ें", "अभी पढ़ें।"),
    ],
)
def test_a_phrase_may_have_the_end_mark_of_its_script(phrase: str, block: str, tmp_path: Path) -> None:
    assert decided(phrase, [block], tmp_path, key="phrases") == [0]


@pytest.mark.parametrize("block", ["İlgili Haberler", "İLGİLİ HABERLER", "ilgili haberler"])
def test_a_turkish_capital_hides_no_phrase(block: str) -> None:
    assert RULES.rules[RULES.decide([block])[0]].id == "related/pointer-heads-tr"


def decided(text: str, blocks: list[str], folder: Path, key: str = "openings") -> list[int]:
    """Return what a rule of one opening or phrase makes of blocks, in both of its forms."""
    path = folder / "mine.toml"
    written = (
        f'[[rule]]\nname = "x"\nlabel = "promo"\n{key} = ["{text}"]\nwhy = "It tests."\nhits = ["{text}"]\n'
    )
    path.write_text(written, encoding="utf-8")
    rule = load_rules([path]).rules[0]
    result = RuleList([rule]).decide(blocks)
    assert RuleList([rule._replace(phrases=())]).decide(blocks) == result
    return result
