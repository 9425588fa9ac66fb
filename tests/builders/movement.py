"""Tiny movement networks, built by hand: a few resources, a few routes, units that weigh what a test says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from interpose.deployment.dispatch import MovementProblem, problem_of_moves
from interpose.deployment.movement.moves import UnitMove
from interpose.deployment.movement.network import Destination
from interpose.deployment.movement.resources import Resource
from interpose.deployment.movement.routes import Leg, MoveRoute, PartKind

__all__ = ["Book", "leg", "problem", "resource", "route", "unit"]


class Book:
    """Routes by part, the same for every unit."""

    def __init__(self, by_part: Mapping[PartKind, Sequence[MoveRoute]]) -> None:
        self._by_part = {part: tuple(sorted(routes, key=lambda each: each.days)) for part, routes in by_part.items()}

    def routes(self, _state: str, _destination: Destination, part: PartKind) -> tuple[MoveRoute, ...]:
        return self._by_part.get(part, ())

    def why_none(self, state: str, _destination: Destination, part: PartKind) -> str:
        return f"no way for the {part} part of {state}"


def resource(name: str, capacity: float, kind: str = "crossing_rail", measure: str = "wagons", **changes: object) -> Resource:
    given = {
        "name": name,
        "label": name.title(),
        "kind": kind,
        "measure": measure,
        "steps": ((0, float(capacity)),),
        "step": 1.0,
        "one_more": "one more",
        "basis": "assumed",
        "inputs": (),
        "bounds": (1.0, 1.0),
    }
    return Resource(**{**given, **changes})


def leg(name: str, offset: int = 0, days: int = 1, measure: str = "wagons") -> Leg:
    return Leg(name, offset, days, measure)


def route(name: str, days: int, *legs: Leg) -> MoveRoute:
    return MoveRoute(name=name, modes=("rail",), crossing="", via=(("", "home"), ("rail", "there")), legs=legs, days=days)


def unit(wagons: float = 0.0, *, part: PartKind = "heavy", ready: int = 0, required: int = 0, **changes: object) -> UnitMove:
    amounts = {"wagons": float(wagons), "lane_m": float(wagons), "vehicles": float(wagons), "persons": float(wagons)}
    given = {
        "state": "FRA",
        "unit_type": "infantry_battalion",
        "sector": "",
        "destination": Destination("there", "there"),
        "required_day": required,
        "leave_day": 10_000,
        "notice_days": ready,
        "permit_days": 0,
        "held_days": 0,
        "persons": 100.0,
        "priority": 1.0,
        "capability": "manoeuvre",
        "loads": {part: amounts},
    }
    return UnitMove(**{**given, **changes})


def problem(
    moves: Sequence[UnitMove],
    resources: Sequence[Resource],
    routes: Sequence[MoveRoute] | Mapping[PartKind, Sequence[MoveRoute]],
    *,
    days: int = 120,
    reception_days: int = 0,
) -> MovementProblem:
    by_part = routes if isinstance(routes, Mapping) else {"heavy": routes}
    return problem_of_moves(moves, Book(by_part), resources, days=days, reception_days=reception_days)
