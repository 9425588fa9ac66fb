"""Monte Carlo estimate of power for rules beyond exact reach: a fixed seed, and confidence limits for all members at once."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
from scipy.special import betaincinv

from interpose.authority.power.counts import evaluate, leaves_of
from interpose.authority.power.result import BoundedPower
from interpose.case.voting_rule import Quota, RuleNode, VotingRule

__all__ = ["DOUBT", "power_by_sampling"]

DOUBT = 1e-6
"""Probability that some estimate is off by more than its stated error."""

WORK = 2.0e8
"""Draws times members times quotas: a few seconds."""

MOST_DRAWS = 2_000_000
FEWEST_DRAWS = 1_000
SEED = 20241215

PIECE = 1_000_000
"""Members times draws that are held in memory at once."""

Floats = npt.NDArray[np.float64]
Sums = npt.NDArray[np.float64] | npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]


def power_by_sampling(rule: VotingRule, *, draws: int | None = None) -> BoundedPower:
    """Estimate the power of every member.

    Each draw is a coalition, and tells for every member whether it would be critical in it. With all
    coalitions equally likely the share of such draws is the absolute Banzhaf index; with a common probability of
    joining that is itself drawn evenly it is the Shapley–Shubik index (Owen 1972, Management Science 18(5)).

    Parameters
    ----------
    rule : VotingRule
        The rule; the weights of each quota add up to less than 2^62.
    draws : int, optional
        Coalitions that are drawn; left out, as many as a few seconds allow.

    Returns
    -------
    BoundedPower
        The same for the same rule: the seed is fixed. Bounds are the confidence limits of Clopper and Pearson (1934) for
        each share, and Boole's inequality for all of them together, with probability 1 - `DOUBT`.
    """
    members = len(rule.members)
    node = rule.whole()
    # Whole numbers below 2^53 add up exactly as doubles, and much faster.
    weights: dict[Quota, Sums] = {
        leaf: np.array(leaf.weights, np.float64) if sum(leaf.weights) < 2**53 else np.array(leaf.weights, np.int64)
        for leaf in leaves_of(node)
    }
    if draws is None:
        draws = int(min(MOST_DRAWS, max(FEWEST_DRAWS, WORK / (members * (len(weights) + 1)))))
    generator = np.random.default_rng(SEED)
    hits = np.zeros((2, members), dtype=np.int64)
    won = 0
    rows = max(1, PIECE // members)
    for start in range(0, draws, rows):
        count = min(rows, draws - start)
        evenly = generator.integers(0, 2, (count, members), dtype=np.bool_)
        unevenly = generator.random((count, members)) < generator.random((count, 1))
        for kind, inside in enumerate((evenly, unevenly)):
            over: dict[Quota, Sums] = {leaf: _weighed(inside, own) - leaf.quota for leaf, own in weights.items()}
            hits[kind] += _critical(node, weights, over, inside)
            if kind == 0:
                won += int(_joined(node, {leaf: excess >= 0 for leaf, excess in over.items()}).sum())
    counted = np.append(hits, won)
    shares, errors = counted / draws, _errors(counted, draws)
    return BoundedPower(
        absolute=tuple(shares[:members].tolist()),
        shapley=tuple(shares[members:-1].tolist()),
        winning=float(shares[-1]),
        absolute_errors=tuple(errors[:members].tolist()),
        shapley_error=float(errors[members:-1].max()),
        winning_error=float(errors[-1]),
        draws=draws,
    )


def _weighed(inside: Truths, own: Sums) -> Sums:
    """Add up the weights of each coalition."""
    return np.asarray(inside.astype(own.dtype) @ own)


def _critical(
    node: RuleNode, weights: Mapping[Quota, Sums], over: Mapping[Quota, Sums], inside: Truths
) -> npt.NDArray[np.int64]:
    """Count for each member the draws in which the outcome hangs on it, given by how much each is over each quota."""
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


def _errors(hits: npt.NDArray[np.int64], draws: int) -> Floats:
    """Bound how far each share of draws can be off, for all of them at once."""
    doubt = DOUBT / (2.0 * len(hits))
    counted = hits.astype(np.float64)
    least = np.where(hits > 0, betaincinv(np.maximum(counted, 1.0), draws - counted + 1.0, doubt), 0.0)
    most = np.where(hits < draws, betaincinv(counted + 1.0, np.maximum(draws - counted, 1.0), 1.0 - doubt), 1.0)
    return np.maximum(counted / draws - least, most - counted / draws)
