"""The command line: find the command, run it, and end well whatever happens."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module

from cleaner.commands.streams import (
    FAILED,
    INTERRUPTED,
    SUCCEEDED,
    FailureError,
    HadEnoughError,
    complain,
    flush,
)

__all__ = ["main", "run"]

_COMMANDS = ("batch", "diff", "learn", "rules")
"""Commands by name; anything else is what to clean."""

_PACKAGE = "article-cleaner"
"""The package that pip knows: outputs say which version made them, and a mere copy of the modules has none."""

_OBJECTS = 100_000
"""New objects after which Python looks for garbage, of which starting and cleaning a page make next to none."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status; wrong use and --help raise SystemExit."""
    name, rest = _command(sys.argv[1:] if arguments is None else arguments)
    try:
        # A command is imported when it is asked for: the others would only delay it.
        status: int = import_module(f"cleaner.commands.{name}").main(rest)
    except KeyboardInterrupt:
        return INTERRUPTED
    except HadEnoughError:
        return SUCCEEDED  # A command to which that matters says so itself.
    except FailureError as failure:
        complain("", str(failure))
        return FAILED
    except ModuleNotFoundError as error:
        if error.name != _PACKAGE:
            raise
        complain(
            "", f"{_PACKAGE} is not installed, and so its version is not known; in its folder: pip install ."
        )
        return FAILED
    return status


def run() -> int:
    """Be a process that does nothing else: what `main` does, started and ended as quickly as may be."""
    # numpy would start a thread for each processor, for products of large matrices, of which there are none here.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    gc.set_threshold(_OBJECTS)
    signal.signal(signal.SIGTERM, _stop)
    status = main()
    flush()
    if _command(sys.argv[1:])[0] == "clean":
        os._exit(status)  # Nothing is open; taking down all modules one by one takes longer than many pages.
    return status


def _stop(number: int, frame: object) -> None:  # noqa: ARG001 - as signals call it
    """End in order, so that temporary files and other processes do not stay behind."""
    raise SystemExit(128 + number)


def _command(given: Sequence[str]) -> tuple[str, list[str]]:
    """Return the name of the command and its arguments."""
    if given and given[0] in _COMMANDS:
        return given[0], list(given[1:])
    return "clean", list(given)
