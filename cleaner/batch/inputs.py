"""What is named on the command line as a list of shards."""

from __future__ import annotations

import glob
import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

from cleaner.batch.places import Target, placed
from cleaner.batch.shard import DOCUMENTS, FORMATS, PACKED, Shard, is_document, suffix_of

__all__ = ["shards", "walk"]

HIDDEN = (".", "_")
"""How names begin that a folder's owner keeps for himself: `.DS_Store`, `_SUCCESS`."""

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)

LOOSE = "documents"
"""Name of the shard of the documents that were named one by one."""


def shards(
    names: Sequence[str], target: Target, output: Path | None, furniture: Path | None = None
) -> list[Shard]:
    """Return the shards that `names` name: files, folders, patterns, and - for standard input.

    A file that several names lead to is taken once. What is not there, or in no known format, is a shard with
    a `problem`. Files below `output`, and the file `furniture`, are left out of the folders and patterns that
    are named.
    """
    found: dict[str, tuple[Path, str]] = {}
    known: dict[Path, Path] = {}
    for name in names:
        for path, problem in _expanded(name, output):
            if furniture and str(path) != name and _real(path) == _real(furniture):
                continue
            if not problem and is_document(path) and not _is_folder(path):
                known.setdefault(_real(path), path)
            else:
                found.setdefault(os.path.realpath(path) if name != "-" else "-", (path, problem))
    folders = {Path(real) for real, (path, problem) in found.items() if not problem and _is_folder(path)}
    for folder in folders:
        if _is_walked(folder, folders):
            del found[str(folder)]
    loose = [path for real, path in known.items() if not _is_walked(real, folders)]
    listed = [_shard(path, problem, output) for path, problem in found.values()]
    if loose:
        size, listing = _listed(loose)
        listed.append(Shard(LOOSE, "documents", Path(LOOSE), LOOSE, size, tuple(loose), listing=listing))
    return placed(listed, target)


def walk(folder: Path, besides: Path | None = None) -> Iterator[Path]:
    """Yield the files below a folder in a fixed order, without hidden ones and those below `besides`.

    A link to a folder is yielded like a file: links may lead in a circle. Raises OSError for a folder that
    cannot be listed.
    """
    with os.scandir(folder) as listing:
        entries = sorted(listing, key=lambda entry: entry.name)
    for entry in entries:
        path = Path(entry.path)
        if entry.name.startswith(HIDDEN):
            continue
        if not entry.is_dir(follow_symlinks=False):
            yield path
        elif besides is None or os.path.realpath(path) != str(besides):
            yield from walk(path, besides)


def _expanded(name: str, output: Path | None) -> Iterator[tuple[Path, str]]:
    """Yield what a name stands for, and what is wrong with it."""
    path = Path(name)
    if name == "-" or (os.path.lexists(name) and not _is_folder(path)):
        yield path, ""  # also a pipe: whoever names one writes to it
    elif _is_folder(path):
        yield from _in_folder(path, output)
    elif matches := sorted(glob.glob(name, recursive=True)):  # noqa: PTH207 - a pattern may begin anywhere
        for match in map(Path, matches):
            if output is not None and _real(match).is_relative_to(_real(output)):
                continue
            if _is_folder(match):
                yield from _in_folder(match, output)
            else:
                yield match, _problem(match)
    else:
        yield path, "no file matches" if glob.has_magic(name) else _why_not(name)


def _is_folder(path: Path) -> bool:
    """Tell whether there is a folder; `Path.is_dir` raises where one may not look."""
    return os.path.isdir(path)  # noqa: PTH112 - see above


def _real(path: Path) -> Path:
    """Return where a path leads; `Path.resolve` raises where that is in a circle."""
    return Path(os.path.realpath(path))


def _is_walked(path: Path, folders: AbstractSet[Path]) -> bool:
    """Tell whether a walk through one of the folders comes to a path below it, all without links."""
    while path.name and not path.name.startswith(HIDDEN):
        path = path.parent
        if path in folders:
            return True
    return False


def _why_not(name: str) -> str:
    """Return why there is nothing under a name."""
    if _ADDRESS.match(name):
        return "is an address; a batch reads files of this machine"
    try:
        Path(name).stat()
    except OSError as error:
        return f"cannot be read: {error.strerror or error}"
    return "is no file and no folder"


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _in_folder(folder: Path, output: Path | None) -> Iterator[tuple[Path, str]]:
    """Yield the folder for the documents in it, if there are any, and each shard and unknown file in it."""
    has_documents = False
    others: list[Path] = []
    try:
        for path in walk(folder, _real(output) if output else None):
            if is_document(path):
                has_documents = True
            else:
                others.append(path)
    except OSError as error:
        yield folder, f"the folder cannot be listed: {error.strerror or error}"
        return
    if has_documents:
        yield folder, ""
    elif not others:
        yield folder, "the folder holds nothing to clean"
    for path in others:
        yield path, _problem(path)


def _problem(path: Path) -> str:
    """Return what is wrong with something that was found, such as a pipe, which would wait for ever."""
    if _is_folder(path):
        return "is a link to a folder; name the folder itself"
    is_other = os.path.exists(path) and not os.path.isfile(path)  # noqa: PTH110, PTH113 - as in _is_folder
    return "is no file" if is_other else ""


def _listed(paths: Iterable[Path]) -> tuple[int, str]:
    """Return the size of documents together, and the digest of their names and sizes."""
    total, digest = 0, hashlib.sha256()
    for path in paths:
        size = _size(path)
        total += size
        digest.update(f"{path}\0{size}\0".encode("utf-8", "surrogateescape"))
    return total, digest.hexdigest()


def _shard(path: Path, problem: str, output: Path | None) -> Shard:
    name = str(path)
    if name == "-":
        return Shard("-", "jsonl", path, "stdin.jsonl")
    if problem:
        return Shard(name, "none", path, path.name, problem=problem)
    if _is_folder(path):
        size, listing = _listed(filter(is_document, walk(path, _real(output) if output else None)))
        return Shard(name, "documents", path, _real(path).name or LOOSE, size, listing=listing)
    format_ = FORMATS.get(suffix_of(name), "none")
    if format_ == "none":
        known = ", ".join([*FORMATS, *DOCUMENTS])
        return Shard(
            name,
            "none",
            path,
            path.name,
            problem=f"its name ends in no known format ({known}), plain or with {' or '.join(PACKED)}",
        )
    return Shard(name, format_, path, path.name, _size(path))
