"""Second pass: what the labelled neighbours of a block say about it.

Each rule is a function over the judgement so far. They run in the order of `_PASSES`, and each appends
verdicts that supersede earlier ones.
"""

from __future__ import annotations

from collections.abc import Callable

from cleaner.context import divisions, headline, sections, story
from cleaner.context.author import about_author
from cleaner.context.behind import behind_story
from cleaner.context.common import CONTEXT_RULES
from cleaner.context.continues import continues
from cleaner.context.datelines import datelines
from cleaner.context.footers import link_addresses, page_footers, running_heads
from cleaner.context.numbered import numbered_headings
from cleaner.context.pointers import pointers
from cleaner.context.records import headings_like_others, like_others
from cleaner.context.resumes import last_sentences, resumes, signed
from cleaner.context.stories import other_stories
from cleaner.context.torn import torn
from cleaner.judgement import Judgement

__all__ = ["CONTEXT_RULES", "apply_context"]

_PASSES: tuple[Callable[[Judgement], None], ...] = (
    story.best_left,
    other_stories,
    page_footers,
    behind_story,
    link_addresses,
    running_heads,
    pointers,
    story.repeated,
    like_others,
    numbered_headings,
    continues,
    resumes,
    last_sentences,
    signed,
    torn,
    divisions.numbers,
    divisions.named_like_controls,
    divisions.dates,
    divisions.attributions,
    divisions.switches,
    divisions.options,
    divisions.omissions,
    story.line_numbers,
    story.insertions,
    headline.title,
    datelines,
    story.captions,
    about_author,
    sections.comment_threads,
    headline.standfirst,
    sections.teasers,
    sections.subtitles,
    sections.bare_counts,
    headings_like_others,
    story.headings,
    story.lone_headings,
    sections.sections,
    sections.outskirts,
)


def apply_context(judgement: Judgement) -> None:
    """Append superseding verdicts for blocks whose neighbours tell more than they do themselves."""
    for rule in _PASSES:
        rule(judgement)
