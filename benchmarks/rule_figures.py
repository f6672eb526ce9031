"""How often each rule fires on the corpora, and how often on text that belongs to the article.

    python benchmarks/rule_figures.py            print the rules that err most, and how many never fire
    python benchmarks/rule_figures.py --write    keep the figures in cleaner/rules/figures.tsv, and write docs/rules.md

Pages of the `train` split are cleaned as HTML, as every visible line and as what a first extractor leaves, and
every verdict that a rule gave on the way is held against the gold text, superseded ones included: the figures
are the rule's, not the program's. That split is what rules are made from; how the whole does on other sites is
what the accuracy figures say.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from corpora import ABSENT, ALL_CORPORA, MODES, Page, are_present, body_blocks, pages, stands_in, tokens

from cleaner import Article, Cleaner
from cleaner.context.common import CONTEXT_RULES
from cleaner.document import BODY_LABELS
from cleaner.render.reference import render_reference
from cleaner.rules.catalogue import AnyRule, all_rules
from cleaner.rules.figures import COLUMNS, FILE, fingerprint, gives_verdicts

ROOT = Path(__file__).resolve().parents[1]

SHOWN = 25
"""Rules that are printed, those that were wrong most often first."""


class Firing(NamedTuple):
    """One verdict of a rule: where, and whether it was wrong."""

    rule: str
    host: str
    wrong: bool


def firings(article: Article, page: Page) -> Iterator[Firing]:
    """Yield what the rules did on one page."""
    gold = body_blocks([block.text for block in article.blocks], page.gold or "").tolist()
    for verdict in article.verdicts:
        in_gold = gold[verdict.block]
        if verdict.span is not None:
            cut = tokens(article.blocks[verdict.block].text[slice(*verdict.span)])
            in_gold = stands_in(cut, page.gold or "")
        yield Firing(verdict.rule, page.host, in_gold != (verdict.label in BODY_LABELS))


def measured(found: Iterable[Firing]) -> dict[str, tuple[int, int, int]]:
    """Return for each rule how often it fired, how often wrongly, and at how many hosts."""
    fired: dict[str, int] = defaultdict(int)
    wrong: dict[str, int] = defaultdict(int)
    hosts: dict[str, set[str]] = defaultdict(set)
    for firing in found:
        fired[firing.rule] += 1
        wrong[firing.rule] += firing.wrong
        hosts[firing.rule].add(firing.host)
    return {rule: (times, wrong[rule], len(hosts[rule])) for rule, times in fired.items()}


def table(rules: Iterable[AnyRule], figures: dict[str, tuple[int, int, int]]) -> str:
    """Return the figures of the rules as a table of tab-separated values, sorted by id."""
    marks = {rule.id: fingerprint(rule) for rule in rules if gives_verdicts(rule)} | dict.fromkeys(
        CONTEXT_RULES, ""
    )
    rows = [(rule, *figures.get(rule, (0, 0, 0)), mark) for rule, mark in marks.items()]
    return "".join("\t".join(map(str, row)) + "\n" for row in [COLUMNS, *sorted(rows)])


def run() -> Iterator[Firing]:
    """Yield what the rules do on every page of the `train` split, in every form."""
    cleaner = Cleaner()
    for corpus in ALL_CORPORA:
        for page in pages(corpus, "train"):
            for mode in MODES:
                source = page.source(mode)
                if source:
                    yield from firings(
                        cleaner.extract(source, kind="html" if mode == "html" else "text"), page
                    )


def main() -> None:
    """Measure, print, and with --write keep the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true", help="keep the figures and write the reference anew")
    options = parser.parse_args()
    if not are_present():
        print(ABSENT)
        return
    figures = measured(run())
    rules = all_rules()
    known = {rule.id for rule in rules if gives_verdicts(rule)} | CONTEXT_RULES.keys()
    print(f"{'rule':45}{'fired':>8}{'wrong':>8}{'hosts':>8}")
    for rule, (fired, wrong, hosts) in sorted(figures.items(), key=lambda item: -item[1][1])[:SHOWN]:
        print(f"{rule:45}{fired:8,}{wrong:8,}{hosts:8,}")
    print(f"{len(known - figures.keys())} of {len(known)} rules never fired")
    if options.write:
        (ROOT / "cleaner" / "rules" / FILE).write_text(table(rules, figures), "utf-8")
        (ROOT / "docs" / "rules.md").write_text(render_reference(rules), "utf-8")


if __name__ == "__main__":
    main()
