"""The other tools, each at its best settings, behind one call."""

from __future__ import annotations

import html
import logging
import re
import tomllib
import warnings
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

__all__ = ["HTML_PEERS", "TEXT_PEERS", "Peer", "c4_lines", "peers_of", "refinedweb_lines"]

Source = str | bytes
Run = Callable[[Source, str], str]


@dataclass(frozen=True)
class Peer:
    """A tool that makes text of a source.

    `run` takes the source and the publisher's country ("" where unknown); what it raises counts as an
    empty text. `package` is the distribution whose version stands beside the figures, None for rules
    that are written here. `settings` are what `run` was given, for the record.
    """

    name: str
    run: Run
    package: str | None = None
    settings: str = ""

    @property
    def identity(self) -> str:
        """Return name, version and settings: what an output depends on beside its source."""
        release = version(self.package) if self.package else ""
        return " ".join(part for part in (self.name, release, self.settings) if part)

    def text(self, source: Source, country: str = "") -> str:
        """Return the text that the tool finds; empty where it crashes."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return self.run(source, country)
        except Exception as error:  # noqa: BLE001 - a peer's crash is a result, scored 0
            logging.getLogger(__name__).info("%s: %r", self.name, error)
            return ""


@cache
def _facts() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("peers.toml").read_text("utf-8"))


# -- HTML ----------------------------------------------------------------------------------------------


def _trafilatura(settings: Mapping[str, bool]) -> Run:
    def run(source: Source, _country: str) -> str:
        return import_module("trafilatura").extract(source, **settings) or ""

    return run


def _newspaper(source: Source, _country: str) -> str:
    article = import_module("newspaper").Article("https://example.org/", fetch_images=False)
    article.download(input_html=_decoded(source), ignore_read_more=True)
    article.parse()
    return str(article.text)


def _readability(source: Source, _country: str) -> str:
    summary = import_module("readability").Document(source).summary()
    # The summary is HTML; every visible line of it is the text.
    return str(import_module("resiliparse.extract.html2text").extract_plain_text(summary, alt_texts=False))


def _resiliparse(source: Source, _country: str) -> str:
    extract = import_module("resiliparse.extract.html2text").extract_plain_text
    parser = import_module("resiliparse.parse.html").HTMLTree
    data = source.encode() if isinstance(source, str) else source
    tree = parser.parse_from_bytes(data, _encoding(data))
    return str(extract(tree, main_content=True, alt_texts=False, comments=False))


def _justext(source: Source, country: str) -> str:
    language = _facts()["justext"].get(country, "English")
    if language:
        paragraphs = import_module("justext").justext(source, _stop_words(language))
    else:
        paragraphs = import_module("justext").justext(source, frozenset(), stopwords_low=0, stopwords_high=0)
    return "\n".join(paragraph.text for paragraph in paragraphs if not paragraph.is_boilerplate)


@cache
def _stop_words(language: str) -> frozenset[str]:
    return frozenset(import_module("justext").get_stoplist(language))


def _encoding(source: bytes) -> str:
    return str(import_module("resiliparse.parse.encoding").detect_encoding(source))


def _decoded(source: Source) -> str:
    if isinstance(source, str):
        return source
    return str(import_module("resiliparse.parse.encoding").bytes_to_str(source, _encoding(source)))


# -- text ----------------------------------------------------------------------------------------------


def _as_it_is(source: Source, _country: str) -> str:
    return _decoded(source)


def _justext_lines(source: Source, country: str) -> str:
    lines = (f"<p>{html.escape(line)}</p>" for line in _decoded(source).split("\n"))
    return _justext(f"<html><body>{''.join(lines)}</body></html>", country)


def c4_lines(text: str) -> str:
    """Return the lines that C4 keeps, citation marks removed; its rules about whole pages are left out.

    A line stays if it ends like a sentence, has five words and names neither scripts nor policies.
    """
    facts = _facts()["c4"]
    terminal, ellipsis = tuple(facts["terminal"]), tuple(facts["not_terminal"])
    banned, least, citation = facts["banned"], facts["least_words"], _pattern(facts["citation"])
    kept = []
    for raw in text.split("\n"):
        line = citation.sub("", raw).strip() if "[" in raw else raw.strip()
        if line.endswith(terminal) and not line.endswith(ellipsis):
            lowered = line.lower()
            if len(line.split()) >= least and not any(phrase in lowered for phrase in banned):
                kept.append(line)
    return "\n".join(kept)


def refinedweb_lines(text: str) -> str:
    """Return the lines that RefinedWeb keeps; its rule about pages with many such lines is left out.

    Lines mainly in capitals, of digits only, of one word, and counters go; a short line loses a "read
    more" and its like.
    """
    facts = _facts()["refinedweb"]
    counter = _pattern(rf"[\d.,]+\s*[km]?\s+(?:{'|'.join(facts['counters'])})")
    edits = _pattern(
        rf"^(?:{_either(facts['at_start'])})\b|(?:{_either(facts['at_end'])})$|{_either(facts['anywhere'])}"
    )
    kept = []
    for raw in text.split("\n"):
        line = raw.strip()
        words = line.count(" ") + 1
        if words == 1 or _is_mainly_upper(line, facts["mainly_upper"]) or _is_numeric(line):
            continue
        if words <= facts["short_words"]:
            if counter.fullmatch(line.lower()):
                continue
            line = edits.sub("", line).strip()
        kept.append(line)
    return "\n".join(line for line in kept if line)


def _is_mainly_upper(line: str, share: float) -> bool:
    return sum(map(str.isupper, line)) > share * len(line)


def _is_numeric(line: str) -> bool:
    return not any(map(str.isalpha, line)) and any(map(str.isdigit, line))


def _either(phrases: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(phrases, key=len, reverse=True)))


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


# -- the list ------------------------------------------------------------------------------------------


def _variant(name: str, **settings: bool) -> Peer:
    given = {"include_comments": False, **settings}
    return Peer(name, _trafilatura(given), "trafilatura", ", ".join(given))


HTML_PEERS = (
    _variant("trafilatura"),
    _variant("trafilatura, precision", favor_precision=True),
    _variant("trafilatura, recall", favor_recall=True),
    Peer("newspaper4k", _newspaper, "newspaper4k", "nothing fetched"),
    Peer("readability-lxml", _readability, "readability-lxml"),
    Peer("resiliparse", _resiliparse, "resiliparse", "main content, no alt texts, no comments"),
    Peer("justext", _justext, "justext", "stop words by country"),
)
TEXT_PEERS = (
    Peer("the text as it is", _as_it_is),
    Peer("C4's line rules", lambda source, _: c4_lines(_decoded(source))),
    Peer("RefinedWeb's line rules", lambda source, _: refinedweb_lines(_decoded(source))),
    Peer("justext over the lines", _justext_lines, "justext", "stop words by country"),
)


def peers_of(mode: str) -> tuple[Peer, ...]:
    """Return the peers that compete in a mode: those for pages, or those for flat text."""
    return HTML_PEERS if mode == "html" else TEXT_PEERS
