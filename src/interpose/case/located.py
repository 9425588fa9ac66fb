"""Where rows and keys stand in their files, so that a rule can say of a row what is wrong and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from interpose.case.tables.fields import Row
from interpose.errors import Fault, Location

__all__ = ["Located", "YamlText"]

RowT = TypeVar("RowT", bound=Row)


@dataclass(frozen=True, slots=True)
class Located(Generic[RowT]):
    """A typed row and where it was written."""

    row: RowT
    file: str
    line: int

    def fault(self, field: str | None, what: str, why: str = "", mend: str = "") -> Fault:
        """Make a fault about a cell of this row."""
        columns = list(type(self.row).model_fields)
        column = columns.index(field) + 1 if field in columns else None
        return Fault(what, Location(self.file, self.line, column), why, mend)


@dataclass(frozen=True)
class YamlText:
    """A YAML text as plain data, with its node tree for places."""

    data: object
    root: Node
    file: str

    def location(self, path: Sequence[int | str]) -> Location:
        """Find where the key or item at a path stands, or its nearest parent."""
        node, mark = self.root, self.root.start_mark
        for part in path:
            if isinstance(node, MappingNode):
                pair = next(((key, value) for key, value in node.value if key.value == str(part)), None)
                if pair is None:
                    break
                mark, node = pair[0].start_mark, pair[1]
            elif isinstance(node, SequenceNode) and isinstance(part, int) and part < len(node.value):
                node = node.value[part]
                mark = node.start_mark
            else:
                break
        return Location(self.file, mark.line + 1, mark.column + 1)
