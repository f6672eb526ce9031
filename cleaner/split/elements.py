"""HTML elements: what each does to the text around it, and what its attributes say it is for."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from cleaner.document import BlockKind
from cleaner.tables import read_table

__all__ = [
    "BLOCK",
    "BREAK",
    "CELLS",
    "CONTROL",
    "HEADINGS",
    "INLINE",
    "ITEMS",
    "KINDS",
    "LISTS",
    "ROW_GROUPS",
    "SKIPPED",
    "SPECIAL",
    "Attributes",
    "effects",
    "is_switch",
    "marks_of",
    "runs_on",
]

Attributes = tuple[tuple[str, str | None], ...]

BLOCK, INLINE, BREAK, SKIPPED, CONTROL = range(5)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
"""The level of each heading element."""
KINDS = {
    "blockquote": (BlockKind.QUOTE, 0),
    "pre": (BlockKind.PREFORMATTED, 0),
    "listing": (BlockKind.PREFORMATTED, 0),
    "figcaption": (BlockKind.CAPTION, 0),
    "caption": (BlockKind.CAPTION, 0),
} | {tag: (BlockKind.HEADING, level) for tag, level in HEADINGS.items()}
LISTS = frozenset({"ul", "ol", "menu", "dl"})
ITEMS = frozenset({"li", "dt", "dd"})
CELLS = frozenset({"td", "th"})
ROW_GROUPS = frozenset({"tbody", "thead", "tfoot"})
"""Elements that rows stand in, one of which the parser puts around rows that have none; no cell reaches beyond."""
SPECIAL = frozenset({*KINDS, *LISTS, *ITEMS, *ROW_GROUPS, *CELLS, "tr", "html"})
"""Elements that are more than containers."""
_LINES = frozenset({"p", *HEADINGS})
_MARKING = frozenset(
    {
        "class",
        "id",
        "role",
        "itemprop",
        "data-testid",
        "data-component",
        "data-qa",
        "aria-label",
        "hidden",
        "style",
    }
)
_PREFIXES = {"role": " role-", "id": " #"}
_WORDED = frozenset({"id", "aria-label"})
_ANCHORED = frozenset({*HEADINGS, "dt"})
"""Elements whose ids programs make of their texts, for links to them: `<h2 id="cookies">` is no consent."""
_LABEL_WORDS = 3
"""Words of a label, up to which it may be a name such as "Share this article", and not the section's headline."""
_OPENING = {
    "aria-expanded": "",
    "aria-controls": "",
    "data-toggle": "collapse",
    "data-bs-toggle": "collapse",
    "class": "accordion",
}
"""Attributes of anchors that open something, and what their values hold then."""


@cache
def _table() -> dict[str, list[str]]:
    return read_table(Path(__file__).with_name("tags.toml"))


@cache
def effects() -> dict[str, int]:
    """Return what each tag of HTML does to the text around it."""
    table = _table()
    found = dict.fromkeys(table["blocks"], BLOCK)
    found.update(dict.fromkeys(table["inline"], INLINE))
    found.update(dict.fromkeys(table["breaks"], BREAK))
    found.update(dict.fromkeys(table["skipped"], SKIPPED))
    found.update(dict.fromkeys(table["controls"], CONTROL))
    return found


def runs_on(tag: str, around: str) -> bool:
    """Tell whether an element that is named nowhere stands in a line of text, `around` being what holds it.

    In a paragraph or a heading it does, as no block can stand there. A word processor's marks on names and places
    do so everywhere.
    """
    return around in _LINES or tag.partition(":")[0] in _table()["word_processor"]


def is_switch(attrs: Attributes, *, in_heading: bool) -> bool:
    """Tell whether an anchor opens a part of the page, such as the answer below a question, and leads nowhere else.

    Only one that says so, or is in a heading: tables of contents and buttons have anchors into the page, too.
    """
    opens = in_heading
    for name, value in attrs:
        if name == "href":
            if value and value[0] != "#":
                return False
        elif name in _OPENING:
            opens = opens or _OPENING[name] in (value or "")
    return opens


def marks_of(tag: str, attrs: Attributes) -> str:
    """Return the attribute values that hint at an element's purpose, blank-separated, an id behind a "#"."""
    marks = ""
    for name, value in attrs:
        if name == "class":
            marks += f" {value}" if value else ""
        elif name in _MARKING:
            if name == "style":
                if value and "none" in value and "display:none" in value.replace(" ", ""):
                    marks += " display-none"
            elif name == "hidden":
                marks += " hidden"
            elif value and not (name in _WORDED and _is_wording(tag, name, value)):
                marks += _PREFIXES.get(name, " ") + value
    return marks


def _is_wording(tag: str, name: str, value: str) -> bool:
    """Tell whether a value says what stands in the element, as a section's label or the anchor of a heading does."""
    return tag in _ANCHORED if name == "id" else value.count(" ") >= _LABEL_WORDS
