"""A plan of force generation as tables for people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from interpose.cli.console import note, print_table
from interpose.cli.generation_json import shortfall_rows

if TYPE_CHECKING:
    from interpose.case import Range
    from interpose.generation import Generation, Marginal, ShortfallShare, Violation
    from interpose.generation.alternatives import Alternative
    from interpose.generation.demand import Demand
    from interpose.generation.repair import Repair

__all__ = ["print_plan"]


def print_plan(
    plan: Generation,
    name: str,
    personnel: Range,
    level: str,
    need: Demand,
    gains: Sequence[Marginal],
    violations: Sequence[Violation] | None,
    others: Sequence[Alternative] = (),
    mended: Repair | None = None,
    shares: Sequence[ShortfallShare] = (),
) -> None:
    """Print a plan.

    Parameters
    ----------
    plan : Generation
        The plan.
    name : str
        Name of the mandate.
    personnel : Range
        Personnel that the mandate requires.
    level : str
        Which end of the requirement was planned for.
    need : Demand
        What was planned for.
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
    """
    gap = "" if plan.gap is None else f", within {100 * plan.gap:.2g} % of the proved bound" if plan.gap > 1e-9 else ", proved"
    american = "with" if plan.american_enablers else "without"
    print_table(
        f"Force: {name}, {american} American enablers",
        ["what", "persons"],
        [
            ("peak in the country", plan.force.peak),
            ("sustained after the build-up", plan.force.sustained),
            ("serving from outside, at most", plan.force.outside_peak),
            (f"required, {level}", round(personnel.at(level))),
        ],
        numbers=["persons"],
        caption=f"Plan: {plan.status}{gap}. Required: {personnel.low:,.0f} to {personnel.high:,.0f}.{_scale(plan)}",
    )
    for state, conditions in plan.waiting:
        note(f"{state} stays away: not met is {'; '.join(conditions)}")
    largest = sorted(plan.contributions, key=lambda row: (-row.personnel_peak, row.state))
    print_table(
        "Contributions",
        ["state", "most persons at once"],
        [(row.state, row.personnel_peak) for row in largest],
        numbers=["most persons at once"],
    )
    _print_shortfalls(plan, need)
    if plan.binds:
        print_table(
            "What binds",
            ["limit", "what lifting it alone would do"],
            [(row.what, row.effect) for row in plan.binds[:12]],
            caption="Effects overlap: do not add them up. Measured on the relaxation, in which parts of units count.",
        )
    if shares:
        print_table(
            "Shares of each shortfall",
            ["capability", "cause", "unit-months"],
            [(each.capability.replace("_", " "), each.cause, each.quantity) for each in shares],
            numbers=["unit-months"],
            caption="They add up. Limits are lifted in this order and stay lifted; in another order the shares would differ.",
        )
    if gains:
        print_table(
            "What single changes are worth",
            ["change", "unit-months less short", "measured"],
            [(each.change, each.gain, each.method) for each in gains[:12]],
            numbers=["unit-months less short"],
            caption="Each by itself; they do not add up. On the relaxation parts of units count.",
        )
    for found in (mended, *mended.others) if mended is not None else ():
        _print_repair(found)
    if others:
        print_table(
            "Nearly as good",
            ["what is different", "from others, %", "sustained", "worse by, %"],
            [(each.name, round(100 * each.difference), each.force.sustained, f"{100 * each.distance:.2g}") for each in others],
            numbers=["from others, %", "sustained", "worse by, %"],
            caption="Person-months that come from other states than in the plan; worse by a share of the whole requirement.",
        )
    _print_sectors(plan)
    _print_rotation(plan)
    if violations is not None:
        if violations:
            print_table(
                "Rules broken", ["rule", "amount"], [(each.rule, each.amount) for each in violations], numbers=["amount"]
            )
        else:
            note("verified: the plan keeps every rule, and its numbers agree with its calendar")


def _scale(plan: Generation) -> str:
    if plan.mode != "largest":
        return " Only those that have pledged, up to what they named." if plan.mode == "pledges" else ""
    most = "" if plan.scale_bound is None else f"; none above {100 * plan.scale_bound:.3g} % can be"
    return f" The largest force that can be sustained is {100 * plan.scale:.3g} % of the mandate's requirement{most}."


def _print_rotation(plan: Generation) -> None:
    columns = ["state", "unit type", "units", "first month", "last month", "belt"]
    numbers = ["units", "first month", "last month"]
    if plan.by_sector is None:
        rows = [
            (_kind(row.state, row.commitment), _work(row.unit_type, row.serves), row.units, row.start_month, row.end_month)
            for row in plan.rotation
        ]
        belts: list[tuple[str | None, ...]] = [(row.belt,) for row in plan.rotation]
    else:
        columns.append("sector")
        rows = [
            (_kind(row.state, row.commitment), _work(row.unit_type, row.serves), row.units, row.start_month, row.end_month)
            for row in plan.by_sector.tours
        ]
        belts = [(row.belt, row.sector or None) for row in plan.by_sector.tours]
    print_table("Rotation", columns, [(*row, *where) for row, where in zip(rows, belts, strict=True)], numbers=numbers)


def _kind(state: str, commitment: str) -> str:
    return f"{state}, from {commitment}" if commitment else state


def _work(unit_type: str, serves: str) -> str:
    return f"{unit_type} as {serves}" if serves else unit_type


def _print_shortfalls(plan: Generation, need: Demand) -> None:
    worst: dict[str, tuple[float, float, int]] = {}
    months: dict[str, int] = defaultdict(int)
    for row in shortfall_rows(plan, need):
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


def _print_sectors(plan: Generation) -> None:
    found = plan.by_sector
    if found is None or not any(phase.leads for phase in found.phases):
        return
    sectors = list(dict.fromkeys(row.sector for phase in found.phases for row in phase.leads))
    nations = {(phase.name, row.sector): ", ".join(row.nations) for phase in found.phases for row in phase.leads}
    costs = ", ".join(f"{months:,.3g} unit-months of {name.replace('_', ' ')}" for name, months in found.loss)
    proved = "" if found.gap is None else f" With sectors the plan is within {100 * found.gap:.2g} % of the bound without them."
    print_table(
        "Sectors: the framework nation first",
        ["sector", *(f"{phase.name}, months {phase.first_month} to {phase.last_month}" for phase in found.phases)],
        [(sector, *(nations.get((phase.name, sector)) for phase in found.phases)) for sector in sectors],
        caption=f"The sector rules cost {costs or 'no coverage'}.{proved}",
    )


def _print_repair(mended: Repair) -> None:
    title = "What would fix it" if mended.name == "cheapest" else f"What would fix it {mended.name}"
    if mended.total is None or mended.bound is None:
        note(f"{title}: nothing; {mended.reason}")
        return
    if not mended.changes and not mended.left:
        note(f"{title}: nothing needs to; nothing is short between build-up and drawdown")
        return
    proved = "proved" if mended.status == "optimal" else f"nothing below {mended.bound:,.1f} can do"
    left = "".join(f" Still short: {quantity:g} unit-months of {name.replace('_', ' ')}." for name, quantity in mended.left)
    lacking = "".join(
        f" Nobody has {each.units} more of {each.unit_type.replace('_', ' ')} for the {each.belt} belt."
        for each in mended.lacking
    )
    print_table(
        title,
        ["change", "points"],
        [(each.words, f"{each.price:,.1f}") for each in mended.changes],
        numbers=["points"],
        caption=f"{mended.total:,.1f} points in all, {proved}; prices are assumptions (repair_prices.csv).{left}{lacking}",
    )
