"""The characters of a text's lines, mended: which lines need it, and what changes in them."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from itertools import repeat

from cleaner.config import STANDARD_REPAIRS, Repairs, repairs_of
from cleaner.document import Repair
from cleaner.normalise import normalise
from cleaner.repair import holds_invisible, strip_controls, suspicious, unescape_entities
from cleaner.repair import repair as repair_text
from cleaner.split.edits import differences

__all__ = ["mended_lines"]

_ENTITIES = "HTML entities"
_ROUNDS = 4
"""How often a line is mended: what one round uncovers, as an entity may the half of a broken letter, the next
one mends. Two are nearly always enough."""
_ASCII_CONTROLS = [chr(code) for code in (*range(32), 127) if chr(code) != "\n"]


def mended_lines(
    source: str, plain: str, opens: list[int], *, repair: Repairs
) -> Iterator[tuple[int, str, list[Repair]]]:
    """Yield number, new text and changes of each line of `source` that is not right as it stands.

    `plain` is `source` with a blank for all white space but newlines; line i starts at ``opens[i]``.
    Characters that show nothing are removed, without a reason to tell. `repair` is that of `Config`: mojibake
    is mended and entities are read, each line judged by itself, so that it reads the same when lines around it
    are gone, and until it needs no more of it, so that cleaning the clean text changes nothing.
    """
    names = repairs_of(repair)
    broken = bool(names - STANDARD_REPAIRS) or ("mojibake" in names and _is_suspicious(source, plain))
    escaped = "entities" in names and "&" in source and ";" in source
    hidden = _holds_controls(plain)
    if not broken and not escaped and not hidden:
        return
    shown = plain.split("\n") if hidden else repeat("")
    known: dict[str, tuple[str, str]] = {}  # short lines recur, and each would be looked into at length
    for number, (line, visible) in enumerate(zip(source.split("\n"), shown, strict=False)):
        if (broken and not line.isascii()) or (escaped and "&" in line) or holds_invisible(visible):
            # Only ASCII blanks are trimmed: the others may be a piece of a mis-decoded letter.
            before = line.strip(" \t")
            if before not in known:
                known[before] = _settled(before, names)
            after, reason = known[before]
            if after != before:
                lead = len(line) - len(line.lstrip(" \t"))
                yield number, after, differences(before, after, opens[number] + lead, reason)


def _is_suspicious(source: str, plain: str) -> bool:
    """Return whether any line may be broken, each as it is looked into: as it stands, and with its blanks made one.

    A no-break space may be part of a broken letter, and may keep others from being seen until it is a blank.
    """
    if source.isascii():
        return False
    lines = [line.strip(" \t") for line in source.split("\n") if not line.isascii()]
    if _any_suspicious(lines):
        return True
    has_spaces = plain != source or "  " in source
    return has_spaces and _any_suspicious([" ".join(line.split()) for line in lines])


def _any_suspicious(lines: list[str]) -> bool:
    """Return whether any line may be broken, with a blank behind it."""
    return suspicious(" \n".join([*lines, ""]))


def _holds_controls(plain: str) -> bool:
    """Return whether a text whose white space is blanks and newlines may hold what shows nothing."""
    if plain.isascii():  # six times faster than asking for each character
        return any(map(plain.__contains__, _ASCII_CONTROLS))
    return holds_invisible(plain.replace("\n", " "))


def _settled(line: str, names: AbstractSet[str]) -> tuple[str, str]:
    """Return a line that needs no more mending, and the first reason for which it did."""
    mended, reason = _mended_once(line, names)
    for _ in range(_ROUNDS - 1):
        collapsed = " ".join(mended.split())
        if collapsed == line:
            break
        again, more = _mended_once(collapsed, names)
        if again == collapsed:
            break
        line, mended, reason = collapsed, again, reason or more
    return mended, reason


def _mended_once(line: str, names: AbstractSet[str]) -> tuple[str, str]:
    """Return a line with its characters put right, and the reason."""
    reasons = []
    if "mojibake" in names:
        line, reason = _repaired(line)
        reasons.append(reason)
    if "entities" in names:
        unescaped = unescape_entities(line)
        reasons.append(_ENTITIES if unescaped != line else "")
        line = unescaped
    line, reason = normalise(line, names)
    reasons.append(reason)
    return strip_controls(line), ", ".join(filter(None, reasons))


def _repaired(line: str) -> tuple[str, str]:
    """Return a line with its encoding accidents undone, and the reason.

    It is read as if a blank followed, as one may where the lines of a paragraph are joined: the no-break space that
    ends many a line, or the second half of an "à", has been read as "Â" and "Ã" with a blank, which was trimmed.
    """
    if line[-1:].isascii():
        return repair_text(line)
    repaired, reason = repair_text(line + " ")
    return repaired.removesuffix(" "), reason
