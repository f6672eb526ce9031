"""A table of documents comes out as the same rows, cleaned, with one schema."""

from __future__ import annotations

import json
import pickle
import re

import pyarrow as pa
import pytest
from batches import BAD, OPTIONS, cleaned_pages, pages, wrong_pages
from support import ROOT

from cleaner import Cleaner, Config
from cleaner.batch import OUTPUT_COLUMNS, BatchOptions, clean_document, versions
from cleaner.batch.cleaning import CleanRows
from cleaner.batch.items import Rows
from cleaner.batch.table import OUTPUT_TYPES, BatchCleaner, clean_batch, output_schema

PROSE = "The ferry left at noon with nine people on board, and all of them were home by dusk."
SCHEMA_DOCUMENT = (ROOT / "docs" / "batch-schema.md").read_text("utf-8")


def test_each_row_is_that_of_its_document() -> None:
    cleaner = Cleaner(OPTIONS.config)
    given, got = pages().to_pylist(), cleaned_pages().to_pylist()
    assert len(got) == len(given) > 50
    for before, after in zip(given, got, strict=True):
        row = clean_document(before["html"], before["url"], cleaner, OPTIONS).record()
        assert {name: after[name] for name in OUTPUT_COLUMNS} == row


def test_other_columns_pass_through_unchanged() -> None:
    given, got = pages(), cleaned_pages()
    for name in ("id", "url", "tags", "origin", "weight", "day"):
        assert got.schema.field(name) == given.schema.field(name)
        assert got.column(name) == given.column(name)


def test_a_column_called_like_one_of_the_output_keeps_its_values_under_another_name() -> None:
    assert cleaned_pages().column("input_title") == pages().column("title")
    assert cleaned_pages().column("title") != pages().column("title")


def test_the_document_column_is_replaced_or_kept_on_request() -> None:
    table = pa.table({"text": [PROSE], "n": [1]})
    assert clean_batch(table).column_names == ["n", *OUTPUT_COLUMNS]
    kept = clean_batch(table, BatchOptions(keep_document=True))
    assert kept.column_names == ["input_text", "n", *OUTPUT_COLUMNS]
    assert kept.column("input_text") == table.column("text")


def test_what_was_cleaned_once_can_be_cleaned_again_and_nothing_is_lost() -> None:
    once = clean_batch(pa.table({"html": [f"<title>Ferry</title><p>{PROSE}</p>"], "title": ["Given"]}))
    (twice,) = clean_batch(once).to_pylist()
    assert twice["text"] == PROSE
    assert twice["input_title"] == once.column("title")[0].as_py()
    assert twice["input_input_title"] == "Given"


def test_the_schema_is_known_before_anything_is_cleaned() -> None:
    assert cleaned_pages().schema.equals(output_schema(pages().schema, OPTIONS), check_metadata=True)
    assert [(field.name, field.type) for field in cleaned_pages().schema][-8:] == [*OUTPUT_TYPES.items()]


def test_an_empty_table_has_the_schema_of_a_full_one() -> None:
    empty = clean_batch(pages().slice(0, 0), OPTIONS)
    assert empty.num_rows == 0
    assert empty.schema == cleaned_pages().schema


def test_removals_are_left_out_on_request() -> None:
    table = clean_batch(pa.table({"html": [PROSE]}), BatchOptions(removed=False))
    assert table.column_names == [name for name in OUTPUT_COLUMNS if name != "removed"]


def test_metadata_of_a_column_passes_and_that_of_the_table_does_not() -> None:
    field = pa.field("size", pa.int64(), metadata={"unit": "bytes"})
    schema = pa.schema([field, pa.field("html", pa.string())], metadata={"pandas": "{}"})
    got = clean_batch(pa.table({"size": [1], "html": [PROSE]}, schema=schema)).schema
    assert got.field("size").metadata == {b"unit": b"bytes"}
    assert got.metadata is None


def test_bad_documents_say_what_is_wrong_with_them() -> None:
    errors = dict(zip(BAD, cleaned_pages().column("error").to_pylist()[-len(BAD) :], strict=True))
    assert errors == {
        "null": "the document is null",
        "empty": "empty input",
        "white space": "only white space",
        "binary": "binary data, not text",
        "pdf": "a PDF document, not text",
        "gzip": "a gzip file, not text",
        "huge": "the document has 1,037,500 bytes, more than the 1,000,000 allowed",
        "not utf-8": None,
        "nested": None,
    }


@pytest.mark.parametrize(
    ("column", "errors"),
    [
        (wrong_pages().column("html"), ["a number", None, "a number"]),
        (pa.array([["a"], None]), ["a list", None]),
        (pa.array([{"a": 1}]), ["an object"]),
        (pa.array([False]), ["a boolean"]),
        (pa.nulls(2), [None, None]),
    ],
)
def test_a_column_that_holds_no_documents_gives_rows_with_errors(
    column: pa.Array, errors: list[str | None]
) -> None:
    said = clean_batch(pa.table({"html": column})).column("error").to_pylist()
    assert said == [
        f"the document is {kind}, not text or bytes" if kind else "the document is null" for kind in errors
    ]


@pytest.mark.parametrize(
    "type_",
    [
        *(pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string())),
        *(pa.binary(), pa.large_binary(), pa.binary_view(), pa.binary(len(PROSE))),
    ],
    ids=str,
)
def test_every_kind_of_text_and_binary_column_is_read(type_: pa.DataType) -> None:
    value = PROSE if pa.types.is_dictionary(type_) or "string" in str(type_) else PROSE.encode()
    column = pa.array([value, None], type_)
    assert clean_batch(pa.table({"body": column})).column("text").to_pylist() == [PROSE, None]


def test_a_string_that_is_not_utf_8_is_read_as_bytes() -> None:
    source = f"<p>{PROSE} Die Fähre fährt über den Fluß zurück.</p>".encode("cp1252")
    offsets = pa.py_buffer(b"".join(number.to_bytes(4, "little") for number in (0, len(source))))
    broken = pa.StringArray.from_buffers(1, offsets, pa.py_buffer(source))
    assert (
        clean_batch(pa.table({"html": broken}))
        .column("text")[0]
        .as_py()
        .endswith("Fähre fährt über den Fluß zurück.")
    )


def test_a_table_in_many_chunks_gives_the_rows_of_one_in_one_piece() -> None:
    table = pages().slice(0, 9)
    chunks = pa.concat_tables([table.slice(0, 2), table.slice(2, 0), table.slice(2)])
    assert clean_batch(chunks, OPTIONS) == cleaned_pages().slice(0, 9)


def test_a_table_without_documents_is_an_error() -> None:
    with pytest.raises(ValueError, match="no column is called html"):
        clean_batch(pa.table({"size": [1]}))


def test_what_is_no_table_and_what_are_no_options_is_said() -> None:
    with pytest.raises(TypeError, match=r"pa.Table.* not list"):
        clean_batch([PROSE])  # type: ignore[arg-type] - what is wrong
    with pytest.raises(TypeError, match=r"BatchOptions\(config=.* not Config"):
        BatchCleaner(Config())  # type: ignore[arg-type] - as above


def test_a_cleaner_travels_with_its_options() -> None:
    table = pa.table({"html": [PROSE, None]})
    cleaner = BatchCleaner(BatchOptions(config=Config(threshold=1.0), removed=False, keep_document=True))
    sent = pickle.loads(pickle.dumps(cleaner))  # noqa: S301 - our own
    assert sent.options == cleaner.options
    assert sent(table) == cleaner(table)


def test_a_cleaner_of_another_version_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    sent = pickle.dumps(BatchCleaner())
    monkeypatch.setattr(versions, "version", lambda _: "0.0.0")
    with pytest.raises(RuntimeError, match=r"is to be cleaned by version 0\.0\.0: install the same"):
        pickle.loads(sent)  # noqa: S301 - our own


def test_the_documented_schema_is_the_one_that_is_written() -> None:
    documented = re.findall(r"^\| `(\w+)` \| `([^`]+)` \|", SCHEMA_DOCUMENT, re.MULTILINE)
    written = [(name, re.sub(r"item: ", "", str(type_))) for name, type_ in OUTPUT_TYPES.items()]
    assert documented == written


def test_values_that_python_has_no_word_for_pass_to_json_as_arrow_writes_them() -> None:
    bad = pa.StringArray.from_buffers(
        1, pa.py_buffer(b"".join(number.to_bytes(4, "little") for number in (0, 3))), pa.py_buffer(b"a\xe9b")
    )
    columns = [
        (pa.array([2**62 + 1], pa.timestamp("ns")), "2116-02-20 23:53:38.427387905"),
        (pa.array([2**62 + 1], pa.timestamp("ns")).dictionary_encode(), "2116-02-20 23:53:38.427387905"),
        (pa.array([1_000], pa.timestamp("ns")), "1970-01-01T00:00:00.000001"),
        (pa.array([[1_000]], pa.list_(pa.timestamp("ns", "UTC"))), ["1970-01-01T00:00:00.000001+00:00"]),
        (
            pa.array([[("x", 1)]], pa.map_(pa.string(), pa.timestamp("ns"))),
            [["x", "1970-01-01 00:00:00.000000001"]],
        ),
        (pa.array([15_000], pa.duration("ns")), "0:00:00.000015"),
        (pa.array([1], pa.time64("ns")), "00:00:00.000000001"),
        (pa.array([10**15], pa.timestamp("s")), "<value out of range: 1000000000000000>"),
        (bad, "a\ufffdb"),
        (pa.DictionaryArray.from_arrays(pa.array([0], pa.int8()), bad), "a\ufffdb"),
        (pa.ListArray.from_arrays([0, 1], bad), ["a\ufffdb"]),
        (pa.StructArray.from_arrays([bad, pa.array([1])], ["x", "y"]), {"x": "a\ufffdb", "y": 1}),
        (pa.array([None], pa.timestamp("ns")), None),
        (pa.array([float("nan")]), None),
        (pa.array([[1.0, float("-inf")]]), [1.0, None]),
    ]
    table = pa.table(
        {"text": [PROSE], **{f"c{number}": values for number, (values, _) in enumerate(columns)}}
    )
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    rows = Rows(1, bytes(sink.getvalue()), arrow=False)
    piece = CleanRows(BatchOptions(), tables=True).run(rows, range(1), {}, lambda _: None)
    row = json.loads(piece.data, parse_constant=pytest.fail)
    assert [row[f"c{number}"] for number in range(len(columns))] == [expected for _, expected in columns]
    assert row["text"] == PROSE
