"""Corpora to weights: `python training/train.py` writes cleaner/score/weights.npz, the same bytes each time.

What it measured on the way goes to training/log.txt.

Pages of the `train` split only. Every number that a later step learns from an earlier one is made for
hosts that the earlier step did not see (cross-fitting over four folds of hosts), so that the second
look learns how far the first can be trusted on new sites.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from calibration import RIGHT, judge, learn_confidence
from dataset import MODES as MEASURED
from dataset import word_f1
from documents import FOLDS, Document, load_documents
from forests import forest, grow
from lexicons import learn_marks, learn_words

from cleaner.label import Judges
from cleaner.rules.load import load_rules
from cleaner.rules.structure import structure_rules
from cleaner.score.characters import character_table
from cleaner.score.features import Lexicon, page_columns, surrounding_names, text_columns
from cleaner.score.forest import Forest
from cleaner.score.model import MODES, Mode, Scorer, save_scorer
from cleaner.score.second import second_columns, second_names
from cleaner.score.tree import Tree

WEIGHTS = Path(__file__).resolve().parents[1] / "cleaner" / "score" / "weights.npz"
FIRST = {"html": {"trees": 300, "rate": 0.12}, "text": {"trees": 300, "rate": 0.12}}
SECOND = {"text": {"trees": 200, "rate": 0.1}}
"""Trees and learning rate of each look; on HTML a second one gains nothing on sites not seen before."""
PAGES = ("html", "bare")
"""Modes that the scorer for HTML learns from; it judges, and is judged on, "html" alone."""
WRONG_GOLD = 0.6
"""Word F1 of the first look on a page it did not learn from, below which the gold is not believed."""
THRESHOLD = 0.45
"""P(body) from which a block is kept. Word F1 over left-out hosts is flat from 0.35 to 0.55, so that a
choice by its maximum would jump about from one training to the next."""

LOG = Path(__file__).with_name("log.txt")

_START = time.monotonic()


def log(message: str) -> None:
    """Print a line with the minutes since the start, and write it without them to the log."""
    print(f"{(time.monotonic() - _START) / 60:5.1f} min  {message}", flush=True)
    with LOG.open("a", encoding="utf-8") as file:
        print(message, file=file)


def main() -> None:
    """Learn everything and write the weights."""
    LOG.unlink(missing_ok=True)
    documents = list(load_documents("train"))
    log(f"{len(documents)} documents, {sum(len(d.layout) for d in documents)} blocks")
    table = character_table()
    pages = [document for document in documents if document.mode == "html"]
    lexicons = _cross_fit(pages, lambda part: Lexicon(learn_words(part), learn_marks(part), table))
    words, marks = learn_words(pages), learn_marks(pages)
    lexicon = Lexicon(words, marks, table)
    log(f"lexicons: {len(words)} words, {len(marks)} names")
    for document in documents:
        _set_columns(document, lexicons[document.fold])
    log("features of the first look")
    forests: dict[str, dict[str, Any]] = {}
    for mode in MODES:
        chosen = [document for document in documents if (document.mode in PAGES) == (mode == "html")]
        learned = _learn_mode(mode, chosen)
        forests |= {f"{mode}.{part}": fields for part, fields in learned.forests.items()}
        forests[f"{mode}.confidence"] = _learn_confidence(mode, chosen, lexicon, lexicons, learned)
    save_scorer(WEIGHTS, words, marks, table, forests, dict.fromkeys(MODES, THRESHOLD))
    log(f"{WEIGHTS.name}: {WEIGHTS.stat().st_size / 1e6:.2f} MB")


class Learned(NamedTuple):
    """The two looks of one mode: learned from all pages, and for each fold from the others."""

    forests: dict[str, dict[str, Any]]
    folds: list[tuple[Forest, Forest | None]]


def _cross_fit(documents: Sequence[Document], learn: Callable[[Sequence[Document]], Any]) -> list[Any]:
    """Return for each fold what is learned from the other folds."""
    return [learn([d for d in documents if d.fold != fold]) for fold in range(FOLDS)]


def _set_columns(document: Document, lexicon: Lexicon) -> None:
    layout = document.layout
    if layout.tags:
        columns = page_columns(layout, Tree(layout, lexicon.marks), document.rules, lexicon)
    else:
        columns, document.topics = text_columns(layout, document.rules, lexicon)
    document.columns = {name: column.astype(np.float32) for name, column in columns.items()}


def _learn_mode(mode: str, documents: Sequence[Document]) -> Learned:
    names = [*documents[0].columns, *surrounding_names(html=mode == "html")]
    grow_first = partial(grow, names=names, **FIRST[mode])
    firsts = [
        forest(f) for f in _cross_fit(documents, lambda part: grow_first(part, [d.columns for d in part]))
    ]
    for document in documents:
        document.first = firsts[document.fold].probabilities(document.columns)
    log(f"{mode}: first look {_report(documents, [d.first for d in documents], THRESHOLD)}")
    believed = [d for d in documents if d.mode == "gold" or _f1(d, d.first, THRESHOLD) >= WRONG_GOLD]
    log(f"{len(documents) - len(believed)} not believed; without them {_first_report(believed)}")
    first = grow_first(believed, [d.columns for d in believed])
    if mode not in SECOND:
        return Learned({"first": first}, [(look, None) for look in firsts])
    for d in believed:
        d.columns |= second_columns(d.first, d.columns["words"], d.topics)
    names = [*believed[0].columns, *surrounding_names(html=False), *second_names()]
    grow_second = partial(grow, names=names, **SECOND[mode])
    seconds = [
        forest(f) for f in _cross_fit(believed, lambda part: grow_second(part, [d.columns for d in part]))
    ]
    scores = [seconds[d.fold].probabilities(d.columns) for d in believed]
    log(f"{mode}: second look {_report(believed, scores, THRESHOLD)}")
    second = grow_second(believed, [d.columns for d in believed])
    return Learned({"first": first, "second": second}, list(zip(firsts, seconds, strict=True)))


def _first_report(documents: Sequence[Document]) -> str:
    return _report(documents, [document.first for document in documents], THRESHOLD)


def _learn_confidence(
    mode: str, documents: Sequence[Document], lexicon: Lexicon, lexicons: Sequence[Lexicon], learned: Learned
) -> dict[str, Any]:
    def judges(looks: tuple[Forest, Forest | None], words: Lexicon) -> Judges:
        scorer = Scorer(words, {mode: Mode(*looks, None, THRESHOLD)})
        return Judges(load_rules(), structure_rules(), scorer)

    unseen = [judges(looks, words) for looks, words in zip(learned.folds, lexicons, strict=True)]
    results = [judge(d, unseen[d.fold]) for d in documents if d.mode in MEASURED]
    second = learned.forests.get("second")
    final = judges((forest(learned.forests["first"]), second and forest(second)), lexicon)
    others = load_documents(
        "train", ("other_pages",), sorted({d.mode for d in documents}.intersection(MEASURED))
    )
    results += [judge(document, final) for document in others]
    kept = [(columns, f1) for columns, f1 in results if columns is not None]
    log(f"{mode}: confidence from {len(kept)} results, {np.mean([f1 >= RIGHT for _, f1 in kept]):.3f} right")
    return learn_confidence(kept)


def _f1(document: Document, scores: Any, threshold: float) -> float:  # noqa: ANN401 - a column
    kept = [text for text, score in zip(document.layout.texts, scores, strict=True) if score >= threshold]
    return word_f1("\n".join(kept), document.page.gold)[2]


def _report(documents: Sequence[Document], scores: Sequence[Any], threshold: float) -> str:
    groups: dict[str, list[float]] = {}
    for document, column in zip(documents, scores, strict=True):
        group = f"{document.page.corpus}/{document.mode}"
        groups.setdefault(group, []).append(_f1(document, column, threshold))
    return ", ".join(f"{group} {np.mean(values):.4f}" for group, values in groups.items())


if __name__ == "__main__":
    main()
