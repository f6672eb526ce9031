"""How well the scorer does on a collection that it learned nothing from: `python training/across.py`.

Folds of hosts, as in train.py, tell how it does on new sites. Those were still chosen, and their pages annotated,
by the same people; what is chosen by them alone may fit a collection and not the web. For each collection,
everything is learned from the others here: words, class names, trees and networks. Pages of the `train` split only.
"""

from __future__ import annotations

from dataset import CORPORA
from dataset import MODES as MEASURED
from documents import load_documents
from lexicons import learn_tables
from train import learn, of_mode, report, set_all_columns, set_columns, worded

from cleaner.score.characters import character_table
from cleaner.score.features import Lexicon
from cleaner.score.model import MODES


def main() -> None:
    """Print the word F1 on each collection, of what is body text at even odds."""
    documents = list(load_documents("train"))
    table = character_table()
    for left_out in CORPORA:
        others = [document for document in documents if document.page.corpus != left_out]
        asked = [d for d in documents if d.page.corpus == left_out and d.mode in MEASURED]
        set_all_columns(others, table)
        lexicon = Lexicon(learn_tables(worded(others)), table)
        for document in asked:
            set_columns(document, lexicon)
        for mode in MODES:
            learned = learn(mode, of_mode(mode, others))
            own = of_mode(mode, asked)
            scores = [learned.probabilities(document.columns or {}) for document in own]
            print(f"{mode}: {report(own, scores)}", flush=True)


if __name__ == "__main__":
    main()
