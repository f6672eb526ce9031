"""The rule list says what its examples say, and the engine matches it in one linear pass."""

from __future__ import annotations

import pickle
import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import Case, fixture_cases

from cleaner import Cleaner, Config
from cleaner.document import BODY_LABELS, Label
from cleaner.rules import Rule, RuleError, RuleList, load_rules, match
from cleaner.rules.load import ORDER
from cleaner.rules.plain import plain, plain_openings
from cleaner.tables import read_table

RULES = load_rules()
BLOCK_RULES = [rule for rule in RULES.rules if not rule.inline]
INLINE_RULES = [rule for rule in RULES.rules if rule.inline]


FURNITURE = st.sampled_from([hit for rule in BLOCK_RULES for hit in rule.hits])
"""Texts that some rule decides, for properties that plain noise would never reach."""

MARKED = st.sampled_from([hit for rule in INLINE_RULES for hit in rule.hits])
WORDS = st.text(alphabet=st.characters(codec=None), max_size=300)


def deciders(*texts: str) -> list[str]:
    """Return for each text the id of the rule that decides it through the whole list, or "none"."""
    return [RULES.rules[index].id if index >= 0 else "none" for index in RULES.decide(texts)]


def write_rules(folder: Path, text: str, name: str = "mine.toml") -> Path:
    """Return the path of a rule file with this text."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def rule_text(**changes: str) -> str:
    """Return one valid rule as TOML; a change replaces a line's value, "" removes the line."""
    lines = {
        "name": '"harbour-notice"',
        "label": '"promo"',
        "pattern": "'^harbour notice$'",
        "why": '"The harbour posts it daily."',
        "hits": '["Harbour notice"]',
    } | changes
    return "[[rule]]\n" + "\n".join(f"{key} = {value}" for key, value in lines.items() if value)


def test_every_rule_has_an_id_of_its_own() -> None:
    repeated = [name for name, count in Counter(rule.id for rule in RULES.rules).items() if count > 1]
    assert repeated == []


def test_every_rule_says_why_and_shows_a_hit() -> None:
    assert [rule.id for rule in RULES.rules if not (rule.why and rule.hits)] == []


ANYTHING = re.compile(r"(\(\?-i:\[[^]]+\]+\))?(\.[*+]|(\.|\[\^[^]]+\]+)\{\d*,?[3-9]\d)")
"""How a way of a pattern opens that fits any line: so many lines keep its count that the automaton of all patterns
has to throw its states away, and a page takes a third longer."""
MEASURED = {"legal/rights-el", "legal/rights-vi", "social/share-plugin-tr"}
"""Those of three languages that were timed and cost nothing."""


def ways(pattern: str) -> Iterator[str]:
    """Yield a pattern from each of its openings on: its own, and those of alternatives in groups that open it."""
    groups, opens = [], True
    for found in re.finditer(r"\\.|\[\^?\]?(?:\\.|[^]\\])*\]|\((?:\?[\w-]*:)?|.", pattern.removeprefix("^")):
        mark = found[0]
        if opens and mark != "(":
            yield found.string[found.start() :]
        if mark[0] == "(":
            groups.append(opens)
        elif mark == ")":
            groups.pop()
        opens = all(groups) if mark == "|" else opens and mark == "("


@pytest.mark.parametrize(
    ("pattern", "opens"),
    [
        ("^.{0,80} read$", True),
        ("^(read on|[^.]{1,60} is free)$", True),
        ("^read|(?-i:[A-Z])[^.!?]{2,60} is free$", True),
        ("^read ([^.]{1,60}|.{2,90}) on$", False),
        (r"^[^\[\]]+, \[", False),
    ],
)
def test_what_opens_a_pattern_is_found(pattern: str, *, opens: bool) -> None:
    assert any(map(ANYTHING.match, ways(pattern))) is opens


def test_no_pattern_opens_with_anything() -> None:
    anchored = [rule for rule in RULES.rules if rule.pattern.startswith("^") and not rule.inline]
    found = {rule.id for rule in anchored if any(map(ANYTHING.match, ways(rule.pattern)))}
    assert found == MEASURED


def test_an_id_is_the_label_and_a_lower_case_name() -> None:
    for rule in RULES.rules:
        label, _, name = rule.id.partition("/")
        assert label == ("keep" if rule.keep else rule.label)
        assert name
        assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_keep_rules_keep_and_the_others_remove() -> None:
    assert all(rule.keep == (rule.label in BODY_LABELS) for rule in RULES.rules)


def test_keep_rules_decide_first() -> None:
    keeps = [rule.keep for rule in RULES.rules]
    assert keeps == sorted(keeps, reverse=True)


def test_every_label_has_its_place_in_the_order() -> None:
    assert set(ORDER) == {"keep"} | {label.value for label in Label if label not in BODY_LABELS}


@pytest.mark.parametrize("rule", BLOCK_RULES, ids=lambda rule: rule.id)
def test_every_hit_is_decided_by_its_rule_through_the_whole_list(rule: Rule) -> None:
    assert dict(zip(rule.hits, deciders(*rule.hits), strict=True)) == dict.fromkeys(rule.hits, rule.id)


@pytest.mark.parametrize("rule", BLOCK_RULES, ids=lambda rule: rule.id)
def test_no_miss_is_matched_by_its_rule_nor_removed_by_another(rule: Rule) -> None:
    assert RuleList([rule]).decide(rule.misses) == [-1] * len(rule.misses)
    if not rule.keep:
        assert [name for name in deciders(*rule.misses) if not name.startswith(("none", "keep/"))] == []


@pytest.mark.parametrize("rule", [rule for rule in BLOCK_RULES if rule.keep], ids=lambda rule: rule.id)
def test_a_keep_rule_earns_its_place(rule: Rule) -> None:
    """Without it, other rules would remove one of its hits, or the scorer a line of a fixture."""
    others = RuleList(other for other in RULES.rules if not other.keep)
    if not any(index >= 0 for index in others.decide(rule.hits)):
        without = Cleaner(Config(ignore=frozenset({rule.id})))
        shorter = [case.slug for case in fixture_cases() if _length(without, case) < _length(Cleaner(), case)]
        assert shorter


def _length(cleaner: Cleaner, case: Case) -> int:
    return len(cleaner.clean(case.source.read_bytes(), kind=case.kind))


@pytest.mark.parametrize("rule", INLINE_RULES, ids=lambda rule: rule.id)
def test_an_inline_rule_cuts_what_its_hits_mark(rule: Rule) -> None:
    for hit in rule.hits:
        text = hit.replace("⟦", "").replace("⟧", "")
        cuts = [(start, end, RULES.rules[index].id) for start, end, index in RULES.cuts(text)]
        assert cuts == [(hit.index("⟦"), hit.index("⟧") - 1, rule.id)]
        assert RULES.has_cut(["Nothing to see.", text]) == [False, True]


@pytest.mark.parametrize("rule", INLINE_RULES, ids=lambda rule: rule.id)
def test_a_miss_of_an_inline_rule_stays_whole(rule: Rule) -> None:
    assert [RULES.cuts(miss) for miss in rule.misses] == [[]] * len(rule.misses)


def test_two_cuts_in_one_text_are_both_found_in_order() -> None:
    marker = "Story continues below advertisement"
    text = f"He left. {marker} She stayed. {marker}"
    cut = [text[start:end].rstrip() for start, end, _ in RULES.cuts(text)]
    assert cut == [marker, marker]


@pytest.mark.parametrize(
    "text",
    [
        "SHARE ON FACEBOOK",
        "• Privacy policy",
        "» Read more »",
        "Don’t miss out",
        "Facebook\N{NO-BREAK SPACE}|\N{NO-BREAK SPACE}Twitter",
        "Leave a reply…",
        "Follow us on Instagram (Opens in a new window)",
        "Sign up for\nour newsletter",
        "\u200fإعلان\u200e",
        "\u202bשתפו בפייסבוק\u202c",
    ],
)
def test_case_bullets_curly_quotes_and_line_breaks_do_not_hide_furniture(text: str) -> None:
    assert deciders(text) != ["none"]


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("\u00c0 lire aussi\xa0: le pont", "A\u0300 lire aussi\xa0: le pont"),
        (
            "\u092f\u0947 \u092d\u0940 \u092a\u0922\u093c\u0947\u0902",
            "\u092f\u0947 \u092d\u0940 \u092a\u095d\u0947\u0902",
        ),
        ("\u0914\u0930 \u092a\u0922\u093c\u0947\u0902", "\u0914\u0930 \u092a\u095d\u0947\u0902"),
    ],
)
def test_a_letter_that_is_spelt_in_two_ways_is_one(text: str, other: str) -> None:
    assert deciders(text) == deciders(other) != ["none"]


@pytest.mark.parametrize("text", ["", " ", "—", "...", "(Opens in new window)", "\n\n", "12", "People"])
def test_blocks_without_meaning_of_their_own_are_left_to_the_scorer(text: str) -> None:
    assert deciders(text) == ["none"]


def test_a_block_longer_than_a_rule_allows_is_not_tried_against_it() -> None:
    rule = RULES.rules[RULES.decide(["All rights reserved"])[0]]
    assert deciders("All rights reserved. " + "x" * rule.max_chars) == ["none"]


def test_phrases_and_the_pattern_that_stands_for_them_agree() -> None:
    with_phrases = [rule for rule in RULES.rules if rule.phrases]
    assert with_phrases
    for rule in with_phrases:
        by_pattern = RuleList([rule._replace(phrases=())])
        texts = [
            f"{phrase}{end}" for phrase in rule.phrases for end in ("", ":", "...", " (opens in new tab)")
        ]
        assert by_pattern.decide(texts) == RuleList([rule]).decide(texts) == [0] * len(texts)


@given(st.lists(st.one_of(WORDS, FURNITURE), max_size=12))
def test_a_batch_is_decided_as_its_texts_are_one_by_one(texts: list[str]) -> None:
    assert RULES.decide(texts) == [RULES.decide([text])[0] for text in texts]
    assert RULES.has_cut(texts) == [bool(RULES.cuts(text)) for text in texts]


def test_more_rules_than_one_automaton_holds_come_to_the_same() -> None:
    texts = [hit for rule in BLOCK_RULES for hit in rule.hits]
    with patch("cleaner.rules.match._MANY", 300):
        rules = RuleList(RULES.rules)
        rules.prepare()
    sizes = [len(indices) for _, indices in rules._anchored._sets]
    assert len(sizes) == -(-sum(sizes) // 300) > 1
    assert max(sizes) - min(sizes) < len(sizes)
    assert rules.decide(texts) == RULES.decide(texts)


@pytest.mark.parametrize(
    ("pattern", "line", "matches"),
    [
        ("^tide .{4,6}$", "Tide tables", True),
        ("^tide .{4,6}$", "Tide tab", False),
        ("^tide .{4,6}$", "Tide for today", False),
        (r"^tide \d{5}$", "tide 12345", True),
        (r"^tide \d{5}$", "tide 123456", False),
        ("^tides?( at (?-i:[A-Z])[a-z]{4,9})?$", "TIDE at Wells", True),
        ("^tides?( at (?-i:[A-Z])[a-z]{4,9})?$", "Tide at wells", False),
        ("^tide .{12,}$", "tide of the century", True),
        ("^tide .{12,}$", "tide at noon", False),
        (r"^tide \{5,9\}$", "tide {5,9}", True),
        (r"^tide [a{5,9}]$", "tide 9", True),
        (r"^tide [[:^alpha:]{5,9}]+$", "tide {7}", True),
        (r"^tide \Q{5,9}\E$", "tide {5,9}", True),
        (r"^tide \x{5d0}$", "tide \u05d0", True),
        ("tide .{4,6} quay$", "the tide tables quay", True),
        ("tide .{4,6} quay$", "the tide at quay", False),
    ],
)
def test_a_pattern_that_counts_is_taken_at_its_word(pattern: str, line: str, *, matches: bool) -> None:
    rule = next(rule for rule in RULES.rules if not rule.phrases)._replace(pattern=pattern)
    assert RuleList([rule]).decide([line]) == [0 if matches else -1]


@given(st.lists(st.one_of(WORDS, MARKED), max_size=6))
def test_cuts_lie_in_the_text_in_order_without_overlap(parts: list[str]) -> None:
    text = " ".join(parts)
    bounds = [bound for start, end, _ in RULES.cuts(text) for bound in (start, end)]
    assert bounds == sorted(bounds)
    assert all(0 <= bound <= len(text) for bound in bounds)


HOSTILE = ["a", "by A ", "(photo ", "story continues below ", "\ud800", "# ", "1 2 ", "© "]


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_megabyte_in_one_block_is_read_but_not_decided(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    decided = RULES.decide([text, "Share on Facebook"])
    assert decided[0] == -1
    assert decided[1] >= 0
    assert RULES.cuts(text) == []


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_the_text_and_not_with_its_square(piece: str) -> None:
    """Sixteen times the text may take sixty-four times as long on a busy machine; a square takes 256."""
    seconds = []
    for size in (1 << 16, 1 << 20):
        text = piece * (size // len(piece))
        blocks = [text[start : start + 240] for start in range(0, len(text), 240)]
        runs = []
        for _ in range(2):
            began = time.process_time()
            RULES.cuts(text)
            RULES.decide(blocks)
            runs.append(time.process_time() - began)
        seconds.append(min(runs))
    assert seconds[1] < 64 * max(seconds[0], 1e-3)


@pytest.mark.parametrize("pattern", ["", "x*", "^", "$", "\\b"])
def test_a_pattern_that_matches_nothing_at_all_matches_every_line_but_an_empty_one_and_cuts_nothing(
    pattern: str,
) -> None:
    rule = next(rule for rule in BLOCK_RULES if not rule.phrases)._replace(pattern=pattern)
    assert RuleList([rule]).decide(["", "Some day."]) == [-1, 0]
    assert RuleList([rule._replace(inline=True)]).cuts("Some day.") == []


def test_a_rule_list_pickles_as_its_rules() -> None:
    again = pickle.loads(pickle.dumps(RULES))  # noqa: S301 - our own bytes
    assert again.rules == RULES.rules
    assert again.decide(["Share on Facebook"]) == RULES.decide(["Share on Facebook"])


def test_the_built_in_list_is_read_once() -> None:
    assert load_rules() is RULES
    assert load_rules(language="de-AT") is load_rules(language="de")


@pytest.mark.parametrize(
    ("language", "file"), [("nn", "nb"), ("ms", "id"), ("sk-SK", "cs"), ("bs", "hr"), ("sr", "hr")]
)
def test_a_language_may_have_its_rules_in_the_file_of_another(language: str, file: str) -> None:
    rules = load_rules(language=language)
    assert rules is load_rules(language=file)
    assert rules is not load_rules(language="en")


def test_a_language_leaves_out_the_rules_of_others_and_keeps_english() -> None:
    german = {rule.id for rule in load_rules(language="de").rules}
    english = {rule.id for rule in load_rules(language="en").rules}
    assert english < german < {rule.id for rule in RULES.rules}


@pytest.mark.parametrize("language", ["xx", "../../ad", "*", "english (US)", "-"])
def test_a_language_without_rules_gets_the_english_ones(language: str) -> None:
    assert load_rules(language=language) is load_rules(language="en")


def test_own_rules_come_before_the_built_in_ones(tmp_path: Path) -> None:
    path = write_rules(tmp_path, rule_text(pattern="'^share on facebook$'", hits='["Share on Facebook"]'))
    rules = load_rules([path])
    assert rules.rules[rules.decide(["Share on Facebook"])[0]].id == "promo/harbour-notice"


def test_a_file_named_after_a_label_gives_its_rules_that_label(tmp_path: Path) -> None:
    path = write_rules(tmp_path, rule_text(label=""), name="legal.toml")
    assert load_rules([path]).rules[0].id == "legal/harbour-notice"


def test_a_pattern_may_be_laid_out_over_lines(tmp_path: Path) -> None:
    path = write_rules(tmp_path, rule_text(pattern="'''^harbour\n notice$'''"))
    assert load_rules([path]).rules[0].pattern == "^harbour notice$"


def test_the_size_that_a_rule_allows_is_that_of_its_phrases_too(tmp_path: Path) -> None:
    short = rule_text(pattern="", phrases='["Fog", "Fog over the harbour"]', hits='["Fog"]', max_chars="9")
    long = rule_text(
        name='"fog"', pattern="", phrases='["Fog over the harbour"]', hits='["► Fog over the harbour"]'
    )
    rules = RuleList(load_rules([write_rules(tmp_path, f"{short}\n{long}")]).rules[:2])
    texts = ["Fog", "Fog......", "Fog.......", "Fog over the harbour", "Fog over the harbour" + "." * 221]
    assert rules.decide(texts) == [0, 0, -1, 1, -1]


def test_phrases_of_an_inline_rule_are_not_taken_for_blocks() -> None:
    rule = next(rule for rule in RULES.rules if rule.phrases)._replace(inline=True)
    assert RuleList([rule]).decide(rule.phrases) == [-1] * len(rule.phrases)


def test_openings_end_at_a_word(tmp_path: Path) -> None:
    path = write_rules(tmp_path, rule_text(pattern="", openings='["harbour notice"]'))
    rules = RuleList(load_rules([path]).rules[:1])
    assert rules.decide(["Harbour notice: fog", "Harbour noticed"]) == [0, -1]


@pytest.mark.parametrize(
    "text",
    [
        "► Read the full harbour notice",
        "Harbour notice »",
        "← Back to the harbour",
        "- Two crates of herring",
        "• Möwen und Fähren",
        "\u200f\u0627\u0644\u0645\u064a\u0646\u0627\u0621",
        "Cafe\u0301 am Hafen",
    ],
)
def test_a_phrase_or_opening_may_be_written_with_what_decorates_the_block(text: str, tmp_path: Path) -> None:
    for key, block in (("phrases", text), ("openings", f"{text} and more of it")):
        path = write_rules(tmp_path, rule_text(pattern="", hits=f'["{block}"]', **{key: f'["{text}"]'}))
        rules = RuleList(load_rules([path]).rules[:1])
        assert rules.decide([block, "Fog over the harbour"]) == [0, -1]
        by_pattern = RuleList([rules.rules[0]._replace(phrases=())])
        assert by_pattern.decide([block, "Fog over the harbour"]) == [0, -1]


def test_the_end_of_an_opening_is_no_end_of_a_block(tmp_path: Path) -> None:
    path = write_rules(tmp_path, rule_text(pattern="", openings='["Fog »"]', hits='["Fog » all day"]'))
    assert RuleList(load_rules([path]).rules[:1]).decide(["Fog » all day", "Fog all day"]) == [0, -1]


@pytest.mark.parametrize(
    "path", sorted(Path(match.__file__).parent.rglob("*.toml")), ids=lambda path: path.stem
)
def test_built_in_phrases_and_openings_are_written_without_decoration(path: Path) -> None:
    """An opening such as "* required" would stand for every block that begins with its word."""
    entries = [
        entry for entry in read_table(path).get("rule", ()) if "pattern" not in entry and "tags" not in entry
    ]
    written = [text for entry in entries for text in (*entry.get("phrases", ()), *entry.get("openings", ()))]
    assert [text for text in written if plain_openings([text]) != [plain(text)]] == []


@pytest.mark.parametrize(
    ("pattern", "hit", "miss"),
    [
        (r"^\pL+ notice$", "Harbour notice", "12 notice"),
        (r"^\pL{3} notice$", "Fog notice", "Harbour notice"),
        (r"^page \pN+$", "Page 14", "Page one"),
        (r"^\PL+$", "12:30", "noon"),
        (r"^[[:upper:]]+ notice$", "FOG notice", "12 notice"),
        (r"^(?P<what>fog) notice$", "Fog notice", "Harbour notice"),
        (r"^(?<Was>Fog|(?P<Tide>Tide)) notice$", "Tide notice", "Harbour notice"),
        (r"^notice \(?P<tide> times$", "Notice (P<tide> times", "Notice"),
        (r"^fog (?U)all+ day$", "Fog all day", "Fog al day"),
        (r"^\QNotice (No. 3)\E$", "Notice (No. 3)", "Notice No. 3"),
        (r"^notice of (?-i:Fog)$", "NOTICE of Fog", "Notice of fog"),
        (r"^notice of (?-is:Fog.)$", "NOTICE of Fog!", "Notice of fog!"),
        (r"^notice of (?s-i)Fog$", "NOTICE of Fog", "Notice of fog"),
    ],
)
def test_a_pattern_means_the_same_in_lower_case(pattern: str, hit: str, miss: str, tmp_path: Path) -> None:
    """Documents are matched in lower case, and with all patterns as one."""
    twins = [
        rule_text(pattern=f"'{pattern}'", hits=f'["{hit}"]', name=f'"notice-{number}"') for number in range(2)
    ]
    rules = RuleList(load_rules([write_rules(tmp_path, "\n".join(twins))]).rules[:2])
    assert rules.decide([hit, miss]) == [0, -1]
    inline = [rule._replace(inline=True) for rule in rules.rules]
    assert bool(RuleList(inline).cuts(hit)) is True


def test_ignored_rules_do_not_fire() -> None:
    text = ["Share on Facebook"]
    assert RULES.rules[RULES.decide(text)[0]].id == "social/share-on"
    rules = load_rules(ignore={"social/share-on"})
    assert rules.rules == tuple(rule for rule in RULES.rules if rule.id != "social/share-on")
    assert rules.rules[rules.decide(text)[0]].id == "social/network-names"
    assert load_rules(ignore={"social/network-names", "social/share-on"}).decide(text) == [-1]


def test_an_unknown_id_to_ignore_is_refused_with_its_neighbours() -> None:
    with pytest.raises(RuleError, match=r"social/shareon.*did you mean.*social/share-on"):
        load_rules(ignore={"social/shareon"})


def test_a_rule_of_another_language_may_be_ignored() -> None:
    english = {rule.id for rule in load_rules(language="en").rules}
    other = next(rule.id for rule in RULES.rules if rule.id not in english)
    assert load_rules(ignore={other}, language="en").rules == load_rules(language="en").rules


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[[rule", "not TOML"),
        ("rule = 3", "[[rule]] tables"),
        ("[[rule]]\n[options]", "[[rule]] tables"),
        (rule_text(patern="'x'"), "harbour-notice.*unknown key 'patern'; did you mean 'pattern'"),
        (rule_text(label='"promotion"'), "harbour-notice.*unknown label 'promotion'; did you mean 'promo'"),
        (rule_text(label=""), "harbour-notice.*'label' is missing"),
        (rule_text(label='"body"'), "harbour-notice.*keep = true"),
        (rule_text(keep="true"), "harbour-notice.*'promo'"),
        (rule_text(why=""), "harbour-notice.*'why' is missing"),
        (rule_text(name=""), "rule 1: 'name' is missing"),
        (rule_text(hits='"Harbour notice"'), "harbour-notice.*'hits' is a list of strings"),
        (rule_text(max_chars="true"), "harbour-notice.*'max_chars' is a number"),
        (rule_text(pattern=""), "harbour-notice.*exactly one of"),
        (rule_text(phrases='["x"]'), "harbour-notice.*exactly one of"),
        (rule_text(pattern="", phrases='["..."]'), "harbour-notice.*a phrase needs a letter"),
        (rule_text(pattern="", phrases='["» ★★★ «"]'), "harbour-notice.*a phrase needs a letter"),
        (rule_text(pattern="", phrases='["(Opens in new tab)"]'), "harbour-notice.*a phrase needs a letter"),
        (rule_text(pattern="", openings='["Fog", "► "]'), "harbour-notice.*a phrase needs a letter"),
        (rule_text(pattern="", openings="[]"), "harbour-notice.*a phrase needs a letter"),
        (rule_text(pattern=r"'notice \QNo. (3'"), r"harbour-notice.*\\Q needs its \\E"),
        (rule_text(pattern=r"'(?:\pL{0,900})y\pL{500}'"), "harbour-notice.*too large"),
        (rule_text(pattern=r"'\Aharbour notice'"), r"harbour-notice.*\\A would .*; write \^"),
        (rule_text(pattern=r"'\Qharbour\E notice\z'"), r"harbour-notice.*\\z would .*; write \$"),
        (rule_text(pattern="'^harbour(?=x)'"), "harbour-notice.*bad pattern"),
        (rule_text(hits='["Lighthouse notice"]'), "harbour-notice.*does not match 'Lighthouse notice'"),
        (rule_text(misses='["Harbour notice"]'), "harbour-notice.*matches 'Harbour notice'"),
        (rule_text(pattern="", phrases='["Fog"]', inline="true"), "harbour-notice.*write a 'pattern'"),
        (rule_text(name='""'), "rule ''.*a name is of small letters"),
        (rule_text(name='"Harbour notice"'), "a name is of small letters"),
        (rule_text(name='"harbour/notice"'), "a name is of small letters"),
        (rule_text(name='"harbour-notice\\n"'), "a name is of small letters"),
        (rule_text(languages='["en", "english"]'), "harbour-notice.*'english' is no language code"),
        (rule_text(languages='["pt_BR"]'), "harbour-notice.*'pt_BR' is no language code"),
        (rule_text(languages='[""]'), "harbour-notice.*'' is no language code"),
        (rule_text(languages='["en\\n"]'), "harbour-notice.*is no language code"),
        (rule_text(hits="[]"), "harbour-notice.*'hits' is empty; show"),
    ],
)
def test_a_broken_file_is_refused_with_file_rule_and_reason(tmp_path: Path, text: str, fault: str) -> None:
    path = write_rules(tmp_path, text)
    with pytest.raises(RuleError, match=f"(?s)mine.toml.*{fault.replace('[[', '.*').replace(']]', '.*')}"):
        load_rules([path])


@pytest.mark.parametrize(
    "pattern", [r"^harbour (\QC:\A\z\E|notice)$", r"^(\\A|\\z)?harbour notice$", r"^harbour notice|\QC:\z\E"]
)
def test_a_quoted_or_escaped_backslash_is_no_end_of_the_text(pattern: str) -> None:
    assert match.pattern_problem(pattern) == ""


@pytest.mark.parametrize("code", ["en", "EN-gb", "yue", "zh-Hant-TW", "de-CH-1996", "es-419", "sl-x-a"])
def test_a_language_is_a_bcp_47_code(code: str, tmp_path: Path) -> None:
    path = write_rules(tmp_path, rule_text(languages=f'["{code}"]'))
    assert load_rules([path]).rules[0].languages == (code,)


def test_a_missing_file_is_refused_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match=r"nowhere\.toml: cannot be read"):
        load_rules([tmp_path / "nowhere.toml"])


def test_an_id_that_two_rules_share_is_refused(tmp_path: Path) -> None:
    path = write_rules(tmp_path, rule_text() + "\n" + rule_text())
    with pytest.raises(RuleError, match="two rules are called 'promo/harbour-notice'"):
        load_rules([path])


def test_a_bad_pattern_that_was_never_checked_is_named_when_it_is_compiled() -> None:
    rule = next(rule for rule in RULES.rules if not rule.phrases)._replace(id="ad/broken", pattern="^(")
    with pytest.raises(RuleError, match=r"ad/broken.*bad pattern"):
        RuleList([rule]).decide(["x"])


@given(st.lists(FURNITURE | st.text(), max_size=7), st.integers(1, 3))
def test_a_long_document_is_decided_in_stretches_as_at_once(texts: list[str], batch: int) -> None:
    decided, cut = RULES.decide(texts), RULES.has_cut(texts)
    with patch("cleaner.rules.engine._BATCH", batch):
        assert (RULES.decide(texts), RULES.has_cut(texts)) == (decided, cut)
