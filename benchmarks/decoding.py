"""Print the share of documents that `cleaner.decode` and its peers decode without a wrong character.

Each article, page and paragraph of the publishers corpus, from 27 countries, is encoded as its language was
before UTF-8, and declared rightly, wrongly or not at all; so are sentences in languages that it lacks. Run it
as ``python benchmarks/decoding.py``; the corpora are looked for in $CLEANER_SHARED or in ``../shared``.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import chardet
import charset_normalizer
import pyarrow.parquet
import turbohtml.detect
from resiliparse.parse.encoding import bytes_to_str, detect_encoding
from trafilatura.utils import decode_file

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from sentences import SENTENCES

from cleaner.decode import decode

SHARED = Path(os.environ.get("CLEANER_SHARED", Path(__file__).resolve().parents[2] / "shared"))

PAGE_BYTES = 20_000
"""How much of a page is encoded: the slow peers need seconds for a whole one."""

UNICODE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")
WESTERN = ("windows-1252", "iso-8859-15")
CENTRAL = ("windows-1250", "iso-8859-2")
CYRILLIC = ("windows-1251", "koi8-r", "koi8-u", "iso-8859-5", "ibm866")
LEGACY = {
    "jpn": ("shift_jis", "euc-jp", "iso-2022-jp"),
    "kor": ("euc-kr",),
    "cmn": ("gb18030", "big5"),
    "pol": CENTRAL,
    "rus": CYRILLIC,
    "ukr": CYRILLIC,
    "tur": ("windows-1254", "iso-8859-9"),
    "Arabic": ("windows-1256", "iso-8859-6"),
    "Chinese": ("gb18030",),
    "Chinese, traditional": ("big5", "gb18030"),
    "Greek": ("windows-1253", "iso-8859-7"),
    "Hebrew": ("windows-1255",),
    "Hungarian": CENTRAL,
    "Thai": ("windows-874",),
}
"""Encodings by language, the corpus's by ISO 639-3 code; the rest of it is Western European."""

TRADITIONAL = (
    "市政府昨天宣布，老橋將於明年春天重新開放。工程進行了兩年，比預期多花了半年的時間。"
    "「我們已經等了很久，」一位住在河邊的老太太說，「現在終於可以走路去市場了。」"
)
"""Chinese as Big5 was made for."""

PYTHON = {
    "shift_jis": "cp932",
    "euc-kr": "cp949",
    "big5": "big5hkscs",
    "ibm866": "cp866",
    "windows-874": "cp874",
}
"""Python's codecs for the encodings that browsers mean by a name."""

DECLARATIONS = ("right", "wrong", "missing")
META = re.compile(r"<meta[^<>]*charset[^<>]*>", re.IGNORECASE)


class Sample(NamedTuple):
    """Bytes, the text that they stand for, and what a header says of them."""

    shape: str
    encoding: str
    declaration: str
    data: bytes
    text: str
    hint: str | None


def documents() -> Iterator[tuple[str, str, str]]:
    """Yield language, article and page of each document."""
    table = pyarrow.parquet.read_table(
        SHARED / "corpora" / "publishers.parquet", columns=["gold", "html"]
    ).to_pylist()
    for row in table:
        language = turbohtml.detect.detect_language(row["gold"]).language or ""
        yield language, row["gold"], row["html"].decode("utf-8", "replace").replace("\r", "")[:PAGE_BYTES]
    for language, sentence in {**SENTENCES, "Chinese, traditional": TRADITIONAL}.items():
        if language in LEGACY:
            yield language, sentence, f"<html><head></head><body><p>{sentence}</p></body></html>"


def samples() -> Iterator[Sample]:
    """Yield each document in each encoding and with each declaration."""
    for language, article, page in documents():
        legacy = LEGACY.get(language, WESTERN)
        for encoding in legacy:
            for paragraph in article.split("\n"):
                if not paragraph.isascii():
                    yield _sample("paragraph", encoding, "missing", paragraph, None)
        for encoding in (*legacy, *UNICODE):
            for declaration in DECLARATIONS:
                label = _label(encoding, declaration)
                yield _sample("text", encoding, declaration, article, label)
                if not encoding.startswith("utf-16"):
                    meta = f'<meta charset="{label}">' if label else ""
                    html = META.sub("", page).replace("<head>", f"<head>{meta}", 1)
                    yield _sample("page", encoding, declaration, html, None)


def _label(encoding: str, declaration: str) -> str | None:
    if declaration == "missing":
        return None
    if declaration == "right":
        return encoding.removesuffix("-sig")
    # The errors of real servers: an old default, and the new default for what is old.
    return "utf-8" if encoding in WESTERN else "iso-8859-1"


def _sample(shape: str, encoding: str, declaration: str, text: str, label: str | None) -> Sample:
    codec = PYTHON.get(encoding, encoding)
    data = text.encode(codec, "xmlcharrefreplace" if shape == "page" else "replace")
    hint = f"text/plain; charset={label}" if label else None
    return Sample(shape, encoding, declaration, data, data.decode(codec).removeprefix("\ufeff"), hint)


def by_cleaner(sample: Sample) -> str:
    """Decode as this package does."""
    return decode(sample.data, hint=sample.hint).text


def by_turbohtml(sample: Sample) -> str:
    """Decode as turbohtml's parser does when it may detect; it is given no header."""
    match = turbohtml.detect.detect(sample.data)
    return sample.data.decode(match.codec or "utf-8", "replace").removeprefix("\ufeff")


def by_charset_normalizer(sample: Sample) -> str:
    """Decode as charset-normalizer's best guess says."""
    return str(charset_normalizer.from_bytes(sample.data).best() or "").removeprefix("\ufeff")


def by_chardet(sample: Sample) -> str:
    """Decode as chardet says."""
    name = chardet.detect(sample.data)["encoding"] or "windows-1252"
    return sample.data.decode(name, "replace").removeprefix("\ufeff")


def by_trafilatura(sample: Sample) -> str:
    """Decode as trafilatura does; it is given no header."""
    return decode_file(sample.data).removeprefix("\ufeff")


def by_resiliparse(sample: Sample) -> str:
    """Decode as resiliparse does when it may look at the page's declaration; it is given no header."""
    name = detect_encoding(sample.data, from_html_meta=True)
    return str(bytes_to_str(sample.data, name)).removeprefix("\ufeff")


DECODERS: dict[str, Callable[[Sample], str]] = {
    "cleaner": by_cleaner,
    "turbohtml": by_turbohtml,
    "charset-normalizer": by_charset_normalizer,
    "chardet": by_chardet,
    "trafilatura": by_trafilatura,
    "resiliparse": by_resiliparse,
}


def main() -> None:
    """Print a row for each shape and declaration, then one for each encoding without a declaration."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--every", type=int, default=1, help="look at one sample in so many")
    options = parser.parse_args()
    right: dict[tuple[str, str], list[bool]] = {}
    seconds = dict.fromkeys(DECODERS, 0.0)
    size = 0
    for sample in islice(samples(), 0, None, options.every):
        size += len(sample.data)
        for name, decoder in DECODERS.items():
            start = time.perf_counter()
            same = decoder(sample) == sample.text
            seconds[name] += time.perf_counter() - start
            right.setdefault((f"{sample.shape}, {sample.declaration} declaration", name), []).append(same)
            if sample.declaration == "missing":
                right.setdefault((f"{sample.shape}, {sample.encoding}", name), []).append(same)
    print(f"{'decoded without a wrong character, %':42}" + "".join(f"{name:>20}" for name in DECODERS))
    for row in sorted({row for row, _ in right}, key=lambda row: ("declaration" not in row, row)):
        shares = [100 * sum(right[row, name]) / len(right[row, name]) for name in DECODERS]
        print(
            f"{row} ({len(right[row, 'cleaner'])})".ljust(42) + "".join(f"{share:20.1f}" for share in shares)
        )
    print(f"{'MB/s':42}" + "".join(f"{size / seconds[name] / 1e6:20.1f}" for name in DECODERS))


if __name__ == "__main__":
    main()
