"""Corpora to weights: `python training/train.py` writes cleaner/score/weights.npy, the same bytes each time.

What it measured on the way goes to training/log.txt.

Pages of the `train` split only. Every number that a later step learns from an earlier one is made for
hosts that the earlier step did not see (cross-fitting over four folds of hosts), so that the trees learn
how far class names and words can be trusted on new sites, and the confidence how far the trees can.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import compress
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from calibration import RIGHT, judge, learn_confidence
from dataset import MODES as MEASURED
from dataset import OTHER_PAGES, word_f1
from documents import ALONE, FOLDS, PAGE_VARIANTS, Document, load_documents
from forests import forest, grow
from lexicons import learn_tables
from networks import train
from numpy.typing import NDArray

from cleaner.label import Judges
from cleaner.rules.load import load_rules
from cleaner.rules.structure import structure_rules
from cleaner.score.characters import character_table
from cleaner.score.features import TABLES, Lexicon, page_columns, surrounding_names, text_columns
from cleaner.score.model import MODES, Mode, Scorer, save_scorer
from cleaner.score.network import Network
from cleaner.score.tree import Tree

WEIGHTS = Path(__file__).resolve().parents[1] / "cleaner" / "score" / "weights.npy"
TREES = {"html": 250, "text": 400}
RATE = {"html": 0.12, "text": 0.1}
SEEDS = 2
"""Forests, and networks, that P(body) is the mean of: two trainings differ by more than most ideas are worth."""
EPOCHS = {"html": 8, "text": 7}
"""Times that the network sees each page."""
COUNTED = {"position", "from_start", "from_end", "words_before", "blocks", "document_words"}
"""Columns that only networks look at. How many blocks and words a page has, and before a block, tells trees which page
it is, and they learn that by heart: without them they do a little better on sites and collections left out."""
PAGES = ("html", *PAGE_VARIANTS)
"""Modes that the scorer for HTML learns from; it judges, and is judged on, "html" alone."""
TRUSTED = (*MEASURED, "fragment", "page_script", "broken", "raw", "line", "markdown", "script")
"""Modes that confidence learns from: documents as people bring them."""
TRUSTED_VARIANT = 0.3
"""What a result on a variant counts for beside one on a page or text as it was served, of which there are fewer."""
WRONG_GOLD = 0.6
"""Word F1 on a page that was not learned from, of what is body text at even odds, below which its gold is not
believed."""
THRESHOLD = {"html": 0.48, "text": 0.45}
"""P(body) from which a block is kept. Word F1 over left-out hosts is flat from 0.45 to 0.55, so that a choice
by its maximum would jump about from one training to the next; of equals, the lower loses less of a story."""

EVEN = 0.5
"""P(body) at which a block is body text as likely as not, whatever the thresholds are."""

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
    tables = learn_tables(worded(documents))
    log("lexicons: " + ", ".join(f"{len(learned)} {name}" for name, learned in tables.items()))
    lexicons = set_all_columns(documents, table)
    log("features")
    learned = {mode: _learn_mode(mode, of_mode(mode, documents)) for mode in MODES}
    forests = {f"{mode}.body": found.fields for mode, found in learned.items()}
    unseen = _judges(lexicons, {mode: found.folds for mode, found in learned.items()})
    for mode in MODES:
        forests[f"{mode}.confidence"] = _learn_confidence(mode, of_mode(mode, documents), unseen)
    networks = {mode: found.network for mode, found in learned.items()}
    save_scorer(WEIGHTS, tables, table, forests, networks, THRESHOLD)
    log(f"{WEIGHTS.name}: {WEIGHTS.stat().st_size / 1e6:.2f} MB")


class Learned(NamedTuple):
    """The forest and the network of one mode: learned from all pages, and for each fold from the others."""

    fields: dict[str, Any]
    network: Network
    folds: list[Mode]


def _cross_fit(documents: Sequence[Document], learn: Callable[[Sequence[Document]], Any]) -> list[Any]:
    """Return for each fold what is learned from the other folds."""
    return [learn([d for d in documents if d.fold != fold]) for fold in range(FOLDS)]


def of_mode(mode: str, documents: Iterable[Document]) -> list[Document]:
    """Return the documents that a mode learns from, or is judged on."""
    return [document for document in documents if (document.mode in PAGES) == (mode == "html")]


def worded(documents: Iterable[Document]) -> list[Document]:
    """Return the documents that words and class names are learned from."""
    return [d for d in documents if d.mode == "html" and d.page.corpus != OTHER_PAGES]


def set_all_columns(documents: Sequence[Document], table: NDArray[np.uint8]) -> list[Lexicon]:
    """Compute the columns of documents, each with what the other folds teach; return that, by fold."""
    lexicons = _cross_fit(worded(documents), lambda part: Lexicon(learn_tables(part), table))
    wordless = Lexicon({name: {} for name in TABLES}, table)
    for document in documents:
        set_columns(document, wordless if document.mode == "foreign" else lexicons[document.fold])
    return lexicons


def set_columns(document: Document, lexicon: Lexicon) -> None:
    """Compute the columns of a document."""
    layout = document.layout
    if layout.tags:
        columns = page_columns(layout, Tree(layout, lexicon.marks), document.rules, lexicon)
    else:
        columns = text_columns(layout, document.rules, lexicon)
    document.columns = {name: column.astype(np.float32) for name, column in columns.items()}


def _learn_mode(mode: str, documents: Sequence[Document]) -> Learned:
    folds = _cross_fit(documents, partial(learn, mode))
    trees = [folds[d.fold].body.probabilities(d.columns) for d in documents]
    log(f"{mode}, trees alone: {report(documents, trees)}")
    scores = [folds[d.fold].probabilities(d.columns) for d in documents]
    log(f"{mode}: {report(documents, scores)}")
    right = [_is_believed(d, s) for d, s in zip(documents, scores, strict=True)]
    believed = list(compress(documents, right))
    log(f"{right.count(False)} not believed; without them {report(believed, list(compress(scores, right)))}")
    return Learned(_trees(mode, believed, SEEDS), _network(mode, believed, SEEDS), folds)


def learn(mode: str, documents: Sequence[Document]) -> Mode:
    """Return what documents with columns teach of a mode: one forest, one network, and no confidence."""
    return Mode(forest(_trees(mode, documents)), _network(mode, documents), None, THRESHOLD[mode])


def _trees(mode: str, documents: Sequence[Document], seeds: int = 1) -> dict[str, Any]:
    names = [*(documents[0].columns or ()), *surrounding_names(html=mode == "html")]
    return grow(documents, [name for name in names if name not in COUNTED], TREES[mode], RATE[mode], seeds)


def _network(mode: str, documents: Sequence[Document], seeds: int = 1) -> Network:
    return train(documents, list(documents[0].columns or ()), EPOCHS[mode], seeds)


def _judges(lexicons: Sequence[Lexicon], folds: Mapping[str, Sequence[Mode]]) -> list[Judges]:
    """Return for each fold what decides with nothing learned from it."""
    rules, structure = load_rules(), structure_rules()
    modes = [dict(zip(folds, of_fold, strict=True)) for of_fold in zip(*folds.values(), strict=True)]
    return [
        Judges(rules, structure, Scorer(words, of_fold))
        for words, of_fold in zip(lexicons, modes, strict=True)
    ]


def _learn_confidence(mode: str, documents: Sequence[Document], unseen: Sequence[Judges]) -> dict[str, Any]:
    """Return the trust that results teach, given for each fold what decides with nothing learned from it."""
    results = [(d.mode, *judge(d, unseen[d.fold])) for d in documents if d.mode in TRUSTED]
    kept = [(columns, f1) for _, columns, f1 in results if columns is not None]
    log(f"{mode}: confidence from {len(kept)} results, {np.mean([f1 >= RIGHT for _, f1 in kept]):.3f} right")
    served = [asked in MEASURED for asked, columns, _ in results if columns is not None]
    return learn_confidence(kept, np.where(served, 1.0, TRUSTED_VARIANT))


def _is_believed(document: Document, scores: Any) -> bool:  # noqa: ANN401 - a column
    """Tell whether a page's gold may be right; of one that is no article, a miss says little against it."""
    if document.mode in ALONE or document.page.corpus == OTHER_PAGES:
        return True
    return _f1(document, scores) >= WRONG_GOLD


def _f1(document: Document, scores: Any) -> float:  # noqa: ANN401 - a column
    kept = [text for text, score in zip(document.layout.plain, scores, strict=True) if score >= EVEN]
    return word_f1("\n".join(kept), document.gold)[2]


def report(documents: Sequence[Document], scores: Sequence[Any]) -> str:
    """Return the mean word F1 of what is body text at even odds, by corpus and mode."""
    groups: dict[str, list[float]] = {}
    for document, column in zip(documents, scores, strict=True):
        group = f"{document.page.corpus}/{document.mode}"
        groups.setdefault(group, []).append(_f1(document, column))
    return ", ".join(f"{group} {np.mean(values):.4f}" for group, values in groups.items())


if __name__ == "__main__":
    main()
