"""One input of a row: its value, the range that the row gives it, and the row with another value in its place."""

from __future__ import annotations

import math
import types
import typing
from collections.abc import Mapping
from functools import cache
from typing import Literal, TypeVar, get_args, get_origin

from interpose.case.tables.authority import VoteAssumption
from interpose.case.tables.escalation import Escalation, GamePlayer, Spread
from interpose.case.tables.fields import Row
from interpose.case.tables.force import Commitment, PlanningFactor, Pool, State, Substitution, UnitType
from interpose.case.tables.futures.uncertain import KeptPledges
from interpose.case.tables.mandates import MandateRule, RequirementOverride, RuleValue
from interpose.case.tables.movement import Airfield, Crossing, Lift, MoveFactor, MoveUnit
from interpose.case.tables.sustainment import CostBasis, SupplyRate

__all__ = [
    "PIECES",
    "Range3",
    "changed",
    "default_field",
    "drawn",
    "escalation_numbers",
    "is_number",
    "may_vary",
    "own_range",
    "value_of_field",
    "with_numbers",
]

RowT = TypeVar("RowT", bound=Row)
Range3 = tuple[float, float, float]

PIECES = "pieces"
"""All vehicles and containers of a unit together, as a factor on those of its row."""

_DEFAULT: Mapping[type[Row], str] = {
    Pool: "units",
    PlanningFactor: "value",
    UnitType: "personnel",
    Commitment: "price",
    Substitution: "efficiency",
    RequirementOverride: "mode",
    VoteAssumption: "yes",
    SupplyRate: "mode",
    CostBasis: "mode",
    MoveFactor: "value",
    MoveUnit: PIECES,
    Crossing: "rail_wagons_day",
    Lift: "count",
    Airfield: "flights_day",
    KeptPledges: "mode",
    MandateRule: "value",
    State: "personnel_cap",
}
"""The field that is meant where none is named."""

_ENDS: Mapping[tuple[type[Row], str], tuple[str, str]] = {
    **{(model, field): ("low", "high") for model, field in _DEFAULT.items() if "low" in model.model_fields},
    (VoteAssumption, "yes"): ("yes_low", "yes_high"),
    (Crossing, "road_vehicles_day"): ("road_low", "road_high"),
}
"""Fields that hold the range of a field."""


def default_field(model: type[Row]) -> str | None:
    """Return the field that is meant by a row of a table alone; None where rows of it are not varied."""
    return _DEFAULT.get(model)


def is_number(row: Row, field: str) -> bool:
    """Say whether a field of a row holds a number, or a number with its range."""
    if field == PIECES:
        return isinstance(row, MoveUnit)
    kinds = _kinds_of(type(row), field)
    return bool(kinds & {int, float, RuleValue}) and bool not in kinds


def may_vary(row: Row, field: str) -> bool:
    """Say whether a field holds something to vary: a number, or one of several words; no text, and no end of a range."""
    if field in ("basis", "low", "high") or field.endswith(("_low", "_high")):
        return False
    return is_number(row, field) or bool(_kinds_of(type(row), field) & {bool, Literal})


@cache
def _kinds_of(model: type[Row], field: str) -> frozenset[object]:
    """List the types that a field of a table takes."""
    return frozenset(_kinds(model.model_fields[field].annotation))


def _kinds(annotation: object) -> set[object]:
    """List the types that a field takes."""
    if get_origin(annotation) in (types.UnionType, typing.Union):
        return {kind for part in get_args(annotation) for kind in _kinds(part)}
    return {Literal} if get_origin(annotation) is Literal else {annotation}


def value_of_field(row: Row, field: str) -> float | None:
    """Return the number that a field holds now; None where the cell is empty or holds no number."""
    if field == PIECES:
        return 1.0
    found = getattr(row, field)
    if isinstance(found, RuleValue):
        return found.mode
    return float(found) if isinstance(found, int | float) and not isinstance(found, bool) else None


def own_range(row: Row, field: str) -> Range3 | None:
    """Return low, most likely value and high as the row gives them; None where it gives no range."""
    if isinstance(row, MoveUnit) and field == PIECES:
        return (row.low, 1.0, row.high)
    found = getattr(row, field)
    if isinstance(found, RuleValue):
        return (found.low, found.mode, found.high)
    value, ends = value_of_field(row, field), _ENDS.get((type(row), field))
    if value is None or ends is None:
        return None
    low, high = (getattr(row, end) for end in ends)
    given = (value if low is None else float(low), value, value if high is None else float(high))
    return None if low is None and high is None else given


def drawn(row: Row, field: str, value: float | str | bool) -> dict[str, object]:
    """Return the columns of a row that change where one of its fields is drawn: a value is known exactly, without a range.

    Parameters
    ----------
    row : Row
        The row.
    field : str
        The field; whole numbers are rounded, and so are units of a pool that holds whole ones.
    value : float or str or bool
        The value. For `yes` of a vote the chances of the other votes move along, from one end of their ranges to the other;
        for `pieces` of a unit it is a factor on all its vehicles and containers.

    Returns
    -------
    dict of str to object
        New values by column.
    """
    if isinstance(value, str | bool):
        return {field: value}
    if field == PIECES and isinstance(row, MoveUnit):
        return {name: getattr(row, name) * value for name in ("tracked", "wheeled", "teu")}
    if isinstance(row, VoteAssumption) and field == "yes":
        return dict(_ballot(row, value))
    if isinstance(getattr(row, field), RuleValue):
        return {field: RuleValue.model_construct(low=value, mode=value, high=value)}
    if is_whole(row, field):
        value = math.floor(value + 0.5)
    ends = _ENDS.get((type(row), field), ())
    return {field: value, **{end: value for end in ends if getattr(row, end) is not None}}


def changed(row: RowT, values: Mapping[str, float | str | bool]) -> RowT:
    """Return a row with other values by field, as `drawn` tells them.

    It is not checked again: what is drawn lies between ends that were checked when the case was read.
    """
    return row.model_copy(
        update={name: new for field, value in values.items() for name, new in drawn(row, field, value).items()}
    )


def is_whole(row: Row, field: str) -> bool:
    """Say whether a field counts whole things: whole numbers by their type, and units of a pool that holds whole ones."""
    if isinstance(row, Pool) and field == "units":
        return float(row.units).is_integer()
    return int in _kinds_of(type(row), field)


def _ballot(row: VoteAssumption, yes: float) -> dict[str, float]:
    """Move all chances of a vote from the least favourable end of their ranges to the most, as far as that of yes has moved."""

    def moved(worst: float, mode: float, best: float) -> float:
        if yes < row.yes:
            part = (row.yes - yes) / (row.yes - row.yes_low)
            return mode + part * (worst - mode)
        part = (yes - row.yes) / (row.yes_high - row.yes) if row.yes_high > row.yes else 0.0
        return mode + part * (best - mode)

    no = moved(row.no_high, row.no, row.no_low)
    declared = moved(row.declared_high, row.declared, row.declared_low)
    no, declared = min(no, 1.0 - yes), min(declared, max(0.0, 1.0 - yes - no))
    exact = {"yes": yes, "no": no, "declared": declared}
    return exact | {f"{name}_{end}": value for name, value in exact.items() for end in ("low", "high")}


def escalation_numbers(escalation: Escalation) -> dict[str, Spread]:
    """Return the numbers of the unilateral game and of the race that a case states, by their path.

    Returns
    -------
    dict of str to Spread
        Such as `players.contributors.firm`, `effects.1`, `race.distance_km`, `tied_hands_personnel`, as figures name them.
    """
    found: dict[str, Spread] = {}
    game = escalation.unilateral
    if game is not None:
        for side in ("challenger", "defender"):
            stakes = getattr(game, side)
            found |= {f"unilateral.{side}.{name}": getattr(stakes, name) for name in type(stakes).model_fields}
        beliefs = {f"unilateral.{name}": getattr(game, name) for name in ("p_challenger", "p_defender")}
        # A belief that is one of the tree is a number of the tree.
        found |= {name: belief for name, belief in beliefs.items() if isinstance(belief, Spread)}
    for player in escalation.players:
        # The last kind is what the others leave.
        found |= {f"players.{player.id}.{kind.id}": kind.probability for kind in player.types[:-1]}
    found |= {f"effects.{place}": effect.change for place, effect in enumerate(escalation.effects, 1)}
    for name in ("tied_hands_personnel", "air_defence_personnel", "monitoring_personnel"):
        if (size := getattr(escalation, name)) is not None:
            found[name] = size
    race = escalation.race
    for name in () if race is None else type(race).model_fields:
        if isinstance(given := getattr(race, name), Spread):
            found[f"race.{name}"] = given
    return found


def with_numbers(escalation: Escalation, numbers: Mapping[str, float]) -> Escalation:
    """Return the games with other numbers, known exactly, by their paths.

    Parameters
    ----------
    escalation : Escalation
        The games.
    numbers : mapping of str to float
        Values by path, as `escalation_numbers` names them.
    """
    for path, value in numbers.items():
        head, *rest = path.split(".")
        if head == "players":
            players = tuple(_believed(each, rest[1], value) if each.id == rest[0] else each for each in escalation.players)
            escalation = escalation.model_copy(update={"players": players})
        else:
            escalation = _set(escalation, [head, *rest], value)
    return escalation


def _believed(player: GamePlayer, kind: str, value: float) -> GamePlayer:
    """Set the belief in one kind of a player; the others share the rest as their modes do."""
    others = {each.id: each.probability.mode for each in player.types if each.id != kind}
    total = sum(others.values())
    shares = {name: mode / total if total else 1.0 / len(others) for name, mode in others.items()}
    types = tuple(
        each.model_copy(
            update={"probability": _exactly(each.probability, value if each.id == kind else (1.0 - value) * shares[each.id])}
        )
        for each in player.types
    )
    return player.model_copy(update={"types": types})


def _set(row: RowT, path: list[str], value: float) -> RowT:
    head, *rest = path
    current = getattr(row, head)
    if isinstance(current, Spread):
        return row.model_copy(update={head: _exactly(current, value)})
    if isinstance(current, tuple):
        place = int(rest[0]) - 1
        effect = current[place].model_copy(update={"change": _exactly(current[place].change, value)})
        return row.model_copy(update={head: (*current[:place], effect, *current[place + 1 :])})
    return row.model_copy(update={head: _set(current, rest, value)})


def _exactly(spread: Spread, value: float) -> Spread:
    return spread.model_copy(update={"low": value, "mode": value, "high": value})
