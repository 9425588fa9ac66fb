"""YAML as files of a case mostly are, read line by line in a tenth of the time; anything else is left to the full reader.

Taken are block mappings and lists, flow collections within a line, plain and quoted words within a line, and folded text
(`>-`) without empty lines. What is told apart by more than that (anchors, tags, escapes, words over several lines, a value that
is missing) is not taken at all: the full reader tells what it means, or what is wrong with it.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from ruamel.yaml import YAML
from ruamel.yaml.error import FileMark
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.tag import Tag

__all__ = ["plain_root"]

_ODD = re.compile(
    "[^\n -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|^(?:---|\\.\\.\\.|%)", re.MULTILINE
)
"""Tabs, other breaks of lines, control characters, and marks of documents."""

_KEY = re.compile(r"([A-Za-z_][\w.\-/]*):(?: +|$)", re.ASCII)
_QUOTED = re.compile(r"\"([^\"\\]*)\"|'((?:[^']|'')*)'")
_PLAIN = re.compile(r"(?!-(?: |$))[^\s!&*|>%@`?:#,\[\]{}\"'](?:[^:#]|:(?=[^ ])|(?<! )#)*")
_IN_FLOW = re.compile(r"(?!-(?: |$))[^\s!&*|>%@`?:#,\[\]{}\"'][^:#?,\[\]{}]*")
_SPACES = re.compile(" *")
_REST = re.compile(r" *(?: #.*)?$")


_MAPPING, _SEQUENCE = (Tag(suffix=f"tag:yaml.org,2002:{kind}") for kind in ("map", "seq"))


class _OddError(Exception):
    """Something that only the full reader reads."""


def plain_root(text: str) -> MappingNode | None:
    """Compose the nodes of a YAML text, as the full reader would.

    Parameters
    ----------
    text : str
        The whole file.

    Returns
    -------
    ruamel.yaml.nodes.MappingNode or None
        Its nodes with their tags, values and the places where they begin; None where the text is not plain.
    """
    if _ODD.search(text):
        return None
    try:
        return _Lines(text.split("\n")).root()
    except (_OddError, RecursionError):
        return None


@cache
def _resolver() -> VersionedResolver:
    return VersionedResolver(loader=YAML(typ="safe", pure=True))


@lru_cache(maxsize=4096)
def _tag(words: str, *, plain: bool) -> Tag:
    """Say whether words are a number, a truth value or text; the same ones stand in many places."""
    found: Tag = _resolver().resolve(ScalarNode, words, (plain, not plain))
    return found


class _Lines:
    """The lines of a text, and which of them is read next."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.at = 0

    def root(self) -> MappingNode:
        if self.indent() != 0:
            raise _OddError
        found = self.mapping(0)
        if self.indent() >= 0:
            raise _OddError
        return found

    def indent(self) -> int:
        """Go to the next line that is no comment, and return its indent; -1 at the end."""
        while self.at < len(self.lines):
            line = self.lines[self.at]
            bare = line.lstrip(" ")
            if bare and bare[0] != "#":
                return len(line) - len(bare)
            self.at += 1
        return -1

    def mark(self, column: int) -> FileMark:
        return FileMark("<file>", 0, self.at, column)

    def scalar(self, words: str, column: int, *, plain: bool = True) -> ScalarNode:
        return ScalarNode(_tag(words, plain=plain), words, self.mark(column))

    def mapping(self, column: int) -> MappingNode:
        found = MappingNode(_MAPPING, [], self.mark(column))
        while self.indent() == column:
            line = self.lines[self.at]
            key = _KEY.match(line, column)
            if key is None:
                break
            name = self.scalar(key[1], column)
            found.value.append((name, self.value(key.end(), column, in_mapping=True)))
        if not found.value:
            raise _OddError
        return found

    def sequence(self, column: int) -> SequenceNode:
        found = SequenceNode(_SEQUENCE, [], self.mark(column))
        while self.indent() == column and (line := self.lines[self.at]).startswith("- ", column):
            place = len(line) - len(line[column + 1 :].lstrip(" "))
            if _KEY.match(line, place):
                # A mapping that begins beside the dash is one at its column.
                self.lines[self.at] = " " * place + line[place:]
                found.value.append(self.mapping(place))
                if self.indent() > column:
                    raise _OddError
            else:
                found.value.append(self.value(place, column, in_mapping=False))
        return found

    def value(self, place: int, column: int, *, in_mapping: bool) -> Node:
        """Read what stands in a line from a place on, or below it, within a collection at a column; go on to the next line."""
        line = self.lines[self.at]
        if in_mapping and line[place : place + 1] in ("", "#"):
            return self.below(column)
        if line.startswith(">-", place) and place + 2 == len(line):
            return self.folded(place, column)
        found, place = self.in_line(place, _PLAIN)
        if not _REST.match(line, place):
            raise _OddError
        self.at += 1
        if self.indent() > column:
            raise _OddError  # the words go on in the next line
        return found

    def below(self, column: int) -> Node:
        self.at += 1
        inner = self.indent()
        if inner >= column and self.lines[self.at].startswith("- ", inner):
            found: Node = self.sequence(inner)
        elif inner <= column:
            raise _OddError
        elif _KEY.match(self.lines[self.at], inner):
            found = self.mapping(inner)
        else:
            found = self.value(inner, column, in_mapping=False)
        if self.indent() > column:
            raise _OddError
        return found

    def folded(self, place: int, column: int) -> Node:
        """Join the lines of a text, all indented alike."""
        found = self.scalar("", place, plain=False)
        words: list[str] = []
        inner = 0
        self.at += 1
        while self.at < len(self.lines):
            line = self.lines[self.at]
            bare = line.lstrip(" ")
            indent = len(line) - len(bare)
            if not bare or indent <= column:
                break
            inner = inner or indent
            if indent != inner or line.endswith(" "):
                raise _OddError
            words.append(bare)
            self.at += 1
        if not words or self.indent() > column:
            raise _OddError
        found.value = " ".join(words)
        return found

    def in_line(self, place: int, plain: re.Pattern[str]) -> tuple[Node, int]:
        """Read words, or a collection in brackets; return the node and the place behind it."""
        line = self.lines[self.at]
        if line.startswith(("[", "{"), place):
            return self.flow(place)
        if quoted := _QUOTED.match(line, place):
            words = quoted[1] if quoted[1] is not None else quoted[2].replace("''", "'")
            return self.scalar(words, place, plain=False), quoted.end()
        if (found := plain.match(line, place)) is None:
            raise _OddError
        return self.scalar(found[0].rstrip(" "), place), place + len(found[0].rstrip(" "))

    def flow(self, place: int) -> tuple[Node, int]:
        line = self.lines[self.at]
        keyed = line[place] == "{"
        kind, tag, end = (MappingNode, _MAPPING, "}") if keyed else (SequenceNode, _SEQUENCE, "]")
        found = kind(tag, [], self.mark(place))
        place = self.past(place + 1, "")
        while not line.startswith(end, place):
            if found.value:
                place = self.past(place, ",")
            each, place = self.in_line(place, _IN_FLOW)
            if keyed:
                if not isinstance(each, ScalarNode) or not line.startswith(": ", place):
                    raise _OddError
                value, place = self.in_line(self.past(place, ":"), _IN_FLOW)
                found.value.append((each, value))
            else:
                found.value.append(each)
            place = self.past(place, "")
        return found, place + 1

    def past(self, place: int, sign: str) -> int:
        """Return the place behind a sign and spaces."""
        line = self.lines[self.at]
        if not line.startswith(sign, place):
            raise _OddError
        return _SPACES.match(line, place + len(sign)).end()  # type: ignore[union-attr]
