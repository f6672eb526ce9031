"""Clean documents that are made to break a parser, each in a process of its own, and print time and memory.

Run it as ``python benchmarks/endurance.py``, with a part of a name to run only some, and ``--share 0.01`` for a
hundredth of the size or ``--kilobytes 100`` for so much of each. It returns 1 if a document raises, takes longer
than `PATIENCE`, or is killed. With ``--documents 100000``, one process cleans so many small ones instead, and its
memory is printed as it goes.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1] / "tests"
sys.path.insert(0, str(TESTS))

from hostile import SHAPES, Shape  # noqa: E402 - stands in the folder above

from cleaner import Cleaner  # noqa: E402 - after the folder above

PATIENCE = 900
"""Seconds after which a document is given up."""

_RUN = """
import sys, time, resource
sys.path.insert(0, sys.argv[3])
from hostile import SHAPES
from cleaner import Cleaner
held = Cleaner()
held.extract("<p>caf\\u00e9 d\\u00e9j\\u00e0 vu, don\\u00e2\\u20ac\\u2122t</p>", kind="html")
shape = SHAPES[sys.argv[1]]
source = shape.make(int(sys.argv[2]))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
start = time.process_time()
article = held.extract(source, kind=shape.kind)
seconds = time.process_time() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
size = len(source) / 1e6
print(f"{size:9.1f}{seconds:9.2f}{seconds / size:9.2f}{before:9.0f}{peak:9.0f}{(peak - before) / size:9.0f}"
      f"{len(article.blocks):10,}{len(article.text):12,}  {article.problem or ''}")
"""


def main() -> int:
    """Print a line for each document."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("name", nargs="?", default="", help="part of a name")
    parser.add_argument("--share", type=float, default=1.0, help="of the size of each document")
    parser.add_argument("--kilobytes", type=int, default=0, help="size of each document, in place of its own")
    parser.add_argument("--documents", type=int, default=0, help="small ones, in one process")
    options = parser.parse_args()
    if options.documents:
        watch_memory(options.documents)
        return 0
    print(
        f"{'':30}{'MB':>9}{'s':>9}{'s/MB':>9}{'at rest':>9}{'peak':>9}{'MB/MB':>9}{'blocks':>10}{'text':>12}"
    )
    failed = False
    for name, shape in SHAPES.items():
        if options.name not in name:
            continue
        count = max(1, int(shape.times * options.share))
        if options.kilobytes:
            count = min(count, times_for(shape, 1000 * options.kilobytes))
        said = _cleaned(name, count)
        failed = failed or said.startswith("FAILED")
        print(f"{name:30}{said}", flush=True)
    return int(failed)


def times_for(shape: Shape, size: int) -> int:
    """Return how often the piece of a shape is repeated in a document of so many bytes."""
    made = (shape.make(count) for count in (1, 11))
    small, large = (len(each.encode() if isinstance(each, str) else each) for each in made)
    return max(1, 1 + 10 * (size - small) // (large - small))


def watch_memory(count: int) -> None:
    """Clean small documents, each unlike the others, and print the memory in use ten times."""
    held = Cleaner()
    for number in range(count + 1):
        if not number % max(1, count // 10):
            pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
            print(f"{number:9,} documents {pages * resource.getpagesize() / 1e6:9.1f} MB", flush=True)
        said = f"Number {number} of {count} says that the bridge is open, and that is all it says. "
        page = f"<article class=c{number}><h1>{number}</h1><p>{said * 3}</p><p>CafÃ© â€œ{number}â€\x9d</p></article>"
        held.extract(page if number % 3 else said * 4)


def _cleaned(name: str, count: int) -> str:
    """Return what a process says of one document."""
    command = [sys.executable, "-c", _RUN, name, str(count), str(TESTS)]
    try:
        run = subprocess.run(  # noqa: S603 - this interpreter, with the text above
            command, capture_output=True, text=True, check=False, timeout=PATIENCE
        )
    except subprocess.TimeoutExpired:
        return f"FAILED: not done after {PATIENCE} s"
    if run.returncode:
        return f"FAILED: status {run.returncode} {run.stderr.strip().rpartition(chr(10))[2]}"
    return run.stdout.rstrip("\n")


if __name__ == "__main__":
    sys.exit(main())
