"""What becomes of the texts that other programs make of pages, before and after cleaning.

``python benchmarks/flatteners.py scores`` flattens the pages of a split in the ways that pipelines do, and prints
the word F1 of each text as it is and cleaned as a text. ``joints`` joins the lines of pages whose every piece of
text stands on a line of its own, and prints how many of the joints are right, and how many of the right ones are
found: those between two lines that `text_full`, the same page line by line, has on one.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from itertools import accumulate, islice
from typing import Any

from corpora import ABSENT, CORPORA, are_present, pages
from scores import mean_word_f1, score

from cleaner import Cleaner
from cleaner.decode import decode
from cleaner.split.broken import rejoined
from cleaner.split.lines import read_lines

__all__ = ["FLATTENERS", "joints_of", "true_joints", "without_targets"]

INVISIBLE = ("script", "style", "noscript", "template")
"""Elements that whoever flattens with BeautifulSoup takes out first."""
CONTEXT = 16
"""Characters on each side of a joint, white space aside, by which its place in the other text is found."""
MOST_PLACES = 50
"""Places at which a joint is looked for: what stands there more often is no sentence."""
SENTENCE_ENDS = frozenset('.!?:;。！？…"”’)]»」।؟|•·/>{}=')
"""Ends of lines behind which no sentence goes on, unless with a mark."""
CONTINUING = re.compile(r"[,.;:!?)\]”»…、。，；：！？）」』](?!\w)")

_TARGET = re.compile(r"\]\([^)\s]*(?:\s\"[^\"]*\")?\)")


def without_targets(text: str) -> str:
    """Return Markdown without the addresses of its links, which are words that no gold has."""
    return _TARGET.sub("]", text)


def _soup(page: str) -> Any:  # noqa: ANN401 - a type of a package that may be absent
    soup = import_module("bs4").BeautifulSoup(page, "lxml")
    for element in soup(INVISIBLE):
        element.decompose()
    return soup


def _soup_lines(page: str) -> str:
    return str(_soup(page).get_text("\n", strip=True))


def _soup_text(page: str) -> str:
    return str(_soup(page).get_text())


def _soup_line(page: str) -> str:
    return " ".join(str(_soup(page).get_text(" ")).split())


def _inscriptis(page: str) -> str:
    return str(import_module("inscriptis").get_text(page))


def _html2text(page: str) -> str:
    maker = import_module("html2text").HTML2Text()
    maker.body_width, maker.ignore_images = 0, True
    return str(maker.handle(page))


def _resiliparse(page: str) -> str:
    extract = import_module("resiliparse.extract.html2text").extract_plain_text
    return str(extract(page, main_content=False))


def _resiliparse_main(page: str) -> str:
    extract = import_module("resiliparse.extract.html2text").extract_plain_text
    return str(extract(page, main_content=True))


def _trafilatura(page: str) -> str:
    extract = import_module("trafilatura").extract
    return extract(page, favor_recall=True, include_comments=True) or ""


FLATTENERS: dict[str, Callable[[str], str]] = {
    "bs4, a line each": _soup_lines,
    "bs4, get_text()": _soup_text,
    "bs4, on one line": _soup_line,
    "inscriptis": _inscriptis,
    "html2text": _html2text,
    "resiliparse": _resiliparse,
    "resiliparse, main": _resiliparse_main,
    "trafilatura, recall": _trafilatura,
}
"""How others make a text of a decoded page, each with the settings that its users take."""
MARKDOWN = frozenset({"html2text"})


# -- scores -------------------------------------------------------------------------------------------


def scores(split: str, names: Sequence[str]) -> None:
    """Print the word F1 of each flattener's texts by corpus, as they are and cleaned."""
    cleaner = Cleaner()
    columns = "".join(f"{corpus:>18}" for corpus in CORPORA)
    print(f"word F1 on {split}, as it is / cleaned".ljust(40) + columns)
    for name in names:
        cells = []
        for corpus in CORPORA:
            wanted = list(pages(corpus, split))
            flat = [_flattened(name, page.html) for page in wanted]
            cleaned = [cleaner.extract(text).text for text in flat]
            if name in MARKDOWN:
                flat, cleaned = list(map(without_targets, flat)), list(map(without_targets, cleaned))
            golds = [page.gold for page in wanted]
            before, after = (mean_word_f1(score(texts, golds)) for texts in (flat, cleaned))
            cells.append(f"{before:10.3f} / {after:.3f}")
        print(name.ljust(40) + "".join(cells), flush=True)


def _flattened(name: str, page: bytes) -> str:
    """Return the text of a page; empty where the flattener crashes, as with the peers."""
    try:
        return FLATTENERS[name](decode(page).text)
    except Exception as error:  # noqa: BLE001 - another's crash is a result
        print(f"{name}: {error!r}", file=sys.stderr)
        return ""


# -- joints -------------------------------------------------------------------------------------------


def true_joints(texts: Sequence[str], full: str) -> list[bool | None]:
    """Return for each line whether `full` has it on the line of the one before; None where that cannot be told.

    It cannot where the two do not stand together there, or do so in both ways, or in two cells of a table.
    """
    between: dict[int, str] = {}
    pieces: list[str] = []
    place = 0
    for line in full.split("\n"):
        for number, cell in enumerate(line.strip().removeprefix("• ").split("\t")):
            between[place] = "cell" if number else "line"
            pieces.append(bare(cell))
            place += len(pieces[-1])
    whole, lines = "".join(pieces), list(map(bare, texts))
    ends = accumulate(map(len, lines))
    flat = "".join(lines)
    found: list[bool | None] = [False]
    for end in islice(ends, len(lines) - 1):
        before = min(CONTEXT, end)
        seen = {
            between.get(at + before, "nothing") for at in places(flat[end - before : end + CONTEXT], whole)
        }
        found.append(None if len(seen) != 1 or "cell" in seen else "nothing" in seen)
    return found


def bare(text: str) -> str:
    """Return a text without white space."""
    return "".join(text.split())


def places(part: str, whole: str) -> Iterator[int]:
    """Yield where a part stands in the whole, as often as it may tell."""
    at = whole.find(part)
    for _ in range(MOST_PLACES):
        if at < 0:
            return
        yield at
        at = whole.find(part, at + 1)


def joints_of(text: str, full: str, gold: str) -> Counter[tuple[bool, bool, bool | None]]:
    """Count the joints of a text by whether they are in the story, made, and right.

    Of those that are right but not made only they count that stand in mid-sentence; two whole sentences of one
    paragraph may as well be two.
    """
    lines = read_lines(text, repair=True)
    joined = rejoined(lines) or [False] * len(lines)
    flat, story = bare("".join(lines.texts)), bare(gold)
    ends = list(accumulate(len(bare(text)) for text in lines.texts))
    counts: Counter[tuple[bool, bool, bool | None]] = Counter()
    right = true_joints(lines.texts, full)
    for number, (made, is_right) in enumerate(zip(joined, right, strict=True)):
        in_sentence = number and (
            lines.texts[number - 1][-1] not in SENTENCE_ENDS or CONTINUING.match(lines.texts[number])
        )
        if made or (is_right and in_sentence):
            end = ends[number - 1]
            counts[flat[max(0, end - CONTEXT) : end + CONTEXT] in story, made, is_right] += 1
    return counts


def joints(split: str, name: str) -> None:
    """Print how many joints in a flattener's texts are right, and how many of the right ones are made, by corpus."""
    print(f"{name}, {split}: joints right, right ones found; of these in the story; pages that are joined")
    for corpus in CORPORA:
        counts: Counter[tuple[bool, bool, bool | None]] = Counter()
        changed = {"flat": 0, "text_full": 0, "text_main": 0}
        for page in pages(corpus, split):
            flat = _flattened(name, page.html)
            counts += joints_of(flat, decode(page.text_full).text, page.gold)
            for kind, text in (("flat", flat), ("text_full", page.text_full), ("text_main", page.text_main)):
                changed[kind] += any(rejoined(read_lines(decode(text).text, repair=True)))
        story = Counter({key: count for key, count in counts.items() if key[0]})
        shares = [*_shares(counts), *_shares(story)]
        print(f"{corpus:12}" + "".join(f"{share:8.3f}" for share in shares), changed, flush=True)


def _shares(counts: Counter[tuple[bool, bool, bool | None]]) -> tuple[float, float]:
    """Return the share of the joints made that are right, and of the right ones that are made."""
    made_right, made_wrong, missed = (
        sum(count for (_, *rest), count in counts.items() if rest == wanted)
        for wanted in ([True, True], [True, False], [False, True])
    )
    return made_right / max(1, made_right + made_wrong), made_right / max(1, made_right + missed)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what is asked for; return 1 where the corpora are absent."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("scores", "joints"))
    parser.add_argument("--split", choices=("valid", "train"), default="valid")
    parser.add_argument(
        "--flattener", choices=FLATTENERS, action="append", help="default: all, for joints the first"
    )
    chosen = parser.parse_args(arguments)
    if not are_present():
        print(ABSENT, file=sys.stderr)
        return 1
    if chosen.what == "scores":
        scores(chosen.split, chosen.flattener or list(FLATTENERS))
    else:
        for name in chosen.flattener or list(FLATTENERS)[:1]:
            joints(chosen.split, name)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
