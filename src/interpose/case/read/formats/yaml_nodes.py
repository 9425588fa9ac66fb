"""What a YAML text may hold: plain keys and values that are small when written out, each fault with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from interpose.errors import Fault, Location
from interpose.limits import InputLimits

__all__ = ["node_faults"]

_TAG = "tag:yaml.org,2002:"
_SCALARS = {f"{_TAG}{name}" for name in ("str", "int", "float", "bool", "null", "merge", "value")}
_NUMBER = {
    f"{_TAG}int": re.compile(r"[-+]?(0o?[0-7_]+|0x[0-9a-fA-F_]+|0b[01_]+|[0-9][0-9_]*)"),
    f"{_TAG}float": re.compile(r"[-+]?(\.?[0-9][0-9_]*(\.[0-9_]*)?([eE][-+]?[0-9]+)?|\.(inf|Inf|INF))|\.(nan|NaN|NAN)"),
    f"{_TAG}bool": re.compile("true|True|TRUE|false|False|FALSE|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF"),
}
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def node_faults(root: Node, file: str, limits: InputLimits) -> list[Fault]:
    """Find what keeps a tree of YAML nodes from becoming plain data.

    Days and times are made plain text on the way, as they stand in the file: the row models say what they mean.

    Parameters
    ----------
    root : ruamel.yaml.nodes.Node
        The tree, its aliases being the nodes that they name.
    file : str
        Its name, for faults.
    limits : InputLimits
        How many values it may hold with its aliases written out, and how deep they are nested.

    Returns
    -------
    list of Fault
        Empty where it can be constructed.
    """
    walk = _Walk(file, limits)
    size = walk.size(root, 0)
    if walk.faults:
        return walk.faults
    if size.values > limits.yaml_nodes or size.depth > limits.yaml_depth:
        return [_too_large(root, size, file, limits)]
    return list(_duplicates(root, file, set()))


class _Size(NamedTuple):
    values: int
    depth: int


_ONE = _Size(1, 1)


class _Walk:
    """Visits each node once and adds up what it would be with its aliases written out."""

    def __init__(self, file: str, limits: InputLimits) -> None:
        self.file = file
        self.limits = limits
        self.faults: list[Fault] = []
        self.sizes: dict[int, _Size | None] = {}
        self.too_deep = False

    def size(self, node: Node, depth: int) -> _Size:
        if id(node) in self.sizes:
            known = self.sizes[id(node)]
            if known is None:
                self._fault(node, "the value contains itself", "it has no end", "write it out without the alias")
            return known or _ONE
        if depth > self.limits.yaml_depth:
            if not self.too_deep:
                self._fault(node, f"nested deeper than {self.limits.yaml_depth} levels", "no file of a case is", "flatten it")
            self.too_deep = True
            return _ONE
        self.sizes[id(node)] = None
        if isinstance(node, ScalarNode):
            self._scalar(node)
            size = _ONE
        else:
            if node.tag not in (f"{_TAG}map", f"{_TAG}seq"):
                self._tag(node)
            parts = [self.size(part, depth + 1) for part in self._parts(node)]
            most = self.limits.yaml_nodes + 1
            values = min(1 + sum(part.values for part in parts), most)
            size = _Size(values, 1 + max((part.depth for part in parts), default=0))
        self.sizes[id(node)] = size
        return size

    def _parts(self, node: Node) -> Iterator[Node]:
        if isinstance(node, SequenceNode):
            yield from node.value
        if isinstance(node, MappingNode):
            for key, value in node.value:
                if not isinstance(key, ScalarNode):
                    what = "a key is itself a list or mapping"
                    self._fault(
                        key, what, "a key is one word", "write `key: value`; put text with brackets or braces in quotes"
                    )
                    continue
                yield key
                yield value

    def _scalar(self, node: ScalarNode) -> None:
        if _LONE_SURROGATE.search(node.value):
            self._fault(node, "half of a character (a lone surrogate)", "it is no text", "write the character itself")
            return
        tag = str(node.tag)
        if tag == f"{_TAG}timestamp":
            node.tag = tag = f"{_TAG}str"
        elif tag not in _SCALARS:
            self._tag(node)
        pattern = _NUMBER.get(tag)
        if pattern is None:
            return
        kind = tag.removeprefix(_TAG)
        if not pattern.fullmatch(node.value):
            self._fault(
                node, f"{_shown(node.value)} is tagged !!{kind}, which it is not", "it cannot be read", "leave the tag out"
            )
        elif len(node.value) > self.limits.number_digits:
            self._fault(node, f"a number of {len(node.value):,} digits", "no quantity has as many", "correct the number")

    def _tag(self, node: Node) -> None:
        shown = str(node.tag).replace(_TAG, "!!")
        self._fault(node, f"the tag {shown} is not read", "a case holds plain text, numbers and lists", "leave the tag out")

    def _fault(self, node: Node, what: str, why: str, mend: str) -> None:
        mark = node.start_mark
        self.faults.append(Fault(what, Location(self.file, mark.line + 1, mark.column + 1), why, mend))


def _too_large(root: Node, size: _Size, file: str, limits: InputLimits) -> Fault:
    where = Location(file, root.start_mark.line + 1, root.start_mark.column + 1)
    why = "aliases (*name) and merge keys (<<) multiply what they repeat"
    if size.depth > limits.yaml_depth:
        what = f"with its aliases written out the file is nested deeper than {limits.yaml_depth} levels"
    else:
        what = f"with its aliases written out the file holds more than {limits.yaml_nodes:,} values"
    return Fault(what, where, why, "write out what is meant, once")


def _duplicates(node: Node, file: str, visited: set[int]) -> Iterator[Fault]:
    if id(node) in visited:
        return
    visited.add(id(node))
    if isinstance(node, MappingNode):
        first: dict[str, int] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if key.value in first:
                what = f"duplicate key {_shown(key.value)} (first in line {first[key.value]})"
                mend = "keep the one that is meant"
                yield Fault(what, Location(file, line, key.start_mark.column + 1), "one of the two would be lost", mend)
            first.setdefault(key.value, line)
            yield from _duplicates(value, file, visited)
    elif isinstance(node, SequenceNode):
        for value in node.value:
            yield from _duplicates(value, file, visited)


def _shown(text: str) -> str:
    return repr(text if len(text) <= 60 else f"{text[:57]}…")
