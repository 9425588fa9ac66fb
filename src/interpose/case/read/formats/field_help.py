"""From a validation error to a fault that a person can act on."""

from __future__ import annotations

import datetime as dt
import reprlib
import typing
from collections.abc import Mapping, Sequence

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from interpose.case.tables.fields import BOUNDS, NUMBERS, row_within
from interpose.errors import use_one_of

__all__ = ["explain_error", "field_at", "shown"]

_LISTS = {"tuple_type", "list_type", "set_type", "frozen_set_type"}
_MAPPINGS = {"dict_type", "model_type", "model_attributes_type"}
_DAYS = "write the day as YYYY-MM-DD, such as 2024-12-15"
_DATES = "write the date as YYYY-MM-DD, YYYY-MM or YYYY, with ~ for about and ? for uncertain"


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
    given = shown(error.get("input"))
    field = field_at(model, error["loc"])
    description = field.description if field is not None else ""
    why = f"{path}: {description}" if path and description else description or ""
    context: Mapping[str, object] = error.get("ctx", {})
    if kind == "missing":
        return f"{path} is missing", why, f"give {path}; nothing is assumed in its place"
    if kind == "extra_forbidden":
        mend = use_one_of(str(error["loc"][-1]), _fields_beside(model, error["loc"]))
        return f"key {shown(path)} is not known", "a key that nothing reads would be lost in silence", mend
    if kind == "literal_error":
        expected = str(context.get("expected", ""))
        names = [name.strip("'") for name in expected.replace(" or ", ", ").split(", ")]
        return f"{path} is {given}", why, use_one_of(str(error.get("input")), names)
    if kind in NUMBERS:
        whole = "a whole number" if kind.startswith("int") else "a number"
        return f"{path} is {given}, which is not {whole}", why, "write digits only, with a point for decimals and no separators"
    if kind in BOUNDS:
        bound = next(iter(context.values()), "")
        return f"{path} is {given}; it must be {BOUNDS[kind]} {bound}", why, f"write a number {BOUNDS[kind]} {bound}"
    if kind in {"bool_parsing", "bool_type"}:
        return f"{path} is {given}, which is neither true nor false", why, "write true or false"
    if kind == "value_error":
        what = error["msg"].removeprefix("Value error, ")
        return (f"{path}: {what}" if path else what), why or "the two cannot both hold", _mend_value(what)
    if kind == "string_pattern_mismatch":
        return f"{path} is {given}", why, _mend_pattern(str(context.get("pattern", "")))
    return _explain_kind(kind, f"{path} is {given}" if path else f"this is {given}", _pattern_of(field), context, why, error)


def _explain_kind(
    kind: str, what: str, pattern: str, context: Mapping[str, object], why: str, error: ErrorDetails
) -> tuple[str, str, str]:
    """Explain a value of another kind than belongs in its place: a list for a word, a word for a list."""
    if kind == "string_type":
        mend = _mend_pattern(pattern) if pattern else "write one text; put it in quotes where it looks like anything else"
        return f"{what}, which is no text", why, mend
    if kind.startswith(("date_", "datetime_")):
        return f"{what}, which is no day", why, _DAYS
    if kind in _LISTS:
        return f"{what}, which is no list", why, "write a list, such as [a, b], or one `- item` a line"
    if kind in _MAPPINGS:
        return f"{what}, which holds no keys", why, "write its keys below it, each `key: value` and further indented"
    if kind == "invalid_key":
        return f"{what}, which is no key", why, "put the key in quotes"
    if kind in {"string_too_long", "too_long"}:
        unit = "characters" if kind == "string_too_long" else "entries"
        return f"{what}: more than {context.get('max_length')} {unit}", why, "write it shorter"
    if kind in {"string_too_short", "too_short"}:
        return f"{what}: too short", why, f"give at least {context.get('min_length')}"
    return f"{what}: {error['msg']}", why, "see the reference page of the case format"


def _pattern_of(field: typing.Any) -> str:  # noqa: ANN401
    """Find the pattern that the texts of a field match; empty where there is none."""
    marks = [] if field is None else [field, *field.metadata]
    while marks:
        mark = marks.pop()
        if isinstance(pattern := getattr(mark, "pattern", None), str):
            return pattern
        annotation = getattr(mark, "annotation", mark)
        marks += [*getattr(annotation, "__metadata__", ()), *typing.get_args(annotation)]
    return ""


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


def shown(value: object) -> str:
    """Show a value as it was written, never more of it than a line.

    Parameters
    ----------
    value : object
        A cell or a value of a YAML file.

    Returns
    -------
    str
        Texts in quotes, days as they are written, `nothing` for an empty value.

    Examples
    --------
    >>> shown("April"), shown(None), shown([1, 2])
    ("'April'", 'nothing', '[1, 2]')
    """
    if value is None:
        return "nothing"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, str):
        return repr(value if len(value) <= _LONGEST_SHOWN else f"{value[:_LONGEST_SHOWN]}…")
    return _BRIEF.repr(value)


_LONGEST_SHOWN = 57
_BRIEF = reprlib.Repr()
_BRIEF.maxlevel = 3


def _mend_value(what: str) -> str:
    if "no day of the calendar" in what:
        return _DAYS
    if "is no date" in what or "does not exist" in what:
        return _DATES
    return "change the values so that they agree"


def _mend_pattern(pattern: str) -> str:
    if pattern == r"^[A-Z]{3}$":
        return "write the state as three capital letters (ISO 3166-1 alpha-3), such as FRA"
    if pattern.startswith(r"^\d{4}(-\d{2}"):
        return _DATES
    if pattern.startswith(r"^\d{4}-("):
        return "write the month as YYYY-MM, such as 2025-04"
    return "use letters, digits, dot, dash and underscore, beginning with a letter or digit"
