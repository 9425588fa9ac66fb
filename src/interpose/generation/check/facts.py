"""Facts that the check counts by itself from a plan and its case: who stands where in which months, and what it brings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil, floor
from operator import itemgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interpose.case import Case
from interpose.case.tables.force import Pool
from interpose.case.tables.scenario import Options
from interpose.generation.problem.demand import Demand, Phase, SectorNeed, phases
from interpose.generation.result import Plan, RotationRow, SectorTour

__all__ = ["Facts", "Months", "Table", "Violation", "differing", "whole", "window", "worst"]

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


def whole(units: float) -> int:
    """Return the whole units in a number that may have lost a little by rounding."""
    return floor(units + 1e-9)


def window(pool: Pool) -> int:
    """Return in how many months a unit begins one tour at most: tour, dwell and handover, in whole months."""
    return ceil(Fraction(pool.tour_months) * (1 + Fraction(str(pool.dwell_ratio))) + Fraction(str(pool.handover_months)))


def worst(rule: str, excess: Months, span: Phase | None = None) -> Iterator[Violation]:
    """Tell the month in which a rule is broken most, if in any, of a phase or of all months."""
    if excess.max(initial=0.0) > 1e-6:
        first = 1 if span is None else span.first_month
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
    """A case, a plan for it, and what is required: in all, as far as it was planned for, and by sector."""

    case: Case
    plan: Plan
    demand: Demand
    sectors: SectorNeed | None

    @property
    def options(self) -> Options:
        """Options of the scenario."""
        return self.case.scenario.options

    @property
    def stays(self) -> bool:
        """Whether posts are kept for whole phases."""
        return self.options.minimum_stay == "phase"

    @cached_property
    def kept(self) -> Mapping[tuple[str, str, str], float]:
        """Posts that are kept, by nation, phase and capability; none elsewhere."""
        found: dict[tuple[str, str, str], float] = defaultdict(float)
        for row in self.plan.kept:
            found[row.nation, row.phase, row.capability] += row.count
        return found

    @property
    def tours(self) -> tuple[SectorTour, ...]:
        """Rows of the calendar with sectors."""
        return self.plan.by_sector.tours if self.plan.by_sector is not None else ()

    @cached_property
    def phases(self) -> tuple[Phase, ...]:
        """Build-up, phases of the steady state, and drawdown."""
        return phases(self.demand, self.options.phase_months)

    @property
    def held(self) -> tuple[Key, ...]:
        """Belt and capability of the troops that hold sectors, and of the headquarters that lead them, if there are any."""
        return self.sectors.ruled if self.sectors is not None and self.sectors.held is not None else ()

    @cached_property
    def needed_in_sectors(self) -> Table:
        """Units required by sector, belt and capability."""
        needs = self.sectors.quantity.items() if self.sectors is not None else ()
        names = self.sectors.names if self.sectors is not None else ()
        scale = self.plan.planned_scale
        return {(name, *key): scale * months for key, rows in needs for name, months in zip(names, rows, strict=True)}

    def by_month(self, rows: Iterable[tuple[Place, int, int, float]]) -> Table:
        """Sum amounts, each with its place and the months that it is for, place by place; nowhere else is anything."""
        found: Table = defaultdict(lambda: np.zeros(self.demand.horizon))
        for place, first, last, amount in rows:
            found[place][first - 1 : last] += amount
        return found

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

    def _standing(self, tours: Iterable[RotationRow]) -> Table:
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
        return self._standing(self.tours)

    def over(self, table: Table, *where: str | None) -> Months:
        """Sum a table over the places whose last names are these; None stands for any."""
        asked = {at: name for at, name in enumerate(where, -len(where)) if name is not None}
        names_of, names = itemgetter(*asked), (*asked.values(),) if len(asked) > 1 else next(iter(asked.values()))
        return sum((months for place, months in table.items() if names_of(place) == names), np.zeros(self.demand.horizon))

    def by_nation(self, sector: str | None, key: Key, span: Phase) -> dict[str, Months]:
        """Return what nations bring of a capability in a belt by month of a phase, in one sector or in any."""
        found: dict[str, Months] = {}
        for (where, nation, *what), months in sorted(self.placed.items()):
            if (*what,) == key and (where == sector or (sector is None and where)) and months[span.months].any():
                found[nation] = found.get(nation, 0.0) + months[span.months]
        return found
