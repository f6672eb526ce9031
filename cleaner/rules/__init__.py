"""The text rules: phrases that name a block's function, kept as data and matched in one pass."""

from cleaner.rules.engine import Rule, RuleError, RuleList
from cleaner.rules.load import load_rules

__all__ = ["Rule", "RuleError", "RuleList", "load_rules"]
