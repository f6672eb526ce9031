"""How the rules did on the corpora: the figures kept, what is said of them, and the reference made of them."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest
from handmade import article
from markdown_it import MarkdownIt
from support import ROOT

from cleaner.cli import main
from cleaner.context.common import CONTEXT_RULES
from cleaner.document import Label, Verdict
from cleaner.render.reference import render_reference
from cleaner.render.rules import did, render_rule, render_rules
from cleaner.rules import Rule, load_rules
from cleaner.rules.catalogue import all_rules
from cleaner.rules.figures import Figures, context_figures, figures_of, fingerprint, gives_verdicts
from cleaner.rules.structure import StructureRule, structure_rules

REFERENCE = ROOT / "docs" / "rules.md"


def rule_called(name: str) -> Rule:
    return next(rule for rule in load_rules().rules if rule.id == name)


def test_most_rules_are_measured_as_they_are() -> None:
    found = [figures_of(rule) for rule in all_rules() if gives_verdicts(rule)]
    assert sum(figures is not None for figures in found) > 0.9 * len(found)
    assert sum(figures.fired for figures in found if figures) > 10_000
    assert all(0 <= figures.wrong <= figures.fired >= figures.hosts for figures in found if figures)
    assert all(context_figures(rule) for rule in CONTEXT_RULES)


def test_a_rule_that_changes_is_not_what_was_measured() -> None:
    rule = rule_called("promo/newsletter-signup")
    figures = figures_of(rule)
    assert figures
    changed = figures_of(rule._replace(pattern="^x"))
    assert changed
    assert not changed.current
    assert "the rule has changed since" in did(changed)
    assert figures_of(rule._replace(id="promo/no-such-rule")) is None


@pytest.mark.parametrize("change", [{"pattern": "x"}, {"keep": True}, {"inline": True}, {"max_chars": 1}])
def test_the_fingerprint_is_of_what_a_rule_does(change: dict[str, object]) -> None:
    rule = rule_called("promo/newsletter-signup")
    assert fingerprint(rule._replace(**change)) != fingerprint(rule)
    assert fingerprint(rule._replace(why="x", hits=("x",))) == fingerprint(rule)


@pytest.mark.parametrize(
    "change",
    [
        {"label": Label.CREDIT},
        {"tags": frozenset({"x"})},
        {"roles": frozenset({"x"})},
        {"words": frozenset({"x"})},
        {"decides": False},
        {"most": 0.5},
        {"spares": frozenset({"x"})},
        {"headless": True},
        {"silences": True},
    ],
    ids=lambda change: next(iter(change)),
)
def test_the_fingerprint_of_a_rule_over_elements_is_of_what_decides(change: dict[str, object]) -> None:
    rule = next(rule for rule in structure_rules().rules if rule.id == "structure/newsletter-box")
    assert fingerprint(rule._replace(**change)) != fingerprint(rule)
    assert fingerprint(rule._replace(why="x", hits=("x",), misses=("x",))) == fingerprint(rule)


def test_every_field_of_a_rule_over_elements_is_told_or_said_to_decide_nothing() -> None:
    assert set(StructureRule._fields) - {"id", "why", "hits", "misses"} == {
        "label",
        "tags",
        "roles",
        "words",
        "decides",
        "most",
        "spares",
        "headless",
        "silences",
    }


def test_figures_are_told_in_words() -> None:
    assert (
        did(Figures(1_234, 12, 56, current=True))
        == "fired 1,234 times at 56 hosts, 99.0% rightly, 12 wrongly"
    )
    assert did(Figures(1, 0, 1, current=True)) == "fired once at 1 host, 100.0% rightly, 0 wrongly"
    assert did(Figures(0, 0, 0, current=True)) == "never fired on the corpora"
    assert did(None) == "not yet"


def test_the_list_shows_how_often_a_rule_fired_and_how_often_rightly(monkeypatch: pytest.MonkeyPatch) -> None:
    figures = {
        "promo/newsletter-signup": Figures(1_200, 60, 9, current=True),
        "ad/advertisement": Figures(0, 0, 0, current=True),
    }
    monkeypatch.setattr("cleaner.render.rules.figures_of", lambda rule: figures.get(rule.id))
    rules = [rule_called(name) for name in figures]
    rows = [row.split()[2:4] for row in render_rules(rules).splitlines()]
    assert rows == [["fired", "right"], ["1,200", "95%"], ["0", "-"]]
    assert "measured   fired 1,200 times" in render_rule(rules[0])


def test_the_reference_in_the_repository_is_the_one_the_program_makes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["rules", "--markdown"]) == 0
    made = capsys.readouterr().out
    assert made == REFERENCE.read_text("utf-8"), "write it anew: cleaner rules --markdown > docs/rules.md"


def test_the_reference_holds_every_rule_with_its_hits_and_misses() -> None:
    rules = all_rules()
    html = MarkdownIt().render(render_reference(rules))
    for rule in (*(rule.id for rule in rules), *CONTEXT_RULES):
        assert f"<h3>{rule}</h3>" in html
    assert html.count("<li>hits: ") == sum(bool(rule.hits) for rule in rules)
    assert html.count("<li>misses: ") == sum(bool(rule.misses) for rule in rules)


def test_a_rule_that_only_names_is_not_one_that_never_fired() -> None:
    names = [rule.id for rule in all_rules() if not gives_verdicts(rule)]
    assert "structure/aside" in names
    text = render_reference(all_rules())
    never = text.partition("## Rules that never fired")[2].partition("\n## ")[0]
    assert not [name for name in names if f"[{name}]" in never]
    assert text.count("it names what others remove") == len(names)


def test_rules_that_err_or_never_fire_stand_out(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = [
        rule_called(name) for name in ("ad/advertisement", "promo/newsletter-signup", "legal/copyright-line")
    ]
    found = dict(
        zip(
            [rule.id for rule in rules],
            [
                Figures(100, 30, 9, current=True),
                Figures(0, 0, 0, current=True),
                Figures(10, 2, 2, current=True),
            ],
            strict=True,
        )
    )
    monkeypatch.setattr("cleaner.render.reference.figures_of", lambda rule: found[rule.id])
    text = render_reference(rules)
    err, _, rest = text.partition("## Rules that err")[2].partition("## Rules that never fired")
    assert "| [ad/advertisement](#adadvertisement) | 100 | 30 | 70% |" in err
    assert "legal/copyright-line" not in err
    never = rest.partition("\n## ")[0]
    assert "promo/newsletter-signup" in never
    assert "ad/advertisement" not in never


def test_a_verdict_is_held_against_the_gold_text() -> None:
    sys.path.insert(0, str(ROOT / "benchmarks"))
    pytest.importorskip("pyarrow")
    from corpora import Page  # noqa: PLC0415 - needs the path
    from rule_figures import Firing, firings, measured  # noqa: PLC0415 - as above

    story = "The ferry ran aground on Monday and nobody was hurt."
    cut = "Sign up here. "
    page = Page("news", "1", "u", "h", "", "train", b"", f"{story}\nHe went on.", "", "")
    made = article(
        (Label.BODY, story),
        (Label.BODY, f"He went on. {cut}"),
        (Label.OTHER, "Home"),
        verdicts=[
            Verdict(0, Label.PROMO, "promo/wrong"),
            Verdict(2, Label.PROMO, "promo/right"),
            Verdict(2, Label.BODY, "keep/wrong"),
            Verdict(0, Label.BODY, "keep/right"),
            Verdict(1, Label.AD, "ad/cut", span=(12, 12 + len(cut))),
            Verdict(1, Label.AD, "ad/bad-cut", span=(0, 10)),
        ],
    )
    found = {firing.rule: firing.wrong for firing in firings(replace(made), page) if firing.rule != "score"}
    assert found == {
        "promo/wrong": True,
        "promo/right": False,
        "keep/wrong": True,
        "keep/right": False,
        "ad/cut": False,
        "ad/bad-cut": True,
    }
    counts = measured(
        [Firing("x", "a", wrong=True), Firing("x", "b", wrong=False), Firing("x", "b", wrong=False)]
    )
    assert counts == {"x": (3, 1, 2)}
