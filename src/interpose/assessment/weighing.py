"""The other way: what hangs on a claim, and by how much the headline figures move without it."""

from __future__ import annotations

from dataclasses import dataclass

from interpose.assessment.explaining import ClaimTrace, trace_claim
from interpose.authority import authorise
from interpose.case import Case, loaded
from interpose.errors import UsageError, did_you_mean
from interpose.evidence import Support, hangs_on, positions, quality, without
from interpose.generation import PlanRequest, generate
from interpose.requirement import require
from interpose.solver import solving_once

__all__ = ["ClaimWeight", "FigureMove", "weigh"]


@dataclass(frozen=True, slots=True)
class FigureMove:
    """How one figure moves.

    Parameters
    ----------
    figure, unit : str
        The figure and its unit.
    before, after : float or str or None
        Its value with and without the claim; None where there is no such figure then.
    """

    figure: str
    unit: str
    before: float | str | None
    after: float | str | None


@dataclass(frozen=True)
class ClaimWeight:
    """What hangs on a claim.

    Parameters
    ----------
    claim : ClaimTrace
        The claim with its chain and grade.
    support : Support
        Positions that change without it, claims that fall with it, inputs that name it.
    moves : tuple of FigureMove
        Figures of the scenario's own mandate that differ without it, by name.
    unmoved : tuple of str
        Figures of the force and of the routes that stay as they are without it.
    """

    claim: ClaimTrace
    support: Support
    moves: tuple[FigureMove, ...]
    unmoved: tuple[str, ...]


def weigh(case: Case, claim: str) -> ClaimWeight:
    """Assess a case with and without a claim.

    Parameters
    ----------
    case : Case
        The case.
    claim : str
        The claim that is taken away, with those that only tell it again.

    Returns
    -------
    ClaimWeight
        What changes. The plan is solved anew; figures that the proved gap of the solver could move by itself may differ by
        that much without cause.

    Raises
    ------
    UsageError
        Where there is no such claim, or the case was not loaded.
    """
    if claim not in loaded(case).claims:
        raise UsageError(
            f"there is no claim {claim!r}", did_you_mean(claim, case.claims) or "`interpose positions CASE` names them"
        )
    with solving_once():
        before, after = (_figures(each) for each in (case, without(case, [claim])))
    names = sorted(before.keys() | after.keys())
    moves = tuple(
        FigureMove(
            name,
            (before.get(name) or after[name])[1],
            *(found[name][0] if name in found else None for found in (before, after)),
        )
        for name in names
        if before.get(name, (None,))[0] != after.get(name, (None,))[0]
    )
    moved = {move.figure for move in moves}
    unmoved = tuple(name for name in names if name.startswith(("force.", "authority.")) and name not in moved)
    return ClaimWeight(trace_claim(case, claim), hangs_on(case, claim), moves, unmoved)


def _figures(case: Case) -> dict[str, tuple[float | str | None, str]]:
    """Keep the figures that a reader looks at; months of shortfall and single contributions would bury them."""
    stances = positions(case)
    plan = generate(case, stances, require(case), PlanRequest(compared=False))
    if plan.interrupted:
        # What was broken off would differ for no other reason.
        raise KeyboardInterrupt
    told = (*stances.figures(), *quality(case).figures(), *authorise(case, stances).figures(), *plan.figures())
    kept = ("force.", "authority.", "evidence.", "positions.", "contributions.")
    return {
        figure.name: (figure.value, figure.unit)
        for figure in told
        if figure.name.startswith(kept) and (figure.name.count(".") <= 2 or figure.name.endswith(".probability.independent"))
    }
