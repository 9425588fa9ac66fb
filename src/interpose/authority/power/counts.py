"""What power engines share: the rule in whole numbers, tallies of coalitions, and the indices that follow from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import comb
from typing import TypeVar

from interpose.case.voting_rule import AllOf, Quota, RuleNode, VotingRule

__all__ = ["Tallies", "evaluate", "leaves_of", "minimal_shares", "shapley_of", "single_vector", "thresholds_by_size"]

Truth = TypeVar("Truth")


@dataclass
class Tallies:
    """Counts over all coalitions of a rule, exact.

    Parameters
    ----------
    winning : int
        Winning coalitions.
    swings : list of int
        For each member: coalitions in which it is critical.
    shapley : list of Fraction or None
        Shapley–Shubik index of each member.
    minimal : int or None
        Minimal winning coalitions.
    minimal_by_size : list of mapping or None
        For each member: number of minimal winning coalitions that hold it, by their size.
    johnston_by_critical : list of mapping or None
        For each member: number of coalitions in which it is critical, by how many members are.
    """

    winning: int
    swings: list[int]
    shapley: list[Fraction] | None = None
    minimal: int | None = None
    minimal_by_size: list[Mapping[int, int]] | None = None
    johnston_by_critical: list[Mapping[int, int]] | None = None
    remarks: list[str] = field(default_factory=list)


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


def single_vector(rule: VotingRule) -> tuple[int, ...] | None:
    """Find the one vector of weights besides counting heads; None where the rule has several.

    Returns
    -------
    tuple of int or None
        All ones where the rule only counts heads.
    """
    vectors = {leaf.weights for leaf in leaves_of(rule.whole()) if len(set(leaf.weights)) > 1}
    if len(vectors) > 1:
        return None
    return next(iter(vectors)) if vectors else (1,) * len(rule.members)


def thresholds_by_size(rule: VotingRule, vector: Sequence[int]) -> list[int | None]:
    """Turn a rule of heads and one vector into the least sum of weights for each size of a coalition.

    Parameters
    ----------
    rule : VotingRule
        The rule.
    vector : sequence of int
        Its vector of weights.

    Returns
    -------
    list of (int or None)
        For 0, 1, … members; None where no coalition of the size wins.
    """
    node = rule.whole()
    leaves = leaves_of(node)
    weighted = [leaf for leaf in leaves if leaf.weights == tuple(vector) and len(set(vector)) > 1]
    sums = sorted({0, *(leaf.quota for leaf in weighted)})
    found: list[int | None] = []
    for size in range(len(rule.members) + 1):
        enough = None
        for total in sums:
            truths = {
                leaf: total >= leaf.quota if leaf in weighted else size * leaf.weights[0] >= leaf.quota for leaf in leaves
            }
            if evaluate(node, truths, lambda a, b: a and b, lambda a, b: a or b):
                enough = total
                break
        found.append(enough)
    return found


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
