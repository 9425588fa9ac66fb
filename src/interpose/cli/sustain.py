"""`interpose sustain`: what the force consumes, what it costs, and who pays."""

from __future__ import annotations

from typing import Annotated

import typer

from interpose.cli.console import CaseArgument, Format, FormatOption, note_silence, progress, read_case, show, tell
from interpose.cli.plan_options import Mandate, Without, without_providers

__all__ = ["sustain"]


def sustain(
    case: CaseArgument,
    basis: Annotated[
        str,
        typer.Option(
            "--basis",
            metavar="BASIS",
            help="What is counted: un_reimbursement, un_mission_budget, national_deployed or fully_supported. All four are "
            "told; this one by state and by payer.",
        ),
    ] = "national_deployed",
    regime: Annotated[
        str, typer.Option("--regime", metavar="REGIME", help="calm, or hostile: what a national force costs under fire.")
    ] = "calm",
    currency: Annotated[
        str, typer.Option("--currency", metavar="CODE", help="Currency of the amounts, at the rate of the price year.")
    ] = "USD",
    fuel_by: Annotated[
        str, typer.Option("--fuel-by", metavar="WAY", help="Count fuel by person, or by vehicle_km: never by both.")
    ] = "person",
    mandate: Mandate = None,
    without: Without = None,
    output: FormatOption = Format.table,
) -> None:
    """Say what the force consumes by month, what it costs by state on four bases, and who pays by route.

    Example: `interpose sustain ukraine-2024 --currency EUR`
    """
    from interpose.brief.tables.sustainment import sustainment_tables
    from interpose.evidence import positions
    from interpose.generation import PlanRequest, generate
    from interpose.requirement import require
    from interpose.sustainment import sustain as answer
    from interpose.sustainment.prices import Money
    from interpose.sustainment.sustaining import checked_choices

    chosen = checked_choices(basis, regime, fuel_by)
    with progress() as step:
        step("reading the case")
        read = without_providers(read_case(case), without or [])
        # A currency without a rate is refused before anything is planned.
        Money(read).rate(currency)
        step("generation")
        stances = positions(read)
        note_silence(stances)
        plan = generate(read, stances, require(read), PlanRequest(mandate=mandate, compared=False))
        step("sustainment")
        found = answer(read, plan, currency=currency, **chosen)
    if output is Format.table and plan.has_numbers and not plan.force.peak:
        tell("Nothing is used up and nothing is paid: the plan keeps nobody in the country.")
        return
    show(found, sustainment_tables(found, read), output)
