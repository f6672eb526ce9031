"""A handler for tests of pools, in a module that workers import quickly."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Mapping

from cleaner.batch.tasks import Begin


class Shout:
    """A handler for tests: words in capital letters, some of which do harm."""

    def run(self, payload: list[str], span: range, failures: Mapping[int, str], begin: Begin) -> list[str]:
        """Return the words `span`, or why there are none."""
        said = []
        for number in span:
            begin(number)
            word = payload[number]
            if number in failures:
                said.append(f"{word}: {failures[number]}")
                continue
            if word == "die":
                os.kill(os.getpid(), signal.SIGKILL)
            while word == "spin":
                pass
            time.sleep(0.2 if word == "slow" else 0)
            said.append(word.upper())
        return said
