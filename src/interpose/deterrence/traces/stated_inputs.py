"""What the games rest on, by reference: for the trace of a figure and for the list of assumptions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from interpose.case.row_ref import RowRef
from interpose.case.tables.escalation import Assumption, Escalation, Spread
from interpose.case.tables.words import Basis

__all__ = ["StatedInput", "stated_inputs"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedInput:
    """One number of the games, or a group of them.

    Parameters
    ----------
    reference : str
        In the notation of `Figure.inputs`: `escalation.yaml#race.distance_km`, `escalation.yaml#effects`.
    name : str
        Name for readers.
    value : float or str
        Most likely value; for a group how many numbers it holds.
    low, high : float or None
        Range; None for a group.
    unit, basis, note : str
        Unit, what it rests on, source.
    """

    reference: str
    name: str
    value: float | str
    low: float | None
    high: float | None
    unit: str
    basis: Basis
    note: str


SIZES = {
    "tied_hands_personnel": "size at which more commits no further",
    "air_defence_personnel": "size at which more air defence denies no further",
    "monitoring_personnel": "size at which the line is watched",
}


def stated_inputs(escalation: Escalation) -> tuple[StatedInput, ...]:
    """List every number of the games with its range, and the groups that figures refer to.

    Parameters
    ----------
    escalation : Escalation
        The games.

    Returns
    -------
    tuple of StatedInput
        Groups `unilateral`, `players`, `outcomes`, `effects` and `race` first, then their numbers.
    """
    numbers = tuple(_numbers(escalation))
    groups = []
    for group in ("unilateral", "players", "outcomes", "effects", "race"):
        own = [each for each in numbers if each.reference.startswith(str(RowRef.game(f"{group}.")))]
        if own:
            groups.append(
                StatedInput(
                    reference=str(RowRef.game(group)),
                    name=group,
                    value=f"{len(own)} numbers with ranges",
                    low=None,
                    high=None,
                    unit="",
                    basis="assumed",
                    note=escalation.reference_class,
                )
            )
    return (*groups, *numbers)


def _numbers(escalation: Escalation) -> Iterator[StatedInput]:
    unilateral = escalation.unilateral
    if unilateral is not None:
        for side in ("challenger", "defender"):
            stakes = getattr(unilateral, side)
            for field in type(stakes).model_fields:
                name = f"{field} to the {side}"
                yield _one(
                    f"unilateral.{side}.{field}", name, getattr(stakes, field), "payoff", unilateral.basis, unilateral.source
                )
        for field in ("p_challenger", "p_defender"):
            if isinstance(getattr(unilateral, field), str):
                continue
            name = f"belief that the {field.removeprefix('p_')} is hard"
            yield _one(
                f"unilateral.{field}", name, getattr(unilateral, field), "probability", unilateral.basis, unilateral.source
            )
    for player in escalation.players:
        for kind in player.types:
            name = f"belief about {player.name}: {kind.name}"
            yield _one(f"players.{player.id}.{kind.id}", name, kind.probability, "probability", player.basis, player.source)
    for outcome in escalation.outcomes:
        for payoff in outcome.payoffs:
            path = ".".join(filter(None, (outcome.id, payoff.player, payoff.type)))
            name = f"{payoff.player}{f' ({payoff.type})' if payoff.type else ''}: {outcome.name}"
            yield _one(f"outcomes.{path}", name, payoff, "payoff", outcome.basis, outcome.source)
    for place, effect in enumerate(escalation.effects, 1):
        name = f"{effect.channel.replace('_', ' ')} on {effect.target}"
        yield _one(f"effects.{place}", name, effect.change, "change of the number", effect.basis, effect.source)
    if escalation.rationality is not None:
        prior = escalation.rationality
        yield _one("rationality", "rationality of quantal response", prior, prior.unit, prior.basis, prior.source)
    for key, name in SIZES.items():
        size = getattr(escalation, key)
        if size is not None:
            yield _one(key, name, size, size.unit, size.basis, size.source)
    if escalation.race is not None:
        for field in type(escalation.race).model_fields:
            given = getattr(escalation.race, field)
            if isinstance(given, Assumption):
                yield _one(f"race.{field}", field.replace("_", " "), given, given.unit, given.basis, given.source)


def _one(key: str, name: str, spread: Spread, unit: str, basis: Basis, note: str) -> StatedInput:
    return StatedInput(
        reference=str(RowRef.game(key)),
        name=name,
        value=spread.mode,
        low=spread.low,
        high=spread.high,
        unit=unit,
        basis=basis,
        note=note,
    )
