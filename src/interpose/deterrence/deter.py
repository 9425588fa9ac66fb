"""What happens if the force is attacked: all answers of the part put together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from interpose.case import Case, loaded
from interpose.case.tables.escalation import Agreed, Escalation
from interpose.deployment.movement.network import network_of
from interpose.deterrence.draws import Draws, draw, moved_numbers
from interpose.deterrence.ladder.answer import follow_together, ladder_answer, likeliest_first
from interpose.deterrence.ladder.backstop import backstop_question, least_backstop
from interpose.deterrence.ladder.branches import branch_rows
from interpose.deterrence.ladder.tree import compile_game
from interpose.deterrence.names import Words, words_of
from interpose.deterrence.openings import asked_openings, opening_shares
from interpose.deterrence.race.arrivals import ReserveArrivals, arrivals_of
from interpose.deterrence.race.by_size import held_by_size
from interpose.deterrence.race.forces import ForceFacts, Forces, forces_of
from interpose.deterrence.race.measures import Measures, measures_of
from interpose.deterrence.race.plan_facts import read_plan
from interpose.deterrence.race.race import RaceAnswer, run_race
from interpose.deterrence.race.reserves import on_network
from interpose.deterrence.result import Deterrence, GameReference
from interpose.deterrence.settings import DeterrenceSettings
from interpose.deterrence.traces.assumptions import Assumptions, channels_of, priors_of
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

    Raises
    ------
    UsageError
        Where the case was not loaded.
    """
    case = loaded(case)
    network = network_of(case, requirement)
    if escalation.race is not None and network.destinations:
        escalation = escalation.model_copy(update={"race": on_network(case, escalation.race)})
    forces = forces_of(case, requirement, read_plan(case, generation), escalation.race, network)
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
    at = _Measured(escalation, forces)
    attacked = forces.compared[0] if forces.compared else None
    over_draws = at.measures(many, attacked, forces.external_support)
    own, at_mode = moved_numbers(escalation, many, over_draws), at.numbers(modes, attacked, forces.external_support)
    compared = [(force, supported) for force in forces.compared for supported in (True, False)]
    measures = [at.measures(modes, force, supported) for force, supported in compared]
    moved = [moved_numbers(escalation, modes, each) for each in measures]
    credible = [
        (force.name if force is not None else "", question)
        for force in dict.fromkeys((attacked, _largest(forces)))
        if (question := backstop_question(escalation, at.numbers(modes, force, forces.external_support))) is not None
    ]
    few, asked = many.first(settings.ladder_draws), asked_openings(escalation, forces)
    # What is the same under two names, such as probes that may be absorbed where nothing is agreed, is followed once.
    circumstances = list(dict.fromkeys(each.circumstances for each in asked))
    openings = [at.numbers(few, force, supported, agreed) for force, supported, agreed in circumstances]
    alike = [{path: np.concatenate([each[path] for each in moved]) for path in at_mode}] if moved else []
    without = [] if asked else [{path: values[: settings.ladder_draws] for path, values in own.items()}]
    questions = [*without, *openings, *alike, *(question for _, question in credible)]
    followed = follow_together(game, escalation, questions, settings.ladder)
    ladder, responses = ladder_answer(escalation, followed[0], at_mode, seed, settings.ladder)
    firsts = likeliest_first(followed[len(openings)]) if moved else ()
    backstops = zip((name for name, _ in credible), followed[len(questions) - len(credible) :], strict=True)
    return Deterrence(
        reference=_reference(escalation, words),
        unilateral=_unilateral(escalation, own, at_mode),
        openings=tuple(opening_shares(each, followed[circumstances.index(each.circumstances)]) for each in asked),
        backstops=tuple(row for name, own_draws in backstops for row in least_backstop(escalation, own_draws, at_mode, name)),
        variants=tuple(
            variant(force, supported, each, _stakes(escalation, numbers), move, _chance(escalation, numbers))
            for (force, supported), each, numbers, move in zip(compared, measures, moved, firsts, strict=True)
        ),
        ladder=ladder,
        branches=branch_rows(escalation, responses, authority, forces.parliaments),
        race=_race(forces, many.first(settings.race_draws), at) if escalation.race is not None else (),
        held_by_size=(
            held_by_size(many.first(settings.race_draws).race, forces.compared) if escalation.race and forces.compared else None
        ),
        assumptions=Assumptions(
            external_support=forces.external_support,
            channels=channels_of(escalation, words, over_draws),
            priors=priors_of(escalation),
        ),
    )


def _reference(escalation: Escalation, words: Words) -> GameReference:
    return GameReference(
        title=escalation.title,
        about=escalation.about,
        reference_class=escalation.reference_class,
        cannot_say=escalation.cannot_say,
        words=words,
        attacks=tuple(escalation.attacks),
    )


class _Measured:
    """Measures of forces and the numbers that they move, arrivals being read once for each set of draws."""

    def __init__(self, escalation: Escalation, forces: Forces) -> None:
        self._escalation, self._forces = escalation, forces
        self._arrivals: dict[tuple[int, bool], ReserveArrivals] = {}

    def arrivals(self, draws: Draws, supported: bool) -> ReserveArrivals | None:
        """Say who could follow, and when; nobody where the game has no race."""
        if self._escalation.race is None:
            return None
        key = draws.count, supported
        if key not in self._arrivals:
            dispatched = self._forces.dispatched.get(supported)
            self._arrivals[key] = arrivals_of(
                draws.race, self._forces.reserves, external_support=supported, dispatched=dispatched
            )
        return self._arrivals[key]

    def measures(self, draws: Draws, force: ForceFacts | None, supported: bool, agreed: Agreed | None = None) -> Measures:
        """Measure a force on each channel; nothing is measured where there is none."""
        if force is None:
            return {}
        day = self._escalation.race.balance_day if self._escalation.race is not None else None
        agreed = agreed or self._escalation.agreed
        arrivals = self.arrivals(draws, supported)
        return measures_of(force, arrivals, draws, external_support=supported, balance_day=day, agreed=agreed)

    def numbers(self, draws: Draws, force: ForceFacts | None, supported: bool, agreed: Agreed | None = None) -> Numbers:
        """Let a force move the numbers of the games."""
        return moved_numbers(self._escalation, draws, self.measures(draws, force, supported, agreed))


def _chance(escalation: Escalation, numbers: Numbers) -> dict[str, float]:
    """Give what nature is believed to bring, the last of its kinds being what the others leave."""
    return {
        path: numbers[path].item()
        for player in escalation.players
        if player.chance
        for kind in player.types[:-1]
        for path in (f"types.{player.id}.{kind.id}",)
    }


def _largest(forces: Forces) -> ForceFacts | None:
    return max(forces.compared, key=lambda force: force.persons, default=None)


def _race(forces: Forces, draws: Draws, at: _Measured) -> tuple[RaceAnswer, ...]:
    """Run the race with and without external support; there is none without a force."""
    if not forces.compared:
        return ()
    persons = forces.compared[0].persons
    both = ((supported, at.arrivals(draws, supported)) for supported in (True, False))
    return tuple(
        run_race(draws.race, persons, arrivals, external_support=supported) for supported, arrivals in both if arrivals
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
