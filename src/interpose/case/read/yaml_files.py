"""Reading YAML files: safely, with the place of every key, duplicate keys refused."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from typing import TypeVar

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from interpose.case.located import YamlText
from interpose.case.read.field_help import explain_error
from interpose.case.tables.fields import Row
from interpose.errors import Fault, Location

__all__ = ["parse_yaml", "validate_yaml"]

RowT = TypeVar("RowT", bound=Row)


def parse_yaml(text: str, file: str, faults: list[Fault]) -> YamlText | None:
    """Read a YAML text as plain data.

    Parameters
    ----------
    text : str
        The whole file.
    file : str
        Its name, for faults.
    faults : list of Fault
        Where faults go: broken syntax, duplicate keys, a file that is no mapping.

    Returns
    -------
    YamlText or None
        None where the text could not be read at all.
    """
    loader = YAML(typ="safe", pure=True)
    loader.allow_duplicate_keys = True
    try:
        root = loader.compose(StringIO(text))
        # One parse serves both: the places of the keys, and the data constructed from the same nodes.
        data = loader.constructor.construct_document(root) if root is not None else None
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, place = (mark.line + 1, mark.column + 1) if mark else (None, None)
        what = f"broken YAML: {error.problem or error.context}"
        faults.append(
            Fault(
                what, Location(file, line, place), "the file cannot be read past this point", "check indent, colon and quotes"
            )
        )
        return None
    except (YAMLError, ValueError, RecursionError) as error:
        faults.append(Fault(f"broken YAML: {error}", Location(file), "the file cannot be read", "check the file"))
        return None
    if not isinstance(root, MappingNode):
        faults.append(
            Fault("the file holds no keys", Location(file, 1), "its content is a mapping of keys", "write `key: value` lines")
        )
        return None
    faults.extend(_duplicates(root, file))
    return YamlText(data, root, file)


def _duplicates(node: Node, file: str, visited: set[int] | None = None) -> Iterator[Fault]:
    visited = set() if visited is None else visited
    if id(node) in visited:
        return
    visited.add(id(node))
    if isinstance(node, MappingNode):
        first: dict[str, int] = {}
        for key, value in node.value:
            if isinstance(key, ScalarNode):
                line = key.start_mark.line + 1
                if key.value in first:
                    what = f"duplicate key {key.value!r} (first in line {first[key.value]})"
                    mend = "keep the one that is meant"
                    yield Fault(what, Location(file, line, key.start_mark.column + 1), "one of the two would be lost", mend)
                first.setdefault(key.value, line)
            yield from _duplicates(value, file, visited)
    elif isinstance(node, SequenceNode):
        for value in node.value:
            yield from _duplicates(value, file, visited)


def validate_yaml(text: YamlText, model: type[RowT], faults: list[Fault]) -> RowT | None:
    """Turn a YAML mapping into its model, with a fault at the place of each key that does not fit."""
    try:
        return model.model_validate(text.data)
    except ValidationError as error:
        details = error.errors()
        within = {detail["loc"][:depth] for detail in details for depth in range(len(detail["loc"]))}
        for detail in details:
            # A list whose only entry is at fault counts as empty too: the entry is what to mend.
            if detail["type"] == "too_short" and detail["loc"] in within:
                continue
            what, why, mend = explain_error(model, detail)
            faults.append(Fault(what, text.location(detail["loc"]), why, mend))
        return None
