"""What a caller may ask for beyond repair: characters that are right and that a pipeline wants alike."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from functools import partial

__all__ = ["normalise"]


def normalise(text: str, names: AbstractSet[str]) -> tuple[str, str]:
    """Return a text with the normalisations of `Config.repair` that are among `names`, and what was done.

    Ligatures, widths and quotes are those of ftfy (https://github.com/rspeer/python-ftfy), in its order; the
    normal forms come last, as there. ASCII comes back as it is, and other names are none of this module's.
    """
    if text.isascii():
        return text, ""
    done = []
    for name, (change, reason) in _STEPS.items():
        if name in names:
            changed = change(text)
            if changed != text:
                done.append(reason)
                text = changed
    return text, ", ".join(done)


def _without_ligatures(text: str) -> str:
    from ftfy.fixes import fix_latin_ligatures  # noqa: PLC0415 - takes 60 ms, and few callers ask for it

    return fix_latin_ligatures(text)


def _with_one_width(text: str) -> str:
    from ftfy.fixes import fix_character_width  # noqa: PLC0415 - as above

    return fix_character_width(text)


def _with_straight_quotes(text: str) -> str:
    from ftfy.fixes import uncurl_quotes  # noqa: PLC0415 - as above

    return uncurl_quotes(text)


_STEPS: dict[str, tuple[Callable[[str], str], str]] = {
    "ligatures": (_without_ligatures, "ligatures written as letters"),
    "widths": (_with_one_width, "full and half width made one"),
    "quotes": (_with_straight_quotes, "quotation marks made straight"),
    "nfc": (partial(unicodedata.normalize, "NFC"), "normal form C"),
    "nfkc": (partial(unicodedata.normalize, "NFKC"), "normal form KC"),
}
