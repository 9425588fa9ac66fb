"""How credible the backstop must be for an attack not to be the likeliest opening of the tree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from interpose.case.tables.escalation import Escalation
from interpose.deterrence.ladder.answer import Followed

__all__ = ["Backstop", "backstop_question", "least_backstop"]

Floats = npt.NDArray[np.float64]

STEPS_OF_BELIEF = 41
HALF = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Backstop:
    """How credible the backstop must be for one kind of attack not to be the likeliest opening.

    Parameters
    ----------
    force : str
        The force that is attacked.
    attack : str
        The attack, as a move of the tree.
    belief : str
        The belief that was varied.
    at_mode : float
        What it is taken to be.
    least : float or None
        Least belief from which on the attack is made with a chance below one half, the rest at the modes; None where no
        belief is enough.
    """

    force: str
    attack: str
    belief: str
    at_mode: float
    least: float | None


def backstop_question(escalation: Escalation, at_mode: Mapping[str, Floats]) -> dict[str, Floats] | None:
    """Vary the belief in the backstop from 0 to 1, the rest at the modes.

    Parameters
    ----------
    escalation : Escalation
        The game as written, with its `backstop` and its `attacks`.
    at_mode : mapping of str to ndarray of shape (1,)
        Numbers after the force, at the modes.

    Returns
    -------
    dict of str to ndarray or None
        Numbers, a draw for each belief; None where the game names no backstop.
    """
    if escalation.backstop is None or not escalation.attacks:
        return None
    _, player, kind = escalation.backstop.split(".")
    beliefs = np.linspace(0.0, 1.0, STEPS_OF_BELIEF)
    numbers = {path: np.repeat(values, STEPS_OF_BELIEF) for path, values in at_mode.items()}
    others = [path for path in numbers if path.startswith(f"types.{player}.") and path != escalation.backstop]
    total = sum(float(at_mode[path][0]) for path in others)
    for path in others:
        share = float(at_mode[path][0]) / total if total > 0 else 1 / len(others)
        numbers[path] = (1 - beliefs) * share
    numbers[f"types.{player}.{kind}"] = beliefs
    return numbers


def least_backstop(
    escalation: Escalation, followed: Followed, at_mode: Mapping[str, Floats], force: str = ""
) -> tuple[Backstop, ...]:
    """Find how credible the backstop must be for each kind of attack not to be the likeliest opening.

    Parameters
    ----------
    escalation : Escalation
        The game as written.
    followed : Followed
        The draws of `backstop_question`.
    at_mode : mapping of str to ndarray of shape (1,)
        Numbers after the force, at the modes.
    force : str
        The force that is attacked.

    Returns
    -------
    tuple of Backstop
        One for each attack.
    """
    if escalation.backstop is None:
        return ()
    game = followed.game
    beliefs = np.linspace(0.0, 1.0, STEPS_OF_BELIEF)
    chances = followed.chances(0)
    backstops = []
    for place, move in enumerate(game.sets[game.nodes[0].information].moves):
        if move in escalation.attacks:
            # From this belief on: a single low chance below a high one would mislead.
            failing = np.flatnonzero(~(followed.converged & (chances[place] < HALF)))
            first = int(failing[-1]) + 1 if len(failing) else 0
            least = round(float(beliefs[first]), 6) if first < STEPS_OF_BELIEF else None
            taken = float(at_mode[escalation.backstop][0])
            backstops.append(Backstop(force=force, attack=move, belief=escalation.backstop, at_mode=taken, least=least))
    return tuple(backstops)
