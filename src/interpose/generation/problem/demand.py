"""What is required, month by month and by sector, and what it costs to miss it: the demand side of a plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interpose.case import Case
from interpose.case.tables.words import BELTS
from interpose.generation.problem.supply import PoolSupply
from interpose.requirement import MandateRequirement

__all__ = [
    "COMMAND",
    "Demand",
    "Phase",
    "SectorNeed",
    "demand",
    "phases",
    "sector_need",
    "spread",
    "withdrawal_price",
]


@dataclass(frozen=True, kw_only=True)
class Demand:
    """The requirement of a plan, and what it costs to miss it.

    The whole of it holds from `steady_from` to `steady_until`, between build-up and drawdown. `quantity` are units by month,
    shape (horizon,), by belt and capability; `price` is that of one unit of a capability missing for one month.
    """

    horizon: int
    steady_from: int
    steady_until: int
    quantity: Mapping[tuple[str, str], NDArray[np.float64]]
    price: Mapping[str, float]

    @property
    def steady_months(self) -> int:
        """Months from the end of the build-up to the begin of the drawdown."""
        return self.steady_until - self.steady_from + 1

    @property
    def steady(self) -> slice:
        """Places of these months in an array by month."""
        return slice(self.steady_from - 1, self.steady_until)

    def price_of(self, short: Mapping[tuple[str, str], NDArray[np.float64]]) -> float:
        """Return the price of units short by month, those of the worst steady month as often again as there are such months."""
        return sum(
            self.price[capability] * (float(months.sum()) + self.steady_months * float(months[self.steady].max(initial=0.0)))
            for (_, capability), months in short.items()
        )

    def price_of_all(self, keys: Iterable[tuple[str, str]] | None = None) -> float:
        """Return the price of missing everything, or all of some belts and capabilities."""
        return self.price_of({key: self.quantity[key] for key in (self.quantity if keys is None else keys)})


def demand(case: Case, required: MandateRequirement) -> Demand:
    """Read the requirement of a mandate, month by month.

    The price of a capability is that of the persons in the required units times their priority.
    """
    horizon = case.scenario.horizon_months
    found: dict[tuple[str, str], NDArray[np.float64]] = {}
    for month, belt, capability, quantity in required.monthly:
        if 1 <= month <= horizon and quantity > 0 and belt in BELTS:
            found.setdefault((belt, capability), np.zeros(horizon))[month - 1] += quantity
    units: dict[str, float] = defaultdict(float)
    weights: dict[str, float] = defaultdict(float)
    for line in required.lines:
        kind = case.unit_types[line.unit_type]
        quantity = max(line.quantity.mode, 1e-9)
        units[line.capability] += quantity
        weights[line.capability] += quantity * kind.personnel * kind.priority
    prices = {}
    for _, capability in sorted(found):
        # What no line asks for has the price of the cheapest unit that is made for it.
        kinds = (kind for kind in case.unit_types.values() if kind.capabilities and kind.capabilities[0][0] == capability)
        made = min((kind.personnel * kind.priority for kind in kinds), default=1.0)
        prices[capability] = weights[capability] / units[capability] if units[capability] else made
    ordered = {key: np.round(found[key], 6) for key in sorted(found, key=lambda key: (key[1], key[0]))}
    begin, end = case.steady_months()
    return Demand(horizon=horizon, steady_from=begin, steady_until=end, quantity=ordered, price=prices)


def withdrawal_price(pool: PoolSupply, need: Demand) -> float:
    """Return the price of withdrawing one unit: the commitment's share of the price of one missing in every month.

    A unit missing in every month of the steady state costs its price once for each month and once for the worst of them.
    What the unit may do only where nobody needs it does not count.
    """
    wanted = [need.price[capability] * quantity for _, capability, quantity in pool.useful(need.quantity).provides]
    return pool.price * max(wanted, default=0.0) * 2 * need.steady_months


COMMAND = "headquarters"
"""The capability that leads a sector."""

TROOPS = ("manoeuvre", "monitors")
"""Capabilities that hold sectors, where a mandate asks for them by sector."""


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase: its name, its first and last month, and whether the whole requirement holds in it."""

    name: str
    first_month: int
    last_month: int
    steady: bool

    @property
    def months(self) -> slice:
        """Places of its months in an array by month."""
        return slice(self.first_month - 1, self.last_month)


@dataclass(frozen=True)
class SectorNeed:
    """What the sectors of a mandate need, in the order of the requirement: units by sector and month, shape (sectors, horizon).

    They sum to what the demand spreads over sectors. `held` are belt and capability of the troops that hold the sectors; None
    where a mandate asks for none by sector.
    """

    names: tuple[str, ...]
    quantity: Mapping[tuple[str, str], NDArray[np.float64]]
    held: tuple[str, str] | None

    @property
    def ruled(self) -> tuple[tuple[str, str], ...]:
        """Belt and capability of the units that the rules of sectors speak of: troops that hold them, and headquarters."""
        return () if self.held is None else tuple(key for key in (self.held, (self.held[0], COMMAND)) if key in self.quantity)


def phases(need: Demand, length: int) -> tuple[Phase, ...]:
    """Divide the months of a plan into build-up, phases of the steady state of so many months each, and drawdown.

    The last phase of the steady state has the months that are left. Twelve fits tours of 3, 4, 6 and 12 months.
    """
    first, last = need.steady_from, need.steady_until
    firsts = range(first, last + 1, length)
    names = ["steady state"] if len(firsts) == 1 else [f"steady state {number + 1}" for number in range(len(firsts))]
    steady = [Phase(name, each, min(each + length - 1, last), steady=True) for name, each in zip(names, firsts, strict=True)]
    before, after = Phase("build-up", 1, first - 1, steady=False), Phase("drawdown", last + 1, need.horizon, steady=False)
    return tuple(phase for phase in (before, *steady, after) if phase.first_month <= phase.last_month)


def sector_need(need: Demand, required: MandateRequirement) -> SectorNeed | None:
    """Spread the requirement of each month over the sectors; None where the mandate knows none.

    The troops that hold sectors are those of the first belt, seen from the line, that asks for troops by sector; of two kinds
    the one that is worth more.
    """
    names = tuple(dict.fromkeys(row.sector for row in required.sectors))
    weights: dict[tuple[str, str], NDArray[np.float64]] = {}
    for row in required.sectors:
        weights.setdefault((row.belt, row.capability), np.zeros(len(names)))[names.index(row.sector)] += row.quantity
    quantity = {
        key: spread(months, weights[key]) for key, months in need.quantity.items() if key in weights and weights[key].sum() > 0
    }
    if not quantity:
        return None
    worth = {key: need.price[key[1]] * float(need.quantity[key].max()) for key in quantity if key[1] in TROOPS}
    belts = [belt for belt in BELTS if any(key[0] == belt for key in worth)]
    held = max((key for key in worth if key[0] == belts[0]), key=lambda key: (worth[key], key)) if belts else None
    return SectorNeed(names, quantity, held)


def spread(months: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Spread quantities by month over sectors in whole units: a sector never loses a unit as the total grows.

    The next unit goes where the weight over the units given plus a half is largest (Sainte-Laguë), the first sector where they
    tie; a part of a unit goes where the next one would. The result has shape (sectors, months).

    Examples
    --------
    >>> import numpy as np
    >>> spread(np.array([1.0, 3.0, 5.0]), np.array([2.0, 1.0, 2.0])).T.tolist()
    [[1.0, 0.0, 0.0], [1.0, 1.0, 1.0], [2.0, 1.0, 2.0]]
    """
    whole = np.floor(months + 1e-9).astype(np.int64)
    given, takers = [np.zeros(len(weights))], []
    for _ in range(int(whole.max(initial=0)) + 1):
        takers.append(int(np.argmax(weights / (given[-1] + 0.5))))
        given.append(given[-1] + (np.arange(len(weights)) == takers[-1]))
    found = np.array(given)[whole]
    rest = months - whole
    found[np.arange(len(months)), np.array(takers)[whole]] += np.where(rest > 1e-9, rest, 0.0)
    return found.T.copy()
