"""Putting the chain of a case together: what is known before any future is drawn."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib.metadata import version
from itertools import product

from interpose.authority.ballots import RouteBallots, ballots_of
from interpose.case import Case
from interpose.case.located import Located
from interpose.case.tables.fields import Row
from interpose.case.varied.faults import uncertainty_faults
from interpose.case.varied.inputs import ENABLERS, POSITIONS, Inputs
from interpose.deployment.movement.network import network_of
from interpose.deterrence.unilateral.game import EQUILIBRIA
from interpose.errors import InputError, Location, UsageError, did_you_mean
from interpose.evidence import Positions, counted_part, positions
from interpose.exploration.chain.case_chain import CaseChain
from interpose.exploration.chain.outcomes import outcome_of
from interpose.exploration.chain.planning import MOST_GROUNDS, Planning
from interpose.exploration.chain.protocol import ChainRequest, criteria
from interpose.exploration.inputs.future import case_with
from interpose.exploration.inputs.plan import SamplePlan, plan_sample
from interpose.generation import PlanRequest
from interpose.generation.problem.demand import demand
from interpose.requirement.requiring import require_on

__all__ = ["prepare"]

_MOST_PROVISIONS = 16
"""Combinations of external providers for which statements and votes are read, a second or two each."""


def prepare(case: Case, request: ChainRequest | None = None) -> CaseChain:
    """Put the chain of a case together, by its `uncertainties.csv`.

    Raises
    ------
    InputError
        Where rows of its uncertainties were changed in memory and do not fit.
    UsageError
        Where the case says of no input how it may turn out otherwise, a mandate, variant or threshold names nothing, or the
        level is to last for the horizon only.

    Examples
    --------
    >>> from interpose.case import load
    >>> chain = prepare(load("ukraine-2024"))
    >>> chain.evaluate(chain.points(4, 5)).equals(chain.evaluate(chain.points(0, 8))[4:5].reset_index(drop=True))
    True
    """
    request = request or ChainRequest()
    chosen = _variant(case, request.variant)
    _check_mandate(chosen, request.mandate)
    if chosen.scenario.options.endurance == "horizon":
        mend = "choose relay or own in scenario.yaml, or with a variant"
        raise UsageError("a study plans what lasts without end, and the scenario asks for the horizon alone", mend)
    _check_inputs(chosen)
    stances = positions(chosen)
    firmness = _firmness(chosen, stances)
    ballots = {chosen.providers: ballots_of(chosen, stances)}
    voters = {state for each in ballots[chosen.providers] for state in each.body.members if not each.of_members}
    spoken = {position.state: tuple(position.claims) for position in stances.positions if position.state in firmness}
    sample = plan_sample(chosen, spoken=spoken, voters=voters, dimensions=request.dimensions)
    _ballots_of_choices(chosen, stances, sample, ballots)
    drawn = {target.key for each in sample.drawn for target in each.targets if target.file == POSITIONS}
    planning = Planning(
        case=chosen,
        positions=stances,
        request=PlanRequest(mandate=request.mandate, compared=False, limits=request.limits),
        everybody=set(firmness) <= drawn,
    )
    _survey_choices(chosen, sample, planning)
    outcomes = tuple(outcome_of(name, chosen) for name in _outcomes(chosen, planning, ballots[chosen.providers]))
    seed = chosen.scenario.seed if request.seed is None else request.seed
    chain = CaseChain(
        case=chosen,
        sample=sample,
        planning=planning,
        modality=firmness,
        ballots=ballots,
        seed=seed,
        outcomes=outcomes,
        thresholds=criteria(request.thresholds, outcomes),
        identity={
            "case": case.name,
            "digest": case.digest,
            "uncertainties": _digest(case.uncertainties, case.participation),
            "scenario": _digest([chosen.scenario]),
            "version": version("interpose"),
            "seed": seed,
            "mandate": planning.mandate,
            "variant": request.variant or next(iter(case.variants())),
        },
    )
    chain.know_movements()
    return chain


def _variant(case: Case, name: str | None) -> Case:
    known = case.variants()
    if name is None:
        return case
    if name not in known:
        mend = did_you_mean(name, known) or f"variants are: {', '.join(known)}"
        raise UsageError(f"there is no variant {name!r}", mend)
    return known[name]


def _check_mandate(case: Case, name: str | None) -> None:
    if name is not None and name not in case.mandates:
        mend = did_you_mean(name, case.mandates) or f"there are: {', '.join(case.mandates)}"
        raise UsageError(f"mandate {name!r} is not known", mend)


def _check_inputs(case: Case) -> None:
    """Refuse rows that were changed in memory and do not fit: those of a file were checked when it was read."""
    rows = {place: Located(row, "uncertainties.csv", place) for place, row in enumerate(case.uncertainties)}
    faults, _ = uncertainty_faults([*rows.values()], Inputs.of(case))
    if faults:
        named = [(fault, rows[fault.where.line or 0].row.id) for fault in faults]
        raise InputError(
            replace(fault, what=f"row {name!r}: {fault.what}", where=Location("uncertainties.csv")) for fault, name in named
        )


def _firmness(case: Case, stances: Positions) -> dict[str, int]:
    """Return how firm the position is of every state that decides by it whether it sends units; undecided where it is open."""
    able = {pool.state for pool in case.pools} | {code for code, state in case.states.items() if state.personnel_least}
    return {
        position.state: int(counted.modality) if counted.modality is not None else 1
        for position in stances.positions
        for counted in (counted_part(case, position),)
        if position.state in able
        and case.states[position.state].participates == "by_position"
        and position.state not in case.excluded_providers
    }


def _ballots_of_choices(
    case: Case, stances: Positions, sample: SamplePlan, known: dict[frozenset[str], tuple[RouteBallots, ...]]
) -> None:
    """Read who votes on each route once for each choice that is drawn of external providers: conditions may name them."""
    choices = [
        (target, values)
        for each in sample.drawn
        for target, values in zip(each.targets, each.choices, strict=False)
        if target.field.startswith(ENABLERS)
    ]
    count = math.prod(len(values) for _, values in choices)
    if count > _MOST_PROVISIONS:
        what = f"{count:,} combinations of external providers are drawn, more than {_MOST_PROVISIONS} that votes are read for"
        raise UsageError(what, "draw fewer of options.external_enablers, or fewer values of each")
    for chosen in product(*(values for _, values in choices)):
        other = case_with(case, {target: value for (target, _), value in zip(choices, chosen, strict=True)})
        if other.providers not in known:
            known[other.providers] = ballots_of(other, stances)


def _survey_choices(case: Case, sample: SamplePlan, planning: Planning) -> None:
    """Survey the ground as chosen, and once for each combination of choices of depth and sectors as long as they are few."""
    planning.area(case)
    ground = ("options.zone_depth_km", "options.depth_belt_km", "options.sectors", "options.sector_snap")
    choices = [(each.targets[0], each.choices[0]) for each in sample.drawn if each.choices and each.targets[0].field in ground]
    if math.prod(len(each) for _, each in choices) > MOST_GROUNDS:
        return
    for values in product(*(each for _, each in choices)):
        planning.area(case_with(case, {target: value for (target, _), value in zip(choices, values, strict=True)}))


def _outcomes(case: Case, planning: Planning, ballots: tuple[RouteBallots, ...]) -> Iterator[str]:
    """Name what futures of a case are judged by."""
    yield from ("participants", "requirement.personnel", "shortfall_share", "force.sustained", "force.outside")
    requirement = require_on(case, planning.area(case)[1], [planning.mandate])
    need = demand(case, requirement.of(planning.mandate))
    yield from (f"shortfall.{capability}" for capability in dict.fromkeys(name for _, name in need.quantity))
    yield from (f"authority.{each.route.id}" for each in ballots)
    if network_of(case, requirement).destinations:
        yield from ("deployment.closure_day", "deployment.late_days")
    yield from ("sustainment.cost_year", "sustainment.imported_tonnes_month")
    if case.escalation is not None and case.escalation.unilateral is not None:
        told = ("margin", "c1", "c2", "d", "p_challenger", "p_defender", *EQUILIBRIA)
        yield from (f"deterrence.{name}" for name in told)


def _digest(*tables: Iterable[Row]) -> str:
    """Hash rows: what the case says of its uncertain inputs, and the choices that it was changed by in memory."""
    rows = [row.model_dump(mode="json") for rows in tables for row in rows]
    return hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()
