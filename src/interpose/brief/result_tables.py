"""The tables of an assessment."""

from __future__ import annotations

import math
from collections.abc import Iterator

from interpose.assessment import Assessment
from interpose.brief.charts.precedent import errors_of, missions_of_class
from interpose.brief.context import BriefContext
from interpose.brief.table import CLAIMS, Cell, Table, number, text
from interpose.brief.tables.authority import routes_table, votes_table
from interpose.brief.tables.calendar import calendar_tables
from interpose.brief.tables.deployment import arrival_table, deployment_tables
from interpose.brief.tables.deterrence import held_by_size_table
from interpose.brief.tables.evidence import histories_table, positions_table
from interpose.brief.tables.force import plan_tables
from interpose.brief.tables.ledger import claims_table, sources_table
from interpose.brief.tables.precedent import MODEL_NAMES
from interpose.brief.tables.requirement import requirement_table, sectors_table
from interpose.brief.tables.sustainment import cost_tables
from interpose.evidence import histories
from interpose.generation import Plan

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
        About the case, options, positions, claims, sources, routes, votes, requirement, plan, deployment, deterrence,
        precedent, what a study says, assumptions, figures.
    """
    found = context.assessment
    return (
        _about(found),
        _options(found),
        positions_table(found.positions, found.case),
        histories_table(histories(found.case, found.positions.as_of)),
        claims_table(context),
        sources_table(context),
        routes_table(found.authority),
        votes_table(found.authority),
        requirement_table(found.requirement),
        sectors_table(found.requirement, {row.sector: (row.framework_nation, row.nations) for row in found.plan.sectors}),
        _places(found),
        *plan_tables(found),
        *(calendar_tables(found.case, found.plan) if found.plan.has_numbers else ()),
        *_deployment(found),
        *(cost_tables(found.sustainment, found.case) if found.sustainment else ()),
        *_attacked(found),
        *_precedents(found),
        *_study(context),
        _assumptions(found),
        _figures(found),
    )


def _study(context: BriefContext) -> Iterator[Table]:
    if context.study is not None:
        from interpose.brief.charts.study.futures import futures_in_order
        from interpose.brief.tables.exploration.files import study_file_tables

        study = context.study
        yield from study_file_tables(study.analysis)
        columns = (
            text("verdict", "Verdict", "Whether the future keeps the first criterion: met, open or missed."),
            number("sustained", "Sustained", "Persons that can be kept on the ground in it.", "persons"),
            number("required", "Required", "Persons that the mandate needs in it.", "persons"),
        )
        shown = futures_in_order(study)
        yield Table(
            name="study_futures",
            title="Futures, those that keep the criterion first",
            description="As many as the chart shows, at even steps through all of them.",
            columns=columns,
            rows=tuple((str(study.verdict[each]), float(study.sustained[each]), float(study.required[each])) for each in shown),
        )


def _attacked(found: Assessment) -> Iterator[Table]:
    held = None if found.deterrence is None else found.deterrence.held_by_size
    if held is not None:
        yield held_by_size_table(held)


def _places(found: Assessment) -> Table:
    area = found.case.area
    columns = (
        text("name", "Place", "Name of the place."),
        text("kind", "Kind", "hub or entry_point."),
        number("longitude", "Longitude", "Degrees to the east.", "degrees"),
        number("latitude", "Latitude", "Degrees to the north.", "degrees"),
    )
    return Table(
        name="places",
        title="Hubs and entry points",
        description="Places that the case names: where supply is kept and where it enters.",
        columns=columns,
        rows=tuple(
            (place.feature.name, place.feature.kind, place.geometry.x, place.geometry.y)
            for place in (*area.hubs, *area.entry_points)
        ),
    )


def _precedents(found: Assessment) -> Iterator[Table]:
    """Give what precedent and the rules say beside each mission of the mandate, and how far ways to foresee a size were off."""
    need = found.requirement.of(found.case.scenario.mandate)
    if need.precedent is not None:
        told = [("precedent", need.precedent.persons), ("rules", need.personnel)]
        rows = [(kind, None, size.mode, size.low, size.high) for kind, size in told]
        yield Table(
            name="precedent",
            title="Missions of this mandate beside precedent and rules",
            description="What such missions foretell on this ground, what the rules ask for, and each mission at its peak.",
            columns=(
                text("kind", "Kind", "precedent, rules or mission."),
                text("mission", "Mission", "Name of the mission."),
                number("persons", "Persons", "Median, most likely number, or the peak of the mission.", "persons"),
                number("low", "Low", "Lower end: of nine in ten for precedent.", "persons"),
                number("high", "High", "Upper end.", "persons"),
            ),
            rows=(*rows, *(("mission", row.name, row.peak, None, None) for row in missions_of_class(found))),
        )
    scores = [each for each in errors_of(found.case.precedents).models if each.left_out == "itself"]
    yield Table(
        name="backtest",
        title="How far ways to foresee a size were off",
        description="Each mission foretold without itself.",
        columns=(
            text("model", "Way", "How the size was foretold."),
            number("median", "Median", "Factor by which it was off in the median, too many or too few.", "factor"),
            number("nine_in_ten", "Nine in ten", "Factor within which nine in ten lie.", "factor"),
            number("coverage", "Held", "Share of missions that the range of nine in ten held.", "share"),
        ),
        rows=tuple(
            (
                MODEL_NAMES[each.model],
                math.exp(each.median_abs_log_error),
                math.exp(each.p90_abs_log_error),
                each.coverage,
            )
            for each in scores
        ),
    )


def _deployment(found: Assessment) -> tuple[Table, ...]:
    """Give the arrival curve and what explains it; nothing where no movement was computed."""
    deployment = found.deployment
    if deployment is None or not deployment.has_numbers:
        return ()
    return arrival_table(deployment), *deployment_tables(deployment)


def _about(found: Assessment) -> Table:
    scenario = found.case.scenario
    plan = found.plan
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
    columns = (text("item", "Item", "What the value says."), text("value", "Value", "The value."))
    return Table(
        name="about",
        title="About this case",
        description="The question, and what is needed to make the same result again.",
        columns=columns,
        rows=tuple(rows),
    )


def _options(found: Assessment) -> Table:
    columns = (
        text("mandate", "Mandate", "Name of the mandate."),
        text("variant", "Variant", "Name of the variant of the scenario; the first is the scenario as chosen."),
        number("required_low", "Needed, low", "Lower bound of the personnel that the mandate needs.", "persons"),
        number("required_mode", "Needed, most likely", "Most likely personnel that the mandate needs.", "persons"),
        number("required_high", "Needed, high", "Upper bound of the personnel that the mandate needs.", "persons"),
        text("status", "Answer of the solver", "optimal or feasible carry numbers; every other word carries none."),
        number("peak", "Peak", "Most persons on the ground in a month, where a calendar was planned.", "persons"),
        number("sustained", "Sustained", "Persons that can be kept on the ground.", "persons"),
        number("shortfall_share", "Missing", "Price of what is missing over the price of missing everything.", "share"),
        text("participants", "Participants", "States that the plan draws from, divided by semicolons."),
    )
    rows = []
    for need in found.requirement.mandates:
        for variant in found.variants.values():
            plan = variant.of(need.id)
            if plan is None:
                continue
            peak = plan.force.peak if isinstance(plan, Plan) and plan.has_numbers else None
            sustained, share = (plan.sustained, plan.shortfall_share) if plan.has_numbers else (None, None)
            size = need.personnel
            told = (size.low, size.mode, size.high, plan.status, peak, sustained, share)
            rows.append((need.id, variant.name, *told, "; ".join(plan.participants)))
    return Table(
        name="options",
        title="Options",
        description="Every mandate in every variant of the scenario.",
        columns=columns,
        rows=tuple(rows),
    )


def _assumptions(found: Assessment) -> Table:
    columns = (
        text("name", "Assumption", "Name for readers."),
        text("value", "Value", "The value, a number or a word."),
        number("low", "Low", "Lower bound."),
        number("high", "High", "Upper bound."),
        text("unit", "Unit", "Unit of the value."),
        text("basis", "Basis", "What it rests on: estimated, assumed, or choice."),
        text("note", "Source or reason", "Source, derivation or remark."),
        text("where", "Where to change it", "File and row of the case."),
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
    return Table(
        name="assumptions",
        title="Assumptions and choices",
        description="Every input that no claim carries.",
        columns=columns,
        rows=rows,
    )


def _figures(found: Assessment) -> Table:
    columns = (
        text("figure", "Figure", "Stable name of the figure."),
        number("value", "Value", "The number; empty where the figure is a word or has no answer."),
        text("word", "Word", "The word, where the figure is one."),
        text("unit", "Unit", "Unit of the value."),
        text("formula", "Formula", "How it comes about."),
        text("inputs", "Inputs", "What it is computed from, divided by semicolons."),
        CLAIMS,
    )
    rows = []
    for name in sorted(found.figures):
        figure = found.figures[name]
        value = None if figure.value is None or isinstance(figure.value, str) else float(figure.value)
        word = figure.value if isinstance(figure.value, str) else None
        # A cell of a spreadsheet holds 32,767 characters: the long lists stand whole in assessment.json.
        inputs = "; ".join(figure.inputs)
        if len(inputs) > _MOST_TEXT:
            inputs = f"{len(figure.inputs)} inputs: see assessment.json"
        rows.append((name, value, word, figure.unit, figure.formula, inputs, "; ".join(figure.claims)))
    return Table(
        name="figures",
        title="Figures and how they come about",
        description="Every figure that can be traced.",
        columns=columns,
        rows=tuple(rows),
    )


_MOST_TEXT = 2000
