"""datatrove: a step in a pipeline of two workers gives the rows of the plain function."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from batches import OPTIONS, cleaned_pages, pages, rows
from clusters import assert_group_gone, example, require, write_parts

from cleaner.batch import BatchOptions
from cleaner.batch.table import clean_batch

require("datatrove.executor", "orjson")
pytestmark = pytest.mark.engines

TASKS = 2


def documents(data: object, rank: int, world_size: int) -> Iterator[Any]:
    """Yield the pages of one task as datatrove's documents, those without text too."""
    from datatrove.data import Document

    del data
    for row in pages().drop_columns(["day"]).to_pylist()[rank::world_size]:
        yield Document(text=row.pop("html"), id=str(row["id"]), metadata=row)


def cleaned(options: BatchOptions = OPTIONS) -> list[dict[str, object]]:
    """Return what the step makes of the documents."""
    from cleaner.batch.datatrove import ArticleCleaner

    return [
        document.metadata | {"text": document.text}
        for document in ArticleCleaner(options).run(documents(None, 0, 1))
    ]


def expected(options: BatchOptions = OPTIONS) -> list[dict[str, object]]:
    """Return the cleaned rows as datatrove holds them: a document's text is never null."""
    table = clean_batch(pages(), options) if options != OPTIONS else cleaned_pages()
    return [row | {"text": row["text"] or ""} for row in rows(table.drop_columns(["day"]))]


def lines(folder: Path) -> list[dict[str, Any]]:
    """Return the objects of a folder of JSON Lines; datatrove leaves out what is empty or zero."""
    found = "".join(path.read_text("utf-8") for path in folder.glob("*.jsonl"))
    return [json.loads(line) for line in found.split("\n") if line]


def written(folder: Path) -> list[dict[str, object]]:
    """Return the rows of a folder of JSON Lines, by id."""
    found = [line["metadata"] | {"text": line.get("text", "")} for line in lines(folder)]
    return sorted(found, key=lambda row: row["id"])


def test_the_step_drops_no_document_and_gives_the_rows_of_the_plain_function() -> None:
    assert cleaned() == expected()


def test_the_source_is_kept_on_request_and_removals_are_left_out() -> None:
    options = BatchOptions(largest=100, removed=False, keep_document=True)
    sources = pages().column("html").to_pylist()
    assert cleaned(options) == [
        {name: value for name, value in row.items() if name != "html"} | {"input_text": source}
        for row, source in zip(expected(options), sources, strict=True)
    ]


def test_the_url_is_read_from_the_key_that_the_options_name() -> None:
    from datatrove.data import Document

    from cleaner.batch.datatrove import ArticleCleaner

    step = ArticleCleaner(BatchOptions(url="address"))
    (document,) = step.run([Document(text="A line of prose.", id="1", metadata={"address": 7})])
    assert document.metadata["address"] == 7


def test_two_workers_give_the_rows_of_the_plain_function_and_count_what_they_did(tmp_path: Path) -> None:
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.writers import JsonlWriter

    from cleaner.batch.datatrove import ArticleCleaner

    pipeline = [documents, ArticleCleaner(OPTIONS), JsonlWriter(str(tmp_path / "clean"), compression=None)]
    log = str(tmp_path / "log")
    stats = LocalPipelineExecutor(pipeline, tasks=TASKS, workers=TASKS, logging_dir=log).run()

    assert len(list((tmp_path / "clean").iterdir())) == TASKS
    assert written(tmp_path / "clean") == expected()
    counted = stats.stats[0].stats  # a plain function has none
    errors = [row["error"] for row in expected() if row["error"] is not None]
    promoted = [cut for row in expected() for cut in row["removed"] if cut["label"] == "promo"]
    assert counted["total"].total == pages().num_rows
    assert counted["error"].total == len(errors) > 5
    assert counted["removed/promo"].total == len(promoted) > 5


def test_the_documented_program_does_what_it_says_and_leaves_no_process(tmp_path: Path) -> None:
    table = pages().drop_columns(["day"])
    write_parts(table, tmp_path / "pages")
    program = tmp_path / "program.py"
    program.write_text(example("datatrove"), "utf-8")
    running = subprocess.Popen(  # noqa: S603 - our own document
        [sys.executable, program], cwd=tmp_path, stderr=subprocess.PIPE, start_new_session=True
    )
    _, said = running.communicate(timeout=100)
    assert running.returncode == 0, said.decode()

    assert_group_gone(running.pid)

    read = [row for row in table.to_pylist() if row["html"]]  # datatrove skips the others, as documented
    assert table.num_rows - len(read) == 2
    texts = {row["id"]: row["text"] or "" for row in clean_batch(table).to_pylist()}
    got = {row.get("id", 0): row.get("text", "") for row in lines(tmp_path / "clean")}
    assert got == {row["id"]: texts[row["id"]] for row in read}
