"""The size model: its published parameters, exact leaving-out, and known parameters that it finds again."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest

from interpose.case.read.precedents import load_precedents
from interpose.case.tables.missions import Precedent
from interpose.case.tables.words import MANDATE_CLASSES, MandateClass
from interpose.errors import UsageError
from interpose.requirement.precedents.mixture import quantiles
from interpose.requirement.precedents.model import SizeModel, fit, scored

PUBLISHED = {
    "level.observe_line": (5.3806, 0.2973),
    "level.observe_country": (5.3203, 0.1919),
    "level.interpose": (8.1783, 0.2120),
    "level.secure": (9.1790, 0.1650),
    "level.implement": (8.5292, 0.2192),
    "slope.observe_line": (0.2268, 0.1497),
    "slope.observe_country": (0.1193, 0.1035),
    "slope.interpose": (0.2321, 0.1382),
    "slope.secure": (0.3553, 0.0984),
    "slope.implement": (0.2536, 0.1375),
    "lead": (0.2586, 0.2228),
}
"""Means and posterior standard deviations of the study, checked there against Markov chains."""


def coefficients(model: SizeModel) -> tuple[tuple[str, float, float], ...]:
    """Name each coefficient and sigma with its posterior mean and standard deviation."""
    mean = model.weights @ model.means
    spread = np.einsum("gii->gi", model.covariances) + (model.means - mean) ** 2
    sds = np.sqrt(model.weights @ spread)
    names = [*(f"level.{each}" for each in MANDATE_CLASSES), *(f"slope.{each}" for each in MANDATE_CLASSES), "lead"]
    sigma = float(model.weights @ model.sigmas)
    sigma_sd = math.sqrt(float(model.weights @ (model.sigmas - sigma) ** 2))
    told = [(name, float(value), float(sd)) for name, value, sd in zip(names, mean, sds, strict=True)]
    return (*told, ("sigma", sigma, sigma_sd))


@pytest.fixture(scope="module")
def missions() -> tuple[Precedent, ...]:
    return scored(load_precedents())


@pytest.fixture(scope="module")
def model(missions: tuple[Precedent, ...]) -> SizeModel:
    return fit(missions)


def test_coefficients_are_the_published_ones(model: SizeModel) -> None:
    found = {name: (mean, sd) for name, mean, sd in coefficients(model)}
    for name, (mean, sd) in PUBLISHED.items():
        assert abs(found[name][0] - mean) < 0.03 * sd, name
        assert found[name][1] == pytest.approx(sd, rel=0.03), name
    assert found["sigma"][0] == pytest.approx(0.86, abs=0.01)


@pytest.mark.parametrize(
    ("mandate_class", "ground", "alliance", "median", "low", "high"),
    [
        ("interpose", 1057, True, 6_400, 1_400, 31_000),
        ("interpose", 790, True, 6_000, 1_300, 28_000),
        ("interpose", 1057, False, 5_000, 1_100, 22_500),
        ("observe_line", 1057, False, 300, 70, 1_340),
        ("secure", 2_100_000, True, 9_200, 2_200, 39_000),
        ("secure", 11_700_000, False, 13_100, 3_100, 56_000),
    ],
)
def test_cases_of_the_study_are_foretold_alike(
    model: SizeModel, mandate_class: MandateClass, ground: float, alliance: bool, median: int, low: int, high: int
) -> None:
    found = quantiles([model.predict(mandate_class, ground, alliance=alliance)], (0.05, 0.5, 0.95))[0]
    assert found == pytest.approx([low, median, high], rel=0.03)


def test_leaving_one_out_is_exact_without_fitting_again(model: SizeModel, missions: tuple[Precedent, ...]) -> None:
    without = model.without_itself()
    for place in range(0, len(missions), 17):
        mine = missions[place]
        again = fit(missions[:place] + missions[place + 1 :])
        told = again.predict(mine.mandate_class, mine.driver or 0, alliance=mine.lead == "alliance")
        for share in (0.05, 0.5, 0.95):
            assert without[place].quantile(share) == pytest.approx(told.quantile(share), rel=1e-6)


def drawn(seed: int, noise: float = 0.7) -> list[Precedent]:
    """Draw a table from known levels, slopes and lead."""
    random = np.random.default_rng(seed)
    rows = []
    for n in range(120):
        mandate_class = MANDATE_CLASSES[n % 5]
        by_line = mandate_class in ("observe_line", "interpose")
        reference = 250 if by_line else 5e6
        spread = float(random.normal(0, 1.2))
        alliance = bool(random.random() < 0.3)
        level = LEVELS[mandate_class] + 0.4 * spread + 0.5 * alliance + float(random.normal(0, noise))
        ground = {"line_km" if by_line else "population": round(reference * math.exp(spread))}
        basis = {"line_km_basis" if by_line else "population_basis": "reported"}
        rows.append(
            Precedent.model_validate(
                {
                    "id": f"m{n}",
                    "name": f"M {n}",
                    "led_by": "x",
                    "lead": "alliance" if alliance else "un",
                    "start": "1990-01",
                    "mandate_class": mandate_class,
                    "conflict": f"c{n}",
                    "peak": max(1, round(math.exp(level))),
                    "peak_basis": "reported",
                }
                | ground
                | basis
            )
        )
    return rows


LEVELS = dict(zip(MANDATE_CLASSES, (6.0, 5.5, 8.5, 9.5, 8.0), strict=True))


def within(told: Sequence[tuple[str, float, float]]) -> list[bool]:
    true = {f"level.{name}": level for name, level in LEVELS.items()} | {f"slope.{name}": 0.4 for name in LEVELS}
    true |= {"lead": 0.5, "sigma": 0.7}
    return [abs(mean - true[name]) < 1.645 * sd for name, mean, sd in told]


def test_known_parameters_are_found_again_with_the_stated_coverage() -> None:
    held = [inside for seed in range(25) for inside in within(coefficients(fit(drawn(seed))))]
    # 300 intervals of nine in ten: fewer than 82 or more than 97 in 100 would not be chance. Priors help, so it is no less.
    assert 0.82 <= sum(held) / len(held) <= 0.97


def test_ranges_hold_new_missions_as_often_as_they_say() -> None:
    known, new = drawn(1), drawn(2)
    model = fit(known)
    told = [model.predict(row.mandate_class, row.driver or 0, alliance=row.lead == "alliance") for row in new]
    ranges = quantiles(told, (0.05, 0.95))
    held = [low <= (row.peak or 0) <= high for row, (low, high) in zip(new, ranges, strict=True)]
    assert 0.82 <= sum(held) / len(held) <= 0.97


def test_a_ground_of_nothing_and_a_table_of_three_are_refused(model: SizeModel, missions: tuple[Precedent, ...]) -> None:
    with pytest.raises(UsageError, match="no precedent"):
        model.predict("interpose", 0, alliance=False)
    with pytest.raises(UsageError, match="can be scored"):
        fit(missions[:3])
