"""Article text without its furniture: HTML or flat text in, the clean article out, each removal explained."""

import typing as _typing

from cleaner.config import Config
from cleaner.document import (
    Article,
    Block,
    BlockKind,
    Comment,
    Evidence,
    Label,
    Link,
    Repair,
    Verdict,
)
from cleaner.source import Source

if _typing.TYPE_CHECKING:
    from cleaner.batch.many import clean_many
    from cleaner.pipeline import Cleaner, clean, extract
    from cleaner.render.terminal import explain
    from cleaner.rules.engine import RuleError

__all__ = [
    "Article",
    "Block",
    "BlockKind",
    "Cleaner",
    "Comment",
    "Config",
    "Evidence",
    "Label",
    "Link",
    "Repair",
    "RuleError",
    "Source",
    "Verdict",
    "clean",
    "clean_many",
    "explain",
    "extract",
]

__version__: str

_LATER = {
    "Cleaner": "cleaner.pipeline",
    "RuleError": "cleaner.rules.engine",
    "clean": "cleaner.pipeline",
    "clean_many": "cleaner.batch.many",
    "explain": "cleaner.render.terminal",
    "extract": "cleaner.pipeline",
}
"""Names that are imported when first used, and from where: their modules take numpy, RE2 and the parser
along, which a command line that prints its version, or code that only reads articles, need not wait for."""


if not _typing.TYPE_CHECKING:  # A checker that saw this function would take any name for an export.

    def __getattr__(name: str) -> object:
        """Import one of the names of `_LATER`; the version is that of the package as it is installed."""
        if name == "__version__":
            from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - few ask for it

            try:
                return version("article-cleaner")
            except PackageNotFoundError as error:
                raise AttributeError("a copy that is not installed has no version") from error
        if name not in _LATER:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module  # noqa: PLC0415 - its name would be one of ours

        found = globals()[name] = getattr(import_module(_LATER[name]), name)
        return found


def __dir__() -> list[str]:
    """Return the public names, imported or not yet, and none of the modules."""
    return [*__all__, *(name for name in globals() if name.startswith("__"))]
