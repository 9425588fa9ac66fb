"""What power engines share: the rule in whole numbers, counts of coalitions, and what follows from counts by size."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb
from typing import TypeVar

from interpose.case.voting_rule import AllOf, Quota, RuleNode

__all__ = [
    "CountsBySize",
    "Tallies",
    "evaluate",
    "leaves_of",
    "minimal_shares",
    "shapley_of",
    "single_vector",
    "tallies_with_vetoes",
    "thresholds_by_size",
]

Truth = TypeVar("Truth")


@dataclass(frozen=True, kw_only=True)
class Tallies:
    """Counts over all coalitions of a rule, exact.

    Parameters
    ----------
    winning : int
        Winning coalitions.
    swings : list of int
        For each member: coalitions in which it is critical.
    shapley : list of Fraction
        Shapley–Shubik index of each member.
    minimal : int or None
        Minimal winning coalitions; None where they were not counted.
    minimal_by_size : list of mapping or None
        For each member: number of minimal winning coalitions that hold it, by their size.
    johnston_by_critical : list of mapping or None
        For each member: number of coalitions in which it is critical, by how many members are.
    """

    winning: int
    swings: list[int]
    shapley: list[Fraction]
    minimal: int | None = None
    minimal_by_size: list[dict[int, int]] | None = None
    johnston_by_critical: list[dict[int, int]] | None = None


@dataclass(frozen=True)
class CountsBySize:
    """Coalitions of a rule of heads and one vector of weights, by their size.

    Parameters
    ----------
    winning : list of int
        Winning coalitions of 0, 1, … members.
    swings : list of list of int
        For each member: coalitions of 0, 1, … others that it makes win.
    """

    winning: list[int]
    swings: list[list[int]]


def leaves_of(node: RuleNode) -> list[Quota]:
    """List the distinct quotas of a compound, in the order in which they stand."""
    if isinstance(node, Quota):
        return [node]
    return list(dict.fromkeys(leaf for part in node.parts for leaf in leaves_of(part)))


def evaluate(
    node: RuleNode,
    truths: Mapping[Quota, Truth],
    both: Callable[[Truth, Truth], Truth],
    either: Callable[[Truth, Truth], Truth],
) -> Truth:
    """Put the truths of the quotas together as the compound says.

    Parameters
    ----------
    node : Quota, AllOf or AnyOf
        The compound.
    truths : mapping of Quota to truth
        Truth of each quota: a bool, or an array of them.
    both, either : callable
        And and or for these truths.

    Returns
    -------
    truth
    """
    if isinstance(node, Quota):
        return truths[node]
    join = both if isinstance(node, AllOf) else either
    result = evaluate(node.parts[0], truths, both, either)
    for part in node.parts[1:]:
        result = join(result, evaluate(part, truths, both, either))
    return result


def single_vector(node: RuleNode) -> tuple[int, ...] | None:
    """Find the one vector of weights besides counting heads; None where the compound has several.

    Returns
    -------
    tuple of int or None
        All ones where the compound only counts heads.
    """
    leaves = leaves_of(node)
    vectors = {leaf.weights for leaf in leaves if len(set(leaf.weights)) > 1}
    if len(vectors) > 1:
        return None
    return next(iter(vectors)) if vectors else (1,) * len(leaves[0].weights)


def thresholds_by_size(node: RuleNode, vector: Sequence[int]) -> list[int | None]:
    """Turn a compound of heads and one vector into the least sum of weights for each size of a coalition.

    Parameters
    ----------
    node : Quota, AllOf or AnyOf
        The compound.
    vector : sequence of int
        Its vector of weights.

    Returns
    -------
    list of (int or None)
        For 0, 1, … members; None where no coalition of the size wins.

    Examples
    --------
    >>> thresholds_by_size(AllOf((Quota(2, (1, 1, 1)), Quota(5, (4, 3, 2)))), (4, 3, 2))
    [None, None, 5, 5]
    """
    leaves = leaves_of(node)
    weighted = [leaf for leaf in leaves if leaf.weights == tuple(vector) and len(set(vector)) > 1]
    sums = sorted({0, *(leaf.quota for leaf in weighted if 0 < leaf.quota <= sum(vector))})
    thresholds: list[int | None] = []
    for size in range(len(vector) + 1):
        enough = None
        for total in sums:
            truths = {
                leaf: total >= leaf.quota if leaf in weighted else size * leaf.weights[0] >= leaf.quota for leaf in leaves
            }
            if evaluate(node, truths, lambda a, b: a and b, lambda a, b: a or b):
                enough = total
                break
        thresholds.append(enough)
    return thresholds


def tallies_with_vetoes(counts: CountsBySize, holders: Sequence[bool]) -> Tallies:
    """Add those who hold a veto to the counts of the others, who face what is left of the rule.

    Every winning coalition holds them all and is lost without any of them.

    Parameters
    ----------
    counts : CountsBySize
        Counts over the members without a veto, in their order.
    holders : sequence of bool
        For each member of the rule, whether it holds a veto.

    Returns
    -------
    Tallies
        Without minimal and vulnerable coalitions.
    """
    members, vetoes = len(holders), sum(holders)
    others = iter(counts.swings)
    # By how many others are inside: those with a veto always are.
    by_size = [[0] * (vetoes - 1) + counts.winning if holds else [0] * vetoes + next(others) for holds in holders]
    return Tallies(
        winning=sum(counts.winning),
        swings=[sum(sizes) for sizes in by_size],
        shapley=[shapley_of(sizes, members) for sizes in by_size],
    )


def shapley_of(swings_by_size: Sequence[int], members: int) -> Fraction:
    """Shapley–Shubik index from the number of swings at each size of the coalition that is joined.

    Parameters
    ----------
    swings_by_size : sequence of int
        For coalitions of 0, 1, … others.
    members : int
        Members of the rule.

    Returns
    -------
    Fraction
    """
    parts = [Fraction(swings, comb(members - 1, size)) for size, swings in enumerate(swings_by_size) if swings]
    return sum(parts, Fraction(0)) / members


def minimal_shares(by_member: Sequence[Mapping[int, int]]) -> list[Fraction] | None:
    """Divide each counted coalition equally and give each member its share of the whole.

    Parameters
    ----------
    by_member : sequence of mapping of int to int
        For each member: number of coalitions by the number that each is divided among.

    Returns
    -------
    list of Fraction or None
        None where nothing is counted.
    """
    raw = [sum((Fraction(count, among) for among, count in counts.items()), Fraction(0)) for counts in by_member]
    total = sum(raw, Fraction(0))
    return [share / total for share in raw] if total else None
