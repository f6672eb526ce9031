"""Blocks to one text again: what stands between two paragraphs, two sentences, two rows."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.document import BlockKind
from cleaner.split.sentences import sentence_separator

__all__ = ["join_blocks"]


def join_blocks(texts: Sequence[str], joined: Sequence[bool], kinds: Sequence[BlockKind]) -> str:
    """Return the text of the blocks whose text is not empty; the arguments have one entry a block.

    A blank line stands between two paragraphs, a blank or nothing between the sentences of one, a newline
    between the rows of a table. A joined block whose paragraph has lost all before it opens the paragraph.
    """
    pieces: list[str] = []
    before = ""  # what was kept of the paragraph so far ends with this block
    for number, text in enumerate(texts):
        if not joined[number]:
            before = ""
        if not text:
            continue
        if before:
            pieces.append("\n" if kinds[number] == BlockKind.ROW else sentence_separator(before, text))
        elif pieces:
            pieces.append("\n\n")
        pieces.append(text)
        before = text
    return "".join(pieces)
