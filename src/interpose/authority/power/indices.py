"""From counts and probabilities of coalitions to the indices of every member, with what a reader should know."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from interpose.authority.power.counts import Tallies, minimal_shares
from interpose.authority.power.result import BoundedPower, Exactness, MemberPower, PowerResult
from interpose.case.voting_rule import VotingRule

__all__ = ["bounded_result", "exact_result"]

ROUGHEST = 0.2
"""Error, as a share of the greatest index, beyond which an index is no longer worth its name."""

LEFT_OUT = "Deegan–Packel, Johnston, Holler and minimal winning coalitions are left out: there are too many coalitions."
DRAWN = "The errors of what was drawn hold for all members together with probability 0.999999."
TOO_RARE = "The normalised Banzhaf index is left out: so few coalitions hang on one member that the error would exceed it."


def exact_result(rule: VotingRule, tallies: Tallies, method: str) -> PowerResult:
    """Turn counts into exact fractions.

    Parameters
    ----------
    rule : VotingRule
        The rule.
    tallies : Tallies
        Its counts; what was not counted is None in the result, and a remark says so.
    method : str
        How they were counted, in words.

    Returns
    -------
    PowerResult
    """
    members = len(rule.members)
    all_swings = sum(tallies.swings)
    losing = 2**members - tallies.winning
    deegan = minimal_shares(tallies.minimal_by_size) if tallies.minimal_by_size is not None else None
    johnston = minimal_shares(tallies.johnston_by_critical) if tallies.johnston_by_critical is not None else None
    holler = None
    if tallies.minimal_by_size is not None:
        held = [sum(counts.values()) for counts in tallies.minimal_by_size]
        holler = [Fraction(count, sum(held)) for count in held] if sum(held) else None
    rows = tuple(
        MemberPower(
            name=name,
            banzhaf=_share(tallies.swings[place], all_swings),
            banzhaf_absolute=Fraction(tallies.swings[place], 2 ** (members - 1)),
            shapley_shubik=tallies.shapley[place],
            deegan_packel=deegan[place] if deegan is not None else None,
            johnston=johnston[place] if johnston is not None else None,
            holler=holler[place] if holler is not None else None,
            coleman_prevent=_share(tallies.swings[place], tallies.winning),
            coleman_initiate=_share(tallies.swings[place], losing),
            swings=tallies.swings[place],
        )
        for place, name in enumerate(rule.members)
    )
    remarks = _remarks(rule, tallies.swings, tallies.winning)
    if tallies.minimal is None:
        remarks.append(LEFT_OUT)
    return PowerResult(
        rule=rule.name,
        members=rows,
        winning_coalitions=tallies.winning,
        minimal_winning_coalitions=tallies.minimal,
        collectivity_to_act=Fraction(tallies.winning, 2**members),
        accuracy=Exactness(exact=True, method=method),
        remarks=tuple(remarks),
    )


def bounded_result(rule: VotingRule, estimate: BoundedPower) -> PowerResult:
    """Turn estimates with known errors into indices, and leave out those whose error would exceed them.

    Parameters
    ----------
    rule : VotingRule
        The rule.
    estimate : BoundedPower
        What was drawn.

    Returns
    -------
    PowerResult
    """
    shares, winning = estimate.absolute, estimate.winning
    total, doubt = sum(shares), estimate.winning_error / ROUGHEST
    off = _normalised_error(shares, estimate.absolute_errors)
    known = total > 0.0 and off <= ROUGHEST * max(shares) / total
    rows = tuple(
        MemberPower(
            name=name,
            banzhaf=share / total if known else None,
            banzhaf_absolute=share,
            shapley_shubik=index,
            deegan_packel=None,
            johnston=None,
            holler=None,
            # A member is critical in share × 2^(n-1) coalitions, out of winning × 2^n.
            coleman_prevent=min(1.0, share / (2.0 * winning)) if winning > doubt else None,
            coleman_initiate=min(1.0, share / (2.0 * (1.0 - winning))) if 1.0 - winning > doubt else None,
            swings=None,
        )
        for name, share, index in zip(rule.members, shares, estimate.shapley, strict=True)
    )
    return PowerResult(
        rule=rule.name,
        members=rows,
        winning_coalitions=None,
        minimal_winning_coalitions=None,
        collectivity_to_act=winning,
        accuracy=Exactness(
            exact=False,
            method=f"{estimate.draws:,} coalitions drawn at random with a fixed seed",
            banzhaf_error=max(estimate.absolute_errors),
            shapley_error=estimate.shapley_error,
            normalised_error=off if known else 0.0,
            winning_error=estimate.winning_error,
        ),
        remarks=(LEFT_OUT, DRAWN) if known else (LEFT_OUT, TOO_RARE, DRAWN),
    )


def _normalised_error(shares: Sequence[float], errors: Sequence[float]) -> float:
    """Bound the error of shares of a sum, where each part may be off by its own error."""
    total, together = sum(shares), sum(errors)
    if total <= together:
        return 1.0
    # (s + e) / (T + E) differs from s / T by (e - E s / T) / (T + E), with |E| up to the sum of the errors.
    return max((error + share / total * together) / (total - together) for share, error in zip(shares, errors, strict=True))


def _remarks(rule: VotingRule, swings: Sequence[int], winning: int) -> list[str]:
    members = len(rule.members)
    if winning == 0:
        return ["Nothing passes: no coalition wins, so nobody has power."]
    if winning == 2**members:
        return ["Everything passes: even nobody's votes are enough, so nobody has power."]
    remarks = []
    dummies = [name for name, count in zip(rule.members, swings, strict=True) if count == 0]
    if dummies:
        remarks.append(f"Without any power: {_listed(dummies)}.")
    holders = [name for name, count in zip(rule.members, swings, strict=True) if count == winning]
    dictators = [name for name, count in zip(rule.members, swings, strict=True) if count == 2 ** (members - 1)]
    if dictators:
        remarks.append(f"{dictators[0]} decides alone.")
    elif holders:
        remarks.append(f"Nothing passes without: {_listed(holders)}.")
    return remarks


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:10]) + (f" and {len(names) - 10} more" if len(names) > 10 else "")


def _share(part: int, whole: int) -> Fraction:
    return Fraction(part, whole) if whole else Fraction(0)
