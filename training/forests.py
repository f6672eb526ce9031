"""Grow oblivious trees with CatBoost and write them down as the scorer evaluates them."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
from catboost import CatBoostClassifier
from documents import Document

from cleaner.score.forest import Forest
from cleaner.score.lines import Columns
from cleaner.score.surroundings import FeatureMatrix

DEPTH = 6
SETTINGS = {
    "depth": DEPTH,
    "l2_leaf_reg": 6,
    "border_count": 48,
    "rsm": 0.4,
    "bootstrap_type": "Bernoulli",
    "subsample": 0.8,
    "random_seed": 1,
    "thread_count": 2,
    "verbose": 0,
    "allow_writing_files": False,
}


def grow(
    documents: Sequence[Document], columns: Sequence[Columns], names: Sequence[str], trees: int, rate: float
) -> dict[str, Any]:
    """Return the fields of a `Forest` that tells body blocks from others by the named features."""
    features = FeatureMatrix(names)
    lengths = [len(document.layout) for document in documents]
    stretches = (features.stretch(found, 0, n).T for found, n in zip(columns, lengths, strict=True))
    matrix = np.empty((sum(lengths), len(names)), dtype=np.float32)
    for stretch, end in zip(stretches, accumulate(lengths), strict=True):
        matrix[end - len(stretch) : end] = stretch
    model = CatBoostClassifier(iterations=trees, learning_rate=rate, **SETTINGS)
    model.fit(
        matrix,
        np.concatenate([document.body for document in documents]),
        sample_weight=np.concatenate([document.weights for document in documents]),
    )
    return fields_of(model, names, DEPTH)


def forest(fields: Mapping[str, Any]) -> Forest:
    """Return the forest with the given fields, as precise as it will be stored."""
    return Forest(
        fields["names"],
        np.asarray(fields["features"], dtype=np.int64),
        np.asarray(fields["borders"], dtype=np.float32),
        np.asarray(fields["trees"], dtype=np.int64),
        np.asarray(fields["leaves"], dtype=np.float16).astype(np.float32),
        float(fields["bias"]),
    )


def fields_of(model: CatBoostClassifier, names: Sequence[str], depth: int) -> dict[str, Any]:
    """Return a grown model as the fields of a `Forest`."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.json"
        model.save_model(str(path), format="json")
        stored = json.loads(path.read_text())
    trees, leaves = [], []
    for tree in stored["oblivious_trees"]:
        splits = [(split["float_feature_index"], split["border"]) for split in tree["splits"] or ()]
        values = np.array(tree["leaf_values"], dtype=float)
        while len(splits) < depth:  # a tree that stopped early asks a question that nothing answers with yes
            splits.append((0, float("inf")))
            values = np.concatenate([values, values])
        trees.append(splits)
        leaves.append(values)
    questions = sorted({question for splits in trees for question in splits})
    number = {question: index for index, question in enumerate(questions)}
    used = sorted({feature for feature, _ in questions})
    scale, (bias,) = stored["scale_and_bias"]
    return {
        "names": [names[feature] for feature in used],
        "features": [used.index(feature) for feature, _ in questions],
        "borders": [border for _, border in questions],
        "trees": [[number[question] for question in splits] for splits in trees],
        "leaves": [scale * values for values in leaves],
        "bias": bias,
    }
