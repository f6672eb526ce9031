"""The names of files on the command line: which may be read, which written, and which are the same."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import suppress
from pathlib import Path

__all__ = ["STANDARD_STREAM", "input_path", "is_same_file", "output_path"]

STANDARD_STREAM = "-"
"""Means standard input among the inputs."""


def output_path(value: str) -> str:
    """Return the name of a file or folder to write; refuses an empty one, and "-", which means no file elsewhere."""
    if value == STANDARD_STREAM:
        raise argparse.ArgumentTypeError('"-" names no file here; a file that is called so is ./-')
    return _name(value)


def input_path(value: str) -> Path:
    """Return the path of a file to read; an empty one would be the current folder."""
    return Path(_name(value))


def is_same_file(name: str, target: str) -> bool:
    """Tell whether the file `target`, which is to be written, is the one that an input or standard input reads."""
    if not os.path.isfile(target):  # noqa: PTH113 - a name with a NUL in it is no file, and no error either
        return False
    with suppress(OSError, ValueError, AttributeError):  # no such file, no file at all, closed
        read = os.fstat(sys.stdin.fileno()) if name == STANDARD_STREAM else os.stat(name)  # noqa: PTH116 - as above
        return os.path.samestat(read, os.stat(target))  # noqa: PTH116 - as above
    return False


def _name(value: str) -> str:
    if not value:
        raise argparse.ArgumentTypeError("the name is empty; name a file, or leave the option out")
    return value
