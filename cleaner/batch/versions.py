"""The version of this package that cleans: one data set shall not be cleaned by two."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version
from typing import TypeVar

__all__ = ["installed_version", "received", "refuse_other_version"]


_Options = TypeVar("_Options")
_Made = TypeVar("_Made")


def installed_version() -> str:
    """Return the version of this package."""
    return version("article-cleaner")


def refuse_other_version(sent_by: str) -> None:
    """Raise RuntimeError if what arrives here was sent by another version of this package."""
    if sent_by != installed_version():
        raise RuntimeError(
            f"the batch was sent by version {sent_by} of article-cleaner and is to be cleaned by version "
            f"{installed_version()}: install the same one on every machine"
        )


def received(make: Callable[[_Options], _Made], options: _Options, sent_by: str) -> _Made:
    """Return what was pickled as its options; raises RuntimeError where the versions differ."""
    refuse_other_version(sent_by)
    return make(options)
