"""Columns are found by their usual names, and none of them is lost or overwritten."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.batch import DOCUMENT_COLUMNS, OUTPUT_COLUMNS, BatchOptions, find_columns, passed_name
from cleaner.cli import main

NAMES = st.builds(
    "{}{}".format, st.sampled_from(["", "input_", "input_input_"]), st.sampled_from(OUTPUT_COLUMNS)
)
"""Names that meet those of the output."""


@pytest.mark.parametrize("name", DOCUMENT_COLUMNS)
def test_a_document_column_is_found_by_each_of_its_usual_names(name: str) -> None:
    assert find_columns(["other", name], BatchOptions()) == (name, None, None)


def test_a_page_is_preferred_to_a_text_of_it() -> None:
    assert find_columns(["text", "id", "url", "html"], BatchOptions()) == ("html", "url", "id")


def test_columns_are_read_by_the_names_that_the_options_give() -> None:
    options = BatchOptions(document="page", url="address", id="key")
    assert find_columns(["html", "page", "address", "key"], options) == ("page", "address", "key")


@pytest.mark.parametrize("option", ["document", "url", "id"])
def test_a_named_column_that_is_not_there_is_an_error_that_lists_the_others(option: str) -> None:
    with pytest.raises(
        ValueError, match=rf"the {option} column 'page' is not there; there are: 'html', 'size'"
    ):
        find_columns(["html", "size"], BatchOptions(**{option: "page"}))


def test_a_table_without_documents_is_an_error_that_names_what_was_looked_for() -> None:
    with pytest.raises(ValueError, match=r"html, text, content, raw_content or body.*--document.*'size'"):
        find_columns(["size"], BatchOptions())


def test_two_document_columns_of_one_name_are_an_error() -> None:
    with pytest.raises(ValueError, match="two columns are called 'html'"):
        find_columns(["html", "size", "html"], BatchOptions())


@pytest.mark.parametrize("name", ["url", "id", "language", "input", "input_", "input_language", "Text"])
def test_a_column_keeps_its_name_if_the_output_has_none_like_it(name: str) -> None:
    assert passed_name(name) == name


@pytest.mark.parametrize("name", OUTPUT_COLUMNS)
def test_a_column_called_like_one_of_the_output_is_renamed(name: str) -> None:
    assert passed_name(name) == f"input_{name}"
    assert passed_name(f"input_{name}") == f"input_input_{name}"


@given(st.sets(NAMES | st.text(max_size=8)))
def test_no_two_columns_get_one_name(names: set[str]) -> None:
    passed = {passed_name(name) for name in names}
    assert len(passed) == len(names)
    assert not passed & set(OUTPUT_COLUMNS)


def test_the_help_names_the_columns_that_are_looked_for(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("batch", "learn"):
        with pytest.raises(SystemExit, match="0"):
            main([command, "--help"])
        told = " ".join(capsys.readouterr().out.split())
        assert f"the column of the document; default: {', '.join(DOCUMENT_COLUMNS[:-1])} or body" in told
