"""The two sides of a comparison: outputs that are read, or settings that are run."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple

from cleaner.batch.items import Reject
from cleaner.batch.places import ENDINGS, MANIFEST, REJECTS, SUMMARY, is_parquet
from cleaner.batch.shard import PACKED
from cleaner.batch.streams import lines, pieces
from cleaner.commands.sources import Source
from cleaner.commands.streams import FailureError, said
from cleaner.compare.record import Record, record_of_article, record_of_row
from cleaner.config import Config
from cleaner.tables import TableError, read_table

__all__ = ["Side", "read_settings", "side_of"]

DEFAULT = "default"
"""The name of the program as it is."""

OUTPUTS = tuple(
    ending + packed for ending in ENDINGS for packed in ("", *PACKED) if not packed or not is_parquet(ending)
)
"""How the names of outputs end: all that a batch writes."""
_NO_ROWS = frozenset({MANIFEST, REJECTS, SUMMARY})
"""What a batch writes beside its rows."""
SETTINGS = ".toml"
_IN_A_RULE_FILE = "rule"
_NUMBER = (int, float)
_KINDS: dict[str, type | tuple[type, ...]] = {"threshold": _NUMBER, "furniture": str}
"""Types of settings that have none by default."""
_DAMAGED = (OSError, ValueError, KeyError, TypeError, RecursionError)
"""What reading an output raises that was damaged, or that some other program wrote."""

Found = tuple[str, Record | FailureError]
Read = Callable[[str], Source]


class Side(NamedTuple):
    """One side: `paths` of outputs, or the `config` to run."""

    name: str
    paths: tuple[Path, ...] = ()
    config: Config | None = None

    @property
    def needs_inputs(self) -> bool:
        """Return whether this side is run."""
        return self.config is not None

    def records(self, inputs: Sequence[str], read: Read) -> Iterator[Found]:
        """Yield the name of each document or file with its record, or with what failed; `read` reads inputs."""
        if self.config is None:
            for path in self.paths:
                yield from _read(path)
        else:
            yield from _run(self.config, inputs, read)


def side_of(name: str) -> Side:
    """Return the side that a name on the command line means; raises ValueError."""
    if name == DEFAULT:
        return Side(name, config=Config())
    path = Path(name)
    if path.is_dir():
        named = (file for file in path.rglob("*") if file.name.lower().endswith(OUTPUTS) and file.is_file())
        found = sorted(file for file in named if file.name not in _NO_ROWS)
        if not found:
            raise ValueError(f"{name}: no file in it ends in {', '.join(OUTPUTS)}")
        return Side(name, paths=tuple(found))
    if path.suffix == SETTINGS:
        return Side(name, config=_configuration(path))
    if not name.lower().endswith(OUTPUTS):
        known = f"{', '.join(OUTPUTS)} or {SETTINGS}"
        raise ValueError(f"{name}: an output, a rule file or a configuration ends in {known}")
    if not path.is_file():
        raise ValueError(f"{name}: no such file")
    return Side(name, paths=(path,))


def _configuration(path: Path) -> Config:
    """Return the settings in a TOML file, which may be a rule file; raises ValueError."""
    try:
        table = read_table(path)
    except (OSError, TableError) as error:
        raise ValueError(f"{path}: {said(error)}") from error
    if _IN_A_RULE_FILE in table:
        return _checked(Config(rules=(path,)))
    return _checked(read_settings(table, path))


def read_settings(table: dict[str, Any], path: Path) -> Config:
    """Return the settings that a TOML table spells; rule files are named from the folder of `path`.

    Raises ValueError for a setting that does not exist or has another type.
    """
    known = {field.name: field.default for field in fields(Config)}
    values: dict[str, Any] = {}
    for name, value in table.items():
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(known)}"
            raise ValueError(f"{path}: no setting is called {name!r}; {hint}")
        values[name] = _value(name, value, known[name], path)
    return Config(**values)


def _value(name: str, value: object, default: object, path: Path) -> object:
    """Return a setting as `Config` takes it."""
    if name == "repair" and isinstance(value, list):
        default = frozenset()
    if isinstance(default, tuple | frozenset):
        if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
            raise ValueError(f"{path}: {name!r} is a list of strings, not {value!r}")
        return tuple(path.parent / part for part in value) if name == "rules" else frozenset(value)
    kind = _KINDS.get(name, type(default))
    # A truth value is a whole number to Python, and no threshold.
    if not isinstance(value, kind) or (kind == _NUMBER and isinstance(value, bool)):
        wanted = "a number" if kind == _NUMBER else "true or false" if kind is bool else "a string"
        raise ValueError(f"{path}: {name!r} is {wanted}, not {value!r}")
    return path.parent / str(value) if name == "furniture" else value


def _checked(config: Config) -> Config:
    """Return the settings if a pipeline can be made with them; raises ValueError."""
    from cleaner.pipeline import Cleaner  # noqa: PLC0415 - reading two outputs needs none

    try:
        Cleaner(config)
    except ImportError as error:
        raise ValueError(str(error)) from error
    return config


def _run(config: Config, inputs: Sequence[str], read: Read) -> Iterator[Found]:
    """Yield the record of each input."""
    from cleaner.pipeline import Cleaner  # noqa: PLC0415 - as above

    cleaner = Cleaner(config)
    for name in inputs:
        try:
            source = read(name)
        except FailureError as error:
            yield name, error
            continue
        article = cleaner.extract(source.content, hint=source.charset, url=source.url)
        yield name, record_of_article(name, article)


def _read(path: Path) -> Iterator[Found]:
    """Yield the records of one output, up to where it cannot be read."""
    try:
        for number, row in enumerate(_rows(path), 1):
            record = record_of_row(row, number)
            yield record.key, record
    except _DAMAGED as error:
        yield str(path), FailureError(said(error))


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table or the lines of JSON."""
    if is_parquet(path.name):
        try:
            from pyarrow import parquet  # noqa: PLC0415 - an extra
        except ImportError as error:
            raise ValueError("pyarrow is not installed; pip install 'article-cleaner[batch]'") from error
        for batch in parquet.ParquetFile(path).iter_batches():
            yield from batch.to_pylist()
        return
    with path.open("rb") as file:
        try:
            for line in lines(pieces(file)):
                if isinstance(line, Reject):
                    raise ValueError(line.reason)  # noqa: TRY004 - damaged data
                if line.data.strip():
                    yield json.loads(line.data)
        except ImportError as error:
            raise ValueError("zstandard is not installed; pip install 'article-cleaner[batch]'") from error
