"""Peers' outputs on disk: a slow peer reads each page once, not once a run."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path
from types import TracebackType
from typing import Self

from corpora import Page
from peers import Peer

__all__ = ["Outputs"]

FOLDER = Path(__file__).with_name("cache")


class Outputs:
    """A file of outputs, by the peer's version and settings, the page and its content.

    Peers without a package are not kept: their code is here and may change without a version. With
    `fresh`, every output is made anew.
    """

    def __init__(self, folder: Path = FOLDER, *, fresh: bool = False) -> None:
        folder.mkdir(exist_ok=True)
        (folder / ".gitignore").write_text("*\n", "utf-8")
        self._fresh = fresh
        self._file = sqlite3.connect(folder / "outputs.sqlite", isolation_level=None)
        self._file.execute(
            "CREATE TABLE IF NOT EXISTS outputs (key TEXT PRIMARY KEY, text TEXT) WITHOUT ROWID"
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def text(self, peer: Peer, page: Page, mode: str) -> str:
        """Return what a peer makes of a page in a mode."""
        if peer.package is None:
            return peer.text(page.source(mode), page.country)
        key = _key(peer, page, mode)
        found = self._file.execute("SELECT text FROM outputs WHERE key = ?", (key,)).fetchone()
        if found and not self._fresh:
            return str(found[0])
        text = peer.text(page.source(mode), page.country)
        # Some peers let halves of surrogate pairs through, which no file can hold.
        text = text.encode("utf-8", "replace").decode("utf-8")
        self._file.execute("INSERT OR REPLACE INTO outputs VALUES (?, ?)", (key, text))
        return text


def _key(peer: Peer, page: Page, mode: str) -> str:
    source = page.source(mode)
    content = source if isinstance(source, bytes) else source.encode("utf-8", "replace")
    digest = hashlib.sha256(content).hexdigest()[:16]
    return f"{peer.identity} | {page.country} | {page.corpus}/{page.id} {mode} {digest}"
