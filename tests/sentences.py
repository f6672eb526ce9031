"""Sentences that are right, in many languages and scripts, for the tests of encodings."""

from __future__ import annotations

import tomllib
from pathlib import Path

SENTENCES: dict[str, str] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
"""A sentence or two by the name of their language."""
