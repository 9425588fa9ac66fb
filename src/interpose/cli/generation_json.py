"""A plan of force generation as JSON."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from interpose.generation import Generation, Marginal, SectorPlan, ShortfallShare, Violation
    from interpose.generation.alternatives import Alternative
    from interpose.generation.demand import Demand
    from interpose.generation.repair import Repair

__all__ = ["plan_as_json", "required_by_capability", "shortfall_rows"]


def required_by_capability(need: Demand) -> dict[tuple[str, int], float]:
    """Sum what was planned for over the belts, by capability and month."""
    found: dict[tuple[str, int], float] = defaultdict(float)
    for (_, capability), months in need.quantity.items():
        for month, quantity in enumerate(months.tolist(), start=1):
            found[capability, month] += quantity
    return found


def shortfall_rows(plan: Generation, need: Demand) -> list[dict[str, object]]:
    """Sum shortfalls over the belts, beside what is required in all of them at the level that was planned for."""
    required = required_by_capability(need)
    return [
        {
            "capability": capability,
            "month": month,
            "quantity": round(missing, 6),
            "required": round(required[capability, month], 6),
        }
        for capability, month, missing, _ in plan.shortfall_by_capability()
    ]


def plan_as_json(
    plan: Generation,
    need: Demand,
    level: str,
    gains: Sequence[Marginal],
    violations: Sequence[Violation] | None,
    others: Sequence[Alternative] = (),
    mended: Repair | None = None,
    shares: Sequence[ShortfallShare] = (),
) -> dict[str, object]:
    """Put a plan into the words of JSON.

    Parameters
    ----------
    plan : Generation
        The plan.
    need : Demand
        What was planned for.
    level : str
        Which end of the requirement that is.
    gains : sequence of Marginal
        What single changes are worth.
    violations : sequence of Violation, or None
        What independent code found; None where it was not asked.
    others : sequence of Alternative
        Plans that are nearly as good.
    mended : Repair, optional
        What would fix the shortfall.
    shares : sequence of ShortfallShare
        Shares of each shortfall by cause, in order.

    Returns
    -------
    dict
        Ready for `json`.
    """
    found: dict[str, object] = {
        "status": plan.status,
        "gap": plan.gap,
        "mandate": plan.mandate,
        "level": level,
        "mode": plan.mode,
        "scale": plan.scale,
        "scale_bound": plan.scale_bound,
        "interrupted": plan.interrupted,
        "american_enablers": plan.american_enablers,
        "participants": list(plan.participants),
        "waiting": [{"state": state, "conditions": list(conditions)} for state, conditions in plan.waiting],
        "force": {
            "peak": plan.force.peak,
            "sustained": plan.force.sustained,
            "outside_peak": plan.force.outside_peak,
        },
        "shortfall": shortfall_rows(plan, need),
        "contributions": [{"state": row.state, "personnel_peak": row.personnel_peak} for row in plan.contributions],
        "rotation": [
            {
                "state": row.state,
                "unit_type": row.unit_type,
                "units": row.units,
                "start_month": row.start_month,
                "end_month": row.end_month,
                "belt": row.belt,
            }
            | _unusual(row.commitment, row.serves)
            for row in plan.rotation
        ],
        "withdrawn": [
            {
                "state": row.state,
                "unit_type": row.unit_type,
                "commitment": row.commitment,
                "units": row.units,
                "price": row.price,
            }
            for row in plan.withdrawn
        ],
        "stages": [
            {"objective": stage.objective, "value": stage.value, "bound": stage.bound, "status": stage.status}
            for stage in plan.stages
        ],
        "sectors": [
            {"sector": row.sector, "framework_nation": row.framework_nation, "nations": list(row.nations)}
            for row in plan.sectors
        ],
        "by_sector": None if plan.by_sector is None else _sectors_as_json(plan.by_sector),
        "causes": [{"capability": row.capability, "cause": row.cause, "quantity": row.quantity} for row in plan.binds],
        "shares": [{"capability": each.capability, "cause": each.cause, "quantity": each.quantity} for each in shares],
        "marginal": [{"change": each.change, "gain": each.gain, "method": each.method} for each in gains],
        "alternatives": [_other_as_json(each) for each in others],
        "repair": None
        if mended is None
        else _repair_as_json(mended) | {"others": [_repair_as_json(each) for each in mended.others]},
        "max_violation": plan.max_violation,
    }
    if violations is not None:
        found["violations"] = [{"rule": each.rule, "amount": each.amount} for each in violations]
    return found


def _repair_as_json(mended: Repair) -> dict[str, object]:
    return {
        "name": mended.name,
        "status": mended.status,
        "total": mended.total,
        "bound": mended.bound,
        "changes": [
            {
                "change": each.change,
                "state": each.state,
                "unit_type": each.unit_type,
                "mission": each.mission,
                "quantity": each.quantity,
                "price": each.price,
                "words": each.words,
            }
            for each in mended.changes
        ],
        "left": [{"capability": capability, "quantity": quantity} for capability, quantity in mended.left],
        "lacking": [
            {"capability": each.capability, "belt": each.belt, "unit_type": each.unit_type, "units": each.units}
            for each in mended.lacking
        ],
        "reason": mended.reason,
    }


def _other_as_json(other: Alternative) -> dict[str, object]:
    return {
        "name": other.name,
        "spared": list(other.spared),
        "difference": other.difference,
        "distance": other.distance,
        "shortfall": other.shortfall,
        "status": other.status,
        "force": {"peak": other.force.peak, "sustained": other.force.sustained},
        "contributions": [{"state": row.state, "personnel_peak": row.personnel_peak} for row in other.contributions],
        "max_violation": other.max_violation,
    }


def _unusual(commitment: str, serves: str) -> dict[str, str]:
    """Tell what most tours do not have: where the units were bound, and for which capability they stand in."""
    return ({"commitment": commitment} if commitment else {}) | ({"serves": serves} if serves else {})


def _sectors_as_json(found: SectorPlan) -> dict[str, object]:
    return {
        "gap": found.gap,
        "handed_over": found.handed_over,
        "phases": [
            {
                "phase": phase.name,
                "first_month": phase.first_month,
                "last_month": phase.last_month,
                "sectors": [
                    {"sector": row.sector, "framework_nation": row.framework_nation, "nations": list(row.nations)}
                    for row in phase.leads
                ],
            }
            for phase in found.phases
        ],
        "rotation": [
            {
                "state": tour.state,
                "unit_type": tour.unit_type,
                "units": tour.units,
                "start_month": tour.start_month,
                "end_month": tour.end_month,
                "belt": tour.belt,
                "sector": tour.sector or None,
            }
            | _unusual(tour.commitment, tour.serves)
            for tour in found.tours
        ],
        "shortfall": [
            {
                "sector": row.sector,
                "belt": row.belt,
                "capability": row.capability,
                "month": row.month,
                "quantity": row.quantity,
                "required": row.required,
            }
            for row in found.shortfall
        ],
        "loss": [{"capability": name, "quantity": months} for name, months in found.loss],
    }
