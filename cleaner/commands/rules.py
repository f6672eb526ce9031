"""`cleaner rules`: the list of rules, or one of them."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from cleaner.commands.arguments import add_rule_files
from cleaner.commands.streams import SUCCEEDED, send
from cleaner.context.common import CONTEXT_RULES
from cleaner.render.rules import render_context_rule, render_rule, render_rules
from cleaner.rules.catalogue import AnyRule, all_rules
from cleaner.rules.load import nearest

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
    send(f"{_shown(parser, rules, options.id)}\n".encode())
    return SUCCEEDED


def _shown(parser: argparse.ArgumentParser, rules: Sequence[AnyRule], wanted: str) -> str:
    """Return everything about one rule, or exit because there is none of that name."""
    if wanted in CONTEXT_RULES:
        return render_context_rule(wanted, CONTEXT_RULES[wanted])
    known = {rule.id: rule for rule in rules}
    if wanted not in known:
        hint = nearest(wanted, [*known, *CONTEXT_RULES]) or "cleaner rules lists them"
        parser.error(f"no rule is called {wanted!r}; {hint}")
    return render_rule(known[wanted])
