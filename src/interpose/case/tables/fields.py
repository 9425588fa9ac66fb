"""What every table shares: the row, the column with its description and unit, and cell types.

One definition per field lives in a row model. Validation, the JSON Schema for editors, the
reference page and later the web form are all generated from it.
"""

from __future__ import annotations

import datetime as dt
import types
from dataclasses import dataclass
from typing import Annotated, Any, Self, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, JsonValue, StringConstraints, ValidationError
from pydantic_core import ErrorDetails

from interpose.errors import UsageError, use_one_of

__all__ = [
    "BOUNDS",
    "NUMBERS",
    "ClaimRef",
    "ClaimRefs",
    "Identifier",
    "IdentifierList",
    "MandateRef",
    "NumberList",
    "PartialDate",
    "RefersTo",
    "Row",
    "StateCode",
    "StateRef",
    "TextList",
    "UnitTypeRef",
    "UnitTypeRefs",
    "column",
    "in_order",
    "in_range",
    "refusal",
    "row_within",
]


@dataclass(frozen=True)
class RefersTo:
    """Marks a field whose value names rows of another table: `Annotated[StateCode, RefersTo("states")]`.

    Every name in the field must be known there; reading a case checks it from this one declaration.

    Parameters
    ----------
    table : str
        What is named: a table by its file without ending (`states`, `claims`), `mandates`, `routes`, or names that are read
        from tables or closed lists (`bodies`, `partners`, `required_capabilities`, `mission_sources`, `voting_rules`,
        `scenario_answers`).
        Of several, divided by `|`, one must hold the name.
    """

    table: str


class Row(BaseModel):
    """One row of a table, or one mapping of a YAML file: frozen, typed, with no room for strays."""

    # Built when it is first read: what stands only inside other rows, or in files that a verb does not read, never is.
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, allow_inf_nan=False, defer_build=True)

    def replace(self, **changes: object) -> Self:
        """Return the row with other values, which are checked as those of a file are.

        Parameters
        ----------
        **changes
            Values by the name of their column.

        Returns
        -------
        Row
            A row of the same kind.

        Raises
        ------
        UsageError
            Where there is no such column, or a value does not belong there.

        Examples
        --------
        >>> from interpose.case.tables.force import RepairPrice
        >>> price = RepairPrice(change="join", value=8, unit="one state", basis="assumed", source="an example")
        >>> price.replace(value=9).value
        9.0
        """
        kind, columns = type(self), type(self).model_fields
        for name in changes:
            if name not in columns:
                raise UsageError(f"{kind.__name__} has no {name!r}", use_one_of(name, columns))
        try:
            return kind.model_validate({**dict(self), **changes})
        except ValidationError as error:
            wrong: dict[str, list[str]] = {}
            for each in error.errors():
                wrong.setdefault(refusal(each), []).append(".".join(map(str, each["loc"])) or kind.__name__)
            told = "; ".join(f"{', '.join(names)} {reason}" for reason, names in wrong.items())
            raise UsageError(told, "give values that the case format allows") from error


def refusal(error: ErrorDetails) -> str:
    """Say why a value was refused, in words that follow the name of its field.

    Parameters
    ----------
    error : pydantic_core.ErrorDetails
        One entry of `ValidationError.errors()`.

    Returns
    -------
    str
        Such as `must be at least 0`.

    Examples
    --------
    >>> refusal({"type": "less_than_equal", "loc": ("depth",), "msg": "", "input": 9, "ctx": {"le": 5}})
    'must be at most 5'
    """
    kind, context = error["type"], error.get("ctx", {})
    if kind in BOUNDS:
        bound = next(iter(context.values()), "")
        return f"must be {BOUNDS[kind]} {f'{bound:,g}' if isinstance(bound, int | float) else bound}"
    if kind == "literal_error":
        return f"must be one of {str(context.get('expected', '')).replace(' or ', ', ')}"
    if kind in NUMBERS:
        return f"must be {'a whole number' if kind.startswith('int') else 'a number'}"
    if kind == "missing":
        return "is missing"
    return error["msg"].removeprefix("Value error, ")


BOUNDS = {"greater_than": "above", "greater_than_equal": "at least", "less_than": "below", "less_than_equal": "at most"}
"""How bounds on numbers are said, by the kind of error."""

NUMBERS = frozenset({"int_parsing", "int_type", "float_parsing", "float_type", "int_from_float", "finite_number"})
"""Kinds of error about what is no number, or no whole one."""


def column(description: str, *, unit: str | None = None, default: Any = ..., **bounds: Any) -> Any:  # noqa: ANN401
    """Define one field once.

    Parameters
    ----------
    description : str
        What the field says, in a sentence for the reference page.
    unit : str, optional
        The unit of a number.
    default : optional
        The value of an empty cell. Without it an empty cell is a fault.
    **bounds
        Bounds as pydantic names them: `ge`, `gt`, `le`, `lt`; `default_factory` in place of a default that is a mapping.

    Returns
    -------
    pydantic.fields.FieldInfo
        The field, with its unit kept in the JSON Schema under `unit`.
    """
    extra: dict[str, JsonValue] | None = {"unit": unit} if unit else None
    if "default_factory" in bounds:
        return Field(description=description, json_schema_extra=extra, **bounds)
    return Field(default, description=description, json_schema_extra=extra, **bounds)


def in_order(low: float, mode: float, high: float, middle: str = "mode") -> None:
    """Refuse a row whose most likely value, named `middle`, does not lie between its bounds."""
    if not low <= mode <= high:
        raise ValueError(f"low ({low:g}), {middle} ({mode:g}) and high ({high:g}) are not in order")


def in_range(name: str, low: float | None, value: float, high: float | None) -> None:
    """Refuse a row whose column `name` lies outside its bounds, of which each may be left empty."""
    low, high = value if low is None else low, value if high is None else high
    if not low <= value <= high:
        raise ValueError(f"{name} ({value:g}) lies outside low ({low:g}) to high ({high:g})")


def _split(value: object) -> object:
    """Read a cell that holds a list: parts divided by semicolons."""
    if value is None or value == "":
        return ()
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(";") if part.strip())
    return value


Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=80)]
"""A name that other rows refer to: letters, digits, dot, dash and underscore."""

StateCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
"""A state as ISO 3166-1 alpha-3."""

IdentifierList = Annotated[tuple[Identifier, ...], BeforeValidator(_split)]
"""Identifiers in one cell, divided by semicolons."""

StateRef = Annotated[StateCode, RefersTo("states")]
"""A state that must be in `states.csv`."""

UnitTypeRef = Annotated[Identifier, RefersTo("unit_types")]
UnitTypeRefs = Annotated[IdentifierList, RefersTo("unit_types")]
"""Unit types that must be in `unit_types.csv`."""

ClaimRef = Annotated[Identifier, RefersTo("claims")]
ClaimRefs = Annotated[IdentifierList, RefersTo("claims")]
"""Claims that must be in the ledger."""

MandateRef = Annotated[Identifier, RefersTo("mandates")]
"""A mandate that must be among those of the case and the reference."""

TextList = Annotated[tuple[str, ...], BeforeValidator(_split)]
"""Texts in one cell, divided by semicolons."""

NumberList = Annotated[tuple[float, ...], BeforeValidator(_split)]
"""Numbers in one cell, divided by semicolons."""

PartialDate = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?[~?%]?$")]
"""A date as precise as it is known (EDTF): `2024`, `2024-12`, `2024-12-15`; `~` about, `?` uncertain, `%` both."""


def _date(value: object) -> object:
    if isinstance(value, int | float):
        value = str(value)  # a number is no count of seconds here: `as_of: 2024` is a year without a day
    if not isinstance(value, str):
        return value
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"{value!r} is no day of the calendar") from None


Date = Annotated[dt.date, BeforeValidator(_date)]
"""A calendar day, `2024-12-15`."""


def row_within(annotation: object) -> type[BaseModel] | None:
    """Find the row model inside an annotation such as `tuple[Rule, ...]` or `Options | None`."""
    if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias) and issubclass(annotation, BaseModel):
        return annotation
    for part in get_args(annotation):
        found = row_within(part)
        if found is not None:
            return found
    return None
