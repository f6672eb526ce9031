"""Mine furniture from the corpora and measure each rule: which lines recur outside articles, what fires inside.

    python training/mine_rules.py candidates ../shared/corpora    lines that several hosts repeat and no rule decides
    python training/mine_rules.py measure ../shared/corpora       how often each rule fires outside and inside the gold
    python training/mine_rules.py inside ../shared/corpora        every gold line that a rule would remove

Only rows of the `train` split are read. A line of `text_full` or `text_main` is outside when it is no line
of the gold and, being longer than a heading, stands in none.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
from dataset import ALL_CORPORA, OTHER_PAGES

from cleaner.rules import RuleList, load_rules

HEADING_CHARS = 25
"""A shorter line may stand in the gold by chance, as a word of its sentences."""

SHOWN = 120
"""Characters of a line in the tables."""

Line = tuple[str, str]
"""The host and the text."""


def lines(text: str | None) -> list[str]:
    """Return the non-empty lines with single spaces."""
    return [line for line in (" ".join(raw.split()) for raw in (text or "").split("\n")) if line]


def read(folder: Path) -> Iterator[tuple[list[Line], list[Line]]]:
    """Yield for each page of the `train` split its gold lines and its lines outside the gold."""
    columns = ["split", "host", "gold", "text_full", "text_main"]
    for name in ALL_CORPORA:
        for row in pq.read_table(folder / f"{name}.parquet", columns=columns).to_pylist():
            if row["split"] != "train":
                continue
            gold = lines(row["gold"])
            inside, whole = set(gold), " ".join(gold)
            found = dict.fromkeys(lines(row["text_full"]) + lines(row["text_main"]))
            outside = [
                line
                for line in found
                if line not in inside and not (len(line) > HEADING_CHARS and line in whole)
            ]
            kept = [] if name == OTHER_PAGES else gold
            yield [(row["host"], line) for line in kept], [(row["host"], line) for line in outside]


def fired(rules: RuleList, found: list[Line]) -> dict[str, list[Line]]:
    """Return the lines that each rule decides, by id; those that no rule decides under ""."""
    by_rule: dict[str, list[Line]] = defaultdict(list)
    for line, index in zip(found, rules.decide([text for _, text in found]), strict=True):
        by_rule[rules.rules[index].id if index >= 0 else ""].append(line)
    return by_rule


def print_candidates(undecided: list[Line], inside: list[Line], hosts: int) -> None:
    """Print undecided lines, digits read as 9, that at least so many hosts have: hosts, gold lines, line."""
    found: dict[str, set[str]] = defaultdict(set)
    for host, text in undecided:
        found[shape(text)].add(host)
    in_gold = Counter(shape(text) for _, text in inside)
    for line, who in sorted(found.items(), key=lambda item: -len(item[1])):
        if len(who) >= hosts:
            print(len(who), in_gold[line], line[:SHOWN], sep="\t")


def shape(text: str) -> str:
    """Return a line in lower case, without its bullet, every number as 9."""
    return re.sub(r"\d+", "9", text.lower().lstrip("•-* "))


def print_measures(rules: RuleList, inside: list[Line], outside: list[Line], seconds: float) -> None:
    """Print for each rule the lines and hosts it decides outside and inside the gold, then the sums."""
    out, within = fired(rules, outside), fired(rules, inside)
    print("rule", "outside", "hosts", "inside", "hosts", sep="\t")
    for rule in rules.rules:
        counts = [(len(found), len({host for host, _ in found})) for found in (out[rule.id], within[rule.id])]
        print(rule.id, *counts[0], *counts[1], sep="\t")
    removed = [line for rule in rules.rules if not rule.keep for line in within[rule.id]]
    long = [text for _, text in inside if is_paragraph(text)]
    print(f"outside: {len(outside)} lines, {len(outside) - len(out[''])} decided")
    for name, part, whole in (
        ("lines", len(removed), len(inside)),
        ("paragraphs", sum(is_paragraph(text) for _, text in removed), len(long)),
    ):
        print(f"inside: {part} of {whole} {name} removed, {part / whole * 1e4:.1f} in 10,000")
    print(f"{seconds / len(outside) * 1e6:.2f} microseconds a line")


def is_paragraph(text: str) -> bool:
    """Return whether a line has the dozen words that tell a paragraph from a heading or label."""
    return len(text.split()) >= 12  # noqa: PLR2004 - said in the docstring


def main() -> None:
    """Run one of the three reports."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("report", choices=("candidates", "measure", "inside"))
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--hosts", type=int, default=4, help="fewest hosts that make a candidate")
    parser.add_argument("--language", help="leave out the rules that are only for other languages")
    options = parser.parse_args()
    pages = list(read(options.corpora))
    inside = [line for gold, _ in pages for line in gold]
    outside = list(dict.fromkeys(line for _, found in pages for line in found))
    rules = load_rules(language=options.language)
    rules.decide(["compile first"])
    start = time.perf_counter()
    rules.decide([text for _, text in outside])
    seconds = time.perf_counter() - start
    if options.report == "candidates":
        print_candidates(fired(rules, outside)[""], inside, options.hosts)
    elif options.report == "measure":
        print_measures(rules, inside, outside, seconds)
    else:
        for name, found in sorted(fired(rules, inside).items()):
            for host, text in found if name else ():
                print(name, host, text[:SHOWN], sep="\t")


if __name__ == "__main__":
    main()
