"""Cells that a reader of numbers would take for another number than was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import NoneType
from typing import Annotated, get_args, get_origin

from pydantic import BaseModel
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from interpose.case.located import YamlText
from interpose.case.read.formats.field_help import shown
from interpose.case.tables.fields import row_within
from interpose.errors import Fault, Location
from interpose.limits import LIMITS

__all__ = ["misread_number", "misread_values", "number_fields"]

_THOUSANDS = {int: re.compile(r"[-+]?\d{1,3}(\.\d{3})+"), float: re.compile(r"[-+]?([2-9]|[1-9]\d{1,2})\.000")}
"""Whole numbers with a point before three digits; where parts of units count, only what has no part."""

_LONG = re.compile(r"[-+]?\d{16,}|.*[eE].*")
_BOOL = "tag:yaml.org,2002:bool"


@cache
def number_fields(model: type[BaseModel]) -> Mapping[str, type]:
    """List the fields of a row model that hold one number.

    Returns
    -------
    mapping of str to type
        `int` or `float`, by name.

    Examples
    --------
    >>> from interpose.case.tables.force import Commitment
    >>> number_fields(Commitment)
    {'units': <class 'float'>, 'price': <class 'float'>, 'low': <class 'float'>, 'high': <class 'float'>}
    """
    kinds = {name: _number(field.annotation) for name, field in model.model_fields.items()}
    return {name: kind for name, kind in kinds.items() if kind is not None}


def misread_number(kind: type, written: str) -> tuple[str, str, str] | None:
    """Say why a number must not be read as it is written.

    Parameters
    ----------
    kind : type
        `int` or `float`: what the field holds.
    written : str
        The cell as it stands in the file.

    Returns
    -------
    tuple of str or None
        What is wrong with it, why it matters, how to mend it; None where it is sound or no number at all.

    Examples
    --------
    >>> misread_number(int, "20.000")[0]
    "'20.000' may mean 20 or 20000"
    >>> misread_number(float, "20.125") is None
    True
    """
    if _THOUSANDS[kind].fullmatch(written):
        plain = written.replace(".", "")
        what = f"{shown(written)} may mean {written.partition('.')[0]} or {plain}"
        mend = f"write {written.partition('.')[0]} or {plain}, without separators"
        return what, "a point divides decimals here, and others divide thousands with it", mend
    if _LONG.fullmatch(written):
        try:
            large = abs(float(written)) > LIMITS.largest_number
        except ValueError:
            return None
        if large:
            what = f"{shown(written)} is larger than {LIMITS.largest_number:,}"
            return what, "no quantity of a case is as large", "correct the number"
    return None


def misread_values(text: YamlText, model: type[BaseModel]) -> Iterator[Fault]:
    """Find values of a YAML text that would be read as another number than was meant.

    Yields
    ------
    Fault
        One for each: a thousands separator, a number beyond all quantities, true or false where a number belongs.
    """
    for node, kind, path in _numbers(text.root, model, ()):
        name = ".".join(path)
        told = misread_number(kind, node.value)
        if told is None and node.tag == _BOOL:
            told = f"is {node.value}, which is not a number", "it would be read as 1 or 0", "write the number"
        if told is not None:
            what, why, mend = told
            mark = node.start_mark
            where = Location(text.file, mark.line + 1, mark.column + 1)
            yield Fault(f"{name} {what}" if what.startswith("is ") else f"{name}: {what}", where, why, mend)


def _numbers(
    node: Node, model: type[BaseModel] | None, path: tuple[str, ...]
) -> Iterator[tuple[ScalarNode, type, tuple[str, ...]]]:
    if isinstance(node, SequenceNode):
        for part in node.value:
            yield from _numbers(part, model, path)
    elif isinstance(node, MappingNode) and model is not None:
        fields = number_fields(model)
        for key, value in node.value:
            kind = fields.get(key.value)
            if isinstance(value, ScalarNode):
                if kind is not None:
                    yield value, kind, (*path, key.value)
            elif (field := model.model_fields.get(key.value)) is not None:
                yield from _numbers(value, row_within(field.annotation), (*path, key.value))


def _number(annotation: object) -> type | None:
    if get_origin(annotation) is Annotated:
        return _number(get_args(annotation)[0])
    if annotation is int or annotation is float:
        return annotation
    parts = [part for part in get_args(annotation) if part is not NoneType]
    return _number(parts[0]) if len(parts) == 1 and NoneType in get_args(annotation) else None
