"""Settings: one frozen object, every field documented, a misspelt one an error."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from numbers import Real
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from cleaner.furniture.store import Furniture

__all__ = ["KINDS", "REPAIRS", "STANDARD_REPAIRS", "Config", "Kind", "Repairs", "repairs_of"]

Kind = Literal["auto", "html", "text", "markdown"]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""What a document may be said to be."""

Repairs = bool | frozenset[str]
"""True for `STANDARD_REPAIRS`, False for none, or those that are named."""

STANDARD_REPAIRS = frozenset({"mojibake", "entities"})
"""What is put right unless the caller says otherwise: what nobody meant to write."""

REPAIRS = (*sorted(STANDARD_REPAIRS), "ligatures", "nfc", "nfkc", "quotes", "widths")
"""All that `Config.repair` may name: accidents undone, then writings made alike."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """How to clean. The defaults are what the figures in the README are measured with.

    rules: TOML rule files of your own, read before the built-in list, in this order. A list does, and so do
        names of files; they become a tuple of paths.
    ignore: ids of built-in or own rules that shall not fire; an unknown id is an error. A list does.
    threshold: P(body) from which an undecided block is kept; lower keeps more. None: that of the document.
    links: record hyperlinks in `Block.links`, for Markdown with links.
    repair: True undoes accidents: "mojibake", and "entities" left in a flat text. False leaves characters as
        they were decoded. A set of names does what it names, and of these only: besides those two "ligatures"
        (ﬁ to fi), "widths" (Ａ to A), "quotes" (curly to straight), "nfc" and "nfkc" (normal forms).
    metadata: ask trafilatura for richer metadata. A text has none: it is left empty there.
    engine: "cleaner", or "trafilatura" to let that library choose among the blocks that no rule decides.
        It reads HTML only: a text is cleaned as if this were "cleaner", and its verdicts say so.
    furniture: what `cleaner learn` learned about sites, as its file or as an object. It is used for documents
        whose `url` (or, for a page that names its own, that) is of one of the sites.

    `metadata` and `engine` need the `trafilatura` extra, a file of furniture the `furniture` extra; without
    it, `Cleaner` raises ImportError. A value of another type raises TypeError, one that makes no sense ValueError.
    """

    rules: tuple[Path, ...] = ()
    ignore: frozenset[str] = frozenset()
    threshold: float | None = None
    links: bool = False
    repair: Repairs = True
    furniture: Path | Furniture | None = None
    metadata: bool = False
    engine: Literal["cleaner", "trafilatura"] = "cleaner"

    def __post_init__(self) -> None:
        """Refuse values that no run could mean, and bring the others into the form in which they compare."""
        _require_threshold(self.threshold)
        if self.engine not in ("cleaner", "trafilatura"):
            raise ValueError(f"engine is 'cleaner' or 'trafilatura', not {self.engine!r}")
        for name in ("links", "metadata"):
            if not isinstance(getattr(self, name), bool):
                raise TypeError(f"{name} is True or False, not {getattr(self, name)!r}")
        object.__setattr__(self, "rules", _paths(self.rules))
        object.__setattr__(self, "ignore", _ids(self.ignore))
        object.__setattr__(self, "furniture", _furniture(self.furniture))
        if not isinstance(self.repair, bool):
            object.__setattr__(self, "repair", _named(self.repair))


def repairs_of(repair: Repairs) -> frozenset[str]:
    """Return the names of the repairs that a value of `Config.repair` stands for."""
    if isinstance(repair, bool):
        return STANDARD_REPAIRS if repair else frozenset()
    return repair


def _require_threshold(threshold: object) -> None:
    """Raise for what is no probability; a truth value is a number to Python, and no threshold."""
    if threshold is None:
        return
    if not isinstance(threshold, Real) or isinstance(threshold, bool):
        raise TypeError(f"threshold is a number from 0 to 1, or None, not {threshold!r}")
    if not 0.0 <= float(threshold) <= 1.0:
        raise ValueError(f"threshold is a probability from 0 to 1, not {threshold!r}")


def _paths(rules: object) -> tuple[Path, ...]:
    """Return rule files as paths; raises TypeError for anything but several, be it one or none."""
    if isinstance(rules, Iterable) and not isinstance(rules, str | os.PathLike):
        files = tuple(rules)
        if all(isinstance(file, str | os.PathLike) for file in files):
            return tuple(map(Path, files))
    raise TypeError(f"rules are paths, as in rules=[Path('mine.toml')], not {rules!r}")


def _ids(ignore: object) -> frozenset[str]:
    """Return ids of rules as a set; raises TypeError as above: one alone would be taken for its letters."""
    if isinstance(ignore, Iterable) and not isinstance(ignore, str):
        ids = tuple(ignore)
        if all(isinstance(name, str) for name in ids):
            return frozenset(ids)
    raise TypeError(f"ignore holds ids of rules, as in ignore={{'ad/advertisement'}}, not {ignore!r}")


def _furniture(furniture: object) -> object:
    """Return furniture, its file as a path; raises TypeError for what is neither."""
    if isinstance(furniture, str | os.PathLike):
        return Path(furniture)
    if furniture is not None and not hasattr(furniture, "of"):  # its class would bring modules that few need
        raise TypeError(f"furniture is a path, a Furniture or None, not {furniture!r}")
    return furniture


def _named(names: Iterable[str]) -> frozenset[str]:
    """Return names of repairs as a set; raises ValueError for one that is none."""
    if isinstance(names, str):
        raise ValueError(f"repair is True, False or a set of names, not the text {names!r}")  # noqa: TRY004
    several = tuple(names) if isinstance(names, Iterable) else (names,)
    if not all(isinstance(name, str) for name in several):
        raise TypeError(f"repair is True, False or a set of names, not {names!r}")
    found = frozenset(several)
    unknown = sorted(map(repr, found.difference(REPAIRS)))
    if unknown:
        raise ValueError(f"no repair is called {', '.join(unknown)}: choose from {', '.join(REPAIRS)}")
    return found
