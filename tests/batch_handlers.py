"""Handlers for tests of the worker pool: what a document does to its worker is written in it."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Mapping
from pathlib import Path

from cleaner.batch.tasks import Begin

__all__ = ["Obedient", "Refusing"]


class Obedient:
    """Does what each document says, and answers it with the number of the process and its text."""

    def run(
        self, payload: list[str], span: range, failures: Mapping[int, str], begin: Begin
    ) -> list[tuple[int, str]]:
        """Return the answers to the documents `span`."""
        return [self._answer(payload[number], failures.get(number), begin, number) for number in span]

    def _answer(self, document: str, failure: str | None, begin: Begin, number: int) -> tuple[int, str]:
        begin(number)
        if failure is not None and not document.startswith("die always"):
            return os.getpid(), f"failed: {failure}"
        what, _, argument = document.partition(": ")
        if what.startswith("die"):
            os.kill(os.getpid(), signal.SIGKILL)
        if what == "leave":
            os._exit(3)
        if what == "kill once" and not Path(argument).exists():
            Path(argument).touch()
            os.kill(os.getpid(), signal.SIGSEGV)
        if what == "burn":
            end = time.process_time() + float(argument)
            while time.process_time() < end:
                pass
        if what == "sleep":
            time.sleep(float(argument))
        if what == "fill":
            return os.getpid(), f"filled {len(bytearray(int(argument)))}"
        return os.getpid(), document


class Refusing:
    """A handler that cannot be loaded where it is sent."""

    def __reduce__(self) -> tuple[object, ...]:
        return _refuse, ()

    def run(self, *_: object) -> object:
        """Never happens."""


def _refuse() -> None:
    raise RuntimeError("the rules are gone")
