"""The model: tours that begin by class, belt and month; coverage, rotation and the limits of states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interpose.generation.demand import Demand
from interpose.generation.rounding import on_ground, spans
from interpose.generation.state_limits import StateLimit, limit_rows
from interpose.generation.supply import Supply, SupplyClass, belt_of
from interpose.solver import Model

__all__ = [
    "Formulation",
    "Wish",
    "components",
    "formulate",
    "personnel_by_month",
    "rotation_rows",
    "shortage_columns",
    "withdrawal_price",
    "worst_month_rows",
]


_LARGE = 600
"""Columns from which on a dive and its improvement find good plans sooner than branch and bound on the whole part."""


@dataclass(frozen=True, slots=True)
class Wish:
    """That some classes leave to others what belts require of a capability, where that costs next to nothing.

    Parameters
    ----------
    row : int
        Row of the capability.
    needed : numpy.ndarray
        Units that these belts require by month, shape (horizon,).
    ready : tuple of (int, int, float)
        Those others: class, station, and what a unit brings.
    """

    row: int
    needed: NDArray[np.float64]
    ready: tuple[tuple[int, int, float], ...]


@dataclass(frozen=True)
class Formulation:
    """A model with what is needed to read it back.

    Parameters
    ----------
    model : Model
        The model. Columns: `tours <n>` (station, month of begin), `short` (belt and capability, month), `worst`, and
        `withdrawn <n>` for units that are bound elsewhere.
    classes : tuple of SupplyClass
        Classes, by the number in the name of their columns.
    keys : tuple of (belt, capability)
        Rows of `short`.
    limits : tuple of str
        Names of the hard rules that can clash.
    demand : Demand
        What is required.
    most_short : numpy.ndarray
        Most that the worst month of each row can be short.
    whole_worst : numpy.ndarray of bool
        For which rows the worst month is short by a whole number of units.
    levels : numpy.ndarray of int
        Rows of which the whole units that stand in every month are a column, `level`.
    together : tuple of tuple of int
        Rows of one capability in several belts, of which the worst months are short by whole numbers of units: their sum is
        a column, `together`, on which can be branched, since they make up for each other.
    caps : mapping of str to float
        Most persons of a state in any month, where it has a cap.
    wishes : tuple of Wish
        What some classes leave to others. Column `beyond` (wish, month) is what they do of it all the same.
    """

    model: Model
    classes: tuple[SupplyClass, ...]
    keys: tuple[tuple[str, str], ...]
    limits: tuple[str, ...]
    demand: Demand
    most_short: NDArray[np.float64]
    whole_worst: NDArray[np.bool_]
    levels: NDArray[np.int64]
    together: tuple[tuple[int, ...], ...]
    caps: Mapping[str, float]
    wishes: tuple[Wish, ...] = ()

    @property
    def large(self) -> bool:
        """Whether branch and bound on the whole part would take long; where hard rules may clash it is needed all the same."""
        return self.model.column_count > _LARGE and not any(name.startswith("least of ") for name in self.limits)

    @property
    def whole_together(self) -> tuple[tuple[int, ...], ...]:
        """Rows by capability, of those of which the worst month is short by a whole number of units."""
        several = {row for rows in self.together for row in rows}
        single = tuple((int(row),) for row in np.flatnonzero(self.whole_worst) if int(row) not in several)
        return (*self.together, *single)

    def worst_within(
        self, rows: tuple[int, ...], least: float, most: float
    ) -> tuple[str, NDArray[np.float64], NDArray[np.float64]]:
        """Return the block of columns, and its bounds, that hold the sum of the worst months of such rows between limits."""
        if rows in self.together:
            name, place, upper = "together", self.together.index(rows), np.full(len(self.together), np.inf)
        else:
            name, place, upper = "worst", rows[0], self.most_short.copy()
        lower = np.zeros(len(upper))
        lower[place], upper[place] = least, min(most, upper[place])
        return name, lower, upper

    def rows_of(self, number: int) -> set[tuple[str, str]]:
        """Return belt and capability of the rows that a class serves."""
        return {(belt_of(station), capability) for station, capability, _ in self.classes[number].like.provides}

    def cost_of_rows(
        self, rows: NDArray[np.int64], numbers: Sequence[int], columns: Mapping[str, NDArray[np.float64]]
    ) -> float:
        """Return what is short in some rows, priced as the model does, with what some classes withdraw."""
        prices = np.array([self.demand.price[self.keys[row][1]] for row in rows])
        short, worst = columns["short"][rows].sum(axis=1), columns["worst"][rows]
        names = [name for number in numbers if (name := f"withdrawn {number}") in self.model.column_blocks]
        withdrawn = sum(self.model.cost_of(name, columns[name]) for name in names)
        return float(prices @ (short + self.demand.steady_months * worst)) + withdrawn

    def most_tours(self, number: int) -> NDArray[np.float64]:
        """Return the most tours of a class that can begin by station and month: none before its units can be there."""
        return _most_tours(self.classes[number], self.demand.horizon)


def components(
    classes: Sequence[SupplyClass], limits: Mapping[str, StateLimit], demand: Demand
) -> tuple[tuple[frozenset[str], tuple[SupplyClass, ...]], ...]:
    """Divide a plan into parts that share neither units nor limits, and can be solved one after the other.

    Parameters
    ----------
    classes : sequence of SupplyClass
        Classes of pools.
    limits : mapping of str to StateLimit
        Limits that tie the pools of a state together.
    demand : Demand
        What is required.

    Returns
    -------
    tuple of (capabilities, classes)
        Sorted by capability; capabilities that nobody provides stand alone.
    """
    parent = {capability: capability for _, capability in demand.quantity}

    def root(name: str) -> str:
        while parent[name] != name:
            name = parent[name]
        return name

    first_of_state: dict[str, str] = {}
    for group in classes:
        names = sorted({capability for _, capability, _ in group.like.provides})
        for other in names[1:]:
            parent[root(other)] = root(names[0])
        for member in group.members:
            if member.state in limits:
                held = first_of_state.setdefault(member.state, names[0])
                parent[root(names[0])] = root(held)
    parts: dict[str, set[str]] = {}
    for capability in parent:
        parts.setdefault(root(capability), set()).add(capability)
    return tuple(
        (frozenset(names), tuple(group for group in classes if group.like.provides[0][1] in names))
        for names in sorted(parts.values(), key=min)
    )


def formulate(
    demand: Demand,
    capabilities: frozenset[str],
    classes: Sequence[SupplyClass],
    limits: Mapping[str, StateLimit],
) -> Formulation:
    """Build the model of one part of a plan.

    Minimise the priced shortfall: each unit missing in a month costs its price, and for each belt and capability the
    worst month after the build-up costs as much again as if every month were like it. So a plan that holds out is
    better than one that is full at first and empty at last.

    Parameters
    ----------
    demand : Demand
        What is required.
    capabilities : frozenset of str
        Capabilities of this part.
    classes : sequence of SupplyClass
        Classes that serve them.
    limits : mapping of str to StateLimit
        Limits of states, applied to the classes that belong to one of them.

    Returns
    -------
    Formulation
        The model. In every window of tour, dwell and handover a class begins at most as many tours as it has units;
        both these rows and the coverage rows are intervals of months, so the relaxation is tight.
    """
    horizon, model = demand.horizon, Model()
    keys = tuple(key for key in demand.quantity if key[1] in capabilities)
    numbers = {key: number for number, key in enumerate(keys)}
    needed = np.array([demand.quantity[key] for key in keys]).reshape(len(keys), horizon)
    prices = np.array([demand.price[capability] for _, capability in keys])
    # Branching on the worst month settles what branching on single tours hardly moves; it steps in whole units
    # wherever the requirement and all that serves it do.
    steps = _steps(demand, keys, needed, classes)
    most = needed[:, demand.steady].max(axis=1, initial=0.0)
    whole = steps & (most == np.round(most))
    short, worst = shortage_columns(model, demand, needed, prices, most=most, whole=whole)
    rows, columns, values = [np.arange(short.size)], [short.ravel()], [np.ones(short.size)]
    months = np.arange(horizon)
    for number, group in enumerate(classes):
        like = group.like
        stations = like.stations
        upper = _most_tours(group, horizon)
        tours = model.columns(f"tours {number}", upper.shape, upper=upper, whole=True)
        begin, month = spans(months, like.tour)
        for station, capability, quantity in like.provides:
            rows.append(numbers[belt_of(station), capability] * horizon + month)
            columns.append(tours[stations.index(station)][begin])
            values.append(np.full(len(month), quantity))
        rotation_rows(model, number, group, tours, demand)
    model.rows("requirement", np.concatenate(rows), np.concatenate(columns), np.concatenate(values), lower=needed.ravel())
    worst_month_rows(model, short[:, demand.steady], worst)
    levels = np.flatnonzero(steps & ~whole)
    _level_rows(model, levels, most, worst, short, needed, np.arange(horizon)[demand.steady])
    together = _together_rows(model, keys, whole, most, worst)
    names = limit_rows(model, demand, limits, classes)
    caps = {state: float(limit.most) for state, limit in limits.items() if limit.most is not None}
    return Formulation(model, tuple(classes), keys, names, demand, most, whole, levels, together, caps)


def shortage_columns(
    model: Model,
    demand: Demand,
    needed: NDArray[np.float64],
    prices: NDArray[np.float64],
    *,
    most: NDArray[np.float64] | float = np.inf,
    whole: NDArray[np.bool_] | bool = False,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Add what is short by row and month, and in the worst month of each row, at their prices; return both blocks."""
    short = model.columns("short", needed.shape, upper=needed, cost=np.broadcast_to(prices[:, None], needed.shape))
    worst = model.columns("worst", (len(needed),), upper=most, cost=prices * demand.steady_months, whole=whole)
    return short, worst


def worst_month_rows(model: Model, short: NDArray[np.int64], worst: NDArray[np.int64]) -> None:
    """Let the worst month of each row be at least as short as any of the months given, those between build-up and drawdown.

    `short` has the shape (rows, months), or (rows, parts, months) where the parts of a row are short together.
    """
    parts = short[:, None] if short.ndim == 2 else short
    rows, _, months = parts.shape
    each = np.arange(rows * months).reshape(rows, 1, months)
    model.rows(
        "worst month",
        np.concatenate([each.ravel(), np.broadcast_to(each, parts.shape).ravel()]),
        np.concatenate([np.repeat(worst, months), parts.ravel()]),
        np.repeat([1.0, -1.0], [each.size, parts.size]),
        lower=np.zeros(each.size),
    )


def completed(part: Formulation, tours: Mapping[str, NDArray[np.float64]]) -> dict[str, NDArray[np.float64]]:
    """Return all columns of a part from its tours: what is short follows from them, and what is withdrawn.

    Parameters
    ----------
    part : Formulation
        The part.
    tours : mapping of str to numpy.ndarray
        Whole tours by name of the column block.
    """
    demand, found = part.demand, {}
    numbers = {key: number for number, key in enumerate(part.keys)}
    standing = np.zeros((len(part.keys), demand.horizon))
    grounds = []
    for number, group in enumerate(part.classes):
        like, starts = group.like, tours[f"tours {number}"]
        ground = on_ground(starts, like.tour)
        grounds.append(ground)
        for station, capability, quantity in like.provides:
            standing[numbers[belt_of(station), capability]] += quantity * ground[like.stations.index(station)]
        if like.commitment:
            begun = on_ground(starts.sum(axis=0), like.window)
            found[f"withdrawn {number}"] = np.array([begun.max(initial=0.0)])
    needed = np.array([demand.quantity[key] for key in part.keys]).reshape(standing.shape)
    short = np.maximum(0.0, needed - standing)
    if part.wishes:
        lacks = [
            sum((-brought * grounds[of][place] for of, place, brought in wish.ready), wish.needed - short[wish.row])
            for wish in part.wishes
        ]
        found["beyond"] = np.maximum(0.0, np.array(lacks))
    worst = short[:, demand.steady].max(axis=1, initial=0.0)
    found |= {**tours, "short": short, "worst": worst}
    if len(part.levels):
        most = part.most_short[part.levels]
        found["level"] = np.floor(np.ceil(most) - worst[part.levels] + 1e-9)
        worst[part.levels] = np.maximum(worst[part.levels], most - found["level"])
    if part.together:
        found["together"] = np.array([worst[list(rows)].sum() for rows in part.together])
    return found


def _steps(
    demand: Demand, keys: Sequence[tuple[str, str]], needed: NDArray[np.float64], classes: Sequence[SupplyClass]
) -> NDArray[np.bool_]:
    """Say for which rows the least that stands there after the build-up is a whole number that the worst month follows from."""
    broken = {
        (belt_of(station), capability)
        for group in classes
        for station, capability, quantity in group.like.provides
        if quantity != round(quantity)
    }
    steady = needed[:, demand.steady]
    constant = (steady == steady[:, :1]).all(axis=1)
    return np.asarray(constant & np.array([key not in broken for key in keys], dtype=np.bool_))


def _level_rows(
    model: Model,
    keys: NDArray[np.int64],
    most: NDArray[np.float64],
    worst: NDArray[np.int64],
    short: NDArray[np.int64],
    needed: NDArray[np.float64],
    steady: NDArray[np.int64],
) -> None:
    """Where the requirement is no whole number: a whole level that stands in every month, and the worst month from it."""
    if not len(keys):
        return
    ceiling = np.ceil(most[keys])
    level = model.columns("level", (len(keys),), upper=ceiling, whole=True)
    each = np.arange(len(keys))
    model.rows("level and worst", np.tile(each, 2), np.concatenate([worst[keys], level]), 1.0, lower=most[keys])
    # Where a whole unit more than the requirement stands, nothing is short and the level may be the ceiling: the
    # fraction between them is granted by the last step.
    count = len(keys) * len(steady)
    fraction = np.repeat(ceiling - most[keys], len(steady))
    model.rows(
        "level in each month",
        np.tile(np.arange(count), 2),
        np.concatenate([np.repeat(level, len(steady)), short[np.ix_(keys, steady)].ravel()]),
        1.0,
        upper=needed[np.ix_(keys, steady)].ravel() + fraction,
    )


def _most_tours(group: SupplyClass, horizon: int) -> NDArray[np.float64]:
    most = np.full((len(group.like.stations), horizon), float(group.units))
    most[:, : group.like.first_month - 1] = 0.0
    return most


def _together_rows(
    model: Model,
    keys: Sequence[tuple[str, str]],
    whole: NDArray[np.bool_],
    most: NDArray[np.float64],
    worst: NDArray[np.int64],
) -> tuple[tuple[int, ...], ...]:
    """Add up the worst months of the rows of a capability, where there are several and all are whole."""
    rows: dict[str, list[int]] = {}
    for row, (_, capability) in enumerate(keys):
        if whole[row]:
            rows.setdefault(capability, []).append(row)
    found = tuple(tuple(each) for each in rows.values() if len(each) > 1)
    if found:
        count = len(found)
        together = model.columns("together", (count,), upper=[most[list(each)].sum() for each in found], whole=True)
        model.rows(
            "worst months together",
            np.concatenate([np.arange(count), np.repeat(np.arange(count), [len(each) for each in found])]),
            np.concatenate([together, worst[np.concatenate(found)]]),
            np.concatenate([np.ones(count), -np.ones(sum(len(each) for each in found))]),
            lower=np.zeros(count),
            upper=np.zeros(count),
        )
    return found


def rotation_rows(model: Model, number: int, group: SupplyClass, tours: NDArray[np.int64], demand: Demand) -> None:
    """At most as many tours begin in any window as there are units; windows that others contain are left out.

    Units that are bound elsewhere count as far as they are withdrawn, each at its price.
    """
    horizon = demand.horizon
    first, window = group.like.first_month - 1, group.like.window
    starts = np.arange(first, max(first + 1, horizon - window + 1))
    row = np.repeat(np.arange(len(starts)), window)
    month = np.repeat(starts, window) + np.tile(np.arange(window), len(starts))
    inside = month < horizon
    row, month = row[inside], month[inside]
    entries = [(row, line[month], np.ones(len(row))) for line in tours]
    free = float(group.units)
    if group.like.commitment:
        withdrawn = model.columns(
            f"withdrawn {number}", (1,), upper=free, cost=withdrawal_price(group.like, demand), whole=True
        )
        entries.append((np.arange(len(starts)), np.repeat(withdrawn, len(starts)), -np.ones(len(starts))))
        free = 0.0
    model.rows(
        f"rotation {number}",
        *(np.concatenate([entry[part] for entry in entries]) if entries else np.zeros(0) for part in range(3)),
        upper=np.full(len(starts), free),
    )


def withdrawal_price(pool: Supply, demand: Demand) -> float:
    """Return the price of withdrawing one unit: the commitment's share of the price of one missing in every month.

    A unit missing in every month of the steady state costs its price once for each month and once for the worst of them.
    """
    wanted = [demand.price[capability] * quantity for _, capability, quantity in pool.provides if capability in demand.price]
    return pool.price * max(wanted, default=0.0) * 2 * demand.steady_months


def personnel_by_month(pool: Supply, starts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return persons on the ground by month, from tours by month of begin."""
    return np.convolve(starts, np.ones(pool.tour))[: len(starts)] * pool.personnel
