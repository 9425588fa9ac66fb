"""The frozen calendar of the reference case, and what is dispatched of it."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import pytest

from interpose.case import Case
from interpose.deployment import Deployment, DeploymentRequest, deploy
from interpose.deployment.dispatch import MovementProblem
from interpose.deployment.movement.network import Network, network_of
from interpose.deployment.problem import movement_problem
from interpose.requirement import Requirement, require

FROZEN = Path(__file__).parents[2] / "benchmarks" / "plan_2024_rotation.csv"


@dataclass(frozen=True, kw_only=True)
class FrozenTour:
    state: str
    unit_type: str
    units: int
    start_month: int
    end_month: int
    belt: str
    sector: str


@pytest.fixture(scope="session")
def tours() -> tuple[FrozenTour, ...]:
    with FROZEN.open(encoding="utf-8", newline="") as file:
        whole = ("units", "start_month", "end_month")
        return tuple(
            FrozenTour(**{name: int(cell) if name in whole else cell for name, cell in row.items()})
            for row in csv.DictReader(file)
        )


@pytest.fixture(scope="session")
def need(ukraine: Case) -> Requirement:
    return require(ukraine)


@pytest.fixture(scope="session")
def network(ukraine: Case, need: Requirement) -> Network:
    return network_of(ukraine, need)


@pytest.fixture(scope="session")
def moving(ukraine: Case, need: Requirement, tours: tuple[FrozenTour, ...]) -> MovementProblem:
    return movement_problem(ukraine, need, tours)


@pytest.fixture(scope="session")
def deployed(ukraine: Case, need: Requirement, tours: tuple[FrozenTour, ...]) -> Deployment:
    return deploy(ukraine, need, tours, DeploymentRequest(futures=200))
