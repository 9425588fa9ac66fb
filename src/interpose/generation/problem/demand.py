"""What is required, month by month, and what it costs to miss it: the demand side of a plan."""

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

__all__ = ["Demand", "demand", "withdrawal_price"]


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
        chosen = self.quantity if keys is None else {key: self.quantity[key] for key in keys}
        return self.price_of(chosen)


def demand(case: Case, required: MandateRequirement, level: str) -> Demand:
    """Read the requirement of a mandate at the low end, the mode or the high end of its range (`level`).

    The price of a capability is that of the persons in the required units times their priority.
    """
    horizon = case.scenario.horizon_months
    planned = case.scenario.options.requirement_level
    found: dict[tuple[str, str], NDArray[np.float64]] = {}
    for month, belt, capability, quantity in required.monthly:
        if 1 <= month <= horizon and quantity > 0 and belt in BELTS:
            found.setdefault((belt, capability), np.zeros(horizon))[month - 1] += quantity
    if level != planned:
        # The monthly table is at the scenario's own level: scale it to the one asked for.
        own, other = _totals(required, planned), _totals(required, level)
        for key, months in found.items():
            months *= other[key] / own[key] if own.get(key) else 1.0
        for stated in required.stated_months:
            if stated.belt in BELTS:
                months = found.setdefault((stated.belt, stated.capability), np.zeros(horizon))
                months[stated.first_month - 1 : stated.last_month] = stated.quantity.at(level)
    units: dict[str, float] = defaultdict(float)
    weights: dict[str, float] = defaultdict(float)
    for line in required.lines:
        kind = case.unit_types[line.unit_type]
        quantity = max(line.quantity.mode, 1e-9)
        units[line.capability] += quantity
        weights[line.capability] += quantity * kind.personnel * kind.priority
    prices = {}
    for _, capability in sorted(found):
        if units.get(capability):
            prices[capability] = weights[capability] / units[capability]
        else:
            kinds = [kind for kind in case.unit_types.values() if kind.capabilities and kind.capabilities[0][0] == capability]
            prices[capability] = min((kind.personnel * kind.priority for kind in kinds), default=1.0)
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


def _totals(required: MandateRequirement, level: str) -> dict[tuple[str, str], float]:
    found: dict[tuple[str, str], float] = defaultdict(float)
    for line in required.lines:
        found[line.belt, line.capability] += line.quantity.at(level)
    return found
