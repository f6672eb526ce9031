"""Progress: rewritten on a terminal, lines of JSON on request, silence everywhere else."""

from __future__ import annotations

import io
import json

from cleaner.batch.progress import Progress
from cleaner.batch.tally import Tally


class Terminal(io.StringIO):
    """A text stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Return True."""
        return True


class Clock:
    """A clock that is set by hand."""

    now = 0.0

    def __call__(self) -> float:
        """Return what it was set to."""
        return self.now


def half_way(stream: io.StringIO, log: str | None) -> None:
    """Report a run that began at 10% of its input and is at 55% after 90 seconds, and its end."""
    clock = Clock()
    progress = Progress(stream, log, clock)
    progress.add(Tally(rows=100), 0, 0, 0.1)
    clock.now = 90.0
    total = Tally(rows=990, failed=3, rejects=10, kept_characters=300, removed_characters=700)
    progress.add(total, 900, 45_000_000, 0.55)
    progress.end(total)


def test_a_terminal_shows_rates_losses_and_the_time_left() -> None:
    stream = Terminal()
    half_way(stream, None)
    line = stream.getvalue().split("\r")[1]
    assert line == "1,000 records  10/s  0.5 MB/s  30% kept  3 failed  10 rejects  1:30 left\033[K"
    assert stream.getvalue().endswith("\n")


def test_what_is_no_terminal_stays_quiet() -> None:
    stream = io.StringIO()
    half_way(stream, None)
    half_way(Terminal(), "json")
    assert stream.getvalue() == ""


def test_a_machine_reads_json() -> None:
    stream = io.StringIO()
    half_way(stream, "json")
    progress, end = map(json.loads, stream.getvalue().splitlines())
    assert (progress["documents_per_second"], progress["megabytes_per_second"]) == (10.0, 0.5)
    assert (progress["share_kept"], progress["share_read"], progress["seconds_left"]) == (0.3, 0.55, 90)
    assert (end["event"], end["records"], end["rejects"], end["seconds_left"]) == ("end", 1000, 10, None)


def test_reports_are_not_closer_together_than_half_a_second() -> None:
    stream, clock = Terminal(), Clock()
    progress = Progress(stream, None, clock)
    for step in range(100):
        clock.now = step / 100
        progress.add(Tally(rows=step), 1, 1, step / 100)
    assert stream.getvalue().count("\r") == 1


class Closed(Terminal):
    """A terminal that is gone."""

    tried = 0

    def flush(self) -> None:
        """Fail."""
        self.tried += 1
        raise BrokenPipeError


def test_a_run_whose_progress_nobody_reads_goes_on_without() -> None:
    stream = Closed()
    half_way(stream, "json")
    assert stream.tried == 1
