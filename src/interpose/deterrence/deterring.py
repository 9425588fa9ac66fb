"""What happens if the force is attacked: all answers of the part put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from interpose.case import Case, Range
from interpose.case.tables.escalation import Escalation
from interpose.deterrence.answering import BELIEVABLE, NamedEquilibrium, NamedQuantal, named_quantal, plain_strategies
from interpose.deterrence.branching import (
    backstop_question,
    branch_rows,
    follow_together,
    ladder_answer,
    least_backstop,
    likeliest_first,
)
from interpose.deterrence.equilibria import STARTS
from interpose.deterrence.facts import ForceFacts, measures_of, planned_force, required_force, reserves_at_home
from interpose.deterrence.numbers import Draws, draw, moved_numbers, unilateral_stakes
from interpose.deterrence.quantal import quantal_branch
from interpose.deterrence.race import RaceAnswer, Reserve, run_race
from interpose.deterrence.result import CloudPoint, Deterrence, EquilibriumShare, Variant
from interpose.deterrence.tree import compile_game
from interpose.deterrence.unilateral import (
    EQUILIBRIA,
    Thresholds,
    broken_orderings,
    conditions,
    max_regret,
    strategies,
    thresholds,
    ties,
)
from interpose.deterrence.unilateral import ordered as orderings_hold
from interpose.deterrence.wording import channels_of, priors_of, words_of

if TYPE_CHECKING:
    from interpose.authority import Authority
    from interpose.generation import Generation
    from interpose.requirement import Requirement

__all__ = ["deter", "deter_force"]

Floats = npt.NDArray[np.float64]

DRAWS = 20_000
LADDER_DRAWS = 400
RACE_DRAWS = 4_000
CLOUD = 300


def deter(
    case: Case,
    authority: Authority,
    requirement: Requirement,
    generation: Generation,
    *,
    escalation: Escalation,
    draws: int = DRAWS,
    ladder_draws: int = LADDER_DRAWS,
    starts: int = STARTS,
) -> Deterrence:
    """Say which beliefs and stakes make an attack pay, what the force changes, and what may follow an attack.

    Parameters
    ----------
    case : Case
        The question with its inputs.
    authority : Authority
        How routes stand, for who decides after an attack.
    requirement : Requirement
        What each mandate needs, for what mandates and sizes change.
    generation : Generation
        The plan whose force is attacked; without numbers the requirement of its mandate stands in, and is named.
    escalation : Escalation
        The games of the case.
    draws, ladder_draws : int
        Draws of the unilateral game and of the tree.
    starts : int
        Scattered starts in the search for other equilibria of the tree.

    Returns
    -------
    Deterrence
        Thresholds, equilibria, the tree, variants, branches and the race; never one probability of war.
    """
    reserves: tuple[Reserve, ...] = ()
    forces = [required_force(case, requirement, mandate) for mandate in case.mandates]
    if generation.has_numbers:
        forces.insert(0, planned_force(case, generation))
        reserves = reserves_at_home(case, generation)
    else:
        forces.sort(key=lambda force: force.mandate != generation.mandate)
    parliaments = tuple(
        state for state in generation.participants if state in case.states and case.states[state].parliament == "prior"
    )
    return deter_force(
        escalation,
        forces,
        reserves,
        american_support=case.scenario.options.american_enablers,
        authority=authority,
        parliaments=parliaments,
        seed=case.scenario.seed,
        draws=draws,
        ladder_draws=ladder_draws,
        starts=starts,
    )


def deter_force(
    escalation: Escalation,
    forces: Sequence[ForceFacts],
    reserves: Sequence[Reserve],
    *,
    american_support: bool,
    authority: Authority | None = None,
    parliaments: tuple[str, ...] = (),
    seed: int = 0,
    draws: int = DRAWS,
    ladder_draws: int = LADDER_DRAWS,
    starts: int = STARTS,
) -> Deterrence:
    """Answer the games of a case for forces that are given in numbers.

    Parameters
    ----------
    escalation : Escalation
        The games.
    forces : sequence of ForceFacts
        The force that is attacked first, then others to compare it with; without any, nothing moves the games' numbers and
        there is no race.
    reserves : sequence of Reserve
        What could follow.
    american_support : bool
        Whether American lift and logistics are counted on.
    authority : Authority, optional
        How routes stand.
    parliaments : tuple of str
        Participants whose parliament must agree beforehand.
    seed : int
        Seed of the draws.
    draws, ladder_draws : int
        Draws of the unilateral game and of the tree.
    starts : int
        Scattered starts in the search for other equilibria of the tree.

    Returns
    -------
    Deterrence
        All answers.
    """
    game = compile_game(escalation)
    modes, many = draw(escalation, None), draw(escalation, draws, seed)
    day = escalation.race.balance_day if escalation.race is not None else None

    def measured(force: ForceFacts, numbers: Draws, supported: bool) -> Mapping[str, Floats | float]:
        return measures_of(force, reserves, numbers, american_support=supported, balance_day=day)

    over_draws = measured(forces[0], many, american_support) if forces else {}
    own = moved_numbers(escalation, many, over_draws)
    at_mode = moved_numbers(escalation, modes, measured(forces[0], modes, american_support) if forces else {})
    asked = [(force, supported) for force in forces for supported in (True, False)]
    measures = [measured(force, modes, supported) for force, supported in asked]
    compared = [moved_numbers(escalation, modes, each) for each in measures]
    credible = backstop_question(escalation, at_mode)
    few = {path: values[:ladder_draws] for path, values in own.items()}
    alike = [{path: np.concatenate([each[path] for each in compared]) for path in few}] if compared else []
    followed = follow_together(game, escalation, [few, *alike, *([credible] if credible is not None else [])])
    firsts = likeliest_first(followed[1]) if compared else ()
    ladder, responses = ladder_answer(escalation, followed[0], at_mode, seed, starts)
    variants = tuple(
        _variant(escalation, force, supported, each, numbers, move)
        for (force, supported), each, numbers, move in zip(asked, measures, compared, firsts, strict=True)
    )
    race: tuple[RaceAnswer, ...] = ()
    if escalation.race is not None and forces:
        given = {field: values[:RACE_DRAWS] for field, values in many.race.items()}
        race = tuple(run_race(given, forces[0].persons, reserves, american_support=supported) for supported in (True, False))
    return Deterrence(
        escalation.title,
        escalation.about,
        escalation.reference_class,
        escalation.cannot_say,
        american_support,
        *_unilateral(escalation, own, at_mode),
        variants,
        least_backstop(escalation, followed[-1], at_mode) if credible is not None else (),
        ladder,
        branch_rows(escalation, responses, authority, parliaments),
        race,
        channels_of(escalation, over_draws),
        priors_of(escalation),
        words_of(escalation),
        _beliefs_at_mode(escalation, at_mode),
        _ties(escalation, at_mode),
        _quantal(escalation, at_mode),
    )


def _quantal(escalation: Escalation, at_mode: dict[str, Floats]) -> tuple[NamedQuantal, ...]:
    """Answer the unilateral game for sides that err, over the prior on rationality."""
    prior = escalation.rationality
    if escalation.unilateral is None or prior is None:
        return ()
    challenger, defender, hard, resists = unilateral_stakes(at_mode)
    if broken_orderings(challenger, defender):
        return ()
    steps = tuple(dict.fromkeys((prior.low, prior.mode, prior.high)))
    return tuple(named_quantal(point) for point in quantal_branch(challenger, defender, hard, resists, steps))


def _beliefs_at_mode(escalation: Escalation, at_mode: dict[str, Floats]) -> dict[str, float]:
    if escalation.unilateral is None:
        return {}
    return {name: float(at_mode[f"unilateral.{name}"][0]) for name in ("p_challenger", "p_defender")}


def _ties(escalation: Escalation, at_mode: dict[str, Floats]) -> tuple[str, ...]:
    """Report beliefs that lie on a threshold at the modes."""
    if escalation.unilateral is None:
        return ()
    challenger, defender, hard, resists = unilateral_stakes(at_mode)
    if broken_orderings(challenger, defender):
        return ()
    found = thresholds(challenger, defender)
    return ties(Thresholds(found.c1[0], found.c2[0], found.d[0]), float(hard[0]), float(resists[0]))


def _unilateral(
    escalation: Escalation, own: dict[str, Floats], at_mode: dict[str, Floats]
) -> tuple[
    dict[str, float],
    dict[str, Range],
    dict[str, Range],
    tuple[EquilibriumShare, ...],
    float,
    tuple[NamedEquilibrium, ...],
    tuple[CloudPoint, ...],
]:
    """Answer the unilateral game over the draws and at the modes."""
    if escalation.unilateral is None:
        return {}, {}, {}, (), 0.0, (), ()
    challenger, defender, hard, resists = unilateral_stakes(own)
    kept = orderings_hold(challenger, defender)
    found = thresholds(challenger, defender)
    exists = conditions(found, hard, resists)
    shares = tuple(EquilibriumShare(name, float(exists[name][kept].mean()) if kept.any() else 0.0) for name in EQUILIBRIA)
    ranges = {name: _spread(getattr(found, name)[kept]) for name in ("c1", "c2", "d")} if kept.any() else {}
    beliefs = {"p_challenger": _spread(hard), "p_defender": _spread(resists)}
    cloud = tuple(
        CloudPoint(round(float(one), 6), round(float(other), 6))
        for one, other in zip(hard[:CLOUD], resists[:CLOUD], strict=True)
    )
    stakes = unilateral_stakes(at_mode)
    if broken_orderings(stakes[0], stakes[1]):
        return {}, ranges, beliefs, shares, float(1 - kept.mean()), (), cloud
    modes = thresholds(stakes[0], stakes[1])
    listed = []
    for name in EQUILIBRIA:
        if conditions(modes, stakes[2], stakes[3])[name][0]:
            profile = strategies(name, modes, stakes[2], stakes[3])
            regret = float(max_regret(profile, *stakes)[0])
            if regret <= BELIEVABLE:
                listed.append(NamedEquilibrium(name, plain_strategies(profile), regret))
    return (
        {name: float(getattr(modes, name)[0]) for name in ("c1", "c2", "d")},
        ranges,
        beliefs,
        shares,
        float(1 - kept.mean()),
        tuple(listed),
        cloud,
    )


def _variant(
    escalation: Escalation,
    force: ForceFacts,
    american_support: bool,
    measures: Mapping[str, Floats | float],
    numbers: dict[str, Floats],
    first_move: str | None,
) -> Variant:
    names: tuple[str, ...] = ()
    c1 = c2 = d = p_defender = margin = None
    if escalation.unilateral is not None:
        challenger, defender, hard, resists = unilateral_stakes(numbers)
        found = thresholds(challenger, defender)
        c1, c2, d, p_defender = float(found.c1[0]), float(found.c2[0]), float(found.d[0]), float(resists[0])
        margin = p_defender - c1
        if not broken_orderings(challenger, defender):
            exists = conditions(found, hard, resists)
            names = tuple(name for name in EQUILIBRIA if exists[name][0])
    measured = {name: float(np.ravel(measures.get(name, 0.0))[0]) for name in ("local_balance", "tied_hands", "exposure")}
    return Variant(
        force.name,
        force.mandate,
        force.persons,
        force.source,
        american_support,
        measured["local_balance"],
        measured["tied_hands"],
        measured["exposure"],
        c1,
        c2,
        d,
        p_defender,
        margin,
        names,
        first_move,
    )


def _spread(values: Floats) -> Range:
    low, middle, high = np.quantile(values, (0.1, 0.5, 0.9))
    return Range(float(low), float(middle), float(high))
