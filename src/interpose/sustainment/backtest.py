"""The cost bases against history: each case told by the others, errors published and not tuned away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from interpose.case import Case
from interpose.case.tables.sustainment import NationalCost
from interpose.sustainment.prices import DOLLAR, Money

__all__ = ["CostBacktest", "CostCase", "cost_backtest"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CostCase:
    """One historical cost of a person and year, and what the others say of it.

    Parameters
    ----------
    basis : str
        un_mission_budget, or national_deployed.
    regime : str
        calm, hostile or any.
    group : str
        Mission or state: its own cases do not help to tell it.
    name : str
        Which case it is.
    actual : float
        Dollars of the price year for a person and year.
    predicted : float
        Median over the other groups of the median of each.
    factor : float
        Predicted over actual: 2 is twice too much.
    source : str
        Where it was read.
    """

    basis: str
    regime: str
    group: str
    name: str
    actual: float
    predicted: float
    factor: float
    source: str


@dataclass(frozen=True, kw_only=True)
class CostBacktest:
    """How far the bases are off.

    Parameters
    ----------
    within_2 : dict of str to (int, int)
        By basis and regime: cases told within a factor of two, and cases in all.
    cases : tuple of CostCase
        The cases.
    """

    within_2: dict[str, tuple[int, int]]
    cases: tuple[CostCase, ...]


def cost_backtest(case: Case) -> CostBacktest:
    """Tell each mission-year by the other missions, and each national case by the other states of the same regime.

    Parameters
    ----------
    case : Case
        Whose `mission_costs` and `national_costs` are read, with exchange rates and consumer prices.

    Returns
    -------
    CostBacktest
        Each case with its error.

    Examples
    --------
    >>> from interpose.case import load
    >>> found = cost_backtest(load("ukraine-2024"))
    >>> found.within_2["un_mission_budget"], found.within_2["national_deployed hostile"]
    ((16, 18), (0, 5))
    """
    money = Money(case)
    missions = [
        (
            row.mission,
            f"{row.mission} {row.start}/{row.end % 100:02d}",
            money.dollars(row.usd_m * 1e6 / row.persons, DOLLAR, row.start, row.end),
            row.source,
        )
        for row in case.mission_costs
    ]
    cases = list(_told("un_mission_budget", "any", missions))
    for regime in ("calm", "hostile"):
        national = [
            (row.state, row.name, money.dollars(_per_person_year(row), row.currency, row.start, row.end), row.source)
            for row in case.national_costs
            if row.scored == "yes" and row.regime == regime
        ]
        cases.extend(_told("national_deployed", regime, national))
    counted: dict[str, list[bool]] = defaultdict(list)
    for each in cases:
        name = each.basis if each.regime == "any" else f"{each.basis} {each.regime}"
        counted[name].append(0.5 <= each.factor <= 2)
    return CostBacktest(within_2={name: (sum(good), len(good)) for name, good in counted.items()}, cases=tuple(cases))


def _told(basis: str, regime: str, rows: list[tuple[str, str, float, str]]) -> Iterable[CostCase]:
    groups: dict[str, list[float]] = defaultdict(list)
    for group, _, actual, _ in rows:
        groups[group].append(actual)
    middle = {group: median(values) for group, values in groups.items()}
    for group, name, actual, source in rows:
        others = [value for other, value in middle.items() if other != group]
        if not others:
            continue
        predicted = median(others)
        yield CostCase(
            basis=basis,
            regime=regime,
            group=group,
            name=name,
            actual=actual,
            predicted=predicted,
            factor=predicted / actual,
            source=source,
        )


def _per_person_year(row: NationalCost) -> float:
    if row.amount_m is None or row.persons is None or row.months is None:
        assert row.per_person_year is not None  # noqa: S101 - the row has one or the other
        return row.per_person_year
    return row.amount_m * 1e6 / row.persons * 12 / row.months
