"""What happens if the force is attacked: all answers of the part put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from interpose.case import Case
from interpose.case.tables.escalation import Escalation
from interpose.deterrence.assumptions import Assumptions, channels_of, priors_of
from interpose.deterrence.draws import Draws, draw, moved_numbers
from interpose.deterrence.ladder.answer import follow_together, ladder_answer, likeliest_first
from interpose.deterrence.ladder.backstop import backstop_question, least_backstop
from interpose.deterrence.ladder.branches import branch_rows
from interpose.deterrence.ladder.equilibria import STARTS
from interpose.deterrence.ladder.tree import compile_game
from interpose.deterrence.names import SUPPORT, words_of
from interpose.deterrence.race.measures import (
    ForceFacts,
    measures_of,
    planned_force,
    read_plan,
    required_force,
    reserves_at_home,
)
from interpose.deterrence.race.race import RaceAnswer, Reserve, run_race
from interpose.deterrence.result import Deterrence, GameReference
from interpose.deterrence.unilateral.game import UnilateralStakes
from interpose.deterrence.unilateral.over_ranges import Unilateral, answer_over_ranges
from interpose.deterrence.variants import variant

if TYPE_CHECKING:
    from interpose.authority import Authority
    from interpose.generation import Generation
    from interpose.requirement import Requirement

__all__ = ["deter", "deter_force"]

Floats = npt.NDArray[np.float64]

DRAWS = 20_000
LADDER_DRAWS = 400
RACE_DRAWS = 4_000


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
    plan = read_plan(case, generation)
    forces = [required_force(case, requirement, mandate) for mandate in case.mandates]
    planned = planned_force(case, plan)
    if planned is not None:
        forces.insert(0, planned)
    else:
        forces.sort(key=lambda force: force.mandate != plan.mandate)
    parliaments = tuple(
        state for state in plan.participants if state in case.states and case.states[state].parliament == "prior"
    )
    return deter_force(
        escalation,
        forces,
        reserves_at_home(case, plan),
        external_support=bool(case.providers),
        support=_support(case),
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
    external_support: bool,
    support: str = SUPPORT,
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
    external_support : bool
        Whether lift and logistics of external providers are counted on.
    support : str
        Whose support that is, for readers.
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
    game, words = compile_game(escalation), words_of(escalation, support)
    modes, many = draw(escalation, None), draw(escalation, draws, seed)
    day = escalation.race.balance_day if escalation.race is not None else None

    def measured(force: ForceFacts, numbers: Draws, supported: bool) -> Mapping[str, Floats | float]:
        return measures_of(force, reserves, numbers, external_support=supported, balance_day=day)

    over_draws = measured(forces[0], many, external_support) if forces else {}
    own = moved_numbers(escalation, many, over_draws)
    at_mode = moved_numbers(escalation, modes, measured(forces[0], modes, external_support) if forces else {})
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
        variant(force, supported, each, _stakes(escalation, numbers), move)
        for (force, supported), each, numbers, move in zip(asked, measures, compared, firsts, strict=True)
    )
    race: tuple[RaceAnswer, ...] = ()
    if escalation.race is not None and forces:
        given = {field: values[:RACE_DRAWS] for field, values in many.race.items()}
        race = tuple(run_race(given, forces[0].persons, reserves, external_support=supported) for supported in (True, False))
    return Deterrence(
        reference=GameReference(
            title=escalation.title,
            about=escalation.about,
            reference_class=escalation.reference_class,
            cannot_say=escalation.cannot_say,
            words=words,
        ),
        unilateral=_unilateral(escalation, own, at_mode),
        backstops=least_backstop(escalation, followed[-1], at_mode) if credible is not None else (),
        variants=variants,
        ladder=ladder,
        branches=branch_rows(escalation, responses, authority, parliaments),
        race=race,
        assumptions=Assumptions(
            external_support=external_support,
            channels=channels_of(escalation, words, over_draws),
            priors=priors_of(escalation),
        ),
    )


def _support(case: Case) -> str:
    """Name the support from outside by its providers, as in American and British support."""
    providers = sorted(case.providers | case.excluded_providers)
    if not providers:
        return SUPPORT
    *others, last = (case.demonym(state) for state in providers)
    return f"{', '.join(others)} and {last} support" if others else f"{last} support"


def _stakes(escalation: Escalation, numbers: Mapping[str, Floats]) -> UnilateralStakes | None:
    return UnilateralStakes.at(numbers) if escalation.unilateral is not None else None


def _unilateral(escalation: Escalation, own: Mapping[str, Floats], at_mode: Mapping[str, Floats]) -> Unilateral | None:
    """Answer the unilateral game, with quantal response over the prior on rationality."""
    draws, mode = _stakes(escalation, own), _stakes(escalation, at_mode)
    if draws is None or mode is None:
        return None
    prior = escalation.rationality
    rationalities = tuple(dict.fromkeys((prior.low, prior.mode, prior.high))) if prior is not None else ()
    return answer_over_ranges(draws, mode, rationalities)
