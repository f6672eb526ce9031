"""The report on a run: what was kept and removed of many documents, by which rules, and where to look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from cleaner.document import Label
from cleaner.render.rules import did
from cleaner.report.blocks import group_of
from cleaner.report.charts import bars, histogram
from cleaner.report.frequent import Example, Shares
from cleaner.report.shell import render_page
from cleaner.report.summary import BINS, RunSummary
from cleaner.rules.catalogue import AnyRule
from cleaner.rules.figures import figures_of

__all__ = ["render_run_report"]

RULES_DRAWN = 15
GROUPS_DRAWN = 15
GROUPS_LISTED = 100
LINES_LISTED = 200
UNKNOWN = "unknown"
OTHERS = "all others"


class _Group(NamedTuple):
    """A host or a language: `kept` is the share of its characters that stayed, or None of nothing."""

    name: str
    documents: int
    rejects: int
    before: int
    after: int
    kept: float | None
    confidence: float | None


class _Rule(NamedTuple):
    """A rule in the run, with what is known of it from the corpora."""

    id: str
    label: str
    times: int
    characters: int
    documents: int
    measured: str

    @property
    def name(self) -> str:
        """Return the rule with the label that it gave, which the ids of most rules begin with."""
        return self.id if self.id.startswith(f"{self.label}/") else f"{self.id} ({self.label})"


def render_run_report(
    summary: RunSummary,
    *,
    name: str = "",
    facts: Iterable[tuple[str, str]] = (),
    rules: Iterable[AnyRule] = (),
) -> str:
    """Return a page of HTML, complete in itself, on a run.

    `name` is how the run is called, `facts` what is known of it, such as its version and settings, and `rules`
    those whose measured precision is shown.
    """
    hosts, languages = _groups(summary.hosts), _groups(summary.languages)
    listed = list(_rules(summary, rules))
    values = {
        "summary": summary,
        "name": name or "A run",
        "version": version("article-cleaner"),
        "facts": list(facts),
        "removed": summary.before - summary.after,
        "kept_share": _share(summary.after, summary.before),
        "labels": list(_labels(summary)),
        "rules": listed,
        "hosts": hosts[:GROUPS_LISTED],
        "hosts_in_all": len(hosts),
        "languages": languages[:GROUPS_LISTED],
        "confidence": [(_confidence_name(place), count) for place, count in enumerate(summary.confidence)],
        "lengths": list(_lengths(summary)),
        "lines": summary.lines.most_common(LINES_LISTED),
        "line_error": summary.lines.error,
        "rejects": summary.rejects.most_common(),
        "link": _link,
        "charts": _charts(summary, listed, hosts, languages),
    }
    return render_page("run.html", ["common.css", "run.css"], [], values)


def _charts(
    summary: RunSummary, rules: Sequence[_Rule], hosts: Sequence[_Group], languages: Sequence[_Group]
) -> dict[str, Any]:
    """Return the charts; an empty one where there is nothing to draw."""
    lengths = list(_lengths(summary))
    return {
        "labels": bars(
            [(label, characters) for label, _, characters, _ in _labels(summary)],
            "Characters removed, by label",
            "characters",
        ),
        "rules": bars(
            [(rule.name, rule.times) for rule in rules[:RULES_DRAWN]], "Blocks removed, by rule", "blocks"
        ),
        "confidence": histogram(
            [(_confidence_name(place), count) for place, count in enumerate(summary.confidence)],
            "Documents by confidence",
            "confidence, from",
        ),
        "before": histogram(
            [(name, before) for name, before, _ in lengths], "Documents by length before", "characters, from"
        ),
        "after": histogram(
            [(name, after) for name, _, after in lengths], "Documents by length after", "characters, from"
        ),
        "hosts": bars(_kept_of(hosts), "Share of characters kept, by host", "kept", ".0%"),
        "languages": bars(_kept_of(languages), "Share of characters kept, by language", "kept", ".0%"),
    }


def _kept_of(groups: Sequence[_Group]) -> list[tuple[str, float]]:
    shown = [(group.name, group.kept) for group in groups if group.name != OTHERS]
    return [(name, kept) for name, kept in shown if kept is not None][:GROUPS_DRAWN]


def _labels(summary: RunSummary) -> Iterator[tuple[str, int, int, bool]]:
    """Yield each label that was removed, with blocks and characters, and whether it can be kept on request."""
    known = [label.value for label in Label]
    for label in [*known, *(label for label in sorted(summary.labels) if label not in known)]:
        if summary.labels[label]:
            yield (
                label,
                summary.labels[label],
                summary.label_characters[label],
                group_of(label) == "request",
            )


def _rules(summary: RunSummary, rules: Iterable[AnyRule]) -> Iterator[_Rule]:
    """Yield the rules of the run, the one that removed most blocks first."""
    known = {rule.id: rule for rule in rules}
    for (label, rule), times in sorted(summary.rules.items(), key=lambda item: (-item[1], item[0])):
        figures = figures_of(known[rule]) if rule in known else None
        characters, documents = summary.rule_characters[label, rule], summary.rule_documents[label, rule]
        yield _Rule(rule, label, times, characters, documents, did(figures) if figures else "")


def _groups(shares: Shares) -> list[_Group]:
    """Return hosts or languages, the one with most documents first, and all others at the end."""
    ranked = [(name or UNKNOWN, values) for name, values in shares.ranked()]
    if shares.others[0]:
        ranked.append((OTHERS, shares.others))
    return [
        _Group(
            name,
            int(documents),
            int(rejects),
            int(before),
            int(after),
            _share(after, before),
            confidence / documents if documents else None,
        )
        for name, (documents, rejects, before, after, confidence) in ranked
    ]


def _lengths(summary: RunSummary) -> Iterator[tuple[str, int, int]]:
    """Yield the bins of lengths that are in use, and those between: from where, documents before and after."""
    used = [
        place
        for place, counts in enumerate(zip(summary.lengths_before, summary.lengths_after, strict=True))
        if any(counts)
    ]
    for place in range(min(used, default=0), max(used, default=-1) + 1):
        yield (
            f"{2 ** (place - 1) if place else 0:,}",
            summary.lengths_before[place],
            summary.lengths_after[place],
        )


def _confidence_name(place: int) -> str:
    return f"{place / BINS:.2f}"


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def _link(example: Example) -> str | None:
    """Return the address to open for an example, if it is one that a browser may be sent to."""
    url = example[1]
    try:
        return url if url and urlsplit(url).scheme in ("http", "https") else None
    except ValueError:
        return None
