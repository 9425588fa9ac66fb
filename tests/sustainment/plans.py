"""Small plans made by hand: who is there in which month, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from interpose.generation import Plan
from interpose.generation.result import Contribution, Force, RotationRow
from interpose.solver import SolverRecord


def plan(
    by_state: Mapping[str, Sequence[int]],
    *,
    outside: Mapping[str, Sequence[int]] | None = None,
    tours: Sequence[RotationRow] = (),
) -> Plan:
    """Make a plan of persons by state and month."""
    months = [sum(month) for month in zip(*by_state.values(), strict=True)]
    rows = [
        Contribution(state, max(persons), tuple(persons), outside=away)
        for away, states in ((False, by_state), (True, outside or {}))
        for state, persons in states.items()
    ]
    return Plan(
        mandate="interpose",
        mode="fixed",
        endurance="relay",
        providers=(),
        status="optimal",
        requirement=1.0,
        participants=tuple(by_state),
        force=Force(peak=max(months), sustained=min(months), by_month=tuple(months)),
        contributions=tuple(rows),
        rotation=tuple(tours),
        solver=SolverRecord(version="by hand", options=()),
    )
