"""`interpose generate`: who provides what, where and when, and what is short."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interpose.cli.output import CaseArgument, Format, FormatOption, note, print_json, print_table, progress

if TYPE_CHECKING:
    from interpose.generation import Generation, Marginal, Violation
    from interpose.requirement import MandateRequirement

__all__ = ["generate"]


def generate(
    case: CaseArgument,
    mandate: Annotated[
        str | None, typer.Option("--mandate", help="Mandate to plan for; the scenario's own unless given.")
    ] = None,
    without_american_enablers: Annotated[
        bool, typer.Option("--without-american-enablers", help="Plan without any American unit.")
    ] = False,
    time_limit: Annotated[
        float | None,
        typer.Option(
            "--time-limit",
            metavar="SECONDS",
            min=0,
            help="Seconds for each solve; work is limited unless given.",
        ),
    ] = None,
    verify: Annotated[bool, typer.Option("--verify", help="Check the plan with independent code.")] = False,
    calendar: Annotated[
        Path | None, typer.Option("--calendar", metavar="FILE", help="Write each unit's tours as an iCalendar file.")
    ] = None,
    output: FormatOption = Format.table,
) -> None:
    """Find who provides what, where and when under rotation, what is short, and what binds.

    Example: `interpose generate ukraine-2024 --mandate reassure`
    """
    from interpose.case import load
    from interpose.case.writing import write_atomically
    from interpose.errors import NoAnswerError
    from interpose.evidence import positions
    from interpose.generation import Limits, icalendar, marginal_values, unit_calendar
    from interpose.generation import generate as plan_for
    from interpose.generation import verify as check
    from interpose.requirement import require

    with progress() as step:
        step("reading the case")
        read = load(case)
        step("positions and requirement")
        stances, needs = positions(read), require(read)
        step("force generation")
        plan = plan_for(
            read,
            stances,
            needs,
            mandate=mandate,
            american_enablers=False if without_american_enablers else None,
            limits=None if time_limit is None else Limits(seconds=time_limit),
        )
        violations = check(read, needs, plan) if verify else None
        step("what single changes are worth")
        gains = marginal_values(read, stances, needs, plan)
    if not plan.has_numbers:
        if output is Format.json:
            print_json({"status": plan.status} | ({"conflicts": list(plan.conflicts)} if plan.conflicts else {}))
        raise NoAnswerError(_no_plan(plan))
    if calendar is not None:
        write_atomically(calendar, icalendar(read, unit_calendar(read, plan)).encode())
        note(f"written: {calendar}")
    if output is Format.json:
        print_json(_as_json(plan, needs.of(plan.mandate), gains, violations))
        return
    _print(plan, needs.of(plan.mandate), gains, violations)


def _no_plan(plan: Generation) -> str:
    if plan.status == "infeasible":
        return "no plan keeps every hard rule; these cannot hold together:\n" + "\n".join(
            f"    {rule}" for rule in plan.conflicts
        )
    return f"{plan.status}: there is no plan to report"


def _shortfalls(plan: Generation, need: MandateRequirement) -> list[dict[str, object]]:
    """Sum shortfalls over the belts, beside what is required in all of them."""
    required: dict[tuple[str, int], float] = defaultdict(float)
    for month, _belt, capability, quantity in need.monthly:
        required[capability, month] += quantity
    return [
        {
            "capability": capability,
            "month": month,
            "quantity": round(missing, 6),
            "required": round(required[capability, month], 6),
        }
        for capability, month, missing, _ in plan.shortfall_by_capability()
    ]


def _as_json(
    plan: Generation, need: MandateRequirement, gains: tuple[Marginal, ...], violations: tuple[Violation, ...] | None
) -> dict[str, object]:
    found: dict[str, object] = {
        "status": plan.status,
        "gap": plan.gap,
        "mandate": plan.mandate,
        "american_enablers": plan.american_enablers,
        "participants": list(plan.participants),
        "force": {
            "peak": plan.force.peak,
            "sustained": plan.force.sustained,
            "outside_peak": plan.force.outside_peak,
        },
        "shortfall": _shortfalls(plan, need),
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
            for row in plan.rotation
        ],
        "stages": [
            {"objective": stage.objective, "value": stage.value, "bound": stage.bound, "status": stage.status}
            for stage in plan.stages
        ],
        "sectors": [
            {"sector": row.sector, "framework_nation": row.framework_nation, "nations": list(row.nations)}
            for row in plan.sectors
        ],
        "causes": [{"capability": row.capability, "cause": row.cause, "quantity": row.quantity} for row in plan.binds],
        "marginal": [{"change": each.change, "gain": each.gain} for each in gains],
        "max_violation": plan.max_violation,
    }
    if violations is not None:
        found["violations"] = [{"rule": each.rule, "amount": each.amount} for each in violations]
    return found


def _print(
    plan: Generation, need: MandateRequirement, gains: tuple[Marginal, ...], violations: tuple[Violation, ...] | None
) -> None:
    gap = "" if plan.gap is None else f", within {100 * plan.gap:.2g} % of the proved bound" if plan.gap > 1e-9 else ", proved"
    american = "with" if plan.american_enablers else "without"
    print_table(
        f"Force: {need.name}, {american} American enablers",
        ["what", "persons"],
        [
            ("peak in the country", plan.force.peak),
            ("sustained after the build-up", plan.force.sustained),
            ("serving from outside, at most", plan.force.outside_peak),
            ("required", round(need.personnel.mode)),
        ],
        numbers=["persons"],
        caption=f"Plan: {plan.status}{gap}. Required: {need.personnel.low:,.0f} to {need.personnel.high:,.0f}.",
    )
    largest = sorted(plan.contributions, key=lambda row: (-row.personnel_peak, row.state))
    print_table(
        "Contributions",
        ["state", "most persons at once"],
        [(row.state, row.personnel_peak) for row in largest],
        numbers=["most persons at once"],
    )
    _print_shortfalls(plan, need)
    print_table(
        "What binds",
        ["limit", "what lifting it alone would do"],
        [(row.what, row.effect) for row in plan.binds[:12]],
        caption="Effects overlap: do not add them up. Measured on the relaxation, in which parts of units count.",
    )
    if gains:
        print_table(
            "What single changes are worth",
            ["change", "unit-months less short"],
            [(each.change, each.gain) for each in gains[:12]],
            numbers=["unit-months less short"],
            caption="Each by itself; they do not add up. Measured on the relaxation.",
        )
    if plan.sectors:
        print_table(
            "Sectors",
            ["sector", "framework nation", "nations"],
            [(row.sector, row.framework_nation, ", ".join(row.nations)) for row in plan.sectors],
        )
    print_table(
        "Rotation",
        ["state", "unit type", "units", "first month", "last month", "belt"],
        [(row.state, row.unit_type, row.units, row.start_month, row.end_month, row.belt) for row in plan.rotation],
        numbers=["units", "first month", "last month"],
    )
    if violations is not None:
        if violations:
            print_table(
                "Rules broken", ["rule", "amount"], [(each.rule, each.amount) for each in violations], numbers=["amount"]
            )
        else:
            note("verified: the plan keeps every rule, and its numbers agree with its calendar")


def _print_shortfalls(plan: Generation, need: MandateRequirement) -> None:
    worst: dict[str, tuple[float, float, int]] = {}
    months: dict[str, int] = defaultdict(int)
    for row in _shortfalls(plan, need):
        capability, quantity = str(row["capability"]), float(str(row["quantity"]))
        months[capability] += 1
        if capability not in worst or quantity > worst[capability][0]:
            worst[capability] = (quantity, float(str(row["required"])), int(str(row["month"])))
    rows = [(name.replace("_", " "), *worst[name], months[name]) for name in sorted(worst)]
    if rows:
        columns = ["capability", "units missing", "of", "in month", "months short"]
        print_table("Shortfall, worst month", columns, rows, numbers=columns[1:])
    else:
        note("nothing is short in any month")
