"""Other ways to set the level of a mandate, tried with each mission left out: the method page says that none was better."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median

import numpy as np
import pytest

from interpose.case.read.missions import load_missions
from interpose.requirement.backtest import backtest


@dataclass(frozen=True)
class Tried:
    mandate: str
    residual: float
    size: float


Level = Callable[[Tried, Sequence[Tried]], float]


@pytest.fixture(scope="module")
def tried() -> tuple[Tried, ...]:
    library = load_missions()
    grounds = {case.mission.id: case.mission for case in library.missions}
    found = []
    for score in backtest(library).missions:
        mission = grounds[score.id]
        measure = mission.population if score.mandate == "secure_population" else mission.line_km
        assert measure is not None
        found.append(Tried(score.mandate, math.log(score.actual / score.rules.mode), math.log(measure.mode)))
    return tuple(found)


def times_off(tried: Sequence[Tried], level: Level) -> float:
    errors = [abs(each.residual - level(each, [other for other in tried if other is not each])) for each in tried]
    return math.exp(median(errors))


def by_mandate(others: Sequence[Tried]) -> dict[str, list[float]]:
    groups: dict[str, list[float]] = {}
    for each in others:
        groups.setdefault(each.mandate, []).append(each.residual)
    return groups


def mean_of_mandate(mine: Tried, others: Sequence[Tried]) -> float:
    return fmean(by_mandate(others)[mine.mandate])


def median_of_mandate(mine: Tried, others: Sequence[Tried]) -> float:
    return median(by_mandate(others)[mine.mandate])


def mean_of_all(mine: Tried, others: Sequence[Tried]) -> float:
    return fmean(each.residual for each in others if each is not mine)


def drawn_together(mine: Tried, others: Sequence[Tried]) -> float:
    """Weigh each mandate's mean against the mean of all, with the variance between them by DerSimonian and Laird (1986)."""
    groups = by_mandate(others)
    within = sum(sum((value - fmean(group)) ** 2 for value in group) for group in groups.values())
    variance = within / (len(others) - len(groups))
    weights = {name: len(group) / variance for name, group in groups.items()}
    total = sum(weights.values())
    middle = sum(weights[name] * fmean(group) for name, group in groups.items()) / total
    spread = sum(weights[name] * (fmean(group) - middle) ** 2 for name, group in groups.items())
    scale = total - sum(weight**2 for weight in weights.values()) / total
    between = max(0.0, (spread - (len(groups) - 1)) / scale)
    share = between / (between + variance / len(groups[mine.mandate]))
    return share * fmean(groups[mine.mandate]) + (1 - share) * middle


def power_of_length(mine: Tried, others: Sequence[Tried]) -> float:
    """Let strength grow with a power of the ground, fitted where four missions of the mandate are left."""
    same = [each for each in others if each.mandate == mine.mandate]
    if len(same) < 4:
        return fmean(each.residual for each in same)
    slope, level = np.polyfit([each.size for each in same], [each.residual for each in same], 1)
    return float(level + slope * mine.size)


def test_the_shipped_method_is_the_mean_of_the_mandate(tried: tuple[Tried, ...]) -> None:
    assert times_off(tried, mean_of_mandate) == pytest.approx(math.exp(backtest(load_missions()).median_abs_log_error))


def test_no_variant_is_better_as_the_method_page_says(tried: tuple[Tried, ...]) -> None:
    page = " ".join((Path(__file__).parents[2] / "docs" / "method" / "requirement.md").read_text(encoding="utf-8").split())
    variants = (drawn_together, mean_of_all, median_of_mandate, power_of_length)
    off = [times_off(tried, variant) for variant in variants]
    first, second, third, last = (f"{each:.1f}" for each in off)
    assert f"the median error was {first}, {second}, {third} and {last} times" in page
    assert min(off) >= times_off(tried, mean_of_mandate)
