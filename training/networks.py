"""Train the network over blocks with PyTorch and write it down as the scorer evaluates it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

import numpy as np
import torch
from documents import Document
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from cleaner.score.network import NORM_FLOOR, Layer, Network, logarithms, scaled

WIDTH = 32
DISTANCES = (1, 2, 4, 8, 16)
"""Blocks to each side that the layers look at: together 31, about what the widest windows of the trees see."""
STATE_DROPOUT = 0.3
INPUT_DROPOUT = 0.1
"""Shares of a state's, and of a block's, numbers that are left out at random, so that none is relied on alone."""
RATE = 1.5e-3
DECAY = 0.1
WARM_UP = 0.15
LONGEST_STEP = 1.0
DOCUMENTS = 16
"""In one step of the optimiser."""
LONGEST = 600
"""Blocks of a document that are shown at once; a longer one shows another stretch each time."""
SMALLEST_SPREAD = 1e-3


class _Layer(nn.Module):
    def __init__(self, distance: int) -> None:
        super().__init__()
        self.distance = distance
        self.inner = nn.Linear(3 * WIDTH, WIDTH)
        self.outer = nn.Linear(WIDTH, WIDTH, bias=False)
        self.drop = nn.Dropout(STATE_DROPOUT)

    def forward(self, state: torch.Tensor, present: torch.Tensor) -> torch.Tensor:
        own = functional.layer_norm(state, (WIDTH,), eps=float(NORM_FLOOR)) * present
        before = functional.pad(own, (0, 0, self.distance, 0))[:, : own.shape[1]]
        after = functional.pad(own, (0, 0, 0, self.distance))[:, self.distance :]
        inner = functional.relu(self.inner(torch.cat([before, own, after], dim=-1)))
        added: torch.Tensor = state + self.outer(self.drop(inner))
        return added


class _Network(nn.Module):
    def __init__(self, inputs: int) -> None:
        super().__init__()
        self.entry = nn.Linear(inputs, WIDTH)
        self.direct = nn.Linear(inputs, WIDTH)
        self.layers = nn.ModuleList([_Layer(distance) for distance in DISTANCES])
        self.exit = nn.Linear(2 * WIDTH, 1)
        self.drop_inputs = nn.Dropout(INPUT_DROPOUT)
        self.drop = nn.Dropout(STATE_DROPOUT)

    def forward(self, inputs: torch.Tensor, present: torch.Tensor) -> torch.Tensor:
        inputs = self.drop_inputs(inputs)
        state = self.drop(functional.relu(self.entry(inputs)))
        for layer in self.layers:
            state = layer(state, present)
        direct = functional.relu(self.direct(inputs))
        odds: torch.Tensor = self.exit(torch.cat([state, direct], dim=-1))[..., 0]
        return odds


class _Batch(NamedTuple):
    """Documents side by side, filled up to the longest: documents x blocks (x inputs)."""

    inputs: torch.Tensor
    present: torch.Tensor
    body: torch.Tensor
    weights: torch.Tensor


def train(documents: Sequence[Document], names: Sequence[str], epochs: int, seeds: int = 1) -> Network:
    """Return a network that tells body blocks from others by the named columns, as precise as it is stored.

    It is the mean of so many that differ by their random seed.
    """
    inputs, centre, spread = _inputs(documents, names)
    trained = [_trained(documents, inputs, epochs, seed) for seed in range(1, seeds + 1)]
    entry = [np.concatenate([_affine(own.entry), _affine(own.direct)]) for own in trained]
    layers = [
        Layer(
            distance,
            _stored([own.layers[number].inner.weight for own in trained]),
            _stored([own.layers[number].inner.bias[:, None] for own in trained]),
            _stored([own.layers[number].outer.weight for own in trained]),
        )
        for number, distance in enumerate(DISTANCES)
    ]
    way_out = _stored([_affine(own.exit) for own in trained])
    return Network(names, _stored(centre)[:, None], _stored(spread)[:, None], _stored(entry), way_out, layers)


def _trained(
    documents: Sequence[Document], inputs: Sequence[NDArray[np.float32]], epochs: int, seed: int
) -> _Network:
    torch.manual_seed(seed)
    torch.use_deterministic_algorithms(mode=True)
    torch.set_num_threads(1)  # sums come out the same on every machine
    chance = np.random.default_rng(seed)
    network = _Network(inputs[0].shape[1])
    optimiser = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
    steps = epochs * -(-len(documents) // DOCUMENTS)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps, pct_start=WARM_UP)
    for _ in range(epochs):
        for batch in _batches(documents, inputs, chance):
            odds = network(batch.inputs, batch.present)
            losses = functional.binary_cross_entropy_with_logits(odds, batch.body, reduction="none")
            loss = (losses * batch.weights).sum() / batch.weights.sum()
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), LONGEST_STEP)
            optimiser.step()
            schedule.step()
    return network.requires_grad_(requires_grad=False)


def _inputs(
    documents: Sequence[Document], names: Sequence[str]
) -> tuple[list[NDArray[np.float32]], NDArray[np.float32], NDArray[np.float32]]:
    """Return the inputs of each document (blocks x names), and what brings them to a common scale."""
    lengths = [len(document.layout) for document in documents]
    matrix = np.empty((sum(lengths), len(names)), dtype=np.float32)
    for column, name in enumerate(names):
        matrix[:, column] = np.concatenate([(document.columns or {})[name] for document in documents])
    on_scale = logarithms(matrix)
    centre = on_scale.mean(axis=0, dtype=float).astype(np.float32)
    spread = (on_scale.std(axis=0, dtype=float) + SMALLEST_SPREAD).astype(np.float32)
    found = scaled(matrix, centre, spread)
    return [found[end - n : end] for n, end in zip(lengths, accumulate(lengths), strict=True)], centre, spread


def _batches(
    documents: Sequence[Document], inputs: Sequence[NDArray[np.float32]], chance: np.random.Generator
) -> Iterator[_Batch]:
    """Yield all documents once, in any order, those of one batch about as long as each other."""
    size = np.array([min(LONGEST, len(own)) for own in inputs])
    order = np.argsort(size * chance.uniform(0.8, 1.25, len(size)), kind="stable")
    batches = [order[start : start + DOCUMENTS] for start in range(0, len(order), DOCUMENTS)]
    for number in chance.permutation(len(batches)):
        chosen = batches[number]
        shape = len(chosen), size[chosen].max()
        filled = np.zeros((*shape, inputs[0].shape[1]), dtype=np.float32)
        present, body, weights = (np.zeros(shape, dtype=np.float32) for _ in range(3))
        for row, index in enumerate(chosen):
            start = chance.integers(0, len(inputs[index]) - size[index] + 1)
            shown, end = slice(start, start + size[index]), size[index]
            filled[row, :end] = inputs[index][shown]
            present[row, :end] = 1
            body[row, :end] = documents[index].body[shown]
            weights[row, :end] = documents[index].weights[shown]
        yield _Batch(*map(torch.from_numpy, (filled, present[..., None], body, weights)))


def _affine(linear: nn.Linear) -> NDArray[np.float32]:
    """Return weights with the constants as their last column."""
    return np.concatenate([linear.weight.numpy(), linear.bias.numpy()[:, None]], axis=1)


def _stored(weights: object) -> NDArray[np.float32]:
    """Return weights as they are read again after they were stored."""
    return np.array(weights, dtype=np.float16).astype(np.float32)
