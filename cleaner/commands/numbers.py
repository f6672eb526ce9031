"""The numbers on the command line, which are refused in words that say what would do."""

from __future__ import annotations

import argparse
import math

__all__ = ["count", "probability", "seconds"]


def count(value: str) -> int:
    """Return the number from 1 that a value gives."""
    if not value.isdecimal() or not int(value):
        raise argparse.ArgumentTypeError(f"a number from 1, not {value}")
    return int(value)


def probability(value: str) -> float:
    """Return the number from 0 to 1 that a value gives."""
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError(f"a number from 0 to 1, not {value}")
    return number


def seconds(value: str) -> float:
    """Return the number above 0 that a value gives."""
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    if not 0 < number < math.inf:
        raise argparse.ArgumentTypeError(f"a number above 0, not {value}")
    return number
