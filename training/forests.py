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
from cleaner.score.surroundings import FeatureMatrix

DEPTH = 6
SETTINGS = {
    "depth": DEPTH,
    "l2_leaf_reg": 6,
    "border_count": 48,
    "rsm": 0.4,
    "bootstrap_type": "Bernoulli",
    "subsample": 0.8,
    "thread_count": 2,
    "verbose": 0,
    "allow_writing_files": False,
}


def grow(
    documents: Sequence[Document], names: Sequence[str], trees: int, rate: float, seeds: int = 1
) -> dict[str, Any]:
    """Return the fields of a `Forest` that tells body blocks from others by the named features.

    It is the mean, in log-odds, of so many forests of `trees` trees that differ by their random seed.
    """
    features = FeatureMatrix(names)
    lengths = [len(document.layout) for document in documents]
    stretches = (features.stretch(d.columns, 0, len(d.layout)).T for d in documents)
    matrix = np.empty((sum(lengths), len(names)), dtype=np.float32)
    for stretch, end in zip(stretches, accumulate(lengths), strict=True):
        matrix[end - len(stretch) : end] = stretch
    body = np.concatenate([document.body for document in documents])
    weights = np.concatenate([document.weights for document in documents])
    models = []
    for seed in range(1, seeds + 1):
        settings = SETTINGS | {"random_seed": seed}
        models.append(CatBoostClassifier(iterations=trees, learning_rate=rate, **settings))
        models[-1].fit(matrix, body, sample_weight=weights)
    return fields_of(models, names, DEPTH)


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


def fields_of(models: Sequence[CatBoostClassifier], names: Sequence[str], depth: int) -> dict[str, Any]:
    """Return the mean of grown models as the fields of a `Forest`."""
    trees, leaves, bias = [], [], 0.0
    for model in models:
        stored = _stored(model)
        scale, (own_bias,) = stored["scale_and_bias"]
        bias += own_bias / len(models)
        for tree in stored["oblivious_trees"]:
            splits = [(split["float_feature_index"], split["border"]) for split in tree["splits"] or ()]
            values = np.array(tree["leaf_values"], dtype=float) * scale / len(models)
            # A tree that stopped early asks a question that nothing answers with yes.
            while len(splits) < depth:
                splits.append((0, float("inf")))
                values = np.concatenate([values, values])
            trees.append(splits)
            leaves.append(values)
    questions = sorted({question for splits in trees for question in splits})
    number = {question: index for index, question in enumerate(questions)}
    used = sorted({feature for feature, _ in questions})
    return {
        "names": [names[feature] for feature in used],
        "features": [used.index(feature) for feature, _ in questions],
        "borders": [border for _, border in questions],
        "trees": [[number[question] for question in splits] for splits in trees],
        "leaves": leaves,
        "bias": bias,
    }


def _stored(model: CatBoostClassifier) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.json"
        model.save_model(str(path), format="json")
        return json.loads(path.read_text())  # type: ignore[no-any-return]
