"""Inputs ten times as large: real pages joined, and hostile shapes of which a parser dreams badly."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from random import Random

from cleaner import Cleaner
from cleaner.config import Kind

__all__ = [
    "HOSTILE_HTML",
    "HOSTILE_TEXT",
    "best_seconds",
    "print_bulk",
    "print_hostile",
    "print_joined",
    "print_memory",
]

Shape = Callable[[int], str]

HOSTILE_HTML: dict[str, Shape] = {
    "nested div": lambda n: "<div>" * n + "A sentence stands here." + "</div>" * n,
    "nested inline, never closed": lambda n: "<p>" + "<b>word " * n,
    "nested lists": lambda n: "<ul><li>item " * n,
    "nested tables": lambda n: "<table><tr><td>cell " * n,
    "one row of cells": lambda n: "<table><tr>" + "<td>cell</td>" * n + "</tr></table>",
    "paragraphs never closed": lambda n: "<p>A sentence stands here. " * n,
    "equal paragraphs": lambda n: "<p>A sentence of eight words stands in here.</p>" * n,
    "links": lambda n: '<a href="/x">link</a> ' * n,
    "links in one another": lambda n: '<a href="/x">link <p>' * n,
    "attributes": lambda n: "<p " + " ".join(f'a{i}="v"' for i in range(n)) + ">text</p>",
    "class names": lambda n: f'<p class="{" ".join(f"name{i}" for i in range(n))}">text</p>',
    "left brackets": lambda n: "<" * n,
    "entities": lambda n: "<p>" + "&amp;&eacute;&#8217;" * n,
    "a comment never closed": lambda n: "<!--" + "- " * n,
    "comments": lambda n: "<!-- a --><p>text</p>" * n,
    "a script never closed": lambda n: "<script>" + "if (a < b) { }" * n,
    "a page in noscript": lambda n: "<noscript>" + "<p>A sentence stands here.</p>" * n,
    "brackets in noscript": lambda n: "<noscript>" + "<a" * n,
    "brackets in JSON-LD": lambda n: (
        f'<script type="application/ld+json">{{"articleBody": {"[" * n}</script>'
    ),
    "headings": lambda n: "<h2>A heading</h2>" * n,
    "sections called like a heading": lambda n: "<div id=a-b>" * 400 + "<h2>" + "a b " * n,
    "listings of divisions": lambda n: "<p>text</p><pre><div>a</div><div>b</div></pre>" * n,
    "blanks before code": lambda n: "<pre>" + " <b></b>" * n + "x",
    "marks of comments": lambda n: "<p>Reply</p><p>A sentence stands here.</p>" * n,
    "a cut in one paragraph": lambda n: "<p>" + "He spoke. Story continues below advertisement " * n,
    "mojibake": lambda n: "<p>" + "cafÃ© â€œouvertâ€\x9d " * n,
}
HOSTILE_TEXT: dict[str, Shape] = {
    "one line of words": lambda n: "word " * n,
    "one line of sentences": lambda n: "A sentence stands here. " * n,
    "one word without end": lambda n: "a" * n * 5,
    "lines of one word": lambda n: "word\n" * n,
    "equal lines": lambda n: "A sentence of eight words stands in here.\n" * n,
    "blank lines": lambda n: "\n" * n * 5,
    "blanks": lambda n: " " * n * 5 + "x",
    "full stops": lambda n: "." * n * 5,
    "abbreviations": lambda n: "Mr. A. B. Smith, e.g. " * n,
    "quotation marks": lambda n: "“‘\"'" * n,
    "left brackets": lambda n: "[(" * n,
    "Japanese without a space": lambda n: "私は猫である" * n,
    "items": lambda n: "- item\n" * n,
    "items, ever deeper": lambda n: "".join(f"{' ' * (i % 200)}- item\n" for i in range(n)),
    "Markdown emphasis": lambda n: "# A heading\n\n" + "*a _b " * n,
    "rules of tables": lambda n: "| a | b |\n|---|---|\n" * n,
    "hard-wrapped": lambda n: "words that fill a line as far as seventy characters or so it is\n" * n,
    "broken at links": lambda n: "He sailed the boat with\nAna\n, who had seen the\nsea\n, too.\n" * n,
    "words and marks": lambda n: "He sailed with\nAna\n, who saw the\nsea\n" + "a\n,\n" * n,
    "a cut in one line": lambda n: "He spoke. Story continues below advertisement " * n,
    "mojibake": lambda n: "cafÃ© â€œouvertâ€\x9d " * n,
    "controls": lambda n: "a\x00\x07\x1b" * n,
}

REPEATS = 4000
"""How often a hostile shape repeats its piece in the small input; ten times that in the large one."""
TOO_MUCH = 16.0
"""Times as long for an input ten times as large, from which a stage is not linear: noise stays below."""
ROUNDS = 3

BULK = 50_000_000
"""Characters of the large documents; the small ones have a tenth."""
BULK_BLOCKS = 1_000_000
FIXED_MEMORY, TIMES_INPUT = 120, {"html": 20, "text": 10}
"""MB that a process may take in any case, and how many times its input it may take beside."""

_WORDS = (
    "bridge",
    "river",
    "council",
    "mayor",
    "town",
    "engineers",
    "water",
    "station",
    "harbour",
    "winter",
    "people",
    "story",
    "market",
    "letter",
)

_PEAK = """
import sys, pathlib, cleaner
def peak():
    try:
        lines = pathlib.Path("/proc/self/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1000
    except OSError:
        import resource
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
held = cleaner.Cleaner()
held.extract("<p>A page to read the rules and the weights for.</p>", kind="html")
held.extract("A text to read the rules and the weights for.", kind="text")
print(peak())
source = pathlib.Path(sys.argv[1]).read_text("utf-8", "replace")
print(peak())
import time
start = time.process_time()
held.extract(source, kind=sys.argv[2])
seconds = time.process_time() - start
print(peak())
print(seconds)
"""


def best_seconds(run: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the shortest of several runs, which other processes disturbed least."""
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        run()
        best = min(best, time.process_time() - start)
    return best


def print_joined(cleaner: Cleaner, kind: Kind, sources: Sequence[str]) -> None:
    """Print how long 1, 10 and 100 sources joined take, for each of the sources."""
    print(f"\nreal sources joined, {kind}")
    for count in (1, 10, 100):
        chosen = sources[:100]
        joined = ["\n".join(chosen[first : first + count]) for first in range(0, len(chosen), count)]
        seconds = sum(best_seconds(partial(cleaner.extract, source, kind=kind)) for source in joined)
        size = sum(map(len, joined)) / len(joined) / 1e3
        print(f"{count:6} joined {size:10.0f} kB {1e3 * seconds / len(chosen):9.2f} ms a source")


def print_hostile(cleaner: Cleaner, kind: Kind, shapes: dict[str, Shape]) -> None:
    """Print how long each hostile shape takes, and ten times as much of it; a crash is a line, too."""
    print(f"\nhostile shapes, {kind:5}{'':14}{'kB':>8}{'ms':>9}{'ten times':>11}{'as long':>9}")
    for name, shape in shapes.items():
        small, large = shape(REPEATS), shape(10 * REPEATS)
        size = len(small.encode()) / 1e3
        try:
            short = best_seconds(partial(cleaner.extract, small, kind=kind))
            long = best_seconds(partial(cleaner.extract, large, kind=kind), 1)
        except Exception as error:  # noqa: BLE001 - no content may raise: that it does is the finding
            print(f"{name:33}{size:8.0f}   RAISES {error!r}")
            continue
        remark = "   MORE THAN LINEAR" if long > TOO_MUCH * short else ""
        print(f"{name:33}{size:8.0f}{1e3 * short:9.1f}{1e3 * long:11.1f}{long / short:9.1f}{remark}")


def print_memory(kind: Kind, sources: Sequence[str]) -> None:
    """Print the peak memory of a process of its own: with rules and weights read, and after a source."""
    print(f"\npeak memory, {kind:5}{'source':>12}{'at rest':>11}{'with source':>13}{'at peak':>9}   MB")
    for count in (1, 10, 100):
        rest, loaded, peak, _ = _watched("\n".join(sources[:count]), kind)
        size = len("\n".join(sources[:count]).encode("utf-8", "replace")) / 1e6
        print(f"{count:6} joined{size:17.2f}{rest:11.0f}{loaded:13.0f}{peak:9.0f}")


def print_bulk(kind: Kind) -> None:
    """Print time and peak memory of documents of 5 and 50 MB, in one block and in a block for each 50 bytes."""
    print(f"\nin bulk, {kind:5}{'MB':>20}{'s':>9}{'as long':>9}{'peak MB':>9}{'allowed':>9}")
    for in_one in (True, False):
        before = 0.0
        for size in (BULK // 10, BULK):
            source = bulk(kind, size, in_one=in_one)
            _, _, peak, seconds = _watched(source, kind)
            allowed = FIXED_MEMORY + TIMES_INPUT[kind] * len(source) / 1e6
            ratio = f"{seconds / before:9.1f}" if before else f"{'':9}"
            before = seconds
            remark = "" if peak <= allowed else "   MORE THAN ALLOWED"
            name = "one block" if in_one else "blocks of 50"
            print(f"{name:14}{len(source) / 1e6:20.1f}{seconds:9.1f}{ratio}{peak:9.0f}{allowed:9.0f}{remark}")


def bulk(kind: Kind, size: int, *, in_one: bool) -> str:
    """Return a document of `size` characters, of sentences unlike one another: in one block, or a block each."""
    opening, closing = ("<p>", "</p>\n") if kind == "html" else ("", "\n\n")
    length = BULK // BULK_BLOCKS - (1 if in_one else len(opening + closing))
    chance = Random(size)  # noqa: S311 - texts to look at, no secrets
    sentences = (
        f"Day {number} {' '.join(chance.choices(_WORDS, k=9))}"[: length - 1] + "."
        for number in range(size * BULK_BLOCKS // BULK)
    )
    if in_one:
        return opening + " ".join(sentences) + closing
    return "".join(f"{opening}{sentence}{closing}" for sentence in sentences)


def _watched(source: str, kind: Kind) -> list[float]:
    """Return the peak memory in MB of a process at rest, with a source and at the end, and the seconds it took."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "source"
        path.write_text(source, "utf-8", "replace")
        run = subprocess.run(  # noqa: S603 - this interpreter, with the text above
            [sys.executable, "-c", _PEAK, str(path), kind], capture_output=True, text=True, check=True
        )
        return list(map(float, run.stdout.split()))
