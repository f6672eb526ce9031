"""Word F1 and shingle F1 on the corpora, ours and the peers', in one run over the same pages.

``python benchmarks/accuracy.py`` prints our figures on `valid`; ``--peers`` adds every peer, and the
difference to each with a 95% interval; ``--by country`` splits the publishers by country.
"""

from __future__ import annotations

import argparse
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence

from corpora import ABSENT, CORPORA, MODES, Page, are_present, pages
from outputs import Outputs
from peers import peers_of
from scores import Interval, Rows, difference, mean_shingle_f1, score, summary

from cleaner import Article, Cleaner

OURS = "cleaner"
HEADER = f"{'':26}{'pages':>6}{'P':>7}{'R':>7}{'F1':>7}   {'shingle P':>9}{'R':>7}{'F1':>7}{'F1>=.9':>9}{'empty':>7}"

Tool = Callable[[Page, str], str]


def our_cleaning(cleaner: Cleaner, page: Page, mode: str) -> Article:
    """Return our article of a page in a mode; what kind of text it is, we find out ourselves."""
    return cleaner.extract(page.source(mode), kind="html" if mode == "html" else "auto")


def our_tool() -> Tool:
    """Return the package as a tool. A crash counts as an empty text, and is shown: no page may raise."""
    cleaner = Cleaner()

    def run(page: Page, mode: str) -> str:
        try:
            return our_cleaning(cleaner, page, mode).text
        except Exception:  # noqa: BLE001 - a crash is a result, scored 0
            print(f"crash on {page.corpus}/{page.id}, {mode}", file=sys.stderr)
            traceback.print_exc()
            return ""

    return run


def tools_for(mode: str, ours: Tool, outputs: Outputs | None) -> Iterator[tuple[str, Tool]]:
    """Yield our tool and, where there are `outputs`, each peer of the mode."""
    yield OURS, ours
    if outputs is not None:
        for peer in peers_of(mode):
            yield peer.name, lambda page, mode, peer=peer: outputs.text(peer, page, mode)


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


def groups(rows: Sequence[Page], by: str | None) -> Iterable[tuple[str, list[int]]]:
    """Return the numbers of the pages of each group, by name; without `by` all are one group."""
    if by is None:
        return [("", list(range(len(rows))))]
    names = [getattr(page, by) for page in rows]
    return [(name, [i for i, other in enumerate(names) if other == name]) for name in sorted(set(names))]


def report(
    corpus: str, mode: str, rows: Sequence[Page], tools: Iterable[tuple[str, Tool]], by: str | None
) -> None:
    """Print the figures of every tool on one corpus in one mode."""
    measured = {name: measure(tool, rows, mode) for name, tool in tools}
    ours = measured[OURS][0]
    for group, members in groups(rows, by):
        heading = f"{corpus}, {mode}, {group}" if group else f"{corpus}, {mode}"
        print(f"\n{heading}\n{HEADER}")
        for name, (scores, empty) in measured.items():
            counted = f"{line(name, scores[members], empty)}"
            if name == OURS:
                print(counted)
                continue
            words = difference(ours[members], scores[members])
            shingles = difference(ours[members], scores[members], mean_shingle_f1)
            print(f"{counted}   ours − this: words {interval(words)} shingles {interval(shingles)}")


def options() -> argparse.Namespace:
    """Return the command line's options."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--split", default="valid", choices=("valid", "train"))
    parser.add_argument("--corpus", action="append", choices=CORPORA, help="one corpus, again for more")
    parser.add_argument("--mode", action="append", choices=MODES, help="one mode, again for more")
    parser.add_argument("--by", choices=("country", "host"), help="split each table")
    parser.add_argument("--peers", action="store_true", help="measure every peer beside us")
    parser.add_argument("--fresh", action="store_true", help="let the peers read every page again")
    return parser.parse_args()


def main() -> int:
    """Print a table for each corpus and mode; return 1 where the corpora are absent."""
    chosen = options()
    if not are_present():
        print(ABSENT, file=sys.stderr)
        return 1
    ours = our_tool()
    with Outputs(fresh=chosen.fresh) as outputs:
        for corpus in chosen.corpus or CORPORA:
            rows = list(pages(corpus, chosen.split))
            for mode in chosen.mode or MODES:
                tools = tools_for(mode, ours, outputs if chosen.peers else None)
                report(corpus, mode, rows, tools, chosen.by)
    return 0


if __name__ == "__main__":
    sys.exit(main())
