"""When the force is there and what holds it up, as the page tells it."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from interpose.brief.charts.deployment import MARK_NAMES
from interpose.brief.context import BriefContext, join
from interpose.brief.text.format_number import about, first_capital, headcount, per_cent, plural
from interpose.deployment import Deployment
from interpose.deployment.hand_back import with_the_way
from interpose.deployment.result import Bottleneck

__all__ = ["BottleneckView", "DeploymentView", "MarkView", "deployment_view", "movement_needs"]

_ROWS = 5
_CAUSES = {
    "notice": "notice",
    "permits": "permits",
    "held_back": "holding back",
    "way_and_reception": "way and reception, for which the plan gives no time",
    "queues": "queues",
    "never_arrives": "units that never arrive",
}


@dataclass(frozen=True, slots=True)
class MarkView:
    """A mark of the build-up: its name, what it asks, its day, and the day if no capacity bound."""

    name: str
    rule: str
    day: str
    best: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BottleneckView:
    """What units wait for: what there is, how much of it is used, and what one more brings by dispatching again."""

    name: str
    capacity: str
    used: str
    waited: str
    brings: str
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeploymentView:
    """The section as the template sets it.

    Parameters
    ----------
    lead : Markup
        The finding.
    late : Markup
        How late persons are, and why.
    marks : tuple of MarkView
        Initial and full capability and closure.
    bottlenecks : tuple of BottleneckView
        What units wait for, the largest gain first.
    lift_finding : str
        What lift of external providers and permits change; empty where nothing was tried.
    held_back : str
        What the way changes for the plan; empty where it changes nothing.
    reliefs : Markup
        Traffic of reliefs and the largest force that lift could sustain.
    never : tuple of str
        Units that never arrive, with the reason.
    coalitions : bool
        Whether the chart of earlier missions shows how coalitions built up too.
    modes : tuple of str
        Modes that the map of corridors shows.
    assumed : str
        Share of the inputs that are assumed.
    remarks : tuple of str
        What was left out.
    """

    lead: Markup
    late: Markup
    marks: tuple[MarkView, ...]
    bottlenecks: tuple[BottleneckView, ...]
    lift_finding: str
    held_back: str
    reliefs: Markup
    never: tuple[str, ...]
    coalitions: bool
    modes: tuple[str, ...]
    assumed: str
    remarks: tuple[str, ...]


def deployment_view(context: BriefContext) -> DeploymentView | None:
    """Make the section; None where no movement was computed or nothing moves."""
    found = context.assessment.deployment
    if found is None or not found.has_numbers or not found.units or not context.plan.has_numbers:
        return None
    return DeploymentView(
        lead=_lead(context, found),
        late=_late(context, found),
        marks=tuple(
            MarkView(
                MARK_NAMES[name],
                mark.rule,
                "not reached" if mark.day is None else f"day {mark.day}",
                "not reached" if mark.best_day is None else f"day {mark.best_day}",
            )
            for name, mark in found.capability.items()
        ),
        bottlenecks=tuple(_bottleneck(found, row) for row in _told(found)),
        lift_finding=_lift_finding(found),
        held_back=_way(context, found),
        reliefs=_reliefs(context, found),
        never=tuple(
            sorted({f"{context.state(unit.state)}: {unit.never}" for unit in found.units if unit.operational_day is None})
        ),
        coalitions=bool(found.coalitions),
        modes=tuple(dict.fromkeys(row.mode for row in found.routes)),
        assumed=per_cent(found.assumed_share),
        remarks=found.remarks,
    )


def movement_needs(context: BriefContext) -> tuple[str, ...]:
    """Say what an answer about movement would need; empty where there is one."""
    found = context.assessment.deployment
    if found is None or not context.plan.has_numbers:
        return ("a plan with numbers",)
    return found.needs


def _lead(context: BriefContext, found: Deployment) -> Markup:
    parts = []
    for name, what in (
        ("ioc", "half of the required manoeuvre units and a headquarters"),
        ("foc", "nine tenths of the required persons"),
    ):
        mark = found.capability[name]
        if mark.day is not None:
            parts.append(Markup("{} are operational on {}").format(what, context.cite(f"deployment.{name}", f"day {mark.day}")))
        else:
            parts.append(Markup("{} are never operational: the plan does not bring so many in time").format(what))
    closure = found.capability["closure"]
    if closure.day is not None:
        last = context.cite("deployment.closure", f"day {closure.day}")
        # A unit may be there before its tour begins, and counts as part of the force from then on.
        early = closure.day < max(found.capability[name].day or 0 for name in ("ioc", "foc"))
        parts.append(Markup("the last unit is operational on {}{}").format(last, ", before its tour begins" if early else ""))
    sentence = join(map(first_capital, parts), ". ")
    if found.bound is None or closure.day is None:
        return Markup("{}. Days are counted from {}.").format(sentence, found.day_0)
    return Markup("{}. No schedule closes before {}. Days are counted from {}.").format(
        sentence, context.cite("deployment.closure_bound", f"day {found.bound.closure_day}"), found.day_0
    )


def _late(context: BriefContext, found: Deployment) -> Markup:
    late = found.lateness
    if late is None or late.person_days <= 0:
        return Markup("No unit is late against the plan’s calendar.")
    causes = sorted(late.by_cause.items(), key=lambda each: -each[1])
    told = [
        f"{_CAUSES[name]} ({per_cent(days / late.person_days)})" for name, days in causes if days >= 0.005 * late.person_days
    ]
    return Markup("Persons are {} late on average against the plan’s calendar. What makes them late: {}.").format(
        context.cite("deployment.mean_late", f"{late.mean_days_by_person:.0f} days"), "; ".join(told)
    )


def _told(found: Deployment) -> list[Bottleneck]:
    """Return what more of was tried, or else what most wait for; the tables hold the rest."""
    tried = {gain.change for gain in found.marginal}
    rows = [row for row in found.bottlenecks if f"{row.label}: {row.one_more}" in tried]
    return (rows or [row for row in found.bottlenecks if row.person_days_of_wait >= 1])[:_ROWS]


def _bottleneck(found: Deployment, row: Bottleneck) -> BottleneckView:
    tried = any(gain.change == f"{row.label}: {row.one_more}" for gain in found.marginal)
    saved, days = row.late_person_days_saved, row.closure_days_saved
    gains = [f"{about(saved)} person-days of lateness less"] if saved >= 0.5 else []
    gains += [f"the last unit {plural(days, 'day')} earlier"] if days >= 0.5 else []
    brings = " and ".join(gains) or "nothing found"
    return BottleneckView(
        name=row.label,
        capacity=f"{about(row.capacity)} {row.unit}",
        used=per_cent(row.used_share),
        waited=about(row.person_days_of_wait),
        brings=f"{first_capital(row.one_more)}: {brings}" if tried else f"{first_capital(row.one_more)}: not tried here",
        basis=row.basis,
    )


def _lift_finding(found: Deployment) -> str:
    """Say what external lift changes, and what the slower permits do."""
    if not found.lift:
        return ""
    others = [row for row in found.lift if not row.case.startswith("permits")]
    alike = {(row.closure_day, round(row.mean_late, 1), row.never) for row in others}
    told = "Lift of external providers changes nothing here" if len(alike) == 1 else "Lift of external providers matters"
    permits = [row for row in found.lift if row.case.startswith("permits")]
    if not permits:
        return told
    slow = max(permits, key=lambda row: row.mean_late)
    worse = slow.mean_late - min(row.mean_late for row in permits)
    if worse < 0.05:
        return f"{told}; permits make no difference"
    return f"{told}; {slow.case} make persons {worse:.1f} days later"


def _way(context: BriefContext, found: Deployment) -> str:
    """Say for how many pools the way moves the first month in which a tour may begin."""
    case = context.assessment.case
    days = {(each.state, each.unit_type): each.days for each in found.chain}
    later = {(pool.state, pool.unit_type): pool.notice_days for pool in with_the_way(case, found.chain).pools}
    moved = [pool for pool in case.pools if -(-pool.notice_days // 30) != -(-later[pool.state, pool.unit_type] // 30)]
    if not moved:
        return ""
    which = f"all {len(days)}" if len(moved) == len(days) else f"{len(moved)} of {len(days)}"
    least, most = min(days.values()), max(days.values())
    return (
        f"The plan lets a tour begin in the month in which notice ends. Way and reception take {least} to {most} days where no "
        f"capacity binds: with permits and these, tours of {which} pools of the case could begin only in a later month."
    )


def _reliefs(context: BriefContext, found: Deployment) -> Markup:
    parts = []
    busiest = max(found.rotation, key=lambda row: row.share_of_crossings, default=None)
    if busiest is not None and busiest.share_of_crossings > 0:
        parts.append(
            Markup(
                "Moves and reliefs take at most {} of what the crossings let in by rail, in {}; {} if equipment is handed over."
            ).format(per_cent(busiest.share_of_crossings), context.month(busiest.month), per_cent(busiest.share_handed_over))
        )
    largest = found.largest_force
    if largest is not None:
        lift = context.cite("deployment.largest_force_by_lift", f"{about(largest.by_lift)} persons")
        pools = "" if largest.by_pools is None else f"; the pools sustain {headcount(largest.by_pools)}"
        parts.append(
            Markup("Lift could relieve and supply {} without end, limited by {}{}.").format(lift, largest.limited_by, pools)
        )
    return join(parts)
