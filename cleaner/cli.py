"""The command line: find the command, run it, and end well whatever happens."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

from cleaner.commands.streams import (
    FAILED,
    INTERRUPTED,
    SUCCEEDED,
    FailureError,
    abandon_stdout,
    complain,
)

__all__ = ["main"]

_COMMANDS = ("batch", "diff", "learn", "rules")
"""Commands by name; anything else is what to clean."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status; wrong use and --help raise SystemExit."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    name, rest = (given[0], given[1:]) if given[:1] and given[0] in _COMMANDS else ("clean", given)
    try:
        # A command is imported when it is asked for: the others would only delay it.
        status: int = import_module(f"cleaner.commands.{name}").main(rest)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        abandon_stdout()
        return SUCCEEDED  # The reader had enough.
    except FailureError as failure:
        complain("-", str(failure))
        return FAILED
    return status
