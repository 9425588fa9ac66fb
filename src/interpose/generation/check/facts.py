"""Facts that the check counts from case and requirement by itself: months, phases, nations, and what units bring."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil, floor
from typing import TYPE_CHECKING, TypeVar

from interpose.case import Case
from interpose.case.tables.force import Pool
from interpose.case.tables.scenario import Options
from interpose.case.tables.words import BELTS
from interpose.generation.result import RotationRow
from interpose.generation.sector_result import SectorTour

if TYPE_CHECKING:
    from interpose.requirement import MandateRequirement

__all__ = ["COMMAND", "Facts", "PhaseMonths", "Violation", "differing", "on_ground", "whole", "window", "worst"]

COMMAND = "headquarters"

Tour = RotationRow | SectorTour
Key = tuple[str, str]
"""Belt and capability."""

Place = TypeVar("Place")


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that a plan breaks, and by how much (units, persons or months)."""

    rule: str
    amount: float


@dataclass(frozen=True, slots=True)
class PhaseMonths:
    """A phase: its name, its first and last month, and whether it is one of the steady state."""

    name: str
    first: int
    last: int
    steady: bool = False

    @property
    def months(self) -> range:
        """Its months."""
        return range(self.first, self.last + 1)


def whole(units: float) -> int:
    """Return the whole units in a number that may have lost a little by rounding."""
    return floor(units + 1e-9)


def window(pool: Pool) -> int:
    """Return in how many months a unit begins one tour at most: tour, dwell and handover, in whole months."""
    return ceil(Fraction(pool.tour_months) * (1 + Fraction(str(pool.dwell_ratio))) + Fraction(str(pool.handover_months)))


def worst(rule: str, months: range, excess: Iterable[float]) -> Iterator[Violation]:
    """Tell the month in which a rule is broken most, if in any."""
    found = list(excess)
    most = max(found, default=0.0)
    if most > 1e-6:
        yield Violation(f"{rule}, month {months[found.index(most)]}", most)


def differing(counted: Mapping[Place, float], told: Mapping[Place, float], rule: Callable[[Place], str]) -> Iterator[Violation]:
    """Tell where what is told is not what was counted; what is left out is zero."""
    for place in sorted({*counted, *told}):  # type: ignore[type-var]
        wrong = abs(counted.get(place, 0.0) - told.get(place, 0.0))
        if wrong > 1e-5:
            yield Violation(rule(place), wrong)


def on_ground(tours: Iterable[tuple[Tour, float]], months: range) -> list[float]:
    """Sum an amount of each tour over the months in which it is on the ground."""
    found = [0.0] * len(months)
    for tour, amount in tours:
        for month in range(max(tour.start_month, months.start), min(tour.end_month + 1, months.stop)):
            found[month - months.start] += amount
    return found


@dataclass(frozen=True)
class Facts:
    """A case, and what a mandate requires."""

    case: Case
    required: MandateRequirement

    @property
    def options(self) -> Options:
        """Options of the scenario."""
        return self.case.scenario.options

    @property
    def months(self) -> range:
        """All months."""
        return range(1, self.case.scenario.horizon_months + 1)

    @cached_property
    def steady(self) -> range:
        """Months between build-up and drawdown."""
        begin, end = self.case.steady_months()
        return range(begin, end + 1)

    @cached_property
    def phases(self) -> list[PhaseMonths]:
        """Build-up, phases of the steady state of `phase_months` each, and drawdown, those that have months."""
        firsts, last = self.steady[:: self.options.phase_months], self.steady[-1]
        names = ["steady state"] if len(firsts) == 1 else [f"steady state {number}" for number in range(1, len(firsts) + 1)]
        edges = zip(names, firsts, [*(first - 1 for first in firsts[1:]), last], strict=True)
        steady = [PhaseMonths(*edge, steady=True) for edge in edges]
        every = [PhaseMonths("build-up", 1, firsts[0] - 1), *steady, PhaseMonths("drawdown", last + 1, self.months[-1])]
        return [span for span in every if span.months]

    @cached_property
    def units(self) -> Mapping[tuple[str, str, int], float]:
        """Units required by belt, capability and month."""
        found: dict[tuple[str, str, int], float] = defaultdict(float)
        for month, belt, capability, quantity in self.required.monthly:
            if month in self.months and quantity > 0 and belt in BELTS:
                found[belt, capability, month] += quantity
        return found

    @cached_property
    def held(self) -> tuple[Key, ...]:
        """What holds sectors: troops of the first belt that asks for some by sector, of two kinds the dearer; headquarters."""
        most: dict[Key, float] = defaultdict(float)
        for (belt, capability, _), quantity in self.units.items():
            most[belt, capability] = max(most[belt, capability], quantity)
        asked = {(row.belt, row.capability) for row in self.required.sectors if row.quantity > 0} & most.keys()
        for belt in BELTS:
            if able := asked & {(belt, "manoeuvre"), (belt, "monitors")}:
                troops = max(able, key=lambda key: (self.price(key[1]) * most[key], key))
                return (troops, (belt, COMMAND)) if (belt, COMMAND) in asked else (troops,)
        return ()

    def price(self, capability: str) -> float:
        """Return the price of a unit missing in a month: persons times priority of the units required."""
        worth = {name: kind.personnel * kind.priority for name, kind in self.case.unit_types.items()}
        lines = [line for line in self.required.lines if line.capability == capability]
        units = [max(1e-9, line.quantity.mode) for line in lines]
        if not lines:
            able = [name for name, kind in self.case.unit_types.items() if [*dict(kind.capabilities)][:1] == [capability]]
            return min((worth[name] for name in able), default=1.0)
        return sum(each * worth[line.unit_type] for each, line in zip(units, lines, strict=True)) / sum(units)

    def price_of(self, missing: Mapping[tuple[str, str, int], float]) -> float:
        """Price what is missing: each month, and the worst of the steady state as often as it has months."""
        total: dict[Key, float] = defaultdict(float)
        most: dict[Key, float] = defaultdict(float)
        for (belt, capability, month), quantity in missing.items():
            total[belt, capability] += quantity
            if month in self.steady:
                most[belt, capability] = max(most[belt, capability], quantity)
        return sum(self.price(key[1]) * (each + len(self.steady) * most[key]) for key, each in total.items())

    def nation(self, state: str) -> str:
        """Return the name under which a state is counted: its partner group where it has one."""
        return next((name for name, states in self.case.scenario.partners.items() if state in states), state)

    def persons(self, tour: Tour) -> float:
        """Return the persons in the units of a tour: those of their pool where it says so."""
        own = (pool.personnel for pool in self.case.pools if (pool.state, pool.unit_type) == (tour.state, tour.unit_type))
        return float(tour.units * (next(own, None) or self.case.unit_types[tour.unit_type].personnel))

    def caveats(self, state: str) -> set[str]:
        """Return what a state forbids its units."""
        return {caveat.replace(" ", "") for caveat in self.case.states[state].caveats}

    def offers(self, state: str, unit_type: str, belt: str, serves: str = "") -> dict[str, float]:
        """Return what a unit may bring in a belt, as the caveats of its state allow: its own work, or that of others."""
        given, found = list(self.case.unit_types[unit_type].capabilities), dict[str, float]()
        if serves:
            able = self.case.substitutions if self.options.substitution else ()
            given = [(row.capability, row.efficiency) for row in able if (row.unit_type, row.capability) == (unit_type, serves)]
        for name, quantity in given:
            if not self.caveats(state) & {f"{name}@{belt}", f"{name}@*", f"*@{belt}", "*@*"}:
                found[name] = found.get(name, 0.0) + quantity
        return found

    def brings(self, tour: Tour) -> dict[Key, float]:
        """Return what all units of a tour bring."""
        offered = self.offers(tour.state, tour.unit_type, tour.belt, tour.serves)
        return {(tour.belt, name): tour.units * quantity for name, quantity in offered.items()}

    def standing(self, tours: Iterable[Tour]) -> dict[tuple[str, str, str, int], float]:
        """Return what tours bring by sector (empty where they name none), belt, capability and month."""
        found: dict[tuple[str, str, str, int], float] = defaultdict(float)
        for tour in tours:
            sector = tour.sector if isinstance(tour, SectorTour) else ""
            for key, brought in self.brings(tour).items():
                for month in range(tour.start_month, tour.end_month + 1):
                    found[sector, *key, month] += brought
        return found

    def by_nation(self, tours: Iterable[Tour], key: Key, months: range) -> dict[str, list[float]]:
        """Return what nations bring of a capability in a belt by month, those that bring any."""
        amounts: dict[str, list[tuple[Tour, float]]] = defaultdict(list)
        for tour in tours:
            if tour.start_month < months.stop and tour.end_month >= months.start and (amount := self.brings(tour).get(key)):
                amounts[self.nation(tour.state)].append((tour, amount))
        return {name: on_ground(own, months) for name, own in sorted(amounts.items())}
