"""References to inputs of a case: a row of a table, one of its fields, a choice of the scenario, a rule of a mandate."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel

from interpose.case.registry import LEDGER_TABLES, TABLES, TableSpec
from interpose.case.tables.fields import Row, row_within
from interpose.case.tables.scenario import Scenario

__all__ = ["RowRef", "table_of"]

SCENARIO = "scenario.yaml"
ESCALATION = "escalation.yaml"

_TABLES = {spec.file: spec for spec in (*TABLES, *LEDGER_TABLES)}
_MODELS = {spec.model: spec for spec in _TABLES.values()}


@dataclass(frozen=True, slots=True)
class RowRef:
    """A reference to an input of a case, written `file#key`, `file#key.field` or, for a file with one row, `file#field`.

    Parameters
    ----------
    table : str
        The file: `pools.csv`, `scenario.yaml`, `mandates/interpose.yaml`.
    key : str
        Name of the row; empty for the whole table, and for a file that holds one row.
    field : str
        Field that is meant, dotted where rows are nested; empty for the whole row.

    Examples
    --------
    >>> str(RowRef("pools.csv", "FRA/infantry_battalion"))
    'pools.csv#FRA/infantry_battalion'
    >>> str(RowRef.scenario("options.zone_depth_km"))
    'scenario.yaml#options.zone_depth_km'
    >>> RowRef.parse("states.csv#FRA.personnel_cap")
    RowRef(table='states.csv', key='FRA', field='personnel_cap')
    """

    table: str
    key: str = ""
    field: str = ""

    @classmethod
    def of(cls, row: Row, field: str = "") -> RowRef:
        """Refer to a row of a table, or to one of its fields.

        Parameters
        ----------
        row : Row
            A row of a table of the case, such as a pool or a state.
        field : str
            One of its fields.

        Raises
        ------
        KeyError
            Where rows of this kind stand in no table, or have no such field.
        """
        spec = _MODELS[type(row)]
        if field:
            _ = type(row).model_fields[field]
        return cls(spec.file, spec.key_of(row), field)

    @classmethod
    def scenario(cls, field: str) -> RowRef:
        """Refer to a choice of the scenario, such as `options.zone_depth_km`.

        Raises
        ------
        KeyError
            Where the scenario has no such key.
        """
        model: type[BaseModel] | None = Scenario
        for part in field.split("."):
            if model is None:
                raise KeyError(field)
            model = row_within(model.model_fields[part].annotation)
        return cls(SCENARIO, field=field)

    @classmethod
    def game(cls, path: str) -> RowRef:
        """Refer to a number of the games, or to a group of them, such as `race.distance_km`."""
        return cls(ESCALATION, field=path)

    @classmethod
    def rule(cls, mandate: str, rule: str) -> RowRef:
        """Refer to a rule of a mandate."""
        return cls(f"mandates/{mandate}.yaml", rule)

    @classmethod
    def route(cls, route: str) -> RowRef:
        """Refer to the law of a route."""
        return cls(f"routes/{route}.yaml")

    @classmethod
    def parse(cls, text: str) -> RowRef:
        """Read a reference as `str` writes it."""
        table, _, rest = text.partition("#")
        if table in (SCENARIO, ESCALATION):
            return cls(table, field=rest)
        spec = _TABLES.get(table)
        key, dot, field = rest.rpartition(".")
        if spec is not None and dot and field in spec.model.model_fields:
            return cls(table, key, field)
        return cls(table, rest)

    def __str__(self) -> str:
        rest = ".".join(filter(None, (self.key, self.field)))
        return f"{self.table}#{rest}" if rest else self.table


def table_of(file: str) -> TableSpec:
    """Return what is declared of a table, by its file.

    Raises
    ------
    KeyError
        Where no table has that name.
    """
    return _TABLES[file]
