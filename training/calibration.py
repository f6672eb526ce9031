"""Learn how far a result can be trusted, from results on pages whose scorers did not see their sites."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from catboost import CatBoostClassifier
from dataset import word_f1
from documents import Document
from forests import SETTINGS, fields_of
from numpy.typing import NDArray

from cleaner.document import BODY_LABELS
from cleaner.label import Judges, label
from cleaner.score.confidence import trust_columns
from cleaner.score.lines import Columns

RIGHT = 0.9
"""Word F1 from which a text counts as right."""
TREES = 150
DEPTH = 4


def judge(document: Document, judges: Judges) -> tuple[Columns | None, float]:
    """Return the trust features of the result on a document (None for an empty one) and its word F1."""
    judgement = label(document.layout, judges)
    kept = np.array([found in BODY_LABELS for found in judgement.labels])
    if not kept.any():
        return None, 0.0
    text = "\n".join(text for text, keep in zip(document.layout.plain, kept, strict=True) if keep)
    return trust_columns(judgement.scoring, kept), word_f1(text, document.gold)[2]


def learn_confidence(
    results: Sequence[tuple[Columns, float]], weights: NDArray[np.float64]
) -> dict[str, Any]:
    """Return the fields of the forest that estimates P(F1 >= 0.9), from results that count as much as `weights` say."""
    names = list(results[0][0])
    matrix: NDArray[np.float32] = np.array(
        [[float(columns[name][0]) for name in names] for columns, _ in results], dtype=np.float32
    )
    right = np.array([f1 >= RIGHT for _, f1 in results])
    settings = SETTINGS | {"depth": DEPTH, "l2_leaf_reg": 30, "random_seed": 1}
    model = CatBoostClassifier(iterations=TREES, learning_rate=0.05, **settings)
    model.fit(matrix, right, sample_weight=weights)
    return fields_of([model], names, DEPTH)
