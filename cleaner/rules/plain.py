"""Texts as rules compare them: in plain characters, without what decorates a block's ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import normalize

from cleaner.split.sentences import DIRECTIONS

__all__ = [
    "OPENING_END",
    "PHRASE_END",
    "PHRASE_PUNCTUATION",
    "phrase_key",
    "plain",
    "plain_lines",
    "plain_openings",
    "plain_phrases",
    "plain_text",
]

PHRASE_END = (
    r"( ?\(opens in (a )?new (window|tab)\))?[ .:!?*,;\x{2026}"
    r"\x{3001}\x{3002}\x{ff01}\x{ff0c}\x{ff1a}\x{ff1b}\x{ff1f}\x{60c}\x{61b}\x{61f}\x{6d4}\x{964}]*$"
)
"""What may follow a phrase that is a whole block, as a pattern: the note of a link, and punctuation."""

OPENING_END = (
    r"([^\w\x{c0}-\x{5f2}\x{620}-\x{6d3}\x{6d5}-\x{963}\x{966}-\x{dff}"
    r"\x{10a0}-\x{177f}\x{1800}-\x{1fff}\x{ac00}-\x{d7a3}]|$)"
)
"""What stands behind an opening, as a pattern: the end, or no letter or digit of a script that parts its words by
blanks. For RE2 no letter beyond ASCII is one (`\\w`), and its class of all letters takes twice as long to compile."""

_OPENS = re.compile(r" ?\(opens in (?:a )?new (?:window|tab)\)$", re.IGNORECASE)
PHRASE_PUNCTUATION = " .:!?*,;\u2026\u3001\u3002\uff01\uff0c\uff1a\uff1b\uff1f\u060c\u061b\u061f\u06d4\u0964"
"""What may stand behind a phrase, also as it is written in East Asia, in Arabic, Urdu and Hindi."""

_STRAIGHT = (
    ("\u2018", "'"),
    ("\u2019", "'"),
    ("\u201c", '"'),
    ("\u201d", '"'),
    ("\u00a0", " "),
    ("\u2013", "-"),
    ("\u2014", "-"),
    ("\u0130", "I"),
)
"""Quotation marks, blanks and dashes, and the Turkish capital that becomes two characters in small letters."""

_EDGES = (
    " \t|*-+/\u00b7\u2022\u2023\u2043\u25e6\u25aa\u25a0\u25cf\u25cb\u2605\u2606<>\u00ab\u00bb\u2039\u203a"
    "\u200b\u2190\u2191\u2192\u2193\u25b2\u25bc\u25b6\u25ba\u25b8\u25c0\u25c4\u279c\u27a4"
    + DIRECTIONS
    + "\u261e\u27a1\u2b05\u2b06\u2b07\ufe0f\uf0a7\uf0b7\uf0d8\uf0fc"
    + "\U0001f446\U0001f447\U0001f448\U0001f449\U0001f4cc\U0001f4e2\U0001f4e3\U0001f4e9"
    + "\U0001f4f1\U0001f4f2\U0001f514\U0001f517"
)
"""Bullets, arrows, bars, blanks and direction marks, which decorate furniture and are taken off a block's two ends;
also word processors' bullets, and little pictures of pointing hands, bells, telephones, pins and links."""


def plain_lines(texts: Sequence[str], longest: int) -> list[str]:
    """Return the texts in plain characters without decoration; one above `longest` characters is empty.

    They are in Normalization Form C, in which each letter is spelt in one way: é and ढ़ come in two.
    """
    return plain_phrases([text if len(text) <= longest else "" for text in texts])


def plain_phrases(phrases: Sequence[str]) -> list[str]:
    """Return phrases as the blocks that they are compared with: a bullet that no block keeps would match none."""
    return [line.strip(_EDGES) for line in _composed(phrases)]


def plain_openings(openings: Sequence[str]) -> list[str]:
    """Return openings in the same form, but for their ends: there the block goes on."""
    return [line.lstrip(_EDGES) for line in _composed(openings)]


def _composed(texts: Sequence[str]) -> list[str]:
    """Return texts in plain characters and Normalization Form C, each on one line."""
    return normalize("NFC", plain_text(texts)).split("\n")


def plain(text: str) -> str:
    """Return one text in plain characters, code point for code point, on one line."""
    return _straight(text.replace("\n", " "))


def plain_text(texts: Sequence[str]) -> str:
    """Return texts in plain characters, each on one line."""
    joined = "\n".join(texts)
    if joined.count("\n") >= len(texts):
        joined = "\n".join([text.replace("\n", " ") for text in texts])
    return _straight(joined)


def phrase_key(line: str) -> str:
    """Return a line without what may follow a phrase."""
    key = line.rstrip(PHRASE_PUNCTUATION)
    return _OPENS.sub("", key).rstrip(PHRASE_PUNCTUATION) if key.endswith(")") else key


def _straight(text: str) -> str:
    """Return `text` with plain quotes, hyphens and spaces, and without what UTF-8 cannot carry."""
    if text.isascii():
        return text
    for curly, straight in _STRAIGHT:
        text = text.replace(curly, straight)
    return text.encode("utf-8", "replace").decode()
