"""Invented sites for the tests of furniture: pages with a story each and lines that all of them have."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from random import Random

from cleaner import Article, Cleaner, Config
from cleaner.document import BODY_LABELS
from cleaner.furniture.learn import learn
from cleaner.furniture.store import Furniture
from cleaner.source import Source

__all__ = [
    "IMPRINT",
    "PLEDGE",
    "cleaned",
    "furniture_of",
    "html_page",
    "kept",
    "paragraph",
    "story",
    "text_page",
]

PLEDGE = (
    "The Marrick Gazette has stood with the fishing towns of this coast for ninety years, and it is the readers "
    "who made that possible."
)
"""A sentence that no rule names and that the scorer takes for story."""
IMPRINT = "Printed on the quay since the days of sail"
"""A line that the scorer is less sure of."""

_PARTS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def paragraph(seed: int | str) -> str:
    """Return three sentences that no other seed gives."""
    random = Random(f"paragraph {seed}")  # noqa: S311 - invention, not secrecy

    def sentence() -> str:
        parts = " ".join(random.choice(_PARTS[part]) for part in ("who", "did", "what", "end"))
        return parts.format(
            day=random.choice(_PARTS["day"]),
            thing=random.choice(_PARTS["thing"]),
            place=random.choice(_PARTS["place"]),
            number=random.randrange(20, 9000),
        )

    return ". ".join(sentence() for _ in range(3)) + "."


def story(seed: int | str, paragraphs: int = 5) -> list[str]:
    """Return the paragraphs of a story."""
    return [paragraph(f"{seed}, {number}") for number in range(paragraphs)]


def text_page(paragraphs: Sequence[str], above: Sequence[str] = (), below: Sequence[str] = ()) -> str:
    """Return a flat text, a line for each part."""
    return "\n\n".join([*above, *paragraphs, *below])


def html_page(paragraphs: Sequence[str], side: Sequence[str] = (), below: Sequence[str] = ()) -> str:
    """Return a page whose story stands in `div.copy` and whose side column in `div.strip`."""
    body, box, foot = ("".join(f"<p>{line}</p>" for line in lines) for lines in (paragraphs, side, below))
    return (
        "<html><head><title>A page</title></head><body><div class='page'>"
        f"<div class='copy'>{body}</div><div class='strip'>{box}</div><div class='foot'>{foot}</div>"
        "</div></body></html>"
    )


def furniture_of(pages: Sequence[str], site: str = "gazette.example") -> Furniture:
    """Return what is learned from pages of one site."""
    return learn(Source(page, f"https://{site}/{number}") for number, page in enumerate(pages))


def cleaned(page: str, furniture: Furniture, url: str = "https://gazette.example/new") -> Article:
    """Return the article of a page, with furniture."""
    return Cleaner(Config(furniture=furniture)).extract(page, url=url)


def kept(article: Article) -> list[str]:
    """Return the texts of the kept blocks."""
    labels = {verdict.block: verdict.label for verdict in article.verdicts if verdict.span is None}
    return [block.text for number, block in enumerate(article.blocks) if labels[number] in BODY_LABELS]
