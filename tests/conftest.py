"""Options and settings of the whole test run."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

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
