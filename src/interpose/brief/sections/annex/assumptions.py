"""What no claim carries, in groups that a reader can find: choices, planning factors, rules, pools."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from interpose.assessment import Assessment, AssumptionRow
from interpose.case.row_ref import RowRef

__all__ = ["AssumptionGroup", "assumption_groups"]

_RULES = "Rules of the mandates"
_MOVEMENT = ("move_factors.csv", "crossings.csv", "lift.csv", "airfields.csv", "move_units.csv")
_SUPPLY = ("supply_rates.csv", "cost_bases.csv", "who_pays.csv")
_GROUPS = (
    (("scenario.yaml",), "Choices of the scenario", True),
    (("planning_factors.csv",), "Planning factors", True),
    (("mandates",), _RULES, False),
    (("unit_types.csv",), "Size of units", False),
    (("states.csv",), "Caps on personnel", False),
    (("escalation.yaml",), "Games of an attack", False),
    (_MOVEMENT, "Movement: factors, crossings, lift, loads of units", False),
    (_SUPPLY, "Supply and cost", False),
    (("pools.csv",), "Unit pools of the states", False),
)
_ON_PAPER = 40
"""Groups of more rows than this stay folded on paper, but for the rules of the mandates: the tables hold them."""


@dataclass(frozen=True, slots=True)
class AssumptionGroup:
    """Assumptions of one kind; those that are not printed stay folded on paper."""

    title: str
    open: bool
    printed: bool
    rows: tuple[AssumptionRow, ...]


def assumption_groups(found: Assessment) -> tuple[AssumptionGroup, ...]:
    """Group the assumptions of a result by the file that holds them; what no group names comes last."""
    by_file: dict[str, list[AssumptionRow]] = defaultdict(list)
    for row in found.assumptions():
        by_file[RowRef.parse(row.where).table.partition("/")[0]].append(row)
    groups = [(title, opened, [row for file in files for row in by_file.pop(file, [])]) for files, title, opened in _GROUPS]
    rest = [row for file in sorted(by_file) for row in by_file[file]]
    return tuple(
        AssumptionGroup(title, opened, len(rows) <= _ON_PAPER or title == _RULES, tuple(rows))
        for title, opened, rows in (*groups, ("Other inputs", False, rest))
        if rows
    )
