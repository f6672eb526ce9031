"""Whether `Article.confidence` is what it says: the chance that a text is right, word F1 at least 0.9.

``python benchmarks/confidence.py`` prints for each mode a reliability table in ten bins and the AUC, over
the articles of `valid` and over those with the pages that are no articles.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

import numpy as np
from corpora import ABSENT, CORPORA, MODES, OTHER_PAGES, Page, are_present, pages
from numpy.typing import NDArray
from ours import article_of
from scores import RIGHT, word_f1

from cleaner import Cleaner

BINS = 10

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]


def area_under_curve(confidences: Numbers, right: Flags) -> float:
    """Return the chance that a right text has more confidence than a wrong one; ties count half.

    This is the area under the ROC curve by ranks (Mann and Whitney). NaN where all are right or all wrong.
    """
    _, places, counts = np.unique(confidences, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[places]
    positive, negative = int(right.sum()), int((~right).sum())
    if not positive or not negative:
        return float("nan")
    return float((ranks[right].sum() - positive * (positive + 1) / 2) / (positive * negative))


def calibration_error(confidences: Numbers, right: Flags) -> float:
    """Return the mean distance of confidence and share of right texts over the bins, weighted by pages."""
    bins = bin_of(confidences)
    gaps = [abs(confidences[bins == b].sum() - right[bins == b].sum()) for b in np.unique(bins)]
    return float(sum(gaps) / len(confidences))


def bin_of(confidences: Numbers) -> NDArray[np.int64]:
    """Return the bin (0 to 9) of each confidence; 1.0 belongs to the last."""
    return np.minimum((confidences * BINS).astype(np.int64), BINS - 1)


def print_table(title: str, confidences: Numbers, right: Flags) -> None:
    """Print pages, mean confidence and share of right texts of each bin that has pages."""
    print(
        f"\n{title}: {len(right)} pages, {right.mean():.3f} right, AUC {area_under_curve(confidences, right):.3f}, "
        f"Brier {np.mean((confidences - right) ** 2):.3f}, off by {calibration_error(confidences, right):.3f}"
    )
    print(f"{'confidence':>12}{'pages':>7}{'mean':>8}{'right':>8}")
    bins = bin_of(confidences)
    for b in range(BINS):
        members = bins == b
        if members.any():
            scale = f"{b / BINS:.1f}-{(b + 1) / BINS:.1f}"
            print(
                f"{scale:>12}{members.sum():7}{confidences[members].mean():8.3f}{right[members].mean():8.3f}"
            )


def measure(cleaner: Cleaner, rows: Sequence[Page], mode: str) -> tuple[Numbers, Flags]:
    """Return the confidence of each page, and whether its text is right; a crash is neither."""
    confidences, right = np.zeros(len(rows)), np.zeros(len(rows), dtype=bool)
    for number, page in enumerate(rows):
        article = article_of(cleaner, page, mode)
        if article:
            confidences[number] = article.confidence
            right[number] = word_f1(article.text, page.gold)[2] >= RIGHT
    return confidences, right


def main() -> int:
    """Print two tables a mode; return 1 where the corpora are absent."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--split", default="valid", choices=("valid", "train"))
    parser.add_argument("--mode", action="append", choices=MODES, help="one mode, again for more")
    options = parser.parse_args()
    if not are_present():
        print(ABSENT, file=sys.stderr)
        return 1
    cleaner = Cleaner()
    articles = [page for corpus in CORPORA for page in pages(corpus, options.split)]
    others = list(pages(OTHER_PAGES, options.split))
    for mode in options.mode or MODES:
        confidences, right = measure(cleaner, [*articles, *others], mode)
        count = len(articles)
        print_table(f"{mode}, articles", confidences[:count], right[:count])
        print_table(f"{mode}, other pages", confidences[count:], right[count:])
        print_table(f"{mode}, both", confidences, right)
    return 0


if __name__ == "__main__":
    sys.exit(main())
