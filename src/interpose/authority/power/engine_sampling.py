"""Power by drawing coalitions, for compounds beyond exact reach: with a bound on the error, and a fixed seed."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
from scipy.special import betaincinv

from interpose.authority.power.counts import evaluate, leaves_of
from interpose.authority.power.result import BoundedPower
from interpose.authority.power.tails import bounded_span, tail_bound
from interpose.case.voting_rule import Quota, RuleNode, VotingRule

__all__ = ["power_by_sampling"]

WORK = 1.0e9
"""Draws times members times quotas: a few seconds."""

MOST_DRAWS = 2_000_000
DOUBT = 1e-6
NEGLIGIBLE = 1e-9
FINEST = 2.0**-23
SEED = 20241215
PIECE = 1_000_000

Floats = npt.NDArray[np.float64]
Sums = npt.NDArray[np.float64] | npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]


def power_by_sampling(rule: VotingRule) -> BoundedPower:
    """Estimate the power of every member.

    Each draw is a coalition, and tells for every member whether it would be critical in it. With all
    coalitions equally likely the share is the absolute Banzhaf index; with a common probability of
    joining that is itself drawn evenly it is the Shapley–Shubik index (Owen 1972). Probabilities at
    which the outcome is beyond doubt (Chernoff 1952) are not drawn.

    Parameters
    ----------
    rule : VotingRule
        The rule; the weights of each quota add up to less than 2^62.

    Returns
    -------
    BoundedPower
        The same for the same rule: the seed is fixed. Bounds are those of Clopper and Pearson (1934) for each share,
        and of Boole for all of them.
    """
    members = len(rule.members)
    node = rule.whole()
    # Whole numbers below 2^53 add up exactly as doubles, and much faster.
    weights: dict[Quota, Sums] = {
        leaf: np.array(leaf.weights, np.float64) if sum(leaf.weights) < 2**53 else np.array(leaf.weights, np.int64)
        for leaf in leaves_of(node)
    }
    draws = int(min(MOST_DRAWS, max(1000.0, WORK / (members * (len(weights) + 1)))))
    lowest, highest = _span(node)
    generator = np.random.default_rng(SEED)
    hits = np.zeros((2, members), dtype=np.int64)
    won = 0
    rows = max(1, PIECE // members)
    for start in range(0, draws, rows):
        count = min(rows, draws - start)
        chance = lowest + (highest - lowest) * generator.random((count, 1))
        # Half as many bits are twice as fast; they turn a chance by less than FINEST.
        unevenly = generator.random((count, members), dtype=np.float32) < chance
        for kind, inside in enumerate((_evenly(generator, count, members), unevenly)):
            over = _over(weights, inside)
            hits[kind] += _critical(node, weights, over, inside)
            if kind == 0:
                won += int(_joined(node, {leaf: excess >= 0 for leaf, excess in over.items()}).sum())
    least, most = _shares_between(np.append(hits, won), draws)
    shares = np.append(hits, won) / draws
    errors = np.maximum(shares - least, most - shares)
    width = highest - lowest
    return BoundedPower(
        absolute=tuple(shares[:members].tolist()),
        shapley=tuple((width * shares[members:-1]).tolist()),
        winning=float(shares[-1]),
        absolute_error=float(errors[:members].max()),
        shapley_error=float(width * errors[members:-1].max()) + 2.0 * NEGLIGIBLE + FINEST,
        winning_error=float(errors[-1]),
    )


def _evenly(generator: np.random.Generator, count: int, members: int) -> Truths:
    """Draw coalitions that are all equally likely, a bit a member."""
    drawn = generator.integers(0, 256, (count, -(-members // 8)), dtype=np.uint8)
    return np.unpackbits(drawn, axis=1, count=members).astype(bool)


def _over(weights: Mapping[Quota, Sums], inside: Truths) -> dict[Quota, Sums]:
    """By how much each coalition is over each quota, or below."""
    doubles = inside.astype(np.float64)
    over: dict[Quota, Sums] = {}
    for leaf, own in weights.items():
        over[leaf] = doubles @ own - leaf.quota if own.dtype == np.float64 else inside.astype(np.int64) @ own - leaf.quota
    return over


def _critical(
    node: RuleNode, weights: Mapping[Quota, Sums], over: Mapping[Quota, Sums], inside: Truths
) -> npt.NDArray[np.int64]:
    """Count for each member the draws in which the outcome hangs on it."""
    # Where even the heaviest member of every quota together could not help, or hurt, nobody is critical.
    helped = _joined(node, {leaf: excess >= -weights[leaf].max() for leaf, excess in over.items()})
    hurt = _joined(node, {leaf: excess >= weights[leaf].max() for leaf, excess in over.items()})
    close = helped & ~hurt
    here = inside[close]
    after: dict[Quota, Truths] = {}
    before: dict[Quota, Truths] = {}
    for leaf, own in weights.items():
        excess = over[leaf][close][:, None]
        reached = excess >= 0
        # With the member in it the coalition weighs as much more as it brings; without, as much less.
        after[leaf] = reached | (~here & (excess >= -own))
        before[leaf] = reached & (~here | (excess >= own))
    return np.asarray((_joined(node, after) & ~_joined(node, before)).sum(axis=0, dtype=np.int64))


def _joined(node: RuleNode, truths: Mapping[Quota, Truths]) -> Truths:
    return evaluate(node, truths, np.logical_and, np.logical_or)


def _span(node: RuleNode) -> tuple[float, float]:
    """Find the common chances of voting for between which somebody may be critical."""
    leaves = leaves_of(node)

    def winning(chance: float) -> float:
        bounds = {leaf: tail_bound(leaf.weights, chance, leaf.quota - max(leaf.weights), upper=True) for leaf in leaves}
        return evaluate(node, bounds, min, lambda one, other: one + other)

    def losing(chance: float) -> float:
        bounds = {leaf: tail_bound(leaf.weights, chance, leaf.quota + max(leaf.weights), upper=False) for leaf in leaves}
        return evaluate(node, bounds, lambda one, other: one + other, min)

    low, high = bounded_span(winning, losing, NEGLIGIBLE)
    return (low, high) if low < high else (0.0, 1.0)


def _shares_between(hits: npt.NDArray[np.int64], draws: int) -> tuple[Floats, Floats]:
    """Confidence limits of shares, for all of them at once."""
    doubt = DOUBT / (2.0 * len(hits))
    found = hits.astype(np.float64)
    least = np.where(hits > 0, betaincinv(np.maximum(found, 1.0), draws - found + 1.0, doubt), 0.0)
    most = np.where(hits < draws, betaincinv(found + 1.0, np.maximum(draws - found, 1.0), 1.0 - doubt), 1.0)
    return least, most
