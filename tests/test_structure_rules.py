"""The structure rules: generated from structure.toml, and how they hold in each other's elements."""

from __future__ import annotations

import pytest

from cleaner.rules.structure import StructureRule, StructureRules, structure_ids, structure_rules
from cleaner.score.lexicon import mark_words
from cleaner.split.html import split_html

RULES = structure_rules().rules
HITS = [pytest.param(rule, page, id=f"{rule.id}-{page}") for rule in RULES for page in rule.hits]
MISSES = [pytest.param(rule, page, id=f"{rule.id}-{page}") for rule in RULES for page in rule.misses]


def matched(page: str, rules: StructureRules | None = None) -> list[str]:
    """Return the id of the rule that holds for each block of a page, or an empty string."""
    rules = rules or structure_rules()
    layout = split_html(page)
    found, _ = rules.containers(layout.parents, layout.tags, layout.marks, [0.0] * len(layout.tags))
    return [rules.rules[found[node]].id if found[node] >= 0 else "" for node in layout.nodes]


@pytest.mark.parametrize(("rule", "page"), HITS)
def test_every_hit_is_matched_by_its_rule(rule: StructureRule, page: str) -> None:
    assert set(matched(page)) == {rule.id}


@pytest.mark.parametrize(("rule", "page"), MISSES)
def test_no_miss_is_matched_by_its_rule(rule: StructureRule, page: str) -> None:
    assert rule.id not in matched(page)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_is_told_in_full(rule: StructureRule) -> None:
    assert rule.why.endswith(".")
    assert rule.hits
    assert rule.misses
    assert rule.tags | rule.roles | rule.words


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_word_and_role_can_be_read_in_the_names_of_an_element(rule: StructureRule) -> None:
    unread = [word for word in rule.words if word not in mark_words("div", word)]
    unread += [role for role in rule.roles if matched(f"<div role='{role}'>a</div>") != [rule.id]]
    assert unread == []


@pytest.mark.parametrize("field", ["tags", "roles", "words"])
def test_no_later_rule_is_shadowed_by_an_earlier_one(field: str) -> None:
    seen: set[str] = set()
    for rule in RULES:
        assert not seen & getattr(rule, field), rule.id
        seen |= getattr(rule, field)


def test_ids_are_unique() -> None:
    assert len(structure_ids()) == len(RULES)
    assert {rule.id for rule in RULES} == structure_ids()


def test_the_innermost_match_names_a_block() -> None:
    page = "<div class=related>a<div class=promo>b<p>c</p></div>d</div>"
    assert matched(page) == ["structure/related", "structure/promo", "structure/promo", "structure/related"]


def test_nothing_overrides_a_rule_that_decides() -> None:
    assert matched("<nav><div class=promo>a</div></nav>") == ["structure/navigation"]


def test_a_rule_that_removes_more_overrides_one_that_decides() -> None:
    page = "<dialog>a<textarea>b</textarea><button>c</button></dialog>"
    assert matched(page) == ["structure/dialog", "structure/text-field", "structure/dialog"]


@pytest.mark.parametrize("tag", ["h1", "h2", "h3", "h4", "h5", "h6", "dt"])
def test_a_button_in_a_heading_is_a_heading(tag: str) -> None:
    page = f"<div class=promo><{tag}><button>a</button></{tag}><button>b</button></div>"
    assert matched(page) == ["structure/promo", "structure/button"]


def test_what_holds_the_whole_story_decides_nothing_whatever_it_is_called() -> None:
    layout = split_html("<div class=has-modal><p>a</p><nav>b</nav></div><div class=modal>c</div>")
    rules = structure_rules()
    shares = [
        0.9 if tag == "html" or "has" in marks else 0.1
        for tag, marks in zip(layout.tags, layout.marks, strict=True)
    ]
    named, deciding = rules.containers(layout.parents, layout.tags, layout.marks, shares)
    told = {
        layout.texts[index]: [
            rules.rules[found[node]].id if found[node] >= 0 else "" for found in (named, deciding)
        ]
        for index, node in enumerate(layout.nodes)
    }
    assert told == {
        "a": ["structure/dialog", ""],
        "b": ["structure/navigation", "structure/navigation"],
        "c": ["structure/dialog", "structure/dialog"],
    }


@pytest.mark.parametrize("name", ["cmp-text", "cmp-container cmp-container--fixed", "multimodal"])
def test_names_of_a_systems_components_are_no_dialogs(name: str) -> None:
    assert matched(f"<div class='{name}'><p>a</p></div>") == [""]


def test_a_rule_that_decides_holds_inside_one_that_names() -> None:
    assert matched("<div class=promo>a<nav>b</nav></div>") == ["structure/promo", "structure/navigation"]


def test_the_written_order_decides_within_one_element() -> None:
    first, second = [rule for rule in RULES if rule.words and not rule.decides][:2]
    page = f"<div class='{min(second.words)} {min(first.words)}'>a</div>"
    assert matched(page) == [first.id]


@pytest.mark.parametrize("element", ["html", "body"])
def test_the_names_of_the_whole_page_are_no_names_of_its_parts(element: str) -> None:
    assert matched(f"<{element} class='menu promo'><p>a</p>") == [""]


def test_roles_are_told_from_words() -> None:
    assert matched("<div class=banner>a</div><div role=banner>b</div>") == ["", "structure/breadcrumb"]


@pytest.mark.parametrize("name", ["job-role-search", "roleMenu", "role-tablist__text", "has-role-dialog"])
def test_a_class_that_speaks_of_roles_is_no_role(name: str) -> None:
    removing = {rule.id for rule in RULES if rule.decides}
    assert removing.isdisjoint(matched(f"<p class='{name}'>a</p>"))


@pytest.mark.parametrize("role", ["search", "SEARCH", "search form"])
def test_a_role_is_read_as_browsers_read_it(role: str) -> None:
    assert matched(f"<div class='a' role='{role}' id=b><p>a</p></div>") == ["structure/navigation"]


def test_a_rule_that_spares_an_element_leaves_it_to_the_others() -> None:
    page = "<div class='cookies {}'>a</div>"
    assert matched(page.format("related")) == ["structure/dialog"]
    assert matched(page.format("hentry related")) == matched("<div class='hentry related'>a</div>")
    assert matched(page.format("hentry related")) == ["structure/related"]
    assert matched(page.format("hentry")) == [""]


def test_all_rules_may_be_ignored() -> None:
    assert matched("<nav>a</nav><p>b</p>", structure_rules(structure_ids())) == ["", ""]


def test_an_ignored_rule_does_not_fire() -> None:
    page = "<nav>a</nav><button>b</button>"
    assert matched(page, structure_rules({"structure/navigation"})) == ["", "structure/button"]


def test_the_same_rules_may_be_asked_about_many_pages() -> None:
    rules = structure_rules()
    for number in range(20_100):
        rules.containers([-1], ["div"], [f"x{number}"], [0.0])
    assert matched("<nav>a</nav><div class=promo>b</div><p>c</p>", rules) == [
        "structure/navigation",
        "structure/promo",
        "",
    ]


def test_an_element_of_a_sites_own_is_named_by_its_tag() -> None:
    page = "<newsletter-box>a</newsletter-box><app-root>b</app-root><post-body class=related>c</post-body>"
    assert matched(page) == ["structure/newsletter-box", "", "structure/related"]


def test_a_caption_with_a_heading_of_its_own_is_the_text_of_a_card_and_decides_nothing() -> None:
    card = "<div class=caption><div><h3>a</h3></div><p>b</p></div>"
    layout = split_html(f"{card}<div class=caption><p>c</p></div><figcaption><h4>d</h4></figcaption>")
    rules = structure_rules()
    _, deciding = rules.containers(layout.parents, layout.tags, layout.marks, [0.0] * len(layout.tags))
    assert [deciding[node] >= 0 for node in layout.nodes] == [False, False, True, True]


def test_of_the_title_of_a_manuals_box_the_rule_list_says_nothing() -> None:
    page = (
        "<div class=admonition><p class=admonition-title>a</p><p>b</p></div>"
        "<div class='admonitionHeading_x'><p>c</p><p>d</p></div><p class=title>e</p>"
    )
    layout = split_html(page)
    assert structure_rules().silenced(layout) == [layout.texts.index("a")]
    assert structure_rules({"structure/box-title"}).silenced(layout) == []
