"""The accuracy gate: no corpus in no mode may fall below the word F1 pinned in floors.toml.

``python benchmarks/gate.py`` fails where one does, and says so; where the corpora are absent it says that
and passes. ``--update`` raises the floors to what is measured now, less a margin; it never lowers one: that
takes an editor and a reason.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from accuracy import measure
from corpora import ABSENT, ALL_CORPORA, MODES, are_present, pages
from ours import text_of
from scores import mean_word_f1

from cleaner import Cleaner

FLOORS = Path(__file__).with_name("floors.toml")
MARGIN = 0.002
"""How far below a measured F1 its floor is pinned: a page or two may differ between numpy versions."""

Figures = dict[str, dict[str, float]]

_HEAD = """# Word F1 on `valid` below which benchmarks/gate.py fails, by corpus and mode.
# Raised by `python benchmarks/gate.py --update`; lowering one takes an editor and a reason in the commit.
"""


def measure_corpus(corpus: str) -> dict[str, float]:
    """Return the mean word F1 of a corpus in each mode."""
    tool = partial(text_of, Cleaner())
    rows = list(pages(corpus, "valid"))
    return {mode: float(mean_word_f1(measure(tool, rows, mode)[0])) for mode in MODES}


def measure_all(workers: int) -> Figures:
    """Return the mean word F1 by corpus and mode."""
    largest_first = sorted(ALL_CORPORA, key=lambda corpus: corpus != "articles")
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        measured = dict(zip(largest_first, pool.map(measure_corpus, largest_first), strict=True))
    return {corpus: measured[corpus] for corpus in ALL_CORPORA}


def failures(measured: Figures, floors: Mapping[str, Mapping[str, float]]) -> list[str]:
    """Return a line for each figure below its floor, and for each that has none."""
    lines = []
    for corpus, modes in measured.items():
        for mode, found in modes.items():
            floor = floors.get(corpus, {}).get(mode)
            if floor is None:
                lines.append(f"{corpus}, {mode}: no floor; run `python benchmarks/gate.py --update`")
            elif found < floor:
                lines.append(f"{corpus}, {mode}: word F1 {found:.4f} is below its floor {floor:.4f}")
    return lines


def raised(measured: Figures, floors: Mapping[str, Mapping[str, float]]) -> Figures:
    """Return the floors after an update: measured less `MARGIN`, or the old floor where that is higher."""
    return {
        corpus: {
            mode: max(round(found - MARGIN, 4), floors.get(corpus, {}).get(mode, 0.0))
            for mode, found in modes.items()
        }
        for corpus, modes in measured.items()
    }


def read_floors(path: Path) -> Figures:
    """Return the floors by corpus and mode; none where the file does not exist."""
    return tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}


def write_floors(path: Path, floors: Figures) -> None:
    """Write floors by corpus and mode."""
    tables = [
        "\n".join([f"[{corpus}]", *(f"{mode} = {floor:.4f}" for mode, floor in modes.items())])
        for corpus, modes in floors.items()
    ]
    path.write_text(f"{_HEAD}\n" + "\n\n".join(tables) + "\n", "utf-8")


def main() -> int:
    """Measure and compare; return 1 where a figure is below its floor."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--update", action="store_true", help="raise the floors to what is measured now")
    parser.add_argument("--workers", type=int, default=2, help="processes (default 2)")
    options = parser.parse_args()
    if not are_present():
        print(f"Accuracy gate skipped. {ABSENT}")
        return 0
    measured, floors = measure_all(options.workers), read_floors(FLOORS)
    for corpus, modes in measured.items():
        for mode, found in modes.items():
            print(f"{corpus:12}{mode:12}{found:8.4f}   floor {floors.get(corpus, {}).get(mode, 0.0):.4f}")
    if options.update:
        floors = raised(measured, floors)
        write_floors(FLOORS, floors)
    below = failures(measured, floors)
    for failure in below:
        print(failure, file=sys.stderr)
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
