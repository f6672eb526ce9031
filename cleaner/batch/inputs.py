"""What is named on the command line as a list of shards, each with its format and its place in the output."""

from __future__ import annotations

import glob
import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Literal

__all__ = [
    "MANIFEST",
    "REJECTS",
    "STATE",
    "SUMMARY",
    "Shard",
    "is_document",
    "is_parquet",
    "parted",
    "shards",
    "walk",
]

Format = Literal["jsonl", "csv", "parquet", "warc", "documents", "none"]
Target = Literal["same", "jsonl", "parquet"]

FORMATS: dict[str, Format] = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".warc": "warc",
    ".wet": "warc",
}
"""Formats of shards by the end of their names, without what they are packed with."""

PACKED = (".gz", ".zst")
DOCUMENTS = (".html", ".htm", ".xhtml", ".mhtml", ".mht", ".txt", ".text", ".md")
HIDDEN = (".", "_")
"""How names begin that a folder's owner keeps for himself: `.DS_Store`, `_SUCCESS`."""

REJECTS = "rejects.jsonl"
MANIFEST = "manifest.json"
SUMMARY = "summary.json"
STATE = ".cleaner"
"""What a run writes beside its shards; STATE is the folder of its progress, gone when it is complete."""

LOOSE = "documents"
"""Name of the shard of the documents that were named one by one."""

ENDINGS = (".jsonl", ".ndjson", ".json", ".parquet", ".pq")
"""How the names of parts end, before what they are packed with; all inputs' names are made to."""
_PART_NUMBER = re.compile(r"\.[0-9]{5,}$")
"""What the parts of a shard but the first have before their ending."""


@dataclass(frozen=True, slots=True)
class Shard:
    """One input and where its rows go.

    `name` is what it is called in messages and in the manifest; `output` the first of its files, below the
    output folder; `size` its bytes, 0 where they are unknown. `files` are the documents of a shard of such that
    were named one by one, and `listing` is the SHA-256 of the names and sizes of a shard's documents. A shard with
    a `problem` cannot be read.
    """

    name: str
    format: Format
    path: Path
    output: str
    size: int = 0
    files: tuple[Path, ...] = ()
    problem: str = ""
    listing: str = ""


def shards(names: Sequence[str], target: Target, output: Path | None) -> list[Shard]:
    """Return the shards that `names` name: files, folders, patterns, and - for standard input.

    A file that several names lead to is taken once. What is not there, or in no known format, is a shard with
    a `problem`. Files below `output` are left out, so that it may lie in a folder that is named.
    """
    found: dict[str, tuple[Path, str]] = {}
    known: dict[Path, Path] = {}
    for name in names:
        for path, problem in _expanded(name, output):
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
    return _placed(listed, target)


def is_document(path: Path) -> bool:
    """Tell whether a file is one document, by its name."""
    return path.suffix.lower() in DOCUMENTS


def is_parquet(name: str) -> bool:
    """Tell whether a file of the output is Parquet, by its name."""
    return name.lower().endswith((".parquet", ".pq"))


def parted(name: str) -> tuple[str, str]:
    """Return the name of an output in two, its ending with what it is packed with in the second."""
    place = max(name.lower().rfind(ending) for ending in ENDINGS)
    return (name[:place], name[place:]) if place >= 0 else (name, "")


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
    if name == "-" or os.path.isfile(name):  # noqa: PTH113 - as in _is_folder
        yield path, ""
    elif _is_folder(path):
        yield from _in_folder(path, output)
    elif matches := sorted(glob.glob(name, recursive=True)):  # noqa: PTH207 - a pattern may begin anywhere
        for match in matches:
            if _is_folder(Path(match)):
                yield from _in_folder(Path(match), output)
            elif output is None or not _real(Path(match)).is_relative_to(_real(output)):
                yield Path(match), ""
    else:
        yield path, "no file matches" if glob.has_magic(name) else _why_not(path)


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


def _why_not(path: Path) -> str:
    """Return why there is nothing under a name."""
    try:
        path.stat()
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
        yield path, "is a link to a folder; name the folder itself" if _is_folder(path) else ""


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
    format_ = _format(path.name)
    if format_ == "none":
        known = ", ".join([*FORMATS, *DOCUMENTS])
        return Shard(name, "none", path, path.name, problem=f"its name ends in no known format ({known})")
    return Shard(name, format_, path, path.name, _size(path))


def _format(name: str) -> Format:
    stem = PurePosixPath(name.lower())
    if stem.suffix in PACKED:
        stem = stem.with_suffix("")
    return FORMATS.get(stem.suffix, "none")


def _placed(listed: list[Shard], target: Target) -> list[Shard]:
    """Return the shards with their places in the output, no two the same."""
    folders = [_real(shard.path).parent for shard in listed if shard.format != "none" and not shard.files]
    common = Path(os.path.commonpath(folders)) if folders else Path()
    below = [_below(common, shard) for shard in listed]
    taken = {REJECTS, MANIFEST, SUMMARY, STATE}
    taken.update(_key(folder) for place in set(below) for folder in (place, *place.parents))
    placed = []
    for folder, shard in zip(below, listed, strict=True):
        place = next(
            place
            for place in (folder / name for name in _names(target, shard.output))
            if _key(place) not in taken
        )
        taken.add(_key(place))
        placed.append(replace(shard, output=place.as_posix()))
    return placed


def _below(common: Path, shard: Shard) -> Path:
    """Return the folder of a shard's output, which is that of the shard below the folder that all have in common."""
    folder = _real(shard.path).parent
    return folder.relative_to(common) if folder.is_relative_to(common) and not shard.files else Path()


def _key(place: Path) -> str:
    """Return what an output has in common with all parts of its shard, and with names of other case."""
    name = place.as_posix().lower()
    stem, ending = parted(name)
    return _PART_NUMBER.sub("", stem) + ending


def _names(target: Target, full: str) -> Iterator[str]:
    """Yield the names that a shard's output may have, the best first."""
    stem, packed = full, ""
    if PurePosixPath(stem.lower()).suffix in PACKED:
        stem, packed = stem[: stem.rindex(".")], stem[stem.rindex(".") :].lower()
    suffix = PurePosixPath(stem).suffix
    format_ = FORMATS.get(suffix.lower())
    if format_ is None:
        suffix = ""
    stem = stem[: len(stem) - len(suffix)] if suffix else stem
    if target == "parquet" or (target == "same" and format_ == "parquet"):
        ending = suffix if format_ == "parquet" else ".parquet"
    elif format_ == "jsonl":
        ending = suffix + packed
    else:
        ending = ".jsonl" + (packed if format_ != "parquet" else "")
    yield stem + ending
    yield full + ending
    for number in _naturals():
        yield f"{full}-{number}{ending}"


def _naturals() -> Iterable[int]:
    number = 2
    while True:
        yield number
        number += 1
