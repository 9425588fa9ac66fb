"""Where rows and keys stand in their files, so that a rule can say of a row what is wrong and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from typing import Generic, TypeVar

from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from interpose.case.tables.fields import Row
from interpose.errors import Fault, Location

__all__ = ["Located", "YamlText"]

RowT = TypeVar("RowT", bound=Row)


@dataclass(frozen=True, slots=True)
class Located(Generic[RowT]):
    """A typed row and where it was written; without the columns of its file they stand as in the row model."""

    row: RowT
    file: str
    line: int
    text: YamlText | None = None
    _: KW_ONLY
    columns: tuple[str, ...] = ()

    def at(self, *path: int | str) -> Location:
        """Find where a field of the row stands: its cell, or its key in a YAML text."""
        if self.text is not None:
            return self.text.location(path)
        columns = self.columns or tuple(type(self.row).model_fields)
        return Location(self.file, self.line, columns.index(path[0]) + 1 if path and path[0] in columns else None)

    def fault(self, field: str | None, what: str, why: str = "", mend: str = "") -> Fault:
        """Make a fault about a field of this row."""
        return Fault(what, self.at(*filter(None, [field])), why, mend)


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
