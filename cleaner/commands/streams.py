"""Standard output and standard error of the commands."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TextIO

from cleaner.render.visible import visible

__all__ = [
    "FAILED",
    "INTERRUPTED",
    "SUCCEEDED",
    "FailureError",
    "HadEnoughError",
    "complain",
    "flush",
    "said",
    "send",
]

SUCCEEDED, FAILED, INTERRUPTED = 0, 1, 130


class FailureError(Exception):
    """An input or output that failed; the message is what the user reads."""


class HadEnoughError(Exception):
    """Nobody reads standard output any more."""


def send(line: bytes) -> None:
    """Write to standard output; raises HadEnoughError and, for all other errors, FailureError."""
    if sys.stdout is None:
        raise FailureError("standard output is closed")
    try:
        sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()
    except BrokenPipeError as error:
        _abandon(sys.stdout)
        raise HadEnoughError from error
    except OSError as error:
        _abandon(sys.stdout)
        raise FailureError(f"standard output: {said(error)}") from error


def said(error: Exception) -> str:
    """Return what a system error says, without its number and file name."""
    return getattr(error, "strerror", None) or str(error)


def complain(name: str, message: str) -> None:
    """Say in one line on standard error what failed; where nobody listens, the exit status says it alone.

    `name` is that of an input or output; it is empty where the message is about none, or names it.
    """
    if sys.stderr is None:
        return
    with suppress(OSError):
        sys.stderr.write(visible(f"cleaner: {name}{': ' if name else ''}{' '.join(message.split())}") + "\n")


def flush() -> None:
    """Write out what standard output and error still hold; Python, at its end, would take a failure for its own."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:  # nobody reads it
            _abandon(stream)
        except (ValueError, AttributeError):  # closed
            continue


def _abandon(stream: TextIO) -> None:
    """Point a stream at nothing, so that the next flush does not fail again."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
