"""Run the package over invented documents and print what raises, hangs, takes memory or writes what may run.

Run it as ``python benchmarks/fuzz.py``, or with ``--engine atheris`` where atheris is installed, which keeps
documents that reach new code and changes those; a folder named by ``--corpus`` keeps them for the next run.
Whatever is found is written to the folder that ``--findings`` names.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import resource
import subprocess
import sys
import time
import traceback
from importlib import import_module
from pathlib import Path
from typing import Any

from fuzz_checks import CHECKS, MAX_BYTES, MAX_CHARACTERS, document

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

USUAL_BYTES = 32
"""Bytes of most rounds: what breaks a program is seldom longer, and ten times as many are tried in the time."""

LONG_EVERY = 8
"""Of so many rounds one has documents of `MAX_BYTES`."""

SEEDS = 256
"""Documents by chance from which a corpus starts: atheris would begin with one byte and stay there for long."""

TOO_LONG = 0.3
"""Seconds of processor time that no document of `MAX_CHARACTERS` may take, however many lines it has, and a
shorter one its share: a second for 100 kB, and half as much again for the instruments."""

SLACK = 0.1
"""Seconds that even the shortest document may take: a text of a hundred sentences may be looked at thirty times,
until nothing more of it goes."""

TOO_MUCH = 100_000
"""Kilobytes by which no document of `MAX_CHARACTERS` may raise the peak of memory."""

SHARES = {"document": 0.10, "split": 0.25, "decode": 0.40, "repair": 0.25}
"""How executions are shared out: a whole document costs three times what its parts do, and bytes little."""

ROUND = {"document": 4000, "split": 25_000, "decode": 25_000, "repair": 25_000}
"""Executions of a process: code that atheris instruments loses a little memory each time that it runs."""


class Watch:
    """Runs a check, and keeps what went wrong instead of ending there."""

    def __init__(self, target: str, findings: Path) -> None:
        self.check = CHECKS[target]
        self.target = target
        self.findings = findings
        self.executions = 0
        self.seconds = 0.0
        self.slowest = 0.0
        self.found: set[str] = set()
        self.check(b"\x02\0\1\2")  # what is read once is read before memory is watched
        self.peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    def __call__(self, data: bytes) -> None:
        """Run the check over one document."""
        start = time.process_time()
        try:
            self.check(data)
        except Exception as error:  # noqa: BLE001 - whatever is raised is the finding
            last = traceback.extract_tb(error.__traceback__)[-1]
            self._keep(data, f"{type(error).__name__}-{Path(last.filename).stem}-{last.lineno}")
        seconds = time.process_time() - start
        self.executions += 1
        self.seconds += seconds
        self.slowest = max(self.slowest, seconds)
        if seconds > SLACK and self._hangs(data, seconds):
            self._keep(data, f"hang-{document(data).kind}-{seconds:.1f}s")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        if peak > self.peak + TOO_MUCH:
            self._keep(data, f"memory-{(peak - self.peak) // 1000}MB")
        self.peak = max(peak, self.peak)

    def _hangs(self, data: bytes, seconds: float) -> bool:
        """Return whether a slow document is too slow, and so again when it is cleaned and not written."""
        made = document(data)
        allowed = SLACK + TOO_LONG * len(made.source) / MAX_CHARACTERS
        if seconds < allowed:
            return False
        start = time.process_time()
        if self.target == "document":
            import_module("cleaner").extract(made.source, kind=made.kind, hint=made.hint)
        else:
            self.check(data)
        return time.process_time() - start > allowed

    def _keep(self, data: bytes, name: str) -> None:
        """Write a finding to its folder, once a place where it was raised."""
        if name not in self.found:
            self.found.add(name)
            self.findings.mkdir(parents=True, exist_ok=True)
            digest = hashlib.sha256(data).hexdigest()[:8]
            (self.findings / f"{self.target}-{name}-{digest}").write_bytes(data)

    def line(self) -> str:
        """Return what was seen so far in a line."""
        return (
            f"{self.target:10}{self.executions:10,} executions {1e3 * self.seconds / self.executions:8.2f} ms "
            f"each, slowest {1e3 * self.slowest:6.0f} ms, peak {self.peak / 1e3:5.0f} MB, found "
            f"{', '.join(sorted(self.found)) or 'nothing'}"
        )


def plant(corpus: Path, seed: int, length: int) -> None:
    """Fill a folder with documents by chance, unless it holds some."""
    corpus.mkdir(parents=True, exist_ok=True)
    if not any(corpus.iterdir()):
        chance = random.Random(seed)  # noqa: S311 - a search, no secret
        for number in range(SEEDS):
            (corpus / f"seed-{number}").write_bytes(chance.randbytes(chance.randrange(2, length)))


def run_atheris(options: argparse.Namespace, count: int) -> None:
    """Let atheris search; libFuzzer ends the process when it is done."""
    atheris: Any = import_module("atheris")
    with atheris.instrument_imports(include=["cleaner"]):
        import_module("hostile")
    watch = Watch(options.target, options.findings)
    arguments = [
        sys.argv[0],
        f"-runs={count}",
        f"-max_len={options.length}",
        "-len_control=0",
        "-rss_limit_mb=4096",
        "-timeout=1200",
        "-report_slow_units=1200",
        f"-artifact_prefix={options.findings}/{options.target}-",
    ]
    arguments += [f"-seed={options.seed}", "-verbosity=0"]
    if options.corpus:
        plant(options.corpus, options.seed, options.length)
        arguments.append(str(options.corpus))

    def one(data: bytes) -> None:
        watch(data)
        if watch.executions == count:
            print(watch.line(), flush=True)

    atheris.Setup(arguments, one)
    atheris.Fuzz()


def run_hypothesis(options: argparse.Namespace, count: int) -> None:
    """Let hypothesis invent the bytes."""
    from hypothesis import HealthCheck, Phase, given, seed, settings  # noqa: PLC0415 - one engine needs it
    from hypothesis import strategies as st  # noqa: PLC0415 - as above

    watch = Watch(options.target, options.findings)

    @seed(options.seed)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=[*HealthCheck],
    )
    @given(st.binary(min_size=2, max_size=options.length))
    def invent(data: bytes) -> None:
        watch(data)

    invent()
    print(watch.line(), flush=True)


def run_rounds(options: argparse.Namespace, target: str, count: int) -> None:
    """Run a target so often, each round in a process of its own."""
    options.findings.mkdir(parents=True, exist_ok=True)
    for number in range(-(-count // ROUND[target])):
        length = USUAL_BYTES if (number + 1) % LONG_EVERY else MAX_BYTES
        command = [sys.executable, __file__, "--target", target, "--engine", options.engine]
        command += ["--executions", str(min(count - number * ROUND[target], ROUND[target]))]
        command += ["--seed", str(options.seed + number), "--length", str(length)]
        command += ["--findings", str(options.findings)]
        command += ["--corpus", str(options.corpus / target)] if options.corpus else []
        subprocess.run(command, check=True)  # noqa: S603 - this script


def main() -> int:
    """Run each target, or the one that is asked for; return 1 if something was found."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--engine", choices=("hypothesis", "atheris"), default="hypothesis")
    parser.add_argument("--target", choices=CHECKS)
    parser.add_argument("--executions", type=int, default=20_000, help="of all targets, or of the one")
    parser.add_argument("--length", type=int, help="bytes that stand for a document; one round of it only")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--findings", type=Path, default=Path("findings"))
    options = parser.parse_args()
    if options.length:
        run = run_atheris if options.engine == "atheris" else run_hypothesis
        run(options, options.executions)
        return 0
    for target in [options.target] if options.target else SHARES:
        count = options.executions if options.target else int(SHARES[target] * options.executions)
        run_rounds(options, target, count)
    return int(any(options.findings.glob("*")))


if __name__ == "__main__":
    sys.exit(main())
