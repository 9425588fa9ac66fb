"""Power by drawing coalitions, for rules beyond exact reach: with a bound on the error, and a fixed seed."""

from __future__ import annotations

from dataclasses import dataclass
from math import log, sqrt

import numpy as np
import numpy.typing as npt

from interpose.authority.power_structure import evaluate, leaves_of
from interpose.case.rules import Quota, RuleNode, VotingRule

__all__ = ["Sampled", "power_by_sampling", "sampling_bound"]

WORK = 2.0e8
"""Draws times members: a few seconds."""

MOST_DRAWS = 400_000
DOUBT = 1e-6
SEED = 20241215
PIECE = 2_000_000


@dataclass(frozen=True, slots=True)
class Sampled:
    """Estimates, each within the bound with probability 1 - 1e-6 for all of them together."""

    absolute: tuple[float, ...]
    shapley: tuple[float, ...]
    winning: float
    bound: float


def sampling_bound(members: int) -> float:
    """Bound the error of every estimate at once: Hoeffding's inequality for each, and the union of them.

    Parameters
    ----------
    members : int
        Members of the rule.

    Returns
    -------
    float
        Absolute error that none exceeds with probability 1 - 1e-6.
    """
    return sqrt(log(2.0 * (2 * members + 1) / DOUBT) / (2.0 * _draws(members)))


def power_by_sampling(rule: VotingRule) -> Sampled:
    """Estimate the power of every member.

    Each draw is a coalition, and tells for every member whether it would be critical in it. With all
    coalitions equally likely the share is the absolute Banzhaf index; with a common probability of
    joining that is itself drawn evenly it is the Shapley–Shubik index (Owen 1972).

    Parameters
    ----------
    rule : VotingRule
        The rule.

    Returns
    -------
    Sampled
        The same for the same rule: the seed is fixed.
    """
    members = len(rule.members)
    draws = _draws(members)
    generator = np.random.default_rng(SEED)
    node = rule.whole()
    # Whole numbers below 2^53 add up exactly as doubles, and much faster.
    weights = {
        leaf: np.array(leaf.weights, dtype=np.float64 if sum(leaf.weights) < 2**53 else np.int64) for leaf in leaves_of(node)
    }
    hits = np.zeros((2, members), dtype=np.int64)
    won = 0
    rows = max(1, PIECE // members)
    for start in range(0, draws, rows):
        count = min(rows, draws - start)
        for kind in (0, 1):
            chance = generator.random((count, 1)) if kind else 0.5
            inside = generator.random((count, members)) < chance
            with_member: dict[Quota, npt.NDArray[np.bool_]] = {}
            without: dict[Quota, npt.NDArray[np.bool_]] = {}
            for leaf, own in weights.items():
                # What the others bring: the sum less what the member itself would.
                present = inside.astype(own.dtype)
                others = (present @ own)[:, None] - present * own
                with_member[leaf] = others + own >= leaf.quota
                without[leaf] = others >= leaf.quota
            after = _joined(node, with_member)
            before = _joined(node, without)
            hits[kind] += (after & ~before).sum(axis=0)
            if kind == 0:
                won += int(np.where(inside[:, 0], after[:, 0], before[:, 0]).sum())
    absolute, shapley = hits / draws
    return Sampled(tuple(absolute.tolist()), tuple(shapley.tolist()), won / draws, sampling_bound(members))


def _joined(node: RuleNode, truths: dict[Quota, npt.NDArray[np.bool_]]) -> npt.NDArray[np.bool_]:
    return evaluate(node, truths, np.logical_and, np.logical_or)


def _draws(members: int) -> int:
    return int(min(MOST_DRAWS, max(1000.0, WORK / members)))
