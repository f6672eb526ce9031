"""How long the one-off command takes as a process of its own, beside the command of trafilatura."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from corpora import Page

__all__ = ["print_start"]

PAGES = 9
"""Pages that are cleaned, of all sizes: most of the time goes before the page is read."""

COMMANDS = {
    "cleaner": [sys.executable, "-m", "cleaner"],
    "trafilatura": [sys.executable, "-c", "from trafilatura.cli import main; main()"],
    "python -c pass": [sys.executable, "-c", "pass"],
    "import numpy, turbohtml": [sys.executable, "-c", "import numpy, turbohtml"],
}
"""What is run with a page as standard input. The last two are what no change of ours makes less."""


class Run(NamedTuple):
    """Seconds that a process took, by the clock and of processors."""

    wall: float
    processor: float


def print_start(pages: Sequence[Page], rounds: int) -> None:
    """Print milliseconds of each command, taken in turn over the same pages, as medians over pages and rounds."""
    chosen = [page.html for page in pages[:: max(1, len(pages) // PAGES)]][:PAGES]
    # Compiled modules are kept as in any installation, which they are not where this variable stands.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    for command in COMMANDS.values():
        _run(command, chosen[0], environment)
    runs: dict[str, list[Run]] = {name: [] for name in COMMANDS}
    for _ in range(rounds):
        for page in chosen:
            for name, command in COMMANDS.items():
                runs[name].append(_run(command, page, environment))
    print(f"\nstart to end{'':22}ms  processor ms  the least   times as long as cleaner: clock, processor")
    ours = np.array(runs["cleaner"])
    for name, found in runs.items():
        each = np.array(found)
        wall, processor = 1e3 * np.median(each, axis=0)
        clock, busy = np.median(each / ours, axis=0)
        print(
            f"{name:24}{wall:12.0f}{processor:14.0f}{1e3 * each[:, 1].min():11.0f}   {clock:.2f} {busy:.2f}"
        )


def _run(command: Sequence[str], page: bytes, environment: dict[str, str]) -> Run:
    """Run a command with a page as its standard input; raises CalledProcessError where it fails."""
    with tempfile.TemporaryFile() as source:
        source.write(page)
        source.seek(0)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.perf_counter()
        subprocess.run(command, stdin=source, stdout=subprocess.DEVNULL, env=environment, check=True)  # noqa: S603
        wall = time.perf_counter() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Run(wall, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
