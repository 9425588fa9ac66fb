"""From counts and probabilities of coalitions to the indices of every member, with what a reader should know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from interpose.authority.power.counts import Tallies, minimal_shares
from interpose.authority.power.result import Exactness, MemberPower, PowerResult
from interpose.case.voting_rule import VotingRule

__all__ = ["exact_result", "rounded_result", "with_shapley"]

ROUGHEST = 0.2
"""Error, as a share of the greatest index, beyond which an index is no longer worth its name."""

LEFT_OUT = "Deegan–Packel, Johnston, Holler and minimal winning coalitions are left out: there are too many coalitions."
TOO_RARE = "The normalised Banzhaf index is left out: so few coalitions hang on one member that the error would exceed it."


def exact_result(rule: VotingRule, tallies: Tallies, method: str, *, asked: bool = True) -> PowerResult:
    """Turn counts into exact fractions.

    Parameters
    ----------
    rule : VotingRule
        The rule.
    tallies : Tallies
        Its counts; what was not counted is None in the result.
    method : str
        How they were counted, in words.
    asked : bool
        Whether minimal winning coalitions were asked for: a remark says so where they are left out all the same.

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
            shapley_shubik=tallies.shapley[place] if tallies.shapley is not None else None,
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
    if tallies.minimal is None and asked:
        remarks.append(LEFT_OUT)
    share = Fraction(tallies.winning, 2**members)
    return PowerResult(rule.name, rows, tallies.winning, tallies.minimal, share, Exactness(True, method), tuple(remarks))


def rounded_result(
    rule: VotingRule, shares: Sequence[float], shapley: Sequence[float | None], winning: float, accuracy: Exactness
) -> PowerResult:
    """Turn probabilities with known errors into indices, and leave out those whose error would exceed them.

    Parameters
    ----------
    rule : VotingRule
        The rule.
    shares : sequence of float, one a member
        Absolute Banzhaf indices.
    shapley : sequence of (float or None), one a member
        Shapley–Shubik indices.
    winning : float
        Share of coalitions that win.
    accuracy : Exactness
        Method and errors; the error of the normalised Banzhaf index is added here.

    Returns
    -------
    PowerResult
    """
    total = sum(shares)
    error, doubt = accuracy.banzhaf_error, accuracy.winning_error / ROUGHEST
    # Both a share and the sum of all may be off, each by its error.
    sure = total - len(shares) * error
    off = error * (1.0 + len(shares) * max(shares) / total) / sure if sure > 0.0 else 1.0
    known = off <= ROUGHEST * max(shares) / total if total else False
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
        for name, share, index in zip(rule.members, shares, shapley, strict=True)
    )
    remarks = (LEFT_OUT,) if known else (LEFT_OUT, TOO_RARE)
    return PowerResult(rule.name, rows, None, None, winning, replace(accuracy, normalised_error=off if known else 0.0), remarks)


def with_shapley(result: PowerResult, shapley: Sequence[float], error: float, how: str, *remarks: str) -> PowerResult:
    """Add Shapley–Shubik indices that another method found.

    Parameters
    ----------
    result : PowerResult
        What is known so far.
    shapley : sequence of float, one a member
        The indices.
    error : float
        Their largest absolute error.
    how : str
        How they were found, in words.
    *remarks : str
        What a reader should know of them.

    Returns
    -------
    PowerResult
    """
    members = tuple(replace(member, shapley_shubik=index) for member, index in zip(result.members, shapley, strict=True))
    method = f"{result.accuracy.method}; Shapley–Shubik {how}"
    accuracy = replace(result.accuracy, exact=False, method=method, shapley_error=error)
    return replace(result, members=members, accuracy=accuracy, remarks=(*result.remarks, *remarks))


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
