"""`interpose generate`: who provides what, where and when, and what is short."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interpose.cli.console import CaseArgument, Format, FormatOption, note, print_json, progress, read_case

if TYPE_CHECKING:
    from interpose.generation import Generation
    from interpose.generation.alternatives import Alternative
    from interpose.generation.repair import Repair

__all__ = ["generate"]


class Asked(enum.StrEnum):
    """What is asked of the states."""

    fixed = "fixed"
    largest = "largest"
    pledges = "pledges"


class Level(enum.StrEnum):
    """Which end of the requirement is planned for."""

    low = "low"
    mode = "mode"
    high = "high"


def generate(
    case: CaseArgument,
    mandate: Annotated[
        str | None, typer.Option("--mandate", help="Mandate to plan for; the scenario's own unless given.")
    ] = None,
    without_american_enablers: Annotated[
        bool, typer.Option("--without-american-enablers", help="Plan without any American unit.")
    ] = False,
    level: Annotated[
        Level | None, typer.Option("--level", help="End of the requirement to plan for; the scenario's own unless given.")
    ] = None,
    mode: Annotated[
        Asked,
        typer.Option(
            "--mode",
            help="fixed: who fills the requirement; largest: the largest force that can be sustained; pledges: those who "
            "have pledged, alone.",
        ),
    ] = Asked.fixed,
    alternatives: Annotated[
        int,
        typer.Option(
            "--alternatives",
            metavar="N",
            min=0,
            max=10,
            help="Find up to N plans that are nearly as good and differ most in who contributes.",
        ),
    ] = 0,
    repair: Annotated[
        bool, typer.Option("--repair", help="Find the cheapest changes with which nothing is short after the build-up.")
    ] = False,
    withdraw_commitments: Annotated[
        bool, typer.Option("--withdraw-commitments", help="Let units bound elsewhere be withdrawn at their price.")
    ] = False,
    substitution: Annotated[
        bool, typer.Option("--substitution", help="Let units stand in for others at their stated efficiency.")
    ] = False,
    time_limit: Annotated[
        float | None,
        typer.Option(
            "--time-limit",
            metavar="SECONDS",
            min=0,
            help="Seconds for the whole plan; the best until then is told. Work is limited unless given.",
        ),
    ] = None,
    verify: Annotated[bool, typer.Option("--verify", help="Check the plan with independent code.")] = False,
    calendar: Annotated[
        Path | None,
        typer.Option(
            "--calendar", metavar="FILE", help="Write each unit's tours: FILE ends in .ics, .csv, .xlsx, .svg or .html."
        ),
    ] = None,
    output: FormatOption = Format.table,
) -> None:
    """Find who provides what, where and when under rotation, what is short, and what binds.

    Example: `interpose generate ukraine-2024 --mandate reassure`
    """
    from interpose.cli.calendar_files import calendar_bytes, checked_suffix
    from interpose.cli.generation_json import plan_as_json
    from interpose.cli.generation_tables import print_plan
    from interpose.editing.atomic import write_atomically
    from interpose.errors import NoAnswerError
    from interpose.evidence import positions
    from interpose.generation import Limits, marginal_values, shortfall_shares, verify_sectors
    from interpose.generation import generate as plan_for
    from interpose.generation import verify as check
    from interpose.generation.demand import demand
    from interpose.generation.largest import scaled
    from interpose.requirement import require

    if calendar is not None:
        checked_suffix(calendar)
    with progress() as step:
        step("reading the case")
        read = read_case(case)
        switched = {"withdraw_commitments": withdraw_commitments, "substitution": substitution}
        read = read.with_options(**{name: True for name, on in switched.items() if on})
        step("positions and requirement")
        stances, needs = positions(read), require(read)
        own_level = read.scenario.options.requirement_level
        asked = level.value if level else own_level
        step("force generation")
        plan = plan_for(
            read,
            stances,
            needs,
            mandate=mandate,
            american_enablers=False if without_american_enablers else None,
            level=asked,
            mode=mode.value,
            limits=None if time_limit is None else Limits(seconds=time_limit),
        )
        # What is required by month and sector is told at the scenario's own level and in full.
        usual = asked == own_level and mode is not Asked.largest
        violations = None
        if verify:
            violations = (*check(read, needs, plan), *verify_sectors(read, needs, plan, recount=usual))
            if asked != own_level:
                violations = tuple(each for each in violations if not each.rule.startswith("shortfall"))
        step("what single changes are worth")
        # Who broke the search off waits for the plan, not for what could be added to it.
        told = usual and mode is Asked.fixed and not plan.interrupted
        gains = marginal_values(read, stances, needs, plan) if told else ()
        shares = shortfall_shares(read, stances, needs, plan) if told else ()
        others: tuple[Alternative, ...] = ()
        if alternatives and told:
            from interpose.generation.alternatives import alternatives as others_than

            step("nearly as good")
            others = others_than(read, stances, needs, plan, most=alternatives)
        mended: Repair | None = None
        if repair and told:
            from interpose.generation.repair import repair as repaired

            step("what would fix it")
            mended = repaired(read, stances, needs, plan)
    if plan.interrupted and not plan.has_numbers:
        raise KeyboardInterrupt
    if not plan.has_numbers:
        if output is Format.json:
            print_json({"status": plan.status} | ({"conflicts": list(plan.conflicts)} if plan.conflicts else {}))
        raise NoAnswerError(_no_plan(plan))
    if (alternatives or repair) and not told and not plan.interrupted:
        note("alternatives and repairs are looked for beside a fixed requirement at the scenario's own level only")
    if calendar is not None:
        write_atomically(calendar, calendar_bytes(calendar, read, plan))
        note(f"written: {calendar}")
    required = needs.of(plan.mandate)
    need = scaled(demand(read, required, asked), plan.scale)
    if output is Format.json:
        print_json(plan_as_json(plan, need, asked, gains, violations, others, mended, shares))
    else:
        print_plan(plan, required.name, required.personnel, asked, need, gains, violations, others, mended, shares)
    if plan.interrupted:
        note("interpose: interrupted; this is the best plan until then, and its bound holds")
        raise typer.Exit(130)


def _no_plan(plan: Generation) -> str:
    if plan.status == "infeasible":
        return "no plan keeps every hard rule; these cannot hold together:\n" + "\n".join(
            f"    {rule}" for rule in plan.conflicts
        )
    return f"{plan.status}: there is no plan to report"
