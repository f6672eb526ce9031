"""Time by stage: stop-watches put around the package's functions from outside, for as long as one measures."""

from __future__ import annotations

import functools
import importlib
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest import mock

__all__ = ["STAGES", "Stopwatch", "watched"]

WATCHED = (
    ("cleaner.pipeline", "decode", "decode"),
    ("cleaner.pipeline", "split", "parse and split"),
    ("cleaner.rules.engine", "RuleList.decide", "rules"),
    ("cleaner.rules.engine", "RuleList.has_cut", "rules"),
    ("cleaner.rules.engine", "RuleList.cuts", "rules"),
    ("cleaner.rules.structure", "StructureRules.containers", "rules"),
    ("cleaner.score.model", "Tree", "features"),
    ("cleaner.score.model", "page_columns", "features"),
    ("cleaner.score.model", "text_columns", "features"),
    ("cleaner.score.model", "Mode.odds", "scorer"),
    ("cleaner.pipeline", "label", "verdicts"),
    ("cleaner.label", "apply_context", "context"),
    ("cleaner.judgement", "Judgement.confidence", "confidence"),
    ("cleaner.pipeline", "assemble", "assemble"),
)
"""Module, function and the stage that its time counts for; time in a watched function called from
another counts for the inner one only."""

STAGES = tuple(dict.fromkeys(stage for _, _, stage in WATCHED))


class Stopwatch:
    """Seconds by stage, each stage without the stages that it called."""

    def __init__(self) -> None:
        self.seconds = dict.fromkeys(STAGES, 0.0)
        self._inner = [0.0]

    def around(self, function: Callable[..., Any], stage: str) -> Callable[..., Any]:
        """Return a function that does the same and adds its own time to a stage."""

        @functools.wraps(function, updated=())
        def run(*args: object, **named: object) -> object:
            start = time.process_time()
            self._inner.append(0.0)
            try:
                return function(*args, **named)
            finally:
                whole = time.process_time() - start
                self.seconds[stage] += whole - self._inner.pop()
                self._inner[-1] += whole

        return run


@contextmanager
def watched() -> Iterator[Stopwatch]:
    """Put the stop-watches in place, and take them away at the end.

    Raises LookupError where a function has moved: then `WATCHED` is to be corrected.
    """
    watch = Stopwatch()
    with ExitStack() as patches:
        for module, path, stage in WATCHED:
            owner = functools.reduce(getattr, path.split(".")[:-1], importlib.import_module(module))
            name = path.split(".")[-1]
            if not hasattr(owner, name):
                raise LookupError(f"{module}.{path} is gone; correct WATCHED in {__file__}")
            patches.enter_context(mock.patch.object(owner, name, watch.around(getattr(owner, name), stage)))
        yield watch
