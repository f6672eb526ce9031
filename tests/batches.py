"""Tables of documents, good and bad, that every engine must clean alike."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pyarrow as pa
import pyarrow.parquet as pq
from support import SHARED, fixture_cases

from cleaner.batch import BatchOptions
from cleaner.batch.table import clean_batch

OPTIONS = BatchOptions(largest=1_000_000)
"""A limit that one of the pages is beyond."""

CORPUS_PAGES = 8
"""Pages taken from each corpus where the corpora are present."""

BAD = {
    "null": None,
    "empty": b"",
    "white space": b" \n\t ",
    "binary": bytes(range(256)) * 40,
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "gzip": b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03cut off",
    "huge": b"<p>The tide table of the harbour runs on, line after line, as it did last year.</p>" * 12_500,
    "not utf-8": b"<p>\xff\xfe\xfd The mill by the weir stood idle for a year, the miller said.</p>",
    "nested": b"<div>" * 5_000 + b"<p>At the bottom of the well lay a coin.</p>",
}
"""Documents that are none or hardly any, by what is wrong with them."""


def corpus_pages() -> list[bytes]:
    """Return the first pages of the training split of each corpus, none where the corpora are absent."""
    found: list[bytes] = []
    for name in ("news", "articles", "publishers"):
        path = SHARED / "corpora" / f"{name}.parquet"
        if path.is_file():
            rows = pq.read_table(path, columns=["html", "split"], filters=[("split", "=", "train")])
            found += rows.column("html").to_pylist()[:CORPUS_PAGES]
    return found


@cache
def pages() -> pa.Table:
    """Return every fixture, pages of the corpora and every bad document, with columns that pass through."""
    documents = [case.source.read_bytes() for case in fixture_cases()] + corpus_pages() + [*BAD.values()]
    count = len(documents)
    return pa.table(
        {
            "id": pa.array(range(count), pa.int64()),
            "url": [f"https://example.org/{number}" if number % 7 else None for number in range(count)],
            "html": pa.array(documents, pa.binary()),
            "title": [f"Title {number}" for number in range(count)],
            "tags": [["a", "b"] if number % 3 else [] for number in range(count)],
            "origin": [{"file": "crawl.warc", "offset": number * 100} for number in range(count)],
            "weight": [number / 7 if number % 5 else None for number in range(count)],
            "day": [dt.date(2024, 1, 1) + dt.timedelta(days=number) for number in range(count)],
        }
    )


def repeating_pages() -> pa.Table:
    """Return documents of two sites, every other one of HTML: each has a story and the lines of its site."""
    count = 16
    sites = [("gazette", "courier")[number // 2 % 2] for number in range(count)]
    stories = [
        [f"The pier of port {number} closed for day {day}, they said." for day in "abcd"]
        for number in range(count)
    ]
    lines = [
        [f"All that the {site} prints is read twice", *story, f"The {site}, since 1890"]
        for site, story in zip(sites, stories, strict=True)
    ]
    return pa.table(
        {
            "url": [f"https://www.{site}.example/{number}" for number, site in enumerate(sites)],
            "html": [
                "".join(f"<p>{line}</p>" for line in each) if number % 2 else "\n".join(each)
                for number, each in enumerate(lines)
            ],
        }
    )


@cache
def cleaned_pages() -> pa.Table:
    """Return what `clean_batch` makes of `pages`."""
    return clean_batch(pages(), OPTIONS)


def wrong_pages() -> pa.Table:
    """Return a table whose documents are of a type that no document has."""
    return pa.table({"id": [0, 1, 2], "html": pa.array([7, None, 9], pa.int64())})


def rows(table: pa.Table) -> list[dict[str, object]]:
    """Return the rows of a table by their ids: engines may deal parts out in any order."""
    return sorted(table.to_pylist(), key=lambda row: row["id"])
