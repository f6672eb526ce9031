"""Clean documents that are made to break a parser, each in a process of its own, and print time and memory.

Run it as ``python benchmarks/endurance.py``, with a part of a name to run only some, and ``--share 0.01`` for a
hundredth of the size. It returns 1 if a document raises, takes longer than `PATIENCE`, or is killed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1] / "tests"
sys.path.insert(0, str(TESTS))

from hostile import SHAPES  # noqa: E402 - stands in the folder above

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
    options = parser.parse_args()
    print(
        f"{'':30}{'MB':>9}{'s':>9}{'s/MB':>9}{'at rest':>9}{'peak':>9}{'MB/MB':>9}{'blocks':>10}{'text':>12}"
    )
    failed = False
    for name, shape in SHAPES.items():
        if options.name not in name:
            continue
        count = max(1, int(shape.times * options.share))
        said = _cleaned(name, count)
        failed = failed or said.startswith("FAILED")
        print(f"{name:30}{said}", flush=True)
    return int(failed)


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
