"""Which states are large: those that together bring most of the persons that could come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from interpose.case import Case
from interpose.exploration.chain.protocol import UncertainColumn

__all__ = ["large_states"]

_MOST_OF_IT = 0.75


def large_states(case: Case, columns: Sequence[UncertainColumn]) -> tuple[str, ...]:
    """Name the columns of the states that bring three quarters of the persons in pools, the fewest that do, largest first.

    Of the columns those are looked at that say whether a state takes part.
    """
    persons: defaultdict[str, float] = defaultdict(float)
    for pool in case.pools:
        persons[pool.state] += pool.units * (pool.personnel or case.unit_types[pool.unit_type].personnel)
    states = {
        column.input.rpartition(".")[2]: column.id
        for column in columns
        if column.kind == "participation" and column.part == "value"
    }
    whole, so_far, large = sum(persons[state] for state in states), 0.0, []
    for state in sorted(states, key=lambda state: (-persons[state], state)):
        if so_far >= _MOST_OF_IT * whole:
            break
        so_far += persons[state]
        large.append(states[state])
    return tuple(large)
