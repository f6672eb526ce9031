"""The hyperlinks of a block, noted while the parser walks it and placed once its text is known."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.document import Link

__all__ = ["Anchors"]

_REACH = 200
"""Characters by which repair may have moved the text of an anchor."""


class Anchors:
    """The anchors of the block that is open; one may have been opened in an earlier block and go on.

    A block is told by its number, and what stands in an anchor by its text nodes, the block's `pieces`.
    """

    def __init__(self) -> None:
        self._ended: list[tuple[int, int, str]] = []  # first piece, end piece, href
        self._open: list[tuple[int, int, str]] = []  # block, its first piece in the anchor, href

    def start(self, href: str, block: int, pieces: Sequence[str]) -> None:
        """Open an anchor."""
        self._open.append((block, len(pieces), href))

    def end(self, block: int, pieces: Sequence[str]) -> None:
        """Close the anchor that was opened last."""
        self._note(*self._open.pop(), block, pieces)

    def clear(self) -> None:
        """Forget the block's anchors."""
        self._ended = []

    def place(self, text: str, block: int, pieces: Sequence[str]) -> tuple[Link, ...]:
        """Return the block's anchors in its final text; one that repair changed is left out."""
        if self._open:
            self._note(*self._open[-1], block, pieces)
        found: list[Link] = []
        passed = cursor = behind = slack = 0
        for first, stop, href in self._ended:
            words = _collapse(pieces[first:stop])
            # The same words may stand before the anchor, so they are looked for behind what does.
            cursor = min(len(text), cursor + len(_collapse(pieces[passed:first])))
            passed = max(passed, stop)
            start = max(behind, cursor - slack)
            at = text.find(words, start, cursor + len(words) + _REACH) if words else -1
            if at < 0:
                cursor, slack = min(len(text), cursor + len(words)), _REACH
            else:
                cursor = behind = at + len(words)
                slack = 0
                found.append(Link(at, cursor, href))
        return tuple(found)

    def _note(self, opened_in: int, first: int, href: str, block: int, pieces: Sequence[str]) -> None:
        if href and pieces:
            self._ended.append((first if opened_in == block else 0, len(pieces), href))


def _collapse(pieces: Sequence[str]) -> str:
    return " ".join("".join(pieces).split())
