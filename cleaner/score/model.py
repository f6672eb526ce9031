"""The scorer: P(body) of every block, and the learned numbers it is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.document import Label
from cleaner.score.features import TABLES, Lexicon, page_columns, text_columns
from cleaner.score.forest import Forest, probability
from cleaner.score.known import KnownLines
from cleaner.score.lines import Columns
from cleaner.score.network import Layer, Network
from cleaner.score.opinion import as_text, doubt
from cleaner.score.threshold import best_threshold
from cleaner.score.tree import Tree
from cleaner.split.layout import Layout

__all__ = [
    "MODES",
    "PARTS",
    "Mode",
    "Scorer",
    "Scores",
    "default_scorer",
    "load_scorer",
    "save_scorer",
]

MODES = ("html", "text")
PARTS = ("body", "confidence")
_WEIGHTS = "weights.npy"
_NETWORK = ("centre", "spread", "entry", "exit")
_LAYER = ("inner", "shift", "outer")
_LOOKED_AT = (
    "words",
    "end_mark",
    "link_density",
    "good",
    "good_words",
    "is_heading",
    "is_item",
    "is_row",
    "digit_share",
    "copies",
    "since_comment",
    "since_related",
    "since_byline",
    "marks_path",
    "marks_low",
    "story_up",
    "in_article",
    "in_p",
    "in_json",
    "lexical_mean",
    "function_share",
    "topic_share",
    "joined",
)
"""Columns that verdicts, their evidence and the trust in them are made with. The others are let go once P(body)
is known: they would be half of the memory that a long document takes."""


class Mode(NamedTuple):
    """What was learned for HTML, or for text: P(body) of a block, the trust in a result, the highest threshold.

    P(body) is what trees and network say, each for one half: they are about as good as each other and err on
    different pages, so that together they err less than any number of forests or of networks.
    """

    body: Forest
    network: Network
    confidence: Forest | None
    threshold: float

    def odds(self, columns: Columns) -> NDArray[Any]:
        """Return the log-odds of each block to be body text, from columns of n numbers."""
        return (self.body.odds(columns) + self.network.odds(columns)) / 2

    def probabilities(self, columns: Columns) -> NDArray[np.float64]:
        """Return P(body) of each block; see `odds`."""
        return probability(self.odds(columns))


class Scores(NamedTuple):
    """P(body) of each block, and those of the columns that are looked at again."""

    body: NDArray[np.float64]
    columns: Columns
    mode: Mode

    def threshold(self) -> float:
        """Return the P(body) from which a block of this document is kept, where nobody asks for another."""
        if not len(self.body):
            return self.mode.threshold
        return best_threshold(self.body, self.columns["words"], self.mode.threshold)


@dataclass(frozen=True, slots=True)
class Scorer:
    """The learned tables, and one `Mode` each for HTML and text."""

    lexicon: Lexicon
    modes: Mapping[str, Mode]

    def score(
        self, layout: Layout, labels: Sequence[Label | None], known: KnownLines | None = None
    ) -> Scores:
        """Return the scores of a document's blocks.

        `labels` are what rules said of the blocks, None where they said nothing; `known` are lines of a
        flat text that need not be looked at again. A layout without blocks gives empty columns. A page that leaves
        the scorer for pages in doubt is looked at as a text as well, and P(body) is what both say.
        """
        mode = self.modes["html" if layout.tags else "text"]
        if not len(layout):
            return Scores(np.zeros(0), {}, mode)
        if not layout.tags:
            columns = text_columns(layout, labels, self.lexicon, known)
            odds = mode.odds(columns)
            columns = _looked_at(columns)  # before anything else is made
            return Scores(probability(odds), columns, mode)
        columns = page_columns(layout, Tree(layout, self.lexicon.marks), labels, self.lexicon)
        odds = mode.odds(columns)
        columns = _looked_at(columns)
        part = doubt(probability(odds), columns["words"])
        if part:
            lines = text_columns(as_text(layout), labels, self.lexicon)
            odds = (1 - part) * odds + part * self.modes["text"].odds(lines)
        return Scores(probability(odds), columns, mode)


def _looked_at(columns: Columns) -> Columns:
    """Return the columns that are looked at again, so that the others can be let go."""
    return {name: columns[name] for name in _LOOKED_AT if name in columns}


@cache
def default_scorer() -> Scorer:
    """Return the scorer with the weights that come with the package."""
    return load_scorer(Path(__file__).with_name(_WEIGHTS))


def load_scorer(path: Path) -> Scorer:
    """Read a scorer that `save_scorer` wrote."""
    record = np.load(path)
    arrays = {name: record[name] for name in record.dtype.names}
    lexicon = Lexicon({name: _table(arrays, name) for name in TABLES}, arrays["characters"])
    modes = {}
    for mode in MODES:
        body, confidence = (_forest(arrays, f"{mode}.{part}") for part in PARTS)
        network = _network(arrays, f"{mode}.network")
        modes[mode] = Mode(body, network, confidence, float(arrays[f"{mode}.threshold"]))
    return Scorer(lexicon, modes)


def _strings(array: NDArray[np.uint8]) -> list[str]:
    return array.tobytes().decode().split("\n")


def _table(arrays: Mapping[str, NDArray[Any]], name: str) -> dict[str, float]:
    return dict(zip(_strings(arrays[name]), arrays[f"{name}.weights"].astype(float).tolist(), strict=True))


def _forest(arrays: Mapping[str, NDArray[Any]], name: str) -> Forest:
    return Forest(
        names=_strings(arrays[f"{name}.names"]),
        features=arrays[f"{name}.features"].astype(np.int64),
        borders=arrays[f"{name}.borders"].astype(np.float32),
        trees=arrays[f"{name}.trees"].astype(np.int64),
        leaves=arrays[f"{name}.leaves"].astype(np.float32),
        bias=float(arrays[f"{name}.bias"]),
    )


def _network(arrays: Mapping[str, NDArray[Any]], name: str) -> Network:
    def weights(parts: Iterable[str]) -> Iterator[NDArray[np.float32]]:
        return (arrays[f"{name}.{part}"].astype(np.float32) for part in parts)

    layers = map(Layer, arrays[f"{name}.distances"].tolist(), *weights(_LAYER))
    centre, spread, entry, way_out = weights(_NETWORK)
    return Network(_strings(arrays[f"{name}.names"]), centre, spread, entry, way_out, list(layers))


def save_scorer(
    path: Path,
    tables: Mapping[str, Mapping[str, float]],
    characters: NDArray[np.uint8],
    forests: Mapping[str, Mapping[str, Any]],
    networks: Mapping[str, Network],
    thresholds: Mapping[str, float],
) -> None:
    """Write weights to `path`: one record with an array in each field, which is read at once.

    `tables` and `characters` are those of a `Lexicon`. `forests` maps "html.body" and its like to the fields of
    a `Forest`, `networks` each mode to its network, `thresholds` each mode to the P(body) from which a block is
    kept.
    """
    arrays: dict[str, NDArray[Any]] = {"characters": characters}
    for name, table in tables.items():
        arrays[name] = _bytes(table)
        arrays[f"{name}.weights"] = np.array(list(table.values()), dtype=np.float16)
    for name, fields in forests.items():
        arrays[f"{name}.names"] = _bytes(fields["names"])
        arrays[f"{name}.features"] = np.asarray(fields["features"], dtype=np.uint16)
        arrays[f"{name}.borders"] = np.asarray(fields["borders"], dtype=np.float32)
        arrays[f"{name}.trees"] = np.asarray(fields["trees"], dtype=np.uint16)
        arrays[f"{name}.leaves"] = np.asarray(fields["leaves"], dtype=np.float16)
        arrays[f"{name}.bias"] = np.asarray(fields["bias"], dtype=np.float64)
    for mode, network in networks.items():
        arrays |= {f"{mode}.network.{part}": array for part, array in _arrays(network).items()}
    for mode, threshold in thresholds.items():
        arrays[f"{mode}.threshold"] = np.asarray(threshold)
    record = np.empty((), dtype=[(name, array.dtype, array.shape) for name, array in arrays.items()])
    for name, array in arrays.items():
        record[name] = array
    np.save(path, record, allow_pickle=False)


def _arrays(network: Network) -> dict[str, NDArray[Any]]:
    """Return a network as it is stored; its layers are as wide as each other and stand in one array."""
    weights = {part: getattr(network, part) for part in _NETWORK}
    weights |= {part: np.stack([getattr(layer, part) for layer in network.layers]) for part in _LAYER}
    stored = {part: array.astype(np.float16) for part, array in weights.items()}
    distances = np.array([layer.distance for layer in network.layers], dtype=np.uint8)
    return {"names": _bytes(network.names), "distances": distances} | stored


def _bytes(strings: Iterable[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(strings).encode(), dtype=np.uint8)
