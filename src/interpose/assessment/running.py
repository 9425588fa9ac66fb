"""All parts run on one case, down the street."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from importlib.metadata import version

from interpose.assessment.result import Assessment, Figures, Plan, Variant
from interpose.authority import Authority, authorise
from interpose.case import Case, Figure
from interpose.deterrence import Deterrence, DeterrenceSettings, deter
from interpose.deterrence.settings import LadderSettings
from interpose.evidence import Positions, positions, quality
from interpose.generation import Generation, Limits, generate, waiting
from interpose.requirement import Requirement, require

__all__ = ["assess"]

_OF_A_BRIEF = DeterrenceSettings(draws=4_000, ladder_draws=40, ladder=LadderSettings(starts=0))


def assess(
    case: Case,
    *,
    mandates: Iterable[str] | None = None,
    limits: Limits | None = None,
    progress: Callable[[str], None] = lambda _step: None,
) -> Assessment:
    """Answer the question of a case: who, how many, under whose flag, for how long, at what shortfall.

    Parameters
    ----------
    case : Case
        The question with its inputs.
    mandates : iterable of str, optional
        Mandates to plan for beside the scenario's own; all that the case knows unless given.
    limits : Limits, optional
        Limits of the solver.
    progress : callable
        Told the name of each step as it begins.

    Returns
    -------
    Assessment
        The result of each part, and every figure by its name.

    Raises
    ------
    NoAnswerError
        Where the plan for the scenario's own mandate was not reached within the limits.

    Examples
    --------
    >>> from interpose.case import load
    >>> found = assess(load("ukraine-2024"), mandates=())
    >>> found.figures["force.peak"].unit
    'persons'
    """
    own = case.scenario.mandate
    chosen = sorted({*(case.mandates if mandates is None else mandates), own})
    progress("positions")
    stances = positions(case)
    evidence = quality(case)
    progress("authority")
    authority = authorise(case, stances)
    progress("requirement")
    requirement = require(case)
    plans = _plans(case, stances, requirement, chosen, limits, progress)
    deterrence = _deterrence(case, authority, requirement, plans[own].chosen, progress)
    rooms = [
        *stances.figures(),
        *evidence.figures(),
        *authority.figures(),
        *requirement.figures(),
        *plans[own].chosen.figures(),
        *(deterrence.figures() if deterrence is not None else ()),
    ]
    figures = Figures((figure.name, figure) for figure in (*rooms, *_plan_figures(plans)))
    return Assessment(case, version("interpose"), stances, evidence, authority, requirement, plans, figures, deterrence)


def _deterrence(
    case: Case, authority: Authority, requirement: Requirement, plan: Generation, progress: Callable[[str], None]
) -> Deterrence | None:
    """Ask what happens if the force is attacked, with fewer draws than the verb takes: a brief is to be quick."""
    if case.escalation is None:
        return None
    progress("deterrence")
    return deter(
        case,
        authority,
        requirement,
        plan,
        escalation=case.escalation,
        settings=_OF_A_BRIEF,
    )


def _plans(
    case: Case,
    stances: Positions,
    requirement: Requirement,
    mandates: Sequence[str],
    limits: Limits | None,
    progress: Callable[[str], None],
) -> dict[str, Plan]:
    """Plan for each mandate with and without American enablers, two at a time: the solver leaves Python's lock alone."""
    own, options = case.scenario.mandate, case.scenario.options
    variant: Variant = "with_american_enablers" if options.american_enablers else "without_american_enablers"
    away = {american: waiting(case, stances, american) for american in (True, False)}
    workers = ThreadPoolExecutor(max_workers=2)
    try:
        pending = {
            (mandate, american): workers.submit(
                generate,
                case,
                stances,
                requirement,
                mandate=mandate,
                american_enablers=american,
                limits=limits,
                away=away[american],
                # What binds and who leads is told of the scenario's own plan only.
                explained=mandate == own and american == options.american_enablers,
            )
            for mandate in mandates
            for american in (True, False)
        }
        plans: dict[str, Plan] = {}
        for mandate in mandates:
            progress(f"generation: {mandate}")
            plans[mandate] = Plan(mandate, pending[mandate, True].result(), pending[mandate, False].result(), variant)
        return plans
    finally:
        # On Ctrl-C what has not begun is dropped, and what runs is over within a second.
        workers.shutdown(wait=False, cancel_futures=True)


def _plan_figures(plans: dict[str, Plan]) -> Iterable[Figure]:
    """Name the headline figures of every plan `plan.<mandate>.<variant>.<figure>`, so that cards can be traced too."""
    for mandate, plan in plans.items():
        for variant in ("with_american_enablers", "without_american_enablers"):
            generation: Generation = getattr(plan, variant)
            for figure in generation.figures():
                if figure.name.startswith("force."):
                    yield replace(figure, name=f"plan.{mandate}.{variant}.{figure.name}")
