"""Facts that the check counts from case, requirement and plan by itself: months, phases, tours, what stands, prices."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil, floor
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from interpose.case import Case
from interpose.case.tables.force import Pool
from interpose.case.tables.scenario import Options
from interpose.case.tables.words import BELTS
from interpose.generation.result import Plan, RotationRow
from interpose.generation.sector_result import SectorTour

if TYPE_CHECKING:
    from interpose.requirement import MandateRequirement

__all__ = ["COMMAND", "Facts", "Months", "Span", "Table", "Violation", "differing", "whole", "window", "worst"]

COMMAND = "headquarters"

Key = tuple[str, str]
"""Belt and capability."""

Months = NDArray[np.float64]
"""Amounts by month."""

Place = tuple[str, ...]
Table = dict[Place, Months]
"""Amounts by month for each place: whatever names tell it."""


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that a plan breaks, and by how much (units, persons or months)."""

    rule: str
    amount: float


@dataclass(frozen=True, slots=True)
class Span:
    """A phase: its name, its first and last month, and whether it is one of the steady state."""

    name: str
    first: int
    last: int
    steady: bool = False

    @property
    def months(self) -> slice:
        """Places of its months in an array by month."""
        return slice(self.first - 1, self.last)


def whole(units: float) -> int:
    """Return the whole units in a number that may have lost a little by rounding."""
    return floor(units + 1e-9)


def window(pool: Pool) -> int:
    """Return in how many months a unit begins one tour at most: tour, dwell and handover, in whole months."""
    return ceil(Fraction(pool.tour_months) * (1 + Fraction(str(pool.dwell_ratio))) + Fraction(str(pool.handover_months)))


def worst(rule: str, excess: Months, first: int = 1) -> Iterator[Violation]:
    """Tell the month in which a rule is broken most, if in any, of months from the first given."""
    if excess.max(initial=0.0) > 1e-6:
        yield Violation(f"{rule}, month {first + int(excess.argmax())}", float(excess.max()))


def differing(counted: Mapping[Any, float | Months], told: Mapping[Any, float | Months], rule: str) -> Iterator[Violation]:
    """Tell where what is told is not what was counted, once or month by month; what is left out is zero."""
    for place in sorted({*counted, *told}):
        wrong = np.abs(np.subtract(counted.get(place, 0.0), told.get(place, 0.0)))
        for month in np.flatnonzero(wrong > 1e-5).tolist():
            names = (place,) if isinstance(place, str) else place
            when = f", month {month + 1}" if wrong.ndim else ""
            yield Violation(rule.format(*names) + when, float(wrong.flat[month]))


@dataclass(frozen=True, kw_only=True)
class Facts:
    """A case, what a mandate requires, and a plan for it, made for the requirement as it stands if `recount` is set."""

    case: Case
    required: MandateRequirement
    plan: Plan
    recount: bool = True

    @property
    def options(self) -> Options:
        """Options of the scenario."""
        return self.case.scenario.options

    @cached_property
    def steady(self) -> slice:
        """Places of the months between build-up and drawdown."""
        begin, end = self.case.steady_months()
        return slice(begin - 1, end)

    @cached_property
    def phases(self) -> tuple[Span, ...]:
        """Build-up, phases of the steady state of `phase_months` each, and drawdown, those that have months."""
        begin, end = self.case.steady_months()
        firsts, length = range(begin, end + 1, self.options.phase_months), self.options.phase_months
        names = ["steady state"] if len(firsts) == 1 else [f"steady state {number}" for number in range(1, len(firsts) + 1)]
        steady = [Span(name, first, min(first + length - 1, end), True) for name, first in zip(names, firsts, strict=True)]
        every = (Span("build-up", 1, begin - 1), *steady, Span("drawdown", end + 1, self.case.scenario.horizon_months))
        return tuple(span for span in every if span.first <= span.last)

    def by_month(self, rows: Iterable[tuple[Place, int, int, float]]) -> Table:
        """Sum amounts, each with its place and the months that it is for, place by place; nowhere else is anything."""
        found: Table = defaultdict(lambda: np.zeros(self.case.scenario.horizon_months))
        for place, first, last, amount in rows:
            found[place][first - 1 : last] += amount
        return found

    @cached_property
    def needed(self) -> Table:
        """Units required by belt and capability."""
        rows = [row for row in self.required.monthly if row[0] <= self.case.scenario.horizon_months and row[3] > 0]
        return self.by_month(((belt, name), month, month, units) for month, belt, name, units in rows if belt in BELTS)

    @cached_property
    def held(self) -> tuple[Key, ...]:
        """What holds sectors: troops of the first belt that asks for some by sector, of two kinds the dearer; headquarters."""
        asked = {(row.belt, row.capability) for row in self.required.sectors if row.quantity > 0} & self.needed.keys()
        for belt in BELTS:
            if able := asked & {(belt, "manoeuvre"), (belt, "monitors")}:
                troops = max(able, key=lambda key: (self.price(key[1]) * self.needed[key].max(), key))
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

    def price_of(self, missing: Mapping[tuple[str, ...], Months]) -> float:
        """Price what is missing: each month, and the worst of the steady state as often as it has months."""
        counted = ((key[-1], months.sum(), months[self.steady]) for key, months in missing.items())
        return sum(self.price(name) * float(total + len(steady) * steady.max()) for name, total, steady in counted)

    def nation(self, state: str) -> str:
        """Return the name under which a state is counted: its partner group where it has one."""
        return next((name for name, states in self.case.scenario.partners.items() if state in states), state)

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

    def persons(self, tour: RotationRow) -> float:
        """Return the persons in the units of a tour: those of their pool where it says so."""
        own = (pool.personnel for pool in self.case.pools if (pool.state, pool.unit_type) == (tour.state, tour.unit_type))
        return float(tour.units * (next(own, None) or self.case.unit_types[tour.unit_type].personnel))

    def units(self, tours: Iterable[RotationRow]) -> Months:
        """Return the units of tours by month."""
        return self.over(self.by_month((("",), row.start_month, row.end_month, row.units) for row in tours), "")

    def _standing(self, tours: Iterable[RotationRow | SectorTour]) -> Table:
        return self.by_month(
            (
                (row.sector if isinstance(row, SectorTour) else "", self.nation(row.state), row.belt, name),
                row.start_month,
                row.end_month,
                row.units * quantity,
            )
            for row in tours
            for name, quantity in self.offers(row.state, row.unit_type, row.belt, row.serves).items()
        )

    @cached_property
    def calendar(self) -> Table:
        """What stands by sector (none), nation, belt and capability."""
        return self._standing(self.plan.rotation)

    @cached_property
    def placed(self) -> Table:
        """What stands by sector (empty where units have none), nation, belt and capability, in the calendar with sectors."""
        return self._standing(self.plan.by_sector.tours if self.plan.by_sector is not None else ())

    def over(self, table: Table, *where: str) -> Months:
        """Sum a table over the places whose last names are these."""
        none = np.zeros(self.case.scenario.horizon_months)
        return sum((months for place, months in table.items() if place[-len(where) :] == where), none)

    def by_nation(self, sector: str | None, key: Key, span: Span) -> dict[str, Months]:
        """Return what nations bring of a capability in a belt by month of a phase, in one sector or in any."""
        found: dict[str, Months] = {}
        for (where, nation, *what), months in sorted(self.placed.items()):
            if (*what,) == key and (where == sector or (sector is None and where)) and months[span.months].any():
                found[nation] = found.get(nation, 0.0) + months[span.months]
        return found
