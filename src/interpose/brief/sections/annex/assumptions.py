"""What no claim carries, in groups that a reader can find: choices, planning factors, rules, pools."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from interpose.assessment import Assessment, AssumptionRow
from interpose.case.row_ref import RowRef

__all__ = ["AssumptionGroup", "assumption_groups"]

_GROUPS = (
    ("scenario.yaml", "Choices of the scenario", True),
    ("planning_factors.csv", "Planning factors", True),
    ("mandates", "Rules of the mandates", False),
    ("unit_types.csv", "Size of units", False),
    ("states.csv", "Caps on personnel", False),
    ("escalation.yaml", "Games of an attack", False),
    ("move_factors.csv", "Movement: factors", False),
    ("crossings.csv", "Movement: crossings", False),
    ("lift.csv", "Movement: lift", False),
    ("airfields.csv", "Movement: airfields", False),
    ("move_units.csv", "Movement: loads of units", False),
    ("pools.csv", "Unit pools of the states", False),
)


@dataclass(frozen=True, slots=True)
class AssumptionGroup:
    """Assumptions of one kind."""

    title: str
    open: bool
    rows: tuple[AssumptionRow, ...]


def assumption_groups(found: Assessment) -> tuple[AssumptionGroup, ...]:
    """Group the assumptions of a result by the file that holds them; what no group names comes last."""
    by_file: dict[str, list[AssumptionRow]] = defaultdict(list)
    for row in found.assumptions():
        by_file[RowRef.parse(row.where).table.partition("/")[0]].append(row)
    known = [key for key, *_ in _GROUPS]
    groups = [AssumptionGroup(title, opened, tuple(by_file[key])) for key, title, opened in _GROUPS if by_file.get(key)]
    rest = tuple(row for key in sorted(by_file) if key not in known for row in by_file[key])
    return (*groups, AssumptionGroup("Other inputs", False, rest)) if rest else tuple(groups)
