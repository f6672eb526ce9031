"""Flat texts whose stories were edited: pointers to other stories put between paragraphs, or paragraphs taken out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from dataset import body_blocks

from cleaner.config import Config
from cleaner.split.dispatch import split
from cleaner.split.layout import Layout

__all__ = ["headlines", "pointed", "shortened"]

Chance = Callable[[str, int], int]
"""Gives for a purpose a number below one that is asked for, always the same."""

_LEADS = {
    "en": ("Read also: {}", "Read more: {}", "RELATED: {}", "Also read: {}", "More: {}"),
    "de": ("Lesen Sie auch: {}", "Mehr zum Thema: {}", "Lesen Sie hier: {}"),
    "fr": ("Lire aussi : {}", "À lire aussi : {}", "Lire également : {}"),
    "es": ("Lea también: {}", "Lee también: {}", "Te puede interesar: {}"),
    "it": ("Leggi anche: {}",),
    "pt": ("Leia também: {}",),
    "nl": ("Lees ook: {}",),
    "pl": ("Czytaj także: {}", "Zobacz też: {}"),
    "ru": ("Читайте также: {}",),
    "uk": ("Читайте також: {}",),
    "tr": ("Ayrıca okuyun: {}",),
    "sv": ("Läs också: {}",),
    "no": ("Les også: {}",),
    "da": ("Læs også: {}",),
    "id": ("Baca juga: {}",),
}
"""How such lines begin, by language; in others the headline stands alone."""
_FEWEST, _MOST = 4, 16
"""Words of a headline."""
_LEAST_STORY = 4
"""Blocks of a story that is edited."""
_SHORTEST, _LENGTHS = 2, 5
"""Blocks of the shortest story that is left, and how many lengths there are from there on."""


def headlines(page: Layout) -> list[str]:
    """Return the texts of a page that are links and as long as headlines."""
    return [
        text
        for text, linked in zip(page.texts, page.link_chars, strict=True)
        if linked >= len(text.replace(" ", "")) and _FEWEST <= len(text.split()) <= _MOST
    ]


def pointed(source: str, gold: str, language: str, others: Sequence[str], chance: Chance) -> str | None:
    """Return a flat text with a pointer before the last block of its story, in half of them one more above.

    `others` are headlines to point to. Returns None where the story is too short. A headline that is pointed to
    stands nowhere else.
    """
    leads = ("{}", *_LEADS.get(language[:2].lower(), ()))
    picked = [others[chance(f"headline {number}", len(others))] for number in range(2)]
    for headline in picked:
        source = source.replace(headline, "")
    layout, places = _story(source, gold)
    if len(places) < _LEAST_STORY:
        return None
    chosen = [places[-1]]
    if chance("second", 2):
        chosen.append(places[1 + chance("place", len(places) - 2)])
    for number, place in enumerate(chosen):
        line = leads[chance(f"lead {number}", len(leads))].format(picked[number])
        start = layout.starts[place]
        blank = "\n" * (1 + (layout.gaps[place] > 0))
        source = source[:start] + line + blank + source[start:]
    return source


def shortened(source: str, gold: str, chance: Chance) -> str | None:
    """Return a flat text whose story has but its first few blocks and its last, or None where it is short as it is."""
    layout, places = _story(source, gold)
    length = _SHORTEST + chance("length", _LENGTHS)
    if len(places) < max(_LEAST_STORY, length + 1):
        return None
    bounds = [*layout.starts, len(source)]
    for place in reversed(places[length - 1 : -1]):
        following = place + 1
        while layout.joined[following]:
            following += 1
        source = source[: bounds[place]] + source[bounds[following] :]
    return source


def _story(source: str, gold: str) -> tuple[Layout, list[int]]:
    """Return a flat text in blocks, and which of them begin a paragraph of its story."""
    layout = split(source, "text", Config())[0]
    story = np.flatnonzero(body_blocks(layout.plain, gold)) if len(layout) else []
    return layout, [int(place) for place in story if not layout.joined[place]]
