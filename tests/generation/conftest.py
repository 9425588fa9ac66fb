"""Plans of the shipped mandates, each made once."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from interpose.case import Case, load
from interpose.evidence import Positions, positions
from interpose.generation import Plan, PlanRequest, generate
from interpose.generation.problem.planning_problem import Mode
from interpose.requirement import Requirement, require
from interpose.solver import solving_once
from tests.sharing import Shared


@pytest.fixture(scope="session")
def shipped_plan(shared: Shared) -> Callable[..., Plan]:
    """Plan a mandate of a shipped case; it is not set beside other endurances unless that is asked for."""

    @cache
    def given(name: str) -> tuple[Case, Positions, Requirement]:
        case = load(name)
        return case, positions(case), require(case)

    def both(name: str, mandate: str) -> dict[str, Plan]:
        """Plan for the requirement and for the largest force, which often share their models."""
        modes: tuple[Mode, ...] = ("fixed", "largest")
        with solving_once():
            return {mode: generate(*given(name), PlanRequest(mandate=mandate, mode=mode, compared=False)) for mode in modes}

    @cache
    def planned(name: str, mandate: str, *, mode: Mode = "fixed", compared: bool = False) -> Plan:
        if not compared:
            return shared.once(f"plans {name} {mandate}", lambda: both(name, mandate))[mode]
        return shared.once(
            f"compared {name} {mandate}", lambda: generate(*given(name), PlanRequest(mandate=mandate, mode=mode))
        )

    return planned
