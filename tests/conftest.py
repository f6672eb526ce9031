"""Options and settings of the whole test run."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

QUIETLY = (
    "--no-sandbox",  # root, as in a container, has none
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""What Chromium is told, so that it does nothing but show the page."""

settings.register_profile("quick", max_examples=50, deadline=None)
settings.register_profile("thorough", max_examples=2000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--bless``, which rewrites the fixtures' expectations from what the program says now."""
    parser.addoption(
        "--bless",
        action="store_true",
        help="rewrite expected.txt and labels.tsv of the fixtures from the program's output",
    )


@pytest.fixture(scope="session")
def bless(request: pytest.FixtureRequest) -> bool:
    """Return whether expectations are to be rewritten instead of compared."""
    return bool(request.config.getoption("--bless"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Yield a running Chromium; skip where there is none, unless CLEANER_BROWSER says that there must be one.

    It is a module's own: while it runs, so does an event loop, and nobody else could start one.
    """
    path = shutil.which("chromium")
    if path is None:
        missing = "needs chromium, such as Debian's: apt-get install chromium"
        if os.environ.get("CLEANER_BROWSER") == "required":
            pytest.fail(missing)
        pytest.skip(missing)
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - seldom needed

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=list(QUIETLY))
        yield running
        running.close()
