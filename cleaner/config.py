"""Settings: one frozen object, every field documented, a misspelt one an error."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from cleaner.furniture.store import Furniture

__all__ = ["Config", "Kind"]

Kind = Literal["auto", "html", "text", "markdown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """How to clean. The defaults are what the figures in the README are measured with.

    rules: TOML rule files of your own, read before the built-in list, in this order.
    ignore: ids of built-in or own rules that shall not fire; an unknown id is an error.
    threshold: P(body) from which an undecided block is kept; lower keeps more.
    links: record hyperlinks in `Block.links`, for Markdown with links.
    repair: fix mojibake; False leaves characters as they were decoded.
    metadata: ask trafilatura for richer metadata. A text has none: it is left empty there.
    engine: "cleaner", or "trafilatura" to let that library choose among the blocks that no rule decides.
        It reads HTML only: a text is cleaned as if this were "cleaner", and its verdicts say so.
    furniture: what `cleaner learn` learned about sites, as its file or as an object. It is used for documents
        whose `url` (or, for a page that names its own, that) is of one of the sites.

    `metadata` and `engine` need the `trafilatura` extra, a file of furniture the `furniture` extra; without
    it, `Cleaner` raises ImportError.
    """

    rules: tuple[Path, ...] = ()
    ignore: frozenset[str] = frozenset()
    threshold: float | None = None
    links: bool = False
    repair: bool = True
    metadata: bool = False
    engine: Literal["cleaner", "trafilatura"] = "cleaner"
    furniture: Path | Furniture | None = None

    def __post_init__(self) -> None:
        """Refuse values that no run could mean."""
        if self.threshold is not None and not 0.0 <= self.threshold <= 1.0:
            raise ValueError(f"threshold is a probability from 0 to 1, not {self.threshold!r}")
        if self.engine not in ("cleaner", "trafilatura"):
            raise ValueError(f"engine is 'cleaner' or 'trafilatura', not {self.engine!r}")
