"""Invented pages for tests of batches, and the command run as its users run it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from support import ROOT

__all__ = ["Process", "page", "run_batch", "start_batch", "tree"]

_PLACES = ("Hallmouth", "Estmark", "Marrick", "Sorrel", "Linden", "Ostwick", "Varne", "Tolbury")
_THINGS = ("harbour", "library", "bridge", "market", "school", "ferry", "orchard", "theatre")

Process = subprocess.CompletedProcess[bytes]


def page(number: int, paragraphs: int = 4) -> str:
    """Return an invented page, another one for each number."""
    place, thing = _PLACES[number % 8], _THINGS[number // 8 % 8]
    story = "".join(
        f"<p>The {thing} of {place}, number {number}, was opened on its {turn + 1}. day by the mayor, who "
        f"said that it had cost {number + turn} crowns and that nobody in {place} would regret it.</p>"
        for turn in range(paragraphs)
    )
    return (
        f"<html><head><title>{place} opens {thing}</title></head><body>"
        f"<nav><a href='/'>Home</a> <a href='/news'>News</a></nav><article><h1>{place} opens {thing}</h1>"
        f"<p class='byline'>By Ingrid Vasko</p>{story}</article>"
        "<aside><h3>Related stories</h3><ul><li><a href='/a'>Another one</a></li></ul></aside>"
        "<footer>Subscribe to our newsletter</footer></body></html>"
    )


def _command(arguments: Sequence[object]) -> list[str]:
    return [sys.executable, "-m", "cleaner", "batch", *map(str, arguments)]


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def run_batch(
    *arguments: object, cwd: Path | None = None, source: bytes | None = None, stdin: int | None = None
) -> Process:
    """Return what `cleaner batch` with these arguments did, given `source` or the file `stdin`."""
    return subprocess.run(  # noqa: S603 - our own command
        _command(arguments),
        cwd=cwd,
        env=_environment(),
        **({"input": source} if stdin is None else {"stdin": stdin}),  # type: ignore[arg-type]
        capture_output=True,
        check=False,
    )


def start_batch(*arguments: object, cwd: Path | None = None) -> subprocess.Popen[bytes]:
    """Start `cleaner batch` with these arguments."""
    return subprocess.Popen(  # noqa: S603 - our own command
        _command(arguments),
        cwd=cwd,
        env=_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
