"""How likely the vote passes: exact under independent votes, and under one common factor."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from math import ceil

import numpy as np
import numpy.typing as npt

from interpose.authority.decision import Chances, RouteProbability, Vote
from interpose.authority.routes.common_factor import normal_average
from interpose.authority.routes.law import ABSTAIN, DECLARED, NO, YES, Body, fewest_by_cast, passes, thresholds_by_count
from interpose.authority.routes.subsets import LARGEST_BODY, SubsetPlan, count_distribution, subset_plan
from interpose.case.quantities import Range
from interpose.case.tables.authority import DeclaredLimit, Route, RouteClause, share_of
from interpose.normal_law import normal_quantile, normal_share

__all__ = [
    "common_factor_probability",
    "drawn_ballots",
    "pass_probabilities",
    "pass_probability",
    "passing_draws",
    "route_probability",
    "vote_matrix",
]

Floats = npt.NDArray[np.float64]

TOLERANCE = 1e-6
"""Error aimed at when the common factor is integrated out; the estimate is so cautious that 1e-10 is reached."""

NEGLIGIBLE = 1e-15
"""Probability that nobody votes against, below which the other clauses are not looked at."""

LARGEST_STATE_SPACE = 200_000


def vote_matrix(chances: Sequence[Chances]) -> Floats:
    """Arrange probabilities as an array.

    Parameters
    ----------
    chances : sequence of Chances
        One a member.

    Returns
    -------
    ndarray of float, shape (members, 4)
        Against, declared abstention, abstaining or silent, for.
    """
    rows = [(c.no, c.declared_abstention, max(0.0, 1.0 - c.no - c.declared_abstention - c.yes), c.yes) for c in chances]
    return np.array(rows, dtype=float).reshape(-1, 4)


def pass_probability(route: Route, body: Body, chances: Floats) -> float | None:
    """Probability that every clause holds when members vote independently.

    Nobody voting against is a product. Given that, what remains is a question about the set of those
    who vote for (or who abstain by declaration), answered by counting or by meeting in the middle.

    Parameters
    ----------
    route : Route
        The law.
    body : Body
        Who votes.
    chances : ndarray of float, shape (members, 4)
        As `vote_matrix` gives them.

    Returns
    -------
    float or None
        Exact up to rounding; None where the rule is beyond exact reach.
    """
    found = pass_probabilities(route, body, chances[None])
    return None if found is None else float(found[0])


def pass_probabilities(route: Route, body: Body, chances: Floats) -> Floats | None:
    """Probability that every clause holds, for many sets of chances at once.

    Parameters
    ----------
    route : Route
        The law.
    body : Body
        Who votes.
    chances : ndarray of float, shape (cases, members, 4)
        As `vote_matrix` gives them, one a case.

    Returns
    -------
    ndarray of float, shape (cases,), or None
        None where the rule is beyond exact reach.
    """
    if not len(body.members):
        return None
    product = np.ones(len(chances))
    given = chances.copy()
    rest: list[RouteClause] = []
    for clause in route.clauses:
        if clause.none_against is None:
            rest.append(clause)
            continue
        bound = np.ones(len(body.members), bool) if clause.none_against == "members" else np.array(body.permanent, bool)
        product *= np.prod(1.0 - given[:, bound, NO], axis=1)
        kept = given[:, bound]
        kept[:, :, NO] = 0.0
        totals = kept.sum(axis=2, keepdims=True)
        given[:, bound] = np.divide(kept, totals, out=np.zeros_like(kept), where=totals > 0)
    telling = product > NEGLIGIBLE
    if not rest or not telling.any():
        return product
    remaining = _remaining(rest, body, given[telling])
    if remaining is None:
        return None
    product[telling] *= remaining
    return product


def _remaining(clauses: Sequence[RouteClause], body: Body, given: Floats) -> Floats | None:
    """Probability of the clauses that are not about votes against."""
    size = len(body.members)
    limits = [clause.declared_abstention_below for clause in clauses if clause.declared_abstention_below is not None]
    counts = [threshold for clause in clauses for threshold in clause.votes_for]
    if len(limits) == 1 and size <= LARGEST_BODY and body.population:
        plan = _of_declaring(limits[0], body)
        if not counts:
            return np.asarray(1.0 - plan.probabilities(given[:, :, DECLARED]))
        if len(counts) == 1 and counts[0].of == "members" and counts[0].count == 2:
            return np.asarray(1.0 - plan.probabilities(given[:, :, DECLARED]) - _fewer_than_two(plan, given))
    elif not limits and all(clause.votes_for for clause in clauses):
        measures = {threshold.of for clause in clauses for threshold in clause.votes_for}
        if measures == {"votes_cast"} and not any(clause.blocking_minority for clause in clauses):
            shares = [share_of(t.share or "1/1") for clause in clauses for t in clause.votes_for]
            return _of_votes_cast(max(shares), given)
        if "votes_cast" not in measures:
            least_for = thresholds_by_count(clauses, body)
            if "population" not in measures:
                enough = [count for count, needed in enumerate(least_for) if needed is not None]
                return np.asarray(count_distribution(given[:, :, YES])[:, enough].sum(axis=1))
            if size <= LARGEST_BODY and body.population:
                plan = subset_plan(body.population, least_for)
                return plan.probabilities(given[:, :, YES])
    found = [_by_states(clauses, body, row) for row in given]
    return None if any(chance is None for chance in found) else np.array(found, dtype=float)


def _of_declaring(limit: DeclaredLimit, body: Body) -> SubsetPlan:
    """Prepare the probability that both limits of declared abstention are reached."""
    size, members, people = len(body.members), share_of(limit.members), share_of(limit.population)
    needed = ceil(people * sum(body.population))
    least = tuple(needed if count * members.denominator >= size * members.numerator else None for count in range(size + 1))
    return subset_plan(body.population, least)


def _fewer_than_two(plan: SubsetPlan, given: Floats) -> Floats:
    """Probability that nobody or one member votes for while the limits of declared abstention are not both reached.

    Where member i alone votes for it declares nothing, so its chance of declaring is 0. The sum over i of such
    probabilities, each linear in the chance of i, is the probability less its slope along chance times weight.
    """
    silent = np.maximum(1.0 - given[:, :, YES], 1e-12)
    nobody = np.prod(silent, axis=1)
    odds = given[:, :, YES] / silent
    few = np.zeros(len(given))
    telling = nobody * (1.0 + odds.sum(axis=1)) >= NEGLIGIBLE
    if telling.any():
        declaring, odds = given[telling][:, :, DECLARED] / silent[telling], odds[telling]
        reached = plan.probabilities(declaring)
        one = odds.sum(axis=1) * (1.0 - reached) + plan.slopes(declaring, declaring * odds)
        few[telling] = nobody[telling] * (1.0 - reached + one)
    return few


def _of_votes_cast(share: Fraction, given: Floats) -> Floats:
    """Probability that those for are a share of those for and against.

    With a share a/b that is (b - a)·for ≥ a·against: one sum of steps, whose law is the product of the members' laws after
    a Fourier transform; members with the same chances are taken together (Hong 2013, Computational Statistics & Data
    Analysis 59).
    """
    size = given.shape[1]
    share, beyond = _simplest_share(share, size)
    forward, back = share.denominator - share.numerator, share.numerator
    length = size * (forward + back) + 1
    turn = np.exp(-2j * np.pi * np.arange(length // 2 + 1) / length)
    silent, favour = turn**back, turn ** (forward + back)
    alike: dict[bytes, list[int]] = {}
    for member in range(size):
        alike.setdefault(given[:, member].tobytes(), []).append(member)
    product = np.ones((len(given), len(turn)), dtype=complex)
    for members in alike.values():
        one = given[:, members[0], :, None]
        own = one[:, NO] + (one[:, DECLARED] + one[:, ABSTAIN]) * silent + one[:, YES] * favour
        product *= _power(own, len(members))
    law = np.fft.irfft(product, length)
    nobody = 0.0 if beyond else np.prod(given[:, :, DECLARED] + given[:, :, ABSTAIN], axis=1)
    return np.asarray(law[:, size * back + beyond :].sum(axis=1) - nobody)


def _simplest_share(share: Fraction, size: int) -> tuple[Fraction, bool]:
    """Find a share that lets the same votes of so many members pass, and say whether more than it is needed.

    Of at most 193 votes, 66.67 % are those that are more than 2/3: a sum of 3 steps a member instead of 10,000.
    """
    fewest = list(enumerate(fewest_by_cast(share, size)))[1:]
    reached = min(Fraction(votes, cast) for cast, votes in fewest)
    exceeded = max(Fraction(votes - 1, cast) for cast, votes in fewest)
    beyond = exceeded.denominator < reached.denominator
    return (exceeded if beyond else reached), beyond


def _power(base: npt.NDArray[np.complex128], exponent: int) -> npt.NDArray[np.complex128]:
    """Raise to a whole power by squaring: the general power of complex numbers takes a logarithm of each."""
    found = np.ones_like(base)
    while exponent:
        if exponent & 1:
            found *= base
        base, exponent = base * base, exponent >> 1
    return found


def _by_states(clauses: Sequence[RouteClause], body: Body, given: Floats) -> float | None:
    """Any mixture of clauses, member by member over the distinct tallies; None where they become too many."""
    people = body.population or (0,) * len(body.members)
    # A tally: votes for, their population, votes against, declared abstentions, their population.
    law: dict[tuple[int, int, int, int, int], float] = {(0, 0, 0, 0, 0): 1.0}
    for row, weight in zip(given, people, strict=True):
        following: dict[tuple[int, int, int, int, int], float] = {}
        for (yes, yes_people, no, declared, declared_people), chance in law.items():
            for code, probability in enumerate(row):
                if probability == 0.0:
                    continue
                tally = (
                    yes + (code == YES),
                    yes_people + weight * (code == YES),
                    no + (code == NO),
                    declared + (code == DECLARED),
                    declared_people + weight * (code == DECLARED),
                )
                following[tally] = following.get(tally, 0.0) + chance * float(probability)
        if len(following) > LARGEST_STATE_SPACE:
            return None
        law = following
    return float(sum(chance for tally, chance in law.items() if _tally_holds(clauses, body, tally)))


def _tally_holds(clauses: Sequence[RouteClause], body: Body, tally: tuple[int, int, int, int, int]) -> bool:
    yes, yes_people, no, declared, declared_people = tally
    size, people = len(body.members), sum(body.population)
    for clause in clauses:
        limit = clause.declared_abstention_below
        if limit is not None:
            if declared >= share_of(limit.members) * size and declared_people >= share_of(limit.population) * people:
                return False
            continue
        if clause.blocking_minority is not None and size - yes < clause.blocking_minority:
            continue
        for threshold in clause.votes_for:
            share = share_of(threshold.share or "1/1")
            if threshold.of == "votes_cast":
                held = yes + no > 0 and yes >= share * (yes + no)
            elif threshold.of == "population":
                held = yes_people >= share * people
            else:
                held = yes >= (threshold.count if threshold.count is not None else share * size)
            if not held:
                return False
    return True


def common_factor_probability(route: Route, body: Body, chances: Floats, correlation: float) -> float | None:
    """Probability that the vote passes when one latent factor moves all members.

    Each member has a latent normal inclination, made of the common factor (share `correlation` of its
    variance) and of its own. Its vote is the band in which the inclination falls; the bands are set so
    that each member's own probabilities stay as given. Given the factor the votes are independent, so
    the conditional probability is exact; the factor is integrated out by adaptive quadrature
    (the one-factor Gaussian copula of Vasicek 1987, used for votes).

    Parameters
    ----------
    route : Route
        The law.
    body : Body
        Who votes.
    chances : ndarray of float, shape (members, 4)
        As `vote_matrix` gives them.
    correlation : float
        Correlation of any two members' latent inclinations, at least 0 and below 1.

    Returns
    -------
    float or None
        None where the rule is beyond exact reach.
    """
    return _averaged(route, body, np.ascontiguousarray(chances, dtype=float).tobytes(), correlation)


@lru_cache(maxsize=512)
def _averaged(route: Route, body: Body, given: bytes, correlation: float) -> float | None:
    """Integrate once for the same law, members and chances: what is compared with a case mostly leaves them as they are."""
    chances = np.frombuffer(given).reshape(-1, 4)
    if correlation == 0.0:
        return pass_probability(route, body, chances)
    # Members with the same chances move alike.
    kinds, kind_of = np.unique(chances, axis=0, return_inverse=True)
    bands = normal_quantile(np.clip(np.cumsum(kinds, axis=1)[:, :3], 0.0, 1.0))

    def given_factor(factor: Floats) -> Floats | None:
        edges = normal_share((bands - np.sqrt(correlation) * factor[:, None, None]) / np.sqrt(1.0 - correlation))
        shifted = np.diff(edges, axis=2, prepend=0.0, append=1.0)
        return pass_probabilities(route, body, np.clip(shifted, 0.0, 1.0)[:, kind_of])

    found = normal_average(given_factor, TOLERANCE)
    return None if found is None else float(np.clip(found, 0.0, 1.0))


def route_probability(route: Route, body: Body, votes: Sequence[Vote]) -> RouteProbability | None:
    """Probability of a route with the range that its assumptions imply.

    Parameters
    ----------
    route : Route
        The law.
    body : Body
        Who votes.
    votes : sequence of Vote
        One a member, in the order of the body.

    Returns
    -------
    RouteProbability or None
        None where the rule is beyond exact reach, or nobody votes.
    """
    by_level = {
        "least": vote_matrix([vote.least for vote in votes]),
        "mode": vote_matrix([vote.chances for vote in votes]),
        "most": vote_matrix([vote.most for vote in votes]),
    }
    factor = route.correlation
    independent = pass_probability(route, body, by_level["mode"])
    common = common_factor_probability(route, body, by_level["mode"], factor.mode)
    if independent is None or common is None:
        return None
    ends = [independent, common]
    for level in ("least", "most"):
        for correlation in (0.0, factor.high):
            value = common_factor_probability(route, body, by_level[level], correlation)
            if value is not None:
                ends.append(value)
    return RouteProbability(
        independent=independent,
        common_factor=common,
        low=min(ends),
        high=max(ends),
        correlation=Range(factor.low, factor.mode, factor.high),
    )


def passing_draws(route: Route, body: Body, chances: Floats, uniforms: Floats) -> npt.NDArray[np.bool_]:
    """Turn uniform draws into ballots and say which of them pass: for ensembles of futures.

    Parameters
    ----------
    route : Route
        The law.
    body : Body
        Who votes.
    chances : ndarray of float, shape (members, 4) or (draws, members, 4)
        Probabilities of the votes, in common or for each draw.
    uniforms : ndarray of float, shape (draws, members)
        Numbers between 0 and 1; low numbers are votes against.

    Returns
    -------
    ndarray of bool, shape (draws,)
    """
    return passes(route, body, drawn_ballots(chances, uniforms))


def drawn_ballots(chances: Floats, uniforms: Floats) -> npt.NDArray[np.int8]:
    """Turn uniform draws into ballots, shape (draws, members); the parameters are those of `passing_draws`."""
    edges = np.cumsum(chances, axis=-1)[..., :3]
    return np.asarray((uniforms[..., None] >= edges).sum(axis=-1), dtype=np.int8)
