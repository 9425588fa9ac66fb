"""Figures of the deterrence part: every number that a reader may ask about, with its formula and what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from interpose.case.quantities import Figure
from interpose.case.row_ref import RowRef
from interpose.deterrence.ladder.answer import Ladder
from interpose.deterrence.ladder.backstop import Backstop
from interpose.deterrence.ladder.branches import BranchRow
from interpose.deterrence.openings import OpeningShares
from interpose.deterrence.race.by_size import HeldBySize
from interpose.deterrence.race.race import RaceAnswer
from interpose.deterrence.unilateral.over_ranges import Unilateral
from interpose.deterrence.variants import BackstopVariant

__all__ = [
    "backstop_figures",
    "force_stem",
    "held_figures",
    "ladder_figures",
    "opening_figures",
    "race_figures",
    "race_stem",
    "unilateral_figures",
    "variant_figures",
]

STAKES = (str(RowRef.game("unilateral")), str(RowRef.game("effects")))
TREE = (str(RowRef.game("players")), str(RowRef.game("outcomes")), str(RowRef.game("effects")))
RACE = (str(RowRef.game("race")),)
NETWORK = ("crossings.csv", "homes.csv", "lift.csv", "move_factors.csv", "move_units.csv")
"""What arrivals rest on besides where reserves are dispatched on the network of the case."""

FORMULAS = {
    "c1": "(DC − SQ) / (DC − DD_hard) of the challenger",
    "c2": "(DC − SQ) / (DC − CD) of the challenger",
    "d": "(CD − DC) / (CD − DD_soft) of the defender",
}


def race_stem(race: RaceAnswer) -> str:
    """Name the figures of the race with or without external support.

    Parameters
    ----------
    race : RaceAnswer
        One of the two.

    Returns
    -------
    str
        What their names begin with.
    """
    return f"deterrence.race.{'with' if race.external_support else 'without'}_external_support"


def force_stem(row: BackstopVariant) -> str:
    """Name the figures of a force that is compared.

    Parameters
    ----------
    row : Variant
        The force.

    Returns
    -------
    str
        What their names begin with.
    """
    force = "plan" if row.source == "plan" else row.mandate
    return f"deterrence.force.{force}.{'with' if row.external_support else 'without'}_external_support"


def unilateral_figures(game: Unilateral) -> Iterator[Figure]:
    """List thresholds, beliefs and shares of the unilateral game.

    Parameters
    ----------
    game : Unilateral
        Its answer.

    Yields
    ------
    Figure
        One a number.
    """
    for name, value in game.thresholds.items():
        yield Figure(name=f"deterrence.{name}", value=value, unit="probability", formula=FORMULAS[name], assumptions=STAKES)
    for belief, taken in game.beliefs_at_mode.items():
        formula = "after what the force moves, at the modes"
        yield Figure(name=f"deterrence.{belief}", value=taken, unit="probability", formula=formula, assumptions=STAKES)
    for equilibrium in game.equilibria:
        formula = "share of the draws in which the equilibrium exists; shares overlap where several exist"
        yield Figure(
            name=f"deterrence.share.{equilibrium.name}",
            value=equilibrium.share,
            unit="share of draws",
            formula=formula,
            assumptions=STAKES,
        )


def backstop_figures(backstops: Sequence[Backstop]) -> Iterator[Figure]:
    """List how credible the backstop must be, a figure for each kind of attack: on the force, and on the largest one."""
    for backstop in backstops:
        formula = f"least {backstop.belief} from which on the attack has a chance below one half, the rest at the modes"
        rests = (str(RowRef.game("players")), *STAKES)
        name = f"deterrence.backstop.{backstop.attack}"
        if backstop.force != backstops[0].force:
            name = f"deterrence.backstop.largest.{backstop.attack}"
        yield Figure(
            name=name,
            value=backstop.least,
            unit="probability",
            formula=formula,
            assumptions=rests,
        )


def variant_figures(variants: Iterable[BackstopVariant]) -> Iterator[Figure]:
    """List what is compared between forces."""
    for row in variants:
        stem = force_stem(row)
        balance = "b^k / (1 + b^k), b = (host + force on the axis) × holding ratio / attacker, k = steepness, at the modes"
        yield Figure(
            name=f"{stem}.local_balance",
            value=row.local_balance,
            unit="share",
            formula=balance,
            inputs=("pools.csv",),
            assumptions=RACE,
        )
        for path, value in row.chance.items():
            yield Figure(
                name=f"{stem}.chance.{path.rpartition('.')[2]}",
                value=value,
                unit="probability",
                formula="belief after what the force moves, at the modes",
                assumptions=TREE,
            )
        if row.p_defender is not None and row.c1 is not None:
            moved = "p_defender after what the force moves, at the modes"
            yield Figure(name=f"{stem}.p_defender", value=row.p_defender, unit="probability", formula=moved, assumptions=STAKES)
            yield Figure(name=f"{stem}.c1", value=row.c1, unit="probability", formula=FORMULAS["c1"], assumptions=STAKES)


def ladder_figures(ladder: Ladder, branches: Iterable[BranchRow]) -> Iterator[Figure]:
    """List in which share of the draws each first move and each response is the likeliest."""
    for move in ladder.first_moves:
        formula = "share of the converged draws in which it is the likeliest first move"
        yield Figure(
            name=f"deterrence.first_move.{move.move}",
            value=move.share,
            unit="share of draws",
            formula=formula,
            assumptions=TREE,
        )
    for branch in branches:
        if branch.likeliest is not None:
            formula = "share of the converged draws in which it is the likeliest response"
            name = f"deterrence.response.{branch.after}.{branch.response}"
            yield Figure(name=name, value=branch.likeliest, unit="share of draws", formula=formula, assumptions=TREE)


def opening_figures(openings: Iterable[OpeningShares]) -> Iterator[Figure]:
    """List in which share of the draws each opening is the likeliest as circumstances change."""
    for row in openings:
        for move, share in row.shares.items():
            yield Figure(
                name=f"deterrence.opening.{row.id}.{move}",
                value=share,
                unit="share of draws",
                formula=f"share of the solved draws in which it is the likeliest first move: {row.id.replace('_', ' ')}",
                assumptions=TREE,
            )


def held_figures(held: HeldBySize) -> Iterator[Figure]:
    """List in which share of the draws the line holds at once: with the plan, and with what each mandate requires."""
    for mark in held.marks:
        yield Figure(
            name=f"deterrence.held.{'plan' if mark.source == 'plan' else mark.mandate}",
            value=mark.held,
            unit="share of draws",
            formula="share in which host + force on the axis ≥ attacker / holding ratio, before any reserve",
            assumptions=RACE,
        )


def race_figures(races: Sequence[RaceAnswer]) -> Iterator[Figure]:
    """List the figures of the race, with and without external support."""
    for race in races:
        yield from _race(race)
    if races:
        days = races[0].days_to_goal.mode
        yield Figure(
            name="deterrence.race.days_to_goal",
            value=days,
            unit="days",
            formula="goal_km / advance_km_per_day, median",
            assumptions=RACE,
        )


def _race(race: RaceAnswer) -> Iterator[Figure]:
    stem, pools = race_stem(race), ("pools.csv", *(NETWORK if race.on_network else ()))
    for word, share, formula in (
        ("goal_reached", race.goal_reached, "stated depth is reached"),
        ("held_at_once", race.held_at_once, "the line holds from the first day"),
        ("held_later", race.held_later, "the line holds after ground is lost"),
    ):
        yield Figure(name=f"{stem}.{word}", value=share, unit="share of draws", formula=formula, inputs=pools, assumptions=RACE)
    first = race.first_arrival.mode if race.first_arrival is not None else None
    yield Figure(
        name=f"{stem}.first_arrival", value=first, unit="days", formula="median over the draws", inputs=pools, assumptions=RACE
    )
    if race.days_held is not None:
        formula = "where the stated depth is reached: days until then, median"
        yield Figure(
            name=f"{stem}.days_held", value=race.days_held.mode, unit="days", formula=formula, inputs=pools, assumptions=RACE
        )
    for arrived in race.arrived:
        formula = "reserves on the axis, median over the draws"
        yield Figure(
            name=f"{stem}.arrived.day_{arrived.day}",
            value=arrived.persons.mode,
            unit="persons",
            formula=formula,
            inputs=pools,
            assumptions=RACE,
        )
    for each in race.course:
        formula = "stated depth is reached by then"
        yield Figure(
            name=f"{stem}.goal_reached.day_{each.day}",
            value=each.goal_reached,
            unit="share of draws",
            formula=formula,
            inputs=pools,
            assumptions=RACE,
        )
