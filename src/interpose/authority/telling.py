"""A decision in words that fit a table cell: the same in the command line and in the brief."""

from __future__ import annotations

from collections.abc import Sequence

from interpose.authority.result import Change, Coalition, RouteDecision

__all__ = ["changes_in_words", "probability_in_words", "states_in_words", "tipping_in_words"]


def states_in_words(states: Sequence[str], most: int = 6) -> str:
    """List states, the first few by code.

    Parameters
    ----------
    states : sequence of str
        Codes.
    most : int
        How many are shown.

    Returns
    -------
    str
        Empty where there are none.

    Examples
    --------
    >>> states_in_words(["ALB", "BEL", "BGR"], most=2)
    'ALB, BEL and 1 more'
    """
    if len(states) <= most:
        return ", ".join(states)
    return f"{', '.join(states[:most])} and {len(states) - most} more"


def changes_in_words(decision: RouteDecision) -> str:
    """Say which change of votes would make a route pass.

    Parameters
    ----------
    decision : RouteDecision
        The decision.

    Returns
    -------
    str
        The smallest change, and how many others are as small.
    """
    if decision.outcome == "passes":
        return "none: it passes"
    if decision.passes_in_silence:
        waiting = any(vote.vote == "open" for vote in decision.votes)
        return "none, if those who are open stay silent" if waiting else "none in the vote; see the gates"
    if not decision.smallest_changes:
        return "no change of votes is enough"
    # Whoever blocks is named first: without their change nothing else helps.
    first = sorted(decision.smallest_changes[0], key=lambda change: (change.state not in decision.blockers, change.state))
    others = len(decision.smallest_changes) - 1
    if not others:
        return _one_set(first)
    if len(first) == 1:
        return " or ".join(_one_set(changes) for changes in decision.smallest_changes[:4]) + (
            f" or {others - 3} others" if others > 3 else ""
        )
    number = f"{others + 1}" if decision.changes_complete else f"more than {others}"
    return f"{_one_set(first)}: one of {number} sets of {len(first)}"


def probability_in_words(decision: RouteDecision) -> str:
    """Say how likely the vote passes, gates left aside.

    Parameters
    ----------
    decision : RouteDecision
        The decision.

    Returns
    -------
    str
        Under independent votes, under a common factor, and the range over all stated assumptions.
    """
    chance = decision.probability
    if chance is None:
        return "not computed"
    return f"{chance.independent:.2f} / {chance.common_factor:.2f} ({chance.low:.2f} to {chance.high:.2f})"


def tipping_in_words(coalition: Coalition) -> str:
    """Say whether the coalition has a coordination problem, and which pledge would solve it.

    Parameters
    ----------
    coalition : Coalition
        The coalition.

    Returns
    -------
    str
        One sentence.
    """
    if not coalition.coordination:
        return "No state waits for another: there is no coordination problem among the pledges as they are read."
    if coalition.tipping:
        return f"One pledge without conditions tips the least into the greatest: {' or '.join(coalition.tipping)}."
    steps = "; ".join(f"{state} brings {', '.join(gained)}" for state, gained in coalition.largest_steps[:3])
    return f"No single pledge tips the least into the greatest; the largest steps: {steps}."


def _one_set(changes: Sequence[Change]) -> str:
    if len(changes) <= 3:
        return " and ".join(f"{change.state} {_verb(change.vote)}" for change in changes)
    votes = {change.vote for change in changes}
    verb = _verb(votes.pop(), many=True) if len(votes) == 1 else "change their votes"
    return f"{states_in_words([change.state for change in changes], 5)} {verb}"


def _verb(vote: str, *, many: bool = False) -> str:
    one, more = {
        "yes": ("votes for", "vote for"),
        "abstain": ("abstains or stays silent", "abstain or stay silent"),
        "declared_abstention": ("abstains by declaration", "abstain by declaration"),
        "no": ("votes against", "vote against"),
    }[vote]
    return more if many else one
