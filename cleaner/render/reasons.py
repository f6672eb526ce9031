"""Reasons in words: what decided a block, what the scorer saw of it, what a repair changed."""

from __future__ import annotations

from cleaner.document import Evidence, Repair, Verdict
from cleaner.render.visible import shorten, visible

__all__ = ["because", "counted", "difference", "one_line", "saw"]

CONTEXT = 12
"""Characters shown around the place where a repair changed something."""

LONGEST = 80
"""Columns that are shown of what a repair changed."""


def because(verdict: Verdict, *, html: bool) -> str:
    """Return what decided: the rule's id, P(body) if there is one, and the reason in words."""
    decided_by = verdict.rule
    if verdict.score is not None:
        score = f"{verdict.score:.2f}"
        decided_by = f"score {score}" if verdict.rule == "score" else f"{verdict.rule} (score {score})"
    seen = saw(verdict.evidence, html=html) if verdict.evidence else ""
    reason = "; ".join(part for part in (seen, one_line(verdict.reason)) if part)
    return f"{visible(decided_by)}: {reason}" if reason else visible(decided_by)


def saw(evidence: Evidence, *, html: bool) -> str:
    """Return the scorer's evidence as words; a flat text has no links or containers to speak of."""
    parts = [counted(evidence.words, "word"), "an end mark" if evidence.end_mark else "no end mark"]
    if html:
        parts.append(f"{evidence.link_density:.0%} links" if evidence.link_density else "no links")
        parts.append(f"{'inside' if evidence.in_story else 'outside'} the story's container")
    return ", ".join(parts)


def difference(repair: Repair) -> tuple[str, str]:
    """Return the stretches that a repair changed, with a little of what stands around them."""
    before, after = repair.before, repair.after
    head = _common(before, after)
    tail = _common(before[head:][::-1], after[head:][::-1])
    start = max(0, head - CONTEXT)
    stretches = (before[start : len(before) - tail + CONTEXT], after[start : len(after) - tail + CONTEXT])
    return shorten(stretches[0], LONGEST), shorten(stretches[1], LONGEST)


def _common(one: str, other: str) -> int:
    """Return how many characters at the beginning two texts share."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (left, right) in pairs if left != right), min(len(one), len(other)))


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun: one, or many, which is `one` and an s unless given."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def one_line(text: str) -> str:
    """Return `text` on one line, what would steer a terminal shown."""
    return visible(" ".join(text.split()))
