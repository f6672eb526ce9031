"""Learn the weights of words and of class names: how much each speaks for body text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from documents import Document
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from cleaner.score.lexicon import mark_words
from cleaner.score.lines import one_lines
from cleaner.unspaced import separated

WORD_HOSTS = 8
"""A word must stand on pages of so many hosts: what fewer have is their topic or their name."""
MARK_HOSTS = 4
WORD_STRENGTH = 0.02
MARK_STRENGTH = 0.003
"""Inverse of the ridge penalty, as scikit-learn's C; chosen by the area under the curve over left-out hosts."""

WEAKEST_WORD = 0.02
"""Log-odds below which a word says nothing and need not be kept. Of class names all are kept: the weak
ones of an element add up, and without them pages of sites not seen fare worse."""

Bag = Mapping[str, float]


def learn_words(documents: Sequence[Document]) -> dict[str, float]:
    """Return log-odds for words, from all blocks of the given HTML documents."""
    bags: list[Bag] = []
    for document in documents:
        for text in one_lines(document.layout):
            words = separated(text.lower()).split()
            bags.append({word: count / len(words) ** 0.5 for word, count in Counter(words).items()})
    learned = _fit(bags, documents, WORD_HOSTS, WORD_STRENGTH)
    return {word: weight for word, weight in learned.items() if abs(weight) >= WEAKEST_WORD}


def learn_marks(documents: Sequence[Document]) -> dict[str, float]:
    """Return log-odds for the words in tags, classes and ids, summed along a block's containers."""
    bags: list[Bag] = []
    for document in documents:
        layout = document.layout
        held: list[Counter[str]] = []
        for parent, tag, marks in zip(layout.parents, layout.tags, layout.marks, strict=True):
            bag = Counter(held[parent]) if parent >= 0 else Counter()
            # Each word once, in an order that is the same in every process.
            bag.update(dict.fromkeys(mark_words(tag, marks), 1))
            held.append(bag)
        bags += [held[node] for node in layout.nodes]
    return _fit(bags, documents, MARK_HOSTS, MARK_STRENGTH)


def _fit(
    bags: Sequence[Bag], documents: Sequence[Document], least_hosts: int, strength: float
) -> dict[str, float]:
    hosts: defaultdict[str, set[str]] = defaultdict(set)
    owners = [document.page.host for document in documents for _ in document.layout.texts]
    for bag, host in zip(bags, owners, strict=True):
        for word in bag:
            hosts[word].add(host)
    vocabulary = sorted(word for word, seen in hosts.items() if len(seen) >= least_hosts)
    columns = {word: column for column, word in enumerate(vocabulary)}
    matrix = _matrix(bags, columns)
    body = np.concatenate([document.body for document in documents])
    weights = np.concatenate([document.weights for document in documents])
    model = LogisticRegression(C=strength, max_iter=300)
    model.fit(matrix, body, sample_weight=weights / weights.mean())
    return dict(zip(vocabulary, map(float, model.coef_[0].round(3)), strict=True))


def _matrix(bags: Sequence[Bag], columns: Mapping[str, int]) -> csr_matrix:
    places: list[int] = []
    values: list[float] = []
    ends = [0]
    for bag in bags:
        for word, value in bag.items():
            if word in columns:
                places.append(columns[word])
                values.append(value)
        ends.append(len(places))
    data: NDArray[np.float32] = np.asarray(values, dtype=np.float32)
    return csr_matrix((data, places, ends), shape=(len(bags), len(columns)))
