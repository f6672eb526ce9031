"""trafilatura, where `Config` asks for it: as the engine that chooses the blocks, and for more metadata."""

from __future__ import annotations

from types import ModuleType

from cleaner.config import Config
from cleaner.judgement import SCORE, Judgement
from cleaner.label import cut
from cleaner.rules.engine import RuleList

__all__ = ["TRAFILATURA", "choose", "metadata_of", "require_engine"]

TRAFILATURA = "trafilatura"
"""What stands in the place of a rule's id where trafilatura decided."""

_KEPT = "Stands in what trafilatura extracts."
_LEFT_OUT = "Does not stand in what trafilatura extracts."

_STAND = frozenset(
    {
        "context/about-author",
        "context/another-story",
        "context/bare-count",
        "context/caption",
        "context/comment-thread",
        "context/line-numbers",
        "context/repeated",
        "context/title",
    }
)
"""Context rules that say what a block is, as our rules do. The others revise or only name the scorer's choice, which
trafilatura's takes the place of."""

_METADATA = (
    "author",
    "date",
    "hostname",
    "sitename",
    "description",
    "categories",
    "tags",
    "image",
    "pagetype",
    "license",
)
"""What is taken over of trafilatura's document, under its names: what an `Article` has no field for, and
author and date, which it writes in one form."""

_BETWEEN = "; "
"""Between the values of a name that has several."""


def require_engine(config: Config) -> None:
    """Raise ImportError, with what to do about it, if the settings need a package that cannot be imported."""
    if config.engine == TRAFILATURA or config.metadata:
        _trafilatura()


def choose(judgement: Judgement, rules: RuleList, page: str) -> None:
    """Append trafilatura's verdict on every block of an HTML page that only the scorer has decided.

    A block is kept if half of its words stand in what trafilatura extracts from the page with its
    default settings and without comments. A block without words keeps its verdict. What rules decided
    stays decided, and inline rules cut what they match out of the blocks that are kept now.
    """
    from cleaner.alignment import shared_words, words_of  # noqa: PLC0415 - only this engine needs it

    blocks = [words_of(text) for text in judgement.layout.texts]
    shared = shared_words([word for block in blocks for word in block], words_of(_extracted(page)))
    position = 0
    for index, block in enumerate(blocks):
        count = sum(shared[position : position + len(block)])
        position += len(block)
        if block and _is_open(judgement.rules[index]):
            _decide(judgement, rules, index, chosen=2 * count >= len(block))


def _is_open(rule: str) -> bool:
    """Tell whether a block on which a rule has decided is trafilatura's to choose."""
    return rule == SCORE or (rule.startswith("context/") and rule not in _STAND)


def _decide(judgement: Judgement, rules: RuleList, index: int, *, chosen: bool) -> None:
    """Append the verdict on one block; where the choice is the one made before, so is the label."""
    kept, label = judgement.is_kept(index), judgement.labels[index]
    if chosen and not kept:
        label = judgement.kept_label(index)
    elif kept and not chosen:
        label = judgement.removed_label(index)
    judgement.decide(index, label, TRAFILATURA, _KEPT if chosen else _LEFT_OUT)
    if chosen and not kept:
        cut(rules, judgement, index)


def _extracted(page: str) -> str:
    """Return the text that trafilatura extracts from a page, empty where it finds none or fails."""
    try:
        return _trafilatura().extract(page, include_comments=False) or ""
    except Exception:  # noqa: BLE001 - no content raises here, and nobody knows what may raise there
        return ""


def metadata_of(page: str, url: str | None) -> tuple[tuple[str, str], ...]:
    """Return what trafilatura finds about an HTML page, as pairs of its names and the values as text.

    The values of a name that has several are joined by semicolons. What it does not find, and everything
    if it fails, is left out. A date that lies in the future by the computer's clock counts as none.
    """
    try:
        found = _trafilatura().extract_metadata(page, default_url=url)
    except Exception:  # noqa: BLE001 - as above
        return ()
    pairs = ((name, _plain(getattr(found, name, None))) for name in _METADATA)
    return tuple((name, value) for name, value in pairs if value)


def _plain(value: object) -> str:
    if isinstance(value, list | tuple | set):
        return _BETWEEN.join(filter(None, map(_plain, value)))
    return "" if value is None else " ".join(str(value).split())


def _trafilatura() -> ModuleType:
    """Import trafilatura: it takes half a second, and most who clean need none of it."""
    try:
        import trafilatura  # noqa: PLC0415 - see above
    except ImportError as error:
        raise ImportError(
            f"{error}; engine='trafilatura' and metadata=True need the package trafilatura:"
            " pip install 'article-cleaner[trafilatura]'"
        ) from error
    return trafilatura
