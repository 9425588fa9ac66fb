"""Options of `interpose generate`: what is planned for, by which rules, what is asked about it, and how long it may take.

The option `--without` of other verbs too, and what it refuses.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from interpose.case import Case


class Asked(enum.StrEnum):
    """What is asked of the states."""

    fixed = "fixed"
    largest = "largest"
    pledges = "pledges"


class End(enum.StrEnum):
    """Which end of the requirement is planned for."""

    low = "low"
    mode = "mode"
    high = "high"


class Lasting(enum.StrEnum):
    """For how long the level must last."""

    relay = "relay"
    own = "own"
    horizon = "horizon"


Mandate = Annotated[
    str | None, typer.Option("--mandate", "-m", metavar="MANDATE", help="Mandate to plan for; the scenario's own unless given.")
]
Proposed = Annotated[
    str | None,
    typer.Option("--proposal", metavar="NAME", help="Plan a size that others proposed (`interpose require CASE --proposals`)."),
]
Without = Annotated[
    list[str] | None,
    typer.Option("--without", metavar="STATE", help="Plan without the enablers of this external provider. May be repeated."),
]
WithoutInOldSpelling = Annotated[bool, typer.Option("--without-american-enablers", hidden=True)]
Endurance = Annotated[
    Lasting | None,
    typer.Option(
        "--endurance",
        help="relay: without end, nations relieve one another; own: without end, each nation by itself; horizon: for the "
        "months planned. The scenario's own unless given.",
    ),
]
Level = Annotated[
    End | None, typer.Option("--level", help="End of the requirement to plan for; the scenario's own unless given.")
]
Mode = Annotated[
    Asked,
    typer.Option(
        "--mode",
        metavar="MODE",
        help="fixed: who fills the requirement; largest: the largest force that can be held in every month; pledges: those who "
        "have pledged, alone.",
    ),
]
WithdrawCommitments = Annotated[
    bool, typer.Option("--withdraw-commitments", help="Let units bound elsewhere be withdrawn at their price.")
]
Substitution = Annotated[bool, typer.Option("--substitution", help="Let units stand in for others at their stated efficiency.")]
Keep = Annotated[
    Path | None,
    typer.Option(
        "--keep",
        metavar="PLAN.json",
        help="Keep the posts of an earlier plan (what --format json wrote), and explain those that move.",
    ),
]
ChangePrice = Annotated[
    float,
    typer.Option(
        "--change-price",
        metavar="P",
        min=0,
        help="Price of a post that its nation gives up, in unit-months short: it moves only where that gains more.",
    ),
]
Alternatives = Annotated[
    int,
    typer.Option(
        "--alternatives",
        metavar="N",
        min=0,
        max=10,
        help="Find up to N plans that are nearly as good and differ most in who contributes.",
    ),
]
Repair = Annotated[
    bool, typer.Option("--repair", help="Find the cheapest changes with which nothing is short after the build-up.")
]
Marginal = Annotated[
    bool, typer.Option("--marginal", help="Divide each shortfall by cause, and say what single changes are worth.")
]
PriceOfRules = Annotated[
    bool, typer.Option("--price-of-rules", help="Say what each rule costs: the plan without it, made again.")
]
Naive = Annotated[
    bool, typer.Option("--naive", help="Set the naive plan beside it: an equal share of army size, each nation by itself.")
]
TimeLimit = Annotated[
    float | None,
    typer.Option(
        "--time-limit",
        metavar="SECONDS",
        min=0,
        help="Seconds for the whole plan; the best until then is told. Work is limited unless given.",
    ),
]
Gap = Annotated[
    float | None,
    typer.Option(
        "--gap",
        metavar="SHARE",
        min=0,
        max=1,
        help="Distance to the proved bound that is good enough, as a share of the price of missing everything.",
    ),
]
Verify = Annotated[bool, typer.Option("--verify", help="Check the plan with independent code.")]
Calendar = Annotated[
    Path | None,
    typer.Option("--calendar", metavar="FILE", help="Write each unit's tours: FILE ends in .ics, .csv, .xlsx, .svg or .html."),
]


def without_providers(case: Case, left_out: Sequence[str]) -> Case:
    """Return the case without the enablers of some external providers.

    Parameters
    ----------
    case : Case
        The case.
    left_out : sequence of str
        Codes of the providers; those that the scenario leaves out already may stand among them.

    Returns
    -------
    Case
        The case itself where nothing is left out.

    Raises
    ------
    UsageError
        Where a code is no state of the case, or a state that is no external provider: its troops would go with it.
    """
    from interpose.errors import UsageError, did_you_mean

    known = sorted(case.providers | case.excluded_providers)
    listed = f"use one of: {', '.join(known)}" if known else "the case has no external provider"
    for code in left_out:
        if code not in case.states:
            raise UsageError(f"--without: state {code!r} is not known", did_you_mean(code, known) or listed)
        if code not in known:
            mend = f"{listed}; to plan without a state that sends troops, write participates no for it in states.csv"
            raise UsageError(f"--without: {code} is no external provider of enablers", mend)
    return case.without(*left_out) if left_out else case
