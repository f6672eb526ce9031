"""Pages as the scorer meets them: split, looked at by the rules, and labelled from the gold."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape

import numpy as np
from dataset import ALL_CORPORA, MODES, OTHER_PAGES, Page, body_blocks, pages, tokens
from early_web import of_early_web
from flatten import as_markdown, text_nodes
from numpy.typing import NDArray
from scripts import SCRIPTS, Script

from cleaner.config import Config, Kind
from cleaner.decode import decode
from cleaner.document import BlockKind, Label
from cleaner.label import rule_labels
from cleaner.rules.engine import RuleList
from cleaner.rules.load import load_rules
from cleaner.score.lines import Columns
from cleaner.split.dispatch import split
from cleaner.split.elements import HEADINGS
from cleaner.split.json_story import article_bodies
from cleaner.split.layout import Head, Layout

FOLDS = 4
PAGE_VARIANTS = ("bare", "unruled", "fragment", "page_script", "early")
VARIANTS = (*PAGE_VARIANTS, "lines", "broken", "raw", "line", "markdown", "gold", "foreign", "script")
"""Modes to learn from beside those of the corpora.

"bare" is a page without its class names and with `div` for `p`, for some also for headings, or with line breaks
in its place, for sites that name nothing; "unruled" one as if no rule spoke its language; "fragment" its story
alone, as feeds have it; "early" one as of the year 2000. The others are flat texts. "lines" is the page as our
own splitter cuts it, "broken" has a line for every text node, "raw" the line breaks of the page's source, "line"
none at all, "markdown" all links; for people flatten pages in many ways.
"gold" is the story alone: it and "fragment" teach restraint, for where no furniture is, nothing is to be lost.
"foreign" is a flat text as if in a language that was never learned from: none of its words is known, and rules
speak of every second only. "script" is one as if in another of the `SCRIPTS`, "page_script" a page.
"""
ALONE = ("fragment", "gold")
_RESPELLED = ("script", "page_script")
_FLAT = ("text_full", "text_main", "lines", "broken", "markdown")
_AS_FLAT = {"foreign": _FLAT, "script": (*_FLAT, "gold", "gold")}
"""Modes that each page is made in as one of others."""
_ONE_IN = {
    "bare": 2,
    "unruled": 4,
    "fragment": 2,
    "page_script": 2,
    "early": 2,
    "raw": 4,
    "line": 4,
    "markdown": 2,
}
"""Modes that are made of one page in so many; each page is either "lines" or "broken"."""
_LIGHT = frozenset(VARIANTS) - {"bare", "lines", "gold"}
_LIGHT_WEIGHT = 0.5
"""Variants, and what they count for: together they must not outweigh the pages and texts as they were served."""
_AROUND_PARAGRAPHS = ("<p>{}</p>", "<div>{}</div>", "{}<br><br>", "<table><tr><td>{}</td></tr></table>")
_NAMED_BY_TAG = frozenset({"p", "article", "main", "section", "aside", "header", "footer", "nav"})
_OTHER_WEIGHT = 0.5
_FORUM_WEIGHT = 0.25
"""What pages that are no articles count for. A thread is a forum's text and what stands below an article's: at full
weight, forums teach that comments are."""
USUAL_WEIGHT = 500.0
"""Sum of the roots of the words of a page's blocks, about the median page's."""


@dataclass(slots=True)
class Document:
    """One page in one mode with its labels."""

    page: Page
    mode: str
    layout: Layout
    gold: str
    rules: list[Label | None]
    body: NDArray[np.bool_]
    weights: NDArray[np.float64]
    columns: Columns | None = None

    @property
    def fold(self) -> int:
        """Return the fold of the page's host: pages of one site are never learned and judged together."""
        return _number(self.page.host) % FOLDS


def load_documents(
    split_name: str,
    corpora: Sequence[str] = ALL_CORPORA,
    modes: Sequence[str] = (*MODES, *VARIANTS),
) -> Iterator[Document]:
    """Yield each page of a split in each mode.

    Beside the modes of the corpora there are the `VARIANTS` to learn from; some are made of some pages only.
    """
    rules = load_rules()
    for corpus in corpora:
        for page in pages(corpus, split_name):
            html: Layout | None = None
            for mode in modes:
                layout = _layout(page, mode, html)
                html = layout if mode == "html" else html
                if len(layout):
                    yield _document(page, mode, layout, rules)


def _document(page: Page, mode: str, layout: Layout, rules: RuleList) -> Document:
    """Return a page in a mode with its labels, which are those that it has in its own script."""
    body = body_blocks(layout.plain, page.gold)
    if mode in ALONE:
        body[:] = True
    weights = _weights(layout.plain) * (_LIGHT_WEIGHT if mode in _LIGHT else 1) * _weight_of_kind(page)
    gold = page.gold
    if mode in _RESPELLED:
        spell = SCRIPTS[sorted(SCRIPTS)[_chance(page, "spelling", len(SCRIPTS))]]
        layout, gold = _respelled(layout, spell), "\n".join(map(spell, gold.split("\n")))
    is_ruled = mode != "unruled" and not (mode == "foreign" and _chance(page, "ruled", 2))
    none: list[Label | None] = [None] * len(layout)
    labels = rule_labels(rules, layout.plain) if is_ruled else none
    return Document(page, mode, layout, gold, labels, body, weights)


def _layout(page: Page, mode: str, html: Layout | None) -> Layout:
    """Return a page in a mode, an empty layout where the mode is not made of it."""
    is_broken = bool(_chance(page, "broken", 2))
    if _chance(page, mode, _ONE_IN.get(mode, 1)) or mode == ("lines" if is_broken else "broken"):
        return Layout()
    if mode in _AS_FLAT:
        mode = _AS_FLAT[mode][_chance(page, mode, len(_AS_FLAT[mode]))]
    if mode in _AS_SPLIT:
        return _AS_SPLIT[mode](page, html) if html is not None else Layout()
    kind, make = _SOURCES[mode]
    return split(make(page), kind, Config())[0]


def _page(page: Page) -> str:
    return decode(page.html).text


def _lines_of_nodes(page: Page) -> list[str]:
    """Return each text node of a page on one line, without those that hold nothing."""
    return [line for line in (" ".join(node.split()) for node in text_nodes(_page(page))) if line]


def _fragment(page: Page) -> str:
    """Return the page's story without a page around it."""
    around = _AROUND_PARAGRAPHS[_chance(page, "around", len(_AROUND_PARAGRAPHS))]
    return "\n".join(around.format(escape(line)) for line in page.gold.split("\n") if line.strip())


def _bare(page: Page, html: Layout) -> Layout:
    """Return a page as a site would serve it that names nothing: some not even paragraphs, others no headings."""
    bare = replace(
        html,
        tags=["div" if tag in _NAMED_BY_TAG else tag for tag in html.tags],
        marks=[""] * len(html.marks),
    )
    way = _chance(page, "way", 3)
    if way == 1:
        bare.nodes = [html.parents[node] if html.tags[node] == "p" else node for node in html.nodes]
    elif way:
        bare.tags = ["div" if tag in HEADINGS else tag for tag in bare.tags]
        bare.kinds = [BlockKind.PARAGRAPH if kind == BlockKind.HEADING else kind for kind in html.kinds]
        bare.levels = [
            0 if kind == BlockKind.HEADING else level
            for level, kind in zip(html.levels, html.kinds, strict=True)
        ]
    return bare


def _respelled(layout: Layout, spell: Script) -> Layout:
    """Return a document with its texts as another script writes them."""
    texts = list(map(spell, layout.plain))
    chars = [
        round(links * len(text) / len(before))
        for links, text, before in zip(layout.link_chars, texts, layout.plain, strict=True)
    ]
    return replace(
        layout, texts=texts, link_chars=chars, head=_respelled_head(layout.head, spell), without_marks=None
    )


def _respelled_head(head: Head, spell: Script) -> Head:
    """Return what a page says about itself in the script of its texts, of JSON-LD the stories alone."""
    stories = ["\n".join(map(spell, body.split("\n"))) for body in article_bodies(head)]
    return replace(
        head,
        title=spell(head.title),
        metas={name: spell(text) for name, text in head.metas.items()},
        json_ld=[json.dumps({"articleBody": story}) for story in stories],
    )


_SOURCES: Mapping[str, tuple[Kind, Callable[[Page], str]]] = {
    "html": ("html", _page),
    "fragment": ("html", _fragment),
    "early": ("html", lambda page: of_early_web(_page(page))),
    "text_full": ("text", lambda page: decode(page.text_full).text),
    "text_main": ("text", lambda page: decode(page.text_main).text),
    "gold": ("text", lambda page: decode(page.gold).text),
    "broken": ("text", lambda page: "\n".join(_lines_of_nodes(page))),
    "line": ("text", lambda page: " ".join(_lines_of_nodes(page))),
    "raw": ("text", lambda page: "".join(text_nodes(_page(page)))),
    "markdown": ("markdown", lambda page: as_markdown(_page(page))),
}
"""How a document is to be split in a mode, and of what."""
_AS_SPLIT: Mapping[str, Callable[[Page, Layout], Layout]] = {
    "bare": _bare,
    "unruled": lambda _, html: html,
    "page_script": lambda _, html: html,
    "lines": lambda _, html: split("\n".join(html.texts), "text", Config())[0],
}
"""Modes that are made of a page as it was split."""


def _weight_of_kind(page: Page) -> float:
    """Return what a page counts for by what it is."""
    if page.corpus != OTHER_PAGES:
        return 1
    return _FORUM_WEIGHT if page.kind == "forum" else _OTHER_WEIGHT


def _chance(page: Page, purpose: str, sides: int) -> int:
    """Return a number below `sides` that a page always gets for a purpose."""
    return _number(f"{purpose} {page.id}") % sides


def _number(name: str) -> int:
    return int(hashlib.sha256(name.encode()).hexdigest(), 16)


def _weights(texts: Sequence[str]) -> NDArray[np.float64]:
    """Return how much each block counts: by the root of its words, long pages less than in proportion."""
    weights = np.array([len(tokens(text)) or 1 for text in texts]) ** 0.5
    scaled: NDArray[np.float64] = weights * (USUAL_WEIGHT / weights.sum()) ** 0.5
    return scaled
