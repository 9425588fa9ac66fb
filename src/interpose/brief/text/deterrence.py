"""Deterrence in words: what would have to be believed, how the race stands, and what limits the answers."""

from __future__ import annotations

from collections.abc import Iterator

from interpose.case.quantities import Range
from interpose.deterrence import Deterrence
from interpose.deterrence.ladder.backstop import Backstop
from interpose.deterrence.names import DecisionWords
from interpose.deterrence.unilateral.game import EquilibriumName
from interpose.deterrence.unilateral.over_ranges import Unilateral

__all__ = ["EQUILIBRIUM_WORDS", "answers", "backstop_sentence", "remarks"]

EQUILIBRIUM_WORDS: dict[EquilibriumName, str] = {
    "certain_deterrence": "certain deterrence",
    "separating": "only a hard attacker demands",
    "attack": "attack pays",
    "bluff": "bluff: a soft attacker sometimes demands",
    "steadfast_deterrence": "steadfast deterrence: nobody demands, on the belief that only a soft attacker would",
}


def answers(deterrence: Deterrence) -> tuple[str, ...]:
    """Say in sentences what would have to be believed for an attack not to pay, and how the race stands.

    Parameters
    ----------
    deterrence : Deterrence
        The result.

    Returns
    -------
    tuple of str
        Sentences, the unilateral game first.
    """
    sentences = []
    game = deterrence.unilateral or Unilateral()
    if game.thresholds:
        resists, ranges = game.beliefs["p_defender"], game.threshold_ranges
        c1, c2, d = (f"{game.thresholds[name]:.2f} ({_ends(ranges[name])})" for name in ("c1", "c2", "d"))
        sentences.append(
            f"To deter even a hard attacker, resistance must be believed with at least c1 = {c1}; to deter a soft one, with at "
            f"least c2 = {c2}. With this force it is taken as {game.beliefs_at_mode['p_defender']:.2f} ({_ends(resists)})."
        )
        sentences.append(
            f"A soft defender resists only while a demand comes from a hard attacker with less than d* = {d}; the attacker is "
            f"taken to be hard with {game.beliefs_at_mode['p_challenger']:.2f} ({_ends(game.beliefs['p_challenger'])})."
        )
    if len(game.at_mode) > 1:
        listed = " and ".join(EQUILIBRIUM_WORDS[each.name] for each in game.at_mode)
        sentences.append(f"At the modes {len(game.at_mode)} equilibria exist side by side: {listed}.")
    sentences += [backstop_sentence(deterrence, each) for each in deterrence.backstops]
    for race in deterrence.race:
        word, goal, first = "With" if race.external_support else "Without", race.days_to_goal, race.first_arrival
        arrival = f"arrive after {first.mode:.0f} days ({first.low:.0f} to {first.high:.0f})" if first else "are not known"
        sentences.append(
            f"{word} {deterrence.reference.words.support} the first reserves {arrival}; nothing else stopping it, an attacker "
            f"needs {goal.mode:.0f} days ({goal.low:.0f} to {goal.high:.0f}) to the stated depth, which is reached in "
            f"{race.goal_reached:.0%} of the draws."
        )
    return tuple(sentences)


def backstop_sentence(deterrence: Deterrence, each: Backstop) -> str:
    """Say in words how credible the backstop must be for one kind of attack."""
    opening = f"“{deterrence.reference.words.opening.get(each.attack, each.attack)}”"
    belief = f"“{deterrence.reference.words.beliefs.get(each.belief, each.belief)}”"
    taken = f"it is taken as {each.at_mode:.2f}"
    if each.least is None:
        return f"However firmly {belief} is believed, the opening {opening} stays likely; {taken}."
    if each.least == 0:
        return f"The opening {opening} is unlikely whatever is believed of the backstop ({belief}; {taken})."
    return f"For the opening {opening} to be unlikely, {belief} must be believed with at least {each.least:.2f}; {taken}."


def _ends(spread: Range) -> str:
    return f"{spread.low:.2f} to {spread.high:.2f}"


def remarks(deterrence: Deterrence) -> tuple[str, ...]:
    """Say what limits the answers: several equilibria, ties, draws that were not counted, partial lists.

    Parameters
    ----------
    deterrence : Deterrence
        The result.

    Returns
    -------
    tuple of str
        Sentences.
    """
    game = deterrence.unilateral or Unilateral()
    sentences = ["Shares are shares of the stated ranges, not probabilities of events."]
    if len(game.at_mode) > 1:
        sentences.append(f"At the modes {len(game.at_mode)} equilibria exist: the game alone does not say which is played.")
    sentences += [f"Tie: {tie}." for tie in game.ties]
    sentences += list(_ladder_ties(deterrence))
    if not deterrence.ladder.at_mode:
        sentences.append("The tree was not solved at the modes: nothing converged, so there are no numbers.")
    else:
        regret = max(each.max_regret for each in deterrence.ladder.at_mode)
        if len(deterrence.ladder.at_mode) > 1:
            sentences.append(
                f"Of the tree {len(deterrence.ladder.at_mode)} equilibria were found at the modes; shares follow the first."
            )
        sentences.append(
            f"The list of equilibria of the tree may be partial; each was re-checked, with a regret of at most {regret:.1e}."
        )
    if deterrence.ladder.converged < 1:
        sentences.append(
            f"{1 - deterrence.ladder.converged:.0%} of the draws of the tree did not converge and are counted nowhere."
        )
    if game.dropped > 0:
        sentences.append(f"{game.dropped:.1%} of the draws broke an ordering of the unilateral game and were not counted.")
    return tuple(sentences)


def _ladder_ties(deterrence: Deterrence) -> Iterator[str]:
    """Name who is indifferent in an equilibrium of the tree."""
    tied = dict.fromkeys(tie for each in deterrence.ladder.at_mode for tie in each.ties)
    if tied:
        told = []
        for information, kind in tied:
            words = deterrence.reference.words.decisions[information]
            told.append(f"{words.player}{_one_kind(words, kind)} {f'after “{words.after}”' if words.after else 'at the start'}")
        yield (
            f"Ties in the tree, where two moves are worth the same and other mixtures may be in equilibrium as well: "
            f"{'; '.join(told)}."
        )


def _one_kind(words: DecisionWords, kind: str) -> str:
    return f" (if it {words.kinds[kind]})" if len(words.kinds) > 1 else ""
