"""`interpose generate`: who provides what, where and when, and what is short."""

from __future__ import annotations

import enum
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from interpose.cli.console import CaseArgument, Format, FormatOption, note, print_json, progress, read_case, show

if TYPE_CHECKING:
    from interpose.brief.tables.generation import PlanAnswer
    from interpose.case import Case
    from interpose.evidence import Positions
    from interpose.generation import Plan, PlanRequest
    from interpose.generation.analysis.replan import EarlierPlan
    from interpose.requirement import Requirement

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


class Lasting(enum.StrEnum):
    """For how long the level must last."""

    relay = "relay"
    own = "own"
    horizon = "horizon"


def generate(
    case: CaseArgument,
    mandate: Annotated[
        str | None, typer.Option("--mandate", help="Mandate to plan for; the scenario's own unless given.")
    ] = None,
    without: Annotated[
        list[str] | None,
        typer.Option(
            "--without", metavar="STATE", help="Plan without the enablers of this external provider. May be repeated."
        ),
    ] = None,
    without_american_enablers: Annotated[bool, typer.Option("--without-american-enablers", hidden=True)] = False,
    endurance: Annotated[
        Lasting | None,
        typer.Option(
            "--endurance",
            help="relay: without end, nations relieve one another; own: without end, each nation by itself; horizon: for the "
            "months planned. The scenario's own unless given.",
        ),
    ] = None,
    level: Annotated[
        Level | None, typer.Option("--level", help="End of the requirement to plan for; the scenario's own unless given.")
    ] = None,
    mode: Annotated[
        Asked,
        typer.Option(
            "--mode",
            help="fixed: who fills the requirement; largest: the largest force that can be held in every month; pledges: those "
            "who have pledged, alone.",
        ),
    ] = Asked.fixed,
    withdraw_commitments: Annotated[
        bool, typer.Option("--withdraw-commitments", help="Let units bound elsewhere be withdrawn at their price.")
    ] = False,
    substitution: Annotated[
        bool, typer.Option("--substitution", help="Let units stand in for others at their stated efficiency.")
    ] = False,
    keep: Annotated[
        Path | None,
        typer.Option(
            "--keep",
            metavar="PLAN.json",
            help="Keep the posts of an earlier plan (what --format json wrote), and explain those that move.",
        ),
    ] = None,
    change_price: Annotated[
        float,
        typer.Option(
            "--change-price",
            metavar="P",
            min=0,
            help="Price of a post that its nation gives up, in unit-months short: it moves only where that gains more.",
        ),
    ] = 1.0,
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
    marginal: Annotated[
        bool, typer.Option("--marginal", help="Divide each shortfall by cause, and say what single changes are worth.")
    ] = False,
    price_of_rules: Annotated[
        bool, typer.Option("--price-of-rules", help="Say what each rule costs: the plan without it, made again.")
    ] = False,
    naive: Annotated[
        bool, typer.Option("--naive", help="Set the naive plan beside it: an equal share of army size, each nation by itself.")
    ] = False,
    time_limit: Annotated[
        float | None,
        typer.Option(
            "--time-limit",
            "--seconds",
            metavar="SECONDS",
            min=0,
            help="Seconds for the whole plan; the best until then is told. Work is limited unless given.",
        ),
    ] = None,
    gap: Annotated[
        float | None,
        typer.Option(
            "--gap",
            metavar="SHARE",
            min=0,
            max=1,
            help="Distance to the proved bound that is good enough, as a share of the price of missing everything.",
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
    """Find who provides what, where and when, so that it lasts; what is short, and what binds.

    Example: `interpose generate ukraine-2024 --mandate reassure`
    """
    from interpose.brief.tables.generation import generation_tables
    from interpose.cli.calendar_files import calendar_bytes, checked_suffix
    from interpose.editing.atomic import write_atomically
    from interpose.evidence import positions
    from interpose.generation import Limits, PlanRequest
    from interpose.generation import generate as plan_for
    from interpose.generation.analysis.replan import keeping
    from interpose.requirement import require

    if calendar is not None:
        checked_suffix(calendar)
    earlier = None if keep is None else _earlier(keep)
    with progress() as step:
        step("reading the case")
        left_out = [*(without or []), *(["USA"] if without_american_enablers else [])]
        if without_american_enablers:
            note("--without-american-enablers is the spelling of version 0.1: write --without USA; it was read as that")
        switched = {"withdraw_commitments": withdraw_commitments, "substitution": substitution, "endurance": endurance}
        read = _without(read_case(case), left_out)
        read = read.with_options(**{name: getattr(on, "value", on) for name, on in switched.items() if on})
        step("positions and requirement")
        stances, needs = positions(read), require(read)
        request = PlanRequest(
            mandate=mandate,
            mode=mode.value,
            level=level.value if level else None,
            limits=Limits(seconds=time_limit, relative_gap=gap),
            change_price=change_price,
        )
        if earlier is not None:
            if earlier.mandate != (mandate or read.scenario.mandate):
                note(
                    f"the earlier plan is for the mandate {earlier.mandate!r}: its posts are kept as far as they are asked for"
                )
            request = keeping(read, stances, needs, request, earlier)
        step("force generation")
        plan = plan_for(read, stances, needs, request)
        if not plan.has_numbers:
            _end_without_numbers(plan, output)
        wanted = {
            "alternatives": alternatives,
            "repair": repair,
            "marginal": marginal,
            "rules": price_of_rules,
            "naive": naive,
            "verify": verify,
        }
        answer = _answer(read, stances, needs, request, plan, earlier, wanted, step)
    if calendar is not None:
        write_atomically(calendar, calendar_bytes(calendar, read, plan))
        note(f"written: {calendar}")
    required = needs.of(plan.mandate)
    show(answer.as_json(), generation_tables(read, answer, required.name, required.personnel), output)
    if verify and not answer.violations:
        note("verified: the plan keeps every rule, and its numbers agree with its calendar")
    if plan.interrupted:
        proved = "and its bound holds" if plan.gap is not None else "and nothing is proved about it"
        note(f"interpose: interrupted; this is the best plan until then, {proved}")
        raise typer.Exit(130)


def _without(case: Case, providers: Sequence[str]) -> Case:
    """Leave out external providers; a name that is no state of the case is refused."""
    from interpose.errors import UsageError, did_you_mean

    for code in providers:
        if code not in case.states:
            known = sorted(case.providers)
            listed = f"use one of: {', '.join(known)}" if known else "the case has no external provider"
            raise UsageError(f"state {code!r} is not known", did_you_mean(code, known) or listed)
        if code not in case.providers:
            note(f"{code} provides no enablers from outside: without it nothing changes")
    return case.without(*providers) if providers else case


def _earlier(path: Path) -> EarlierPlan:
    """Read an earlier plan from a file."""
    import json

    from interpose.errors import UsageError
    from interpose.generation.analysis.replan import earlier_plan

    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        mend = "give the file that `interpose generate CASE --format json` wrote"
        raise UsageError(f"the earlier plan {str(path)!r} cannot be read: {error}", mend) from error
    return earlier_plan(data)


def _end_without_numbers(plan: Plan, output: Format) -> None:
    """End where there is no plan to report: 130 after Ctrl-C, 3 otherwise, with the rules that cannot hold together."""
    from interpose.errors import NoAnswerError

    if plan.interrupted:
        raise KeyboardInterrupt
    if output is Format.json:
        print_json({"status": plan.status} | ({"conflicts": list(plan.conflicts)} if plan.conflicts else {}))
    if plan.status == "infeasible":
        rules = "\n".join(f"    {rule}" for rule in plan.conflicts)
        raise NoAnswerError(f"no plan keeps every hard rule; these cannot hold together:\n{rules}")
    raise NoAnswerError(f"{plan.status}: there is no plan to report")


def _answer(
    case: Case,
    positions: Positions,
    requirement: Requirement,
    request: PlanRequest,
    plan: Plan,
    earlier: EarlierPlan | None,
    wanted: dict[str, Any],
    step: Callable[[str], None],
) -> PlanAnswer:
    """Answer what is asked about a plan; who broke the search off waits for the plan alone."""
    from interpose.brief.tables.generation import PlanAnswer
    from interpose.generation.analysis.binding import binding_limits, shortfall_shares
    from interpose.generation.analysis.marginal import marginal_values
    from interpose.generation.analysis.naive import naive_plan
    from interpose.generation.analysis.near_optimal import alternatives
    from interpose.generation.analysis.repair import repair
    from interpose.generation.analysis.replan import inputs_of, moves
    from interpose.generation.analysis.rules import price_of_rules
    from interpose.generation.analysis.rungs import rungs, without_number
    from interpose.generation.check import verify

    own = case.scenario.options.requirement_level
    asked = (case, positions, requirement, request)
    found: dict[str, Any] = {"plan": plan, "level": request.level or own, "inputs": inputs_of(*asked)}
    if wanted["verify"]:
        found["violations"] = verify(case, requirement, plan, recount=request.level in (None, own))
    if plan.interrupted:
        return PlanAnswer(**found)
    if plan.mode == "fixed":
        step("how firm it is, and what binds")
        found |= {"rungs": rungs(*asked), "binds": binding_limits(*asked)}
    if plan.mode == "pledges":
        found["without_number"] = without_number(*asked)
    if earlier is not None or case.pins:
        step("which posts move")
        found["moves"] = moves(*asked, plan, earlier)
    extras: dict[str, tuple[str, Callable[[], Any]]] = {
        "rules": ("what the rules cost", lambda: price_of_rules(*asked)),
        "naive": ("the naive plan", lambda: naive_plan(*asked)),
    }
    fixed = {
        "marginal": ("what single changes are worth", lambda: marginal_values(*asked)),
        "alternatives": ("nearly as good", lambda: alternatives(*asked, count=wanted["alternatives"])),
        "repair": ("what would fix it", lambda: repair(*asked)),
    }
    if wanted["marginal"] and plan.mode == "fixed":
        found["shares"] = shortfall_shares(*asked)
    if plan.mode == "fixed":
        extras |= fixed
    elif any(wanted[name] for name in fixed):
        note("alternatives, repairs and what single changes are worth are looked for beside a fixed requirement only")
    for name, (what, answer) in extras.items():
        if wanted[name]:
            step(what)
            found[name] = answer()
    return PlanAnswer(**found)
