"""Tables in TOML: the data files that stand beside the modules, and the files that users write."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import rtoml

__all__ = ["TableError", "read_table"]

# The rules of all languages are read whenever a process starts, and rtoml reads them in a tenth of the time
# that tomllib takes.


class TableError(ValueError):
    """A file that is not TOML in UTF-8; the message says where it ceases to be."""


def read_table(path: Path) -> dict[str, Any]:
    """Return the tables of a TOML file; raises OSError where it cannot be read, and TableError."""
    try:
        return rtoml.loads(path.read_text(encoding="utf-8"))
    except (rtoml.TomlParsingError, UnicodeDecodeError) as error:
        raise TableError(str(error)) from error
