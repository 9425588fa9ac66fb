"""The tables of an assessment."""

from __future__ import annotations

from collections.abc import Iterable

from interpose.assessment import Assessment
from interpose.brief.context import BriefContext
from interpose.brief.tables.calendar import calendar_tables
from interpose.brief.tables.force import requirement_by_month
from interpose.brief.tables.ledger import claim_views, source_views
from interpose.brief.tables.table import Cell, Column, Table
from interpose.brief.text.dates import month_name
from interpose.evidence import modality_word
from interpose.generation import Generation

__all__ = ["result_tables"]


def result_tables(context: BriefContext) -> tuple[Table, ...]:
    """Give every table of a brief, in the order of the argument.

    Parameters
    ----------
    context : BriefContext
        The result.

    Returns
    -------
    tuple of Table
        About the case, options, positions, claims, sources, routes, votes, requirement, plan, assumptions, figures.
    """
    found = context.assessment
    return (
        _about(found),
        _options(found),
        _positions(found),
        _claims(context),
        _sources(context),
        _routes(context),
        _votes(found),
        _requirement(found),
        _sectors(found),
        *_plan(context),
        *(calendar_tables(found.case, found.plan.chosen) if found.plan.chosen.has_numbers else ()),
        _assumptions(found),
        _figures(found),
    )


def _text(name: str, heading: str, description: str) -> Column:
    return Column(name, heading, description)


def _number(name: str, heading: str, description: str, unit: str = "") -> Column:
    return Column(name, heading, description, "number", unit)


def _integer(name: str, heading: str, description: str, unit: str = "") -> Column:
    return Column(name, heading, description, "integer", unit)


_STATE = _text("state", "State code", "ISO 3166-1 alpha-3 code of the state.")
_STATE_NAME = _text("state_name", "State", "Name of the state.")
_MONTH = _integer("month", "Month", "Month of the plan, 1 being the first.", "months")
_CALENDAR = _text("calendar_month", "Calendar month", "The same month on the calendar that the scenario assumes.")
_CLAIMS = _text("claims", "Claims", "Claims behind the row, divided by semicolons.")


def _about(found: Assessment) -> Table:
    scenario = found.case.scenario
    plan = found.plan.chosen
    rows: list[tuple[Cell, ...]] = [
        ("title", scenario.title),
        ("question", scenario.question),
        ("case", found.case.name),
        ("case_sha256", found.case.digest),
        ("interpose_version", found.version),
        ("as_of", scenario.as_of.isoformat()),
        ("start", scenario.start),
        ("horizon_months", str(scenario.horizon_months)),
        ("mandate", scenario.mandate),
        ("route", scenario.route),
        ("seed", str(scenario.seed)),
        ("plan_status", plan.status),
        ("plan_gap", None if plan.gap is None else f"{plan.gap:.6g}"),
    ]
    columns = (_text("item", "Item", "What the value says."), _text("value", "Value", "The value."))
    return Table(
        "about", "About this case", "The question, and what is needed to make the same result again.", columns, tuple(rows)
    )


def _options(found: Assessment) -> Table:
    columns = (
        _text("mandate", "Mandate", "Name of the mandate."),
        _text("variant", "American enablers", "with or without American enablers."),
        _number("required_low", "Needed, low", "Lower bound of the personnel that the mandate needs.", "persons"),
        _number("required_mode", "Needed, most likely", "Most likely personnel that the mandate needs.", "persons"),
        _number("required_high", "Needed, high", "Upper bound of the personnel that the mandate needs.", "persons"),
        _text("status", "Answer of the solver", "optimal or feasible carry numbers; every other word carries none."),
        _number("peak", "Peak", "Most persons on the ground in a month.", "persons"),
        _number("sustained", "Sustained", "Persons that can be kept on the ground.", "persons"),
        _text("participants", "Participants", "States that the plan draws from, divided by semicolons."),
    )
    rows = []
    for need in found.requirement.mandates:
        if need.id not in found.plans:
            continue
        for variant in ("with", "without"):
            plan: Generation = getattr(found.plans[need.id], f"{variant}_american_enablers")
            numbers = (plan.force.peak, plan.force.sustained) if plan.has_numbers else (None, None)
            size = need.personnel
            rows.append((need.id, variant, size.low, size.mode, size.high, plan.status, *numbers, "; ".join(plan.participants)))
    return Table("options", "Options", "Every mandate, planned with and without American enablers.", columns, tuple(rows))


def _positions(found: Assessment) -> Table:
    columns = (
        _STATE,
        _STATE_NAME,
        _integer("modality", "Modality", "How firm it is, from 0 (excluded) to 7 (deployed)."),
        _text("word", "In words", "The same in words."),
        _text("role", "Role", "What the contribution would do."),
        Column("conflict", "Conflict", "Whether offices of the government contradict each other.", "boolean"),
        _text("grade", "Grade", "Best Admiralty grade among the claims that set the position."),
        _integer("roots", "Roots", "Independent first speakers behind the position."),
        _text("conditions", "Conditions", "Conditions attached, divided by semicolons."),
        _CLAIMS,
    )
    rows = tuple(
        (
            each.state,
            found.case.states[each.state].name if each.state in found.case.states else each.state,
            each.modality,
            modality_word(each.modality),
            each.role,
            each.conflict,
            each.grade,
            each.roots,
            "; ".join(each.conditions),
            "; ".join(each.claims),
        )
        for each in found.positions.positions
    )
    return Table("positions", "Positions of states", "What each state's standing claims say as of the date.", columns, rows)


def _claims(context: BriefContext) -> Table:
    case = context.assessment.case
    columns = (
        _text("claim", "Claim", "Name of the claim."),
        _text("said_on", "Said on", "When it was said, as precise as it is known (EDTF)."),
        _text("actor", "Who said it", "Person, office or group."),
        _text("state", "Speaks for", "State that the actor speaks for."),
        _text("about_state", "About", "State whose conduct is described, where it is another."),
        _text("statement", "What was said", "The claim in our own words."),
        _integer("modality", "Modality", "How firm it is, from 0 (excluded) to 7 (deployed)."),
        _text("conditions", "Conditions", "Conditions attached, divided by semicolons."),
        _text("chain", "Attribution chain", "From the outlet to the one who knows."),
        _text("grade", "Grade", "Admiralty grade: reliability of the source, credibility of the information."),
        Column("standing", "Stands", "Whether it stands as of the date: not replaced, denied or corrected.", "boolean"),
        _text("source", "Source", "Name of the source."),
    )
    rows = []
    for view in claim_views(context):
        claim = case.claims[view.id]
        rows.append(
            (
                view.id,
                view.said_on,
                view.actor,
                claim.state,
                claim.on_behalf_of,
                view.statement,
                claim.modality,
                "; ".join(view.conditions),
                " ← ".join(view.chain),
                view.grade,
                view.standing,
                claim.source,
            )
        )
    return Table("claims", "Claims", "Who said what, when and through whom.", columns, tuple(rows))


def _sources(context: BriefContext) -> Table:
    columns = (
        _text("source", "Source", "Name of the source."),
        _text("outlet", "Outlet", "Who published it."),
        _text("published_on", "Published", "Date of publication, as precise as it is known (EDTF)."),
        _text("reliability", "Reliability", "Admiralty reliability, A to F; F cannot be judged."),
        _text("interest", "Interest", "Interest of the outlet in the matter."),
        _text("url", "Address", "Address that was read."),
    )
    rows = tuple(
        (view.id, view.outlet, view.published_on, view.reliability, view.interest or None, view.url)
        for view in source_views(context, claim_views(context))
    )
    return Table("sources", "Sources", "Where the claims were read.", columns, rows)


def _routes(context: BriefContext) -> Table:
    columns = (
        _text("route", "Route", "Name of the route."),
        _text("name", "Name", "Name for readers."),
        _text("outcome", "Outcome", "passes, blocked or open."),
        _text("why", "Why", "The reason in a sentence."),
        _text("blockers", "Blocked by", "States that block, divided by semicolons."),
        _text("open", "Open on", "States whose vote cannot be said and on which the outcome hangs."),
        _number("probability_low", "Probability, low", "Least probability that the vote passes."),
        _number("probability", "Probability", "Probability that the vote passes under a common factor."),
        _number("probability_high", "Probability, high", "Greatest probability that the vote passes."),
        _text("article", "Law", "Where the rule stands."),
    )
    rows = []
    for route in context.assessment.authority.routes:
        chance = route.probability
        numbers = (chance.low, chance.common_factor, chance.high) if chance else (None, None, None)
        words = (route.id, route.name, route.outcome, route.why, "; ".join(route.blockers), "; ".join(route.open))
        rows.append((*words, *numbers, route.article))
    return Table("routes", "Decision routes", "Under whose flag: what each route decides.", columns, tuple(rows))


def _votes(found: Assessment) -> Table:
    columns = (
        _text("route", "Route", "Name of the route."),
        _STATE,
        _text("vote", "Vote", "yes, abstain, declared_abstention, no, or open where it cannot be said."),
        _text("reason", "Reason", "Why it is read so."),
        _CLAIMS,
    )
    rows = tuple(
        (route.id, vote.state, vote.vote, vote.reason, "; ".join(vote.claims))
        for route in found.authority.routes
        for vote in route.votes
    )
    return Table("votes", "Votes on each route", "How each member is taken to vote.", columns, rows)


def _requirement(found: Assessment) -> Table:
    columns = (
        _text("mandate", "Mandate", "Name of the mandate."),
        _text("rule", "Rule", "Rule that sizes the line."),
        _text("unit_type", "Unit type", "Unit type in which the requirement is stated."),
        _text("capability", "Capability", "Capability that is needed."),
        _text("belt", "Belt", "Belt in which the units stand."),
        _number("units_low", "Units, low", "Lower bound of units.", "units"),
        _number("units_mode", "Units, most likely", "Most likely units.", "units"),
        _number("units_high", "Units, high", "Upper bound of units.", "units"),
        _number("personnel_mode", "Personnel", "Most likely personnel.", "persons"),
        _text("formula", "How it is computed", "The rule with its numbers filled in."),
        _text("basis", "Basis", "What the number rests on."),
        _text("source", "Source", "Where the number was read, or how it was chosen."),
    )
    rows = []
    for need in found.requirement.mandates:
        for line in need.lines:
            units = (line.quantity.low, line.quantity.mode, line.quantity.high)
            words = (need.id, line.rule, line.unit_type, line.capability, line.belt)
            rows.append((*words, *units, line.personnel.mode, line.formula, line.basis, line.source))
    return Table("requirement", "Statement of requirement", "What each mandate needs, line by line.", columns, tuple(rows))


def _sectors(found: Assessment) -> Table:
    leads = {row.sector: row for row in found.plan.chosen.sectors}
    columns = (
        _text("sector", "Sector", "Name of the sector."),
        _text("name", "Name", "Name for readers."),
        _number("line_km", "Length", "Length of line in the sector, as drawn.", "km"),
        _text("framework_nation", "Lead state", "Code of the framework nation that leads the sector in the plan."),
        _text("nations", "States", "Codes of all states in the sector, divided by semicolons."),
        _text("places", "Towns", "Towns in or near the sector, divided by semicolons."),
    )
    rows = []
    for sector in found.requirement.area.sectors:
        lead = leads.get(sector.id)
        nations = "; ".join(lead.nations) if lead else None
        rows.append(
            (sector.id, sector.name, sector.line_km, lead.framework_nation if lead else None, nations, "; ".join(sector.places))
        )
    return Table("sectors", "Sectors", "Stretches of the zone, and who leads them in the plan.", columns, tuple(rows))


def _plan(context: BriefContext) -> Iterable[Table]:
    found = context.assessment
    plan = found.plan.chosen
    scenario = found.case.scenario
    if not plan.has_numbers:
        return
    months = range(1, scenario.horizon_months + 1)
    required = requirement_by_month(
        found.requirement, plan.mandate, scenario.options.requirement_level, scenario.horizon_months
    )
    rows: list[tuple[Cell, ...]] = [
        (row.state, context.state(row.state), month, month_name(scenario.start, month), float(row.by_month[month - 1]))
        for row in plan.contributions
        if not row.outside
        for month in months
    ]
    persons = _number("persons", "Persons", "Number of persons.", "persons")
    yield Table(
        "force_by_state",
        "Force by state and month",
        "Persons in the country in the plan for the scenario's mandate.",
        (_STATE, _STATE_NAME, _MONTH, _CALENDAR, persons),
        tuple(rows),
    )
    totals = [float(persons) for persons in found.plan.chosen.force.by_month]
    yield Table(
        "force_by_month",
        "Force and requirement by month",
        "Persons in the country against the requirement.",
        (_MONTH, _CALENDAR, persons, _number("required", "Required", "Persons required.", "persons")),
        tuple((month, month_name(scenario.start, month), totals[month - 1], required[month - 1]) for month in months),
    )
    yield Table(
        "shortfall",
        "Shortfall by capability and month",
        "Units that are required and not there. A month without a row has no shortfall.",
        (
            _text("capability", "Capability", "Capability that is short."),
            _text("belt", "Belt", "Belt in which it is short."),
            _MONTH,
            _number("missing", "Missing", "Units missing.", "units"),
            _number("required", "Required", "Units required.", "units"),
        ),
        tuple((row.capability, row.belt, row.month, float(row.quantity), float(row.required)) for row in plan.shortfall),
    )
    yield Table(
        "rotation",
        "Rotation plan",
        "Which units stand where, and when.",
        (
            _STATE,
            _text("unit_type", "Unit type", "Kind of unit."),
            _number("units", "Units", "Number of units.", "units"),
            _integer("start_month", "From month", "First month on the ground.", "months"),
            _integer("end_month", "To month", "Last month on the ground.", "months"),
            _text("belt", "Belt", "Belt in which they stand."),
        ),
        tuple((row.state, row.unit_type, float(row.units), row.start_month, row.end_month, row.belt) for row in plan.rotation),
    )
    yield Table(
        "binds",
        "What binds",
        "Limits whose relaxation would change the plan, the strongest first.",
        (_text("what", "What binds", "The limit."), _text("effect", "Effect", "What relaxing it would change.")),
        tuple((row.what, row.effect) for row in plan.binds),
    )


def _assumptions(found: Assessment) -> Table:
    columns = (
        _text("name", "Assumption", "Name for readers."),
        _text("value", "Value", "The value, a number or a word."),
        _number("low", "Low", "Lower bound."),
        _number("high", "High", "Upper bound."),
        _text("unit", "Unit", "Unit of the value."),
        _text("basis", "Basis", "What it rests on: estimated, assumed, or choice."),
        _text("note", "Source or reason", "Source, derivation or remark."),
        _text("where", "Where to change it", "File and row of the case."),
    )
    rows = tuple(
        (
            row.name,
            f"{row.value:.6g}" if isinstance(row.value, float) else None if row.value is None else str(row.value),
            row.low,
            row.high,
            row.unit,
            row.basis,
            row.note,
            row.where,
        )
        for row in found.assumptions()
    )
    return Table("assumptions", "Assumptions and choices", "Every input that no claim carries.", columns, rows)


def _figures(found: Assessment) -> Table:
    columns = (
        _text("figure", "Figure", "Stable name of the figure."),
        _number("value", "Value", "The number; empty where the figure is a word or has no answer."),
        _text("word", "Word", "The word, where the figure is one."),
        _text("unit", "Unit", "Unit of the value."),
        _text("formula", "Formula", "How it comes about."),
        _text("inputs", "Inputs", "What it is computed from, divided by semicolons."),
        _CLAIMS,
    )
    rows = []
    for name in sorted(found.figures):
        figure = found.figures[name]
        number = None if figure.value is None or isinstance(figure.value, str) else float(figure.value)
        word = figure.value if isinstance(figure.value, str) else None
        # A cell of a spreadsheet holds 32,767 characters: the long lists stand whole in assessment.json.
        inputs = "; ".join(figure.inputs)
        if len(inputs) > _MOST_TEXT:
            inputs = f"{len(figure.inputs)} inputs: see assessment.json"
        rows.append((name, number, word, figure.unit, figure.formula, inputs, "; ".join(figure.claims)))
    return Table("figures", "Figures and how they come about", "Every figure that can be traced.", columns, tuple(rows))


_MOST_TEXT = 2000
