"""The corpora as labelled blocks: which blocks of a page stand in its gold text."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray

CORPORA = ("news", "articles", "publishers")
OTHER_PAGES = "other_pages"
"""The corpus of pages that are no articles; it is not among `CORPORA`."""
ALL_CORPORA = (*CORPORA, OTHER_PAGES)
MODES = ("html", "text_full", "text_main")

_TOKENS = re.compile(r"[぀-ヿ㐀-䶿一-鿿豈-﫿]|[^\W぀-ヿ㐀-䶿一-鿿豈-﫿]+")
_SHINGLE = 4
_COVERED = 0.6
"""Share of a block's shingles that must stand in the gold for the block to count as body."""


def shared_folder() -> Path:
    """Return the folder with corpora and seeds: CLEANER_SHARED, or `shared` beside the repository."""
    given = os.environ.get("CLEANER_SHARED")
    return Path(given) if given else Path(__file__).resolve().parents[2] / "shared"


@dataclass(slots=True)
class Page:
    """One row of a corpus."""

    corpus: str
    id: str
    url: str
    host: str
    country: str
    split: str
    html: bytes
    gold: str
    text_full: str
    text_main: str
    kind: str = "article"

    def source(self, mode: str) -> str | bytes:
        """Return the page in one of `MODES`."""
        return getattr(self, mode)  # type: ignore[no-any-return]


def pages(corpus: str, split: str | None = None) -> Iterator[Page]:
    """Yield the pages of a corpus, all or those of one split."""
    for row in pq.read_table(shared_folder() / "corpora" / f"{corpus}.parquet").to_pylist():
        if split is None or row["split"] == split:
            row.setdefault("country", "")
            yield Page(corpus, **{name: row[name] for name in Page.__slots__ if name in row})


def tokens(text: str) -> list[str]:
    """Return lower-cased words; Han and kana characters count one by one."""
    return _TOKENS.findall(text.lower())


def body_blocks(texts: Sequence[str], gold: str) -> NDArray[np.bool_]:
    """Return which blocks stand in the gold text.

    A block of four tokens or more counts if over 60% of its 4-grams do; a shorter one if its tokens
    are a line of the gold, or stand in it between their neighbours. Of several copies of a text only
    as many count as the gold has, the ones nearest to the middle of the story.
    """
    gold_tokens = tokens(gold)
    shingles = Counter(zip(*(gold_tokens[i:] for i in range(_SHINGLE)), strict=False))
    lines = Counter(tuple(tokens(line)) for line in gold.split("\n"))
    block_tokens = [tuple(tokens(text)) for text in texts]
    found = np.zeros(len(texts), dtype=bool)
    for index, words in enumerate(block_tokens):
        if len(words) >= _SHINGLE:
            own = list(zip(*(words[i:] for i in range(_SHINGLE)), strict=False))
            found[index] = sum(shingle in shingles for shingle in own) > _COVERED * len(own)
        elif words:
            found[index] = words in lines or _stands_between(block_tokens, index, shingles)
    _drop_surplus_copies(found, block_tokens, lines, shingles)
    return found


def _stands_between(
    blocks: Sequence[tuple[str, ...]], index: int, shingles: Counter[tuple[str, ...]]
) -> bool:
    """Tell whether a short block joined to its neighbours makes shingles of the gold."""
    before = blocks[index - 1][-2:] if index else ()
    after = blocks[index + 1][:2] if index + 1 < len(blocks) else ()
    joined = [*before, *blocks[index], *after]
    own = list(zip(*(joined[i:] for i in range(_SHINGLE)), strict=False))
    return bool(own) and bool(before) and bool(after) and all(shingle in shingles for shingle in own)


def _drop_surplus_copies(
    found: NDArray[np.bool_],
    blocks: Sequence[tuple[str, ...]],
    lines: Counter[tuple[str, ...]],
    shingles: Counter[tuple[str, ...]],
) -> None:
    places: dict[tuple[str, ...], list[int]] = {}
    for index in np.flatnonzero(found):
        places.setdefault(blocks[index], []).append(int(index))
    unique = [at[0] for words, at in places.items() if len(at) == 1 for _ in words]
    if not unique:
        return
    middle = float(np.median(unique))
    for words, at in places.items():
        allowed = shingles[words[:_SHINGLE]] if len(words) >= _SHINGLE else lines[words]
        for surplus in sorted(at, key=lambda index: abs(index - middle))[max(1, allowed) :]:
            found[surplus] = False


def word_f1(output: str, gold: str) -> tuple[float, float, float]:
    r"""Return precision, recall and F1 of lower-cased word multisets (`\\w+`)."""
    return agreement(Counter(re.findall(r"\w+", output.lower())), Counter(re.findall(r"\w+", gold.lower())))


def agreement(ours: Counter[str], theirs: Counter[str]) -> tuple[float, float, float]:
    """Return precision, recall and F1 of one multiset by another."""
    common = sum((ours & theirs).values())
    if not common:
        return 0.0, 0.0, 0.0
    precision, recall = common / sum(ours.values()), common / sum(theirs.values())
    return precision, recall, 2 * precision * recall / (precision + recall)
