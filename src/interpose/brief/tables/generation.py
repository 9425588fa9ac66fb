"""A plan in tables for a terminal: how large, for how long, how firm, who leads, what is short, and what binds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

from interpose.brief.table import Cell, Table, from_headings
from interpose.brief.tables.shortfalls import worst_months
from interpose.case import Case
from interpose.case.tables.words import in_words
from interpose.generation import Plan
from interpose.generation.analysis.binding import CAUSE_WORDS, Binding, Marginal, ShortfallShare
from interpose.generation.analysis.level import Alternative, RungAnswer
from interpose.generation.analysis.repair import Repair
from interpose.generation.analysis.replan import Move, PlanInputs
from interpose.generation.analysis.rules import NaivePlan, RulePrice
from interpose.generation.check import Violation
from interpose.requirement import MandateRequirement

__all__ = ["PlanAnswer", "generation_tables"]

_RUNGS = {"pledged": "pledged and firmer", "ready_if": "ready if, too", "open": "open, too"}
_PLANNED = {
    "relay": "without end, and nations relieve one another",
    "own": "without end, each nation by itself",
    "horizon": "for {months} months only",
}
_MOST_ROWS = 12


@dataclass(frozen=True, kw_only=True)
class PlanAnswer:
    """A plan with all that was asked about it.

    Parameters
    ----------
    plan : Plan
        The plan.
    level : str
        Which end of the requirement was planned for.
    inputs : PlanInputs
        What it was made from, for the next plan to be compared with.
    rungs : tuple of RungAnswer
        The ladder of firmness.
    binds : tuple of Binding
        What binds.
    shares : tuple of ShortfallShare, or None
        Shares of each shortfall by cause; None where it was not asked.
    marginal : tuple of Marginal, or None
        What single changes are worth; None where it was not asked.
    rules : tuple of RulePrice, or None
        What each rule costs; None where it was not asked.
    naive : NaivePlan or None
        What an equal share of army size would bring; None where it was not asked.
    moves : tuple of Move, or None
        Posts that are not where they were; None where no earlier plan was kept.
    alternatives : tuple of Alternative, or None
        Plans that are nearly as good; None where it was not asked.
    no_more_alternatives : str or None
        Why there are no more of them, where fewer were found than asked for.
    repair : Repair or None
        What would fix the shortfall; None where it was not asked.
    violations : tuple of Violation, or None
        What independent code found; None where it was not asked.
    without_number : tuple of str, or None
        States that pledged without naming persons, where pledges alone are asked for.
    """

    plan: Plan
    level: str
    inputs: PlanInputs
    rungs: tuple[RungAnswer, ...] = ()
    binds: tuple[Binding, ...] = ()
    shares: tuple[ShortfallShare, ...] | None = None
    marginal: tuple[Marginal, ...] | None = None
    rules: tuple[RulePrice, ...] | None = None
    naive: NaivePlan | None = None
    moves: tuple[Move, ...] | None = None
    alternatives: tuple[Alternative, ...] | None = None
    no_more_alternatives: str | None = None
    repair: Repair | None = None
    violations: tuple[Violation, ...] | None = None
    without_number: tuple[str, ...] | None = None

    def as_json(self) -> dict[str, object]:
        """Return the keys of the plan, as `assessment.json` has them, and one for each thing that was asked."""
        from interpose.plain import plain

        rest = {each.name: getattr(self, each.name) for each in fields(self) if each.name != "plan"}
        return {**plain(self.plan), **{name: value for name, value in rest.items() if value is not None}}


def generation_tables(case: Case, answer: PlanAnswer, need: MandateRequirement) -> Iterator[Table]:
    """Put a plan, and what was asked about it, into tables.

    Parameters
    ----------
    case : Case
        The case.
    answer : PlanAnswer
        The plan.
    need : MandateRequirement
        What the mandate requires.

    Yields
    ------
    Table
        The force and for how long it lasts, posts held, who contributes, who leads, what is short and what binds; then what was
        asked; the calendar last.
    """
    plan = answer.plan
    yield _force(case, answer, need)
    yield _posts(answer)
    yield _contributions(plan)
    yield from _leads(plan, need)
    yield from _shortfall(plan, case.scenario.options.build_up_months)
    yield from _binds(answer)
    yield from _changes(answer)
    if answer.rules is not None:
        yield _rules(answer.rules)
    if answer.naive is not None:
        yield _naive(answer.naive, plan)
    if answer.moves is not None:
        yield _moves(answer.moves)
    if answer.alternatives is not None:
        yield _alternatives(answer.alternatives, answer.no_more_alternatives)
    for mended in (answer.repair, *answer.repair.others) if answer.repair is not None else ():
        yield _repair(mended)
    yield _rotation(plan)
    if answer.violations:
        rows = [(each.rule, each.amount) for each in answer.violations]
        yield from_headings("Rules broken", ["rule", "amount"], rows, numbers=["amount"])


def _force(case: Case, answer: PlanAnswer, need: MandateRequirement) -> Table:
    plan, force, personnel = answer.plan, answer.plan.force, need.personnel
    months = case.scenario.horizon_months
    horizon = f"for {months} months"
    rows: list[tuple[Cell, ...]] = [("the plan: persons sustained", force.without_end, force.own_relief, force.horizon)]
    rows += [(_RUNGS[rung.rung], _held(rung.without_end), _held(rung.own_relief), None) for rung in answer.rungs]
    rows += [
        ("peak in the country", *_as_planned(plan, force.peak)),
        ("serving from outside, at most", *_as_planned(plan, force.outside_peak)),
        ("serving from outside, at least, once the build-up is over", *_as_planned(plan, force.from_outside)),
        (f"required, {'most likely' if answer.level == 'mode' else answer.level}", *[round(personnel.at(answer.level))] * 3),
    ]
    lasts = _PLANNED[plan.endurance].format(months=months)
    note = f"Plan: {plan.status}{_proved(plan)}; it is to last {lasts}. {_share(plan.shortfall_share)} of the price of missing "
    note += f"everything is missing. Required: {personnel.low:,.0f} to {personnel.high:,.0f}.{_scale(answer)}"
    if sum(persons is not None for persons in (force.without_end, force.own_relief, force.horizon)) > 1:
        note += " Columns of another endurance are planned without rules of sectors: planned by themselves they may differ."
    if answer.rungs:
        note += (
            " Rows of firmness count states whose position is at least so firm, and posts alone: the calendar and the sectors "
        )
        note += "of the plan cost a little more."
    headings = ["persons", "without end", "each nation by itself", horizon]
    return from_headings(f"Force: {need.name}, {_enablers(case, plan)}", headings, rows, numbers=headings[1:], note=note)


def _as_planned(plan: Plan, persons: int) -> tuple[int | None, ...]:
    """Put a number of the calendar under the endurance that it was planned for."""
    return tuple(persons if endurance == plan.endurance else None for endurance in ("relay", "own", "horizon"))


def _enablers(case: Case, plan: Plan) -> str:
    """Say whose enablers the plan counts on, or which it does without."""
    if plan.providers:
        return f"with {', '.join(case.demonym(state) for state in plan.providers)} enablers"
    left_out = ", ".join(case.demonym(state) for state in sorted(case.excluded_providers)) or "external"
    return f"without {left_out} enablers"


def _held(level: object) -> int | None:
    return level.sustained if getattr(level, "has_numbers", False) else None  # type: ignore[attr-defined]


def _proved(plan: Plan) -> str:
    if plan.gap is None:
        return ""
    return f", within {100 * plan.gap:.2g} % of the proved bound" if plan.gap > 1e-9 else ", proved"


def _share(share: float | None) -> str:
    return "An unknown part" if share is None else f"{100 * share:.1f} %"


def _scale(answer: PlanAnswer) -> str:
    plan, without_number = answer.plan, answer.without_number or ()
    if plan.mode == "pledges":
        words = "is limited by nothing but its" if len(without_number) == 1 else "are limited by nothing but their"
        unlimited = f" {', '.join(without_number)} named no number and {words} units." if without_number else ""
        return f" Only those that have pledged, up to what they named.{unlimited}"
    if plan.mode != "largest":
        return ""
    if plan.scale == 0:
        return " No part of the requirement can be held in every month of the steady state."
    most = "" if plan.scale_bound is None else f"; none above {100 * plan.scale_bound:.3g} % can be"
    return f" The largest force that can be held in every month is {100 * plan.scale:.3g} % of the required troops{most}."


def _posts(answer: PlanAnswer) -> Table:
    rows = [(in_words(row.capability), row.belt, row.held, row.required) for row in answer.plan.posts]
    headings = ["capability", "belt", "posts held", "posts required"]
    note = "Units that stand in every month between build-up and drawdown."
    return from_headings("Posts held of posts required", headings, rows, numbers=headings[2:], note=note)


def _contributions(plan: Plan) -> Table:
    largest = sorted(plan.contributions, key=lambda row: (-row.personnel_peak, row.state))
    rows = [(f"{row.state}{', from outside' if row.outside else ''}", row.personnel_peak) for row in largest]
    waiting = " ".join(f"{state} stays away, for want of {'; '.join(conditions)}." for state, conditions in plan.waiting)
    heading = "most persons at once"
    return from_headings("Contributions", ["state", heading], rows, numbers=[heading], note=waiting)


def _leads(plan: Plan, need: MandateRequirement) -> Iterator[Table]:
    found = plan.by_sector
    if found is None or not any(phase.leads for phase in found.phases):
        return
    led = {row.sector for phase in found.phases for row in phase.leads}
    sectors = (sector for sector in dict.fromkeys(row.sector for row in need.sectors) if sector in led)
    nations = {(phase.name, row.sector): ", ".join(row.nations) for phase in found.phases for row in phase.leads}
    costs = ", ".join(f"{months:,.3g} unit-months of {name.replace('_', ' ')}" for name, months in found.loss)
    share = (
        "" if found.loss_share is None else f" All rules of sectors together add {100 * found.loss_share:.2g} % of the price."
    )
    yield from_headings(
        "Sectors: the nation that leads first",
        ["sector", *(f"{phase.name}, months {phase.first_month} to {phase.last_month}" for phase in found.phases)],
        [(sector, *(nations.get((phase.name, sector)) for phase in found.phases)) for sector in sectors],
        note=f"In sectors {costs or 'nothing'} is short beyond what is short in the belts.{share}",
    )


def _shortfall(plan: Plan, since: int) -> Iterator[Table]:
    worst = worst_months(plan.shortfall, since)
    rows = [(in_words(name), missing, required, month, len(months)) for name, missing, required, month, months in worst]
    headings = ["capability", "units missing", "of", "in month", "months short"]
    if rows:
        note = "Of what is required in the belts that are short in that month; belts that lack nothing are not counted."
        yield from_headings("Shortfall, worst month", headings, rows, numbers=headings[1:], note=note)
    else:
        yield from_headings("Shortfall", ["capability"], [("nothing is short in any month",)])


def _binds(answer: PlanAnswer) -> Iterator[Table]:
    if answer.binds:
        yield from_headings(
            "What binds",
            ["limit", "what lifting it alone would do"],
            [(row.what, row.effect) for row in answer.binds[:_MOST_ROWS]],
            note="Each is lifted alone and posts are planned again. Effects overlap: do not add them up.",
        )


def _changes(answer: PlanAnswer) -> Iterator[Table]:
    if answer.shares:
        yield from_headings(
            "Shares of each shortfall",
            ["capability", "cause", "unit-months", "divided"],
            [(in_words(each.capability), CAUSE_WORDS[each.cause], each.quantity, each.method) for each in answer.shares],
            numbers=["unit-months"],
            note="They add up. Shapley: averaged over all orders in which causes could be lifted.",
        )
    if answer.marginal:
        yield from_headings(
            "What single changes are worth",
            ["change", "unit-months less short", "share of the price, %"],
            [(each.change, each.gain, round(100 * each.share, 2)) for each in answer.marginal[:_MOST_ROWS]],
            numbers=["unit-months less short", "share of the price, %"],
            note="Each by itself, solved again; they do not add up.",
        )


def _rules(rules: Sequence[RulePrice]) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            each.setting,
            each.instead,
            None if each.cost is None else f"{100 * each.cost:.2f}",
            each.sustained,
            each.persons,
        )
        for each in rules
    ]
    headings = ["rule", "without it", "adds to what is missing, %", "sustained without it", "persons more"]
    note = "Each rule is lifted alone and the plan is made again, month by month. Costs overlap: do not add them up."
    return from_headings("What the rules cost", headings, rows, numbers=headings[2:], note=note)


def _naive(naive: NaivePlan, plan: Plan) -> Table:
    planned = {(row.capability, row.belt): row.held for row in plan.posts}
    rows: list[tuple[Cell, ...]] = [
        (in_words(row.capability), row.belt, row.held, planned.get((row.capability, row.belt)), row.required)
        for row in naive.posts
    ]
    rows.append(("persons sustained", "", naive.sustained, plan.force.sustained, None))
    rows.append(("missing, %", "", f"{100 * naive.shortfall_share:.1f}", _per_cent(plan.shortfall_share), None))
    unknown = f" The size of {', '.join(naive.unknown)} is not known." if naive.unknown else ""
    headings = ["capability", "belt", "equal share", "the plan", "required"]
    return from_headings(
        "The naive plan: an equal share of army size, each nation by itself",
        headings,
        rows,
        numbers=headings[2:],
        note=f"Posts are divided by active personnel over those who have any such unit.{unknown}",
    )


def _per_cent(share: float | None) -> str | None:
    return None if share is None else f"{100 * share:.1f}"


def _moves(moves: Sequence[Move]) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            each.nation,
            each.phase,
            in_words(each.capability),
            each.before,
            each.after,
            "cannot be kept" if each.forced else None if each.gain is None else f"{100 * each.gain:.2f}",
            None if each.gain_of_all is None else f"{100 * each.gain_of_all:.2f}",
            "; ".join(each.why) or None,
        )
        for each in moves
    ]
    if not rows:
        return from_headings("Posts that move", ["nation"], [("none: every post stays where it was",)])
    headings = ["nation", "phase", "capability", "posts before", "now", "gains, %", "all gain, %", "because"]
    note = "Gains: what is missing if this nation, or every nation, keeps its posts, less what is missing now."
    return from_headings("Posts that move", headings, rows, numbers=headings[3:5], note=note)


def _alternatives(others: Sequence[Alternative], no_more: str | None) -> Table:
    rows = [(each.name, round(100 * each.difference), each.sustained, f"{100 * each.distance:.2g}") for each in others]
    headings = ["what is different", "from others, %", "sustained", "worse by, %"]
    note = "Persons that come from other states than in the best plan; worse by a share of the price of missing everything. "
    note += f"Posts without a calendar.{f' No more: {no_more}.' if no_more else ''}"
    return from_headings("Nearly as good" if rows else "Nearly as good: none", headings, rows, numbers=headings[1:], note=note)


def _repair(mended: Repair) -> Table:
    title = "What would fix it" if mended.name == "cheapest" else f"What would fix it {mended.name}"
    if mended.total is None or mended.bound is None:
        return from_headings(title, ["change"], [(f"nothing: {mended.reason}",)])
    if not mended.changes and not mended.left:
        return from_headings(title, ["change"], [("none: nothing is short between build-up and drawdown",)])
    proved = "proved" if mended.status == "optimal" else f"nothing below {mended.bound:,.1f} can do"
    left = "".join(f" Still short: {quantity:g} unit-months of {name.replace('_', ' ')}." for name, quantity in mended.left)
    lacking = "".join(f" Nobody has more of {name.replace('_', ' ')}." for name in mended.lacking)
    rows = [(each.words, f"{each.price:,.1f}") for each in mended.changes]
    note = f"{mended.total:,.1f} points in all, {proved}; prices are assumptions (repair_prices.csv).{left}{lacking}"
    return from_headings(title, ["change", "points"], rows, numbers=["points"], note=note)


def _rotation(plan: Plan) -> Table:
    tours = plan.by_sector.tours if plan.by_sector is not None else plan.rotation
    headings = ["state", "unit type", "units", "first month", "last month", "belt"]
    rows: list[tuple[Cell, ...]] = [
        (
            f"{row.state}, from {row.commitment}" if row.commitment else row.state,
            f"{row.unit_type} as {row.serves}" if row.serves else row.unit_type,
            row.units,
            row.start_month,
            row.end_month,
            row.belt,
        )
        for row in tours
    ]
    if plan.by_sector is not None:
        headings.append("sector")
        rows = [(*row, tour.sector or None) for row, tour in zip(rows, plan.by_sector.tours, strict=True)]
    return from_headings("Rotation", headings, rows, numbers=headings[2:5])
