"""Every rule that is written down as data: those over texts, then those over elements."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cleaner.rules.engine import Rule
from cleaner.rules.load import load_rules
from cleaner.rules.structure import StructureRule, structure_rules

__all__ = ["AnyRule", "all_rules"]

AnyRule = Rule | StructureRule


def all_rules(paths: Sequence[Path] = ()) -> list[AnyRule]:
    """Return the rules of the files at `paths` and the built-in ones, in the order in which they decide.

    Raises RuleError for a file that cannot be used.
    """
    return [*load_rules(paths).rules, *structure_rules().rules]
