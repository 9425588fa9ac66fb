"""Plans of the shipped mandates, each made once."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from interpose.case import Case, load
from interpose.evidence import Positions, positions
from interpose.generation import Plan, PlanRequest, generate
from interpose.generation.problem.request import Mode
from interpose.requirement import Requirement, require
from tests.sharing import Shared


@pytest.fixture(scope="session")
def shipped_plan(shared: Shared) -> Callable[..., Plan]:
    """Plan a mandate of a shipped case; it is not set beside other endurances unless that is asked for."""

    @cache
    def given(name: str) -> tuple[Case, Positions, Requirement]:
        case = load(name)
        return case, positions(case), require(case)

    @cache
    def planned(name: str, mandate: str, *, mode: Mode = "fixed", compared: bool = False) -> Plan:
        request = PlanRequest(mandate=mandate, mode=mode, compared=compared)
        return shared.once(f"plan {name} {mandate} {mode} {compared}", lambda: generate(*given(name), request))

    return planned
