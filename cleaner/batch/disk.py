"""Files that are there as a whole or not at all, opened only if they are files, and the lock of a folder."""

from __future__ import annotations

import fcntl
import os
import stat
from contextlib import suppress
from io import BufferedReader
from pathlib import Path

__all__ = ["LOCK", "is_locked", "locked", "open_regular", "size_of", "sync_folder", "write_whole"]

LOCK = "lock"


def locked(state: Path) -> int | None:
    """Return a lock on the folder, or None where another process holds it."""
    while True:
        state.mkdir(exist_ok=True)
        path = state / LOCK
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return None
        # The run before may have cleared the lock away between the two calls: then nobody else would see it.
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(descriptor), path.stat()):
                return descriptor
        os.close(descriptor)


def is_locked(state: Path) -> bool:
    """Tell whether another process holds the lock on the folder."""
    lock = locked(state)
    if lock is not None:
        os.close(lock)
    return lock is None


def open_regular(path: Path) -> BufferedReader:
    """Return a file opened for reading; raises OSError for what is none, such as a pipe, which would wait for ever.

    A pipe is not even opened: whoever writes to it would find a reader who leaves at once.
    """
    if stat.S_ISREG(path.stat().st_mode):
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        if stat.S_ISREG(os.fstat(descriptor).st_mode):  # it may have been replaced meanwhile
            return os.fdopen(descriptor, "rb")
        os.close(descriptor)
    raise OSError("is no file")


def write_whole(path: Path, data: bytes, temporary: Path | None = None) -> None:
    """Write a file so that it is there as a whole or not at all."""
    temporary = temporary or path.with_name(f"{path.name}.new")
    with temporary.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def size_of(path: Path) -> int:
    """Return the bytes of a file, -1 where there is none."""
    try:
        return path.stat().st_size
    except OSError:
        return -1
