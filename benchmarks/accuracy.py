"""Word F1 and shingle F1 on the corpora, ours and the peers', in one run over the same pages.

``python benchmarks/accuracy.py`` prints our figures on `valid`; ``--peers`` adds every peer, and the
difference to each with a 95% interval; ``--by country`` prints word F1 by country, which the publishers
corpus knows. What the peers answered is kept in benchmarks/cache, so that the second run is quick.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from corpora import ABSENT, ALL_CORPORA, CORPORA, MODES, Page, are_present, pages
from ours import text_of
from outputs import Outputs
from peers import peers_of
from scores import Interval, Rows, difference, mean_shingle_f1, mean_word_f1, score, summary

from cleaner import Cleaner

OURS = "cleaner"
HEADER = f"{'':26}{'pages':>6}{'P':>7}{'R':>7}{'F1':>7}   {'shingle P':>9}{'R':>7}{'F1':>7}{'F1>=.9':>9}{'empty':>7}"

Tool = Callable[[Page, str], str]


def tools_for(mode: str, cleaner: Cleaner, outputs: Outputs | None) -> Iterator[tuple[str, Tool]]:
    """Yield our tool and, where there are `outputs`, each peer of the mode."""
    yield OURS, partial(text_of, cleaner)
    if outputs is not None:
        for peer in peers_of(mode):
            yield peer.name, partial(outputs.text, peer)


def measure(tool: Tool, rows: Sequence[Page], mode: str) -> tuple[Rows, int]:
    """Return the scores of a tool, a row a page, and how many pages it left empty."""
    outputs = [tool(page, mode) for page in rows]
    return score(outputs, [page.gold for page in rows]), sum(not output.strip() for output in outputs)


def line(name: str, rows: Rows, empty: int) -> str:
    """Return a tool's figures as a line under `HEADER`."""
    means = summary(rows)
    return (
        f"{name:26}{means.pages:6}{means.word_precision:7.3f}{means.word_recall:7.3f}{means.word_f1:7.3f}"
        f"   {means.shingle_precision:9.3f}{means.shingle_recall:7.3f}{means.shingle_f1:7.3f}"
        f"{means.right:9.3f}{empty:7}"
    )


def interval(found: Interval) -> str:
    """Return a difference with its interval, and a star where nought lies outside."""
    return f"{found.mean:+.3f} [{found.low:+.3f}, {found.high:+.3f}]{'*' if found.is_sure else ' '}"


def print_table(title: str, measured: Mapping[str, tuple[Rows, int]]) -> None:
    """Print the figures of every tool, and how far we are from each."""
    print(f"\n{title}\n{HEADER}")
    ours = measured[OURS][0]
    for name, (rows, empty) in measured.items():
        if name == OURS:
            print(line(name, rows, empty))
        else:
            words, shingles = difference(ours, rows), difference(ours, rows, mean_shingle_f1)
            print(
                f"{line(name, rows, empty)}   ours − this: words {interval(words)} shingles {interval(shingles)}"
            )


def print_groups(title: str, groups: Sequence[str], measured: Mapping[str, tuple[Rows, int]]) -> None:
    """Print the word F1 of every tool on each group; `groups` names the group of each page."""
    print(f"\n{title}, word F1\n{'':20}{'pages':>6}  " + "  ".join(measured))
    for group in sorted(set(groups)):
        members = [number for number, other in enumerate(groups) if other == group]
        cells = (f"{mean_word_f1(rows[members]):{len(name)}.3f}" for name, (rows, _) in measured.items())
        print(f"{group or '(unknown)':20}{len(members):6}  " + "  ".join(cells))


def options() -> argparse.Namespace:
    """Return the command line's options."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--split", default="valid", choices=("valid", "train"))
    parser.add_argument("--corpus", action="append", choices=ALL_CORPORA, help="one corpus, again for more")
    parser.add_argument("--mode", action="append", choices=MODES, help="one mode, again for more")
    parser.add_argument("--by", choices=("country", "host", "kind"), help="word F1 by group instead")
    parser.add_argument("--peers", action="store_true", help="measure every peer beside us")
    parser.add_argument("--fresh", action="store_true", help="let the peers read every page again")
    return parser.parse_args()


def main() -> int:
    """Print a table for each corpus and mode; return 1 where the corpora are absent."""
    chosen = options()
    if not are_present():
        print(ABSENT, file=sys.stderr)
        return 1
    cleaner = Cleaner()
    with Outputs(fresh=chosen.fresh) as outputs:
        for corpus in chosen.corpus or CORPORA:
            rows = list(pages(corpus, chosen.split))
            for mode in chosen.mode or MODES:
                tools = tools_for(mode, cleaner, outputs if chosen.peers else None)
                measured = {name: measure(tool, rows, mode) for name, tool in tools}
                if chosen.by:
                    print_groups(f"{corpus}, {mode}", [getattr(page, chosen.by) for page in rows], measured)
                else:
                    print_table(f"{corpus}, {mode}", measured)
    return 0


if __name__ == "__main__":
    sys.exit(main())
