"""What no claim carries, in groups that a reader can find: choices, planning factors, rules, pools."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from interpose.assessment import Assessment, AssumptionRow
from interpose.case.row_ref import RowRef

__all__ = ["AssumptionGroup", "assumption_groups", "in_plain"]

_MOVEMENT = ("move_factors.csv", "crossings.csv", "lift.csv", "airfields.csv", "move_units.csv")
_SUPPLY = ("supply_rates.csv", "cost_bases.csv", "who_pays.csv")
_GROUPS = (
    (("scenario.yaml",), "Choices of the scenario"),
    (("planning_factors.csv",), "Planning factors"),
    (("mandates",), "Rules of the mandates"),
    (("unit_types.csv",), "Size of units"),
    (("states.csv",), "Caps on personnel"),
    (("escalation.yaml",), "Games of an attack"),
    (_MOVEMENT, "Movement: factors, crossings, lift, loads of units"),
    (_SUPPLY, "Supply and cost"),
    (("pools.csv",), "Unit pools of the states"),
)
_MOST_ROWS = 60
"""Groups of more rows than this are only counted in the brief: the tables hold them."""


@dataclass(frozen=True, slots=True)
class AssumptionGroup:
    """Assumptions of one kind."""

    title: str
    rows: tuple[AssumptionRow, ...]

    @property
    def many(self) -> bool:
        """Whether they are so many that the brief only counts them."""
        return len(self.rows) > _MOST_ROWS


def in_plain(note: str) -> str:
    """Write a remark of a table for readers: tables by what they hold, and keys as words; addresses stay.

    Examples
    --------
    >>> in_plain("as `eu_csdp`, in cost_bases.csv; see https://example.org/?post_type=1")
    'as eu csdp, in the table of cost bases; see https://example.org/?post_type=1'
    """
    told = _FILES.sub(lambda found: "the map" if found[2] == "geojson" else f"the table of {found[1]}", note.replace("`", ""))
    return _KEYS.sub(lambda found: found[0].replace("_", " "), told)


_FILES = re.compile(r"\b([a-z_]+)\.(csv|geojson)\b")
_KEYS = re.compile(r"(?<![\w/?=&.])[a-z]+(?:_[a-z]+)+\b(?![=/.])")


def assumption_groups(found: Assessment) -> tuple[AssumptionGroup, ...]:
    """Group the assumptions of a result by the file that holds them; what no group names comes last."""
    by_file: dict[str, list[AssumptionRow]] = defaultdict(list)
    for row in found.assumptions():
        by_file[RowRef.parse(row.where).table.partition("/")[0]].append(row)
    groups = [(title, [row for file in files for row in by_file.pop(file, [])]) for files, title in _GROUPS]
    rest = [row for file in sorted(by_file) for row in by_file[file]]
    return tuple(AssumptionGroup(title, tuple(rows)) for title, rows in (*groups, ("Other inputs", rest)) if rows)
