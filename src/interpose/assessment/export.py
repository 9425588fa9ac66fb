"""`assessment.json`: the whole result for programs, the same bytes for the same case, version and seed."""

from __future__ import annotations

import dataclasses
import datetime as dt
import math
from collections.abc import Mapping

from pydantic import BaseModel
from pydantic_core import to_json
from shapely import transform
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

__all__ = ["SCHEMA_VERSION", "json_bytes", "to_plain"]

SCHEMA_VERSION = 1
_DEGREE_DECIMALS = 5
"""Coordinates are written to about one metre: finer would be false precision for a schematic line."""
_DECIMALS = 6


def to_plain(value: object) -> object:
    """Turn a result into plain data for JSON: dataclasses by field, geometry as GeoJSON, numbers rounded.

    Parameters
    ----------
    value : object
        A result or a part of one.

    Returns
    -------
    object
        Mappings, lists, texts and numbers only.

    Examples
    --------
    >>> from interpose.case import Range
    >>> to_plain({"personnel": Range(1.0, 2.00000001, 3.5)})
    {'personnel': {'low': 1.0, 'mode': 2.0, 'high': 3.5}}
    """
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError(f"a result holds {value}, which is no number to tell")
        return round(value, _DECIMALS) + 0.0
    if isinstance(value, BaseGeometry):
        return to_plain(mapping(transform(value, lambda degrees: degrees.round(_DEGREE_DECIMALS))))
    if isinstance(value, BaseModel):
        return to_plain(value.model_dump())
    if dataclasses.is_dataclass(value):
        return {field.name: to_plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): to_plain(item) for key, item in value.items()}
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    raise TypeError(f"a result holds a {type(value).__name__}, which has no plain form")


def json_bytes(value: object) -> bytes:
    """Write a result as JSON.

    Parameters
    ----------
    value : object
        A result, or a mapping of results.

    Returns
    -------
    bytes
        UTF-8 text, keys in a fixed order, ending with a line break.
    """
    return to_json(to_plain(value), indent=1) + b"\n"
