"""All parts run on one case, down the street."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from importlib.metadata import version

from interpose.assessment.joiners import Joiners, joiners_of
from interpose.assessment.result import Assessment, Figures, VariantAssessment
from interpose.authority import Authority, authorise
from interpose.case import Case, Figure, loaded
from interpose.deployment import Deployment, DeploymentRequest, deploy
from interpose.deterrence import Deterrence, DeterrenceSettings, deter
from interpose.deterrence.settings import LadderSettings
from interpose.evidence import Positions, positions, quality
from interpose.generation import Limits, Plan, PlanRequest, generate
from interpose.generation.analysis.binding import Binding, binding_limits
from interpose.generation.analysis.level import RungAnswer, level_answer, rungs
from interpose.generation.analysis.repair import Repair, repair
from interpose.requirement import Requirement, require
from interpose.solver import alongside, solving_once
from interpose.sustainment import sustain

__all__ = ["assess"]

_DEPLOYED_FOR_A_BRIEF = DeploymentRequest(tried=3, futures=200)
_OF_A_BRIEF = DeterrenceSettings(ladder=LadderSettings(starts=0))


@solving_once()
def assess(
    case: Case,
    *,
    mandates: Iterable[str] | None = None,
    beside: bool = True,
    limits: Limits | None = None,
    progress: Callable[[str], None] = lambda _step: None,
    meanwhile: Callable[[], object] = lambda: None,
) -> Assessment:
    """Answer the question of a case: who, how many, under whose flag, for how long, at what shortfall.

    Parameters
    ----------
    case : Case
        The question with its inputs.
    mandates : iterable of str, optional
        Mandates to plan for beside the scenario's own; all that the case knows unless given.
    beside : bool
        Whether the plan is set beside its variants, other endurances, rungs of firmness, what binds it, and the chance that
        those who join carry the force.
    limits : Limits, optional
        Limits of the solver.
    progress : callable
        Told the name of each step as it begins.
    meanwhile : callable
        Done in a thread while the solver leaves Python free, such as an import of what comes next.

    Returns
    -------
    Assessment
        The result of each part, and every figure by its name.

    Raises
    ------
    NoAnswerError
        Where the plan for the scenario's own mandate was not reached within the limits.
    UsageError
        Where the case was not loaded.

    Examples
    --------
    >>> from interpose.case import load
    >>> found = assess(load("ukraine-2024"), mandates=(), beside=False)
    >>> found.figures["force.peak"].unit
    'persons'
    """
    own = loaded(case).scenario.mandate
    chosen = sorted({*(case.mandates if mandates is None else mandates), own})
    progress("positions")
    stances = positions(case)
    evidence = quality(case)
    progress("authority")
    authority = authorise(case, stances)
    progress("requirement")
    requirement = require(case)
    request = PlanRequest(limits=limits or Limits(), compared=beside)
    named = case.variants() if beside else dict([next(iter(case.variants().items()))])
    with alongside(partial(_around, case, stances, authority, requirement, request), meanwhile) as around:
        variants = {
            name: _variant(name, case, changed, stances, requirement, chosen, request, progress)
            for name, changed in named.items()
        }
        progress("what binds, and how firm it is")
        binds, mended, ladder, joining = around()
    plan = next(iter(variants.values())).plan
    if not plan.has_numbers:
        binds, mended, joining = (), None, None
    deployment = _deployment(case, requirement, plan, progress)
    progress("sustainment")
    sustainment = sustain(case, plan) if plan.has_numbers else None
    deterrence = _deterrence(case, authority, requirement, plan, progress)
    rooms = [
        *stances.figures(),
        *evidence.figures(),
        *authority.figures(),
        *requirement.figures(),
        *plan.figures(),
        *_variant_figures(variants.values()),
        *(figure for part in (*ladder, joining, deployment, sustainment, deterrence) if part for figure in part.figures()),
    ]
    return Assessment(
        case=case,
        version=version("interpose"),
        positions=stances,
        quality=evidence,
        authority=authority,
        requirement=requirement,
        variants=variants,
        rungs=ladder,
        binds=binds,
        repair=mended,
        joiners=joining,
        figures=Figures((figure.name, figure) for figure in rooms),
        deployment=deployment,
        sustainment=sustainment,
        deterrence=deterrence,
    )


def _around(
    case: Case, stances: Positions, authority: Authority, requirement: Requirement, request: PlanRequest
) -> tuple[tuple[Binding, ...], Repair | None, tuple[RungAnswer, ...], Joiners | None]:
    """Answer what is asked around a plan and hangs on the case alone: what binds, the cheapest repair, rungs, who joins."""
    if not request.compared:
        return (), None, (), None
    return (
        binding_limits(case, stances, requirement, request),
        repair(case, stances, requirement, request, others=False),
        rungs(case, stances, requirement, request),
        joiners_of(case, stances, authority, requirement, request),
    )


def _deployment(case: Case, requirement: Requirement, plan: Plan, progress: Callable[[str], None]) -> Deployment | None:
    """Ask when the force is there, with fewer changes tried and fewer futures drawn than the verb does."""
    if not plan.has_numbers:
        return None
    progress("deployment")
    return deploy(case, requirement, plan, _DEPLOYED_FOR_A_BRIEF)


def _deterrence(
    case: Case, authority: Authority, requirement: Requirement, plan: Plan, progress: Callable[[str], None]
) -> Deterrence | None:
    """Ask what happens if the force is attacked; only the verb also looks for equilibria from scattered starts."""
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


def _variant(
    name: str,
    chosen: Case,
    case: Case,
    stances: Positions,
    requirement: Requirement,
    mandates: Sequence[str],
    request: PlanRequest,
    progress: Callable[[str], None],
) -> VariantAssessment:
    """Plan for the own mandate, and find what can be held for each: positions and requirement hang on no option of a plan."""
    progress(f"generation: {name}")
    enablers = case.scenario.options.external_enablers
    if case.scenario.options != chosen.with_options(external_enablers=enablers).scenario.options:
        # Who enables the force from outside changes nothing that is required; other options of a variant may.
        requirement = require(case)
    plan = generate(case, stances, requirement, replace(request, compared=request.compared and case is chosen))
    if plan.interrupted:
        # A plan that was broken off is an answer by itself; a brief that compares with one would mislead.
        raise KeyboardInterrupt
    return VariantAssessment(
        name=name,
        without=tuple(sorted(case.excluded_providers - chosen.excluded_providers)),
        plan=plan,
        levels={
            mandate: level_answer(case, stances, requirement, replace(request, mandate=mandate))
            for mandate in mandates
            if mandate != case.scenario.mandate
        },
    )


def _variant_figures(variants: Iterable[VariantAssessment]) -> Iterable[Figure]:
    """Name the headline figures of every answer `plan.<mandate>.<variant>.<figure>`, so that cards can be traced too."""
    for variant in variants:
        for mandate, level in variant.levels.items():
            yield from level.figures(f"plan.{mandate}.{variant.key}")
        for figure in variant.plan.figures():
            if figure.name.startswith("force."):
                yield replace(figure, name=f"plan.{variant.plan.mandate}.{variant.key}.{figure.name}")
