"""`interpose deploy`: when the force is there, and what holds it up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from interpose.cli.console import (
    CaseArgument,
    Format,
    FormatOption,
    note,
    note_silence,
    print_json,
    progress,
    read_case,
    show,
    tell,
)
from interpose.cli.plan_options import Mandate

if TYPE_CHECKING:
    from interpose.deployment import Deployment, HandedBack

__all__ = ["deploy"]


def deploy(
    case: CaseArgument,
    mandate: Mandate = None,
    horizon: Annotated[
        int, typer.Option("--horizon", metavar="DAYS", min=1, max=1500, help="Days from the order that are looked at.")
    ] = 180,
    permits: Annotated[
        float | None,
        typer.Option("--permits", metavar="DAYS", min=0, max=365, help="Days until permits are there; else the case's factor."),
    ] = None,
    at_once: Annotated[
        bool, typer.Option("--at-once", help="Ask for all units on day 0, whatever month their tour begins in.")
    ] = False,
    with_the_way: Annotated[
        bool,
        typer.Option("--with-the-way", help="Plan again with time for the way, and say what that changes in the plan."),
    ] = False,
    quick: Annotated[bool, typer.Option("--quick", help="Leave out changes, other lift and the band of futures.")] = False,
    output: FormatOption = Format.table,
) -> None:
    """Say when the force of the plan is there, how near that is to the best possible, and what holds it up.

    Example: `interpose deploy ukraine-2024`
    """
    from interpose.deployment import DeploymentRequest, hand_back
    from interpose.deployment import deploy as dispatch
    from interpose.errors import NoAnswerError
    from interpose.evidence import positions
    from interpose.generation import PlanRequest, generate
    from interpose.requirement import require

    request = PlanRequest(mandate=mandate, compared=False)
    back = None
    with progress() as step:
        read = read_case(case)
        step("positions and requirement")
        stances, needs = positions(read), require(read)
        note_silence(stances)
        step("force generation")
        plan = generate(read, stances, needs, request)
        if not plan.has_numbers:
            raise NoAnswerError(f"{plan.status}: there is no plan to deploy; see `interpose generate {case}`")
        asked = DeploymentRequest(
            horizon_days=horizon, permit_days=permits, at_once=at_once, compared=not quick, futures=0 if quick else 500
        )
        found = dispatch(read, needs, plan, asked, progress=step)
        if with_the_way and found.has_numbers:
            step("a plan with time for the way")
            back = hand_back(read, stances, needs, plan, request)
    if not found.has_numbers:
        if output is Format.json:
            print_json(found)
        missing = "\n".join(f"    {need}" for need in found.needs)
        raise NoAnswerError(f"the movement of this case is not computed; it would need:\n{missing}")
    _show(found, back, output)


def _show(found: Deployment, back: HandedBack | None, output: Format) -> None:
    from interpose.brief.tables.deployment import deployment_tables, handed_back_table

    if output is Format.json:
        print_json(found if back is None else {"deployment": found, "handed_back": back})
        return
    if not found.units:
        tell("Nothing moves: the plan sends no unit into the country.")
        return
    tables = [*deployment_tables(found), *([] if back is None else [handed_back_table(back)])]
    show(found, (table for table in tables if table.rows), output)
    for remark in found.remarks:
        note(remark)
