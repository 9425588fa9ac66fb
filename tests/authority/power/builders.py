"""Random rules, and every index of a rule from its definition: nothing is shared with the engines."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from fractions import Fraction
from math import factorial

import numpy as np
import numpy.typing as npt
from hypothesis import strategies as st

from interpose.authority.power.counts import Tallies
from interpose.case.voting_rule import AllOf, AnyOf, Quota, RuleNode, VotingRule


def tallies_by_enumeration(rule: VotingRule) -> Tallies:
    members = len(rule.members)
    wins = {}
    for bits in itertools.product((0, 1), repeat=members):
        wins[bits] = rule.wins([name for name, here in zip(rule.members, bits, strict=True) if here])
    swings, minimal = [0] * members, 0
    shapley = [Fraction(0)] * members
    minimal_by_size: list[dict[int, int]] = [{} for _ in range(members)]
    johnston: list[dict[int, int]] = [{} for _ in range(members)]
    for bits, won in wins.items():
        if not won:
            continue
        size = sum(bits)
        critical = [i for i in range(members) if bits[i] and not wins[(*bits[:i], 0, *bits[i + 1 :])]]
        for member in critical:
            swings[member] += 1
            shapley[member] += Fraction(factorial(size - 1) * factorial(members - size), factorial(members))
            johnston[member][len(critical)] = johnston[member].get(len(critical), 0) + 1
        if len(critical) == size:
            minimal += 1
            for member in critical:
                minimal_by_size[member][size] = minimal_by_size[member].get(size, 0) + 1
    return Tallies(
        winning=sum(wins.values()),
        swings=swings,
        shapley=shapley,
        minimal=minimal,
        minimal_by_size=minimal_by_size,
        johnston_by_critical=johnston,
    )


def quotas(members: int) -> st.SearchStrategy[RuleNode]:
    return st.lists(st.integers(1, 9), min_size=members, max_size=members).flatmap(
        lambda weights: st.integers(1, sum(weights)).map(lambda quota: Quota(quota, tuple(weights)))
    )


def rules(members: int) -> st.SearchStrategy[VotingRule]:
    names = tuple("ABCDEFGHIJKLMN"[:members])
    nodes = st.recursive(
        quotas(members),
        lambda parts: st.one_of(
            st.lists(parts, min_size=1, max_size=3).map(lambda found: AllOf(tuple(found))),
            st.lists(parts, min_size=1, max_size=3).map(lambda found: AnyOf(tuple(found))),
        ),
        max_leaves=4,
    )
    vetoes = st.sets(st.sampled_from(names), max_size=2).map(lambda found: tuple(sorted(found)))
    return st.builds(lambda node, veto: VotingRule(names, node, veto), nodes, vetoes)


def indices_by_enumeration(rule: VotingRule) -> dict[str, list[Fraction]]:
    """Every index from its definition, over all coalitions at once; nothing is shared with the engines."""
    members = len(rule.members)
    inside = (np.arange(2**members)[:, None] >> np.arange(members)) & 1 == 1

    def passes(node: RuleNode) -> npt.NDArray[np.bool_]:
        if isinstance(node, Quota):
            return np.asarray((inside * np.array(node.weights)).sum(axis=1) >= node.quota)
        parts = [passes(part) for part in node.parts]
        return np.all(parts, axis=0) if isinstance(node, AllOf) else np.any(parts, axis=0)

    wins = passes(rule.node)
    for holder in rule.veto:
        wins &= inside[:, rule.members.index(holder)]
    places = np.arange(2**members)
    critical = np.stack([wins & inside[:, i] & ~wins[places & ~(1 << i)] for i in range(members)], axis=1)
    sizes, criticals = inside.sum(axis=1), critical.sum(axis=1)
    minimal = wins & (sizes == criticals)
    winning, swings = int(wins.sum()), critical.sum(axis=0)

    def averaged(
        weight: Callable[[int], Fraction], keys: npt.NDArray[np.int64], where: npt.NDArray[np.bool_]
    ) -> list[Fraction]:
        return [
            sum(
                (weight(int(key)) * int(count) for key, count in zip(*np.unique(keys[own], return_counts=True), strict=True)),
                Fraction(0),
            )
            for own in where.T
        ]

    def shared(values: list[Fraction]) -> list[Fraction]:
        return [value / sum(values) for value in values]

    inverse: Callable[[int], Fraction] = lambda size: Fraction(1, size)  # noqa: E731
    return {
        "banzhaf": shared([Fraction(int(count)) for count in swings]),
        "banzhaf_absolute": [Fraction(int(count), 2 ** (members - 1)) for count in swings],
        "shapley_shubik": averaged(
            lambda size: Fraction(factorial(size - 1) * factorial(members - size), factorial(members)), sizes, critical
        ),
        "deegan_packel": shared(averaged(inverse, sizes, inside & minimal[:, None])),
        "holler": shared(averaged(lambda _size: Fraction(1), sizes, inside & minimal[:, None])),
        "johnston": shared(averaged(inverse, criticals, critical)),
        "coleman_prevent": [Fraction(int(count), winning) for count in swings],
        "coleman_initiate": [Fraction(int(count), 2**members - winning) for count in swings],
        "counts": [Fraction(winning), Fraction(int(minimal.sum()))],
    }
