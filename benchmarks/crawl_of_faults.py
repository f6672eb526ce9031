"""A crawl with bad records among the good ones, in every format, and what has to become of each of them."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

__all__ = ["Crawl", "verified", "write_crawl"]

REJECTED, FAILED, WITHOUT = "rejected", "failed", "without article"
"""What may become of a bad record: a line in rejects.jsonl, a row without a text, a row with an empty text."""

IMAGE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 8
MEMBER_LINES = 20


@dataclass
class Crawl:
    """The folder of a crawl; the good documents by id, and of the bad ones how many should end in which way."""

    folder: Path
    good: dict[str, str | bytes] = field(default_factory=dict)
    bad: dict[str, str] = field(default_factory=dict)

    @property
    def records(self) -> int:
        """Return how many records there are."""
        return len(self.good) + len(self.bad)


def write_crawl(
    folder: Path, pages: Sequence[str], records: int, bad: int, large: Sequence[tuple[str, str]]
) -> Crawl:
    """Write `records` records, `bad` of them bad, as JSON Lines, Parquet, CSV, WARC and single files.

    The good ones are `pages`, over and over. `large` holds pages by what should become of them, which are
    among the bad ones. The same arguments give the same crawl.
    """
    crawl = Crawl(folder)
    shares = {_gzip: 0.3, _jsonl: 0.3, _parquet: 0.2, _warc: 0.1, _csv: 0.05, _files: 0.05}
    chosen = random.Random(5)  # noqa: S311 - a fixed mixture
    first = 0
    for number, (write, share) in enumerate(shares.items()):
        is_last = number == len(shares) - 1
        count = records - first if is_last else round(records * share)
        spoilt = bad - len(crawl.bad) if is_last else round(bad * share)
        places = set(chosen.sample(range(count), spoilt))
        marks = [(f"{write.__name__[1:]}-{place}", place in places) for place in range(count)]
        marked = [(*mark, pages[(first + place) % len(pages)]) for place, mark in enumerate(marks)]
        write(crawl, marked, large)
        first += count
    return crawl


Marked = list[tuple[str, bool, str]]
Large = Sequence[tuple[str, str]]


def _spoilt_lines(large: Large) -> list[tuple[Callable[[str, str], bytes], str]]:
    """Return ways of spoiling a line of JSON, and what should become of each."""
    ways: list[tuple[Callable[[str, str], bytes], str]] = [
        (lambda id_, page: _line(id_, page)[:-20] + b"\n", REJECTED),
        (lambda id_, _: _line(id_, 17), FAILED),
        (lambda id_, _: _line(id_, None), FAILED),
        (lambda id_, page: _line(id_, [page[:100]]), FAILED),
        (lambda id_, _: json.dumps(["not", "an", "object", id_]).encode() + b"\n", REJECTED),
        (lambda id_, _: json.dumps({"id": id_, "no": "document"}).encode() + b"\n", REJECTED),
        (lambda id_, page: _line(id_, page[:500]).replace(b"e", b"\xff", 1), REJECTED),
        (lambda id_, _: _line(id_, ""), WITHOUT),
        (lambda id_, _: _line(id_, IMAGE.decode("latin-1")), WITHOUT),
        (lambda id_, _: b'{"id":"%s","html":' % id_.encode() + b"[" * 100_000 + b"\n", REJECTED),
    ]
    return [*((lambda id_, _, page=page: _line(id_, page), way) for way, page in large), *ways]  # type: ignore[misc]


def _line(id_: str, document: object) -> bytes:
    return (
        json.dumps({"id": id_, "url": f"https://example.org/{id_}", "html": document, "n": 1}).encode()
        + b"\n"
    )


def _jsonl(crawl: Crawl, marked: Marked, large: Large) -> None:
    """Write plain JSON Lines with lines spoilt in every way."""
    ways = _spoilt_lines(large)
    spoilt = 0
    with (crawl.folder / "plain.jsonl").open("wb") as file:
        for id_, is_bad, page in marked:
            if not is_bad:
                crawl.good[id_] = page
                file.write(_line(id_, page))
                continue
            spoil, crawl.bad[id_] = ways[spoilt % len(ways)]
            file.write(spoil(id_, page))
            spoilt += 1


def _gzip(crawl: Crawl, marked: Marked, _: Large) -> None:
    """Write JSON Lines of many gzip members; a bad record is a member that breaks off or is damaged."""
    with (crawl.folder / "members.jsonl.gz").open("wb") as file:
        lines: list[bytes] = []
        for number, (id_, is_bad, page) in enumerate(marked):
            if not is_bad:
                crawl.good[id_] = page
                lines.append(_line(id_, page))
            if is_bad or len(lines) == MEMBER_LINES:
                file.write(gzip.compress(b"".join(lines), 1, mtime=0) if lines else b"")
                lines = []
            if is_bad:
                member = bytearray(gzip.compress(_line(id_, page), 6, mtime=0))
                if number % 2:
                    member[len(member) // 2] ^= 0x55
                file.write(member if number % 2 else member[: len(member) // 2])
                crawl.bad[id_] = REJECTED
        file.write(gzip.compress(b"".join(lines), 1, mtime=0))


def _parquet(crawl: Crawl, marked: Marked, _: Large) -> None:
    """Write a table with nulls, empty pages and pictures in it."""
    ways: list[tuple[bytes | None, str]] = [(b"", WITHOUT), (None, FAILED), (IMAGE, WITHOUT)]
    spoilt = 0
    rows = []
    for id_, is_bad, page in marked:
        document: bytes | None = page.encode("utf-8", "replace")
        if is_bad:
            document, crawl.bad[id_] = ways[spoilt % len(ways)]
            spoilt += 1
        else:
            crawl.good[id_] = document or b""
        rows.append({"id": id_, "html": document, "n": 1.5})
    pq.write_table(pa.Table.from_pylist(rows), crawl.folder / "table.parquet", row_group_size=200)


def _warc(crawl: Crawl, marked: Marked, _: Large) -> None:
    """Write a WARC of a gzip member a record, as crawlers do; bad ones break off or hold a picture."""
    with (crawl.folder / "crawl.warc.gz").open("wb") as file:
        for number, (id_, is_bad, page) in enumerate(marked):
            body = page.encode("utf-8", "replace")
            if not is_bad:
                crawl.good[id_] = body
                file.write(_warc_member(id_, body))
            elif number % 2:
                crawl.bad[id_] = REJECTED
                member = _warc_member(id_, body)
                file.write(member[: len(member) // 2])
            else:
                crawl.bad[id_] = WITHOUT
                file.write(_warc_member(id_, IMAGE))


def _warc_member(id_: str, body: bytes) -> bytes:
    block = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(body)
    ) + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\n"
        f"WARC-Record-ID: {id_}\r\nWARC-Target-URI: https://example.org/{id_}\r\n"
        "WARC-Date: 2024-01-01T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + block + b"\r\n\r\n", 1, mtime=0)


def _csv(crawl: Crawl, marked: Marked, _: Large) -> None:
    """Write CSV; a bad row has a column too many, or no document."""
    with (crawl.folder / "rows.csv").open("w", encoding="utf-8", newline="") as file:
        file.write("id,html,section\n")
        for number, (id_, is_bad, page) in enumerate(marked):
            quoted = '"' + page.replace('"', '""') + '"'
            if not is_bad:
                crawl.good[id_] = page
                file.write(f"{id_},{quoted},news\n")
            else:
                crawl.bad[id_] = REJECTED if number % 2 else WITHOUT
                file.write(f"{id_},x,y,z\n" if number % 2 else f"{id_},,news\n")


def _files(crawl: Crawl, marked: Marked, _: Large) -> None:
    """Write a folder of files; a bad one is empty, a picture, or a link that leads nowhere."""
    folder = crawl.folder / "pages"
    folder.mkdir()
    for number, (id_, is_bad, page) in enumerate(marked):
        path = folder / f"{number % 7}" / f"{id_}.html"
        path.parent.mkdir(exist_ok=True)
        name = path.relative_to(crawl.folder).as_posix()
        if not is_bad:
            crawl.good[name] = page.encode("utf-8", "replace")
            path.write_bytes(page.encode("utf-8", "replace"))
        elif number % 3 == 0:
            crawl.bad[name] = REJECTED
            path.symlink_to("nowhere.html")
        else:
            crawl.bad[name] = WITHOUT
            path.write_bytes(b"" if number % 3 == 1 else IMAGE)


def verified(crawl: Crawl, output: Path, right: Callable[[str | bytes], str]) -> dict[str, int]:
    """Return how many records became what; raises AssertionError where one is missing, twice, or wrong.

    `right` gives the text that a good document should have.
    """
    rows: dict[str, dict[str, object]] = {}
    for path in sorted(output.rglob("*")):
        for row in _rows(path):
            _check(row["id"] not in rows, f"{row['id']} came out twice")
            rows[str(row["id"])] = row
    rejects = [json.loads(line) for line in (output / "rejects.jsonl").read_bytes().splitlines()]
    ends = {id_: WITHOUT if row["text"] == "" else FAILED for id_, row in rows.items() if row["error"]}
    for id_, document in crawl.good.items():
        _check(id_ in rows, f"{id_} did not come out")
        _check(rows[id_]["text"] == right(document), f"{id_} came out wrong: {rows[id_]['error']}")
    for id_, end in crawl.bad.items():
        _check(ends.get(id_, REJECTED) == end, f"{id_} is {ends.get(id_, REJECTED)} and not {end}")
    _check(len(rows) + len(rejects) == crawl.records, f"{len(rows)} rows, {len(rejects)} rejects")
    counts = {end: sum(found == end for found in ends.values()) for end in (FAILED, WITHOUT)}
    manifest = json.loads((output / "manifest.json").read_bytes())["total"]
    told = [manifest[name] for name in ("records", "rows", "rejects", "failed")]
    _check(told == [crawl.records, len(rows), len(rejects), counts[FAILED]], f"the manifest says {told}")
    return {"records": crawl.records, "rows": len(rows), REJECTED: len(rejects), **counts}


def _check(right: bool, message: str) -> None:  # noqa: FBT001 - reads as an assertion
    if not right:
        raise AssertionError(message)


def _rows(path: Path) -> Iterator[dict[str, object]]:
    if path.name in ("rejects.jsonl", "manifest.json") or path.is_dir():
        return
    if path.suffix == ".parquet":
        yield from pq.read_table(path).to_pylist()
        return
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
        for line in file:
            yield json.loads(line)
