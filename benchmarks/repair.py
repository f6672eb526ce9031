"""Print the share of damaged lines that `cleaner.repair` and ftfy restore, and every right text that changes.

The lines are those of the gold texts of all collections that hold more than ASCII; each kind of accident is
done to all of them. Run it as ``python benchmarks/repair.py``; the corpora are looked for in $CLEANER_SHARED
or in ``../shared``. Gold texts, too, hold lines that were damaged when they came:
what is changed must be what an accident had made of the result. It returns 1 if something else is changed.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import ftfy
import ftfy.bad_codecs  # registers the codecs whose names begin with "sloppy"
from corpora import ABSENT, ALL_CORPORA, CORPORA, are_present, texts

from cleaner.mojibake import ENCODINGS
from cleaner.repair import repair


def _codec(encoding: str) -> str:
    """Return the codec of an encoding: one that gives each byte a meaning, as browsers do, where ftfy has it."""
    sloppy = f"sloppy-{encoding}"
    return sloppy if ftfy.bad_codecs.search_function(sloppy) else ENCODINGS[encoding]


CODECS = (*map(_codec, ENCODINGS), "gb18030")
"""Encodings in which UTF-8 is read by mistake: those that are repaired."""

_C1 = {code: bytes([code]).decode("sloppy-windows-1252") for code in range(0x80, 0xA0)}

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


def lines(count: int) -> Iterator[tuple[str, str]]:
    """Yield corpus and line: some of the lines with more than ASCII that were not damaged when they came."""
    for corpus in CORPORA:
        found = [line for text in texts(corpus, "gold") for line in text.split("\n") if _is_right(line)]
        random.Random(0).shuffle(found)  # noqa: S311 - no secret
        yield from ((corpus, line) for line in found[:count])


def _is_right(line: str) -> bool:
    return not line.isascii() and ftfy.fix_encoding(line) == line


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
    """Print how many lines of all texts change, and return how many of these no accident explains."""
    print(
        f"\n{'texts':24}{'texts':>8}{'characters':>13}{'lines changed':>15}{'by ftfy':>9}{'unexplained':>13}{'MB/s':>8}"
    )
    total = 0
    shown: list[str] = []
    for column in ("gold", "text_main", "text_full"):
        for corpus in ALL_CORPORA:
            documents = list(texts(corpus, column))
            start = time.process_time()
            pairs = [(line, repair(line)[0]) for text in documents for line in text.split("\n")]
            seconds = time.process_time() - start
            changed = [pair for pair in pairs if pair[0] != pair[1]]
            theirs = sum(ftfy.fix_encoding(line) != line for line, _ in pairs if not line.isascii())
            harmed = [pair for pair in changed if not is_explained(*pair)]
            size = sum(map(len, documents))
            print(
                f"{corpus + ', ' + column:24}{len(documents):8,}{size:13,}{len(changed):15,}{theirs:9,}"
                f"{len(harmed):13,}{size / seconds / 1e6:8.1f}"
            )
            total += len(harmed)
            learned = {line for text in texts(corpus, column, "train") for line in text.split("\n")}
            shown += [f"{corpus}, {column}: {_difference(*pair)}" for pair in harmed if pair[0] in learned]
    if shown:
        print(
            "\n".join(["", "unexplained lines of the train split, where they differ:", *sorted(set(shown))])
        )
    return total


def is_explained(before: str, after: str) -> bool:
    """Return whether the words that were changed are again as they were when they are damaged once more.

    One accident, once to three times over, has to explain every word that differs; of a word that lost
    bytes, what it still holds.
    """
    old, new = before.split(" "), after.split(" ")
    if len(old) != len(new):  # a blank was a no-break space, and a piece of a letter
        old, new = [before.replace("\xa0", " ")], [after]
    changed = [(was, became) for was, became in zip(old, new, strict=True) if was != became]
    return any(
        all(_is_damage_of(was, became, codec, times) for was, became in changed)
        for codec in CODECS
        for times in (1, 2, 3)
    )


def _is_damage_of(was: str, became: str, codec: str, times: int) -> bool:
    """Return whether a word or line is what reading another so often in an encoding makes of it."""
    pieces = []
    for character in became:
        piece = character
        for _ in range(times):
            piece = piece.encode("utf-8", "replace").decode(codec, "replace")
        either = re.escape(piece).replace("\xa0", "[\xa0 ]")
        pieces.append(f"(?:{re.escape(character)}|{either})")
    if "\ufffd" in became:
        return True  # what was lost cannot be damaged again
    if was.translate(_C1) == became:
        return True  # windows-1252 read as ISO-8859-1
    return re.fullmatch("".join(pieces), was) is not None


def _difference(before: str, after: str) -> str:
    """Return what differs between two lines, with a little of what stands around it."""
    head = next((at for at, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]), 0)
    return f"{before[max(0, head - 10) : head + 30]!r} became {after[max(0, head - 10) : head + 30]!r}"


def main() -> int:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--lines", type=int, default=600, help="of each collection, to be damaged")
    parser.add_argument("--only-restored", action="store_true", help="print the first table alone")
    options = parser.parse_args()
    if not are_present():
        print(ABSENT)
        return 0
    print_restored([line for _, line in lines(options.lines)])
    return 0 if options.only_restored else int(print_changes() > 0)


if __name__ == "__main__":
    sys.exit(main())
