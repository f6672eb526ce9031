"""The same document gives the same result: in any process, thread, locale and order, and without a trace."""

from __future__ import annotations

import gc
import json
import multiprocessing
import os
import pickle
import subprocess
import sys
import tracemalloc
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from support import ROOT, fixture_cases

from cleaner import Cleaner, Config
from cleaner.render.json import render_json

BENCHMARKS = ROOT / "benchmarks"
SOURCES = [case.source.read_bytes() for case in fixture_cases()[::5]]
"""A fifth of the fixtures: all of them pass through `digest` in each process."""

SURROUNDINGS = {
    "another hash seed": {"PYTHONHASHSEED": "1"},
    "a third hash seed": {"PYTHONHASHSEED": "4242"},
    "the locale C": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "a Turkish locale": {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati"},
    "without docstrings and asserts": {"PYTHONOPTIMIZE": "2"},
    "one thread for numpy": {
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "NPY_DISABLE_CPU_FEATURES": "",
    },
}


def started(program: list[str], **surroundings: str) -> subprocess.Popen[bytes]:
    """Start this interpreter with a program, in surroundings that differ."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0", **surroundings}
    return subprocess.Popen(  # noqa: S603 - our own programs
        [sys.executable, *program], env=environment, cwd="/", stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def said(process: subprocess.Popen[bytes]) -> bytes:
    """Return what a process writes, which must be all that it has to say."""
    output, errors = process.communicate(timeout=300)
    assert (process.returncode, errors) == (0, b"")
    return output


def cleaned(source: bytes) -> str:
    """Return all that is known of a document, made by a process that may never have cleaned another."""
    return render_json(Cleaner(Config(links=True)).extract(source))


def test_surroundings_have_no_say() -> None:
    program = [str(BENCHMARKS / "digest.py"), "5"]  # every fifth document
    processes = {name: started(program, **changes) for name, changes in SURROUNDINGS.items()}
    expected = said(started(program))
    assert len(expected) > 64
    assert {name: said(process) for name, process in processes.items()} == dict.fromkeys(processes, expected)


def test_eight_threads_may_share_a_cleaner() -> None:
    held = Cleaner(Config(links=True))
    alone = [cleaned(source) for source in SOURCES]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda source: render_json(held.extract(source)), SOURCES * 8))
    assert together == alone * 8


@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())
def test_processes_started_in_any_way_say_the_same(method: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # newer Pythons dislike fork beside threads
        with multiprocessing.get_context(method).Pool(2) as pool:
            elsewhere = pool.map(cleaned, SOURCES)
    assert elsewhere == [cleaned(source) for source in SOURCES]


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_a_cleaner_and_its_articles_survive_pickling(protocol: int) -> None:
    held = Cleaner(
        Config(
            links=True, repair=frozenset({"mojibake", "quotes"}), ignore=frozenset({"credit/photo-credit"})
        )
    )
    copy = pickle.loads(pickle.dumps(held, protocol))  # noqa: S301 - our own bytes
    article = held.extract(SOURCES[0])
    assert copy.config == held.config
    assert copy.extract(SOURCES[0]) == article
    assert pickle.loads(pickle.dumps(article, protocol)) == article  # noqa: S301 - our own bytes


def test_what_was_cleaned_before_has_no_say() -> None:
    held = Cleaner(Config(links=True))
    forwards = [render_json(held.extract(source)) for source in SOURCES]
    backwards = [render_json(held.extract(source)) for source in reversed(SOURCES)]
    assert backwards[::-1] == forwards


def growth(page: Callable[[int], str], count: int) -> int:
    """Return the bytes of memory that a number of pages leave behind, once what is read once was read."""
    held = Cleaner()

    def run(first: int, last: int) -> int:
        for number in range(first, last):
            held.extract(page(number))
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    run(0, 20)
    tracemalloc.start()
    try:
        before = run(20, 60)
        return run(60, 60 + count) - before
    finally:
        tracemalloc.stop()


def test_nothing_is_kept_of_the_documents_that_were_cleaned() -> None:
    def page(number: int) -> str:
        mark = f" Number {number} of the story is told. "
        return f"<article><p>{mark * 60}</p><p class=a>CafÃ© â€œ{number}â€\x9d{mark}</p></article>"

    assert growth(page, 100) < 100 * 500  # bytes: a quarter of each page, which would be kept twice or more


def test_of_long_names_of_hostile_pages_only_what_is_read_is_remembered() -> None:
    def page(number: int) -> str:
        return f"<p class='{number}{'x' * 20_000}'>A word.</p><x{number}{'y' * 20_000}>Another.</p>"

    assert growth(page, 50) < 50 * 10_000  # bytes: a quarter of the names


_LOOK = """
import json, logging, os, signal, sys, threading
events = []
def look():
    return {
        "threads": threading.active_count(), "handlers": len(logging.getLogger().handlers), "path": list(sys.path),
        "environment": dict(os.environ), "folder": os.getcwd(),
        "signals": [str(signal.getsignal(number)) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGPIPE)],
        "recursion": sys.getrecursionlimit(), "hooks": [sys.excepthook.__name__, sys.displayhook.__name__],
        "random": __import__("random").getstate()[1][:3], "locale": __import__("locale").setlocale(0),
    }
def hear(event, arguments):
    if event.startswith(("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.mkdir", "os.remove",
                         "os.rename", "shutil.", "urllib.", "tempfile.")):
        events.append(event)
    elif event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
        events.append(f"open {arguments[0]}")
before = look()
sys.dont_write_bytecode = True
sys.addaudithook(hear)
import cleaner
if sys.argv[1:]:
    page = open(sys.argv[1], "rb").read() + b"<script src=https://example.org/x.js></script><img src=//example.org/y>"
    cleaner.explain(cleaner.extract(page, url="https://example.org/"))
    cleaner.extract(page.decode("latin-1") + "It\\u00e2\\u20ac\\u2122s", kind="text")
after = look()
heavy = sorted({"numpy", "re2", "turbohtml", "ftfy", "trafilatura", "pyarrow"} & set(sys.modules))
print(json.dumps([[name for name in before if before[name] != after[name]], events, heavy]))
"""


def test_importing_has_no_side_effects_and_brings_nothing_heavy() -> None:
    assert json.loads(said(started(["-c", _LOOK]))) == [[], [], []]


def test_cleaning_has_no_side_effects_and_asks_nobody() -> None:
    changed, events, _ = json.loads(said(started(["-c", _LOOK, str(fixture_cases()[0].source)])))
    assert (changed, events) == ([], [])
