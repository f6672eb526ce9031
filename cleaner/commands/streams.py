"""Standard output and standard error of the commands."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

from cleaner.render.visible import visible

__all__ = ["FAILED", "INTERRUPTED", "SUCCEEDED", "FailureError", "abandon_stdout", "complain", "said", "send"]

SUCCEEDED, FAILED, INTERRUPTED = 0, 1, 130


class FailureError(Exception):
    """An input or output that failed; the message is what the user reads."""


def send(line: bytes) -> None:
    """Write to standard output; raises BrokenPipeError and, for all other errors, FailureError."""
    if sys.stdout is None:
        raise FailureError("standard output is closed")
    try:
        sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        abandon_stdout()
        raise FailureError(f"standard output: {said(error)}") from error


def said(error: Exception) -> str:
    """Return what a system error says, without its number and file name."""
    return getattr(error, "strerror", None) or str(error)


def complain(name: str, message: str) -> None:
    """Say in one line on standard error what failed."""
    if sys.stderr is not None:
        sys.stderr.write(visible(f"cleaner: {name}: {' '.join(message.split())}") + "\n")


def abandon_stdout() -> None:
    """Point standard output at nothing, so that Python's last flush does not fail again."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
