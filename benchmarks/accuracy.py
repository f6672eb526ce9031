"""Word F1 on the corpora, ours and peers: `python benchmarks/accuracy.py [--peers]`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "training"))

from dataset import CORPORA, MODES, pages, word_f1

from cleaner import Cleaner


def main() -> None:
    """Print mean precision, recall and F1 for each corpus and mode."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", default="valid", choices=("valid", "train"))
    options = parser.parse_args()
    cleaner = Cleaner()
    print(f"{'corpus':12}{'mode':12}{'pages':>6}{'P':>8}{'R':>8}{'F1':>8}{'F1>=.9':>8}")
    for corpus in CORPORA:
        rows = list(pages(corpus, options.split))
        for mode in MODES:
            kind = "html" if mode == "html" else "auto"
            scores = np.array([word_f1(cleaner.clean(page.source(mode), kind=kind), page.gold) for page in rows])
            p, r, f = scores.mean(axis=0)
            right = (scores[:, 2] >= 0.9).mean()
            print(f"{corpus:12}{mode:12}{len(rows):6}{p:8.4f}{r:8.4f}{f:8.4f}{right:8.3f}")


if __name__ == "__main__":
    main()
