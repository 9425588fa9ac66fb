"""Large states: by the persons in their pools, the fewest that hold three quarters."""

from __future__ import annotations

from collections import defaultdict

from interpose.case import Case
from interpose.exploration.analysis.discovery.large_states import large_states
from interpose.exploration.chain.protocol import UncertainColumn


def columns(states: list[str]) -> list[UncertainColumn]:
    return [
        UncertainColumn(id=f"will.{state}", input=f"positions.{state}", kind="participation", group="will", dimension=place)
        for place, state in enumerate(states)
    ]


def test_the_fewest_states_that_hold_three_quarters_of_the_persons_the_largest_first(ukraine: Case) -> None:
    persons: defaultdict[str, float] = defaultdict(float)
    for pool in ukraine.pools:
        persons[pool.state] += pool.units * (pool.personnel or ukraine.unit_types[pool.unit_type].personnel)
    drawn = columns(sorted(persons))
    large = [name.removeprefix("will.") for name in large_states(ukraine, drawn)]
    assert large == sorted(persons, key=lambda state: -persons[state])[: len(large)]
    held = sum(persons[state] for state in large)
    assert held - persons[large[-1]] < 0.75 * sum(persons.values()) <= held
    assert 1 < len(large) < len(persons)


def test_only_states_that_are_drawn_are_counted(ukraine: Case) -> None:
    assert large_states(ukraine, columns(["FRA"])) == ("will.FRA",)
    assert large_states(ukraine, []) == ()
