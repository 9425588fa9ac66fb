"""How much Interpose reads: every bound on an input in one place, with its unit and why it is there.

What lies beyond a bound is refused with a fault that names it; nothing is cut off in silence. The page
[Limits](../reference/limits.md) is written from these fields.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields

__all__ = ["LIMITS", "InputLimits", "Limit", "all_limits"]

_MIB = 1024 * 1024


def _limit(value: int, unit: str, why: str) -> int:
    """Define one bound with its unit and its reason, which the page of limits tells."""
    return field(default=value, metadata={"unit": unit, "why": why})


@dataclass(frozen=True, kw_only=True, slots=True)
class InputLimits:
    """Bounds on what is read; a test sets others than the standing ones.

    Parameters
    ----------
    file_bytes, line_file_bytes, workbook_bytes : int
        Most bytes of one file of a case, of a file with a line, and of all that a workbook unpacks to.
    table_cells : int
        Most cells of a table, each row counted as one more.
    workbook_parts, workbook_part_bytes, workbook_cells : int
        Most parts in the archive of a workbook, bytes of a part without cells, and cells with the empty ones between.
    yaml_characters, yaml_nodes, yaml_depth : int
        Most characters of a YAML file, its keys, items and values with aliases and merge keys written out, and how deep they
        are nested.
    json_characters, json_depth : int
        Most characters of a JSON file, and how deep it is nested.
    number_digits, largest_number : int
        Most digits of a number, and the largest in a table or YAML file.
    line_vertices, features : int
        Most vertices of one line or ring, and most features of an area.
    pool_units, pool_units_in_all, required_units : int
        Most units of one pool, of all pools of a case, and of one line of a requirement that a case states.
    unit_personnel : int
        Most persons of one unit.
    rule_members, rule_depth : int
        Most members of a voting rule, and how deep its parts are nested.
    capture_bytes, page_characters, page_seconds : int
        Most bytes of a captured page, characters of its words, and seconds for finding them.
    archive_bytes, archive_pages : int
        Most bytes that a web archive unpacks to, and pages in it.
    wildcard_columns : int
        Most columns of a sample that one row of uncertainties.csv takes.
    """

    file_bytes: int = _limit(64 * _MIB, "bytes", "one file of a case: it is held in memory with the rest")
    table_cells: int = _limit(10_000_000, "cells", "a table of a case, rows and cells counted")
    line_file_bytes: int = _limit(16 * _MIB, "bytes", "a GeoJSON, KML or shapefile that holds a line")
    workbook_bytes: int = _limit(128 * _MIB, "bytes", "all that a workbook unpacks to: a small file must not fill the memory")
    workbook_parts: int = _limit(2_000, "parts", "files inside the archive of a workbook")
    workbook_part_bytes: int = _limit(8 * _MIB, "bytes", "a part of a workbook that holds no cells, such as its styles")
    workbook_cells: int = _limit(1_000_000, "cells", "cells of a workbook, the empty ones between others counted")
    yaml_characters: int = _limit(256 * 1024, "characters", "a YAML file: rules and choices, which people read")
    yaml_nodes: int = _limit(
        50_000, "values", "keys and values of a YAML file with aliases and merge keys written out: few lines can hold billions"
    )
    yaml_depth: int = _limit(100, "levels", "nesting of a YAML file")
    json_characters: int = _limit(16 * _MIB, "characters", "a JSON file, such as an area with its lines")
    json_depth: int = _limit(100, "levels", "nesting of a JSON file")
    number_digits: int = _limit(400, "digits", "a number longer than this is a slip")
    largest_number: int = _limit(10**15, "of any unit", "a number in a table or YAML file: no quantity of a case is as large")
    line_vertices: int = _limit(200_000, "vertices", "one line or ring of an area")
    features: int = _limit(10_000, "features", "features of an area")
    pool_units: int = _limit(10_000, "units", "units of one pool: no state has as many battalions")
    required_units: int = _limit(10_000, "units", "units that one line of a requirement states")
    unit_personnel: int = _limit(1_000_000, "persons", "persons of one unit")
    pool_units_in_all: int = _limit(100_000, "units", "units of all pools of a case")
    rule_members: int = _limit(10_000, "members", "members of a voting rule")
    rule_depth: int = _limit(30, "levels", "parts of a voting rule inside one another")
    capture_bytes: int = _limit(64 * _MIB, "bytes", "one captured page of a source")
    page_characters: int = _limit(8 * _MIB, "characters", "words of a PDF: a small file can hold billions")
    page_seconds: int = _limit(60, "seconds", "reading one page, PDF or bibliography, which some are made to draw out")
    archive_bytes: int = _limit(512 * _MIB, "bytes", "all that a web archive unpacks to: a small file must not fill the disk")
    archive_pages: int = _limit(200, "pages", "pages of a web archive: each becomes a source")
    wildcard_columns: int = _limit(
        500, "columns", "columns that one row of uncertainties.csv takes; one column can seed all rows of a wildcard"
    )


LIMITS = InputLimits()
"""The bounds that stand."""


@dataclass(frozen=True, slots=True)
class Limit:
    """One bound, for the page of limits."""

    name: str
    value: int
    unit: str
    why: str


def all_limits(limits: InputLimits = LIMITS) -> tuple[Limit, ...]:
    """List every bound with its unit and reason, in the order of the module.

    Parameters
    ----------
    limits : InputLimits
        The bounds; those that stand unless given.

    Returns
    -------
    tuple of Limit
        One for each field.

    Examples
    --------
    >>> next(limit.unit for limit in all_limits() if limit.name == "pool_units")
    'units'
    """
    return tuple(
        Limit(each.name, getattr(limits, each.name), each.metadata["unit"], each.metadata["why"]) for each in fields(limits)
    )
