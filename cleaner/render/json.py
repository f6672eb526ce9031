"""JSON: everything that an `Article` holds, as one line in one stable form.

An object has the keys below, always all of them and in this order; what is unknown is null, what is
not there an empty list. Offsets count code points: `start` and `end` of a block and of a repair in the
decoded source, those of a link and of a cut in the block's text.

    schema      the number of this form, `SCHEMA`; it grows when a key changes its meaning or goes
    source      the name under which the input was given, as a path on the command line
    url         where the document comes from
    kind        "html", "text" or "markdown"
    encoding    the character encoding it was decoded from
    language    a BCP 47 code
    title, standfirst, byline, date
    text        the article's text, a blank line between paragraphs
    confidence  0 to 1: that `text` is the right text
    problem     why `text` is empty
    comments    [{text, author, time}]
    metadata    {name: value}, more of what the page says about itself
    blocks      [{label, text, kind, level, joined, start, end, path,
                  links:    [{start, end, href}],
                  rule, reason, score,
                  evidence: {words, end_mark, link_density, in_story} or null,
                  cuts:     [{start, end, label, rule, reason}],
                  trail:    [{label, rule, reason, score, evidence}]}]
    repairs     [{start, end, before, after, reason}]

`label`, `rule`, `reason`, `score` and `evidence` of a block are those of the verdict that decides it;
`trail` holds the verdicts that it superseded, the first one first. A `score` is P(body), to four places.
"""

from __future__ import annotations

import json
import re
from math import isfinite
from typing import Any

from cleaner.document import Article, Block, Evidence, Verdict
from cleaner.render.decisions import Decision, decisions
from cleaner.render.visible import STEERING_IN_JSON

__all__ = ["SCHEMA", "render_json"]

SCHEMA = 1
"""Number of the form described above."""

PLACES = 4
"""Decimal places of probabilities and densities: finer differences mean nothing."""

_TROUBLE = re.compile(f"[<{STEERING_IN_JSON}\ud800-\udfff]")
"""Characters that JSON allows as they are and that do harm elsewhere, those that would open a tag where a page holds
the line in a script among them."""


def render_json(article: Article, *, source: str | None = None) -> str:
    """Return the article as one line of JSON without a line end, in the form this module describes.

    Letters are written as they are. What could steer a terminal, or act as markup in a page that holds the
    line, is written as an escape that reads back as the same character; a lone surrogate, which UTF-8 cannot
    hold, becomes U+FFFD.
    """
    decided = decisions(len(article.blocks), article.verdicts)
    record = {
        "schema": SCHEMA,
        "source": source,
        "url": article.url,
        "kind": article.kind,
        "encoding": article.encoding,
        "language": article.language,
        "title": article.title,
        "standfirst": article.standfirst,
        "byline": article.byline,
        "date": article.date,
        "text": article.text,
        "confidence": _rounded(article.confidence),
        "problem": article.problem,
        "comments": [
            {"text": comment.text, "author": comment.author, "time": comment.time}
            for comment in article.comments
        ],
        "metadata": dict(article.metadata),
        "blocks": [_block(block, made) for block, made in zip(article.blocks, decided, strict=True)],
        "repairs": [repair._asdict() for repair in article.repairs],
    }
    line = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    return _TROUBLE.sub(_harmless, line)


def _harmless(found: re.Match[str]) -> str:
    """Return a character as an escape, which JSON holds within texts only, as it does all that needs one."""
    character = found.group()
    return "\ufffd" if "\ud800" <= character <= "\udfff" else f"\\u{ord(character):04x}"


def _block(block: Block, made: Decision) -> dict[str, Any]:
    verdict = _verdict(made.verdict)
    return {
        "label": verdict.pop("label"),
        "text": block.text,
        "kind": block.kind,
        "level": block.level,
        "joined": block.joined,
        "start": block.start,
        "end": block.end,
        "path": block.path,
        "links": [link._asdict() for link in block.links],
        **verdict,
        "cuts": [_cut(cut) for cut in made.cuts],
        "trail": [_verdict(earlier) for earlier in made.trail],
    }


def _verdict(verdict: Verdict | None) -> dict[str, Any]:
    if verdict is None:
        return {"label": None, "rule": None, "reason": None, "score": None, "evidence": None}
    return {
        "label": verdict.label,
        "rule": verdict.rule,
        "reason": verdict.reason,
        "score": _rounded(verdict.score),
        "evidence": _evidence(verdict.evidence),
    }


def _evidence(evidence: Evidence | None) -> dict[str, Any] | None:
    if evidence is None:
        return None
    return {
        "words": int(evidence.words),
        "end_mark": bool(evidence.end_mark),
        "link_density": _rounded(evidence.link_density),
        "in_story": bool(evidence.in_story),
    }


def _cut(verdict: Verdict) -> dict[str, Any]:
    start, end = verdict.span or (0, 0)
    return {
        "start": start,
        "end": end,
        "label": verdict.label,
        "rule": verdict.rule,
        "reason": verdict.reason,
    }


def _rounded(number: float | None) -> float | None:
    """Return a rounded number; JSON has none that is not finite."""
    return round(float(number), PLACES) if number is not None and isfinite(number) else None
