"""From a validation error to a fault that a person can act on."""

from __future__ import annotations

import typing
from collections.abc import Mapping, Sequence

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from interpose.case.tables.fields import row_within
from interpose.errors import did_you_mean

__all__ = ["explain_error", "field_at"]

_NUMBERS = {"int_parsing", "int_type", "float_parsing", "float_type", "int_from_float", "finite_number"}
_BOUNDS = {"greater_than": "above", "greater_than_equal": "at least", "less_than": "below", "less_than_equal": "at most"}


def explain_error(model: type[BaseModel], error: ErrorDetails) -> tuple[str, str, str]:
    """Put one pydantic error into words.

    Parameters
    ----------
    model : type of BaseModel
        The row model that refused the input.
    error : pydantic_core.ErrorDetails
        One entry of `ValidationError.errors()`.

    Returns
    -------
    tuple of str
        What is wrong, why it matters, how to mend it.
    """
    kind = error["type"]
    path = ".".join(str(part) for part in error["loc"])
    given = _shown(error.get("input"))
    field = field_at(model, error["loc"])
    description = field.description if field is not None else ""
    why = f"{path}: {description}" if path and description else description or ""
    context: Mapping[str, object] = error.get("ctx", {})
    if kind == "missing":
        return f"{path} is missing", why, f"give {path}; nothing is assumed in its place"
    if kind == "extra_forbidden":
        name = str(error["loc"][-1])
        hint = did_you_mean(name, _fields_beside(model, error["loc"]))
        known = ", ".join(_fields_beside(model, error["loc"]))
        return f"key {path!r} is not known", "a key that nothing reads would be lost in silence", hint or f"use one of: {known}"
    if kind == "literal_error":
        expected = str(context.get("expected", ""))
        names = [name.strip("'") for name in expected.replace(" or ", ", ").split(", ")]
        return f"{path} is {given}", why, did_you_mean(str(error.get("input")), names) or f"use one of: {', '.join(names)}"
    if kind in _NUMBERS:
        whole = "a whole number" if kind.startswith("int") else "a number"
        return f"{path} is {given}, which is not {whole}", why, "write digits only, with a point for decimals and no separators"
    if kind in _BOUNDS:
        bound = next(iter(context.values()), "")
        return f"{path} is {given}; it must be {_BOUNDS[kind]} {bound}", why, f"write a number {_BOUNDS[kind]} {bound}"
    if kind in {"bool_parsing", "bool_type"}:
        return f"{path} is {given}, which is neither true nor false", why, "write true or false"
    if kind == "value_error":
        what = error["msg"].removeprefix("Value error, ")
        return (f"{path}: {what}" if path else what), why or "the two cannot both hold", _mend_value(what)
    if kind == "string_pattern_mismatch":
        return f"{path} is {given}", why, _mend_pattern(str(context.get("pattern", "")))
    return f"{path} is {given}: {error['msg']}", why, "see the reference page of the case format"


def field_at(model: type[BaseModel], path: Sequence[int | str]) -> typing.Any:  # noqa: ANN401
    """Find the definition of the field at a path, walking through nested rows; None where there is none."""
    current: type[BaseModel] | None = model
    field = None
    for part in path:
        if isinstance(part, int) or current is None:
            continue
        found = current.model_fields.get(part)
        if found is None:
            break
        field = found
        current = row_within(found.annotation)
    return field


def _fields_beside(model: type[BaseModel], path: Sequence[int | str]) -> list[str]:
    owner = model
    for part in path[:-1]:
        if isinstance(part, int):
            continue
        field = owner.model_fields.get(part)
        owner = (row_within(field.annotation) if field is not None else None) or owner
    return list(owner.model_fields)


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…'"


def _mend_value(what: str) -> str:
    if "no day of the calendar" in what:
        return "write the day as YYYY-MM-DD, such as 2024-12-15"
    return "change the values so that they agree"


def _mend_pattern(pattern: str) -> str:
    if pattern == r"^[A-Z]{3}$":
        return "write the state as three capital letters (ISO 3166-1 alpha-3), such as FRA"
    if pattern.startswith(r"^\d{4}(-\d{2}"):
        return "write the date as YYYY-MM-DD, YYYY-MM or YYYY, with ~ for about and ? for uncertain"
    if pattern.startswith(r"^\d{4}-("):
        return "write the month as YYYY-MM, such as 2025-04"
    return "use letters, digits, dot, dash and underscore, beginning with a letter or digit"
