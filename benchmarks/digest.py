"""Print one number for all that the program makes of the repository's documents: the same wherever it runs.

Run it as ``python benchmarks/digest.py`` with any interpreter, on any machine, and compare; with a number
behind it, it looks at one in so many documents.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from cleaner import Cleaner, Config  # noqa: E402 - stands in the folder above
from cleaner.render.json import render_json  # noqa: E402 - as above

ODD = (
    b"",
    b"\xff\xfe",
    b"\x85",
    "ï»¿cafÃ© â€œouvertâ€\x9d ".encode(),
    "鈥檚 是".encode("gb18030"),
    b"<p>" * 99,
)
"""Sources that are decoded and repaired in unusual ways."""


def sources(step: int) -> Iterator[bytes]:
    """Yield one fixture or seed in `step`, whole and in part, and some odd ones."""
    found = [*sorted(ROOT.glob("fixtures/*/source.*")), *sorted(ROOT.glob("seeds/*.txt"))]
    for path in found[::step]:
        yield path.read_bytes()
        yield path.read_bytes()[: path.stat().st_size // 3]
    yield from ODD


def digest(step: int = 1) -> str:
    """Return a digest of what is made of each source, with every score, offset and reason."""
    held = Cleaner(Config(links=True))
    found = hashlib.sha256()
    for source in sources(step):
        found.update(render_json(held.extract(source)).encode())
    return found.hexdigest()


if __name__ == "__main__":
    print(sys.version.partition(" ")[0], digest(*map(int, sys.argv[1:])))
