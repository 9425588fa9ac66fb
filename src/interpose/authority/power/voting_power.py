"""How much power a voting rule gives to each member, whatever anybody thinks of the matter at hand."""

from __future__ import annotations

from dataclasses import replace

from interpose.authority.power.counts import Tallies, leaves_of, single_vector, thresholds_by_size
from interpose.authority.power.engine_classes import class_states, power_by_classes
from interpose.authority.power.engine_fourier import power_by_frequencies
from interpose.authority.power.engine_meet import LARGEST_MEETING, power_by_meeting
from interpose.authority.power.engine_sampling import power_by_sampling
from interpose.authority.power.engine_table import LARGEST_TABLE, SMALLEST_TABLE, power_by_table
from interpose.authority.power.engine_weights import (
    exact_cost,
    exact_swings,
    float_cost,
    pivotal_shares,
    quadrature_nodes,
    swing_shares,
)
from interpose.authority.power.indices import exact_result, rounded_result, with_shapley
from interpose.authority.power.result import Exactness, PowerResult
from interpose.case.voting_rule import Quota, VotingRule
from interpose.errors import UsageError

__all__ = ["voting_power"]

MOST_STATES = 200_000
TABLE_WORK = 2**34
"""Coalitions times quotas: some twenty seconds."""

EXACT_WORK = 4.0e9
FLOAT_WORK = 4.0e9
SHAPLEY_WORK = 3.0e10
LONGEST_TABLE = 60_000_000
LARGEST_SUM = 2**62

LARGEST_FLOAT_BODY = 900
"""Members whose coalitions are no more than a double can count."""

LARGEST_BODY = 20_000
TOO_LONG = "Shapley–Shubik is left out: it would take minutes for these weights."
DRAWN = "coalitions drawn at random with a fixed seed"
DRAWN_REMARK = "The errors of what was drawn hold for all members together with probability 0.999999."


def voting_power(rule: VotingRule, *, minimal: bool = True) -> PowerResult:
    """Measure the a-priori power of every member of a voting rule.

    Parameters
    ----------
    rule : VotingRule
        Any compound of weighted quotas, with or without vetoes.
    minimal : bool
        Whether to count minimal winning and vulnerable coalitions too (Deegan–Packel, Johnston, Holler): for the EU of
        27 that takes two seconds, and Banzhaf and Shapley–Shubik some ten milliseconds.

    Returns
    -------
    PowerResult
        Exact fractions where exact is in reach; else floats with the largest possible error.

    Raises
    ------
    UsageError
        Where there are too many members even for an approximation worth its name.

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
        return exact_result(rule, power_by_classes(rule), "coalitions by classes of members that the rule cannot tell apart")
    if members > LARGEST_BODY:
        raise UsageError(
            f"{members:,} members are too many to measure: at most {LARGEST_BODY:,}", "join members with equal weights to blocs"
        )
    small = all(sum(leaf.weights) < LARGEST_SUM for leaf in leaves_of(rule.whole()))
    vector = single_vector(rule)
    if small and members <= LARGEST_TABLE and 2**members * len(leaves_of(rule.whole())) <= TABLE_WORK:
        return _by_enumeration(rule, vector, minimal)
    if small and members <= LARGEST_MEETING and vector is not None:
        tallies = power_by_meeting(vector, thresholds_by_size(rule, vector))
        return exact_result(rule, tallies, "halves of the members enumerated, meeting in the middle")
    single = _as_single_quota(rule)
    found = _by_weights(rule, single) if single is not None else None
    if found is not None:
        return found
    if not small:
        raise UsageError("the weights add up to more than 2^62", "give them in larger units, such as thousands")
    return _by_drawing(rule)


def _by_enumeration(rule: VotingRule, vector: tuple[int, ...] | None, minimal: bool) -> PowerResult:
    fast = vector is not None
    tallies = power_by_meeting(vector, thresholds_by_size(rule, vector)) if vector is not None else power_by_table(rule)
    method = "halves of the members enumerated, meeting in the middle" if fast else "a table of all coalitions, one bit each"
    if fast and minimal and len(rule.members) >= SMALLEST_TABLE:
        whole = power_by_table(rule, swings=False)
        tallies.minimal, tallies.minimal_by_size = whole.minimal, whole.minimal_by_size
        tallies.johnston_by_critical = whole.johnston_by_critical
        method += "; minimal and vulnerable coalitions from a table of all coalitions, one bit each"
    return exact_result(rule, tallies, method, asked=minimal)


def _by_weights(rule: VotingRule, single: Quota) -> PowerResult | None:
    """Measure many members under one quota; None where that is too much work."""
    quota, weights = single.quota, single.weights
    shorter = min(quota, sum(weights) - quota + 1)
    if not 0 < quota <= sum(weights):
        return exact_result(rule, Tallies(0 if quota > 0 else 2 ** len(weights), [0] * len(weights)), "nobody is ever critical")
    by_frequencies = power_by_frequencies(quota, weights)
    if shorter <= LONGEST_TABLE and exact_cost(quota, weights) <= EXACT_WORK:
        result = exact_result(rule, exact_swings(quota, weights), "coalitions counted by weight, exactly")
    elif by_frequencies is not None:
        accuracy = Exactness(
            False,
            "the few frequencies of the sum of weights that matter, with a bound on the others",
            by_frequencies.absolute_error,
            by_frequencies.shapley_error,
            winning_error=by_frequencies.winning_error,
        )
        return rounded_result(rule, by_frequencies.absolute, by_frequencies.shapley, by_frequencies.winning, accuracy)
    elif shorter <= LONGEST_TABLE and float_cost(quota, weights) <= FLOAT_WORK and len(weights) <= LARGEST_FLOAT_BODY:
        shares, winning, bound = swing_shares(quota, weights)
        accuracy = Exactness(False, "coalitions counted by weight, rounded", bound, winning_error=bound)
        result = rounded_result(rule, shares, [None] * len(weights), winning, accuracy)
    else:
        return None
    if by_frequencies is not None:
        return with_shapley(result, by_frequencies.shapley, by_frequencies.shapley_error, "from the frequencies of the sum")
    longest = max(quota, sum(weights) - quota + 1)
    too_long = longest > LONGEST_TABLE or len(weights) > LARGEST_FLOAT_BODY
    if too_long or float(len(weights)) * longest * quadrature_nodes(len(weights)) > SHAPLEY_WORK:
        if sum(weights) >= LARGEST_SUM:
            return replace(result, remarks=(*result.remarks, TOO_LONG))
        drawn = power_by_sampling(rule)
        return with_shapley(result, drawn.shapley, drawn.shapley_error, f"from {DRAWN}", DRAWN_REMARK)
    shapley, error = pivotal_shares(quota, weights)
    return with_shapley(result, shapley, error, "by quadrature over the common probability of voting for")


def _by_drawing(rule: VotingRule) -> PowerResult:
    drawn = power_by_sampling(rule)
    accuracy = Exactness(False, DRAWN, drawn.absolute_error, drawn.shapley_error, winning_error=drawn.winning_error)
    result = rounded_result(rule, drawn.absolute, drawn.shapley, drawn.winning, accuracy)
    return replace(result, remarks=(*result.remarks, DRAWN_REMARK))


def _as_single_quota(rule: VotingRule) -> Quota | None:
    """Write the rule as one quota where it is one; vetoes become weights that nothing else can make up for."""
    node = rule.node
    while not isinstance(node, Quota) and len(node.parts) == 1:
        node = node.parts[0]
    if not isinstance(node, Quota):
        return None
    if not rule.veto:
        return node
    # Without one of its holders even all the others stay below the quota.
    heavy = max(0, sum(node.weights) - node.quota) + 1
    weights = tuple(weight + heavy * (name in rule.veto) for name, weight in zip(rule.members, node.weights, strict=True))
    return Quota(node.quota + heavy * len(rule.veto), weights)
