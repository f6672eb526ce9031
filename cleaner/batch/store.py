"""The output folder of a run: locked while it is written, each part there as a whole or not at all."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from cleaner.batch.disk import LOCK, is_locked, locked, size_of, sync_folder, write_whole
from cleaner.batch.items import Reject
from cleaner.batch.outputs import numbered, open_part
from cleaner.batch.parts import Part
from cleaner.batch.places import MANIFEST, REJECTS, STATE, SUMMARY
from cleaner.batch.shard import Shard
from cleaner.batch.tally import Tally
from cleaner.report.summary import RunSummary

__all__ = ["FinishedPart", "Store", "StoreError", "refuse_strangers"]

PLAN = "plan.json"
PARTS = "parts"
ROWS = "new.rows"
NEW_REJECTS = "new.rejects"


class StoreError(Exception):
    """The output folder cannot be used as asked; the message says what to do."""


@dataclass(frozen=True, slots=True)
class FinishedPart:
    """A part that is whole: its shard and number, the records of the input up to its end, what is in it."""

    shard: int
    number: int
    records: int
    is_last: bool
    tally: Tally
    file: str | None
    size: int
    digest: str | None
    input_digest: str | None

    def record(self) -> dict[str, Any]:
        """Return it as JSON takes it."""
        summary = self.tally.summary and self.tally.summary.record()
        return {name: getattr(self, name) for name in self.__slots__} | {
            "tally": self.tally.record(),
            "summary": summary,
        }

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> FinishedPart:
        """Return the part that `record` was made of."""
        record = dict(record)
        tally, summary = Tally.of(record["tally"]), record.pop("summary", None)
        tally.summary = summary and RunSummary.from_record(summary)
        return cls(**{**record, "tally": tally})


class Store:
    """An output folder. `plan` says what is being run: a run is resumed with the same one or not at all.

    Raises StoreError where another run is writing there, where something is there already and `resume` was
    not asked for, and where it was begun with another plan. A context manager, which gives the lock back; so
    does the system when the process dies.
    """

    def __init__(self, folder: Path, plan: Mapping[str, Any], *, resume: bool) -> None:
        self.folder = folder
        self._state = folder / STATE
        self.is_complete = False
        self.finished: list[FinishedPart] = []
        if folder.is_file():
            raise StoreError(f"{folder} is a file; name a folder")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            refuse_strangers(folder, resume=resume)
            lock = locked(self._state)
        except OSError as error:
            raise StoreError(f"{folder} cannot be written: {error.strerror or error}") from error
        if lock is None:
            raise StoreError(f"another run is writing to {folder}; wait for it, or name another")
        self._lock = lock
        try:
            self._begin(plan)
        except BaseException:
            os.close(self._lock)
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._lock)

    def _begin(self, plan: Mapping[str, Any]) -> None:
        """Find out what is there of an earlier run."""
        if (self.folder / MANIFEST).exists():
            self._clear()
            self._check_complete(plan)
            self.is_complete = True
            return
        known = self._state / PLAN
        if known.exists():
            _compare(json.loads(known.read_text("utf-8")), plan, self.folder)
        (self._state / PARTS).mkdir(exist_ok=True)
        for left in [*self._state.glob("new.*"), *self._state.rglob("*.new")]:
            left.unlink()
        if not known.exists():
            write_whole(known, _json(plan))
        for path in sorted((self._state / PARTS).glob("*.json")):
            part = FinishedPart.of(json.loads(path.read_text("utf-8")))
            if part.file is not None:
                self._check_file(part.file, part.size)
            self.finished.append(part)

    def _check_complete(self, plan: Mapping[str, Any]) -> None:
        """Raise StoreError where the manifest is not one of this plan, or a file is not as it says."""
        try:
            manifest = json.loads((self.folder / MANIFEST).read_text("utf-8"))
            before = dict(manifest["plan"])
            files = [(file["file"], file["bytes"]) for shard in manifest["inputs"] for file in shard["files"]]
        except (ValueError, KeyError, TypeError) as error:
            raise StoreError(f"{self.folder} holds no run; name another folder") from error
        _compare(before, plan, self.folder)
        for name, size in files:
            self._check_file(name, size)

    def _check_file(self, name: str, size: int) -> None:
        """Raise StoreError where a file is not as it was written."""
        if size_of(self.folder / name) != size:
            raise StoreError(f"{self.folder / name} is not as it was written; begin in another folder")

    def begin_part(self, shard: Shard, number: int, *, arrow: bool, removed: bool) -> NewPart:
        """Return a new part, which nobody sees until it is finished."""
        (self._state / ROWS).unlink(missing_ok=True)
        return NewPart(self._state, numbered(shard.output, number), arrow=arrow, removed=removed)

    def finish_part(self, new: NewPart, part: FinishedPart) -> FinishedPart:
        """Put a part in its place, whole; what was not put there when a run dies is made anew."""
        rows, digest = new.close()
        if part.file is not None:
            target = self.folder / part.file
            target.parent.mkdir(parents=True, exist_ok=True)
            part = _with_file(part, rows.stat().st_size, digest)
            rows.replace(target)
            sync_folder(target.parent)
        else:
            rows.unlink(missing_ok=True)
        name = f"{part.shard:08}-{part.number:08}"
        new.rejects.replace(self._state / PARTS / f"{name}.rejects")
        write_whole(self._state / PARTS / f"{name}.json", _json(part.record()))
        self.finished.append(part)
        return part

    def finish(self, manifest: Mapping[str, Any], summary: RunSummary | None = None) -> None:
        """Put all rejects into one file, write manifest and summary, and clear away the state of the run."""
        temporary = self._state / "new.all"
        with temporary.open("wb") as file:
            for path in sorted((self._state / PARTS).glob("*.rejects")):
                with path.open("rb") as some:
                    shutil.copyfileobj(some, file)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(self.folder / REJECTS)
        if summary is not None:
            write_whole(self.folder / SUMMARY, _json(summary.record()), self._state / "new.summary")
        write_whole(self.folder / MANIFEST, _json(manifest, indent=2), self._state / "new.manifest")
        self.is_complete = True
        self._clear()

    def _clear(self) -> None:
        """Remove the state of a run that is complete, the lock last."""
        shutil.rmtree(self._state / PARTS, ignore_errors=True)
        for path in self._state.iterdir():
            if path.name != LOCK:
                path.unlink()
        (self._state / LOCK).unlink()
        self._state.rmdir()


class NewPart:
    """A part that is being written: its rows, its rejects and their counts."""

    def __init__(self, state: Path, name: str, *, arrow: bool, removed: bool) -> None:
        self.name = name
        self.tally = Tally()
        self.rejects = state / NEW_REJECTS
        self._path = state / ROWS
        self._open = (arrow, removed)
        self._part: Part | None = None
        self._rejects = self.rejects.open("wb")

    @property
    def rows(self) -> Part:
        """Return where the rows go, opened when there are some."""
        if self._part is None:
            arrow, removed = self._open
            self._part = open_part(self._path, self.name, arrow=arrow, removed=removed)
        return self._part

    def reject(self, shard: Shard, rejects: Iterable[Reject]) -> None:
        """Write down what gives no row."""
        for reject in rejects:
            self._rejects.write(reject_line(shard.name, reject))

    def close(self) -> tuple[Path, str | None]:
        """Wait until all is on the disk; return where the rows are, and their digest if there is a file."""
        self._rejects.flush()
        os.fsync(self._rejects.fileno())
        self._rejects.close()
        if self._part is None:
            return self._path, None
        self._part.close()
        with self._path.open("rb") as file:
            return self._path, hashlib.file_digest(file, "sha256").hexdigest()

    def abandon(self) -> None:
        """Close what is open; harmless where nothing is."""
        with suppress(OSError):
            self._rejects.close()
        if self._part is not None:
            self._part.abandon()


def refuse_strangers(folder: Path, *, resume: bool) -> None:
    """Raise StoreError where a folder holds what a run must not touch, and OSError where it cannot be listed."""
    names = {path.name for path in folder.iterdir()} if folder.exists() else set()
    if MANIFEST in names and not resume:
        raise StoreError(f"{folder} holds a complete run; name another folder")
    if (folder / STATE / PLAN).exists() and not resume and not is_locked(folder / STATE):
        raise StoreError(f"{folder} holds a run that did not end; --resume goes on with it")
    if names and not names & {STATE, MANIFEST}:
        raise StoreError(f"{folder} is not empty and holds no run; name another folder")


def reject_line(name: str, reject: Reject) -> bytes:
    """Return a reject as a line of JSON."""
    record = {
        "input": name,
        "record": reject.record,
        "id": reject.id,
        "url": reject.url,
        "reason": reject.reason,
    }
    return (json.dumps(record, ensure_ascii=True, separators=(",", ":")) + "\n").encode()


def _with_file(part: FinishedPart, size: int, digest: str | None) -> FinishedPart:
    fields = {name: getattr(part, name) for name in part.__slots__}
    return FinishedPart(**{**fields, "size": size, "digest": digest})


def _compare(before: Mapping[str, Any], now: Mapping[str, Any], folder: Path) -> None:
    """Raise StoreError where a run was begun with other inputs or settings."""
    now = json.loads(json.dumps(now))
    if changed := sorted(name for name in {*before, *now} if before.get(name) != now.get(name)):
        raise StoreError(
            f"{folder} was begun with other {' and '.join(changed)}; resume with the same, or name another folder"
        )


def _json(value: object, indent: int | None = None) -> bytes:
    return (json.dumps(value, ensure_ascii=True, indent=indent) + "\n").encode()
