"""How much power a voting rule gives to each member, whatever anybody thinks of the matter at hand."""

from __future__ import annotations

from interpose.authority.power.counts import (
    CountsBySize,
    leaves_of,
    single_vector,
    tallies_with_vetoes,
    thresholds_by_size,
)
from interpose.authority.power.engine_classes import class_states, power_by_classes
from interpose.authority.power.engine_generating_function import counts_by_weight, work_by_weight
from interpose.authority.power.engine_meet_in_the_middle import LARGEST_BODY as LARGEST_HALVED_BODY
from interpose.authority.power.engine_meet_in_the_middle import counts_by_halves
from interpose.authority.power.engine_sampling import power_by_sampling
from interpose.authority.power.indices import bounded_result, exact_result
from interpose.authority.power.result import PowerResult
from interpose.case.voting_rule import VotingRule
from interpose.errors import UsageError

__all__ = ["voting_power"]

MOST_STATES = 200_000
"""Coalitions that differ by class: half a second."""

MOST_STATES_RATHER_THAN_DRAWN = 2**20
"""The same where nothing else is exact: five seconds and half a gigabyte, as long as drawing takes."""

_BY_CLASSES = "coalitions by classes of members that the rule cannot tell apart"

WORK_OF_HALVES = 2_000.0
"""Additions of the generating function that take as long as one subset of half the members."""

MOST_WORK = 3.0e9
"""Additions of the generating function: a few seconds, and at most half a gigabyte."""

LARGEST_SUM = 2**62
LARGEST_BODY = 20_000


def voting_power(rule: VotingRule) -> PowerResult:
    """Measure the a-priori power of every member of a voting rule.

    Parameters
    ----------
    rule : VotingRule
        Any compound of weighted quotas, with or without vetoes.

    Returns
    -------
    PowerResult
        Exact fractions where exact is in reach; else floats with the largest possible error.

    Raises
    ------
    UsageError
        Where there are too many members, or weights too large, even for an approximation.

    Notes
    -----
    Methods, their reach and their errors are in `docs/method/authority.md`.

    Examples
    --------
    >>> council = VotingRule.weighted(12, {"DEU": 4, "FRA": 4, "ITA": 4, "BEL": 2, "NLD": 2, "LUX": 1})
    >>> [str(member.banzhaf) for member in voting_power(council).members]
    ['5/21', '5/21', '5/21', '1/7', '1/7', '0']
    """
    members = len(rule.members)
    if not members:
        raise UsageError("the rule has no members", "list them in members, or name them in weights")
    if class_states(rule) <= MOST_STATES:
        return exact_result(rule, power_by_classes(rule), _BY_CLASSES)
    if members > LARGEST_BODY:
        raise UsageError(
            f"{members:,} members are too many to measure: at most {LARGEST_BODY:,}", "join members with equal weights to blocs"
        )
    if any(sum(leaf.weights) >= LARGEST_SUM for leaf in leaves_of(rule.node)):
        raise UsageError("the weights add up to more than 2^62", "give them in larger units, such as thousands")
    counted = _count_one_vector(rule)
    if counted is not None:
        counts, method = counted
        return exact_result(rule, tallies_with_vetoes(counts, [name in rule.veto for name in rule.members]), method)
    if class_states(rule) <= MOST_STATES_RATHER_THAN_DRAWN:
        return exact_result(rule, power_by_classes(rule), _BY_CLASSES)
    return bounded_result(rule, power_by_sampling(rule))


def _count_one_vector(rule: VotingRule) -> tuple[CountsBySize, str] | None:
    """Count coalitions of those without a veto exactly where the rule counts heads and one vector of weights, and say how."""
    vector = single_vector(rule.node)
    if vector is None:
        return None
    # Whoever holds a veto belongs to every winning coalition: the others face what is left of the quotas.
    inside = sum(weight for name, weight in zip(rule.members, vector, strict=True) if name in rule.veto)
    weights = [weight for name, weight in zip(rule.members, vector, strict=True) if name not in rule.veto]
    thresholds = thresholds_by_size(rule.node, vector)[len(rule.members) - len(weights) :]
    least = [None if threshold is None else max(0, threshold - inside) for threshold in thresholds]
    work, members = work_by_weight(weights, least), len(weights)
    if members <= LARGEST_HALVED_BODY and work > WORK_OF_HALVES * 2 ** (members / 2):
        return counts_by_halves(weights, least), "halves of the members enumerated, meeting in the middle"
    if work <= MOST_WORK:
        return counts_by_weight(weights, least), "coalitions counted by size and weight with a generating function"
    return None
