"""Results as plain data and their JSON Schema: the one way to `assessment.json` and to every `--format json`.

A result is a frozen dataclass with types everywhere, and those types say all that is needed: pydantic's `TypeAdapter` makes
plain data of any of them, and describes it. A property that belongs to the plain form is marked `computed_field`; a named
tuple that is to have keys is marked `keyed`; geometry is annotated with `GeoJson`; a key that Python keeps for itself, such as
`class`, is a serialization alias.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar, get_type_hints

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import CoreSchema, core_schema, to_json

__all__ = ["GeoJson", "json_bytes", "json_schema", "keyed", "plain"]

Keyed = TypeVar("Keyed", bound=type[NamedTuple])
_DEGREE_DECIMALS = 5
"""Coordinates are written to about one metre: finer would be false precision for a schematic line."""


def plain(result: object, *, decimals: int | None = 6) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """Turn a result into plain data for JSON: mappings, lists, texts, numbers.

    Parameters
    ----------
    result : object
        A frozen dataclass, or mappings and sequences of such.
    decimals : int or None
        Decimals that numbers are rounded to; None leaves them as computed.

    Returns
    -------
    object
        Plain data, with the keys that `json_schema` describes.

    Raises
    ------
    ValueError
        Where the result holds infinity or not-a-number, which is no number to tell.

    Examples
    --------
    >>> from interpose.case import Range
    >>> plain({"personnel": Range(1.0, 2.00000001, 3.5)})
    {'personnel': {'low': 1.0, 'mode': 2.0, 'high': 3.5}}
    """
    if isinstance(result, dict):
        return {str(key): plain(item, decimals=decimals) for key, item in result.items()}
    if isinstance(result, list | tuple):
        return [plain(item, decimals=decimals) for item in result]
    kind: Any = type(result)
    told = to_json(_adapter(kind).dump_python(result, mode="json", by_alias=True, warnings="none"), inf_nan_mode="constants")
    # Numbers are rounded while the text is read: that is quicker than to go through all data.
    rounded = float if decimals is None else lambda number: round(float(number), decimals) + 0.0
    return json.loads(told, parse_float=rounded, parse_constant=_refused)


def json_bytes(result: object) -> bytes:
    """Write a result as JSON: UTF-8, keys in the order of the fields, the same bytes for the same result.

    Parameters
    ----------
    result : object
        As for `plain`.

    Returns
    -------
    bytes
        The text, ending with a line break.
    """
    return to_json(plain(result), indent=1) + b"\n"


def json_schema(kind: type) -> dict[str, Any]:
    """Describe the plain form of a result class as JSON Schema (2020-12).

    Parameters
    ----------
    kind : type
        A result class.

    Returns
    -------
    dict
        The schema: every key is required, and no other is allowed.

    Examples
    --------
    >>> from interpose.case import Range
    >>> json_schema(Range)["required"]
    ['low', 'mode', 'high']
    """
    schema = _adapter(kind).json_schema(mode="serialization", schema_generator=_Schema)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


class GeoJson:
    """Marks a geometry of shapely in a result: `Annotated[Polygon, GeoJson()]` is written as GeoJSON, about to the metre."""

    def __get_pydantic_core_schema__(self, _source: object, _handler: GetCoreSchemaHandler) -> CoreSchema:
        """Tell pydantic how a geometry is written."""
        return core_schema.any_schema(serialization=core_schema.plain_serializer_function_ser_schema(_geojson))

    def __get_pydantic_json_schema__(self, _core: CoreSchema, _handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Describe what is written."""
        return {"type": "object", "required": ["type", "coordinates"]}


def keyed(kind: Keyed) -> Keyed:
    """Write a named tuple with its names, as an object and not as a list.

    Parameters
    ----------
    kind : type
        A named tuple, to be decorated.

    Returns
    -------
    type
        The same class.
    """

    def schema(_source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        hints = get_type_hints(kind, include_extras=True)
        fields = {name: core_schema.typed_dict_field(handler.generate_schema(hint)) for name, hint in hints.items()}
        written = core_schema.typed_dict_schema(fields)
        return core_schema.any_schema(
            serialization=core_schema.plain_serializer_function_ser_schema(kind._asdict, return_schema=written)
        )

    kind.__get_pydantic_core_schema__ = schema  # type: ignore[attr-defined]
    return kind


class _Schema(GenerateJsonSchema):
    """Every key is always written, no other key is, and a class is described by the first line of its docstring."""

    def field_is_required(self, *_field: object, **_more: object) -> bool:
        return True

    def _closed(self, schema: JsonSchemaValue, kind: object) -> JsonSchemaValue:
        said = (getattr(kind, "__doc__", None) or "").strip().splitlines()
        return {**schema, "additionalProperties": False, **({"description": said[0]} if said else {})}

    def dataclass_schema(self, schema: core_schema.DataclassSchema) -> JsonSchemaValue:
        return self._closed(super().dataclass_schema(schema), schema["cls"])

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        return self._closed(super().model_schema(schema), schema["cls"])


def _geojson(geometry: Any) -> Any:  # noqa: ANN401 - shapely ships no types
    from shapely import transform
    from shapely.geometry import mapping

    return mapping(transform(geometry, lambda degrees: degrees.round(_DEGREE_DECIMALS)))


@lru_cache(maxsize=128)
def _adapter(kind: type) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _refused(number: str) -> float:
    raise ValueError(f"a result holds {float(number)}, which is no number to tell")
