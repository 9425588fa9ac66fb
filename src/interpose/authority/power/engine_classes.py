"""Exact power by classes: members with the same weights everywhere cannot be told apart.

A coalition is then a number from each class, and stands for as many coalitions as there are ways to
choose them. The Security Council has 6 × 11 of these instead of 32,768 coalitions.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import comb, prod

import numpy as np
import numpy.typing as npt

from interpose.authority.power.counts import Tallies, evaluate, leaves_of, shapley_of
from interpose.case.voting_rule import VotingRule

__all__ = ["class_states", "classes_of", "power_by_classes"]

Objects = npt.NDArray[np.object_]


def classes_of(rule: VotingRule) -> list[list[int]]:
    """Group the members that the rule cannot tell apart.

    Parameters
    ----------
    rule : VotingRule
        The rule.

    Returns
    -------
    list of list of int
        Places of the members of each class.
    """
    leaves = leaves_of(rule.whole())
    groups: dict[tuple[int, ...], list[int]] = {}
    for member in range(len(rule.members)):
        groups.setdefault(tuple(leaf.weights[member] for leaf in leaves), []).append(member)
    return list(groups.values())


def class_states(rule: VotingRule) -> int:
    """Count the coalitions that differ by class."""
    return prod(len(group) + 1 for group in classes_of(rule))


def power_by_classes(rule: VotingRule) -> Tallies:
    """Count everything, exactly, over the coalitions that differ by class.

    Parameters
    ----------
    rule : VotingRule
        The rule.

    Returns
    -------
    Tallies
        Complete. Time and memory grow with `class_states`.
    """
    groups = classes_of(rule)
    members = len(rule.members)
    sizes = [len(group) for group in groups]
    chosen = np.indices([size + 1 for size in sizes]).reshape(len(groups), -1)
    wins = _winning(rule, groups, chosen, sizes)
    ways = np.array([1], dtype=object)
    for size in sizes:
        ways = np.multiply.outer(ways, np.array([comb(size, count) for count in range(size + 1)], dtype=object)).ravel()
    strides = [prod(size + 1 for size in sizes[place + 1 :]) for place in range(len(sizes))]
    critical = np.zeros((len(groups), len(wins)), dtype=bool)
    for place, stride in enumerate(strides):
        held = chosen[place] > 0
        without = np.zeros(len(wins), dtype=bool)
        without[stride:] = wins[:-stride]
        critical[place] = wins & held & ~without
    total = chosen.sum(axis=0)
    critical_members = (chosen * critical).sum(axis=0)
    minimal = wins & (critical | (chosen == 0)).all(axis=0)
    swings, shapley = [0] * members, [Fraction(0)] * members
    by_size: list[dict[int, int]] = [{} for _ in range(members)]
    by_critical: list[dict[int, int]] = [{} for _ in range(members)]
    for place, group in enumerate(groups):
        # Of the ways to choose c of a class of m, a share c/m holds one given member.
        ways_with = ways * chosen[place] // len(group)
        swing_sizes = _sums_by(ways_with, total, critical[place])
        own_shapley = shapley_of([swing_sizes.get(size + 1, 0) for size in range(members)], members)
        own_minimal = _sums_by(ways_with, total, minimal & (chosen[place] > 0))
        own_critical = _sums_by(ways_with, critical_members, critical[place])
        for member in group:
            swings[member], shapley[member] = sum(swing_sizes.values()), own_shapley
            by_size[member], by_critical[member] = own_minimal, own_critical
    return Tallies(
        winning=int(ways[wins].sum()) if wins.any() else 0,
        swings=swings,
        shapley=shapley,
        minimal=int(ways[minimal].sum()) if minimal.any() else 0,
        minimal_by_size=by_size,
        johnston_by_critical=by_critical,
    )


def _winning(
    rule: VotingRule, groups: Sequence[Sequence[int]], chosen: npt.NDArray[np.int64], sizes: Sequence[int]
) -> npt.NDArray[np.bool_]:
    node = rule.whole()
    truths = {}
    for leaf in leaves_of(node):
        weights = [leaf.weights[group[0]] for group in groups]
        if sum(weight * size for weight, size in zip(weights, sizes, strict=True)) < 2**62:
            sums = np.array(weights, dtype=np.int64) @ chosen
            truths[leaf] = np.asarray(sums >= leaf.quota)
        else:
            exact = np.array(weights, dtype=object) @ chosen.astype(object)
            truths[leaf] = np.array([value >= leaf.quota for value in exact], dtype=bool)
    return evaluate(node, truths, np.logical_and, np.logical_or)


def _sums_by(values: Objects, keys: npt.NDArray[np.int64], where: npt.NDArray[np.bool_]) -> dict[int, int]:
    """Sum whole numbers of any length by key."""
    if not where.any():
        return {}
    chosen_keys, chosen_values = keys[where], values[where]
    order = np.argsort(chosen_keys, kind="stable")
    sorted_keys = chosen_keys[order]
    starts = np.flatnonzero(np.r_[True, sorted_keys[1:] != sorted_keys[:-1]])
    sums = np.add.reduceat(chosen_values[order], starts)
    return {int(key): int(value) for key, value in zip(sorted_keys[starts], sums, strict=True)}
