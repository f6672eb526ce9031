"""Second pass: what the labelled neighbours of a block say about it."""

from __future__ import annotations

from cleaner.judgement import Judgement

__all__ = ["apply_context"]


def apply_context(judgement: Judgement) -> None:
    """Append superseding verdicts for blocks whose neighbours tell more than they do themselves."""
