"""The whole way of a document: decode, split, label, assemble; rendering is the caller's choice."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from cleaner.assemble import assemble
from cleaner.config import Config, Kind
from cleaner.decode import decode
from cleaner.document import Article
from cleaner.engines import TRAFILATURA, choose, metadata_of, require_engine
from cleaner.judgement import Judgement
from cleaner.label import Judges, Known, label
from cleaner.rules.load import load_rules
from cleaner.rules.structure import structure_ids, structure_rules
from cleaner.score.model import default_scorer
from cleaner.settle import settle
from cleaner.source import Content
from cleaner.split.dispatch import split
from cleaner.split.layout import Layout

if TYPE_CHECKING:
    from cleaner.furniture.store import Furniture, SiteFurniture

__all__ = ["Cleaner", "clean", "extract", "judges_of"]

_DEFAULT = Config()
_REMEMBERED = 1_000_000
"""Characters of a text whose lines are remembered for a further look; what is known of more takes too much memory."""


class _Cleaned(NamedTuple):
    """A document in blocks, the kind it was taken for, what was decided, and the text that is kept."""

    layout: Layout
    kind: str
    judgement: Judgement
    text: str


class Cleaner:
    """Cleans documents with one configuration; rules and weights are read once.

    Raises RuleError where a rule file cannot be used or `Config.ignore` names an unknown rule,
    FurnitureError where a file of furniture cannot be, and ImportError where the configuration needs a
    package that is not installed.
    An instance holds no state of the documents it saw, may be shared between threads, and pickles.
    """

    def __init__(self, config: Config = _DEFAULT) -> None:
        if not isinstance(config, Config):
            raise TypeError(f"config is a Config, not {type(config).__name__}")
        require_engine(config)
        self.config = config
        self._judges = judges_of(config)
        self._furniture = _furniture_of(config)

    def __reduce__(self) -> tuple[type[Cleaner], tuple[Config]]:
        return Cleaner, (self.config,)

    def prepare(self) -> None:
        """Compile the rules now, before processes are forked or the first document comes; no result depends on it."""
        self._judges.rules.prepare()

    def extract(
        self,
        source: Content,
        *,
        kind: Kind = "auto",
        encoding: str | None = None,
        hint: str | None = None,
        url: str | None = None,
    ) -> Article:
        """Return the article in `source`; see the function `extract`."""
        decoded = decode(source, encoding=encoding, hint=hint)
        found = self._cleaned(decoded.text, kind, url)
        article = assemble(
            decoded, found.kind, found.layout, found.judgement, found.text, url, repair=self.config.repair
        )
        if found.kind == "html" and self.config.metadata:
            return replace(article, metadata=metadata_of(decoded.text, url))
        return article

    def clean(
        self,
        source: Content,
        *,
        kind: Kind = "auto",
        encoding: str | None = None,
        hint: str | None = None,
        url: str | None = None,
    ) -> str:
        """Return the clean text of `source`; see the function `clean`."""
        decoded = decode(source, encoding=encoding, hint=hint)
        return self._cleaned(decoded.text, kind, url, places=False).text

    def _cleaned(self, text: str, kind: Kind, url: str | None, *, places: bool = True) -> _Cleaned:
        """Judge a decoded document; without `places`, it is not found out where a page's blocks stand in it."""
        if url is not None and not isinstance(url, str):
            raise TypeError(f"url is a str, not {type(url).__name__}")
        layout, found = split(text, kind, self.config, places=places)
        site = None
        if self._furniture is not None:
            site = self._furniture.of(url or layout.head.canonical, layout.plain)
        known = Known(self._judges) if found != "html" and len(text) <= _REMEMBERED else None
        judgement = label(layout, self._judges, site, known)
        if found == "html" and self.config.engine == TRAFILATURA:
            choose(judgement, self._judges.rules, text)
        look = partial(self._look, kind, site, known) if found != "html" else None
        return _Cleaned(layout, found, judgement, settle(judgement, look, text))

    def _look(self, kind: Kind, site: SiteFurniture | None, known: Known | None, text: str) -> Judgement:
        """Judge a text as a document of its own."""
        layout, found = split(text, kind, self.config)
        return label(layout, self._judges, site, known if found != "html" else None)


def _furniture_of(config: Config) -> Furniture | None:
    """Return the furniture that the settings name, if any."""
    if config.furniture is None:
        return None
    from cleaner.furniture.store import load_furniture  # noqa: PLC0415 - few runs have furniture

    return load_furniture(config.furniture)


def judges_of(config: Config) -> Judges:
    """Return what decides about blocks with these settings."""
    known = structure_ids()
    return Judges(
        rules=load_rules(config.rules, config.ignore - known),
        structure=structure_rules(config.ignore & known),
        scorer=default_scorer(),
        threshold=config.threshold,
    )


def extract(
    source: Content,
    *,
    kind: Kind = "auto",
    encoding: str | None = None,
    hint: str | None = None,
    url: str | None = None,
    config: Config = _DEFAULT,
) -> Article:
    """Return the article in `source`, with a verdict on every block.

    `source` is a page or flat text itself, not its address or file name; bytes are decoded by mark, `encoding`
    (the caller's word), `hint` (the charset of an HTTP header), declaration and detection. `kind` is found out
    unless given; `url` goes into the article, and names the site for `Config.furniture` and the page for
    `Config.metadata`.
    No content raises: an input without an article gives an empty `text` and a `problem`. Raises ValueError for an
    unknown `encoding` or `kind`, RuleError for rules and FurnitureError for furniture that cannot be used, TypeError
    for arguments of another type, and ImportError where a setting needs a package of an extra that is not there.
    """
    return Cleaner(config).extract(source, kind=kind, encoding=encoding, hint=hint, url=url)


def clean(
    source: Content,
    *,
    kind: Kind = "auto",
    encoding: str | None = None,
    hint: str | None = None,
    url: str | None = None,
    config: Config = _DEFAULT,
) -> str:
    """Return the clean text of `source`: `extract(source, ...).text`, in nine tenths of the time on a page."""
    return Cleaner(config).clean(source, kind=kind, encoding=encoding, hint=hint, url=url)
