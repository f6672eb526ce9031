"""`cleaner rules`: the list of rules, or one of them."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from cleaner.commands.arguments import add_rule_files
from cleaner.commands.streams import SUCCEEDED, send
from cleaner.render.rules import render_rule, render_rules
from cleaner.rules.catalogue import all_rules

__all__ = ["main"]


def main(arguments: Sequence[str]) -> int:
    """Print the list of rules, or one of them; return the exit status."""
    parser = argparse.ArgumentParser(
        prog="cleaner rules",
        description="List the rules in the order in which they decide, or show one.",
        allow_abbrev=False,
    )
    parser.add_argument("id", nargs="?", metavar="ID", help="a rule, such as promo/newsletter-signup")
    parser.add_argument(
        "--markdown", action="store_true", help="print the reference of all rules, as docs/rules.md has it"
    )
    add_rule_files(parser)
    options = parser.parse_args(arguments)

    try:
        rules = all_rules(options.rules)
    except ValueError as error:
        parser.error(str(error))
    if options.markdown:
        if options.id is not None:
            parser.error(f"--markdown is the reference of all rules; {options.id} has no effect on it")
        from cleaner.render.reference import render_reference  # noqa: PLC0415 - seldom needed

        send(render_reference(rules).encode())
        return SUCCEEDED
    if options.id is None:
        send(f"{render_rules(rules)}\n".encode())
        return SUCCEEDED
    found = next((rule for rule in rules if rule.id == options.id), None)
    if found is None:
        parser.error(f"no rule is called {options.id!r}; cleaner rules lists them")
    send(f"{render_rule(found)}\n".encode())
    return SUCCEEDED
