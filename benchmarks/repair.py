"""Print the share of damaged lines that `cleaner.repair` and ftfy restore, and every right text that changes.

The lines are those of the gold texts of all collections that hold more than ASCII; each kind of accident is
done to all of them. Run it as ``python benchmarks/repair.py``; the corpora are looked for in $CLEANER_SHARED
or in ``../shared``. It returns 1 if a right text changes.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import ftfy
import ftfy.bad_codecs  # registers the codecs whose names begin with "sloppy"
from corpora import ABSENT, CORPORA, OTHER_PAGES, are_present, texts

from cleaner.repair import repair

LINES = 600
"""Lines of each collection that are damaged; all texts are looked at for changes."""

PART = 3
"""One in so many words, where an accident happens to some words only."""

Damage = Callable[[str], str]


class Accident(NamedTuple):
    """What is done to a line, and whether that can be undone."""

    name: str
    damage: Damage
    is_reversible: bool = True


def misread(codec: str, times: int = 1) -> Damage:
    """Return the accident of reading UTF-8 in another encoding, so many times over."""

    def damage(line: str) -> str:
        for _ in range(times):
            line = line.encode().decode(codec)
        return line

    return damage


def in_places(codec: str) -> Damage:
    """Return the accident for some of the words."""

    def damage(line: str) -> str:
        words = line.split(" ")
        words[::PART] = map(misread(codec), words[::PART])
        return " ".join(words)

    return damage


def lossy(codec: str) -> Damage:
    """Return the accident in which bytes without a meaning become U+FFFD."""
    return lambda line: line.encode().decode(codec, "replace")


def blanked(line: str) -> str:
    """Return a line read as windows-1252, with the no-break spaces made blanks."""
    return misread("sloppy-windows-1252")(line).replace("\xa0", " ")


ACCIDENTS = (
    Accident("windows-1252", misread("sloppy-windows-1252")),
    Accident("ISO-8859-1", misread("latin-1")),
    Accident("windows-1251", misread("sloppy-windows-1251")),
    Accident("Mac Roman", misread("mac-roman")),
    Accident("windows-1250", misread("sloppy-windows-1250")),
    Accident("windows-1252, twice", misread("sloppy-windows-1252", 2)),
    Accident("ISO-8859-1, twice", misread("latin-1", 2)),
    Accident("windows-1251, twice", misread("sloppy-windows-1251", 2)),
    Accident("Mac Roman, twice", misread("mac-roman", 2)),
    Accident("windows-1252, some words", in_places("sloppy-windows-1252")),
    Accident("ISO-8859-1, some words", in_places("latin-1")),
    Accident("IBM866", misread("cp866")),
    Accident("IBM437", misread("cp437")),
    Accident("KOI8-R", misread("koi8-r")),
    Accident("windows-1253", misread("sloppy-windows-1253")),
    Accident("windows-1254", misread("sloppy-windows-1254")),
    Accident("windows-1257", misread("sloppy-windows-1257")),
    Accident("GBK, nothing lost", lossy("gb18030")),
    Accident("GBK, bytes lost", lossy("gb18030"), is_reversible=False),
    Accident("windows-1252, bytes lost", lossy("cp1252"), is_reversible=False),
    Accident("windows-1252, no-break spaces lost", blanked, is_reversible=False),
)


def lines() -> Iterator[tuple[str, str]]:
    """Yield corpus and line: the lines with more than ASCII, those of each language first."""
    for corpus in CORPORA:
        found = [line for text in texts(corpus, "gold") for line in text.split("\n") if not line.isascii()]
        random.Random(0).shuffle(found)  # noqa: S311 - no secret
        yield from ((corpus, line) for line in found[:LINES])


def restored(line: str, accident: Accident) -> tuple[str, str, str] | None:
    """Return a damaged line as it is, as we and as ftfy mend it; None if the accident spares or loses it."""
    damaged = accident.damage(line)
    if damaged == line or (accident.is_reversible and "\ufffd" in damaged):
        return None
    if accident.name == "GBK, bytes lost" and "\ufffd" not in damaged:
        return None
    return damaged, repair(damaged)[0], ftfy.fix_encoding(damaged)


def print_restored(samples: Sequence[str]) -> None:
    """Print a row for each accident."""
    print(f"{'lines restored, %':38}{'lines':>8}{'cleaner':>9}{'ftfy':>8}{'of those of ftfy':>18}")
    totals = [0, 0, 0, 0]
    for accident in ACCIDENTS:
        found = [(line, *result) for line in samples if (result := restored(line, accident))]
        ours = sum(mended == line for line, _, mended, _ in found)
        theirs = sum(other == line for line, _, _, other in found)
        both = sum(mended == other == line for line, _, mended, other in found)
        if accident.is_reversible:
            totals = [a + b for a, b in zip(totals, (len(found), ours, theirs, both), strict=True)]
        _print_row(accident.name, len(found), ours, theirs, both)
    _print_row("all that are reversible", *totals)


def _print_row(name: str, count: int, ours: int, theirs: int, both: int) -> None:
    print(
        f"{name:38}{count:8,}{100 * ours / max(1, count):9.2f}{100 * theirs / max(1, count):8.2f}"
        f"{100 * both / max(1, theirs):18.2f}"
    )


def print_changes() -> int:
    """Print how many texts and lines there are and which of them change; return how many gold lines do."""
    print(f"\n{'right texts':24}{'texts':>8}{'characters':>13}{'lines changed':>15}{'by ftfy':>9}{'MB/s':>8}")
    changed_gold = 0
    shown: list[str] = []
    for column in ("gold", "text_main", "text_full"):
        for corpus in (*CORPORA, OTHER_PAGES):
            documents = list(texts(corpus, column))
            start = time.process_time()
            pairs = [(line, repair(line)[0]) for text in documents for line in text.split("\n")]
            seconds = time.process_time() - start
            changed = [(line, mended) for line, mended in pairs if line != mended]
            theirs = sum(ftfy.fix_encoding(line) != line for line, _ in pairs if not line.isascii())
            size = sum(map(len, documents))
            print(
                f"{corpus + ', ' + column:24}{len(documents):8,}{size:13,}{len(changed):15,}{theirs:9,}"
                f"{size / seconds / 1e6:8.1f}"
            )
            changed_gold += len(changed) if column == "gold" else 0
            learned = {line for text in texts(corpus, column, "train") for line in text.split("\n")}
            shown += [f"{corpus}, {column}: {_difference(*pair)}" for pair in changed if pair[0] in learned]
    print(
        "\n".join(
            ["", "lines of the train split that were changed, the part that differs:", *sorted(set(shown))]
        )
    )
    return changed_gold


def _difference(before: str, after: str) -> str:
    """Return what differs between two lines, with a little of what stands around it."""
    head = next((at for at, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]), 0)
    return f"{before[max(0, head - 10) : head + 30]!r} became {after[max(0, head - 10) : head + 30]!r}"


def main() -> int:
    """Print both tables."""
    if not are_present():
        print(ABSENT)
        return 0
    print_restored([line for _, line in lines()])
    return int(print_changes() > 0)


if __name__ == "__main__":
    sys.exit(main())
