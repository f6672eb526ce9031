"""Our side of a comparison: a page to an article, and a crash to nothing."""

from __future__ import annotations

import sys
import traceback

from corpora import Page, kind_of

from cleaner import Article, Cleaner

__all__ = ["article_of", "text_of"]


def article_of(cleaner: Cleaner, page: Page, mode: str) -> Article | None:
    """Return the article of a page in a mode; None for a crash, which is shown: no page may raise."""
    try:
        return cleaner.extract(page.source(mode), kind=kind_of(mode))
    except Exception:  # noqa: BLE001 - a crash is a result, scored 0
        print(f"crash on {page.corpus}/{page.id}, {mode}", file=sys.stderr)
        traceback.print_exc()
        return None


def text_of(cleaner: Cleaner, page: Page, mode: str) -> str:
    """Return the article's text; a crash counts as an empty one."""
    article = article_of(cleaner, page, mode)
    return article.text if article else ""
