"""The packages of extras, which are asked for before anything is read."""

from __future__ import annotations

import argparse

__all__ = ["require"]


def require(parser: argparse.ArgumentParser, extra: str, *packages: str) -> None:
    """Exit where one of the packages is not installed, and say which extra brings it."""
    from importlib.util import find_spec  # noqa: PLC0415 - seldom needed

    for package in packages:
        if find_spec(package) is None:
            parser.error(f"{package} is not installed; pip install 'article-cleaner[{extra}]'")
