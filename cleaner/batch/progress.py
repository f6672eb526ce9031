"""How far a run is, on standard error: a line that is rewritten on a terminal, lines of JSON for machines."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, TextIO

from cleaner.batch.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Progress"]

ON_TERMINAL = 0.5
IN_LOG = 10.0
"""Seconds between two reports."""


class Progress:
    """Reports to `stream`: as JSON if `log` is "json", else only where it is a terminal.

    The counts are those of the whole output; the rates are those of this run, which may have been resumed.
    """

    def __init__(
        self, stream: TextIO | None, log: str | None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._stream = stream
        self._as_json = log == "json"
        self._is_quiet = stream is None or not (self._as_json or stream.isatty())
        self._clock = clock
        self._start = self._last = clock()
        self._documents = 0
        self._bytes = 0
        self._share_at_start: float | None = None

    def add(self, total: Tally, documents: int, size: int, share: float) -> None:
        """Take in that some documents are done; `share` is how much of the input has been read, 0 to 1."""
        self._documents += documents
        self._bytes += size
        if self._share_at_start is None:
            self._share_at_start = share
        if self._is_quiet:
            return
        now = self._clock()
        if now - self._last >= (IN_LOG if self._as_json else ON_TERMINAL):
            self._last = now
            self._report(total, share, is_end=False)

    def end(self, total: Tally) -> None:
        """Report the end of a run."""
        if not self._is_quiet:
            self._report(total, 1.0, is_end=True)

    def _report(self, total: Tally, share: float, *, is_end: bool) -> None:
        seconds = max(self._clock() - self._start, 1e-9)
        rate, megabytes = self._documents / seconds, self._bytes / 1e6 / seconds
        done = share - (self._share_at_start or 0.0)
        left = None if is_end or done <= 0 else round(seconds * (1 - share) / done)
        characters = total.kept_characters + total.removed_characters
        kept = total.kept_characters / characters if characters else None
        if self._as_json:
            record = {
                "event": "end" if is_end else "progress",
                "seconds": round(seconds, 1),
                "records": total.records,
                "rows": total.rows,
                "without_article": total.without_article,
                "failed": total.failed,
                "rejects": total.rejects,
                "documents_per_second": round(rate, 1),
                "megabytes_per_second": round(megabytes, 2),
                "share_kept": None if kept is None else round(kept, 3),
                "share_read": round(share, 4),
                "seconds_left": left,
            }
            line = json.dumps(record) + "\n"
        else:
            line = (
                f"\r{total.records:,} records  {rate:,.0f}/s  {megabytes:.1f} MB/s  "
                f"{'-' if kept is None else f'{kept:.0%}'} kept  {total.failed:,} failed  "
                f"{total.rejects:,} rejects  {'' if left is None else f'{_spoken(left)} left'}\033[K"
            ) + ("\n" if is_end else "")
        assert self._stream is not None  # noqa: S101 - for the type checker: without one it is quiet
        try:
            self._stream.write(line)
            self._stream.flush()
        except OSError:  # Nobody listens any more; the run matters more.
            self._is_quiet = True


def _spoken(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
