"""What the stub of a rule matches: the whole block, or how a long one begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaner.rules.plain import phrase_key, plain_phrases

__all__ = ["stub_matchers"]

LONGEST_PHRASE = 100
"""Characters of a block that a stub names whole: of a longer one no other page has the very words."""

OPENING_WORDS = 6
"""Words of a longer block that a stub names: fewer open prose as well."""


def stub_matchers(texts: Sequence[str]) -> Iterator[tuple[str, str] | None]:
    """Yield for each block the key of a rule file and the phrase under it that match the block.

    The phrase is written as rules meet the block: without bullets, quotes and dashes plain. None where no phrase
    can match: of a bare "***" or "★★★★☆" nothing remains.
    """
    for line in plain_phrases(texts) if texts else ():
        if len(line) <= LONGEST_PHRASE:
            key, phrase = "phrases", line
        else:
            key, phrase = "openings", " ".join(line.split(" ")[:OPENING_WORDS])
        yield (key, phrase) if phrase_key(phrase) else None
