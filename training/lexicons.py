"""Learn the weights of words and of class names: how much each speaks for body text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, compress, repeat
from typing import NamedTuple

import numpy as np
from documents import Document
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from cleaner.score.coherence import LONG_LINE
from cleaner.score.lexicon import mark_words
from cleaner.score.lines import one_lines
from cleaner.score.words import MARKS
from cleaner.unspaced import separated

WORD_HOSTS = 8
"""A word must stand on pages of so many hosts: what fewer have is their topic or their name."""
MARK_HOSTS = 4
WORD_STRENGTH = 0.02
PROSE_STRENGTH = 0.3
MARK_STRENGTH = 0.003
"""Inverse of the ridge penalty, as scikit-learn's C; chosen by the area under the curve over left-out hosts."""

WEAKEST_WORD = 0.02
"""Log-odds below which a word says nothing and need not be kept. Of class names all are kept: the weak
ones of an element add up, and without them pages of sites not seen fare worse."""

MOST_WEIGHT = 20.0
"""Times its weight that a block may count where its page has next to none of its kind."""

Bag = Mapping[str, float]


class _Example(NamedTuple):
    """A block to learn from."""

    bag: Bag
    host: str
    body: bool
    weight: float


def learn_tables(documents: Sequence[Document]) -> dict[str, dict[str, float]]:
    """Return the tables of a `Lexicon`, learned from HTML documents."""
    return {"words": learn_words(documents), "prose": learn_prose(documents), "marks": learn_marks(documents)}


def learn_words(documents: Sequence[Document]) -> dict[str, float]:
    """Return log-odds for words, from all blocks of the given HTML documents."""
    bags = [_bag(words) for document in documents for words in _words(document)]
    return _telling(_fit(_examples(documents, bags), WORD_HOSTS, WORD_STRENGTH))


def learn_prose(documents: Sequence[Document]) -> dict[str, float]:
    """Return log-odds for words without the punctuation around them, from long blocks of HTML documents.

    Body and other blocks of a page weigh as much as each other, so that a word tells what is which on one page,
    and not on whose pages, or in which language, there is more of one.
    """
    examples: list[_Example] = []
    for document in documents:
        blocks = list(_words(document))
        bags = [_bag([word.strip(MARKS) for word in words]) for words in blocks]
        is_long = np.array([len(words) >= LONG_LINE for words in blocks])
        sums = [document.weights[is_long & (document.body == body)].sum() for body in (False, True)]
        shares = [min(MOST_WEIGHT, sum(sums) / (2 * own)) if own else 0.0 for own in sums]
        weights = document.weights * np.where(document.body, shares[1], shares[0])
        columns = bags, repeat(document.page.host), document.body, weights
        examples += compress(map(_Example, *columns), is_long)
    return _telling(_fit(examples, WORD_HOSTS, PROSE_STRENGTH))


def _words(document: Document) -> Iterator[list[str]]:
    """Yield the words of each block."""
    return (separated(text.lower()).split() for text in one_lines(document.layout))


def _bag(words: Sequence[str]) -> Bag:
    return {word: count / len(words) ** 0.5 for word, count in Counter(words).items()}


def _examples(documents: Sequence[Document], bags: Sequence[Bag]) -> list[_Example]:
    """Return all blocks as examples."""
    hosts = (document.page.host for document in documents for _ in document.layout.texts)
    body = chain.from_iterable(document.body for document in documents)
    weights = chain.from_iterable(document.weights for document in documents)
    return list(map(_Example, bags, hosts, body, weights))


def _telling(learned: Mapping[str, float]) -> dict[str, float]:
    """Return the words that say something."""
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
    return _fit(_examples(documents, bags), MARK_HOSTS, MARK_STRENGTH)


def _fit(examples: Sequence[_Example], least_hosts: int, strength: float) -> dict[str, float]:
    hosts: defaultdict[str, set[str]] = defaultdict(set)
    for example in examples:
        for word in example.bag:
            hosts[word].add(example.host)
    vocabulary = sorted(word for word, seen in hosts.items() if len(seen) >= least_hosts)
    matrix = _matrix([example.bag for example in examples], {word: n for n, word in enumerate(vocabulary)})
    weights = np.array([example.weight for example in examples])
    model = LogisticRegression(C=strength, max_iter=300)
    model.fit(matrix, [example.body for example in examples], sample_weight=weights / weights.mean())
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
