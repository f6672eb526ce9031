"""HTML elements: what each does to the text around it, and what its attributes say it is for."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from cleaner.tables import read_table

__all__ = ["BREAK", "HEADINGS", "INLINE", "SKIPPED", "effects", "marks_of"]

INLINE, BREAK, SKIPPED = 1, 2, 3
HEADINGS = {f"h{level}": level for level in range(1, 7)}
"""The level of each heading element."""
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


@cache
def effects() -> dict[str, int]:
    """Return what each known tag does to the text around it; tags not in it start a block."""
    table = read_table(Path(__file__).with_name("tags.toml"))
    found = dict.fromkeys(table["inline"], INLINE)
    found.update(dict.fromkeys(table["breaks"], BREAK))
    found.update(dict.fromkeys(table["skipped"], SKIPPED))
    return found


def marks_of(attrs: tuple[tuple[str, str | None], ...]) -> str:
    """Return the attribute values that hint at an element's purpose, blank-separated."""
    marks = ""
    for name, value in attrs:
        if name in _MARKING:
            if name == "style":
                if value and "none" in value and "display:none" in value.replace(" ", ""):
                    marks += " display-none"
            elif name == "hidden":
                marks += " hidden"
            elif value:
                marks += f" role-{value}" if name == "role" else f" {value}"
    return marks
