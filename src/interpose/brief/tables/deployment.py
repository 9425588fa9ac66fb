"""The tables of a deployment: marks, waterfall, bottlenecks, lift, corridors, traffic of reliefs, arrivals."""

from __future__ import annotations

from collections.abc import Iterable

from interpose.brief.table import MONTH, STATE, Cell, Column, Table, integer, number, text
from interpose.deployment import Deployment, HandedBack

__all__ = ["arrival_table", "deployment_tables", "handed_back_table"]

_STEPS = ("notice", "permits_beyond_notice", "held_back", "transit", "queue", "reception")


def deployment_tables(found: Deployment) -> tuple[Table, ...]:
    """Give the tables of a deployment, the answer first; the arrival curve, day by day, is a table of its own.

    Parameters
    ----------
    found : Deployment
        The deployment.

    Returns
    -------
    tuple of Table
        Marks, waterfall by state, bottlenecks, lift and permits, corridors, traffic of reliefs, precedents.
    """
    return (
        _marks(found),
        _waterfall(found),
        _bottlenecks(found),
        _lift(found),
        _corridors(found),
        _rotation(found),
        _precedents(found),
        _coalitions(found),
    )


def _table(name: str, title: str, description: str, columns: Iterable[Column], rows: Iterable[tuple[Cell, ...]]) -> Table:
    return Table(name=name, title=title, description=description, columns=tuple(columns), rows=tuple(rows))


def _marks(found: Deployment) -> Table:
    closes = found.capability["closure"].day is not None if "closure" in found.capability else False
    gap = (
        ""
        if found.gap is None or not closes
        else f" Gap: closure {found.gap.closure:.1%}, lateness {found.gap.weighted_lateness:.1%}."
    )
    proved = (
        ""
        if found.bound is None or not closes
        else f" No schedule closes before day {found.bound.closure_day} ({found.bound.method})."
    )
    force = (
        f"{found.force.moves} units, {found.force.persons:,.0f} persons, {found.force.vehicles:,.0f} vehicles and containers."
    )
    names = {"ioc": "initial", "foc": "full", "ioc_of_plan": "initial, of the plan", "foc_of_plan": "full, of the plan"}
    return _table(
        "deployment_marks",
        "When the force is there" + ("" if found.has_numbers else f": {found.status}"),
        f"{force}{proved}{gap} Days are counted from {found.day_0}; the shares are planning factors.",
        (
            text("mark", "Mark", "Initial or full operational capability, or closure."),
            integer("day", "Day", "Day on which it is reached; empty where the plan never brings so much.", "days"),
            integer("best_day", "If no capacity bound", "The same if no capacity bound.", "days"),
            text("rule", "Rule", "What must be operational."),
        ),
        ((names.get(name, name), mark.day, mark.best_day, mark.rule) for name, mark in found.capability.items()),
    )


def _waterfall(found: Deployment) -> Table:
    late = "" if found.lateness is None else f" Persons are {found.lateness.mean_days_by_person:.1f} days late on average."
    return _table(
        "deployment_waterfall",
        "Where the days go, by state",
        f"In days: the mean by person from {found.day_0} to operational; they add up.{late}",
        (
            STATE,
            number("notice", "Notice", "Days until the units are ready.", "days"),
            number("permits_beyond_notice", "Permits", "What permits take beyond notice.", "days"),
            number("held_back", "Held back", "Days for which units wait at home because they are required later.", "days"),
            number("transit", "Way", "Days of the way where no capacity binds.", "days"),
            number("queue", "Queue", "Days of waiting for capacities.", "days"),
            number("reception", "Reception", "Reception, staging, onward movement and integration.", "days"),
        ),
        ((state, *(getattr(steps, name) for name in _STEPS)) for state, steps in found.by_state.items()),
    )


def _bottlenecks(found: Deployment) -> Table:
    tried = {gain.change for gain in found.marginal}
    return _table(
        "deployment_bottlenecks",
        "What holds it up",
        "Saved: person-days of lateness by one more; a dash: not tried. What one more brings was dispatched again; nothing "
        "is read off a price.",
        (
            text("resource", "Resource", "What moves wait for."),
            number("capacity", "A day", "What there is a day; of a pool, in all."),
            text("unit", "Unit", "Unit of the capacity."),
            number("used_share", "Share used", "Share that is used over the days on which any of it is.", "share"),
            number(
                "person_days_of_wait", "Person days waited", "Person-days of units that found it the fullest.", "person-days"
            ),
            text("one_more", "One more", "What one more is."),
            number(
                "late_person_days_saved",
                "Person days saved",
                "Person-days of lateness that one more saves; empty where it was not tried.",
                "person-days",
            ),
            number(
                "closure_days_saved",
                "Days earlier",
                "Days by which the last unit is there earlier; empty where it was not tried.",
                "days",
            ),
            text("basis", "Basis", "What the capacity rests on."),
        ),
        (
            (
                row.label,
                row.capacity,
                row.unit,
                row.used_share,
                row.person_days_of_wait,
                row.one_more,
                row.late_person_days_saved if f"{row.label}: {row.one_more}" in tried else None,
                row.closure_days_saved if f"{row.label}: {row.one_more}" in tried else None,
                row.basis,
            )
            for row in found.bottlenecks
        ),
    )


def _lift(found: Deployment) -> Table:
    return _table(
        "deployment_lift",
        "With other lift and other permits",
        "The same plan, dispatched again.",
        (
            text("case", "Case", "What is different."),
            integer("closure_day", "Closure", "Day on which the last unit is operational.", "days"),
            number("mean_late", "Mean lateness", "Mean days by person after the plan's calendar.", "days"),
            integer("never", "Never arrive", "Units that never arrive.", "units"),
        ),
        ((row.case, row.closure_day, row.mean_late, row.never) for row in found.lift),
    )


def _corridors(found: Deployment) -> Table:
    return _table(
        "deployment_corridors",
        "Corridors",
        "All that goes between two places in the build-up; neither days nor units are told.",
        (
            text("from_name", "From", "Place at the begin."),
            text("to_name", "To", "Place at the end."),
            text("mode", "By", "Mode of transport."),
            number("wagons", "Wagons", "Wagons by rail.", "wagons"),
            number("vehicles", "Vehicles", "Vehicles and containers, buses among them.", "vehicles"),
            number("persons", "Persons", "Persons.", "persons"),
        ),
        ((row.from_name, row.to_name, row.mode, row.wagons, row.vehicles, row.persons) for row in found.routes),
    )


def _rotation(found: Deployment) -> Table:
    largest = found.largest_force
    told = ""
    if largest is not None:
        told = f" Lift could sustain {largest.by_lift:,.0f} persons, limited by {largest.limited_by}"
        told += "." if largest.by_pools is None else f"; the pools sustain {largest.by_pools:,}."
    return _table(
        "deployment_rotation",
        "Traffic of reliefs",
        f"Wagons as if all equipment came by rail.{told}",
        (
            MONTH,
            number("persons_in", "Come", "Persons whose tour begins.", "persons"),
            number("persons_out", "Go", "Persons whose tour has ended.", "persons"),
            number("wagons_in", "Wagons", "Wagons inwards if each unit brings its equipment.", "wagons"),
            number("share_of_crossings", "Share of the crossings", "Share of what the crossings let in by rail.", "share"),
            number("share_handed_over", "If handed over", "The same if equipment is handed over as far as it may be.", "share"),
        ),
        (
            (row.month, row.persons_in, row.persons_out, row.wagons_in, row.share_of_crossings, row.share_handed_over)
            for row in found.rotation
        ),
    )


def _precedents(found: Deployment) -> Table:
    return _table(
        "deployment_precedents",
        "How earlier missions built up",
        "Months from the resolution to a share of the largest strength of two years: a precedent, never an estimate.",
        (
            text("kind", "Missions", "Whether they were fresh or took over troops that stood there."),
            integer("missions", "Number", "How many.", "missions"),
            number("share", "Share", "Share of the peak.", "share"),
            number("p10", "One in ten within", "Months within which one in ten reached it.", "months"),
            number("p50", "Half within", "Months within which half reached it.", "months"),
            number("p90", "Nine in ten within", "Months within which nine in ten reached it.", "months"),
        ),
        ((row.kind, row.missions, row.share, row.p10, row.p50, row.p90) for row in found.precedents),
    )


def _coalitions(found: Deployment) -> Table:
    return _table(
        "deployment_coalitions",
        "How earlier coalitions built up",
        "Persons there some days after it began, plans and studies among them: precedents, never an estimate.",
        (
            text("coalition", "Coalition", "Name of the operation."),
            integer("day", "Day", "Days after it began.", "days"),
            integer("persons", "There", "Persons there.", "persons"),
            integer("of", "Whole", "Persons in the whole force.", "persons"),
            text("counts", "Counted", "What is counted."),
        ),
        ((row.case, row.day, row.persons, row.of, row.counts) for row in found.coalitions),
    )


def arrival_table(found: Deployment) -> Table:
    """Give the arrival curve, day by day.

    Parameters
    ----------
    found : Deployment
        The deployment.

    Returns
    -------
    Table
        Persons operational, planned, required, best possible, proved edge and band of futures.
    """
    return _table(
        "deployment_arrival",
        "Persons operational, day by day",
        f"Days are counted from {found.day_0}.",
        (
            integer("day", "Day", "Days from the order.", "days"),
            number("persons", "Operational", "Persons operational by this schedule.", "persons"),
            number("planned", "Planned", "Persons there by the plan's calendar.", "persons"),
            number("required", "Required", "Persons that the mandate requires.", "persons"),
            number("best_possible", "Best possible", "Operational if no capacity bound.", "persons"),
            number("proved_edge", "Proved edge", "No schedule has more operational by then.", "persons"),
            number("low", "Low", "Operational in nine of ten futures at least.", "persons"),
            number("high", "High", "Operational in one of ten futures at least.", "persons"),
        ),
        (
            (row.day, row.persons, row.planned, row.required, row.best_possible, row.proved_edge, row.low, row.high)
            for row in found.arrival
        ),
    )


def handed_back_table(back: HandedBack) -> Table:
    """Set the plan with time for the way beside the one without.

    Parameters
    ----------
    back : HandedBack
        Both plans.

    Returns
    -------
    Table
        Persons in the country, month by month.
    """
    share = back.shortfall_share
    was = back.without_shortfall_share
    told = f" Missing: {share:.1%} instead of {was:.1%}." if share is not None and was is not None else ""
    months = zip(back.without_by_month, back.force_by_month, strict=False)
    return _table(
        "deployment_handed_back",
        "The plan with time for the way",
        f"Sustained: {back.sustained:,} instead of {back.without_sustained:,}.{told} Tours of {len(back.moved)} pools may "
        "begin later than notice alone would let them.",
        (
            MONTH,
            integer("without", "Without the way", "Persons if a tour begins in the month in which notice ends.", "persons"),
            integer("with_the_way", "With the way", "Persons if it begins when notice and way are over.", "persons"),
        ),
        ((month, before, after) for month, (before, after) in enumerate(months, start=1)),
    )
