"""Read rule files: TOML to rules, in the order that decides, with errors that name file and rule."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import re2

from cleaner.document import BODY_LABELS, Label
from cleaner.rules.engine import SHORT_CHARS, Rule, RuleError, RuleList
from cleaner.rules.match import pattern_problem
from cleaner.rules.plain import OPENING_END, PHRASE_END, phrase_key, plain_openings, plain_phrases
from cleaner.tables import TableError, read_table

__all__ = ["ORDER", "load_rules", "nearest", "read_rules"]

ORDER = (
    "keep",
    "ad",
    "comment",
    "credit",
    "legal",
    "byline",
    "dateline",
    "caption",
    "tags",
    "promo",
    "social",
    "related",
    "navigation",
    "title",
    "other",
)
"""The built-in files in the order in which they decide. `languages/*.toml` follow, by name; the keep rules
of every file come before all others."""

_FOLDER = Path(__file__).parent
_KEEP = "keep"
_SAME_LANGUAGE = {"no": "nb", "nn": "nb", "ms": "id", "sk": "cs", "bs": "hr", "sr": "hr"}
"""Languages whose rules are in the file of another, by their codes."""
_LABELS = tuple(label.value for label in Label)
_REQUIRED = {"name": str, "why": str, "hits": list}
_MATCHERS = {"pattern": str, "phrases": list, "openings": list}
_OPTIONAL = {"languages": list, "misses": list, "label": str, "keep": bool, "inline": bool, "max_chars": int}
_KEYS = _REQUIRED | _MATCHERS | _OPTIONAL
_NAME = re.compile(r"[a-z0-9-]+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
"""The form of a BCP 47 code: a language, then its script, its region and what else there is."""
_NEAR = 0.75
"""Likeness of an id from which it may have been meant: one wrong letter in ten leaves more."""
_KINDS = {str: "a string", list: "a list of strings", bool: "true or false", int: "a number"}


def load_rules(
    paths: Sequence[Path] = (), ignore: Collection[str] = frozenset(), language: str | None = None
) -> RuleList:
    """Return the rules of the files at `paths`, then the built-in ones, without the ids in `ignore`.

    With a `language` (BCP 47, as in ``de`` or ``de-AT``) the built-in rules that are only for other
    languages stay unread; English ones are always there, since English furniture is everywhere. What is
    built in is read and compiled once for a process and language. Raises RuleError for a file that cannot
    be read or used, for an id that two rules share, and for an id in `ignore` that no rule has.
    """
    built_in = _built_in(_file_name(language) if language else None)
    if not paths and not ignore:
        return built_in
    rules = [*_keep_first([rule for path in paths for rule in _checked(path)]), *built_in.rules]
    _refuse_twins(rules)
    known = {rule.id for rule in rules}
    if not known.issuperset(ignore):
        known.update(rule.id for rule in _built_in(None).rules)
    for unknown in sorted(set(ignore) - known):
        hint = nearest(unknown, known) or "cleaner rules lists them"
        raise RuleError(f"no rule that can be ignored is called {unknown!r}; {hint}")
    return RuleList(rule for rule in rules if rule.id not in ignore)


def read_rules(path: Path) -> Iterator[Rule]:
    """Yield the rules of one TOML file as written; raises RuleError for what is not in the rules' form."""
    try:
        tables = read_table(path)
    except OSError as error:
        raise RuleError(f"{path}: cannot be read: {error.strerror}") from error
    except TableError as error:
        raise RuleError(f"{path}: not TOML: {error}") from error
    entries = tables.pop("rule", [])
    if tables or not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        extra = ", ".join(map(repr, tables)) or "'rule' in another form"
        raise RuleError(f"{path}: a rule file holds [[rule]] tables and nothing else, not {extra}")
    for number, entry in enumerate(entries, 1):
        yield _rule(entry, path, f"{path}: rule {entry.get('name', number)!r}")


@cache
def _built_in(language: str | None) -> RuleList:
    own = [_FOLDER / f"{name}.toml" for name in ORDER]
    spoken = (_FOLDER / "languages").glob(f"{language or '*'}.toml")
    rules = _keep_first([rule for path in [*own, *sorted(spoken)] for rule in read_rules(path)])
    _refuse_twins(rules)
    return RuleList(rules)


def _file_name(language: str) -> str:
    """Return the name of a language's rule file: its code without region, if there is such a file."""
    code = language.replace("_", "-").partition("-")[0].lower()
    code = _SAME_LANGUAGE.get(code, code)
    return code if code.isalpha() and (_FOLDER / "languages" / f"{code}.toml").is_file() else "en"


def _keep_first(rules: Sequence[Rule]) -> list[Rule]:
    return sorted(rules, key=lambda rule: not rule.keep)


def _rule(entry: Mapping[str, Any], path: Path, where: str) -> Rule:
    """Return the rule that one TOML table spells; `where` begins the message of every error."""
    for key, value in entry.items():
        if key not in _KEYS:
            raise RuleError(f"{where}: unknown key {key!r}; {_suggest(key, _KEYS)}")
        if not _is_kind(value, _KEYS[key]):
            raise RuleError(f"{where}: {key!r} is {_KINDS[_KEYS[key]]}, not {value!r}")
    for key in _REQUIRED.keys() - entry.keys():
        raise RuleError(f"{where}: {key!r} is missing")
    if len(entry.keys() & _MATCHERS.keys()) != 1:
        raise RuleError(f"{where}: exactly one of {', '.join(map(repr, _MATCHERS))} is needed")
    _refuse_values(entry, where)
    label, keep = _label(entry, path, where)
    return Rule(
        id=f"{_KEEP if keep else label}/{entry['name']}",
        label=label,
        languages=tuple(entry.get("languages", ())),
        pattern=_pattern(entry, where),
        why=entry["why"],
        hits=tuple(entry["hits"]),
        misses=tuple(entry.get("misses", ())),
        keep=keep,
        inline=entry.get("inline", False),
        max_chars=entry.get("max_chars", SHORT_CHARS),
        phrases=tuple(entry.get("phrases", ())),
    )


def _refuse_values(entry: Mapping[str, Any], where: str) -> None:
    """Raise RuleError for what is of the right kind and can still not be used."""
    if "phrases" in entry and entry.get("inline"):
        raise RuleError(f"{where}: 'phrases' are whole blocks; for what to cut out of one write a 'pattern'")
    if not _NAME.fullmatch(entry["name"]):
        raise RuleError(f"{where}: a name is of small letters, digits and hyphens, as in 'harbour-notice'")
    for language in entry.get("languages", ()):
        if not _LANGUAGE.fullmatch(language):
            raise RuleError(f"{where}: {language!r} is no language code; write one as in 'en' or 'pt-BR'")
    if not entry["hits"]:
        raise RuleError(f"{where}: 'hits' is empty; show at least one text that the rule is for")


def _is_kind(value: object, kind: type) -> bool:
    if isinstance(value, list):
        return kind is list and set(map(type, value)) <= {str}
    return type(value) is kind


def _pattern(entry: Mapping[str, Any], where: str) -> str:
    """Return the RE2 pattern of a rule: as written, a choice of whole blocks, or a choice of openings.

    Line breaks in a pattern only lay it out: they are dropped, and nothing else is.
    """
    if "pattern" in entry:
        return str(entry["pattern"]).replace("\n", "")
    # All at once: one by one takes longer than reading the TOML.
    whole = "phrases" in entry
    lines = plain_phrases(entry["phrases"]) if whole else plain_openings(entry["openings"])
    if not all(map(phrase_key, lines)):
        raise RuleError(f"{where}: a phrase needs a letter, and more than bullets or brackets around a note")
    choice = re2.escape("\n".join(lines)).replace("\\\n", "|").replace("\\ ", " ")
    return f"^({choice}){PHRASE_END if whole else OPENING_END}"


def _label(entry: Mapping[str, Any], path: Path, where: str) -> tuple[Label, bool]:
    """Return the label of a rule and whether it keeps: by its own keys, else by the file's name."""
    keep = entry.get("keep", path.stem == _KEEP)
    name = entry.get("label", Label.BODY if keep else path.stem)
    if name not in _LABELS:
        if "label" not in entry:
            raise RuleError(f"{where}: 'label' is missing, and the file is not named after a label")
        raise RuleError(f"{where}: unknown label {name!r}; {_suggest(name, _LABELS)}")
    label = Label(name)
    if keep != (label in BODY_LABELS):
        fault = "a rule that keeps cannot be for" if keep else "only a rule with keep = true is for"
        raise RuleError(f"{where}: {fault} {label.value!r}")
    return label, bool(keep)


def _checked(path: Path) -> Iterator[Rule]:
    """Yield the rules of a user's file, each with a pattern that compiles and that does what it shows."""
    for rule in read_rules(path):
        where = f"{path}: rule {rule.id!r}"
        problem = pattern_problem(rule.pattern)
        if problem:
            raise RuleError(f"{where}: {problem}")
        for example, expected in [(hit, True) for hit in rule.hits] + [(miss, False) for miss in rule.misses]:
            if _matches(rule, example) != expected:
                raise RuleError(f"{where}: it {'does not match' if expected else 'matches'} {example!r}")
        yield rule


def _matches(rule: Rule, example: str) -> bool:
    alone = RuleList([rule])
    if rule.inline:
        return bool(alone.cuts(example.replace("\u27e6", "").replace("\u27e7", "")))
    return alone.decide([example]) == [0]


def _refuse_twins(rules: Sequence[Rule]) -> None:
    seen = set()
    for rule in rules:
        if rule.id in seen:
            raise RuleError(f"two rules are called {rule.id!r}; rename one")
        seen.add(rule.id)


def nearest(wanted: str, known: Iterable[str]) -> str:
    """Return a question after the ids of rules that are spelled nearly like the one wanted; empty without one."""
    from difflib import get_close_matches  # noqa: PLC0415 - only a mistake needs it

    near = get_close_matches(wanted, sorted(known), n=3, cutoff=_NEAR)
    return f"did you mean {' or '.join(map(repr, near))}?" if near else ""


def _suggest(wanted: str, known: Collection[str]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only a mistake needs it

    near = get_close_matches(wanted, list(known), n=3)
    return f"did you mean {' or '.join(map(repr, near))}?" if near else f"known: {', '.join(known)}"
