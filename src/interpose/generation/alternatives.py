"""Plans that are nearly as good, and differ most in who contributes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from interpose.case import Case
from interpose.evidence import Positions
from interpose.generation.demand import demand
from interpose.generation.formulation import Formulation, completed, components, formulate
from interpose.generation.reading import Reading, read_back
from interpose.generation.result import Contribution, Force, Generation, RotationRow, Withdrawal
from interpose.generation.sharing import share_out
from interpose.generation.state_limits import StateLimit
from interpose.generation.stress import least_stress
from interpose.generation.supply import AMERICAN, Supply, SupplyClass, classes, supplies
from interpose.generation.verify import verify
from interpose.solver import Limits, Status, solve

if TYPE_CHECKING:
    from interpose.requirement import Requirement

__all__ = ["Alternative", "alternatives", "apartness"]

_NODES = 1
"""Nodes of each search: who contributes is decided early in it, and what is left is told by the status."""

_ENOUGH = 0.02
"""Distance to the bound, as a share of what those to be spared do in the best plan, at which a search ends."""

_SMALL = 0.01
"""Plans of which less than this share of the person-months comes from others are not told apart."""

_EFFORT = 0.01
"""Weight of a person-month of those whose use is not lessened, so that no tour is begun for nothing."""

Tours = Mapping[tuple[str, str, str], Mapping[str, NDArray[np.int64]]]


@dataclass(frozen=True)
class Alternative:
    """A plan that is nearly as good as the best, and in which others contribute.

    Parameters
    ----------
    name : str
        What is different, in words.
    spared : tuple of str
        States of which it takes as little as the distance allows.
    shortfall : float
        Priced shortfall, withdrawals included.
    distance : float
        How much higher that is than in the best plan, as a share of the whole priced requirement.
    difference : float
        Share of the person-months that come from others than in the best plan: half the sum of what the shares of the
        states differ by; 0 where the same contribute as much, 1 where nobody contributes to both.
    contributions : tuple of Contribution
        Who sends how many.
    force : Force
        Persons on the ground.
    status : str
        `optimal` where it is proved that no plan within the distance takes fewer person-months from those it spares;
        otherwise `feasible`.
    rotation : tuple of RotationRow
        The calendar.
    withdrawn : tuple of Withdrawal
        Units taken from where they are bound.
    max_violation : float
        Most that any rule is violated, recomputed from the case by code that does not know the model.
    """

    name: str
    spared: tuple[str, ...]
    shortfall: float
    distance: float
    difference: float
    contributions: tuple[Contribution, ...]
    force: Force
    status: Status
    rotation: tuple[RotationRow, ...]
    withdrawn: tuple[Withdrawal, ...]
    max_violation: float


def alternatives(
    case: Case,
    positions: Positions,
    requirement: Requirement,
    plan: Generation,
    *,
    most: int = 10,
    distance: float = 0.01,
    limits: Limits | None = None,
) -> tuple[Alternative, ...]:
    """Find plans within a stated distance of the best that differ most in who contributes.

    Modelling to generate alternatives (Brill, Chang and Hopkins 1982): hold what is good enough, and lessen what
    the plan leans on. Each contributor in turn, and those that contribute most together, are spared as far as the
    distance allows; of the plans that this gives, the one that differs most from all that are told already comes next.
    No worst month becomes worse, no alternative takes more American units, and capabilities that are short even in their
    worst month stay as they are: all who can come are needed there.

    Parameters
    ----------
    case : Case
        The case.
    positions : Positions
        What the states have said.
    requirement : Requirement
        What is required.
    plan : Generation
        The best plan, at the scenario's own level and for a fixed requirement.
    most : int
        How many plans at most.
    distance : float
        Most that the priced shortfall may be above that of the plan, as a share of the price of missing everything;
        each part of the plan has its own share of it.
    limits : Limits, optional
        How long to look.

    Returns
    -------
    tuple of Alternative
        The most different first; fewer where there are not so many different ones.

    Raises
    ------
    ValueError
        Where `most` or `distance` is below zero.
    """
    if most < 0 or not 0 <= distance <= 1:
        raise ValueError("most is at least zero and distance a share between 0 and 1")
    if not plan.has_numbers or plan.mode != "fixed" or plan.objective is None or not plan.rotation:
        return ()
    search = _Search(case, positions, requirement, plan, distance, limits or Limits())
    own = _person_months(plan.contributions)
    ranked = sorted(own, key=lambda code: (-own[code], code))
    # Beside each contributor alone, the two, three, four … that contribute most.
    sets = [(code,) for code in ranked] + [tuple(sorted(ranked[:count])) for count in (2, 3, 4, 6) if count < len(ranked)]
    found = [each for spared in sets if (each := search.sparing(spared)) is not None]
    chosen: list[Alternative] = []
    seen = [own]
    while found and len(chosen) < most:
        apart = [min(apartness(_person_months(each.contributions), other) for other in seen) for each in found]
        best = max(range(len(found)), key=lambda number: (round(apart[number], 9), -len(found[number].spared), -number))
        if apart[best] < _SMALL:
            break
        chosen.append(found.pop(best))
        seen.append(_person_months(chosen[-1].contributions))
    return tuple(sorted(chosen, key=lambda each: (-each.difference, each.name)))


def apartness(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Return the share of the person-months that come from others: half the sum of what the shares of the states differ by.

    Examples
    --------
    >>> apartness({"DEU": 300, "FRA": 100}, {"FRA": 200})
    0.75
    """
    total, beside = sum(one.values()), sum(other.values())
    if not total or not beside:
        return float(total != beside)
    states = sorted({*one, *other})
    return sum(abs(one.get(code, 0.0) / total - other.get(code, 0.0) / beside) for code in states) / 2


def _person_months(contributions: Iterable[Contribution]) -> dict[str, float]:
    return {row.state: float(sum(row.by_month)) for row in contributions}


class _Search:
    """What is the same for all alternatives to one plan, and what was solved before."""

    def __init__(
        self, case: Case, positions: Positions, requirement: Requirement, plan: Generation, distance: float, limits: Limits
    ) -> None:
        self.case, self.requirement, self.plan, self.distance = case, requirement, plan, distance
        self.limits = Limits(min(limits.nodes, _NODES), limits.simplex_iterations, limits.relative_gap, limits.seconds)
        self.need = demand(case, requirement.of(plan.mandate), case.scenario.options.requirement_level)
        self.pools = supplies(case, positions, plan.participants)
        self.outside = [code for code in plan.participants if case.states[code].stands == "outside"]
        self.bounds = {
            code: StateLimit(code, state.personnel_cap, state.personnel_least)
            for code in plan.participants
            if (state := case.states[code]).personnel_cap is not None or state.personnel_least is not None
        }
        self.begun = _begun(plan.rotation, self.need.horizon)
        self.solved: dict[tuple[object, ...], tuple[tuple[Tours, float], Status]] = {}

    def sparing(self, spared: tuple[str, ...]) -> Alternative | None:
        """Return the plan within the distance that takes least from some states; None where rules cannot be kept so."""
        active = {code: limit for code, limit in self.bounds.items() if limit.least is not None}
        for _ in range(2):
            tours, objective, status = self._parts(spared, active)
            read = read_back(self.need, self.pools, tours, self.outside)
            broken = {row.state: limit for row in read.contributions if (limit := self._broken(row)) is not None}
            if not broken:
                return self._told(spared, read, objective, status)
            active |= broken
        return None

    def _broken(self, row: Contribution) -> StateLimit | None:
        limit = self.bounds.get(row.state)
        return limit if limit is not None and limit.most is not None and row.personnel_peak > limit.most + 1e-6 else None

    def _parts(self, spared: tuple[str, ...], active: Mapping[str, StateLimit]) -> tuple[Tours, float, Status]:
        groups = tuple(_divided(classes(self.pools, {*active, AMERICAN}, self.need.quantity), spared))
        tours: dict[tuple[str, str, str], Mapping[str, NDArray[np.int64]]] = {}
        objective, status = 0.0, "optimal"
        for capabilities, members in components(groups, active, self.need):
            tied = {code: limit for code, limit in active.items() if any(group.like.state == code for group in members)}
            touched = tuple(code for code in spared if any(one.state == code for group in members for one in group.members))
            key = (capabilities, touched, tuple(tied))
            if key not in self.solved:
                self.solved[key] = self._part(capabilities, members, tied, touched)
            (own, value), word = self.solved[key]
            tours |= own
            objective += value
            status = status if word == "optimal" else "feasible"
        return tours, objective, "optimal" if status == "optimal" else "feasible"

    def _part(
        self,
        capabilities: frozenset[str],
        members: Sequence[SupplyClass],
        tied: Mapping[str, StateLimit],
        spared: tuple[str, ...],
    ) -> tuple[tuple[Tours, float], Status]:
        part = formulate(self.need, capabilities, members, tied)
        start = completed(part, self._start(part))
        least = part.model.cost(start)
        # Where the worst month is short, all who can come are needed: who contributes is not free there.
        if not spared or start["worst"].max(initial=0.0) > 1e-6:
            return (self._dealt(part, start), least), "feasible" if spared else "optimal"
        allowed = least + self.distance * self.need.price_of_all(capabilities)
        use = {name: np.zeros(shape) for name, (_, shape) in part.model.column_blocks.items()}
        kept = dict(use)
        for number, group in enumerate(part.classes):
            name = f"tours {number}"
            months = np.minimum(group.like.tour, self.need.horizon - np.arange(self.need.horizon))
            persons = sum(member.personnel * member.units for member in group.members) / group.units
            kept[name] = np.broadcast_to(persons * months, use[name].shape)
            use[name] = kept[name] * (1.0 if group.like.state in spared else _EFFORT)
        # What is left to American units is what others cannot do: no alternative takes more of them than the best plan.
        most = {
            f"tours {number}": start[f"tours {number}"] for number, group in enumerate(members) if group.like.state == AMERICAN
        }
        # Nor is the worst month of any capability made worse: what the distance allows is spent elsewhere.
        most["worst"] = start["worst"] + 1e-9
        model = part.model.changed(use, most)
        column, price = _entries(part)
        model.rows("as good", np.zeros(len(column)), column, price, upper=[allowed + 1e-6])
        found = solve(model, self.limits, absolute_gap=_ENOUGH * model.cost(start), seed=self.case.scenario.seed, start=start)
        if not found.has_solution or found.objective is None:
            return (self._dealt(part, start), least), "feasible"
        # Then the pools are strained as little as may be, with no month worse and none of those spared taken again.
        held = part.model.changed({}, most)
        names = [f"tours {number}" for number, group in enumerate(part.classes) if group.like.state in spared]
        if names:
            firsts = [held.column_blocks[name][0] + np.arange(kept[name].size) for name in names]
            weights = [kept[name].ravel() for name in names]
            taken = float(sum((kept[name] * found.value(name)).sum() for name in names))
            columns = np.concatenate(firsts)
            held.rows("spared", np.zeros(len(columns)), columns, np.concatenate(weights), upper=[taken + 1e-6])
        relief = least_stress(replace(part, model=held), found, self.limits, self.case.scenario.seed)
        rounded = {name: np.rint(relief.columns[name]) for name in use if name.startswith("tours ")}
        values = completed(part, rounded)
        return (self._dealt(part, values), part.model.cost(values)), found.status

    def _start(self, part: Formulation) -> dict[str, NDArray[np.float64]]:
        """Return the tours of the plan in the columns of a part."""
        found = {}
        for number, group in enumerate(part.classes):
            tours = np.zeros((len(group.like.stations), self.need.horizon))
            for member in group.members:
                for station, months in self.begun.get(member.key, {}).items():
                    if station in group.like.stations:
                        tours[group.like.stations.index(station)] += months
            found[f"tours {number}"] = tours
        return found

    def _dealt(self, part: Formulation, values: Mapping[str, NDArray[np.float64]]) -> Tours:
        found: dict[tuple[str, str, str], dict[str, NDArray[np.int64]]] = {}
        for number, group in enumerate(part.classes):
            starts = np.rint(values[f"tours {number}"]).astype(np.int64)
            by_station = dict(zip(group.like.stations, starts, strict=True))
            for pool, station, months in share_out(group, by_station, self.need.horizon):
                found.setdefault(pool.key, {})[station] = months
        return found

    def _told(self, spared: tuple[str, ...], read: Reading, objective: float, status: Status) -> Alternative:
        best = self.plan.objective or 0.0
        changed = replace(
            self.plan,
            rotation=read.rotation,
            force=read.force,
            contributions=read.contributions,
            shortfall=read.shortfall,
            withdrawn=read.withdrawn,
            by_sector=None,
        )
        violations = [each.amount for each in verify(self.case, self.requirement, changed)]
        own = _person_months(read.contributions)
        before = _person_months(self.plan.contributions)
        return Alternative(
            name=_name(self.case, before, own),
            spared=spared,
            shortfall=objective,
            distance=(objective - best) / self.plan.requirement if self.plan.requirement else 0.0,
            difference=round(apartness(before, own), 6),
            contributions=read.contributions,
            force=read.force,
            status=status,
            rotation=read.rotation,
            withdrawn=read.withdrawn,
            max_violation=max(violations, default=0.0),
        )


def _begun(rotation: Iterable[RotationRow], horizon: int) -> dict[tuple[str, str, str], dict[str, NDArray[np.float64]]]:
    found: dict[tuple[str, str, str], dict[str, NDArray[np.float64]]] = {}
    for row in rotation:
        station = f"{row.belt}:{row.serves}" if row.serves else row.belt
        months = found.setdefault((row.state, row.unit_type, row.commitment), {}).setdefault(station, np.zeros(horizon))
        months[row.start_month - 1] += row.units
    return found


def _divided(groups: Iterable[SupplyClass], spared: Sequence[str]) -> Iterator[SupplyClass]:
    """Hold the pools of those who are spared apart from the others: so the model decides whose units go."""
    for group in groups:
        for inside in (False, True):
            members: tuple[Supply, ...] = tuple(one for one in group.members if (one.state in spared) == inside)
            if members:
                yield SupplyClass(members)


def _entries(part: Formulation) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return columns and prices of what the first stage lessens."""
    price = part.model.arrays().cost
    column = np.flatnonzero(price)
    return column, price[column]


def _name(case: Case, before: Mapping[str, float], after: Mapping[str, float]) -> str:
    total, beside = sum(before.values()) or 1.0, sum(after.values()) or 1.0
    change = {code: after.get(code, 0.0) / beside - before.get(code, 0.0) / total for code in sorted({*before, *after})}
    gone = [code for code in sorted(change, key=lambda code: (change[code], code)) if code not in after]
    less = [code for code in sorted(change, key=lambda code: (change[code], code)) if code in after and change[code] < -_SMALL]
    more = [code for code in sorted(change, key=lambda code: (-change[code], code)) if change[code] > _SMALL]
    told = (("without", gone[:3]), ("less from", less[: 1 if len(gone) > 1 else 2]), ("more from", more[:2]))
    parts = [f"{word} {_listed([case.states[code].name for code in codes])}" for word, codes in told if codes]
    return "; ".join(parts) if parts else "much the same contributors"


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
