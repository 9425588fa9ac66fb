"""What happens if the force is attacked: all answers of the part put together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from interpose.case import Case
from interpose.case.tables.escalation import Escalation
from interpose.deployment.movement.network import network_of
from interpose.deterrence.assumptions import Assumptions, channels_of, priors_of
from interpose.deterrence.draws import Draws, draw, moved_numbers
from interpose.deterrence.ladder.answer import follow_together, ladder_answer, likeliest_first
from interpose.deterrence.ladder.backstop import backstop_question, least_backstop
from interpose.deterrence.ladder.branches import branch_rows
from interpose.deterrence.ladder.tree import compile_game
from interpose.deterrence.names import words_of
from interpose.deterrence.race.arrivals import Arrivals, arrivals_of
from interpose.deterrence.race.forces import ForceFacts, Forces, forces_of, on_network, read_plan
from interpose.deterrence.race.measures import measures_of
from interpose.deterrence.race.race import RaceAnswer, run_race
from interpose.deterrence.result import Deterrence, GameReference
from interpose.deterrence.settings import DeterrenceSettings
from interpose.deterrence.unilateral.over_ranges import Unilateral, answer_over_ranges
from interpose.deterrence.unilateral.stakes import UnilateralStakes
from interpose.deterrence.variants import variant

if TYPE_CHECKING:
    from interpose.authority import Authority
    from interpose.generation import Plan
    from interpose.requirement import Requirement

__all__ = ["deter", "deter_force"]

Floats = npt.NDArray[np.float64]
Numbers = Mapping[str, Floats]

_USUAL = DeterrenceSettings()


def deter(
    case: Case,
    authority: Authority,
    requirement: Requirement,
    generation: Plan,
    *,
    escalation: Escalation,
    settings: DeterrenceSettings = _USUAL,
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
    generation : Plan
        The plan whose force is attacked; without numbers the requirement of its mandate stands in, and is named.
    escalation : Escalation
        The games of the case.
    settings : DeterrenceSettings
        How much is drawn and how far is searched.

    Returns
    -------
    Deterrence
        Thresholds, equilibria, the tree, variants, branches and the race; never one probability of war.
    """
    if escalation.race is not None and network_of(case, requirement).destinations:
        escalation = escalation.model_copy(update={"race": on_network(case, escalation.race)})
    forces = forces_of(case, requirement, read_plan(case, generation), escalation.race)
    return deter_force(escalation, forces, authority=authority, seed=case.scenario.seed, settings=settings)


def deter_force(
    escalation: Escalation,
    forces: Forces,
    *,
    authority: Authority | None = None,
    seed: int = 0,
    settings: DeterrenceSettings = _USUAL,
) -> Deterrence:
    """Answer the games of a case for forces that are given in numbers.

    Parameters
    ----------
    escalation : Escalation
        The games.
    forces : Forces
        The force that is attacked, others to compare it with, and who could come to their help.
    authority : Authority, optional
        How routes stand.
    seed : int
        Seed of the draws.
    settings : DeterrenceSettings
        How much is drawn and how far is searched.

    Returns
    -------
    Deterrence
        All answers.

    Examples
    --------
    >>> from interpose.case.read.escalation import read_escalation, shipped_games
    >>> game = read_escalation(shipped_games()["asymmetric-escalation"])
    >>> found = deter_force(game, Forces(), settings=DeterrenceSettings(draws=20, ladder_draws=5))
    >>> found.ladder.at_mode[0].outcomes
    {'SQ': 1.0}
    """
    game, words = compile_game(escalation), words_of(escalation, forces.support)
    modes, many = draw(escalation, None), draw(escalation, settings.draws, seed)
    attacked = forces.compared[0] if forces.compared else None
    over_draws = _measured(escalation, forces, attacked, many, forces.external_support)
    own = moved_numbers(escalation, many, over_draws)
    at_mode = moved_numbers(escalation, modes, _measured(escalation, forces, attacked, modes, forces.external_support))
    asked = [(force, supported) for force in forces.compared for supported in (True, False)]
    measures = [_measured(escalation, forces, force, modes, supported) for force, supported in asked]
    compared = [moved_numbers(escalation, modes, each) for each in measures]
    credible = backstop_question(escalation, at_mode)
    few = {path: values[: settings.ladder_draws] for path, values in own.items()}
    alike = [{path: np.concatenate([each[path] for each in compared]) for path in few}] if compared else []
    questions = [few, *alike, *([credible] if credible is not None else [])]
    followed = follow_together(game, escalation, questions, settings.ladder)
    ladder, responses = ladder_answer(escalation, followed[0], at_mode, seed, settings.ladder)
    firsts = likeliest_first(followed[1]) if compared else ()
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
        variants=tuple(
            variant(force, supported, each, _stakes(escalation, numbers), move)
            for (force, supported), each, numbers, move in zip(asked, measures, compared, firsts, strict=True)
        ),
        ladder=ladder,
        branches=branch_rows(escalation, responses, authority, forces.parliaments),
        race=_race(escalation, forces, many, settings.race_draws),
        assumptions=Assumptions(
            external_support=forces.external_support,
            channels=channels_of(escalation, words, over_draws),
            priors=priors_of(escalation),
        ),
    )


def _measured(
    escalation: Escalation, forces: Forces, force: ForceFacts | None, draws: Draws, supported: bool
) -> Mapping[str, Floats | float]:
    """Measure a force on each channel; nothing is measured where there is none."""
    if force is None:
        return {}
    day = escalation.race.balance_day if escalation.race is not None else None
    arrivals = None if escalation.race is None else _arrivals(forces, draws.race, supported)
    return measures_of(force, arrivals, draws, external_support=supported, balance_day=day)


def _arrivals(forces: Forces, race: Numbers, supported: bool) -> Arrivals:
    dispatched = forces.dispatched.get(supported)
    return arrivals_of(race, forces.reserves, external_support=supported, dispatched=dispatched)


def _race(escalation: Escalation, forces: Forces, draws: Draws, most: int) -> tuple[RaceAnswer, ...]:
    """Run the race with and without external support; there is none without a force."""
    if escalation.race is None or not forces.compared:
        return ()
    given = {field: values[:most] for field, values in draws.race.items()}
    persons = forces.compared[0].persons
    return tuple(
        run_race(given, persons, _arrivals(forces, given, supported), external_support=supported) for supported in (True, False)
    )


def _stakes(escalation: Escalation, numbers: Numbers) -> UnilateralStakes | None:
    return UnilateralStakes.at(numbers) if escalation.unilateral is not None else None


def _unilateral(escalation: Escalation, own: Numbers, at_mode: Numbers) -> Unilateral | None:
    """Answer the unilateral game, with quantal response over the prior on rationality."""
    draws, mode = _stakes(escalation, own), _stakes(escalation, at_mode)
    if draws is None or mode is None:
        return None
    prior = escalation.rationality
    rationalities = tuple(dict.fromkeys((prior.low, prior.mode, prior.high))) if prior is not None else ()
    return answer_over_ranges(draws, mode, rationalities)
