"""What a splitter hands on: the blocks in columns, and the containers they stand in."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, MutableSequence, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import repeat

from cleaner.document import Block, BlockKind, Link, Repair, records

__all__ = ["Head", "Layout"]

_LONGEST_NAME = 40
"""Characters of a class name in a path."""


@dataclass(slots=True)
class Head:
    """What a page says about itself, as it stands there.

    `metas` maps the lower-cased name, property or itemprop of each `meta` to its content, the first
    one winning. `json_ld` holds the raw texts of the JSON-LD scripts, `data` those of other JSON.
    """

    title: str = ""
    language: str = ""
    canonical: str = ""
    metas: dict[str, str] = field(default_factory=dict)
    json_ld: list[str] = field(default_factory=list)
    data: list[str] = field(default_factory=list)


def _numbers() -> MutableSequence[int]:
    """Return an empty column of whole numbers that are no objects: a document may have a million blocks."""
    return array("q")


@dataclass(slots=True)
class Layout:
    """A document cut into n blocks, column by column, so that later stages compute over columns.

    Columns of length n (index = block number, in reading order):
    `texts` repaired, white space collapsed; `starts`, `ends` offsets in the decoded source;
    `kinds`, `levels`, `joined`, `links` as in `Block`; `indents` leading white space of a text line
    in columns (0 for HTML); `gaps` blank lines before a text line (0 for HTML);
    `plain` what a reader sees of `texts`, each on one line for Markdown, and otherwise `texts` itself;
    `link_chars` characters of it inside links, 0 for flat text; `nodes` index into the node columns, -1 for text.
    `running` holds the blocks that are heads and feet of printed pages.

    Node columns (HTML only; the root, whose parent is -1, and the containers that hold blocks, in document order):
    `parents`, `tags`, `marks` (class, id, role and their like, blank-separated, an id behind a "#"),
    `first_blocks` and `end_blocks` (the element holds the blocks first <= i < end).
    """

    texts: list[str] = field(default_factory=list)
    starts: MutableSequence[int] = field(default_factory=_numbers)
    ends: MutableSequence[int] = field(default_factory=_numbers)
    kinds: list[BlockKind] = field(default_factory=list)
    levels: MutableSequence[int] = field(default_factory=list)
    joined: MutableSequence[bool] = field(default_factory=list)
    links: list[tuple[Link, ...]] = field(default_factory=list)
    indents: MutableSequence[int] = field(default_factory=list)
    gaps: MutableSequence[int] = field(default_factory=list)
    link_chars: MutableSequence[int] = field(default_factory=list)
    nodes: MutableSequence[int] = field(default_factory=_numbers)

    parents: MutableSequence[int] = field(default_factory=_numbers)
    tags: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    first_blocks: MutableSequence[int] = field(default_factory=_numbers)
    end_blocks: MutableSequence[int] = field(default_factory=_numbers)

    repairs: list[Repair] = field(default_factory=list)
    head: Head = field(default_factory=Head)
    without_marks: list[str] | None = None
    running: frozenset[int] = frozenset()

    @property
    def plain(self) -> list[str]:
        """Return what a reader sees of each block, which rules, features and context go by."""
        return self.texts if self.without_marks is None else self.without_marks

    def __len__(self) -> int:
        """Return the number of blocks."""
        return len(self.texts)

    def drop_containers(self, start: int) -> None:
        """Forget the containers from `start` on, which hold no block."""
        for column in (self.parents, self.tags, self.marks, self.first_blocks, self.end_blocks):
            del column[start:]

    def join_blocks(self, first: int, separators: Sequence[str], kind: BlockKind, node: int) -> None:
        """Make the last blocks, from `first` on, one of `kind` right in container `node`; those inside it are dropped.

        Each of the `separators` stands before the text of its block.
        """
        pieces: list[str] = []
        links: list[Link] = []
        offset = 0
        for index, separator in enumerate(separators, first):
            offset += len(separator)
            links += [Link(start + offset, end + offset, href) for start, end, href in self.links[index]]
            offset += len(self.texts[index])
            pieces += [separator, self.texts[index]]
        self.texts[first:] = ["".join(pieces)]
        self.links[first:] = [tuple(links)]
        self.ends[first:] = self.ends[-1:]
        self.link_chars[first:] = [sum(self.link_chars[first:])]
        self.kinds[first:] = [kind]
        self.nodes[first:] = array("q", [node])
        self.levels[first:] = [0]
        del self.starts[first + 1 :]
        self.end_blocks[node] = first + 1
        self.drop_containers(node + 1)

    def blocks(self) -> Sequence[Block]:
        """Return the blocks as records."""
        paths = self.paths() if self.tags else ()
        columns = (self.texts, self.starts, self.ends, self.kinds, self.levels)
        joined, links = self.joined, self.links

        def between(start: int, stop: int) -> Iterator[Block]:
            part, n = slice(start, stop), stop - start
            others = (
                map(bool, joined[part] or bytes(n)),
                paths[part] or repeat("", n),
                links[part] or repeat((), n),
            )
            rows = zip(*(column[part] for column in columns), *others, strict=True)
            return map(partial(tuple.__new__, Block), rows)

        return records(len(self), between)

    def paths(self) -> list[str]:
        """Return where each block stands: its two innermost containers, as in ``article.story/p``."""
        known: dict[int, str] = {}
        above = {-1: ""}
        for node in self.nodes:
            if node not in known:
                parent = self.parents[node]
                if parent not in above:
                    above[parent] = f"{_name(self.tags[parent], self.marks[parent])}/"
                known[node] = above[parent] + _name(self.tags[node], self.marks[node])
        return [known[node] for node in self.nodes]


def _name(tag: str, marks: str) -> str:
    """Return an element's tag with the first of its names."""
    name = marks.split(None, 1)[0][:_LONGEST_NAME] if marks and not marks.isspace() else ""
    return f"{tag}.{name}" if name and name[0] != "#" else tag + name
