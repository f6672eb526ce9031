"""Article text without its furniture: HTML or flat text in, the clean article out, every removal explained."""

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
from cleaner.pipeline import Cleaner, clean, extract

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
    "Verdict",
    "clean",
    "extract",
]
