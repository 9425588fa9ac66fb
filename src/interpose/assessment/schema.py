"""The JSON Schema of `assessment.json`, from the result classes themselves, so that it cannot differ from them."""

from __future__ import annotations

import dataclasses
import datetime as dt
import types
import typing
from collections.abc import Mapping
from typing import TYPE_CHECKING

from pydantic import BaseModel
from shapely.geometry.base import BaseGeometry

from interpose.assessment.export import SCHEMA_VERSION
from interpose.assessment.inputs import AssumptionRow
from interpose.authority import Authority
from interpose.case import Figure
from interpose.case.tables.scenario import Scenario
from interpose.deterrence.result import DeterrenceRecord
from interpose.evidence import EvidenceQuality, Positions
from interpose.generation import Generation
from interpose.requirement import Requirement

__all__ = ["assessment_schema"]

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Schema = dict[str, object]
_SIMPLE: Mapping[object, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    type(None): {"type": "null"},
    dt.date: {"type": "string", "format": "date"},
}


def assessment_schema() -> Schema:
    """Give the JSON Schema (2020-12) of `assessment.json`.

    Examples
    --------
    >>> sorted(assessment_schema()["properties"])[:3]
    ['assumptions', 'authority', 'case']
    """
    definitions: Schema = {}
    plan = _object(
        {
            "variant": {"enum": ["with_american_enablers", "without_american_enablers"]},
            "with_american_enablers": _schema(Generation, definitions),
            "without_american_enablers": _schema(Generation, definitions),
        }
    )
    case = _object({"name": {"type": "string"}, "digest": {"type": "string"}, "scenario": _schema(Scenario, definitions)})
    whole = _object(
        {
            "schema_version": {"const": SCHEMA_VERSION},
            "version": {"type": "string"},
            "case": case,
            "positions": _schema(Positions, definitions),
            "evidence_quality": _schema(EvidenceQuality, definitions),
            "authority": _schema(Authority, definitions),
            "requirement": _schema(Requirement, definitions),
            "plans": {"type": "object", "additionalProperties": plan},
            "deterrence": _schema(DeterrenceRecord | None, definitions),
            "figures": {"type": "array", "items": _schema(Figure, definitions)},
            "assumptions": {"type": "array", "items": _schema(AssumptionRow, definitions)},
        }
    )
    heading: Schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "An assessment by Interpose"}
    return {**heading, **whole, "$defs": definitions}


def _object(properties: Mapping[str, object]) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _schema(annotation: object, definitions: Schema) -> Schema:
    """Give the schema of what `to_plain` makes of a value of this type."""
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if annotation in _SIMPLE:
        return _SIMPLE[annotation]
    if origin is typing.Literal:
        return {"enum": list(arguments)}
    if origin in (typing.Union, types.UnionType):
        return {"anyOf": [_schema(argument, definitions) for argument in arguments]}
    if origin is typing.Annotated:
        return _schema(arguments[0], definitions)
    if origin is tuple:
        if len(arguments) == 2 and arguments[1] is Ellipsis:
            return {"type": "array", "items": _schema(arguments[0], definitions)}
        return {"type": "array", "prefixItems": [_schema(argument, definitions) for argument in arguments], "items": False}
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _schema(arguments[1], definitions)}
    if isinstance(annotation, type) and issubclass(annotation, BaseGeometry):
        return {"type": "object", "required": ["type", "coordinates"]}
    if isinstance(annotation, type) and (dataclasses.is_dataclass(annotation) or issubclass(annotation, BaseModel)):
        return _definition(annotation, definitions)
    raise TypeError(f"a result holds {annotation!r}, which has no schema")


def _definition(owner: type[DataclassInstance] | type[BaseModel], definitions: Schema) -> Schema:
    reference: Schema = {"$ref": f"#/$defs/{owner.__name__}"}
    if owner.__name__ not in definitions:
        definitions[owner.__name__] = {}
        hints = typing.get_type_hints(owner)
        names = owner.model_fields if issubclass(owner, BaseModel) else owner.__dataclass_fields__
        described = {"description": (owner.__doc__ or "").strip().splitlines()[0]}
        definitions[owner.__name__] = described | _object({name: _schema(hints[name], definitions) for name in names})
    return reference
