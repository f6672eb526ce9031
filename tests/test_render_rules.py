"""The rule list for a reader."""

from __future__ import annotations

from cleaner.document import Label
from cleaner.render.rules import render_rule, render_rules
from cleaner.rules import Rule
from cleaner.rules.structure import StructureRule

SHOP = Rule(
    id="promo/shop",
    label=Label.PROMO,
    languages=("en", "de"),
    pattern="^buy now",
    why="An imperative opens the block.",
    hits=("Buy now!", "Buy now and save"),
    misses=("People buy now.",),
    keep=False,
    inline=False,
    max_chars=1200,
)
CUT = SHOP._replace(id="ad/word", languages=(), inline=True)


def test_the_list_has_a_line_a_rule_in_columns() -> None:
    assert render_rules([SHOP, CUT]).splitlines() == [
        "rule        languages  fired  right  why",
        "promo/shop  en,de          ?      ?  An imperative opens the block.",
        "ad/word     any            ?      ?  An imperative opens the block.",
    ]


def test_a_rule_shows_everything() -> None:
    assert render_rule(SHOP).splitlines() == [
        "id         promo/shop",
        "label      promo",
        "languages  en,de",
        "decides    the whole block, up to 1,200 characters",
        "pattern    ^buy now",
        "why        An imperative opens the block.",
        "hits       Buy now!",
        "           Buy now and save",
        "misses     People buy now.",
    ]


def test_what_a_rule_does_is_told() -> None:
    assert "cuts what it matches out of a kept block" in render_rule(CUT)
    assert "keeps the block from later rules" in render_rule(SHOP._replace(keep=True))


def test_a_rule_over_elements_shows_what_it_matches() -> None:
    aside = StructureRule(
        id="structure/aside",
        label=Label.OTHER,
        why="It stands beside the story.",
        tags=frozenset({"aside"}),
        roles=frozenset(),
        words=frozenset({"sidebar", "rail"}),
        decides=True,
        hits=("<aside>x</aside>",),
        misses=(),
    )
    assert render_rules([aside]).splitlines()[1].split(maxsplit=4) == [
        "structure/aside",
        "any",
        "?",
        "?",
        "It stands beside the story.",
    ]
    assert render_rule(aside).splitlines() == [
        "id         structure/aside",
        "label      other",
        "decides    what stands in the element",
        "tags       aside",
        "words      rail, sidebar",
        "why        It stands beside the story.",
        "hits       <aside>x</aside>",
    ]
    assert "the name of what is removed" in render_rule(aside._replace(decides=False))


def test_a_rule_of_ones_own_cannot_steer_the_terminal() -> None:
    hostile = SHOP._replace(pattern="\x1b[2J", why="\x1b[2J", hits=("\x1b[2J",))
    assert "\x1b" not in render_rule(hostile) + render_rules([hostile])


def test_what_a_rule_over_elements_leaves_alone_is_told() -> None:
    rule = StructureRule(
        id="structure/picture-text",
        label=Label.CAPTION,
        why="The words under a picture.",
        tags=frozenset(),
        roles=frozenset(),
        words=frozenset({"caption"}),
        decides=True,
        hits=("<p class='caption'>",),
        misses=(),
        headless=True,
    )
    assert "what stands in the element, unless it holds a heading" in render_rule(rule)
    assert "no rule over texts is asked" in render_rule(rule._replace(silences=True))
