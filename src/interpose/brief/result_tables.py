"""The tables of an assessment."""

from __future__ import annotations

from collections.abc import Iterator

from interpose.assessment import Assessment
from interpose.brief.context import BriefContext
from interpose.brief.table import CLAIMS, Cell, Table, number, text
from interpose.brief.tables.authority import routes_table, votes_table
from interpose.brief.tables.calendar import calendar_tables
from interpose.brief.tables.deployment import arrival_table, deployment_tables
from interpose.brief.tables.evidence import positions_table
from interpose.brief.tables.force import plan_tables
from interpose.brief.tables.ledger import claims_table, sources_table
from interpose.brief.tables.requirement import requirement_table, sectors_table
from interpose.brief.tables.sustainment import cost_tables
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
        About the case, options, positions, claims, sources, routes, votes, requirement, plan, deployment, what a study says,
        assumptions, figures.
    """
    found = context.assessment
    return (
        _about(found),
        _options(found),
        positions_table(found.positions, found.case),
        claims_table(context),
        sources_table(context),
        routes_table(found.authority),
        votes_table(found.authority),
        requirement_table(found.requirement),
        sectors_table(found.requirement, {row.sector: (row.framework_nation, row.nations) for row in found.plan.sectors}),
        *plan_tables(found),
        *(calendar_tables(found.case, found.plan) if found.plan.has_numbers else ()),
        *_deployment(found),
        *(cost_tables(found.sustainment, found.case) if found.sustainment else ()),
        *_study(context),
        _assumptions(found),
        _figures(found),
    )


def _study(context: BriefContext) -> Iterator[Table]:
    if context.study is not None:
        from interpose.brief.tables.exploration.files import study_file_tables

        yield from study_file_tables(context.study.analysis)


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
